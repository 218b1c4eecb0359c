"""The way back of a conversion: by its record, as far as that still fits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hugoconv.errors import PathError, Refused
from hugoconv.layouts import dates as dating
from hugoconv.layouts.aliases import Move, without_aliases
from hugoconv.layouts.author_comments import revived_by
from hugoconv.layouts.detection import OTHER
from hugoconv.layouts.extras import without_extras
from hugoconv.layouts.live_fields import NAMING, live, talk_fields
from hugoconv.layouts.record import Record
from hugoconv.layouts.schema import Era, default_era, era_named, layout_named
from hugoconv.page.operations import CommentOut, DropDirective, Exchange, Operation, Remove, Rename, Set, Uncomment
from hugoconv.page.page import Page


class Restored(NamedTuple):
    """A page in the layout that it had, without its record, and what could not be brought back."""

    page: Page
    notes: tuple[str, ...]


def restored(page: Page, record: Record, move: Move | None = None) -> Restored:
    """The way back by the record: as far as it still fits, then the record goes; the rest is noted."""
    page, left = without_extras(page, record, era_of_record(record))
    units = list(units_back(page, record, move))
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


def units_back(page: Page, record: Record, move: Move | None) -> Iterator[tuple[Operation, ...]]:
    """The operations of the way back, those together that only fit together."""
    yield from _to_talk(page, record) if record.was == "talk" else _to_post(page, record)
    for new, old in record.renamed:
        if new.casefold() in NAMING and (spelled := live(page, new)) is not None:
            yield from _named_back(page, spelled, old, record)
    yield from without_aliases(page, record, move)


def _to_talk(page: Page, record: Record) -> Iterator[tuple[Operation, ...]]:
    renames = tuple(_renames_back(page, record))
    revived = tuple(revived_by(page, record))
    yield tuple(op for op in (*renames, *revived) if _is_of(op, "date"))
    yield from ((op,) for op in revived if not _is_of(op, "date"))
    yield tuple(op for op in renames if not _is_of(op, "date"))


def _to_post(page: Page, record: Record) -> Iterator[tuple[Operation, ...]]:
    made = _start_made(page, record)
    if made is not None:
        yield (Remove((made,), keep_comments=True),)
    ours = [name for name in talk_fields(page) if not record.had_live(name) and name != made]
    yield from ((CommentOut((name,)),) for name in ours)
    yield tuple(dating.back_to_post(page, record, era_of_record(record)))
    yield tuple(op for op in _renames_back(page, record) if not _is_of(op, "publishdate"))


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


def _named_back(page: Page, field: str, old: str, record: Record) -> Iterator[tuple[Operation, ...]]:
    """The old type or layout, unless the field has since been given one that names no layout."""
    value = page[(field,)]
    if isinstance(value, str) and layout_named(value) == OTHER[record.was]:
        yield (Set((field,), old),)
