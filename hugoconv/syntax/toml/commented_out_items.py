"""Commented-out items of TOML lists: `#[[links]]` beside live ones, and lines between brackets that read as an item."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise
from operator import attrgetter

from hugoconv.syntax.base import CommentedOutItem
from hugoconv.syntax.commented_out import CommentedOut, revived
from hugoconv.syntax.commented_out_items import alone, is_alike, item_node
from hugoconv.syntax.comments import Comment
from hugoconv.syntax.extents import entry_below
from hugoconv.syntax.toml import TOML
from hugoconv.syntax.toml.commented_out import ITEM, bracketed_list
from hugoconv.syntax.tree import Mapping, Path, Sequence, Tree, children
from hugoconv.text.spans import Span

_KEY = "x"


def commented_out_items(
    tree: Tree, comments: tuple[Comment, ...], fields: tuple[CommentedOut, ...], known: frozenset[str]
) -> Iterator[CommentedOutItem]:
    """The commented-out items among the comments and the commented-out fields."""
    del known
    for field in fields:
        yield from _of_field(tree, field)
    for comment in comments:
        if comment.kind != "inline" and (item := _of_line(tree, comment)) is not None:
            yield item


def live_list(tree: Tree, path: Path) -> Sequence | None:
    """The list of tables at a path; None where there is anything else."""
    node: object = tree.root
    for step in path:
        if not isinstance(node, Mapping | Sequence):
            return None
        found = next((part for name, part in children(node) if name == step), None)
        node = found.value if found else None
    return node if isinstance(node, Sequence) and node.form == "table" else None


def _of_field(tree: Tree, field: CommentedOut) -> Iterator[CommentedOutItem]:
    live = live_list(tree, field.path) if field.text.lstrip(" \t").startswith("[[") else None
    if live is None:
        return
    inner = revived(field, TOML, tree)
    entry = entry_below(inner, field.key)
    if entry is None or not isinstance(entry.value, Sequence):
        return
    texts = inner.text.split("\n")
    starts = [inner.text.count("\n", 0, item.start) for item in entry.value.items]
    place = bisect_left(live.items, field.span.start, key=attrgetter("start"))
    for i, (start, end) in enumerate(pairwise([*starts, len(field.markers)])):
        own = next(
            n for n in range(end, start, -1) if texts[n - 1].strip() and not texts[n - 1].lstrip().startswith("#")
        )
        lines = field.lines[start:own]
        span, marker = Span(lines[0].start, lines[-1].end), field.markers[start].of(tree.text)
        yield CommentedOutItem(span, field.path, place, marker, lines, inner, field.key, i)


def _of_line(tree: Tree, comment: Comment) -> CommentedOutItem | None:
    found = ITEM.match(comment.text)
    if found is None:
        return None
    around = bracketed_list(tree, comment.span.start)
    if around is None:
        return None
    path, live = around
    inner = alone(f"{_KEY} = [\n{comment.text[1 + len(found.group('space')) :]}\n]\n", TOML)
    if inner is None:
        return None
    place = bisect_left(live.items, comment.span.start, key=attrgetter("start"))
    marker = f"#{found.group('space')}"
    item = CommentedOutItem(comment.span, path, place, marker, (comment.span,), inner, _KEY, 0)
    return item if is_alike(live, item_node(item)) else None
