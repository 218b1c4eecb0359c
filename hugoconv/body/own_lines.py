"""Shortcodes that hold lines, each with what stands around them: what becomes a block of Markdown."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from hugoconv.body.shortcodes import Shortcode, pairs_of_shortcodes
from hugoconv.refusals import refused
from hugoconv.text.lines import line_break, line_end, line_start, next_line
from hugoconv.text.regex import regex
from hugoconv.text.spans import Span

_COMMENT = regex(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_CONTAINERS = " \t>"


class OwnLines(NamedTuple):
    """A shortcode from where it opens to where it is closed, what it holds, and what its lines begin with: blanks in a
    list, signs of a quotation. One ``in_comment`` of HTML shares its lines with the signs of that."""

    opening: Shortcode
    span: Span
    inner: str
    container: str
    line_end: str
    in_comment: bool


def with_own_lines(text: str, name: str) -> Iterator[OwnLines]:
    """The closed shortcodes of a name, those left out that hold another of it; in an HTML comment they stand as they
    are. Refused (``not-a-block``) where other text stands on their lines."""
    comments = [Span(*found.span()) for found in _COMMENT.finditer(text)]
    inner: Shortcode | None = None
    for opening, closing in pairs_of_shortcodes(text):
        # Pairs come inner ones first, so one that opens before the last one taken holds that.
        if opening.name.lower() != name.lower() or (inner is not None and opening.start < inner.start):
            continue
        inner = opening
        span = Span(opening.start, closing.end)
        container = text[line_start(text, opening.start) : opening.start]
        in_comment = _is_within(comments, span)
        if in_comment:
            container = ""
        elif container.strip(_CONTAINERS) or text[closing.end : line_end(text, closing.end)].strip():
            raise refused("not-a-block", name=opening.name, span=span)
        held = text[opening.end : closing.start]
        yield OwnLines(opening, span, held, container, line_break(text, opening.start), in_comment)


def _is_within(comments: list[Span], span: Span) -> bool:
    at = bisect_right(comments, (span.start, len(comments))) - 1
    return at >= 0 and comments[at].holds(span)


def line_below(text: str, at: int) -> str:
    """The line below that of an offset, empty where there is none."""
    start = next_line(text, at)
    return text[start : line_end(text, start)]


def line_above(text: str, at: int) -> str:
    """The line above that of an offset, empty where there is none."""
    start = line_start(text, at)
    return text[line_start(text, start - 1) : start] if start else ""
