"""The tree that Hugo 0.168 makes of a YAML matter, where it is not the one that its author and PyYAML see.

The known differences are a table, each with a case that is asked of the real Hugo.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hugoconv.syntax.limits import MAX_DEPTH, make_room
from hugoconv.syntax.tree import (
    Entry,
    Item,
    Mapping,
    Node,
    Path,
    Scalar,
    Sequence,
    Tree,
    children,
    entries_of,
    parts_of,
)
from hugoconv.syntax.values import Value
from hugoconv.syntax.yaml.tags import tagged_value, text_of
from hugoconv.syntax.yaml.values import ReadingRules, data, is_merge_key, plain_value
from hugoconv.text.lines import line_start
from hugoconv.text.regex import regex

# Not at a colon with a slash behind it: `{http://x: 1}` has the key `http://x` for Hugo too.
_PAIR = regex(r"[^\s:][^:]*:(?!/)")


class Difference(NamedTuple):
    """One way in which Hugo's tree is another: how it is told, and a case with what a page and what Hugo says."""

    why: str
    case: str
    page: Value
    hugo: Value


SWALLOWED = Difference(
    "the empty item takes what follows for its value",
    "tags:\n- a\n-\ntitle: x\n",
    {"tags": ["a", None], "title": "x"},
    {"tags": ["a", {"title": "x"}]},
)
UNSPACED = Difference(
    "a colon between braces parts a key from a value without a space too",
    "v: {a:1, b: 2}\n",
    {"v": {"a:1": None, "b": 2}},
    {"v": {"a": 1, "b": 2}},
)
KEY = Difference(
    "a key that is no text has another spelling for Hugo",
    "010: a\nv: {1.0: b, ~: c}\n",
    {"010": "a", "v": {"1.0": "b", "~": "c"}},
    {"8": "a", "v": {"1": "b", "null": "c"}},
)
DIFFERENCES = (SWALLOWED, UNSPACED, KEY)


def differences(tree: Tree) -> tuple[tuple[str, int], ...]:
    """What Hugo 0.168 reads otherwise than this tree says, and where; checked against the binary."""
    return tuple((kind.why, at) for kind, at in found_in(tree))


def found_in(tree: Tree) -> Iterator[tuple[Difference, int]]:
    """Every difference of a tree with its place."""
    for _, part in parts_of(tree):
        if isinstance(part.value, Mapping) and part.value.flow:
            yield from ((UNSPACED, entry.start) for entry in part.value.entries if _is_unspaced(entry, tree.text))
        if isinstance(part, Entry) and _is_respelled(part.key):
            yield KEY, part.start
        yield from ((SWALLOWED, item.start) for item in _swallowing(part.value, tree.text))
    if tree.root is not None and tree.root.flow:
        yield from ((UNSPACED, entry.start) for entry in tree.root.entries if _is_unspaced(entry, tree.text))
    if tree.root is not None:
        yield from ((SWALLOWED, item.start) for item in _swallowing(tree.root, tree.text))


def odd_keys(tree: Tree) -> Iterator[Entry]:
    """The entries whose key is a list, a map or an alias, or is called otherwise by Hugo than by its reader."""
    for entry in (*entries_of(tree.root), *(part for _, part in parts_of(tree))):
        if isinstance(entry, Entry) and (not isinstance(entry.key, Scalar) or _is_odd(entry.key)):
            yield entry


def _is_odd(key: Scalar) -> bool:
    return _is_respelled(key) or (key.tag is None and key.style in ("plain", "empty") and plain_value(key.text) is None)


def _is_respelled(key: Node) -> bool:
    return isinstance(key, Scalar) and not is_merge_key(key) and own_key(key) != key.text


def decoded(tree: Tree) -> dict[str, Value]:
    """What Hugo's decoder gives, under its own keys: nothing here is the author's spelling any more."""
    root = hugos_root(tree)
    found = data(root, _DECODER) if root is not None else None
    return found if isinstance(found, dict) else {}


def duplicate_keys(tree: Tree) -> tuple[tuple[Path, Entry], ...]:
    """Every key that stands in a map for the second time, as Hugo sees the maps; at the top level two spellings of a
    number are one key too."""
    root = hugos_root(tree)
    return tuple(_duplicates(root, ())) if root is not None else ()


def _duplicates(node: Node, path: Path) -> Iterator[tuple[Path, Entry]]:
    seen: set[str | int] = set()
    for step, part in children(node):
        if isinstance(part, Entry):
            name = own_key(part.key) if not path and isinstance(part.key, Scalar) else part.name
            if {name, part.name} & seen:
                yield (*path, step), part
            seen |= {name, part.name}
        yield from _duplicates(part.value, (*path, step))


