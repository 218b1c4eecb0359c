"""One verified step: operations to edits to a new tree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple, assert_never

from hugoconv.errors import MatterSyntaxError, PathError, Refused, VerificationError
from hugoconv.page.edits.add_commented import add_commented, drop_commented
from hugoconv.page.edits.comment_out import MOST_END_MARKS, comment_out, uncomment
from hugoconv.page.edits.remove import discard, remove
from hugoconv.page.edits.rename import exchange, rename
from hugoconv.page.edits.set import append, insert_value, set_value
from hugoconv.page.edits.set_comment import add_directive, drop_directive, set_comment
from hugoconv.page.expected import ExpectedNode, cell_of, refuse_new_duplicates
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
    KeyPath,
    Operation,
    Remove,
    Rename,
    Set,
    SetComment,
    Uncomment,
    WithoutPath,
)
from hugoconv.page.paths import find, keys_of, need, odd_entries, odd_key, shown
from hugoconv.page.snapshot import Snapshot
from hugoconv.page.verification import verify
from hugoconv.refusals import passed_on, refused
from hugoconv.syntax.commented_out import fields_by_place, with_vocabulary
from hugoconv.syntax.tree import Entry, Item, Node, Scalar, Tree, entries_of
from hugoconv.text.edits import Edit, Edits, EditsOverlap
from hugoconv.text.lines import line_start


class Step(NamedTuple):
    """What some operations come to: the edits and the tree of the new text."""

    edits: Edits
    tree: Tree


def change(snapshot: Snapshot, op: Operation) -> Step:
    """The edits of one operation, verified.

    Raises PathError, Refused, or VerificationError (a bug). No edits where everything is as asked (I7).
    """
    for marks in range(MOST_END_MARKS + 1):
        step = _step(snapshot, (op,), marks)
        if step is not None:
            return step
    raise _way_not_proved(snapshot, op)


def change_together(snapshot: Snapshot, operations: tuple[Operation, ...]) -> Step | None:
    """The edits of a batch of operations, lowered against one snapshot, applied once and verified once; None where
    one after the other they may come to something else, or to a refusal."""
    try:
        return _step(snapshot, operations, 0)
    except (Refused, PathError):
        return None


def text_after(snapshot: Snapshot, operations: tuple[Operation, ...]) -> str:
    """The text after a batch of operations, neither read nor verified: to be compared with one that is known to be
    right.

    Raises as ``change``; a field is commented out without end marks.
    """
    model = cell_of(snapshot.tree.root, snapshot.syntax)
    return _joined(_lowered(snapshot, model, op, 0) for op in _grouped(snapshot, operations)).apply(snapshot.text)


def are_lowered(snapshot: Snapshot, operations: tuple[Operation, ...]) -> list[bool]:
    """Whether each of some operations, alone, comes to edits: what is refused before anything is read does not."""
    model = cell_of(snapshot.tree.root, snapshot.syntax)  # one for all: what each may do is told by the snapshot
    return [_is_lowered(snapshot, model, op) for op in operations]


def _is_lowered(snapshot: Snapshot, model: ExpectedNode, op: Operation) -> bool:
    try:
        list(_lowered(snapshot, model, (op,), 0))
    except (Refused, PathError):
        return False
    return True


def _step(snapshot: Snapshot, operations: tuple[Operation, ...], marks: int) -> Step | None:
    """The edits of some operations, with so many end marks behind what is commented out; None where ``uncomment``
    would then not find what it hides."""
    model = cell_of(snapshot.tree.root, snapshot.syntax)
    edits = _joined(_lowered(snapshot, model, group, marks) for group in _grouped(snapshot, operations))
    if not edits:
        return Step(edits, snapshot.tree)
    refuse_new_duplicates(model)
    new = _read(snapshot, edits)
    hiding = [op for op in operations if isinstance(op, CommentOut)]
    known = _known_to_all(snapshot, hiding, new)
    if not all(_can_be_undone(snapshot, op, edits, new, marks, known) for op in hiding):
        return None
    verify(snapshot, edits, new, model, operations)
    return Step(edits, new)


def _grouped(snapshot: Snapshot, operations: tuple[Operation, ...]) -> Iterator[tuple[Operation, ...]]:
    """The operations, neighbours that add to one list or take fields out of the brackets of the page together;
    insertions at one place keep their order, and a directive goes above everything."""
    ordered = sorted(operations, key=lambda op: not isinstance(op, AddDirective))
    root = snapshot.tree.root
    within = root if root is not None and root.flow else None
    for _, group in groupby(enumerate(ordered), key=lambda found: _common(found[0], found[1], snapshot.tree, within)):
        yield tuple(op for _, op in group)


def _common(at: int, op: Operation, tree: Tree, brackets: Node | None) -> object:
    """What an operation changes as its neighbours do: a list that it adds to, or brackets around the page; for any
    other operation what no other has."""
    if isinstance(op, Append):
        return op.path
    if brackets is not None and isinstance(op, Remove) and not op.keep_comments and len(keys_of(op.path, tree)) == 1:
        return Remove
    return at


def _joined(lowered: Iterable[Iterable[Edit]]) -> Edits:
    try:
        return Edits(edit for edits in lowered for edit in edits if edit.new or edit.start != edit.end)
    except EditsOverlap as overlap:
        raise VerificationError("two edits of one change touch the same text") from overlap


def _lowered(snapshot: Snapshot, model: ExpectedNode, group: tuple[Operation, ...], end_marks: int) -> Iterable[Edit]:
    op = group[0]
    for one in group:
        if not isinstance(one, WithoutPath | Uncomment):
            _refuse_odd_key(snapshot, one.path, one.nth if isinstance(one, Remove) else None)
    match op:
        case Set():
            return set_value(snapshot, model, op)
        case Insert():
            return insert_value(snapshot, model, op)
        case Remove():
            return remove(snapshot, model, [op for op in group if isinstance(op, Remove)])
        case Rename():
            return rename(snapshot, model, op)
        case Exchange():
            return exchange(snapshot, model, op)
        case CommentOut():
            return comment_out(snapshot, model, op, end_marks)
        case Uncomment():
            return uncomment(snapshot, model, op)
        case Append():
            return append(snapshot, model, [op for op in group if isinstance(op, Append)])
        case Discard():
            return discard(snapshot, model, op)
        case SetComment():
            return set_comment(snapshot, op)
        case AddDirective():
            return add_directive(snapshot, op)
        case DropDirective():
            return drop_directive(snapshot)
        case AddCommented():
            return add_commented(snapshot, op)
        case DropCommented():
            return drop_commented(snapshot, op)
        case _:
            assert_never(op)


def _refuse_odd_key(snapshot: Snapshot, path: KeyPath, nth: int | None) -> None:
    """Refuses an entry whose key stands behind a question mark or is no plain text, and a new one beside a key that is
    no text."""
    odd = odd_entries(snapshot.tree)
    if not odd:
        return
    nameless = [part for part in odd if isinstance(part.key, Scalar) and part.key.style == "empty"]
    if nameless:  # Hugo builds no such page, and where the key is only its mark can tell
        raise odd_key(nameless[0])
    place = find(snapshot.tree, path, snapshot.syntax, nth)
    beside = () if place else entries_of(_holder(snapshot, path))
    for part in _above(snapshot, path) if place is None else (place.part,):
        if part in odd:
            raise odd_key(part)
    for part in beside:
        if not isinstance(part.key, Scalar):
            raise odd_key(part)


def _above(snapshot: Snapshot, path: KeyPath) -> Iterator[Entry | Item]:
    """The entries and items on the way to a place that is not there."""
    steps = keys_of(path, snapshot.tree)
    for n in range(1, len(steps)):
        if (place := find(snapshot.tree, steps[:n], snapshot.syntax)) is not None:
            yield place.part


def _holder(snapshot: Snapshot, path: KeyPath) -> Node | None:
    """The node in which a new entry of a path would stand."""
    above = keys_of(path, snapshot.tree)[:-1]
    place = find(snapshot.tree, above, snapshot.syntax) if above else None
    return place.part.value if place else snapshot.tree.root


def _read(snapshot: Snapshot, edits: Edits) -> Tree:
    try:
        return snapshot.syntax.read(edits.apply(snapshot.text))
    except MatterSyntaxError as error:
        if error.code in ("too-deep", "too-large"):
            raise Refused(*passed_on(error.code, "after-change", why=error.msg, remedy=error.hint)) from None
        raise VerificationError(f"the text after the change does not parse: {error.msg}") from error


def _known_to_all(snapshot: Snapshot, hiding: list[CommentOut], new: Tree) -> frozenset[str]:
    """The known keys with those of several CommentOuts, where with all of them the same is found as with each: every
    field that one of them tells from prose has one line, so that nothing else begins or ends elsewhere without it.
    """
    keys = (str(keys_of(op.path, snapshot.tree)[-1]) for op in hiding)
    known = with_vocabulary(new, snapshot.syntax, snapshot.known, *keys) if len(hiding) > 1 else snapshot.known
    if known == snapshot.known:
        return snapshot.known
    fields = fields_by_place(new, snapshot.syntax, known).values()
    told = (field for field in fields if field.key.casefold() in known and field.key.casefold() not in snapshot.known)
    return known if all(len(field.signs) == 1 for field in told) else snapshot.known


def _can_be_undone(
    snapshot: Snapshot, op: CommentOut, edits: Edits, new: Tree, marks: int, known: frozenset[str]
) -> bool:
    """Whether ``uncomment`` would find exactly the lines that a CommentOut hid."""
    place = need(snapshot.tree, op.path, snapshot.syntax)
    known = with_vocabulary(new, snapshot.syntax, known, str(place.path[-1]))
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
    return refused("way-not-proved", field=shown(place.path), span=(start, place.part.end))
