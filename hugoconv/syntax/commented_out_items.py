"""Commented-out items of lists that are there: `#- name: x` in YAML, `#[[links]]` or a line within brackets in TOML.

They are no fields, and lie among the comments and the commented-out fields that ``notes_of`` finds;
``notes_with_items`` tells all three apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import NamedTuple

from hugoconv.errors import MatterSyntaxError
from hugoconv.syntax.base import CommentedOutItem, Syntax
from hugoconv.syntax.commented_out import CommentedOut, notes_of, revived
from hugoconv.syntax.comments import Comment
from hugoconv.syntax.extents import entry_below
from hugoconv.syntax.tree import Item, Mapping, Path, Scalar, Sequence, Tree, entries_of, of_tree
from hugoconv.syntax.values import Value
from hugoconv.text.lines import line_start
from hugoconv.text.spans import Span


class Annotations(NamedTuple):
    """The comments of a tree, its commented-out fields, and its commented-out items; no two share a line."""

    comments: tuple[Comment, ...]
    fields: tuple[CommentedOut, ...]
    items: tuple[CommentedOutItem, ...]


def notes_with_items(tree: Tree, syntax: Syntax, known: frozenset[str] = frozenset()) -> Annotations:
    """What is commented out, and what is a comment; comments right above an item belong to its list.

    A field commented out whose key is no text in every syntax, as in a template, counts as a comment."""
    return _notes_with_items(tree, syntax, known) if "#" in tree.text else Annotations((), (), ())


@of_tree
def _notes_with_items(tree: Tree, syntax: Syntax, known: frozenset[str]) -> Annotations:
    comments, every = notes_of(syntax.emptied(tree), syntax, known)
    fields = tuple(_without_tail(field, syntax) for field in every if not _has_odd_key(field, syntax, tree))
    maps = {field.path[:-1] for field in fields}  # what is null may become a map or a list, not both
    found = sorted(syntax.commented_out_items(tree, comments, fields, known), key=attrgetter("span"))
    items = tuple(item for item in found if item.path not in maps)
    taken = {line.start for item in items for line in item.lines}
    fields = tuple(field for field in fields if field.lines[0].start not in taken)
    taken |= {line.start for field in fields for line in field.lines}
    rest = [line for field in every for line in field.lines if line.start not in taken]
    left = [comment for comment in comments if comment.span.start not in taken]
    left += (Comment(line, line.of(tree.text), "free", None) for line in rest)
    return Annotations(tuple(_owned(sorted(left), items, tree.text)), fields, items)


def _without_tail(field: CommentedOut, syntax: Syntax) -> CommentedOut:
    """A commented-out table without the comments below its last field: they are no part of it in every syntax."""
    if not syntax.has_tables or not field.text.lstrip(" \t").startswith("["):
        return field
    texts = field.text.split("\n")
    own = next(
        n for n in range(len(texts), 0, -1) if texts[n - 1].strip() and not texts[n - 1].lstrip().startswith("#")
    )
    if own == len(texts):
        return field
    lines, text = field.lines[:own], "\n".join(texts[:own])
    end = lines[-1].end
    return field._replace(
        span=Span(field.span.start, end),
        text=text,
        markers=field.markers[:own],
        lines=lines,
        end_marks=0,
        end_mark=Span(end, end),
    )


def _has_odd_key(field: CommentedOut, syntax: Syntax, around: Tree) -> bool:
    """Whether a key in a commented-out field is no text, as in a template: then it is a comment in every syntax."""
    return "{" in field.text and any(True for _ in syntax.odd_keys(revived(field, syntax, around)))


def _owned(comments: Iterable[Comment], items: tuple[CommentedOutItem, ...], text: str) -> Iterator[Comment]:
    above = _lines_above(comments, items, text)
    for comment in comments:
        path = above.get(comment.span.start)
        yield comment if path is None else comment._replace(kind="leading", owner=path)


def _lines_above(comments: Iterable[Comment], items: tuple[CommentedOutItem, ...], text: str) -> dict[int, Path]:
    """The lists of the items below, by the offsets of the comments that stand right above."""
    full = {line_start(text, c.span.start): c for c in comments if c.kind != "inline"}
    found: dict[int, Path] = {}
    for item in items:
        start = line_start(text, item.span.start)
        while start and (comment := full.get(line_start(text, start - 1))) is not None:
            found[comment.span.start] = item.path
            start = line_start(text, start - 1)
    return found


def item_value(item: CommentedOutItem, syntax: Syntax) -> Value:
    """What a commented-out item says."""
    return syntax.data(item_node(item).value)


def item_node(item: CommentedOutItem) -> Item:
    """The item in the tree of its own text."""
    entry = entry_below(item.tree, item.key)
    found = entry.value if entry else None
    assert isinstance(found, Sequence), "a commented-out item reads as one of a list"
    return found.items[item.nth]


def alone(text: str, syntax: Syntax) -> Tree | None:
    """The tree of a text that is a list of one item below a key ``x``; None where it is anything else."""
    try:
        tree = syntax.read(text)
    except MatterSyntaxError:
        return None
    entries = entries_of(tree.root)
    if len(entries) != 1 or not isinstance(entries[0].value, Sequence):
        return None
    return tree if len(entries[0].value.items) == 1 else None


def is_alike(live: Sequence | None, item: Item) -> bool:
    """Whether an item is one of a list: a map among maps, a single value among single values. The first tells."""
    first = live.items[0].value if live and live.items else item.value
    if isinstance(item.value, Mapping):
        return all(isinstance(e.key, Scalar) for e in item.value.entries) and isinstance(first, Mapping)
    if not isinstance(item.value, Scalar) or item.value.style == "empty":
        return False
    return isinstance(first, Scalar)
