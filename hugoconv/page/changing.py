"""One verified step: operations to edits to a new tree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple, assert_never

from hugoconv.errors import MatterSyntaxError, Refused, VerificationError
from hugoconv.page.annotating import add_directive, drop_directive, set_comment
from hugoconv.page.commenting import MOST_END_MARKS, chosen, comment_out, uncomment
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
from hugoconv.page.paths import find, need, shown
from hugoconv.page.removing import discard, remove
from hugoconv.page.setting import append, insert_value, rename, set_value
from hugoconv.page.snapshot import Snapshot
from hugoconv.page.verification import verify
from hugoconv.syntax.commented_out import fields_by_place, knowing
from hugoconv.syntax.nodes import Entry, Item, Node, Scalar, Tree, children
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
        new = _read(snapshot, edits, operations)
        failed = [i for i in marks if not _can_be_undone(snapshot, operations[i], edits, new, marks[i])]
        if not failed:
            _verified(snapshot, edits, new, model, operations)
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


def _verified(snapshot: Snapshot, edits: Edits, new: Tree, model: Cell, operations: tuple[Operation, ...]) -> None:
    """As ``verify``; on a page with keys that no path can name, a doubt is a refusal."""
    try:
        verify(snapshot, edits, new, model, operations)
    except VerificationError:
        _refuse_missing_comma(snapshot, operations)
        odd = _odd_parts(snapshot.tree)
        if not odd:
            raise
        raise _odd_key(odd[0]) from None


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
    return not isinstance(entry.key, Scalar) or (entry.start != entry.key.outer and text[entry.start] == "?")


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
    """Refuses an entry whose key stands behind a question mark, or is no plain text."""
    odd = _odd_parts(snapshot.tree)
    if odd and (place := find(snapshot.tree, path, snapshot.syntax)) is not None and place.part in odd:
        raise _odd_key(place.part)


def _read(snapshot: Snapshot, edits: Edits, operations: tuple[Operation, ...]) -> Tree:
    try:
        return snapshot.syntax.read(edits.apply(snapshot.text))
    except MatterSyntaxError as error:
        if error.code in ("too-deep", "too-large"):
            raise Refused(error.code, f"after the change {error.msg}", error.hint) from None
        _refuse_missing_comma(snapshot, operations)
        raise VerificationError(f"the text after the change does not parse: {error.msg}") from error


def _refuse_missing_comma(snapshot: Snapshot, operations: tuple[Operation, ...]) -> None:
    """Refuses to uncomment a field between brackets: it is text that its author may have left without a comma,
    or below a value that has none."""
    for op in operations:
        if not isinstance(op, Uncomment):
            continue
        field = chosen(snapshot, op)
        if snapshot.within_brackets(field.span.start):
            raise Refused(
                "flow-entry",
                f"{shown(field.path)} does not fit between the brackets around it",
                "set the commas around it first",
                span=field.span,
            )


def _can_be_undone(snapshot: Snapshot, op: Operation, edits: Edits, new: Tree, marks: int) -> bool:
    """Whether ``uncomment`` would find exactly the lines that a CommentOut hid."""
    assert isinstance(op, CommentOut)
    place = need(snapshot.tree, op.path, snapshot.syntax)
    known = knowing(new, snapshot.syntax, snapshot.known, str(place.path[-1]))
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
