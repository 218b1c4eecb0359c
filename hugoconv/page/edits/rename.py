"""Giving entries other keys: in their place, or with all of their lines in another map."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hugoconv.page.comment_changes import CommentChanges
from hugoconv.page.edits.insert import ends_in_block
from hugoconv.page.edits.remove import remove_parts
from hugoconv.page.edits.set import insert_value
from hugoconv.page.expected import ExpectedNode, at, canonical_of_node
from hugoconv.page.operations import Exchange, Insert, Rename
from hugoconv.page.paths import ResolvedPath, find, need, shown
from hugoconv.page.snapshot import Snapshot
from hugoconv.refusals import refused
from hugoconv.syntax.commented_out import folded
from hugoconv.syntax.tree import Alias, Entry, Mapping, Node, Path, Scalar, Sequence, children
from hugoconv.syntax.values import CanonicalValue, canonical_of
from hugoconv.text.edits import Edit
from hugoconv.text.lines import split_lines

_STAND_IN = 987654321012345  # a value that every syntax writes alike, in the place of the lines that are to go there


def rename(snapshot: Snapshot, model: ExpectedNode, op: Rename) -> Iterator[Edit]:
    """The edits of a Rename: the key's literal, quoted as before; in another map the whole of the entry."""
    if not isinstance(op.new, str | tuple):
        raise TypeError(f"a key is text or a tuple, not a {type(op.new).__name__}")
    place = need(snapshot.tree, op.path, snapshot.syntax)
    entry, target = _named(snapshot, place), target_of(op, place.path)
    if _is_elsewhere(place, target):
        yield from _transfer(snapshot, model, place, entry, target)
    elif entry.name != target[-1]:
        yield from _key_edits(snapshot, model, place, entry, str(target[-1]))


def target_of(op: Rename, path: Path) -> Path:
    """The path that an entry has after a Rename, told by the path that it has.

    A key that has a dot itself may get another one with a dot.

    >>> target_of(Rename("a.b", "c"), ("a", "b")), target_of(Rename("a", "params.a"), ("a",))
    (('a', 'c'), ('params', 'a'))
    >>> target_of(Rename("v1.2", "v1.3"), ("v1.2",))
    ('v1.3',)
    """
    if not isinstance(op.new, str):
        return op.new
    is_key = "." not in op.new or "." in str(path[-1])
    return (*path[:-1], op.new) if is_key else tuple(op.new.split("."))


def exchange(snapshot: Snapshot, model: ExpectedNode, op: Exchange) -> Iterator[Edit]:
    """The edits of an Exchange."""
    place = need(snapshot.tree, op.path, snapshot.syntax)
    other = need(snapshot.tree, (*place.path[:-1], op.other), snapshot.syntax)
    one, two = _named(snapshot, place), _named(snapshot, other)
    if one is not two:
        yield from _key_edits(snapshot, model, place, one, two.name)
        yield from _key_edits(snapshot, model, other, two, one.name)


def _named(snapshot: Snapshot, place: ResolvedPath) -> Entry:
    """The entry at a place; refuses what has no key that could be another."""
    entry = place.part
    if not isinstance(entry, Entry):
        raise refused("not-a-field", case="rename", field=shown(place.path), span=place.part.span)
    if not isinstance(entry.key, Scalar) or snapshot.syntax.is_merge_key(entry.key):
        raise refused("merge-key", case="renamed", field=shown(place.path))
    return entry


def _key_edits(snapshot: Snapshot, model: ExpectedNode, place: ResolvedPath, entry: Entry, new: str) -> Iterator[Edit]:
    if not snapshot.syntax.keeps(snapshot.text, entry, new):
        raise refused("other-kind", case="renamed", field=shown(place.path), name=new, span=(entry.start, entry.end))
    at(model, place.indexes).key = new
    in_flow = snapshot.in_flow(entry)
    for key in (entry.key, *entry.more):
        assert isinstance(key, Scalar)
        yield Edit(key.start, key.end, snapshot.syntax.key(new, like=key.style, flow=in_flow))


# into another map


def _transfer(
    snapshot: Snapshot, model: ExpectedNode, place: ResolvedPath, entry: Entry, target: Path
) -> Iterator[Edit]:
    """The edits that take an entry out of its map and put its lines, comments and all, into another one."""
    _refuse_immovable(snapshot, place, entry, target)
    there = list(_arrival(snapshot, model, place, entry, target))
    holder = place.holder
    # With its only field the brackets would go, and so would what was put between them.
    if holder.flow and len(tuple(children(holder))) == 1 and any(holder.start < e.start < holder.end for e in there):
        raise refused("flow-entry", case="way-back", field=shown(place.path), span=(entry.start, entry.end))
    expected = at(model, place.indexes[:-1])
    yield from remove_parts(snapshot, expected, holder, [place.indexes[-1]])
    yield from there


def _revalue(expected: ExpectedNode, old: CanonicalValue, new: CanonicalValue) -> None:
    """Gives nodes that hold one value another one in its place."""
    if expected.kind == "scalar":
        expected.canonical = _replaced(expected.canonical, old, new)
    for kid in (*expected.kids, *(kid for _, _, kid in expected.added)) if not expected.is_untouched() else ():
        _revalue(kid, old, new)


