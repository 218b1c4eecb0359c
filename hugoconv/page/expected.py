"""What the data of a page must be after an operation: the oracle of every change (promise I4).

A model is the data of a tree as nodes that operations may touch by their position in the tree as it was,
so that all operations of one step see the same page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from operator import itemgetter

from hugoconv.page.paths import shown
from hugoconv.refusals import refused
from hugoconv.syntax.base import Syntax
from hugoconv.syntax.tree import Alias, Entry, Mapping, Node, Path, Scalar, Sequence
from hugoconv.syntax.values import CanonicalValue


class ExpectedNode:
    """One value of the model, with its key where it is an entry."""

    __slots__ = (
        "_canonical",
        "_kids",
        "_node",
        "_syntax",
        "added",
        "anchor",
        "drop",
        "emptied",
        "form",
        "key",
        "kind",
        "was",
    )

    kind: str
    key: str
    anchor: str | None
    form: str
    was: str
    drop: str
    emptied: bool

    def __init__(
        self, kind: str, canonical: CanonicalValue | None = "", key: str = "", anchor: str | None = None, form: str = ""
    ) -> None:
        self.kind, self._canonical, self.key, self.anchor, self.form = kind, canonical, key, anchor, form
        self.was = key
        self._kids: list[ExpectedNode] | None = None
        self._node: Node | None = None
        self._syntax: Syntax | None = None
        self.added: list[tuple[int, int, ExpectedNode]] = []
        self.drop = ""
        self.emptied = False

    @property
    def canonical(self) -> CanonicalValue:
        """The canonical value of what is no map and no list, found when it is first asked for."""
        if self._canonical is None:
            assert isinstance(self._node, Scalar)
            assert self._syntax is not None
            self._canonical = self._syntax.canonical(self._node)
        return self._canonical

    @canonical.setter
    def canonical(self, canonical: CanonicalValue) -> None:
        self._canonical, self._node = canonical, None

    @property
    def kids(self) -> list[ExpectedNode]:
        """The nodes below, made when they are first asked for."""
        if self._kids is None:
            node, syntax = self._node, self._syntax
            self._kids = _kids_of(node, syntax) if isinstance(node, Mapping | Sequence) and syntax else []
        return self._kids

    @kids.setter
    def kids(self, kids: list[ExpectedNode]) -> None:
        self._kids = kids

    def is_untouched(self) -> bool:
        """Whether it was given no other value, and nothing below was ever asked for, so that it is as its node says."""
        return self._kids is None and self._node is not None and not self.added

    def frozen(self) -> CanonicalValue:
        """The canonical value of what is left. A block map whose last field was commented out reads as null."""
        node = self._node
        if self.kind == "scalar":
            inner = self.canonical
        elif self.is_untouched() and node and self._syntax and self.anchor == getattr(node, "anchor", None):
            return canonical_of_node(node, self._syntax)
        else:
            kids = list(self.living())
            emptied = self.emptied or any(kid.drop == "commented" for kid in self.kids)
            if emptied and not kids and not self.form and not getattr(node, "flow", False):
                inner = ("NoneType", "None")
            elif self.kind == "map":
                inner = ("map", tuple((kid.key, kid.frozen()) for kid in kids))
            else:
                inner = ("list", tuple(kid.frozen() for kid in kids))
        return inner if self.anchor is None else ("anchor", self.anchor, inner)

    def vanishes(self) -> bool:
        """Whether nothing of it is written any more: a list of tables, or a map without a header, that is empty."""
        if not self.form or self.is_untouched() or not self.kids:
            return False
        if (self.kind, self.form) not in (("list", "table"), ("map", "above"), ("map", "dotted")):
            return False
        return next(self.living(), None) is None

    def living(self) -> Iterator[ExpectedNode]:
        """The kids that are left, with the added ones behind the position after which each was added:
        new ones first, then those brought back to life in the order of the text."""
        kids = self.kids
        if not self.added:
            yield from (kid for kid in kids if not kid.drop and not kid.vanishes())
            return
        added: dict[int, list[ExpectedNode]] = {}
        # By its two numbers alone: several that were added at once have the same, and nodes have no order.
        for after, _, expected in sorted(self.added, key=itemgetter(0, 1)):
            added.setdefault(after, []).append(expected)
        for i in range(-1, len(kids)):
            if i >= 0 and not kids[i].drop and not kids[i].vanishes():
                yield kids[i]
            yield from added.get(i, ())


def expected_node(node: Node | None, syntax: Syntax, key: str = "") -> ExpectedNode:
    """What is expected of a node that nothing touches."""
    if node is None:
        return ExpectedNode("map")
    if isinstance(node, Alias):
        return ExpectedNode("scalar", ("alias", node.name), key)
    if isinstance(node, Scalar):
        expected = ExpectedNode("scalar", None, key, node.anchor)
    else:
        kind = "map" if isinstance(node, Mapping) else "list"
        expected = ExpectedNode(kind, key=key, anchor=node.anchor, form=node.form)
    expected._node, expected._syntax = node, syntax
    return expected


def _kids_of(node: Mapping | Sequence, syntax: Syntax) -> list[ExpectedNode]:
    if isinstance(node, Mapping):
        return [expected_node(entry.value, syntax, _key(entry.key, syntax)) for entry in node.entries]
    return [expected_node(item.value, syntax) for item in node.items]


def _key(node: Node, syntax: Syntax) -> str:
    return node.text if isinstance(node, Scalar) else str(canonical_of_node(node, syntax))


def canonical_of_node(node: Node | None, syntax: Syntax) -> CanonicalValue:
    """The canonical value of a node; aliases and anchors count by name."""
    if node is None:
        return ("map", ())
    if isinstance(node, Scalar):
        inner = syntax.canonical(node)
    elif isinstance(node, Mapping):
        pairs = []
        for entry in node.entries:  # a loop has one frame a level less than a comprehension, for deep pages
            value = entry.value
            single = type(value) is Scalar and value.anchor is None  # no call for what nearly all are
            canonical = syntax.canonical(value) if single else canonical_of_node(value, syntax)  # type: ignore[arg-type]
            pairs.append((_key(entry.key, syntax), canonical))
        inner = ("map", tuple(pairs))
    elif isinstance(node, Sequence):
        items = []
        for item in node.items:
            items += [canonical_of_node(item.value, syntax)]
        inner = ("list", tuple(items))
    else:
        return ("alias", node.name)
    return inner if node.anchor is None else ("anchor", node.anchor, inner)


def canonical_of_entry(entry: Entry, syntax: Syntax) -> tuple[str, CanonicalValue]:
    """The key of an entry and the canonical value of what it has for value."""
    return _key(entry.key, syntax), canonical_of_node(entry.value, syntax)


def expected_value(canonical: CanonicalValue, key: str = "") -> ExpectedNode:
    """An expected node that holds a whole value."""
    return ExpectedNode("scalar", canonical, key)


def at(expected: ExpectedNode, indexes: tuple[int, ...]) -> ExpectedNode:
    """The node at some positions below another."""
    for i in indexes:
        expected = expected.kids[i]
    return expected


def refuse_new_duplicates(expected: ExpectedNode, path: Path = ()) -> None:
    """Refuses a model in which a step gave one map two keys that are one field for Hugo."""
    if expected.kind == "map" and (expected.added or any(kid.key != kid.was for kid in expected.kids)):
        names = Counter(kid.key.casefold() for kid in expected.living())
        before = Counter(kid.was.casefold() for kid in expected.kids)
        for name, times in names.items():
            # A key that was there twice may stay so: only what the step itself makes is refused.
            if times > max(before[name], 1):
                raise refused("key-exists", case="two", field=shown((*path, name)))
    for kid in expected.kids:
        if not kid.is_untouched() and (kid.kids or kid.added):
            refuse_new_duplicates(kid, (*path, kid.key))
