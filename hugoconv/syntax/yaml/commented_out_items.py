"""Commented-out items of YAML lists: a dash behind the comment marker, at the indent of the list around or above."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from collections.abc import Sequence as Sequence_
from operator import attrgetter
from typing import NamedTuple

from hugoconv.syntax.base import CommentedOutItem
from hugoconv.syntax.commented_out import CommentedOut
from hugoconv.syntax.commented_out_items import alone, is_alike, item_node
from hugoconv.syntax.comments import Comment
from hugoconv.syntax.tree import Mapping, Node, Path, Scalar, Sequence, Tree, of_tree, parts_of
from hugoconv.syntax.yaml import YAML
from hugoconv.syntax.yaml.commented_out import ITEM
from hugoconv.text.lines import line_end, line_start, next_line, split_lines
from hugoconv.text.regex import regex
from hugoconv.text.spans import Span

_BARE = regex(r"[A-Za-z_][\w-]*")
_KEY = "x"


class _ListPlace(NamedTuple):
    """A list at an indent, None as long as it has no item."""

    path: Path
    live: Sequence | None


def commented_out_items(
    tree: Tree, comments: tuple[Comment, ...], fields: tuple[CommentedOut, ...], known: frozenset[str]
) -> Iterator[CommentedOutItem]:
    """The commented-out items among the comments.

    Behind a space only a key of the list's own items, or a known one, tells an item from prose with a dash; of single
    values those that stand right among the items.
    """
    del fields
    lines = [c.span for c in comments if c.kind != "inline"]
    lefts = _Lefts(tree.text)
    at, last = 0, -1
    while at < len(lines):
        found = (
            _item_at(tree, lefts, lines[at : at + 400], known, last) if ITEM.match(tree.text, lines[at].start) else None
        )
        if found is None:
            at += 1
            continue
        yield found
        at, last = at + len(found.lines), next_line(tree.text, found.span.end)


def _item_at(tree: Tree, lefts: _Lefts, lines: list[Span], known: frozenset[str], last: int) -> CommentedOutItem | None:
    """The item that begins with the first of some lines; ``last`` is where the one above ended."""
    text, start = tree.text, lines[0].start
    place = _list_at(tree, lefts, start)
    head = ITEM.match(text, start)
    if place is None or head is None:
        return None
    run = _run(text, lines, head.end() - start)
    for taken in (run, run[:1]):
        item = _made(tree, place, taken, head.group("space"))
        if item is None:
            continue
        if _is_item(tree, place, item, known, adjoins=last == line_start(text, start)):
            return item
    return None


def _run(text: str, lines: Sequence_[Span], width: int) -> list[Span]:
    """The lines from the first on that stand as far in as what follows its dash."""
    first, found = lines[0], [lines[0]]
    column = first.start - line_start(text, first.start)
    for span in lines[1:]:
        start = line_start(text, span.start)
        if next_line(text, found[-1].end) != start or span.start - start != column:
            break
        if text[span.start + 1 : span.start + width].strip(" ") or not text[span.start + 1 : span.end].strip():
            break
        found.append(span)
    while text[found[-1].start + width : found[-1].end].lstrip(" ").startswith("#"):  # a comment below it is none of it
        found.pop()
    return found


def _made(tree: Tree, place: _ListPlace, lines: list[Span], space: str) -> CommentedOutItem | None:
    marker = f"#{space}"
    body = "".join(f"{tree.text[span.start + len(marker) : span.end]}\n" for span in lines)
    inner = alone(f"{_KEY}:\n{body}", YAML)
    if inner is None:
        return None
    index = bisect_left(place.live.items, lines[0].start, key=attrgetter("start")) if place.live else 0
    span = Span(lines[0].start, lines[-1].end)
    return CommentedOutItem(span, place.path, index, marker, tuple(lines), inner, _KEY, 0)


def _is_item(tree: Tree, place: _ListPlace, item: CommentedOutItem, known: frozenset[str], *, adjoins: bool) -> bool:
    node = item_node(item)
    if not is_alike(place.live, node):
        return False
    if isinstance(node.value, Mapping):
        if not node.value.entries:
            return item.marker == "#"
        first = node.value.entries[0].name
        if len(item.marker) == 1:
            return _BARE.fullmatch(first) is not None
        return first.casefold() in known or first.casefold() in _names(tree, place.path)
    if len(item.lines) > 1:
        return False
    return len(item.marker) == 1 or (place.live is not None and (adjoins or _is_among(tree.text, place.live, item)))


@of_tree
def _names(tree: Tree, path: Path) -> frozenset[str]:
    """The keys of the live items of a list, case-folded."""
    return frozenset(str(own[-1]).casefold() for own, _ in parts_of(tree) if own[:-2] == path and len(own) > 2)


def _is_among(text: str, live: Sequence, item: CommentedOutItem) -> bool:
    """Whether the line right above or below an item is one of its list."""
    above, below = item.place - 1, item.place
    start, end = line_start(text, item.span.start), next_line(text, item.span.end)
    if above >= 0 and next_line(text, live.items[above].end) == start:
        return True
    return below < len(live.items) and line_start(text, live.items[below].start) == end


class _Lefts:
    """Which blocks end above an offset, for offsets that grow: no line is looked at twice for one block."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.seen: dict[tuple[int, int], tuple[int, bool]] = {}

    def is_left(self, node: Mapping | Sequence, at: int) -> bool:
        """Whether a line between a block and a full-line comment below it is indented less than the block."""
        key = node.start, node.end
        start, found = self.seen.get(key, (line_end(self.text, node.end), False))
        end = line_start(self.text, at)
        if start < end and not found:
            column = _column(self.text, node.start)
            lines = split_lines(self.text[start:end])
            found = any(line.strip() and len(line) - len(line.lstrip(" \t")) < column for line in lines)
        self.seen[key] = max(start, end), found
        return found


