"""Whether a value that is set or inserted comes to the same text whatever operations stand before it.

New text follows the habits of the page. Of those a single value on one line follows one alone: which quotes are the
more frequent.
"""

from __future__ import annotations

from typing import NamedTuple

from hugoconv.errors import Refused
from hugoconv.page.operations import Insert, Operation, Set
from hugoconv.page.paths import find, keys_of
from hugoconv.page.snapshot import Snapshot
from hugoconv.syntax.style import Style
from hugoconv.syntax.tree import Scalar
from hugoconv.syntax.values import Value

_OTHER = {'"': "'", "'": '"'}
ON_ONE_LINE = ("plain", "single", "double")


class Earlier(NamedTuple):
    """What is known of the operations before one: whether each only gave or added a single value, and whether the
    quotes of the page's habit are still the more frequent."""

    only_values: bool = True
    same_quotes: bool = True


class Literal(NamedTuple):
    """A single value as it will stand on its line: what it replaces, empty for a new field, and whether it follows the
    habit of the page."""

    old: str
    new: str
    by_habit: bool

    def keeps_quotes(self, habit: str) -> bool:
        """Whether the quotes of a habit cannot become the less frequent ones through it."""
        old, new = self.old, self.new
        if old[:1] == new[:1] and old[:1] in _OTHER and not _has_quotes(old[1:-1]) and not _has_quotes(new[1:-1]):
            return True
        return not _has_quotes(old) and _OTHER[habit] not in new


def _has_quotes(text: str) -> bool:
    return '"' in text or "'" in text


def literal_of(snapshot: Snapshot, op: Operation, earlier: Earlier) -> Literal | None:
    """The text that an operation writes for a single value, where it has its place whatever came before; None for any
    other operation.

    A new field goes last: its name stands in the order of no layout, and nothing that came before went away.
    """
    if not isinstance(op, Set | Insert):
        return None
    try:
        value = snapshot.syntax.accept(op.value)
        place = find(snapshot.tree, op.path, snapshot.syntax)
        if not _is_single(value):
            return None
        if place is not None:
            return _replaced(snapshot, place.part.value, value)
        return _added(snapshot, op, value) if earlier.only_values else None
    except Refused:
        return None


def _is_single(value: Value) -> bool:
    """Whether a value has one literal, on one line."""
    if isinstance(value, str):
        return not any(end in value for end in "\r\n")
    return value is not None and not isinstance(value, list | dict)


def _replaced(snapshot: Snapshot, node: object, value: Value) -> Literal | None:
    if not isinstance(node, Scalar) or node.style not in ON_ONE_LINE or node.tag is not None or node.anchor is not None:
        return None
    old = snapshot.text[node.start : node.end]
    if "\n" in old or "\r" in old:
        return None
    own = node.style in ("single", "double") and isinstance(value, str)
    style = Style() if own else snapshot.style
    return _literal(snapshot, old, value, style, node.style)


def _added(snapshot: Snapshot, op: Set | Insert, value: Value) -> Literal | None:
    name = str(keys_of(op.path, snapshot.tree)[-1]).casefold()
    if name in snapshot.known or name in map(str.casefold, op.order):
        return None
    return _literal(snapshot, "", value, snapshot.style, "empty")


def _literal(snapshot: Snapshot, old: str, value: Value, style: Style, like: str) -> Literal:
    flow = snapshot.tree.root is not None and snapshot.tree.root.flow
    quotes = (style.quote, _OTHER[style.quote])
    new, other = (snapshot.syntax.inline(value, style._replace(quote=q), like=like, flow=flow) for q in quotes)
    return Literal(old, new, new != other)
