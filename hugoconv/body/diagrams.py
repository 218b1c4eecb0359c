"""Diagrams: the shortcode ``diagram``, and fenced code in the language mermaid."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from hugoconv.body.markdown import blocks
from hugoconv.body.marks import Marks
from hugoconv.body.own_lines import with_own_lines
from hugoconv.body.shortcodes import without_shortcodes
from hugoconv.text.edits import Edit, Edits
from hugoconv.text.lines import line_start
from hugoconv.text.regex import regex

_OPENING, _CLOSING = "{{% diagram %}}", "{{% /diagram %}}"
_LANGUAGE = "mermaid"
_FENCE = regex(
    rf"(?:\A|(?<=[\r\n]))(?P<container>[ \t>]*+)(?P<fence>`{{3,}}|~{{3,}})[ \t]*{_LANGUAGE}(?P<rest>[ \t]*)(?=[\r\n])"
)
_ABOVE = regex(r"[ \t]*[\r\n]")
_TICKS = regex(r"^[ \t>]*(`{3,})", re.MULTILINE)


def diagram_to_fence(text: str) -> Edits:
    """The edits that make fenced code of every shortcode ``diagram``. Refused (``not-a-block``) where one does not
    have its lines for itself.

    >>> text = "{{< diagram >}}\\ngraph TD\\n{{< /diagram >}}\\n"
    >>> print(diagram_to_fence(text).apply(text), end="")
    ```mermaid
    graph TD
    ```
    """
    edits = []
    for found in with_own_lines(text, "diagram"):
        # A fence ends at the first that is as long, so it has to be longer than any in the diagram.
        longest = max((len(ticks) for ticks in _TICKS.findall(found.inner)), default=2)
        fence, new_line = "`" * (longest + 1), found.line_end + found.container
        # A diagram may begin on the line of its shortcode; behind a fence it would be the name of a language.
        above = "" if _ABOVE.match(found.inner) else new_line
        below = "" if not found.inner[line_start(found.inner, len(found.inner)) :].strip(" \t>") else new_line
        edits.append(Edit(*found.span, f"{fence}{_LANGUAGE}{above}{found.inner}{below}{fence}"))
    return Edits(edits)


def fence_to_diagram(text: str) -> Edits:
    """The edits that make a shortcode ``diagram`` of all fenced code in mermaid.

    >>> text = "```mermaid\\ngraph TD\\n```\\n"
    >>> print(fence_to_diagram(text).apply(text), end="")
    {{% diagram %}}
    graph TD
    {{% /diagram %}}
    """
    plain = without_shortcodes(text)
    fences = list(_FENCE.finditer(plain))
    if not fences:
        return Edits()
    marks = Marks(plain)
    code = marks.found_in(_languages(marks.put(plain, [fence.start("rest") for fence in fences])))
    return Edits(edit for n, fence in enumerate(fences) if n in code for edit in _tags(plain, fence))


def _languages(text: str) -> Iterator[tuple[str, Any]]:
    for token in blocks(text):
        if token["type"] == "block_code":
            yield token.get("attrs", {}).get("info", ""), token


def _tags(text: str, fence: re.Match[str]) -> Iterator[Edit]:
    """The edit of one fenced code; none where it has no end."""
    sign = fence["fence"]
    end = re.compile(rf"[\r\n][ \t>]*+(?P<fence>{sign}{sign[0]}*+)[ \t]*+(?=[\r\n]|\Z)").search(text, fence.end())
    if end is not None:
        inner = text[fence.start("rest") : end.start("fence")]
        yield Edit(fence.start("fence"), end.end("fence"), f"{_OPENING}{inner}{_CLOSING}")
