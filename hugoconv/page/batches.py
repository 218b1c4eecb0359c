"""How many operations of a sequence can be done in one step.

Operations are one after the other. To read and to verify a page once for several of them gives the same bytes where
none of them sees what another one changes: there they make a batch. What is not certain is no batch.
"""

from __future__ import annotations

from collections.abc import Sequence as Many
from functools import lru_cache
from typing import NamedTuple

from hugoconv.page.operations import (
    AddCommented,
    AddDirective,
    Append,
    CommentOut,
    Discard,
    DropCommented,
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
from hugoconv.page.paths import keys_of, odd_entries, top_level
from hugoconv.page.snapshot import Snapshot
from hugoconv.syntax.nodes import Alias, Mapping, Node, Scalar, Sequence, Tree, entries_of, parts_of
from hugoconv.syntax.syntax import Syntax

# What these write follows the habits of the page, which whatever comes before them may change.
_BY_HABIT = (Set, Insert, Append)
_NEAR = 40  # blanks at the most between a key and its separator, where they matter
_DIRECTIVE = frozenset(("# hugoconv:",))
# What a field leaves behind that goes without its comments: they may be those of the field below then.
_COMMENTS = frozenset(("# left behind",))


class Footprint(NamedTuple):
    """The top-level names, in small letters, that operations look at, make, and leave to others as they are; a
    commented-out field has its sign in front of its name."""

    uses: frozenset[str] = frozenset()
    makes: frozenset[str] = frozenset()
    leaves: frozenset[str] = frozenset()

    def is_apart_from(self, before: Footprint) -> bool:
        """Whether an operation finds all that it looks at as it was before earlier ones."""
        if self.uses & before.makes or (self.uses & before.uses) - _COMMENTS:
            return False
        return not (self.makes & before.makes or self.makes & before.leaves)

    def and_then(self, later: Footprint) -> Footprint:
        """That of both together."""
        return Footprint(self.uses | later.uses, self.makes | later.makes, self.leaves | later.leaves)


def batch_size(snapshot: Snapshot, operations: Many[Operation]) -> int:
    """How many of the first operations can be done in one step; at least one.

    The argument, operation by operation: each changes lines of its own and reads no others but those of its field and
    the comments around it; whether a line behind a sign is a comment or a field can change only with a name that is
    written there.
    """
    alike = _appends(snapshot, operations) or _removals(snapshot, operations)
    if alike > 1 or len(operations) == 1 or not _is_plain(snapshot.tree, snapshot.syntax):
        return max(alike, 1)
    size, before = 0, Footprint()
    live = len(entries_of(snapshot.tree.root))
    for op in operations:
        found = _footprint(snapshot, op)
        if found is None or (size and isinstance(op, _BY_HABIT)) or not found.is_apart_from(before):
            break
        live -= isinstance(op, CommentOut | Remove)
        if live < 1:
            break
        size, before = size + 1, before.and_then(found)
    return max(size, 1)


def _appends(snapshot: Snapshot, operations: Many[Operation]) -> int:
    """How many single values the first operations add to one list of single values that has some already."""
    first = operations[0]
    if not isinstance(first, Append):
        return 0
    node = _value_at(snapshot, keys_of(first.path, snapshot.tree))
    if not isinstance(node, Sequence) or node.form or (node.flow and _is_on_several_lines(snapshot, node)):
        return 0
    if not all(isinstance(i.value, Scalar) for i in node.items):
        return 0
    count = 0
    for op in operations if node.items else ():
        if not isinstance(op, Append) or op.path != first.path or isinstance(op.value, list | dict | tuple):
            break
        count += 1
    return count


def _removals(snapshot: Snapshot, operations: Many[Operation]) -> int:
    """How many of several equal keys the first operations take away, the last of them first, on a page without a
    comment: there nothing comes to stand beside another thing."""
    first = operations[0]
    if not isinstance(first, Remove) or "#" in snapshot.text or not _is_plain(snapshot.tree, snapshot.syntax):
        return 0
    count, at = 0, first.nth
    for op in operations:
        if not isinstance(op, Remove) or op.path != first.path or op.nth is None or (count and op.nth >= (at or 0)):
            break
        count, at = count + 1, op.nth
    return count


def _is_on_several_lines(snapshot: Snapshot, node: Sequence) -> bool:
    literal = snapshot.text[node.start : node.end]
    return "\n" in literal or "\r" in literal


def _value_at(snapshot: Snapshot, path: tuple[str | int, ...]) -> object:
    """What stands at the one name of a path; None for any other."""
    found = top_level(snapshot.tree).get(str(path[0]).casefold(), []) if len(path) == 1 else []
    return entries_of(snapshot.tree.root)[found[0]].value if len(found) == 1 else None


@lru_cache(maxsize=16)
def _is_plain(tree: Tree, syntax: Syntax) -> bool:
    """Whether the fields of a page stand on lines of their own, and nothing at one place has a meaning at another."""
    root = tree.root
    if root is None or root.flow or tree.end < len(tree.text):
        return False
    if any(code != "would-empty-item" for code, _ in syntax.hazards(tree)):
        return False
    if odd_entries(tree) or any(_is_empty_block(entry.value) for entry in root.entries):
        return False
    if "&" not in tree.text and "*" not in tree.text:
        return True
    return not any(isinstance(part.value, Alias) or part.value.anchor for _, part in parts_of(tree))


def _is_empty_block(value: Node) -> bool:
    """Whether a value is a block of text without text, below which no comment may come to stand."""
    return isinstance(value, Scalar) and value.style in ("literal", "folded") and not value.text.strip()


def _footprint(snapshot: Snapshot, op: Operation) -> Footprint | None:
    """The names that an operation is about; None for one that is about more than top-level fields on their lines."""
    if isinstance(op, AddDirective | DropDirective):
        return Footprint(_DIRECTIVE)
    if isinstance(op, AddCommented | DropCommented):
        return None
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
            return Footprint(live | hidden, hidden, hidden)
        case Uncomment():
            return Footprint(hidden, live)
        case Remove():
            below = _name_below(snapshot, name)
            makes = _COMMENTS if op.keep_comments else frozenset()
            return None if below is None else Footprint(live | below | _COMMENTS, makes)
        case Insert() | Set():
            return Footprint(live, live, live)
        case SetComment():
            return Footprint(live | _COMMENTS, leaves=live)
        case Append() | Discard():
            return Footprint(live, leaves=live)
        case Rename():
            if not isinstance(op.new, str) or "." in op.new:
                return None
            new = op.new.casefold()
            return None if _is_mentioned(snapshot, new) else Footprint(live, frozenset((new,)))
        case Exchange():
            both = live | {op.other.casefold()}
            return None if _is_mentioned(snapshot, op.other.casefold()) else Footprint(both, both)
        case _:
            return None


def _name_below(snapshot: Snapshot, name: str) -> frozenset[str] | None:
    """The name of the field right below one, if there is any: what comes to stand there; None where comments do."""
    entries = entries_of(snapshot.tree.root)
    i = next((i for i in top_level(snapshot.tree).get(name, ())), len(entries) - 1)
    below = entries[i + 1 : i + 2]
    end = below[0].start if below else len(snapshot.text)
    if "#" in snapshot.text[entries[i].end : end]:
        return None
    return frozenset(entry.name.casefold() for entry in below)


def _is_on_lines(snapshot: Snapshot, name: str) -> bool:
    """Whether what a name stands for, if anything does, is one field without a header of its own."""
    found = top_level(snapshot.tree).get(name, ())
    entries = [entries_of(snapshot.tree.root)[i] for i in found]
    return len(found) < 2 and not any(_has_form(entry.value) for entry in entries)


def _has_form(node: object) -> bool:
    return isinstance(node, Mapping | Sequence) and bool(node.form)


def _is_mentioned(snapshot: Snapshot, name: str) -> bool:
    """Whether a comment begins with a name and a separator, so that it reads as a field where the page has one of that
    name."""
    text, sign = snapshot.folded_text, f"# {name}"
    at = text.find(sign)
    while at >= 0:
        if text[at + len(sign) : at + len(sign) + _NEAR].lstrip(" \t").startswith((":", "=")):
            return True
        at = text.find(sign, at + 1)
    return False
