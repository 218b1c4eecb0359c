"""Putting comment markers in front of the lines of an entry, and taking them away."""

from __future__ import annotations

from collections.abc import Iterator

from hugoconv.errors import MatterSyntaxError, PathError
from hugoconv.page.comment_changes import CommentChanges
from hugoconv.page.edits.brackets import Brackets
from hugoconv.page.edits.tables import refuse_captured, refuse_scattered
from hugoconv.page.expected import ExpectedNode, at, canonical_of_node, expected_value
from hugoconv.page.operations import CommentOut, Uncomment
from hugoconv.page.paths import ResolvedPath, find, keys_of, need, shown
from hugoconv.page.snapshot import Snapshot
from hugoconv.refusals import refused
from hugoconv.syntax.commented_out import (
    CommentedOut,
    fields_by_path,
    folded,
    leads_through,
    revived,
    revived_entry,
    with_vocabulary,
)
from hugoconv.syntax.tree import Entry, Mapping, Node, Path, Sequence, parts_of
from hugoconv.text.edits import Edit, Edits
from hugoconv.text.lines import next_line, split_lines

MOST_END_MARKS = 2


def comment_out(snapshot: Snapshot, model: ExpectedNode, op: CommentOut) -> Iterator[Edit]:
    """The edits of a CommentOut: a marker at the entry's indent in every line.

    Refused for an item of a list, and for an entry that shares its line with others in brackets.
    """
    _refuse_without_comments(snapshot)
    place = need(snapshot.tree, op.path, snapshot.syntax)
    part = place.part
    if not isinstance(part, Entry):
        raise refused("not-a-field", case="comment-out", field=shown(place.path), span=place.part.span)
    if place.holder.flow and not Brackets.of(snapshot, place.holder).owns_lines(place.indexes[-1]):
        raise refused("flow-entry", case="comment-out", field=shown(place.path), span=(part.start, part.end))
    _refuse_empty_item(snapshot, part, place.holder)
    snapshot.refuse_anchor_in_use(part)
    refuse_scattered(snapshot, part)
    _refuse_tabs(snapshot, part)
    at(model, place.indexes).drop = "commented"
    yield from markers(snapshot, part)


def end_marks(snapshot: Snapshot, op: CommentOut, times: int) -> Iterator[Edit]:
    """The edit that puts lone markers below an entry, which tell where it ends once it is commented out."""
    if times:
        part = need(snapshot.tree, op.path, snapshot.syntax).part
        end, indent = snapshot.lines(part).end, " " * snapshot.column(part.start)
        yield Edit(end, end, (snapshot.style.eol + indent + "#") * times)


def _refuse_empty_item(snapshot: Snapshot, part: Entry, holder: Mapping | Sequence) -> None:
    """Refuses the only field of a map that begins behind a dash."""
    alone = isinstance(holder, Mapping) and not holder.flow and len(holder.entries) == 1
    if alone and snapshot.syntax.indent_matters and not snapshot.begins_line(part):
        raise refused("would-empty-item", case="comment-out", span=(part.start, part.end))


def _refuse_tabs(snapshot: Snapshot, part: Entry) -> None:
    """Refuses lines whose indent is a tab where indents have a meaning: no comment can begin behind one there."""
    if not snapshot.syntax.indent_matters:
        return
    column = snapshot.column(part.start)
    lines = split_lines(snapshot.lines(part).of(snapshot.text))[1:]
    if any("\t" in line[:column] for line in lines):
        raise refused("tab-indent", span=(part.start, part.end))


def _refuse_without_comments(snapshot: Snapshot) -> None:
    if not snapshot.syntax.has_comments:
        raise refused("no-comments", syntax=snapshot.syntax.name)


def markers(snapshot: Snapshot, part: Entry) -> Iterator[Edit]:
    """A comment marker for every line of an entry, not deeper than the entry itself stands."""
    text, column, at_ = snapshot.text, snapshot.column(part.start), part.start
    end = snapshot.lines(part).end
    while True:
        yield Edit(at_, at_, "#")
        start = next_line(text, at_)
        if start > end or start >= len(text):
            return
        at_ = start
        # Not behind all of the indent: without the markers the lines of a block have to stand as deep as they did.
        while at_ - start < column and text[at_ : at_ + 1] in (" ", "\t"):
            at_ += 1


def uncomment(snapshot: Snapshot, model: ExpectedNode, op: Uncomment) -> Iterator[Edit]:
    """The edits of an Uncomment.

    Raises PathError where there is no such commented-out field; refuses several, and one whose key is live.
    """
    _refuse_without_comments(snapshot)
    field = chosen(snapshot, op)
    # A header that comes back to life takes in every field down to the next one.
    refuse_captured(snapshot, field.text, field.span.end)
    if (place := _list_of(snapshot, field)) is not None:
        _add_items(snapshot, at(model, place.indexes), place.part.value, field)
    else:
        _add_field(snapshot, model, field)
        _refuse_parted(snapshot, field)
    edits = list(_without_markers(field))
    if snapshot.within_brackets(field.span.start):
        _refuse_missing_comma(snapshot, field, edits)
    yield from edits


def _add_field(snapshot: Snapshot, model: ExpectedNode, field: CommentedOut) -> None:
    holder = find(snapshot.tree, field.path[:-1], snapshot.syntax) if field.path[1:] else None
    expected = at(model, holder.indexes) if holder else model
    entries = holder.part.value if holder else snapshot.tree.root
    before = [i for i, e in enumerate(getattr(entries, "entries", ())) if e.start < field.span.start]
    if expected.kind == "scalar":
        expected.kind, expected.canonical = "map", ""
    expected.added.append((before[-1] if before else -1, field.span.start, _revived(snapshot, field, entries)))


