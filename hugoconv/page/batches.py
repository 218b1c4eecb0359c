"""How many operations of a sequence can be done in one step.

Operations are one after the other. To read and to verify a page once for several of them gives the same bytes where
none of them sees what another one changes: there they make a batch. What is not certain is no batch.
"""

from __future__ import annotations

from collections.abc import Sequence as Many
from typing import NamedTuple

from hugoconv.page.operations import (
    AddDirective,
    Append,
    CommentOut,
    Discard,
    DropDirective,
    Exchange,
    Insert,
    Operation,
    Remove,
    Rename,
    Set,
    SetComment,
    Uncomment,
)
from hugoconv.page.paths import keys_of, top_level
from hugoconv.page.snapshot import Snapshot
from hugoconv.syntax.nodes import Alias, Entry, Mapping, Scalar, Sequence, Tree, entries_of, parts_of
from hugoconv.syntax.syntax import Syntax

# What these write follows the habits of the page, which whatever comes before them may change.
_BY_HABIT = (Set, Insert, Append)
_DIRECTIVE = "# hugoconv:"


class Footprint(NamedTuple):
    """The top-level names that an operation looks at, makes and takes away, in small letters; a commented-out field
    has its sign in front of its name."""

    uses: frozenset[str]
    makes: frozenset[str] = frozenset()
    clears: frozenset[str] = frozenset()

    def is_apart_from(self, before: Footprint) -> bool:
        """Whether an operation finds all that it looks at as it was before an earlier one."""
        seen = self.uses & (before.uses | before.makes)
        return not (seen or self.makes & (before.makes | (before.uses - before.clears)))


def batch_size(snapshot: Snapshot, operations: Many[Operation]) -> int:
    """How many of the first operations can be done in one step; at least one.

    The argument, operation by operation: each changes lines of its own and reads no others but those of its field and
    the comments around it; whether a line behind a sign is a comment or a field can change only with a name that is
    written there.
    """
    appended = _appends(snapshot, operations)
    if appended > 1 or len(operations) == 1 or not _is_plain(snapshot):
        return max(appended, 1)
    prints: list[Footprint] = []
    live = len(entries_of(snapshot.tree.root))
    for op in operations:
        found = _footprint(snapshot, op)
        if found is None or (prints and isinstance(op, _BY_HABIT)):
            break
        live -= not isinstance(op, Rename | Exchange) and bool(found.clears)
        if live < 1 or not all(found.is_apart_from(before) for before in prints):
            break
        prints.append(found)
    return max(len(prints), 1)


def _appends(snapshot: Snapshot, operations: Many[Operation]) -> int:
    """How many single values the first operations add to one list of single values that has some already."""
    first = operations[0]
    if not isinstance(first, Append):
        return 0
    node = _value_at(snapshot, keys_of(first.path, snapshot.tree))
    if not isinstance(node, Sequence) or node.form or not all(isinstance(i.value, Scalar) for i in node.items):
        return 0
    count = 0
    for op in operations if node.items else ():
        if not isinstance(op, Append) or op.path != first.path or isinstance(op.value, list | dict | tuple):
            break
        count += 1
    return count


def _value_at(snapshot: Snapshot, path: tuple[str | int, ...]) -> object:
    """What stands at the one name of a path; None for any other."""
    found = top_level(snapshot.tree).get(str(path[0]).casefold(), []) if len(path) == 1 else []
    return entries_of(snapshot.tree.root)[found[0]].value if len(found) == 1 else None


def _is_plain(snapshot: Snapshot) -> bool:
    """Whether the fields of a page stand on lines of their own, and nothing at one place has a meaning at another."""
    return _is_plain_tree(snapshot.tree, snapshot.syntax)


def _is_plain_tree(tree: Tree, syntax: Syntax) -> bool:
    root = tree.root
    if root is None or root.flow or tree.end < len(tree.text) or syntax.hazards(tree):
        return False
    if any(_is_odd(entry) for entry in root.entries):
        return False
    return not any(isinstance(part.value, Alias) or part.value.anchor for _, part in parts_of(tree))


def _is_odd(entry: Entry) -> bool:
    """Whether a key is no plain one, or a block of text is empty, below which no comment may come to stand."""
    value = entry.value
    if not isinstance(entry.key, Scalar) or entry.start != entry.key.outer:
        return True
    return isinstance(value, Scalar) and value.style in ("literal", "folded") and not value.text.strip()


def _footprint(snapshot: Snapshot, op: Operation) -> Footprint | None:
    """The names that an operation is about; None for one that is about more than top-level fields on their lines."""
    if isinstance(op, AddDirective | DropDirective):
        return Footprint(frozenset((_DIRECTIVE,)))
    path = keys_of(op.path, snapshot.tree)
    if len(path) != 1 or not isinstance(path[0], str):
        return None
    name = path[0].casefold()
    if not _is_on_lines(snapshot, name) or _is_mentioned(snapshot, name):
        return None
    return _footprint_of(op, name, snapshot)


def _footprint_of(op: Operation, name: str, snapshot: Snapshot) -> Footprint | None:
    live, hidden = frozenset((name,)), frozenset((f"#{name}",))
    match op:
        case CommentOut():
            return Footprint(live | hidden, hidden, live)
        case Uncomment():
            return Footprint(hidden, live, hidden)
        case Remove():
            return Footprint(live, clears=live)
        case Insert() | Set():
            return Footprint(live, live)
        case Append() | Discard() | SetComment():
            return Footprint(live)
        case Rename():
            new = op.new.casefold()
            return None if _is_mentioned(snapshot, new) else Footprint(live, frozenset((new,)), live)
        case Exchange():
            both = live | {op.other.casefold()}
            return None if _is_mentioned(snapshot, op.other.casefold()) else Footprint(both, both, both)
        case _:
            return None


def _is_on_lines(snapshot: Snapshot, name: str) -> bool:
    """Whether what a name stands for, if anything does, is one field without a header of its own."""
    found = top_level(snapshot.tree).get(name, ())
    entries = [entries_of(snapshot.tree.root)[i] for i in found]
    return len(found) < 2 and not any(_has_form(entry.value) for entry in entries)


def _has_form(node: object) -> bool:
    return isinstance(node, Mapping | Sequence) and bool(node.form)


def _is_mentioned(snapshot: Snapshot, name: str) -> bool:
    """Whether a comment begins with a name, so that it reads as a field where the page has one of that name."""
    return f"# {name}" in snapshot.folded_text
