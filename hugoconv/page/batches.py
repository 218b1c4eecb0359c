"""How many operations of a sequence can be done in one step.

Operations are one after the other. To read and to verify a page once for several of them gives the same bytes where
none of them sees what another one changes: there they make a batch. What is not certain is no batch.
"""

from __future__ import annotations

from collections.abc import Sequence as Many
from functools import lru_cache
from typing import NamedTuple

from hugoconv.page.alike import alike, is_plain
from hugoconv.page.habits import Earlier, is_by_habit, literal_of
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
from hugoconv.page.paths import keys_of, top_level
from hugoconv.page.snapshot import Snapshot
from hugoconv.syntax.base import Syntax
from hugoconv.syntax.tree import Mapping, Sequence, Tree, entries_of
from hugoconv.text.lines import line_end

_LONG = 1000  # characters of a name that is looked for without an index
_DIRECTIVE = frozenset(("# hugoconv:",))
# What a field leaves behind that goes without its comments: they may be those of the field below then.
_COMMENTS = frozenset(("# left behind",))


class Footprint(NamedTuple):
    """The top-level names, in small letters, that operations look at, make, and leave to others as they are; a
    commented-out field has its sign in front of its name. ``beside`` are those of the fields below one that goes, where
    no comment stands between: to another one that goes they do not matter.
    """

    uses: frozenset[str] = frozenset()
    makes: frozenset[str] = frozenset()
    leaves: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    goes: frozenset[str] = frozenset()


class _Before:
    """The footprints of the operations of a batch so far, together."""

    def __init__(self) -> None:
        self.uses, self.makes, self.leaves = set[str](), set[str](), set[str]()
        self.beside, self.goes = set[str](), set[str]()

    def is_apart(self, found: Footprint) -> bool:
        """Whether an operation finds all that it looks at as it was before the earlier ones."""
        if not self.makes.isdisjoint(found.uses) or not self.uses.isdisjoint(found.uses - _COMMENTS):
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


def batch_size(snapshot: Snapshot, operations: Many[Operation]) -> int:
    """How many of the first operations can be done in one step; at least one.

    The argument, operation by operation: each changes lines of its own and reads no others but those of its field and
    the comments around it; whether a line behind a sign is a comment or a field can change only with a name that is
    written there.
    """
    same = alike(snapshot, operations)
    if same > 1 or len(operations) == 1 or not is_plain(snapshot.tree, snapshot.syntax):
        return max(same, 1)
    size, before, earlier = 0, _Before(), Earlier()
    live = len(entries_of(snapshot.tree.root))
    for op in operations:
        found = _footprint(snapshot, op)
        if found is None or not before.is_apart(found):
            break
        literal = literal_of(snapshot, op, earlier)
        if size and is_by_habit(op) and (literal is None or (literal.by_habit and not earlier.same_quotes)):
            break
        live -= isinstance(op, CommentOut | Remove)
        if live < 1:
            break
        kept = literal is not None and literal.keeps_quotes(snapshot.style.quote)
        earlier = Earlier(earlier.only_values and literal is not None, earlier.same_quotes and kept)
        size += 1
        before.add(found)
    return max(size, 1)


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
            beside = None if op.keep_comments else _neighbours_of_bare(snapshot, name)
            if beside is not None:
                return Footprint(live | _COMMENTS, beside=beside, goes=live)
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


def _neighbours_of_bare(snapshot: Snapshot, name: str) -> frozenset[str] | None:
    """The names above and below a field that takes nothing along but its own lines, and leaves nothing that could mean
    something else beside another one; None where that is not certain."""
    found = top_level(snapshot.tree).get(name, ())
    if len(found) != 1 or found[0] not in _bare_fields(snapshot.tree, snapshot.syntax):
        return None
    i, entries = found[0], entries_of(snapshot.tree.root)
    return frozenset(entry.name.casefold() for entry in (*entries[max(i - 1, 0) : i], *entries[i + 1 : i + 2]))


@lru_cache(maxsize=16)
def _bare_fields(tree: Tree, syntax: Syntax) -> frozenset[int]:
    """The positions of the fields that go without a trace: above and below stand empty lines, and either commented-out
    fields of one line each, since such a one is the same above another one as above a field, or comments, which below
    no commented-out field are nothing else wherever they come to stand."""
    entries, text = entries_of(tree.root), tree.text
    ends = [0, *(line_end(text, entry.end) for entry in entries)]
    starts = [*(entry.start for entry in entries), len(text)]
    kinds = [_kind_of_gap(text[end:start], syntax) for end, start in zip(ends, starts, strict=True)]
    clear = ("empty", "fields") if "fields" in kinds or "other" in kinds else ("empty", "comments")
    return frozenset(i for i in range(len(entries)) if kinds[i] in clear and kinds[i + 1] in clear)


def _kind_of_gap(gap: str, syntax: Syntax) -> str:
    """What stands between two fields besides empty lines: fields commented out, comments, or anything other."""
    found: set[str] = set()
    for line in filter(None, gap.replace("\r", "\n").split("\n")):
        if line[0] == "#" and line[1:2] not in (" ", "\t") and syntax.simple.fullmatch(line, 1):
            found.add("fields")
        elif len(line) > 1 and line[0] == "#" and not (syntax.field and syntax.field.match(line)):
            found.add("other" if line.startswith("# hugoconv:") else "comments")
        else:
            found.add("other")
    return found.pop() if len(found) == 1 else "other" if found else "empty"


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
    if len(name) > _LONG or ":" in name or "=" in name:
        return f"# {name}" in snapshot.folded_text
    return name in _mentioned(snapshot.folded_text)


@lru_cache(maxsize=16)
def _mentioned(text: str) -> frozenset[str]:
    """What stands behind each comment sign and a blank, up to the first separator."""
    found, at, separator = set[str](), text.find("# "), -1
    while at >= 0:
        if separator < at:
            separator = min((i for sign in ":=" if (i := text.find(sign, at, at + 2 * _LONG)) >= 0), default=-1)
        if separator >= 0:
            found.add(text[at + 2 : separator].rstrip(" \t"))
        at = text.find("# ", at + 1)
    return frozenset(found)