def _list_at(tree: Tree, lefts: _Lefts, at: int) -> _ListPlace | None:
    """The list around or right above a full-line comment whose dashes have the column of its marker."""
    best: _ListPlace | None = None
    column = _column(tree.text, at)
    here: Node | None = tree.root
    steps: Path = ()
    while isinstance(here, Mapping | Sequence) and not here.flow:
        if isinstance(here, Sequence) and _column(tree.text, here.items[0].start) == column:
            best = _ListPlace(steps, here)
        if here.end <= at and lefts.is_left(here, at):
            break
        parts = here.entries if isinstance(here, Mapping) else here.items
        i = bisect_left(parts, at, key=attrgetter("start")) - 1
        if i < 0:
            break
        part = parts[i]
        steps = (*steps, part.name if isinstance(here, Mapping) else i)  # type: ignore[union-attr]
        here = part.value
        if _is_empty(here) and isinstance(steps[-1], str) and column >= _column(tree.text, part.start):
            return _ListPlace(steps, None)
    return best


def _is_empty(node: Node) -> bool:
    """Whether a value is null without a word, or a list without items."""
    if isinstance(node, Scalar):
        return node.style == "empty" and node.outer == node.end
    return isinstance(node, Sequence) and not node.items


_BRACES = regex(r"-[ \t]+\{\}")


@of_tree
def emptied(tree: Tree) -> Tree:
    """The tree with items as null that are empty maps: below one its fields may be commented out."""
    if tree.root is None or "#" not in tree.text or not _BRACES.search(tree.text):
        return tree
    root = _emptied(tree.root)
    assert isinstance(root, Mapping)
    return Tree(tree.text, root, tree.tokens, tree.end)


def _emptied(node: Node) -> Node:
    if isinstance(node, Mapping) and not node.flow:
        return node._replace(entries=tuple(entry._replace(value=_emptied(entry.value)) for entry in node.entries))
    if isinstance(node, Sequence) and not node.flow:
        return node._replace(items=tuple(item._replace(value=_emptied_item(item.value)) for item in node.items))
    return node


def _emptied_item(node: Node) -> Node:
    if isinstance(node, Mapping) and not node.entries and node.outer == node.start:
        return Scalar(node.end, node.end, "", "empty", node.end)
    return _emptied(node)


def _column(text: str, at: int) -> int:
    return at - line_start(text, at)
