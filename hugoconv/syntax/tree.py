"""The tree of a front matter: what stands where. The same for every syntax.

All offsets are code points of the matter. A node knows its span and nothing else about the text, so
that the text stays the document; comments lie in the gaps between nodes.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from functools import wraps
from operator import itemgetter
from typing import Any, NamedTuple, TypeAlias, TypeVar, TypeVarTuple, cast

from hugoconv.text.spans import Span

Path: TypeAlias = tuple[str | int, ...]

#: ``new(Item, (start, end, value))`` is the item with all its fields, in a third of the time that ``Item(…)`` takes.
new = tuple.__new__

_START = itemgetter(0)
_Ts = TypeVarTuple("_Ts")
_R = TypeVar("_R")


class Scalar(NamedTuple):
    """A single value. ``start`` to ``end`` is its literal, quotes included.

    ``text`` is what it says with quotes undone and lines folded; ``style`` is how it is written:
    plain, single, double, literal, folded or empty (no text at all). ``outer`` is where its anchor
    or tag begins; without one it equals ``start``.
    """

    start: int
    end: int
    text: str
    style: str
    outer: int
    anchor: str | None = None
    tag: str | None = None


class Alias(NamedTuple):
    """A reference to the node that carries the anchor ``name``."""

    start: int
    end: int
    name: str
    outer: int


class Mapping(NamedTuple):
    """Entries in the author's order. ``flow`` is between braces on the author's lines, else one a line.

    ``form`` tells how a syntax with tables writes it: ``table`` below a header of its own, at which it
    starts; ``above`` only in the headers of what it holds; ``dotted`` in the keys of what it holds. Else empty.
    """

    start: int
    end: int
    entries: tuple[Entry, ...]
    flow: bool
    outer: int
    anchor: str | None = None
    tag: str | None = None
    form: str = ""


class Sequence(NamedTuple):
    """Items in the author's order. ``flow`` as in Mapping; ``form`` is ``table`` where every item has a header,
    ``words`` or ``tags`` where they stand on one line without brackets, spaces or colons between them."""

    start: int
    end: int
    items: tuple[Item, ...]
    flow: bool
    outer: int
    anchor: str | None = None
    tag: str | None = None
    form: str = ""


Node: TypeAlias = Scalar | Alias | Mapping | Sequence


class Entry(NamedTuple):
    """One key and its value. ``start`` is that of the key, or of the header or the dotted key that it is part of;
    ``colon`` is just after the separator or header.

    ``end`` is that of the value, or ``colon`` where the value is empty. ``more`` are the other places where a
    syntax with tables writes the key.
    """

    start: int
    end: int
    key: Node
    value: Node
    colon: int
    more: tuple[Scalar, ...] = ()

    @property
    def span(self) -> Span:
        """From its start to its end."""
        return Span(self.start, self.end)

    @property
    def name(self) -> str:
        """The key as the author spelled it."""
        return self.key.text if isinstance(self.key, Scalar) else ""


class Item(NamedTuple):
    """One item of a sequence. ``start`` is where its dash stands, or the item itself in a flow sequence."""

    start: int
    end: int
    value: Node

    @property
    def span(self) -> Span:
        """From its start to its end."""
        return Span(self.start, self.end)


class Tree:
    """A matter that its syntax accepts; equal only to itself, so that what is found in it can be remembered.

    ``root`` is None where there is no entry. ``tokens`` are the spans, in order, in which a comment
    marker is no comment. What lies after ``end`` is not read by Hugo. ``revived`` are the trees of its commented-out
    fields by their texts, as far as they have been read, ``reached`` how far fields go in lines that were looked at,
    and ``told`` what functions have said of it.
    """

    __slots__ = ("end", "reached", "revived", "root", "text", "tokens", "told")

    text: str
    root: Mapping | None
    tokens: tuple[tuple[int, int], ...]
    end: int

    def __init__(self, text: str, root: Mapping | None, tokens: tuple[tuple[int, int], ...], end: int) -> None:
        self.text, self.root, self.tokens, self.end = text, root, tokens, end
        self.revived: dict[str, Tree] = {}
        self.reached: dict[object, Any] = {}
        self.told: dict[object, Any] = {}

    def following(self, old: Tree) -> Tree:
        """This tree, which a change made of another one: nearly all that is commented out in it has been read there."""
        self.revived, self.reached = old.revived, old.reached
        return self

    def __reduce__(self) -> tuple[object, ...]:
        # What has been found goes by identities, which mean nothing in another process.
        return Tree, (self.text, self.root, self.tokens, self.end)


def of_tree(question: Callable[[Tree, *_Ts], _R]) -> Callable[[Tree, *_Ts], _R]:
    """A function whose results are kept on the tree that it is asked about, and are freed with it."""

    @wraps(question)
    def answer(tree: Tree, *more: *_Ts) -> _R:
        asked = (question, *more)
        if asked not in tree.told:
            tree.told[asked] = question(tree, *more)
        return cast("_R", tree.told[asked])

    return answer


def entries_of(node: Node | None) -> tuple[Entry, ...]:
    """The entries of a mapping; none of anything else."""
    return node.entries if isinstance(node, Mapping) else ()


def entries_within(node: Mapping | Sequence) -> Iterator[Entry]:
    """The entries at any depth below a node, in no order that means anything."""
    left: list[Node] = [node]
    while left:
        found = left.pop()
        if type(found) is Mapping:
            yield from found.entries
            left += [entry.value for entry in found.entries if type(entry.value) is not Scalar]
        elif type(found) is Sequence:
            left += [item.value for item in found.items if type(item.value) is not Scalar]


def children(node: Node) -> Iterator[tuple[str | int, Entry | Item]]:
    """The entries or items directly below a node, each with its step of a path."""
    if isinstance(node, Mapping):
        for entry in node.entries:
            yield entry.name, entry
    elif isinstance(node, Sequence):
        yield from enumerate(node.items)


@of_tree
def parts_of(tree: Tree) -> tuple[tuple[Path, Entry | Item], ...]:
    """Every entry and item of a tree with its path, in the order of the text."""
    found: list[tuple[Path, Entry | Item]] = []
    if tree.root is not None:
        _collect(tree.root, (), found)
    return tuple(found)


def names_in(tree: Tree, node: Node | None) -> dict[str, list[int]]:
    """The positions of the entries of a map of a tree by their case-folded names."""
    levels = _levels(tree)
    found = levels.get(id(node))
    if found is None:
        found = levels[id(node)] = {}
        for i, entry in enumerate(entries_of(node)):
            found.setdefault(entry.name.casefold(), []).append(i)
    return found


# By identity, not by value: nodes are tuples, and hashing one walks all that it holds.
@of_tree
def _levels(tree: Tree) -> dict[int, dict[str, list[int]]]:
    """What ``names_in`` has found so far, by the identity that a map has as long as the tree."""
    del tree
    return {}


def last_before(node: Node, at: int) -> tuple[str | int, Entry | Item] | None:
    """The last entry or item directly below a node that begins before an offset, with its step of a path."""
    if isinstance(node, Mapping):
        i = bisect_left(node.entries, at, key=_START) - 1
        return (node.entries[i].name, node.entries[i]) if i >= 0 else None
    if isinstance(node, Sequence):
        i = bisect_left(node.items, at, key=_START) - 1
        return (i, node.items[i]) if i >= 0 else None
    return None


@of_tree
def _places(tree: Tree) -> dict[int, tuple[Path, Entry | Item]]:
    """The path and the part of every part and of every value, by the identity that they have as long as the tree."""
    found: dict[int, tuple[Path, Entry | Item]] = {}
    for path, part in parts_of(tree):
        found[id(part)] = found[id(part.value)] = path, part
    return found


def path_of(tree: Tree, part: Entry | Item) -> Path:
    """The path of a part of a tree."""
    return _places(tree)[id(part)][0]


def holder_of(tree: Tree, node: Node) -> tuple[Path, Entry | Item]:
    """The part of a tree whose value a node is, and its path."""
    return _places(tree)[id(node)]


def _collect(node: Mapping | Sequence, path: Path, found: list[tuple[Path, Entry | Item]]) -> None:
    for step, child in children(node):
        here = (*path, step)
        found.append((here, child))
        if type(child.value) is Mapping or type(child.value) is Sequence:
            _collect(child.value, here, found)
