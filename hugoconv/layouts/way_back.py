"""The way back of a conversion: by its record, as far as that still fits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hugoconv.errors import PathError, Refused
from hugoconv.layouts import dates as dating
from hugoconv.layouts.aliases import Move, without_aliases
from hugoconv.layouts.author_comments import revived_by
from hugoconv.layouts.eras import Era, default_era, era_named
from hugoconv.layouts.extras import without_extras
from hugoconv.layouts.live_fields import NAMING, fields_among, live
from hugoconv.layouts.record import Record
from hugoconv.layouts.schema import Layouts, Lens
from hugoconv.page.operations import CommentOut, DropDirective, Exchange, Operation, Remove, Rename, Set, Uncomment
from hugoconv.page.page import Page


class Restored(NamedTuple):
    """A page in the layout that it had, without its record, and what could not be brought back."""

    page: Page
    notes: tuple[str, ...]


def restored(page: Page, record: Record, move: Move | None, layouts: Layouts) -> Restored:
    """The way back by the record: as far as it still fits, then the record goes; the rest is noted."""
    page, left = without_extras(page, record, layouts.all[record.layout], era_of_record(record))
    units = list(units_back(page, record, move, layouts))
    try:
        changed, notes = page.apply(*(op for unit in units for op in unit), DropDirective()), left
    except (Refused, PathError):
        changed, notes = _one_by_one(page, units)
        notes = left + notes
    if move is None and record.folder:
        notes = (*notes, f"it was moved here from {record.folder}/ and stays here without --move")
    return Restored(changed, notes)


def era_of_record(record: Record) -> Era:
    """The era in which a page was converted."""
    return era_named(record.era) or default_era()


def _one_by_one(page: Page, units: list[tuple[Operation, ...]]) -> tuple[Page, tuple[str, ...]]:
    notes: list[str] = []
    for unit in units:
        try:
            page = page.apply(*unit)
        except (Refused, PathError) as error:
            notes.append(f"not brought back: {getattr(error, 'why', error)}")
    return page.apply(DropDirective()), tuple(notes)


def units_back(page: Page, record: Record, move: Move | None, layouts: Layouts) -> Iterator[tuple[Operation, ...]]:
    """The operations of the way back, those together that only fit together."""
    lens = layouts.lens(record.was, record.layout)
    if lens is not None:
        yield from _fields_here(page, record, lens) if record.was == lens.here else _fields_there(page, record, lens)
    for new, old in record.renamed:
        if new.casefold() in NAMING and (spelled := live(page, new)) is not None:
            yield from _named_back(page, spelled, old, record, layouts)
    yield from without_aliases(page, record, move)


def _fields_here(page: Page, record: Record, lens: Lens) -> Iterator[tuple[Operation, ...]]:
    """What a layout gets back that has a lens, as a talk."""
    renames = tuple(_renames_back(page, record))
    revived = tuple(revived_by(page, record, lens))
    yield from _come_in_between(page, record, lens)
    # Both dates in one unit: the key `date` is free only once the other one has left it.
    yield tuple(op for op in (*renames, *revived) if _is_of(op, "date"))
    yield from ((op,) for op in revived if not _is_of(op, "date"))
    yield tuple(op for op in renames if not _is_of(op, "date"))


def _fields_there(page: Page, record: Record, lens: Lens) -> Iterator[tuple[Operation, ...]]:
    """What a layout gets back to which a lens leads, as a post."""
    made = _start_made(page, record)
    if made is not None:
        yield (Remove((made,), keep_comments=True),)
    yield from _come_in_between(page, record, lens, made)
    yield from ((op,) for op in revived_by(page, record, lens))
    if not lens.phases:
        yield tuple(_renames_back(page, record))
        return
    yield tuple(dating.back_to_post(page, record, era_of_record(record)))
    yield tuple(op for op in _renames_back(page, record) if not _is_of(op, "publishdate"))


def _come_in_between(
    page: Page, record: Record, lens: Lens, made: str | None = None
) -> Iterator[tuple[Operation, ...]]:
    """Comments out what only the layout has that the page leaves, but for what was live on the way there."""
    found = fields_among(page, lens.only(record.layout))
    yield from ((CommentOut((name,)),) for name in found if not record.had_live(name) and name != made)


def _is_of(op: Rename | Exchange | Uncomment, name: str) -> bool:
    """Whether an operation is on a field of a name in lowercase."""
    return str(op.path[0]).casefold() == name


def _start_made(page: Page, record: Record) -> str | None:
    """The field that was made for the start, if it still says what the date says."""
    made, day = (live(page, record.start) if record.start else None), live(page, "date")
    return made if made is not None and day is not None and page[(made,)] == page[(day,)] else None


def _renames_back(page: Page, record: Record) -> Iterator[Rename | Exchange]:
    """The old keys; two that have changed places change them again."""
    wanted = {
        spelled: old
        for new, old in record.renamed
        if new.casefold() not in NAMING and (spelled := live(page, new)) is not None
    }
    for spelled, old in wanted.items():
        other = live(page, old)
        if other is None or wanted.get(other, "").casefold() != spelled.casefold() or other == spelled:
            yield Rename((spelled,), old)
        # Both of a pair are met here, and one of them changes both back.
        elif spelled < other:
            yield Exchange((spelled,), other)


def _named_back(page: Page, field: str, old: str, record: Record, layouts: Layouts) -> Iterator[tuple[Operation, ...]]:
    """The old type or layout, unless the field has since been given one that names no layout."""
    value = page[(field,)]
    if isinstance(value, str) and layouts.named(value) == record.layout:
        yield (Set((field,), old),)