def _replaced(canonical: Any, old: CanonicalValue, new: CanonicalValue) -> Any:
    if canonical == old:
        return new
    return tuple(_replaced(part, old, new) for part in canonical) if isinstance(canonical, tuple) else canonical


def _refuse_immovable(snapshot: Snapshot, place: ResolvedPath, entry: Entry, target: Path) -> None:
    if not target or not all(isinstance(step, str) and step for step in target):
        raise refused("no-such-name", name=shown(target))
    if folded(target[: len(place.path)]) == folded(place.path):
        raise refused("into-itself", field=shown(place.path))
    if find(snapshot.tree, target, snapshot.syntax) is not None:
        raise refused("key-exists", case="rename", field=shown(target))
    if isinstance(entry.value, Mapping | Sequence) and entry.value.form:
        raise refused("table-to-move", field=shown(place.path), span=(entry.start, entry.end))
    if "*" in snapshot.text and any(isinstance(node, Alias) for node in _nodes(entry.value)):
        raise refused("alias", case="moved", field=shown(place.path), span=(entry.start, entry.end))


def _nodes(node: Node) -> Iterator[Node]:
    yield node
    for _, part in children(node):
        yield from _nodes(part.value)


def _arrival(
    snapshot: Snapshot, model: ExpectedNode, place: ResolvedPath, entry: Entry, target: Path
) -> Iterator[Edit]:
    """The edits that put the lines of an entry where an insertion would put a value."""
    for edit in insert_value(snapshot, model, Insert(target, _STAND_IN)):
        yield _filled(snapshot, place, entry, edit) if str(_STAND_IN) in edit.new else edit
    _revalue(model, canonical_of(snapshot.syntax.accept(_STAND_IN)), canonical_of_node(entry.value, snapshot.syntax))


def _filled(snapshot: Snapshot, place: ResolvedPath, entry: Entry, edit: Edit) -> Edit:
    before, _, after = edit.new.partition(str(_STAND_IN))
    line = before[max(before.rfind("\n"), before.rfind("\r")) + 1 :]
    leading = snapshot.leading(entry) if snapshot.begins_line(entry) else None
    if "{" in line or snapshot.within_brackets(edit.start):
        return edit._replace(new=f"{before}{_literal(snapshot, place, entry)}{after}")
    indent = line[: len(line) - len(line.lstrip(" \t"))]
    above = split_lines(leading.of(snapshot.text)) if leading else []
    head = before[: len(before) - len(line)] + "".join(indent + one.lstrip(" \t") for one in above)
    lines = _lines(snapshot, place, entry, len(indent))
    # One before: an insertion at the beginning of a line belongs to the line above.
    if ends_in_block(entry.value) and snapshot.block_would_swallow(max(edit.start - 1, 0), len(indent)):
        raise refused("would-swallow", field=shown(place.path), span=(edit.start, edit.start))
    return edit._replace(new=f"{head}{line.rstrip(' ')}{lines}{after}")


def _literal(snapshot: Snapshot, place: ResolvedPath, entry: Entry) -> str:
    """The value of an entry as it is written between brackets; refused where comments would have no place there."""
    _refuse_own_comments(snapshot, place, entry)
    like = entry.value.style if isinstance(entry.value, Scalar) else "empty"
    value = snapshot.syntax.data(entry.value)
    return snapshot.syntax.inline(value, snapshot.style, like=like, flow=True)


def _refuse_own_comments(snapshot: Snapshot, place: ResolvedPath, entry: Entry) -> None:
    """Refuses to move an entry with comments, or with what is commented out in it, into brackets or out of them."""
    comments, fields = snapshot.annotations
    owners = (*(comment.owner or () for comment in comments), *(field.path for field in fields))
    if any(owner[: len(place.path)] == place.path for owner in owners):
        raise refused("flow-comments", field=shown(place.path), span=(entry.start, entry.end))


def _lines(snapshot: Snapshot, place: ResolvedPath, entry: Entry, column: int) -> str:
    """What stands behind the separator of an entry and on the lines below, as deep as another column wants it."""
    text = snapshot.text
    if snapshot.in_flow(entry):
        _refuse_own_comments(snapshot, place, entry)
        literal = text[entry.value.outer : entry.value.end]
        if "\n" in literal or "\r" in literal:
            raise refused("flow-entry", case="moved", field=shown(place.path), span=(entry.start, entry.end))
        return f" {literal}" if literal else ""
    end = snapshot.lines_with_inner_fields(entry, place.path).end
    first, *rest = split_lines(text[entry.colon : end]) or [""]
    shift = column - snapshot.column(entry.start) if snapshot.syntax.indent_matters else 0
    return first + "".join(_shifted(line, shift) for line in rest)


def _shifted(line: str, by: int) -> str:
    if not line.strip("\r\n"):
        return line
    return " " * by + line if by > 0 else line[min(-by, len(line) - len(line.lstrip(" "))) :]


def comments_moved(snapshot: Snapshot, op: Rename) -> CommentChanges:
    """The entry that a Rename takes to another map, and its path there; nothing where it stays in its map."""
    place = need(snapshot.tree, op.path, snapshot.syntax)
    target = target_of(op, place.path)
    return CommentChanges(moved=((place.part, target),)) if _is_elsewhere(place, target) else CommentChanges()


def _is_elsewhere(place: ResolvedPath, target: Path) -> bool:
    """Whether a path leads into another map than that of a place."""
    return folded(target[:-1]) != folded(place.path[:-1])