def hugos_root(tree: Tree) -> Mapping | None:
    """The root with every map and list as Hugo sees it."""
    if tree.root is None or not any(kind in (SWALLOWED, UNSPACED) for kind, _ in found_in(tree)):
        return tree.root
    make_room()
    return _mapping(tree.root, tree.text)


def _key(key: Scalar, nested: bool) -> str:
    # A key that is null is `null` for Hugo within another map, and empty text at the top.
    return "null" if nested and _own_value(key) is None else own_key(key)


def own_key(key: Scalar) -> str:
    """What a key of the top level is called by Hugo."""
    return text_of(_own_value(key))


def _own_value(key: Scalar) -> Value:
    if key.tag is not None:
        return tagged_value(key, plain_value)
    return plain_value(key.text) if key.style in ("plain", "empty") else key.text


_DECODER = ReadingRules(key=_key)


def _node(node: Node, text: str) -> Node:
    if isinstance(node, Mapping):
        return _mapping(node, text)
    if isinstance(node, Sequence):
        return node._replace(items=tuple(item._replace(value=_node(item.value, text)) for item in node.items))
    return node


def _mapping(node: Mapping, text: str) -> Mapping:
    """A map as Hugo sees it: one whose list ends in an empty item has the map of all entries below in that item."""
    maps = _parted_at_empty_items(node, text)
    inner: Mapping | None = None
    for entries, item in reversed(maps):
        seen = [_entry(entry, node, text) for entry in entries]
        if item is not None and inner is not None and isinstance(seen[-1].value, Sequence):
            items = (*seen[-1].value.items[:-1], item._replace(value=inner))
            seen[-1] = seen[-1]._replace(value=seen[-1].value._replace(items=items))
        inner = Mapping(entries[0].start, entries[-1].end, tuple(seen), node.flow, entries[0].start)
    return node._replace(entries=inner.entries) if inner is not None else node


def _entry(entry: Entry, node: Mapping, text: str) -> Entry:
    if node.flow and _is_unspaced(entry, text):
        return _parted(entry, text)
    return entry._replace(value=_node(entry.value, text))


def _parted_at_empty_items(node: Mapping, text: str) -> list[tuple[tuple[Entry, ...], Item | None]]:
    """The entries of a map, those behind each empty item that takes them apart; no more of them than may lie within
    each other."""
    found: list[tuple[tuple[Entry, ...], Item | None]] = []
    begin = 0
    for i, entry in enumerate(node.entries[:-1] if not node.flow else ()):
        item = _bare_last(entry, text)
        # Each such item adds two levels, that of its list and that of the map in it.
        if item is not None and len(found) < MAX_DEPTH // 2:
            found.append((node.entries[begin : i + 1], item))
            begin = i + 1
    return [*found, (node.entries[begin:], None)] if node.entries else []


def _swallowing(node: Node, text: str) -> Iterator[Item]:
    """The empty items directly below a map that take its next entries for their value."""
    if isinstance(node, Mapping) and not node.flow:
        for entry in node.entries[:-1]:
            if (item := _bare_last(entry, text)) is not None:
                yield item


def _bare_last(entry: Entry, text: str) -> Item | None:
    """The last item of a list that stands at the indent of its key, where that item is empty."""
    value = entry.value
    if not isinstance(value, Sequence) or value.flow:
        return None
    last = value.items[-1]
    if not isinstance(last.value, Scalar) or last.value.style != "empty" or last.value.tag is not None:
        return None
    return last if _column(last.start, text) == _column(entry.start, text) else None


def _column(at: int, text: str) -> int:
    return at - line_start(text, at)


def _is_unspaced(entry: Entry, text: str) -> bool:
    """Whether an entry between braces has another key for Hugo, which ends it at the first colon."""
    key = entry.key
    if not isinstance(key, Scalar) or key.style != "plain" or ":" not in key.text:
        return False
    return _PAIR.match(text, key.start, key.end) is not None


def _parted(entry: Entry, text: str) -> Entry:
    key = entry.key
    assert isinstance(key, Scalar)
    middle = text.index(":", key.start + 1)
    rest = text[middle + 1 : entry.end]
    quoted = len(rest) > 1 and rest[0] in "\"'" and rest[-1] == rest[0]
    value = Scalar(middle + 1, entry.end, rest[1:-1] if quoted else rest, "double" if quoted else "plain", middle + 1)
    return Entry(entry.start, entry.end, key._replace(end=middle, text=text[key.start : middle]), value, middle + 1)
