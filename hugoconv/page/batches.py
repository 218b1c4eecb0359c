"""How many operations of a sequence can be done in one step.

Operations are one after the other. To read and to verify a page once for several of them gives the same bytes where
none of them sees what another one changes: there they make a batch. What is not certain is no batch.
"""

from __future__ import annotations

from collections.abc import Sequence

from hugoconv.page.alike import alike, is_plain
from hugoconv.page.edits.registry import rule_of
from hugoconv.page.edits.tables import has_header
from hugoconv.page.footprints import COMMENTS, Footprint, is_mentioned, is_on_lines
from hugoconv.page.habits import Earlier, literal_of
from hugoconv.page.operations import AddDirective, DropDirective, Operation, WithoutPath
from hugoconv.page.paths import keys_of
from hugoconv.page.snapshot import Snapshot
from hugoconv.syntax.tree import entries_of

_DIRECTIVE = Footprint(frozenset(("# hugoconv:",)))


class _Before:
    """The footprints of the operations of a batch so far, together."""

    def __init__(self) -> None:
        self.uses, self.makes, self.leaves = set[str](), set[str](), set[str]()
        self.beside, self.goes = set[str](), set[str]()
        self.adds_field = False

    def is_apart(self, found: Footprint) -> bool:
        """Whether an operation finds all that it looks at as it was before the earlier ones."""
        if self.adds_field and found.joins_comments:
            return False
        if not self.makes.isdisjoint(found.uses) or not self.uses.isdisjoint(found.uses - COMMENTS):
            return False
        if not self.makes.isdisjoint(found.makes) or not self.leaves.isdisjoint(found.makes):
            return False
        if not self.beside.isdisjoint(found.uses - found.goes) or not self.makes.isdisjoint(found.beside):
            return False
        return all(name in self.goes for name in found.beside if name in self.uses)

    def add(self, found: Footprint) -> None:
        """Takes in the footprint of one more operation."""
        self.uses |= found.uses
        self.makes |= found.makes
        self.leaves |= found.leaves
        self.beside |= found.beside
        self.goes |= found.goes
        self.adds_field |= found.adds_field


def batch_size(snapshot: Snapshot, operations: Sequence[Operation]) -> int:
    """How many of the first operations can be done in one step; at least one."""
    same = alike(snapshot, operations)
    if same > 1 or len(operations) == 1 or not snapshot.once(is_plain) or _is_of_tables(snapshot):
        return max(same, 1)
    size, before, earlier = 0, _Before(), Earlier()
    live = len(entries_of(snapshot.tree.root))
    for op in operations:
        found = _footprint(snapshot, op)
        if found is None or not before.is_apart(found):
            break
        literal = literal_of(snapshot, op, earlier)
        # The first of all sees the habits of the page as they are; a later one only where none can have changed.
        if size and rule_of(op).by_habit and (literal is None or (literal.by_habit and not earlier.same_quotes)):
            break
        # The last field of a page takes other lines with it than one of several.
        live -= found.takes_field
        if live < 1:
            break
        kept = literal is not None and literal.keeps_quotes(snapshot.style.quote)
        earlier = Earlier(earlier.only_values and literal is not None, earlier.same_quotes and kept)
        size += 1
        before.add(found)
    return max(size, 1)


def _is_of_tables(snapshot: Snapshot) -> bool:
    """Whether a page has tables only: the first field above them brings an empty line along, below which the next one
    does not go."""
    return snapshot.syntax.has_tables and all(has_header(entry.value) for entry in entries_of(snapshot.tree.root))


def _footprint(snapshot: Snapshot, op: Operation) -> Footprint | None:
    """The names that an operation is about; None for one that is about more than top-level fields on their lines."""
    if isinstance(op, WithoutPath):
        return _DIRECTIVE if isinstance(op, AddDirective | DropDirective) else None
    path = keys_of(op.path, snapshot.tree)
    if len(path) != 1 or not isinstance(path[0], str):
        return None
    name = path[0].casefold()
    if not is_on_lines(snapshot, name) or is_mentioned(snapshot, name):
        return None
    return rule_of(op).footprint(snapshot, op, name)
