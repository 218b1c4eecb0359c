"""One verified step: operations to edits to a new tree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple, assert_never

from hugoconv.errors import MatterSyntaxError, Refused, VerificationError
from hugoconv.page.annotating import add_directive, drop_directive, set_comment
from hugoconv.page.commenting import MOST_END_MARKS, comment_out, uncomment
from hugoconv.page.model import Cell, cell_of, refuse_new_twins
from hugoconv.page.operations import (
    AddDirective,
    Append,
    CommentOut,
    Discard,
    DropDirective,
    Insert,
    Operation,
    PathLike,
    Remove,
    Rename,
    Set,
    SetComment,
    Uncomment,
)
from hugoconv.page.paths import find, keys_of, need, shown
from hugoconv.page.removing import discard, remove
from hugoconv.page.setting import append, insert_value, rename, set_value
from hugoconv.page.snapshot import Snapshot
from hugoconv.page.verification import verify
from hugoconv.syntax.commented_out import fields_by_place
from hugoconv.syntax.nodes import Entry, Item, Node, Scalar, Tree, children, entries_of
from hugoconv.text.edits import Edit, Edits, EditsOverlap
from hugoconv.text.lines import line_start


class Step(NamedTuple):
    """What some operations come to: the edits and the tree of the new text."""

    edits: Edits
    tree: Tree


def change(snapshot: Snapshot, operations: tuple[Operation, ...]) -> Step:
    """The edits of all operations, lowered against one snapshot, applied once and verified once.

    Raises PathError, Refused, or VerificationError (a bug). No edits where everything is as asked (I7).
    """
    # Insertions at one place keep the order of the operations, and a directive goes above everything.
    operations = tuple(sorted(operations, key=lambda op: not isinstance(op, AddDirective)))
    marks = dict.fromkeys((i for i, op in enumerate(operations) if isinstance(op, CommentOut)), 0)
    while True:
        model = cell_of(snapshot.tree.root, snapshot.syntax)
        edits = _joined(_lowered(snapshot, model, op, marks.get(i, 0)) for i, op in enumerate(operations))
        if not edits:
            return Step(edits, snapshot.tree)
        refuse_new_twins(model)
        new = _read(snapshot, edits)
        failed = [i for i in marks if not _can_be_undone(snapshot, operations[i], edits, new, marks[i])]
        if not failed:
            verify(snapshot, edits, new, model, operations)
            return Step(edits, new)
        for i in failed:
            if marks[i] == MOST_END_MARKS:
                raise _way_not_proved(snapshot, operations[i])
            marks[i] += 1


def text_after(snapshot: Snapshot, operations: tuple[Operation, ...]) -> str:
    """The text after some operations, neither read nor verified: to be compared with one that is known to be right.

    Raises as ``change``; a field is commented out without end marks.
    """
    model = cell_of(snapshot.tree.root, snapshot.syntax)
    return _joined(_lowered(snapshot, model, op, 0) for op in operations).apply(snapshot.text)


@lru_cache(maxsize=16)
def _odd_parts(tree: Tree) -> tuple[Entry, ...]:
    """The entries whose key stands behind a question mark, or is no plain text."""
    return tuple(part for part in _parts(tree.root) if isinstance(part, Entry) and _is_odd(tree.text, part))


def _parts(node: Node | None) -> Iterator[Entry | Item]:
    for _, part in children(node) if node else ():
        yield part
        if not isinstance(part.value, Scalar):
            yield from _parts(part.value)


def _is_odd(text: str, entry: Entry) -> bool:
    if not isinstance(entry.key, Scalar) or entry.key.style == "empty":
        return True
    return entry.start != entry.key.outer and text[entry.start] == "?"


def _odd_key(part: Entry | Item) -> Refused:
    return Refused(
        "explicit-key",
        "a key stands behind a question mark, or is no plain text",
        "write it as `key: value` first",
        span=(part.start, part.end),
    )


def _joined(lowered: Iterable[Iterable[Edit]]) -> Edits:
    try:
        return Edits(edit for edits in lowered for edit in edits if edit.new or edit.start != edit.end)
    except EditsOverlap as overlap:
        raise Refused(
            "operations-overlap", "two operations change the same text", "do them one after the other"
        ) from overlap


def _lowered(snapshot: Snapshot, model: Cell, op: Operation, end_marks: int) -> Iterable[Edit]:
    if not isinstance(op, AddDirective | DropDirective | Uncomment):
        _refuse_odd_key(snapshot, op.path)
    match op:
        case Set():
            return set_value(snapshot, model, op)
        case Insert():
            return insert_value(snapshot, model, op)
        case Remove():
            return remove(snapshot, model, op)
        case Rename():
            return rename(snapshot, model, op)
        case CommentOut():
            return comment_out(snapshot, model, op, end_marks)
        case Uncomment():
            return uncomment(snapshot, model, op)
        case Append():
            return append(snapshot, model, op)
        case Discard():
            return discard(snapshot, model, op)
        case SetComment():
            return set_comment(snapshot, op)
        case AddDirective():
            return add_directive(snapshot, op)
        case DropDirective():
            return drop_directive(snapshot)
        case _:
            assert_never(op)


def _refuse_odd_key(snapshot: Snapshot, path: PathLike) -> None:
    """Refuses an entry whose key stands behind a question mark or is no plain text, and a new one beside a key that is
    no text."""
    odd = _odd_parts(snapshot.tree)
    if not odd:
        return
    nameless = [part for part in odd if isinstance(part.key, Scalar) and part.key.style == "empty"]
    if nameless:  # Hugo builds no such page, and where the key is only its mark can tell
        raise _odd_key(nameless[0])
    place = find(snapshot.tree, path, snapshot.syntax)
    beside = () if place else entries_of(_holder(snapshot, path))
    for part in _above(snapshot, path) if place is None else (place.part,):
        if part in odd:
            raise _odd_key(part)
    for part in beside:
        if not isinstance(part.key, Scalar):
            raise _odd_key(part)


def _above(snapshot: Snapshot, path: PathLike) -> Iterator[Entry | Item]:
    """The entries and items on the way to a place that is not there."""
    steps = keys_of(path, snapshot.tree)
    for n in range(1, len(steps)):
        if (place := find(snapshot.tree, steps[:n], snapshot.syntax)) is not None:
            yield place.part


def _holder(snapshot: Snapshot, path: PathLike) -> Node | None:
    """The node in which a new entry of a path would stand."""
    above = keys_of(path, snapshot.tree)[:-1]
    place = find(snapshot.tree, above, snapshot.syntax) if above else None
    return place.part.value if place else snapshot.tree.root


def _read(snapshot: Snapshot, edits: Edits) -> Tree:
    try:
        return snapshot.syntax.read(edits.apply(snapshot.text))
    except MatterSyntaxError as error:
        raise VerificationError(f"the text after the change does not parse: {error.msg}") from error


def _can_be_undone(snapshot: Snapshot, op: Operation, edits: Edits, new: Tree, marks: int) -> bool:
    """Whether ``uncomment`` would find exactly the lines that a CommentOut hid."""
    assert isinstance(op, CommentOut)
    place = need(snapshot.tree, op.path, snapshot.syntax)
    key = str(place.path[-1]).casefold()
    known = snapshot.known if key in snapshot.known else snapshot.known | {key}
    sign = edits.moved(place.part.start + 1) - 2
    field = fields_by_place(new, snapshot.syntax, known).get(sign)
    if field is None or field.end_marks != marks:
        return False
    lines = snapshot.lines(place.part)
    dash = snapshot.text[lines.start : place.part.start].strip()
    old = snapshot.text[lines.start : lines.end]
    return field.text == (old.replace(dash, " " * len(dash), 1) if dash else old)


def _way_not_proved(snapshot: Snapshot, op: Operation) -> Refused:
    assert isinstance(op, CommentOut)
    place = need(snapshot.tree, op.path, snapshot.syntax)
    start = line_start(snapshot.text, place.part.start)
    return Refused(
        "way-not-proved",
        f"{shown(place.path)} could not be told from the comments below it once it is commented out",
        "put a blank line below it, or remove it",
        span=(start, place.part.end),
    )
