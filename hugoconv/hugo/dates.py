"""What Hugo takes for a date: its list of layouts, read with the leniency of Go.

Rules: spf13/cast 1.10 and Go's ``time.Parse``, checked against Hugo 0.168. Nothing here asks the machine for a zone.
"""

from __future__ import annotations

import datetime
import re
from functools import cache, lru_cache
from typing import NamedTuple, NoReturn

from hugoconv.syntax.values import Value
from hugoconv.text.regex import regex

# In the order in which Hugo tries them; the second says whether the zone in the text counts.
_LAYOUTS = (
    ("2006-01-02", False),
    ("2006-01-02T15:04:05Z07:00", True),
    ("2006-01-02T15:04:05", False),
    ("Mon, 02 Jan 2006 15:04:05 -0700", True),
    # The name of a zone does not count: Go knows no offset for it but in the zone of the machine, so that cast puts
    # such a time into the zone of the site.
    ("Mon, 02 Jan 2006 15:04:05 MST", False),
    ("02 Jan 06 15:04 -0700", True),
    ("02 Jan 06 15:04 MST", False),
    ("Monday, 02-Jan-06 15:04:05 MST", False),
    ("2006-01-02 15:04:05.999999999 -0700 MST", True),
    ("2006-01-02T15:04:05-0700", True),
    ("2006-01-02 15:04:05Z0700", True),
    ("2006-01-02 15:04:05", False),
    ("Mon Jan _2 15:04:05 2006", False),
    ("Mon Jan _2 15:04:05 MST 2006", False),
    ("Mon Jan 02 15:04:05 -0700 2006", True),
    ("2006-01-02 15:04:05Z07:00", True),
    ("02 Jan 2006", False),
    ("2006-01-02 15:04:05 -07:00", True),
    ("2006-01-02 15:04:05 -0700", True),
    # A time without a day is in UTC for cast, whatever the zone of the site: hence True, though there is no zone in
    # it.
    ("3:04PM", True),
    ("Jan _2 15:04:05", True),
    ("Jan _2 15:04:05.000", True),
    ("Jan _2 15:04:05.000000", True),
    ("Jan _2 15:04:05.000000000", True),
)
# Longer names stand in front, since an alternation takes the first that fits: `Mon` would cut `Monday` in two.
_CHUNK = regex(
    r"2006|Monday|Mon|Jan|MST|Z07:00|Z0700|-07:00|-0700|\.999999999|\.0{9}|\.0{6}|\.0{3}|PM|01|02|03|04|05|06|15|_2|3"
)
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NAMES = {
    "Jan": tuple(name[:3].lower() for name in MONTHS),
    "Mon": tuple(name[:3].lower() for name in DAYS),
    "Monday": tuple(map(str.lower, DAYS)),
}
_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
_DAY = datetime.timedelta(days=1)
_CYCLE = 146_097 * 86_400  # after 400 years the calendar is the same again


