"""The comments of a tree with their owners.

*Inline*: on the line of an entry or item, which owns it. *Leading*: a block of full-line comments
directly above an entry, commented-out field or item, which owns them. *Free*: anything else.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from hugoconv.syntax.nodes import Mapping, Path, Sequence, Tree, walk
from hugoconv.text.lines import line_end, line_start, next_line
from hugoconv.text.spans import Span

# A comment that speaks to this program stands at the top of the matter and belongs to nobody.
DIRECTIVE = re.compile(r"# hugoconv:[^\r\n]*")
_BEFORE_FULL_LINE = re.compile(r"[ \t]*(?:-[ \t]+)*")
_BLANKS = re.compile(r"[ \t]*")


class Comment(NamedTuple):
    """One comment, from its sign to the end of its line.

    ``kind`` is inline, leading or free; ``owner`` is the path of what it belongs to, None for a free one.
    """

    span: Span
    text: str
    kind: str
    owner: Path | None


class Block(NamedTuple):
    """Full-line comments on consecutive lines; ``below`` is the path of what begins right under them."""

    lines: tuple[Span, ...]
    below: Path | None


def comment_spans(tree: Tree) -> Iterator[Span]:
    """Every comment of a tree, in order."""
    text, tokens, i = tree.text, tree.tokens, 0
    at = text.find("#")
    while 0 <= at < tree.end:
        while i < len(tokens) and tokens[i][1] <= at:
            i += 1
        if i < len(tokens) and tokens[i][0] <= at:
            at = text.find("#", tokens[i][1])
            continue
        end = line_end(text, at)
        yield Span(at, end)
        at = text.find("#", end)


def directives(tree: Tree) -> tuple[Span, ...]:
    """The lines at the very top of the matter that speak to this program, in order."""
    found: list[Span] = []
    at = 0
    while line := DIRECTIVE.match(tree.text, at):
        found.append(Span(*line.span()))
        at = next_line(tree.text, line.end())
        if at == len(tree.text):
            break
    return tuple(found)


class Anchors:
    """Where entries and items begin and end, to tell whose a comment is."""

    def __init__(self, tree: Tree) -> None:
        self.starts: dict[int, Path] = {}
        places: list[tuple[int, Path]] = []
        for path, part in walk(tree.root) if tree.root else ():
            self.starts.setdefault(part.start, path)
            places.append((part.start, path))
            if isinstance(part.value, Mapping | Sequence) and part.value.flow:
                places.append((part.end - 1, path))
        places.sort(key=lambda place: place[0])
        self._offsets = [at for at, _ in places]
        self._paths = [path for _, path in places]

    def last_before(self, at: int) -> Path | None:
        """The path of the last entry or item that begins or closes before an offset."""
        i = bisect_right(self._offsets, at)
        return self._paths[i - 1] if i else None


def is_full_line(text: str, at: int) -> bool:
    """Whether nothing but blanks, or the dash of a list item, stands before a comment on its line."""
    return _BEFORE_FULL_LINE.fullmatch(text, line_start(text, at), at) is not None


def blocks(tree: Tree) -> tuple[Block, ...]:
    """The full-line comments of a tree, those on consecutive lines together; each directive stands alone."""
    return _split(tree, list(comment_spans(tree)), Anchors(tree))[1]


def raw_comments(tree: Tree) -> tuple[Comment, ...]:
    """All comments, the lines of commented-out fields among them, with owners by place alone."""
    spans = list(comment_spans(tree))
    if not spans:
        return ()
    anchors = Anchors(tree)
    inline, grouped = _split(tree, spans, anchors)
    found = [Comment(s, s.of(tree.text), "inline", anchors.last_before(s.start)) for s in inline]
    for block in grouped:
        kind = "leading" if block.below is not None else "free"
        found += (Comment(s, s.of(tree.text), kind, block.below) for s in block.lines)
    return tuple(sorted(found))


def _split(
    tree: Tree, spans: list[Span], anchors: Anchors
) -> tuple[list[Span], tuple[Block, ...]]:
    text = tree.text
    inline: list[Span] = []
    grouped: list[Block] = []
    lines: list[Span] = []
    heads = directives(tree)
    for span in spans:
        if not is_full_line(text, span.start):
            inline.append(span)
            continue
        if lines and next_line(text, lines[-1].end) != line_start(text, span.start):
            grouped.append(_block(text, lines, anchors))
            lines = []
        lines.append(span)
        if span in heads:
            grouped.append(Block((span,), None))
            lines = []
    if lines:
        grouped.append(_block(text, lines, anchors))
    return inline, tuple(grouped)


def _block(text: str, lines: list[Span], anchors: Anchors) -> Block:
    below = next_line(text, lines[-1].end)
    blanks = _BLANKS.match(text, below)
    return Block(tuple(lines), anchors.starts.get(blanks.end() if blanks else below))
