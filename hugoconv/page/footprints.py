"""The top-level names that an operation looks at, makes and leaves: what tells whether two of them are apart.

The argument, operation by operation: each changes lines of its own and reads no others but those of its field and the
comments around it; whether a line behind a comment marker is a comment or a field can change only with a name that is
written there.
"""

from __future__ import annotations

from typing import NamedTuple

from hugoconv.page.operations import CommentOut, Exchange, NamedOperation, Remove, Rename, SetComment, Uncomment
from hugoconv.page.paths import top_level
from hugoconv.page.snapshot import Snapshot
from hugoconv.syntax.base import Syntax
from hugoconv.syntax.tree import Mapping, Sequence, entries_of
from hugoconv.text.lines import line_end

_LONG = 1000  # characters of a name that is looked for without an index
# What a field leaves behind that goes without its comments: they may be those of the field below then.
COMMENTS = frozenset(("# left behind",))


class Footprint(NamedTuple):
    """Case-folded top-level names; a commented-out field has a ``#`` in front of its name.

    ``beside`` are those of the fields below one that goes, where no comment stands between: to another one that goes
    they do not matter. ``takes_field`` is whether the page has one live field less then.
    """

    uses: frozenset[str] = frozenset()
    makes: frozenset[str] = frozenset()
    leaves: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    goes: frozenset[str] = frozenset()
    takes_field: bool = False


def is_on_lines(snapshot: Snapshot, name: str) -> bool:
    """Whether what a name stands for, if anything does, is one field without a header of its own."""
    found = top_level(snapshot.tree).get(name, ())
    entries = [entries_of(snapshot.tree.root)[i] for i in found]
    return len(found) < 2 and not any(_has_form(entry.value) for entry in entries)


def _has_form(node: object) -> bool:
    return isinstance(node, Mapping | Sequence) and bool(node.form)


def of_value(_snapshot: Snapshot, _op: NamedOperation, name: str) -> Footprint:
    """The footprint of an operation that gives a field a value, and makes it where it is not there."""
    live = frozenset((name,))
    return Footprint(live, live, live)


def of_item(_snapshot: Snapshot, _op: NamedOperation, name: str) -> Footprint:
    """The footprint of an operation that changes what a list holds."""
    live = frozenset((name,))
    return Footprint(live, leaves=live)


def of_comment(_snapshot: Snapshot, _op: SetComment, name: str) -> Footprint:
    """The footprint of a SetComment."""
    live = frozenset((name,))
    return Footprint(live | COMMENTS, leaves=live)


def of_comment_out(_snapshot: Snapshot, _op: CommentOut, name: str) -> Footprint:
    """The footprint of a CommentOut."""
    commented_out = frozenset((f"#{name}",))
    return Footprint(commented_out | {name}, commented_out, commented_out, takes_field=True)


def of_uncomment(_snapshot: Snapshot, _op: Uncomment, name: str) -> Footprint:
    """The footprint of an Uncomment."""
    return Footprint(frozenset((f"#{name}",)), frozenset((name,)))


def of_remove(snapshot: Snapshot, op: Remove, name: str) -> Footprint | None:
    """The footprint of a Remove; None where comments stand below the field."""
    live = frozenset((name,))
    beside = None if op.keep_comments else _neighbours_of_bare(snapshot, name)
    if beside is not None:
        return Footprint(live | COMMENTS, beside=beside, goes=live, takes_field=True)
    below = _name_below(snapshot, name)
    makes = COMMENTS if op.keep_comments else frozenset()
    return None if below is None else Footprint(live | below | COMMENTS, makes, takes_field=True)


def of_rename(snapshot: Snapshot, op: Rename, name: str) -> Footprint | None:
    """The footprint of a Rename within the top level; None where a comment mentions the new name."""
    if not isinstance(op.new, str) or "." in op.new:
        return None
    new = op.new.casefold()
    return None if is_mentioned(snapshot, new) else Footprint(frozenset((name,)), frozenset((new,)))


def of_exchange(snapshot: Snapshot, op: Exchange, name: str) -> Footprint | None:
    """The footprint of an Exchange; None where a comment mentions the other name."""
    other = op.other.casefold()
    both = frozenset((name, other))
    return None if is_mentioned(snapshot, other) else Footprint(both, both)


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
    if len(found) != 1 or found[0] not in snapshot.once(_bare_fields):
        return None
    i, entries = found[0], entries_of(snapshot.tree.root)
    return frozenset(entry.name.casefold() for entry in (*entries[max(i - 1, 0) : i], *entries[i + 1 : i + 2]))


def _bare_fields(snapshot: Snapshot) -> frozenset[int]:
    """The positions of the fields that go without a trace: above and below stand empty lines, and either commented-out
    fields of one line each, since such a one is the same above another one as above a field, or comments, which below
    no commented-out field are nothing else wherever they come to stand."""
    entries, text, syntax = entries_of(snapshot.tree.root), snapshot.text, snapshot.syntax
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


def is_mentioned(snapshot: Snapshot, name: str) -> bool:
    """Whether a comment begins with a name and a separator, so that it reads as a field where the page has one of that
    name."""
    # The index ends every name at its first separator, and looks no further than so many characters for that.
    if len(name) > _LONG or ":" in name or "=" in name:
        return f"# {name}" in snapshot.folded_text
    return name in snapshot.once(_mentioned)


def _mentioned(snapshot: Snapshot) -> frozenset[str]:
    """What stands behind each ``# ``, up to the first separator."""
    text = snapshot.folded_text
    found, at, separator = set[str](), text.find("# "), -1
    while at >= 0:
        if separator < at:
            separator = min((i for one in ":=" if (i := text.find(one, at, at + 2 * _LONG)) >= 0), default=-1)
        if separator >= 0:
            found.add(text[at + 2 : separator].rstrip(" \t"))
        at = text.find("# ", at + 1)
    return frozenset(found)
