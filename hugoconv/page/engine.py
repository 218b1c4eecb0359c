"""One verified step: operations to edits to a new tree."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from itertools import chain, groupby
from typing import NamedTuple

from hugoconv.errors import MatterSyntaxError, PathError, Refused, VerificationError
from hugoconv.page.edits.comment_out import MOST_END_MARKS, end_marks
from hugoconv.page.edits.registry import rule_of
from hugoconv.page.expected import ExpectedNode, expected_node, refuse_new_duplicates
from hugoconv.page.operations import AddDirective, CommentOut, KeyPath, Operation, WithoutPath
from hugoconv.page.paths import find, keys_of, need, odd_key, shown
from hugoconv.page.snapshot import Snapshot
from hugoconv.page.verification import verify
from hugoconv.refusals import passed_on, refused
from hugoconv.syntax.base import Reread
from hugoconv.syntax.commented_out import field_around, field_of_page, fields_by_place, with_vocabulary
from hugoconv.syntax.tree import Entry, Item, Node, Scalar, Tree, entries_of
from hugoconv.text.edits import Edit, Edits, EditsOverlap
from hugoconv.text.lines import line_start
from hugoconv.text.spans import Span


class VerifiedStep(NamedTuple):
    """What some operations come to: the edits and the tree of the new text."""

    edits: Edits
    tree: Tree


def change(snapshot: Snapshot, op: Operation) -> VerifiedStep:
    """The edits of one operation, verified.

    Raises PathError, Refused with the place of what it is about, or VerificationError (a bug). No edits where
    everything is as asked (I7).
    """
    try:
        # Without end marks first: hardly any field needs one to be found again, and they stay in the page.
        for marks in range(MOST_END_MARKS + 1):
            step = _step(snapshot, (op,), marks)
            if step is not None:
                return step
        raise _way_not_proved(snapshot, op)
    except Refused as error:
        if error.span is None:
            error.span = _nearest(snapshot, op)
        raise


def _nearest(snapshot: Snapshot, op: Operation) -> Span | None:
    """Where the field of an operation stands, else the nearest around its place; None where there is neither."""
    steps = () if isinstance(op, WithoutPath) else keys_of(op.path, snapshot.tree)
    for n in range(len(steps), 0, -1):
        if (place := find(snapshot.tree, steps[:n], snapshot.syntax)) is not None:
            return Span(place.part.start, place.part.end)
    return None


def change_together(snapshot: Snapshot, operations: tuple[Operation, ...]) -> VerifiedStep | None:
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
    model = expected_node(snapshot.tree.root, snapshot.syntax)
    return _joined(_lowered(snapshot, model, operations)).apply(snapshot.text)


def are_lowered(snapshot: Snapshot, operations: tuple[Operation, ...]) -> list[bool]:
    """Whether each of some operations, alone, comes to edits: what is refused before anything is read does not."""
    model = expected_node(snapshot.tree.root, snapshot.syntax)  # one for all: what each may do is told by the snapshot
    return [_is_lowered(snapshot, model, op) for op in operations]


def _is_lowered(snapshot: Snapshot, model: ExpectedNode, op: Operation) -> bool:
    try:
        list(_lowered(snapshot, model, (op,)))
    except (Refused, PathError):
        return False
    return True


def _step(snapshot: Snapshot, operations: tuple[Operation, ...], marks: int) -> VerifiedStep | None:
    """The edits of some operations, with so many end marks behind what is commented out; None where ``uncomment``
    would then not find what it commented out."""
    model = expected_node(snapshot.tree.root, snapshot.syntax)
    commenting = [op for op in operations if isinstance(op, CommentOut)]
    marked = (edit for op in commenting for edit in end_marks(snapshot, op, marks))
    edits = _joined(chain(_lowered(snapshot, model, operations), marked))
    if not edits:
        return VerifiedStep(edits, snapshot.tree)
    refuse_new_duplicates(model)
    found = _read(snapshot, edits)
    new = found.tree
    # Before it is verified: too few end marks are no mistake, and the next number of them is tried.
    if not _can_be_undone(snapshot, commenting, edits, new, marks):
        return None
    verify(snapshot, edits, found, model, operations)
    return VerifiedStep(edits, new)


def _grouped(snapshot: Snapshot, operations: tuple[Operation, ...]) -> Iterator[tuple[Operation, ...]]:
    """The operations, neighbours of one group together; insertions at one place keep their order, and a directive goes
    above everything."""
    # `sorted` is stable: all others stay as they were given.
    ordered = sorted(operations, key=lambda op: not isinstance(op, AddDirective))
    for _, found in groupby(enumerate(ordered), key=lambda one: _group(snapshot, *one)):
        yield tuple(op for _, op in found)


def _group(snapshot: Snapshot, at: int, op: Operation) -> Hashable:
    """What an operation at a position has in common with its neighbours; what no other has where it has nothing."""
    group = rule_of(op).group(snapshot, op)
    return at if group is None else (type(op), group)


def _joined(edits: Iterable[Edit]) -> Edits:
    try:
        return Edits(edit for edit in edits if edit.new or edit.start != edit.end)
    except EditsOverlap as overlap:
        raise VerificationError("two edits of one change touch the same text") from overlap


def _lowered(snapshot: Snapshot, model: ExpectedNode, operations: tuple[Operation, ...]) -> Iterator[Edit]:
    """The edits of operations, and what becomes of the model."""
    for group in _grouped(snapshot, operations):
        for op in group:
            if not isinstance(op, WithoutPath) and rule_of(op).names_live:
                _refuse_odd_key(snapshot, op.path, getattr(op, "nth", None))
        yield from rule_of(group[0]).edits(snapshot, model, group)


def _refuse_odd_key(snapshot: Snapshot, path: KeyPath, nth: int | None) -> None:
    """Refuses an entry whose key stands behind a question mark or is no plain text, and a new one beside a key that is
    no text."""
    odd = snapshot.odd_entries
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


def _read(snapshot: Snapshot, edits: Edits) -> Reread:
    try:
        found = snapshot.syntax.reread(snapshot.tree, edits, edits.apply(snapshot.text))
        # Nearly all comments are the old ones, and reading them as fields costs more than the fields themselves.
        found.tree.following(snapshot.tree)
        return found
    except MatterSyntaxError as error:
        # These are of the author's making, by one field more; any other error is one of ours.
        if error.code in ("too-deep", "too-large"):
            raise Refused(*passed_on(error.code, "after-change", why=error.msg, remedy=error.hint)) from None
        raise VerificationError(f"the text after the change does not parse: {error.msg}") from error


def _known_to_all(snapshot: Snapshot, commenting: list[CommentOut], new: Tree) -> frozenset[str]:
    """The known keys with those of several CommentOuts, where with all of them the same is found as with each: every
    field that one of them tells from prose has one line, so that nothing else begins or ends elsewhere without it.
    """
    keys = (str(keys_of(op.path, snapshot.tree)[-1]) for op in commenting)
    known = with_vocabulary(new, snapshot.syntax, snapshot.known, *keys) if len(commenting) > 1 else snapshot.known
    if known == snapshot.known:
        return snapshot.known
    fields = fields_by_place(new, snapshot.syntax, known).values()
    told = (field for field in fields if field.key.casefold() in known and field.key.casefold() not in snapshot.known)
    return known if all(len(field.markers) == 1 for field in told) else snapshot.known


def _can_be_undone(snapshot: Snapshot, commenting: list[CommentOut], edits: Edits, new: Tree, marks: int) -> bool:
    """Whether ``uncomment`` would find exactly the lines that some CommentOuts put behind markers."""
    syntax, known = snapshot.syntax, _known_to_all(snapshot, commenting, new)
    # Several are found at once among all of the page, one in the lines around it.
    look = field_around if len(commenting) == 1 else field_of_page
    for op in commenting:
        place = need(snapshot.tree, op.path, syntax)
        # Counted back from the second character: other text, as a directive, may be put in at the same offset above the
        # marker.
        marker = edits.moved(place.part.start + 1) - 2
        field = look(new, syntax, with_vocabulary(new, syntax, known, str(place.path[-1])), marker)
        if field is None or field.end_marks != marks or field.text != _without_dash(snapshot, place.part):
            return False
    return True


def _without_dash(snapshot: Snapshot, part: Entry | Item) -> str:
    """The lines of a part, with spaces for a dash in front of it."""
    lines = snapshot.lines(part)
    dash = snapshot.text[lines.start : part.start].strip()
    old = lines.of(snapshot.text)
    return old.replace(dash, " " * len(dash), 1) if dash else old


def _way_not_proved(snapshot: Snapshot, op: Operation) -> Refused:
    assert isinstance(op, CommentOut)
    place = need(snapshot.tree, op.path, snapshot.syntax)
    start = line_start(snapshot.text, place.part.start)
    return refused("way-not-proved", field=shown(place.path), span=(start, place.part.end))