class Moment(NamedTuple):
    """A date as text says it. ``offset`` is in seconds east of UTC, None where the site's zone decides.

    ``nanosecond`` holds what a datetime cannot.
    """

    year: int = 0
    month: int = 1
    day: int = 1
    hour: int = 0
    minute: int = 0
    second: int = 0
    nanosecond: int = 0
    offset: int | None = None

    def at(self, zone: datetime.tzinfo = datetime.UTC) -> datetime.datetime:
        """The instant, in the zone of the text or else in another one; up to microseconds. A year below 1 is the
        year 1, which Hugo takes for no date at all, and one over 9999 the year 9999."""
        year = min(max(self.year, 1), 9999)
        parts = (year, self.month, self.day, self.hour, self.minute, self.second, self.nanosecond // 1000)
        if self.offset is None:
            return datetime.datetime(*parts, tzinfo=zone)
        offset = datetime.timedelta(seconds=self.offset)
        if abs(offset) < _DAY:
            return datetime.datetime(*parts, tzinfo=datetime.timezone(offset))
        return datetime.datetime(*parts, tzinfo=datetime.UTC) - offset  # Go takes up to 24:60


def parse_date(value: Value) -> Moment | None:
    """The date that Hugo reads in the value of a date field; None for null and empty text.

    Raises ValueError for what Hugo refuses: text in none of its forms, a fraction, a truth value, a list, a map, and
    a time without a day.

    >>> parse_date("2021-02-01T10:00:00+08:00").at().isoformat(), parse_date(86400).day
    ('2021-02-01T10:00:00+08:00', 2)
    """
    if value is None or value == "":
        return None
    if isinstance(value, bool | float | list | dict | datetime.time):
        raise ValueError("not a date")  # noqa: TRY004 - one error for all that is no date
    # Truth values are gone above; to Python they are integers.
    if isinstance(value, int):
        return _of_seconds(value)
    # Before `date`, of which it is a kind.
    if isinstance(value, datetime.datetime):
        return _of(value)
    if isinstance(value, datetime.date):
        return Moment(value.year, value.month, value.day)
    return _parsed(value)


def date_or_none(value: Value) -> Moment | None:
    """As ``parse_date``; None, too, for what Hugo refuses."""
    try:
        return parse_date(value)
    except ValueError:
        return None


def _of_seconds(value: int) -> Moment:
    """Seconds since 1970, in 64 bits as Hugo holds them; the year may be any."""
    cycles, rest = divmod((value + 2**63) % 2**64 - 2**63, _CYCLE)
    moment = _of(_EPOCH + datetime.timedelta(seconds=rest))
    return moment._replace(year=moment.year + 400 * cycles)


def _of(value: datetime.datetime) -> Moment:
    offset = value.utcoffset()
    seconds = None if offset is None else int(offset.total_seconds())
    return Moment(*value.timetuple()[:6], value.microsecond * 1000, seconds)


# A page has its dates read again for drafts, layouts and checks, and a text in a late layout fails in all before
# it.
@lru_cache(maxsize=4096)
def _parsed(text: str) -> Moment:
    for chunks, zoned in _read_layouts():
        try:
            found = _read(chunks, text)
        except ValueError:
            continue
        return found if zoned else found._replace(offset=None)
    raise ValueError(f"not a date for Hugo: {text}")


@cache
def _read_layouts() -> tuple[tuple[tuple[tuple[str, str], ...], bool], ...]:
    return tuple((_chunks(layout), zoned) for layout, zoned in _LAYOUTS)


def _chunks(layout: str) -> tuple[tuple[str, str], ...]:
    """The parts of a layout with what stands in front of each; the last one is empty."""
    found, at = [], 0
    for chunk in _CHUNK.finditer(layout):
        found.append((layout[at : chunk.start()], chunk.group()))
        at = chunk.end()
    return (*found, (layout[at:], ""))


def _read(chunks: tuple[tuple[str, str], ...], text: str) -> Moment:
    found: dict[str, int] = {"offset": 0}
    for i, (before, chunk) in enumerate(chunks):
        text = _skipped(text, before)
        if not chunk:
            break
        text = _take(chunk, text, found)
        fraction_follows = i + 1 < len(chunks) and chunks[i + 1][1].startswith(".")
        # Go takes a fraction behind any seconds, be there none in the layout.
        if chunk == "05" and not fraction_follows:
            text = _fraction(text, found)
    if text:
        _no()
    moment = Moment(**found)
    # Only at the end: most layouts name the day before the month or the year.
    if moment.day > _days_in(moment.year, moment.month):
        _no()
    return moment


def _no() -> NoReturn:
    raise ValueError("not in this layout")


def _skipped(text: str, before: str) -> str:
    """The text behind what a layout wants in front; spaces there stand for any number of them."""
    while before:
        if before[0] == " ":
            if text and text[0] != " ":
                _no()
            before, text = before.lstrip(" "), text.lstrip(" ")
            continue
        if not text.startswith(before[0]):
            _no()
        before, text = before[1:], text[1:]
    return text


_NUMBERS = {
    "01": ("month", True, 1, 12),
    "02": ("day", True, 1, 31),
    "_2": ("day", False, 1, 31),
    "15": ("hour", False, 0, 23),
    "3": ("hour", False, 0, 12),
    "04": ("minute", True, 0, 59),
    "05": ("second", True, 0, 59),
}


def _take(chunk: str, text: str, found: dict[str, int]) -> str:
    """The text behind what a part of a layout reads."""
    if chunk in _NUMBERS:
        name, fixed, low, high = _NUMBERS[chunk]
        if chunk == "_2":
            text = text.removeprefix(" ")
        number, text = _number(text, fixed=fixed)
        if not low <= number <= high:
            _no()
        found[name] = number
        return text
    if chunk == "2006":
        return _year(text, found)
    if chunk == "06":
        number, text = _number(text, fixed=True)
        # Go's rule for years of two digits.
        found["year"] = number + (1900 if number >= 69 else 2000)
        return text
    if chunk in _NAMES:
        return _name(chunk, text, found)
    if chunk == "PM":
        return _half(text, found)
    if chunk == "MST":
        return _zone_name(text)
    if chunk.startswith("."):
        return _fraction(text, found, digits=None if "9" in chunk else len(chunk) - 1)
    return _offset(chunk, text, found)


def _number(text: str, *, fixed: bool) -> tuple[int, str]:
    """One or two digits, or exactly two."""
    # Digits of other scripts are digits for Python, and none for Go.
    if not text[:1].isascii() or not text[:1].isdigit():
        _no()
    if text[1:2].isascii() and text[1:2].isdigit():
        return int(text[:2]), text[2:]
    if fixed:
        _no()
    return int(text[0]), text[1:]


def _year(text: str, found: dict[str, int]) -> str:
    if not (text[:4].isascii() and text[:4].isdigit() and len(text) >= 4):
        _no()
    found["year"] = int(text[:4])
    return text[4:]


def _name(chunk: str, text: str, found: dict[str, int]) -> str:
    for i, name in enumerate(_NAMES[chunk], 1):
        if text[: len(name)].lower() == name:
            if chunk == "Jan":
                found["month"] = i
            return text[len(name) :]
    _no()


def _half(text: str, found: dict[str, int]) -> str:
    if text[:2] not in ("AM", "PM"):
        _no()
    hour = found.get("hour", 0)
    found["hour"] = hour % 12 + (12 if text[:2] == "PM" else 0)
    return text[2:]


def _zone_name(text: str) -> str:
    """The text behind the name of a zone, by Go's rule of what may be one."""
    if text.startswith("UTC"):
        return text[3:]
    if text[:4] in ("ChST", "MeST"):
        return text[4:]
    if gmt := re.match(r"GMT(?:[+-][0-9]{1,2})?", text):
        return text[gmt.end() :]
    if signed := re.match(r"[+-][0-9]{1,2}", text):
        return text[signed.end() :]
    upper = re.match(r"[A-Z]{0,6}", text)
    name = upper.group() if upper else ""
    if len(name) == 3 or (len(name) == 4 and (name[3] == "T" or name == "WITA")) or (len(name) == 5 and name[4] == "T"):
        return text[len(name) :]
    _no()


def _fraction(text: str, found: dict[str, int], digits: int | None = None) -> str:
    """The text behind a fraction of a second; one of a given length has to be there."""
    fraction = re.match(r"[.,]([0-9]+)", text)
    if fraction is None:
        if digits is not None:
            _no()
        return text
    number = fraction.group(1) if digits is None else fraction.group(1)[:digits]
    if digits is not None and len(number) < digits:
        _no()
    found["nanosecond"] = int(number[:9].ljust(9, "0"))
    return text[1 + len(number) :]


def _offset(chunk: str, text: str, found: dict[str, int]) -> str:
    if chunk.startswith("Z") and text.startswith("Z"):
        return text[1:]
    pattern = r"([+-])([0-9]{2}):([0-9]{2})" if ":" in chunk else r"([+-])([0-9]{2})([0-9]{2})"
    offset = re.match(pattern, text)
    if offset is None or int(offset.group(2)) > 24 or int(offset.group(3)) > 60:
        _no()
    seconds = int(offset.group(2)) * 3600 + int(offset.group(3)) * 60
    found["offset"] = -seconds if offset.group(1) == "-" else seconds
    return text[offset.end() :]


def _days_in(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31
