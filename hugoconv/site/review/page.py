"""A review page: one file of HTML that asks no network for anything.

The outer page is a template of Jinja, what it shows of pages is drawn from JSON by its own scripts. In neither can a
text of a page become a part of the HTML.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from hugoconv.data_files import text_of
from hugoconv.site.review.choices import FORMAT
from hugoconv.site.review.content import Content, as_data, content_of
from hugoconv.text.regex import regex

if TYPE_CHECKING:
    from hugoconv.site.plan.plan import Plan

_CHUNK = 50  # diffs that the browser reads at once
# What would end a script of HTML or begin a comment in it, lines for some readers of JSON, and what UTF-8 has not.
_UNSAFE = regex("[<>&\u2028\u2029\ud800-\udfff]")
_UNENCODABLE = regex("[\ud800-\udfff]")
_SCRIPTS = ("content.js", "choices.js", "list.js", "diff.js", "detail.js", "keys.js", "main.js")
# The outcomes in the order in which a reader wants them, with what they are called.
OUTCOMES = {
    "changed": "to change",
    "refused": "refused",
    "failed": "failed",
    "bug": "bug of hugoconv",
    "noted": "unchanged, with notes",
    "skipped": "skipped",
    "unchanged": "unchanged",
}
_DULL = ("skipped", "unchanged")


def page_of(plan: Plan, *, title: str = "", command: str = "", docs: str = "") -> str:
    """The review page of a plan, with a title and the command that made the plan where there is one; ``docs`` is
    the address of the documentation, to which codes then lead, as ``Plan.to_html`` takes it. It can be encoded as
    UTF-8. Needs Jinja2.
    """
    return rendered(content_of(plan), title=title or "Review of a plan", command=command, docs=docs)


def rendered(content: Content, *, title: str, command: str, docs: str = "") -> str:
    """The review page of some content."""
    from jinja2 import Environment
    from markupsafe import Markup

    template = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(_file("page.html.jinja"))
    counts = content.counts()
    return _UNENCODABLE.sub(
        "\ufffd",
        template.render(
            title=title,
            command=command,
            outcomes=list(_outcomes(counts)),
            moved=counts["moved"],
            notes=content.notes,
            sections=_counted(row.section for row in content.rows),
            codes=_counted(code for row in content.rows for code in row.codes),
            fields=_counted(field for row in content.rows for field in row.fields),
            style=Markup(_file("style.css")),  # noqa: S704 - a file of this package
            script=Markup("\n".join(map(_file, _SCRIPTS))),  # noqa: S704 - as above
            index=Markup(as_json(_index(content, command, docs))),  # noqa: S704 - escaped by as_json
            chunks=[Markup(as_json(chunk)) for chunk in _chunks(content.diffs)],  # noqa: S704 - as above
        ),
    )


def as_json(value: Any) -> str:
    r"""JSON that can stand in a script of HTML, whatever its texts are.

    >>> as_json("</script><!-- \u2028")
    '"\\u003c/script\\u003e\\u003c!-- \\u2028"'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _outcomes(counts: Counter[str]) -> Iterator[tuple[str, str, int, bool]]:
    """The outcomes that pages have: what they are called, how many there are, and whether they are listed at first."""
    telling = [outcome for outcome in OUTCOMES if counts[outcome] and outcome not in _DULL]
    for outcome, name in OUTCOMES.items():
        if counts[outcome]:
            yield outcome, name, counts[outcome], outcome in telling or not telling


def _index(content: Content, command: str, docs: str) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "plan": content.digest,
        "command": command,
        "docs": docs if "*" in docs or not docs else docs.rstrip("/") + "/*.md",
        "chunk": _CHUNK,
        "meanings": content.meanings,
        "rows": list(map(as_data, content.rows)),
    }


def _chunks(diffs: Sequence[Any]) -> Iterable[Sequence[Any]]:
    return (diffs[at : at + _CHUNK] for at in range(0, len(diffs), _CHUNK))


def _counted(names: Iterable[str]) -> list[tuple[str, int]]:
    """Names with how often they are there, in their order."""
    return sorted(Counter(names).items())


def _file(name: str) -> str:
    return text_of("hugoconv.site.review", f"web/{name}")
