"""``python -m tests.benchmarks.bodies``: whether time for a body grows as its size does, for bodies of many kinds.

Works that are our own alone are to be linear on every kind. Where mistune reads the body it takes its own time, which is
shown beside them.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator

from hugoconv.body.callouts import callout_to_quote
from hugoconv.body.diagrams import diagram_to_fence
from hugoconv.body.edited import edited
from hugoconv.body.extracts import first_heading, first_image, first_paragraph
from hugoconv.body.headings import headings
from hugoconv.body.images import images
from hugoconv.body.links import candidates, links
from hugoconv.body.markdown import document
from hugoconv.body.shortcode_edits import rename_parameters, rename_shortcode
from hugoconv.body.shortcodes import shortcodes
from hugoconv.text.edits import Edit, Edits
from tests.benchmarks.growth import NOISE, SIZES, Grown

KINDS = {
    "text": "A line of *text* with a [link](/a/) and `code`.\nAnother one.\n\n",
    "中文": "一行**文字**，有[链接](/a/)。\n又一行。\n\n",
    "headings": "# One\n\nTwo\n---\n\n",
    "one paragraph": "a line\n",
    "lists": "- a\n  - b\n\n    c\n",
    "quotations": "> a\n> b\n\n",
    "code": "```\n# a\n[b](c)\n```\n\n",
    "images": "![a](b.png) ![c]\n\n",
    "shortcodes": '{{< figure src="a.png" title="b" >}}\n\n',
    "callouts": "{{% callout note %}}\ntext\n{{% /callout %}}\n\n",
    "diagrams": "{{< diagram >}}\ngraph TD\n{{< /diagram >}}\n",
    "open shortcodes": "{{< alert >}} ",
    "open comments": "{{</* a ",
    "comments": "<!-- {{< alert >}} -->\n",
    "brackets": "[a] ",
    "rules": "---\n\n",
    "blanks": " " * 80 + "\n",
    "spaces": " ",
    "number signs": "#",
}


def _named(text: str) -> object:
    return edited(text, rename_shortcode(text, "alert", "callout"))


def _word(text: str) -> object:
    at = text.find("a")
    return edited(text, Edits([Edit(at, at + 1, "b")] if at >= 0 else []))


OWN: dict[str, Callable[[str], object]] = {
    "shortcodes": lambda text: list(shortcodes(text)),
    "candidates": lambda text: list(candidates(text)),
    "rename shortcode": _named,
    "rename parameter": lambda text: rename_parameters(text, "figure", {"title": "caption"}),
    "callouts": callout_to_quote,
    "diagrams": diagram_to_fence,
}
WITH_MISTUNE: dict[str, Callable[[str], object]] = {
    "mistune": document,
    "headings": headings,
    "images": images,
    "links": links,
    "edit a word": _word,
    "first paragraph": first_paragraph,
    "first heading": first_heading,
    "first image": first_image,
}


def grown(kind: str, work: str, function: Callable[[str], object]) -> Grown:
    """The times of a work on bodies of a kind, the best of two each."""
    times = []
    for size in SIZES:
        text = KINDS[kind] * (size // len(KINDS[kind]))
        times.append((len(text), min(_seconds(function, text) for _ in range(2))))
    return Grown(kind, work, tuple(times))


def _seconds(function: Callable[[str], object], text: str) -> float:
    started = time.process_time()
    function(text)
    return time.process_time() - started


def measured(works: dict[str, Callable[[str], object]]) -> Iterator[Grown]:
    """Every work on every kind."""
    for kind in KINDS:
        for work, function in works.items():
            yield grown(kind, work, function)


def main(arguments: list[str] | None = None) -> int:
    """Prints what takes time, and the exit status is 1 where our own time grows faster than the size."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.bodies", description=__doc__)
    parser.add_argument("--all", action="store_true", help="print every row")
    given = parser.parse_args(arguments)
    failed = 0
    for works in (OWN, WITH_MISTUNE):
        for one in measured(works):
            fails = works is OWN and one.times[-1][1] > NOISE * 3 and not one.is_linear()
            failed += fails
            if given.all or fails or one.times[-1][1] > 1 or not one.is_linear():
                times = ", ".join(f"{size / 1000:.0f} KB {seconds:.2f} s" for size, seconds in one.times)
                print(
                    f"{one.kind:<18} {one.work:<18} {times}  n^{one.exponent:.2f} {'FAILS' if fails else ''}",
                    flush=True,
                )
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
