"""The top-level names that an operation looks at, makes and leaves: what tells whether two of them are apart.

The argument, operation by operation: each changes lines of its own and reads no others but those of its field and the
comments around it; whether a line behind a comment marker is a comment or a field can change only with a name that is
written there. A field between comments leaves the two gaps around it as one: nothing outside of them is told from where
they lie, so that it is apart from whatever is about neither the fields at their ends nor a field commented out in them,
and puts no new field there.
"""

from __future__ import annotations

from typing import NamedTuple

from hugoconv.page.operations import CommentOut, Exchange, NamedOperation, Remove, Rename, SetComment, Uncomment
from hugoconv.page.paths import top_level
from hugoconv.page.snapshot import Snapshot
from hugoconv.syntax.base import Syntax
from hugoconv.syntax.tree import Mapping, Sequence, entries_of
from hugoconv.text.lines import line_end, next_line

_LONG = 1000  # characters of a name that is looked for without an index
_QUOTES = "\"'"
# What a field leaves behind that goes without its comments: they may be those of the field below then.
COMMENTS = frozenset(("# left behind",))


class Footprint(NamedTuple):
    """Case-folded top-level names; a commented-out field has a ``#`` in front of its name.

    ``beside`` are those of the fields below one that goes, where no comment stands between: to another one that goes
    they do not matter. ``takes_field`` is whether the page has one live field less then, ``adds_field`` whether a new
    one may come to stand between any two, and ``joins_comments`` whether it matters that none does beside a field.
    """

    uses: frozenset[str] = frozenset()
    makes: frozenset[str] = frozenset()
    leaves: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    goes: frozenset[str] = frozenset()
    takes_field: bool = False
    adds_field: bool = False
    joins_comments: bool = False


def is_on_lines(snapshot: Snapshot, name: str) -> bool:
    """Whether what a name stands for, if anything does, is one field without a header of its own."""
    found = top_level(snapshot.tree).get(name, ())
    entries = [entries_of(snapshot.tree.root)[i] for i in found]
    return len(found) < 2 and not any(_has_form(entry.value) for entry in entries)


def _has_form(node: object) -> bool:
    return isinstance(node, Mapping | Sequence) and bool(node.form)


def of_value(snapshot: Snapshot, _op: NamedOperation, name: str) -> Footprint:
    """The footprint of an operation that gives a field a value, and makes it where it is not there."""
    live = frozenset((name,))
    return Footprint(live, live, live, adds_field=name not in top_level(snapshot.tree))


def of_item(_snapshot: Snapshot, _op: NamedOperation, name: str) -> Footprint:
    """The footprint of an operation that changes what a list holds."""
    live = frozenset((name,))
    return Footprint(live, leaves=live)


def of_comment(snapshot: Snapshot, op: SetComment, name: str) -> Footprint | None:
    """The footprint of a SetComment; None where it is not certain what comments above the field become."""
    live = frozenset((name,))
    if op.kind == "inline":
        return Footprint(live | COMMENTS, leaves=live)
    around = _names_around(snapshot, name)
    return None if around is None else Footprint(live | around | COMMENTS, leaves=live, joins_comments=True)


def of_comment_out(snapshot: Snapshot, _op: CommentOut, name: str) -> Footprint:
    """The footprint of a CommentOut."""
    commented_out = frozenset((f"#{name}",))
    joins = _may_go_on(snapshot, name)
    return Footprint(commented_out | {name}, commented_out, commented_out, takes_field=True, joins_comments=joins)


def _may_go_on(snapshot: Snapshot, name: str) -> bool:
    """Whether the comment on the line below a field, if there is one, could be a line of it once that is one, too."""
    text, below = snapshot.text, 0
    for i in top_level(snapshot.tree).get(name, ()):
        below = next_line(text, entries_of(snapshot.tree.root)[i].end)
    head = snapshot.syntax.field.match(text, below) if snapshot.syntax.field else None
    is_other = head is not None and bool(head.group("bare")) and not head.group("space")
    return not is_other and text[below : line_end(text, below)].lstrip(" \t")[:1] == "#"


def of_uncomment(_snapshot: Snapshot, _op: Uncomment, name: str) -> Footprint:
    """The footprint of an Uncomment."""
    return Footprint(frozenset((f"#{name}",)), frozenset((name,)))


def of_remove(snapshot: Snapshot, op: Remove, name: str) -> Footprint | None:
    """The footprint of a Remove; None where it is not certain what comments below the field become."""
    live = frozenset((name,))
    beside = None if op.keep_comments else _neighbours_of_bare(snapshot, name)
    if beside is not None:
        return Footprint(live | COMMENTS, beside=beside, goes=live, takes_field=True)
    around = _names_around(snapshot, name)
    if around is None:
        return None
    makes = COMMENTS if op.keep_comments else frozenset[str]()
    return Footprint(live | around | COMMENTS, makes, takes_field=True, joins_comments=True)


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


def _names_around(snapshot: Snapshot, name: str) -> frozenset[str] | None:
    """The names of the fields above and below one, and of what is commented out between; None where it is not one
    field, or what could belong to any map stands between: a comment that is indented, or a directive."""
    found = top_level(snapshot.tree).get(name, ())
    if len(found) != 1:
        return None
    i, entries, text = found[0], entries_of(snapshot.tree.root), snapshot.text
    above, below = entries[max(i - 1, 0) : i], entries[i + 1 : i + 2]
    start = line_end(text, above[0].end) if above else 0
    end = below[0].start if below else len(text)
    gaps = f"{text[start : entries[i].start]}\n{text[line_end(text, entries[i].end) : end]}"
    lines = gaps.replace("\r", "\n").split("\n")
    if any(line[:1] not in ("", "#") or line.startswith("# hugoconv:") for line in lines):
        return None
    return _names_behind_markers(lines, snapshot.syntax).union(entry.name.casefold() for entry in (*above, *below))


def _names_behind_markers(lines: list[str], syntax: Syntax) -> frozenset[str]:
    """The names of all that could be a commented-out field, whichever names are known."""
    heads = (syntax.field.match(line) for line in lines) if syntax.field else ()
    return frozenset(f"#{key.strip(_QUOTES).casefold()}" for head in heads if head for key in syntax.keys_in(head))


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
