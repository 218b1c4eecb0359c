"""Where headings stand in the Markdown of a body.

A scan of our own finds lines that are written like headings, in code too. A mark is put into each, and those count of
which mistune reads the mark in a heading.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from hugoconv.body.markdown import blocks
from hugoconv.body.marks import Marks
from hugoconv.body.shortcodes import without_shortcodes
from hugoconv.text.lines import line_start
from hugoconv.text.regex import regex
from hugoconv.text.spans import Span

_CONTAINERS = r"(?:[ \t>]|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))*+"
_LINE = r"(?:\A|(?<=[\r\n]))"
_CONTAINER = regex(_CONTAINERS)
_ATX = regex(rf"{_LINE}{_CONTAINERS}(?P<marks>\#{{1,6}})[ \t]+(?P<text>[^\r\n]+)")
_UNDERLINE = regex(r"(?<=[\r\n])[ \t>]*+(?P<line>=++|-++)[ \t]*+(?=[\r\n]|\Z)")
_FENCE = ("```", "~~~")


class Heading(NamedTuple):
    """One heading: its level from 1 to 6, the span of the whole from its first mark or letter to its last, and that of
    its text. ``style`` is atx, behind number signs, or setext, underlined."""

    level: int
    span: Span
    text: Span
    style: str


def headings(text: str) -> list[Heading]:
    """The headings of a text in order, outside code, HTML and comments; those in lists and quotations
    too. One without text counts as none.

    >>> text = "Title *one*\\n===\\n\\n    # code\\n\\n## Two ##\\n"
    >>> [(found.level, found.text.of(text), found.style) for found in headings(text)]
    [(1, 'Title *one*', 'setext'), (2, 'Two', 'atx')]
    """
    plain = without_shortcodes(text)
    written = sorted([*_atx(plain), *_setext(plain)], key=lambda one: one.text.end)
    if not written:
        return []
    marks = Marks(plain)
    read = marks.found_in(_texts(marks.put(plain, [_marked_at(one) for one in written])))
    return [_whole(plain, one, read[i]) for i, one in enumerate(written) if _is_read(one, read.get(i))]


def _atx(text: str) -> Iterator[Heading]:
    for found in _ATX.finditer(text):
        start, end = found.start("text"), found.start("text") + len(_without_end(found["text"]))
        if start < end:
            yield Heading(len(found["marks"]), Span(found.start("marks"), found.end()), Span(start, end), "atx")


def _without_end(line: str) -> str:
    """The text of a line without the number signs that may stand behind it."""
    line = line.rstrip(" \t")
    text = line.rstrip("#")
    return text.rstrip(" \t") if text[-1:] in ("", " ", "\t") else line


def _setext(text: str) -> Iterator[Heading]:
    for found in _UNDERLINE.finditer(text):
        above = line_start(text, max(found.start() - 1, 0))
        start = _CONTAINER.match(text, above, found.start()).end()  # type: ignore[union-attr]  # it may be empty
        end = start + len(text[start : found.start()].rstrip())
        if start < end and not _is_no_text(text, above, Span(start, end)):
            level = 1 if found["line"].startswith("=") else 2
            yield Heading(level, Span(start, found.end("line")), Span(start, end), "setext")


def _is_no_text(text: str, above: int, line: Span) -> bool:
    """Whether a line can be no text of a heading: a fence of code, a rule or underline, a heading of its own. With a
    mark in it it would be other Markdown."""
    signs = set(line.of(text)) - {" ", "\t"}
    is_rule = len(signs) == 1 and signs < set("-*_=")
    return is_rule or text.startswith(_FENCE, line.start) or _ATX.match(text, above) is not None


def _marked_at(heading: Heading) -> int:
    # An underlined heading may have several lines, of which the scan knows the last; its own mark has to be on that
    # one.
    return heading.text.start if heading.style == "atx" else heading.text.end


def _texts(text: str) -> Iterator[tuple[str, Any]]:
    for token in blocks(text):
        if token["type"] == "heading":
            yield token["text"], token


def _is_read(heading: Heading, token: Any) -> bool:
    return token is not None and (token["style"], token["attrs"]["level"]) == (heading.style, heading.level)


def _whole(text: str, heading: Heading, token: Any) -> Heading:
    """A heading from its first line on, of which the scan knows the last."""
    start = heading.text.start
    if heading.style == "atx":
        return heading
    for _ in range(token["text"].rstrip("\n").count("\n")):
        above = line_start(text, max(line_start(text, start) - 1, 0))
        start = _CONTAINER.match(text, above, start).end()  # type: ignore[union-attr]  # it may be empty
    return heading._replace(span=Span(start, heading.span.end), text=Span(start, heading.text.end))