def _list_of(snapshot: Snapshot, field: CommentedOut) -> ResolvedPath | None:
    """The live list of tables of which a commented-out table is an item; None where it is a field."""
    place = find(snapshot.tree, field.path, snapshot.syntax) if field.text.lstrip(" \t").startswith("[[") else None
    value = place.part.value if place else None
    return place if isinstance(value, Sequence) and value.form == "table" else None


def _add_items(snapshot: Snapshot, expected: ExpectedNode, live: Node, field: CommentedOut) -> None:
    revived = revived_entry(field, snapshot.syntax, flow=False).value
    above = sum(item.start < field.span.start for item in live.items) if isinstance(live, Sequence) else 0
    for i, item in enumerate(revived.items if isinstance(revived, Sequence) else ()):
        new = expected_value(canonical_of_node(item.value, snapshot.syntax))
        expected.added.append((above - 1, field.span.start + i, new))


def _refuse_parted(snapshot: Snapshot, field: CommentedOut) -> None:
    """Refuses a field of a map that begins further below, other fields between: the map would change its place; and
    one in the middle of a list or map that is not around it."""
    start = field.span.start
    for path, part in parts_of(snapshot.tree) if snapshot.syntax.indent_matters else ():
        if part.start < start < part.end and field.path[: len(path)] != path:
            raise refused(
                "would-take-fields", case="uncommented", field=shown(field.path), around=shown(path), span=field.span
            )
    for n in range(1, len(field.path)):
        holder = find(snapshot.tree, field.path[:n], snapshot.syntax)
        start = holder.part.start if holder else 0
        if any(field.span.start < part.start < start for _, part in parts_of(snapshot.tree)):
            raise refused("scattered-table", case="uncommented", field=shown(field.path), span=field.span)


def _without_markers(field: CommentedOut) -> Iterator[Edit]:
    for marker in field.markers:
        yield Edit(marker.start, marker.end, "")
    if field.end_marks:
        yield Edit(field.end_mark.start, field.end_mark.end, "")


def _refuse_missing_comma(snapshot: Snapshot, field: CommentedOut, edits: list[Edit]) -> None:
    """Refuses to uncomment a field between brackets where its author left a comma out, in it or around it."""
    wanted = len(parts_of(snapshot.tree)) + len(parts_of(revived(field, snapshot.syntax, snapshot.tree)))
    try:
        new = snapshot.syntax.read(Edits(edits).apply(snapshot.text))
        # Their number too, below: two keys with nothing between them may read as one.
        paths = {path for path, _ in parts_of(new)}
    except MatterSyntaxError:
        paths = set()
    if len(paths) == wanted and field.path in paths and paths.issuperset(path for path, _ in parts_of(snapshot.tree)):
        return
    raise refused("flow-entry", case="commas", field=shown(field.path), span=field.span)


def comments_revived(snapshot: Snapshot, op: Uncomment) -> CommentChanges:
    """The field that comes back to life: be it a map around the one that the Uncomment names."""
    return CommentChanges(uncommented=(chosen(snapshot, op).path,))


def chosen(snapshot: Snapshot, op: Uncomment) -> CommentedOut:
    """The commented-out field that an Uncomment means."""
    path = keys_of(op.path, snapshot.tree)
    # A key that has dots itself, `#"v1.2": 1`, comes before a path.
    if isinstance(op.path, str) and _fields(snapshot, (op.path,)):
        path = (op.path,)
    found = _themselves(snapshot, path, _fields(snapshot, path)) or _around(snapshot, path)
    if op.nth is not None and not isinstance(op.nth, int):
        raise TypeError(f"nth is a number from 0, not {type(op.nth).__name__}")
    if not found:
        raise PathError(f"no commented-out field {shown(path)}")
    if op.nth is not None and not 0 <= op.nth < len(found):
        raise PathError(f"no commented-out field {shown(path)} of number {op.nth}: there are {len(found)}, from 0")
    if len(found) > 1 and op.nth is None:
        raise refused("uncomment-ambiguous", field=shown(path), times=len(found), span=found[1].span)
    return found[op.nth or 0]


def _fields(snapshot: Snapshot, path: Path) -> list[CommentedOut]:
    """The commented-out fields with a path; its key counts as known."""
    known = with_vocabulary(snapshot.tree, snapshot.syntax, snapshot.known, str(path[-1]))
    return fields_by_path(snapshot.tree, snapshot.syntax, known).get(folded(path), [])


def _themselves(snapshot: Snapshot, path: Path, fields: list[CommentedOut]) -> list[CommentedOut]:
    """Those of some fields of one path that are it, and not only headers and keys that lead through it; of those the
    ones that are spelled as the path, if any."""
    # `#[a]` above `#[[a.b]]` are two fields of the path a; the first alone is what a person means by a.
    if len(fields) > 1:
        fields = [field for field in fields if not leads_through(field, snapshot.syntax, snapshot.tree)] or fields
    if len(fields) > 1:
        # Of names that differ in case the one that was asked for.
        fields = [field for field in fields if field.path[-1] == path[-1]] or fields
    return fields


def _around(snapshot: Snapshot, path: Path) -> list[CommentedOut]:
    """The commented-out fields within which a path leads: those of a map that is not there."""
    for n in range(len(path) - 1, 0, -1):
        if snapshot.syntax.has_tables and (found := _fields(snapshot, path[:n])):
            return found
    return []


def _revived(snapshot: Snapshot, field: CommentedOut, holder: object) -> ExpectedNode:
    """What is expected of a field as it will be."""
    entry = revived_entry(field, snapshot.syntax, flow=isinstance(holder, Mapping) and holder.flow)
    expected = expected_value(canonical_of_node(entry.value, snapshot.syntax), field.key)
    expected.was = ""
    return expected
