"""The comments of a tree with their owners.

*Inline*: on the line of an entry or item, which owns it. *Leading*: a block of full-line comments
directly above an entry, commented-out field or item, which owns them. *Free*: anything else.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from operator import itemgetter
from typing import NamedTuple

from hugoconv.syntax.tree import Mapping, Path, Sequence, Tree, of_tree, parts_of
from hugoconv.text.lines import line_end, line_start, next_line
from hugoconv.text.spans import Span

# A directive, a comment for hugoconv, stands at the top of the matter and belongs to nobody.
DIRECTIVE = re.compile(r"# hugoconv:[^\r\n]*")
# Behind dashes alone a comment has its line for itself: the item goes on below it.
_BEFORE_FULL_LINE = re.compile(r"[ \t]*(?:-[ \t]+)*")
_COLLECTIONS = (Mapping, Sequence)
_BEHIND_FENCE = re.compile(r"[ \t]+(?:\r\n|\r|\n)")
_SPACES = re.compile(r"[ \t]*")


class Comment(NamedTuple):
    """One comment, from its marker to the end of its line.

    ``kind`` is inline, leading or free; ``owner`` is the path of what it belongs to, None for a free one.
    """

    span: Span
    text: str
    kind: str
    owner: Path | None


class Block(NamedTuple):
    """Full-line comments on consecutive lines; ``below`` is the path of what begins right under them, ``dash`` that of
    the item on whose dash the first of them stands, where nothing in that item begins right under them."""

    lines: tuple[Span, ...]
    below: Path | None
    dash: Path | None = None

    def notes(self, text: str, lines: Iterable[Span]) -> Iterator[Comment]:
        """Some of its lines as comments with their owners."""
        for line in lines:
            if self.dash is not None and line == self.lines[0]:
                yield Comment(line, line.of(text), "inline", self.dash)
            else:
                yield Comment(line, line.of(text), "free" if self.below is None else "leading", self.below)


@of_tree
def comment_spans(tree: Tree) -> tuple[Span, ...]:
    """Every comment of a tree, in order."""
    return tuple(_comment_spans(tree))


def _comment_spans(tree: Tree) -> Iterator[Span]:
    text = tree.text
    tokens = iter((*tree.tokens, (len(text) + 1, len(text) + 1)))
    start, end = next(tokens)
    at = text.find("#")
    while 0 <= at < tree.end:
        while end <= at:
            start, end = next(tokens)
        if start <= at:
            at = text.find("#", end)
            continue
        below = line_end(text, at)
        yield Span(at, below)
        at = text.find("#", below)


def top_of(text: str) -> int:
    """Where the first line begins that may be a directive: below spaces that stand behind the opening fence.

    >>> top_of(" \\ntitle: x"), top_of("\\ntitle: x")
    (2, 0)
    """
    spaces = _BEHIND_FENCE.match(text)
    return spaces.end() if spaces else 0


def directives(tree: Tree) -> tuple[Span, ...]:
    """The directives, which are the comments for hugoconv at the very top of the matter, in order."""
    found: list[Span] = []
    at = top_of(tree.text)
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
        root = tree.root
        places: list[tuple[int, Path | None]] = []
        if root is not None and root.flow:
            places.append((root.end - 1, None))  # what is behind all fields is about none of them
        for path, part in parts_of(tree):
            self.starts[part.start] = path  # the innermost: what a header or a dotted key is about
            places.append((part.start, path))
            value = part.value
            if type(value) in _COLLECTIONS and value.flow and tree.text[value.start] in "[{":  # type: ignore[union-attr]
                places.append((part.end - 1, path))
        places.sort(key=itemgetter(0))
        self._offsets = [at for at, _ in places]
        self._paths = [path for _, path in places]

    def last_before(self, at: int) -> Path | None:
        """The path of the last entry or item that begins or closes before an offset."""
        i = bisect_right(self._offsets, at)
        return self._paths[i - 1] if i else None


def blocks(tree: Tree) -> tuple[Block, ...]:
    """The full-line comments of a tree, those on consecutive lines together; each directive stands alone."""
    return _split(tree)[1] if comment_spans(tree) else ()


@of_tree
def anchors(tree: Tree) -> Anchors:
    """Where the entries and items of a tree begin and end."""
    return Anchors(tree)


def inline_comments(tree: Tree) -> tuple[Comment, ...]:
    """The comments that share their line with an entry or item, their owner."""
    if not comment_spans(tree):
        return ()
    owner = anchors(tree).last_before
    owned = ((s, owner(s.start)) for s in _split(tree)[0])
    return tuple(Comment(s, s.of(tree.text), "inline" if path else "free", path) for s, path in owned)


@of_tree
def raw_comments(tree: Tree) -> tuple[Comment, ...]:
    """All comments, the lines of commented-out fields among them, with owners by place alone."""
    if not comment_spans(tree):
        return ()
    grouped = _split(tree)[1]
    found = list(inline_comments(tree))
    for block in grouped:
        found += block.notes(tree.text, block.lines)
    return tuple(sorted(found))


@of_tree
def _split(tree: Tree) -> tuple[tuple[Span, ...], tuple[Block, ...]]:
    """The inline comments of a tree, and its full-line comments in blocks."""
    text = tree.text
    inline: list[Span] = []
    grouped: list[Block] = []
    lines: list[Span] = []
    below, dash = 0, -1
    heads = set(directives(tree))
    for span in comment_spans(tree):
        start = line_start(text, span.start)
        if start < span.start and _BEFORE_FULL_LINE.fullmatch(text, start, span.start) is None:
            inline.append(span)
            continue
        behind = text.find("-", start, span.start)
        outside = 0 <= dash >= span.start - start and span.end - span.start > 1  # a lone marker goes on to the left
        if lines and (below != start or behind >= 0 or outside):
            grouped.append(_block(tree, lines, below, dash))
            lines = []
        dash = behind - start if behind >= 0 else dash if lines else -1
        lines.append(span)
        below = next_line(text, span.end)
        if span in heads:
            grouped.append(Block((span,), None))
            lines = []
    if lines:
        grouped.append(_block(tree, lines, below, dash))
    return tuple(inline), tuple(grouped)


def _block(tree: Tree, lines: list[Span], below: int, dash: int) -> Block:
    """The block of some lines; what begins behind a dash on the first of them belongs to nothing outside its item."""
    spaces = _SPACES.match(tree.text, below)
    at = spaces.end() if spaces else below
    if at - below <= dash or at not in anchors(tree).starts:
        return Block(tuple(lines), None, anchors(tree).last_before(lines[0].start) if dash >= 0 else None)
    return Block(tuple(lines), anchors(tree).starts[at])
