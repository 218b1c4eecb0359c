"""What ``--set KEY=VALUE`` means on one page: a date keeps its spelling, a time its kind, nothing the page's habit."""

from __future__ import annotations

import datetime
import functools

from hugoconv.hugo.reserved import DATE, named
from hugoconv.layouts.schema import fields_of_type
from hugoconv.page.date_operations import Redate, redated
from hugoconv.page.operations import Append, Discard, Insert, Set
from hugoconv.page.page import Page
from hugoconv.syntax.date_text import is_date
from hugoconv.syntax.toml.values import is_past_the_day
from hugoconv.syntax.values import Value

_WORDS = ("now", "today")


def with_now(key: str, value: Value, now: datetime.datetime) -> Value:
    """A value as it is given; ``now`` and ``today`` are a time and a day where the field is a date.

    >>> now = datetime.datetime(2021, 2, 1, 10, tzinfo=datetime.UTC)
    >>> with_now("lastmod", "today", now), with_now("title", "now", now)
    (datetime.date(2021, 2, 1), 'now')
    """
    if value not in _WORDS or not is_date_field(key):
        return value
    return now.replace(microsecond=0) if value == "now" else now.date()


@functools.cache
def _date_fields() -> frozenset[str]:
    return frozenset(named(DATE)) | {name.casefold() for name in fields_of_type("date")}


def is_date_field(key: str) -> bool:
    """Whether Hugo or a theme looks for a date in a field."""
    return key.rpartition(".")[2].casefold() in _date_fields()


def assigned(page: Page, op: Set | Insert) -> Set | Insert:
    """The operation that gives a page a value as it was typed."""
    value, old = op.value, page[op.path] if op.path in page else None  # noqa: SIM401 - a path is no key
    if value == "" and page.leaves_empty_bare:
        return op._replace(value=None)
    if isinstance(value, datetime.datetime) and len(str(old)) == len("2021-02-01"):
        value = value.date()
    if isinstance(value, datetime.date):
        value = value.isoformat().replace("+00:00", "Z")
    if not isinstance(value, str):
        return op
    if isinstance(old, datetime.time) and (time := _time(value)) is not None:
        return op._replace(value=time)
    if not is_date(value):
        return op
    if isinstance(old, datetime.date) or (isinstance(old, str) and is_date(old)):
        return redated(page, Redate(op.path, value))
    if op.path in page or not page.has_dates or not is_date_field(str(op.path)):
        return op
    return op._replace(value=_date(value) or value)


def as_item(page: Page, op: Append | Discard) -> Append | Discard:
    """The operation with its item as it was typed: a time or a date where the list has such items."""
    items = page[op.path]
    kinds = {type(item) for item in items} if isinstance(items, list) else set()
    if not isinstance(op.value, str):
        return op
    found = next((value for value in (_time(op.value), _date(op.value)) if type(value) in kinds), None)
    return op if found is None else op._replace(value=found)


def _time(text: str) -> datetime.time | None:
    if is_past_the_day(text):
        return None
    try:
        return datetime.time.fromisoformat(text)
    except ValueError:
        return None


def _date(text: str) -> datetime.date | None:
    """A date in the way of ISO 8601; None for one in another way, which is left as it was typed."""
    if is_past_the_day(text):
        return None
    try:
        return datetime.date.fromisoformat(text) if len(text) == 10 else datetime.datetime.fromisoformat(text)
    except ValueError:
        return None
