"""The comments of a tree with their owners.

*Inline*: on the line of an entry or item, which owns it. *Leading*: a block of full-line comments
directly above an entry, commented-out field or item, which owns them. *Free*: anything else.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from operator import itemgetter
from typing import NamedTuple

from hugoconv.syntax.tree import Mapping, Path, Sequence, Tree, entries_of, new, of_tree, parts_of
from hugoconv.text.lines import line_end, line_start, next_line
from hugoconv.text.regex import regex
from hugoconv.text.spans import Span

# A directive, a comment for hugoconv, stands at the top of the matter and belongs to nobody.
DIRECTIVE = regex(r"# hugoconv:[^\r\n]*")
# Behind dashes alone a comment has its line for itself: the item goes on below it.
_BEFORE_FULL_LINE = regex(r"[ \t]*(?:-[ \t]+)*")
_COLLECTIONS = (Mapping, Sequence)
_BEHIND_FENCE = regex(r"[ \t]+(?:\r\n|\r|\n)")
_SPACES = regex(r"[ \t]*")
_START = itemgetter(0)


class Comment(NamedTuple):
    """One comment; ``span`` and ``text`` go from its marker to the end of its line.

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
    return tuple(_comments_between(tree, 0, tree.end))


def _comments_between(tree: Tree, start: int, end: int) -> Iterator[Span]:
    """The comments of a part of a tree that begins within no token."""
    text, tokens = tree.text, tree.tokens
    token, last = bisect_left(tokens, (start,)), len(tokens)
    at = text.find("#", start, end)
    while at >= 0:
        while token < last and tokens[token][1] <= at:
            token += 1
        if token < last and tokens[token][0] <= at:
            at = text.find("#", tokens[token][1], end)
            continue
        below = line_end(text, at)
        yield new(Span, (at, below))
        at = text.find("#", below, end)


def top_of(text: str) -> int:
    """Where the first line begins that may be a directive: below spaces that stand behind the opening fence.

    >>> top_of(" \\ntitle: x"), top_of("\\ntitle: x")
    (2, 0)
    """
    spaces = _BEHIND_FENCE.match(text)
    return spaces.end() if spaces else 0


@of_tree
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
        places.sort(key=_START)
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
    return _owned(tree, _split(tree)[0]) if comment_spans(tree) else ()


@of_tree
def raw_comments(tree: Tree) -> tuple[Comment, ...]:
    """All comments, the lines of commented-out fields among them, with owners by place alone."""
    return with_owners(tree, inline_comments(tree), blocks(tree))


def comments_in(tree: Tree, parts: Iterable[Span]) -> tuple[tuple[Comment, ...], tuple[Block, ...]]:
    """The inline comments of some parts of a tree, and the blocks of the others. Each part begins and ends where the
    text or one of its fields does, so that no block reaches beyond it."""
    found = tuple(span for part in parts for span in _comments_between(tree, *part))
    inline, grouped = _parted(tree, found) if found else ((), ())
    return _owned(tree, inline), grouped


def part_around(tree: Tree, at: int) -> Span:
    """From the field of the page that begins before an offset, or the beginning of the text, up to the next field."""
    entries = entries_of(tree.root)
    i = bisect_right(entries, at, key=_START)
    return Span(entries[i - 1].start if i else 0, entries[i].start if i < len(entries) else tree.end)


def parts_by_field(tree: Tree, parts: Iterable[Span]) -> Iterator[Span]:
    """Those of some parts of a tree in which comments may be, each cut where fields of the page begin."""
    entries, text = entries_of(tree.root), tree.text
    for start, end in parts:
        at = text.find("#", start, end)
        while at >= 0:
            i = bisect_right(entries, at, key=_START)
            begin = max(start, entries[i - 1].start) if i else start
            stop = min(end, entries[i].start) if i < len(entries) else end
            yield Span(begin, stop)
            at = text.find("#", stop, end)


def with_owners(tree: Tree, inline: Iterable[Comment], grouped: Iterable[Block]) -> tuple[Comment, ...]:
    """Inline comments, and the lines of blocks as comments with their owners, in order."""
    found = list(inline)
    for block in grouped:
        found += block.notes(tree.text, block.lines)
    return tuple(sorted(found))


def _owned(tree: Tree, spans: Iterable[Span]) -> tuple[Comment, ...]:
    owned = ((s, anchors(tree).last_before(s.start)) for s in spans)
    return tuple(Comment(s, s.of(tree.text), "inline" if path else "free", path) for s, path in owned)


@of_tree
def _split(tree: Tree) -> tuple[tuple[Span, ...], tuple[Block, ...]]:
    """The inline comments of a tree, and its full-line comments in blocks."""
    return _parted(tree, comment_spans(tree))


def _parted(tree: Tree, spans: Iterable[Span]) -> tuple[tuple[Span, ...], tuple[Block, ...]]:
    """Comments that are inline, and the others in blocks."""
    text = tree.text
    inline: list[Span] = []
    grouped: list[Block] = []
    lines: list[Span] = []
    below, dash = 0, -1
    heads = set(directives(tree))
    for span in spans:
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
