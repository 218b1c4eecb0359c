"""The way there: the steps of a conversion, the record that it leaves, and the proof of its way back.

A step renames a key in place, comments a field out, uncomments it, or gives ``type`` the other layout's name; nothing
moves and nothing is reformatted. At every conversion the way back is run on the result; where it does not give the old
bytes, the page is refused (promise I6).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import NamedTuple

from hugoconv.errors import PathError, Refused
from hugoconv.layouts import dates as dating
from hugoconv.layouts.aliases import Move, aliasing, recorded
from hugoconv.layouts.author_comments import commented_out_before, left_commented_out, reviving
from hugoconv.layouts.choices import Choices
from hugoconv.layouts.eras import Era
from hugoconv.layouts.extras import Added, Extras
from hugoconv.layouts.live_fields import NAMING, fields_among, filled, live
from hugoconv.layouts.record import Named, Record, record_from, record_of
from hugoconv.layouts.schema import Layouts, Lens, Pair
from hugoconv.layouts.template import lacking
from hugoconv.layouts.way_back import restored, units_back
from hugoconv.page.operations import (
    AddDirective,
    CommentOut,
    DropDirective,
    Exchange,
    Insert,
    Operation,
    Rename,
    Set,
)
from hugoconv.page.page import Page
from hugoconv.refusals import refused


class Direction(NamedTuple):
    """One way of a conversion: to which layout, under which name, by the rules of which era; the layouts that are
    known, the lens between the two, and the choices."""

    to: str
    name: str
    era: Era
    layouts: Layouts
    lens: Lens
    choices: Choices = Choices()

    @property
    def was(self) -> str:
        """The layout from which it leads."""
        return self.lens.other(self.to)

    @property
    def is_from_here(self) -> bool:
        """Whether it leads from the layout that has the lens, as from a talk."""
        return self.to == self.lens.there


class Converted(NamedTuple):
    """A page in its new layout: what is worth knowing of it, the day that became its date, and the steps."""

    page: Page
    notes: tuple[str, ...] = ()
    date: str = ""
    steps: tuple[Operation, ...] = ()


def converted(page: Page, direction: Direction, move: Move | None, *, record: bool) -> Converted:
    """The converted page with its record, the way back proved.

    A record is left where the page changes or moves, or where the way back would change it. Refused: ``no-way-back``.
    """
    steps = tuple(_steps(page, direction))
    extras = Extras.of(page, steps, direction.layouts.all[direction.to], direction.era, direction.choices)
    if not steps and not extras.any and move is None and not (record and _needs_record(page, direction)):
        return Converted(page, extras.notes)
    left = _record(page, direction, steps)
    left = left if move is None else recorded(page, left, move)
    operations: tuple[Operation, ...] = (*aliasing(page, move), *steps)
    added = Added(page, left, extras.notes)
    if extras.any:
        added, operations = extras.added(page.apply(*operations), left), ()
    done = added.page.apply(*operations, *([AddDirective(str(added.record))] if record else []))
    if record:
        _prove(page, done, direction, move)
    date = dating.published(page, steps) if direction.is_from_here and direction.lens.phases else ""
    return Converted(done, added.notes, date, steps)


def _needs_record(page: Page, direction: Direction) -> bool:
    """Whether only a record can tell what a page without steps was before."""
    # A page that nothing changes here may be one that the way back would: a post whose date looks like a start.
    back = direction._replace(to=direction.was, name=direction.was, choices=Choices())
    if any(_steps(page, back)):
        return True
    return direction.lens.phases and dating.is_told_by_record(page, direction.era, direction.choices.date)


def _prove(page: Page, there: Page, direction: Direction, move: Move | None) -> None:
    """Refuses a conversion whose way back does not give the bytes (I6); ``there`` has been read anew already."""
    found = record_of(there)
    if found is not None and _leads_back(page, there, found, move and Move(""), direction.layouts):
        return
    raise refused("no-way-back", layout=direction.to, path=page.path)


def _leads_back(page: Page, there: Page, record: Record, move: Move | None, layouts: Layouts) -> bool:
    """Whether the way back gives the bytes. Its result is a page that has been read: where the edits of its last step
    lead there, there is nothing left to read and to verify."""
    # These are taken away by themselves, before the operations of the way back are known.
    if record.event_line is None and not record.template:
        operations = [op for unit in units_back(there, record, move, layouts) for op in unit]
        with suppress(Refused, PathError):
            if there.produces(page, *operations, DropDirective()):
                return True
            if there.apply(*operations).produces(page, DropDirective()):
                return True
    return restored(there, record, move, layouts).page.to_bytes() == page.to_bytes()


def _steps(page: Page, direction: Direction) -> Iterator[Operation]:
    """The operations of a conversion of a page without a record."""
    lens = direction.lens
    moved = tuple(_dating(page, direction)) if lens.phases else ()
    leaving = lens.only(direction.was)
    if leaving:
        renamed = {op.path for op in moved if isinstance(op, Rename)}
        yield from (CommentOut((name,)) for name in fields_among(page, leaving) if (name,) not in renamed)
    yield from moved
    if direction.choices.uncomment_fields:
        # What the dates have made is not brought back to life a second time.
        made = [str(op.path[0]) for op in moved if isinstance(op, Insert)]
        with_date = any(isinstance(op, Rename) for op in moved)
        yield from reviving(page, lens.commented_out(direction.to), with_date=with_date, made=made)
    for pair in lens.pairs[direction.era.id]:
        yield from _renaming(page, pair, from_here=direction.is_from_here)
    yield from _naming(page, direction)


def _dating(page: Page, direction: Direction) -> Iterator[Operation]:
    change = dating.to_post if direction.is_from_here else dating.to_talk
    return change(page, direction.era, direction.choices.date)


def _renaming(page: Page, pair: Pair, *, from_here: bool) -> Iterator[Operation]:
    """A field gets the name that it has in the other layout; with ``swaps`` one that has that name already, its own."""
    here, there = live(page, pair.here), live(page, pair.there)
    if here is not None and there is not None:
        yield Exchange((here,), there)
    elif here is not None and (from_here or pair.swaps):
        yield Rename((here,), pair.there)
    elif there is not None and (pair.swaps or not from_here):
        yield Rename((there,), pair.here)


def _naming(page: Page, direction: Direction) -> Iterator[Operation]:
    """An explicit type or layout follows."""
    for field in NAMING:
        name = live(page, field)
        value = page[(name,)] if name else None
        if name and isinstance(value, str) and direction.layouts.named(value) == direction.was:
            yield Set((name,), direction.name)


def notes_on(page: Page, direction: Direction, done: Converted) -> Iterator[str]:
    """What a person has to know of a page after its conversion, or to do by hand."""
    yield from done.notes
    if direction.is_from_here:
        yield from dating.notes_to_post(page, done.steps) if direction.lens.phases else ()
        return
    if direction.lens.phases:
        yield from dating.notes_to_talk(page, direction.era, direction.choices.date)
    to = direction.layouts.all[direction.to]
    added = lacking(page, to, direction.era) if direction.choices.template else ()
    yield from left_commented_out(done.page, direction.lens, direction.to, added)
    open_ = [name for name in to.wanted[direction.era.id] if filled(done.page, name) is None]
    if open_:
        yield f"to be filled in by hand: {', '.join(open_)}"


def _record(page: Page, direction: Direction, steps: tuple[Operation, ...]) -> Record:
    """What the way back of some steps needs."""
    renamed = [(str(op.new), str(op.path[0])) for op in steps if isinstance(op, Rename)]
    exchanged = [(op.other, str(op.path[0])) for op in steps if isinstance(op, Exchange)]
    # As two renames: the grammar of the record has no word for an exchange, and both names are there to see.
    renamed += [pair for one, other in exchanged for pair in ((one, other), (other, one))]
    renamed += [(str(op.path[0]), str(page[op.path])) for op in steps if isinstance(op, Set)]
    record = record_from(direction.was, direction.to, direction.era.id)._replace(renamed=tuple(renamed))
    starts = [str(op.path[0]) for op in steps if isinstance(op, Insert)]
    record = record._replace(start=starts[0] if starts else "")
    if names := direction.lens.commented_out(direction.was):
        ours = {str(op.path[0]) for op in steps if isinstance(op, CommentOut)}
        record = record._replace(commented_out=tuple(commented_out_before(page, ours, names)))
    return record._replace(live=tuple(map(Named, fields_among(page, _live_candidates(direction)))))


def _live_candidates(direction: Direction) -> frozenset[str]:
    """Fields that the way back would change if they had come in between."""
    found = direction.lens.only(direction.to)
    changes_dates = direction.lens.phases and not direction.is_from_here and direction.era.phase == "P3"
    return found | {"publishdate"} if changes_dates else found
