"""Which pages are meant: by their layout, their record, and conditions on their fields."""

from __future__ import annotations

import datetime
import operator
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from hugoconv.errors import Refused
from hugoconv.hugo.dates import Moment, date_or_none
from hugoconv.hugo.page_dates import DATE_FIELDS
from hugoconv.layouts.detection import detect
from hugoconv.layouts.record import recorded
from hugoconv.layouts.schema import Layouts, built_in
from hugoconv.page.page import Page
from hugoconv.page.paths import shown
from hugoconv.refusals import refused
from hugoconv.syntax.values import Value, canonical_of
from hugoconv.text.regex import regex

PRESENT, ABSENT, EQUAL, DIFFERENT = "", "!", "=", "!="
ORDER: Mapping[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
# A condition as the command line takes it.
_WHOLE = regex(r"!(?P<absent>[^<>=!\s]+)|(?P<key>[^<>=!\s]+)\s*(?P<comparison>!=|[<>]=?|=)\s*(?P<value>.*)")
_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
_SECONDS = frozenset(name for fields in DATE_FIELDS.values() for name in fields)  # where Hugo takes a number for a time


class Condition(NamedTuple):
    """A condition on the field ``key`` and a ``value``, for ``where`` of ``Site.plan``: ``comparison`` is ``=``,
    ``!=``, ``<``, ``<=``, ``>`` or ``>=``; empty for a field that is there, ``!`` for one that is not. Numbers and
    dates have an order, dates however they are written.

    >>> from hugoconv.layouts.parse import parse
    >>> page = parse("---\\ndate: 01 Feb 2021\\n---\\n")
    >>> Condition("date", "<", "2022-01-01")(page), Condition("draft")(page)
    (True, False)
    """

    key: str
    comparison: str = PRESENT
    value: Value = None

    def __call__(self, page: Page) -> bool:
        """Whether a page fulfils it, dates without an offset being ones of UTC; as ``where`` of ``Site.plan`` they are
        ones of the site's ``timeZone``. Raises as ``holds``, and ValueError for a condition that is none."""
        refuse_strange(self)
        return self.holds(page, datetime.UTC)

    def holds(self, page: Page, zone: datetime.tzinfo) -> bool:
        """Whether a page fulfils it; dates without an offset are ones of the zone.

        A field that is not there has no value: it differs from every one, and stands before and after none. Raises
        ``Refused`` for a value that cannot be put in an order with the one wanted.
        """
        there = self.key in page
        if self.comparison in ORDER:
            return there and _in_order(self, page[self.key], zone)
        if self.comparison in (PRESENT, ABSENT):
            return there is (self.comparison == PRESENT)
        return (there and _has(page[self.key], self.value)) is (self.comparison == EQUAL)

    def __str__(self) -> str:
        return f"!{self.key}" if self.comparison == ABSENT else f"{self.key}{self.comparison}{_text(self.value)}"


def refuse_strange(condition: Condition) -> None:
    """Raises ValueError for a condition that is none, and one that stands in the name of the field as a whole."""
    whole = _WHOLE.fullmatch(condition.key) if condition.comparison == PRESENT else None
    if whole:
        parts = (whole["absent"], ABSENT) if whole["absent"] else (whole["key"], whole["comparison"], whole["value"])
        raise ValueError(f"give its parts: Condition{parts!r}")
    if condition.comparison not in (PRESENT, ABSENT, EQUAL, DIFFERENT, *ORDER):
        raise ValueError(f"{condition.comparison!r} is no comparison; use =, !=, <, <=, > or >=")
    if condition.comparison in ORDER and not is_ordered(condition.key, condition.value):
        raise ValueError(f"{condition.value!r} is neither a number nor a date such as 2020-01-01")


class Selection(NamedTuple):
    """Pages of one layout, pages with a record, pages for which conditions hold: all of what is wanted.

    >>> from hugoconv.layouts.parse import parse
    >>> page = parse("---\\ndate: 2021-02-01\\nweight: 3\\n---\\n")
    >>> old = Selection(where=(Condition("date", "<", "2022-01-01"), Condition("weight", ">=", 3)))
    >>> old(page), Selection(recorded=True)(page)
    (True, False)
    """

    only: str | None = None
    where: tuple[Condition, ...] = ()
    recorded: bool = False
    zone: datetime.tzinfo = datetime.UTC
    layouts: Layouts | None = None

    def __call__(self, page: Page) -> bool:
        """Whether a page is meant. Raises ``Refused`` where that cannot be told."""
        if self.recorded and not recorded(page):
            return False
        known = self.layouts or built_in()
        if self.only is not None and detect(page, layouts=known).layout != known.named(self.only):
            return False
        return all(condition.holds(page, self.zone) for condition in self.where)

    @property
    def is_all(self) -> bool:
        """Whether every page is meant."""
        return not (self.only or self.where or self.recorded)


def is_ordered(key: str, value: Value) -> bool:
    """Whether something can stand before or after a value: a number, or a date."""
    return _is_number(value) or _moment(key, value) is not None


def _has(found: Value, value: Value) -> bool:
    """Whether a field has a value; nothing at all is as good as empty text."""
    return canonical_of(found) == canonical_of(value) or (value is None and found == "")


def _in_order(condition: Condition, found: Value, zone: datetime.tzinfo) -> bool:
    key, comparison, value = condition
    if _is_number(found) and _is_number(value):
        return ORDER[comparison](found, value)
    one, other = _moment(key, found), _moment(key, value)
    if one is None or other is None:
        raise _not_comparable(condition, found)
    if _is_day(found) or _is_day(value):
        return ORDER[comparison](one[:3], other[:3])
    return ORDER[comparison](_instant(one, zone), _instant(other, zone))


def _is_number(value: Value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _moment(key: str, value: Value) -> Moment | None:
    if isinstance(value, int) and key.casefold() not in _SECONDS:
        return None
    return date_or_none(value)


def _is_day(value: Value) -> bool:
    """Whether a date says no time."""
    if isinstance(value, str):
        return ":" not in value
    return isinstance(value, datetime.date) and not isinstance(value, datetime.datetime)


def _instant(moment: Moment, zone: datetime.tzinfo) -> tuple[datetime.timedelta, int]:
    # Not the datetimes themselves: of two in one zone Python compares the clocks on the wall, which in spring skip an
    # hour: 02:30 of that night is after 03:10. And they end at microseconds, where Hugo has nanoseconds.
    return moment.at(zone) - _EPOCH, moment.nanosecond


def _not_comparable(condition: Condition, found: Value) -> Refused:
    what = "nothing" if found in (None, "") else _text(found)
    return refused(
        "not-comparable",
        case="form" if _moment(condition.key, found) else "number" if _is_number(condition.value) else "date",
        field=shown((condition.key,)),
        found=what,
        wanted=_text(condition.value),
    )


def _text(value: Value) -> str:
    text = "" if value is None else str(value)
    return text if len(text) <= 40 else f"{text[:39]}…"
