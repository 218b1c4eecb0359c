"""Parts of a tree at another place of the text, everything else about them as it was."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hugoconv.syntax.tree import Alias, Entry, Item, Mapping, Node, Scalar

Spans = tuple[tuple[int, int], ...]
_new = tuple.__new__  # of a named tuple: by its name it takes twice the time, and these are many


def shifted(entries: Iterable[Entry], by: int) -> Iterator[Entry]:
    """Entries so many code points further behind."""
    for start, end, key, value, colon, more in entries:
        again = tuple([_scalar(one, by) for one in more]) if more else more
        yield _new(Entry, (start + by, end + by, _node(key, by), _node(value, by), colon + by, again))


def shifted_spans(spans: Spans, by: int) -> Spans:
    """Spans so many code points further behind."""
    return tuple([(start + by, end + by) for start, end in spans])


def _node(node: Node, by: int) -> Node:
    if isinstance(node, Scalar):
        return _scalar(node, by)
    start, end, outer = node.start + by, node.end + by, node.outer + by
    if isinstance(node, Mapping):
        return node._replace(start=start, end=end, entries=tuple(shifted(node.entries, by)), outer=outer)
    if isinstance(node, Alias):
        return Alias(start, end, node.name, outer)
    items = tuple([Item(item.start + by, item.end + by, _node(item.value, by)) for item in node.items])
    return node._replace(start=start, end=end, items=items, outer=outer)


def _scalar(scalar: Scalar, by: int) -> Scalar:
    start, end, text, style, outer, anchor, tag = scalar
    return _new(Scalar, (start + by, end + by, text, style, outer + by, anchor, tag))
