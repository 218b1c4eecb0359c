"""What a conversion does to dates, by what the date of a talk means in an era, and how it is taken back."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from hugoconv.hugo.dates import date_or_none
from hugoconv.layouts.eras import Era
from hugoconv.layouts.live_fields import filled, live
from hugoconv.layouts.record import Record
from hugoconv.layouts.schema import field_order
from hugoconv.page.operations import CommentOut, Insert, Operation, Rename
from hugoconv.page.page import Page
from hugoconv.syntax.values import Value

# Where a talk has its start, by the phase of an era (eras.toml).
START = {"P1": "date", "P2": "time_start", "P3": "date", "P4": "event_start"}
# More than any year has.
_YEAR = datetime.timedelta(days=366)


def to_post(page: Page, era: Era, date: str = "publish") -> Iterator[Operation]:
    """The date of a post is its day of publication, or by choice the start of the talk.

    Where a talk's date is its start, publishDate becomes date, and a start is commented out. Where another field is
    the start and that is wanted, it becomes date, and date publishDate.
    """
    start = live(page, START[era.phase])
    publish, day = live(page, "publishDate"), live(page, "date")
    if era.phase == "P3":
        # An empty publishDate says nothing: to rename it to date would lose the only day that the page has.
        if filled(page, "publishDate") is None or publish is None or (date == "start" and filled(page, "date")):
            return
        if start is not None:
            yield CommentOut((start,))
        # In the spelling of the start, whose key is free once that is commented out.
        yield Rename((publish,), start or "date")
    elif date == "start" and era.phase != "P1" and start is not None and filled(page, start):
        if day is not None:
            yield Rename((day,), "publishDate") if publish is None else CommentOut((day,))
        yield Rename((start,), day or "date")


def to_talk(page: Page, era: Era, date: str = "publish") -> Iterator[Operation]:
    """A post's date is its publication: where a talk's date is its start it becomes publishDate. Where it is by choice
    the start and a talk has another field for that, it is written there too."""
    day = filled(page, "date")
    if day is None:
        return
    if era.phase == "P3" and date == "publish" and live(page, "publishDate") is None:
        yield Rename((day,), "publishDate")
    elif era.phase in ("P2", "P4") and date == "start" and live(page, START[era.phase]) is None:
        yield Insert((START[era.phase],), page[(day,)], field_order("talk", era.id))


def back_to_post(page: Page, record: Record, era: Era) -> Iterator[Operation]:
    """The way back of ``to_talk``: a start that has come in between is commented out."""
    old = next((old for new, old in record.renamed if new.casefold() == "publishdate"), None)
    if old is not None:
        publish, start = live(page, "publishDate"), live(page, "date")
        if publish is not None and start is not None:
            yield CommentOut((start,))
        if publish is not None:
            yield Rename((publish,), old)
    # No day was renamed on the way there, and somebody has given the talk a publication since.
    elif not record.had_live("publishDate"):
        yield from to_post(page, era)


def is_told_by_record(page: Page, era: Era, date: str) -> bool:
    """Whether only a record can tell that a date is the start of a talk, and no publication."""
    if era.phase != "P3" or filled(page, "date") is None:
        return False
    return date == "start" or live(page, "publishDate") is None


def published(page: Page, operations: tuple[Operation, ...]) -> str:
    """The day, as text, that was a talk's publication and becomes the date of the post; empty for any other."""
    for op in operations:
        if isinstance(op, Rename) and str(op.path[0]).casefold() == "publishdate":
            return _day(page[op.path]) or ""
    return ""


def _day(value: Value) -> str | None:
    found = _date(value)
    return None if found is None else found.date().isoformat()


def _date(value: Value) -> datetime.datetime | None:
    moment = date_or_none(value)
    return None if moment is None else moment.at()


def notes_to_post(page: Page, operations: tuple[Operation, ...]) -> Iterator[str]:
    """That a talk's publication lies long before its start, so that it may come from a template."""
    start, publish = live(page, "date"), live(page, "publishDate")
    if not published(page, operations) or start is None or publish is None:
        return
    first, second = _date(page[(publish,)]), _date(page[(start,)])
    if first is not None and second is not None and second - first > _YEAR:
        days = f"{first.date().isoformat()}, over a year before the start, {second.date().isoformat()}"
        yield f"its date becomes {days}; --date start keeps the start"


def notes_to_talk(page: Page, era: Era, date: str) -> Iterator[str]:
    """What a person has to look at in a native post's date."""
    if era.phase == "P3" and date == "publish" and filled(page, "date") and live(page, "publishDate") is not None:
        yield "its date counts as the start of the talk, because it has a publishDate too"
