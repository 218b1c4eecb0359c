"""Dates as their authors write them: a new date takes over the separator, the precision and the offset of the old.

Nothing passes through a zone of the machine: an instant is moved in the zone that the text, or the caller, names.
"""

from __future__ import annotations

import datetime
from typing import NamedTuple

from hugoconv.text.regex import regex

_DATE = regex(
    r"(?P<day>\d{4}-\d\d-\d\d)"
    r"(?:(?P<separator>[Tt]| +)(?P<minutes>\d\d?:\d\d)(?P<seconds>:\d\d)?(?P<fraction>[.,]\d+)?"
    r"(?P<gap> ?)(?P<offset>[Zz]|[+-]\d\d:?\d\d)?)?\Z"
)


class Written(NamedTuple):
    """A date with how it is spelled: what parts day and time, the seconds with their sign, digits of a fraction
    with theirs, what stands before the offset, and the offset. All empty where there is no time."""

    when: datetime.datetime
    separator: str = ""
    seconds: str = ""
    fraction: str = ""
    gap: str = ""
    offset: str = ""
    wide_hour: bool = True

    def __str__(self) -> str:
        # On Linux `%Y` pads no year before 1000.
        day = self.when.strftime("%Y-%m-%d").rjust(10, "0")
        if not self.separator:
            return day
        hour = f"{self.when.hour:02}" if self.wide_hour else str(self.when.hour)
        seconds = f":{self.when.second:02}" if self.seconds else ""
        zone = _offset(self.when, self.offset) if self.offset else ""
        time = f"{hour}:{self.when.minute:02}{seconds}{self.fraction}"
        return f"{day}{self.separator}{time}{self.gap}{zone}"


def written(text: str) -> Written:
    """A date taken apart. Raises ValueError for text that is no date of numbers, year first.

    >>> str(written("2021-02-01 9:00 +0800"))
    '2021-02-01 9:00 +0800'
    """
    found = _DATE.match(text)
    if found is None:
        raise ValueError(f"not a date: {text}")
    parts = found.groupdict("")
    hour, _, minute = parts["minutes"].partition(":")
    second = int(parts["seconds"][1:] or 0)
    day = datetime.datetime.fromisoformat(parts["day"])
    when = day.replace(hour=int(hour or 0), minute=int(minute or 0), second=second, tzinfo=_zone(parts["offset"]))
    return Written(
        when,
        parts["separator"],
        parts["seconds"],
        parts["fraction"],
        parts["gap"] if parts["offset"] else "",
        parts["offset"],
        len(hour) != 1,
    )


def is_date(text: str) -> bool:
    """Whether text is a date that can be taken apart."""
    try:
        written(text)
    except ValueError:
        return False
    return True


def restyled(new: str, old: str) -> str:
    """A new date in the spelling of an old one, as far as that loses nothing: a time that is not midnight is kept
    where the old one had none, and so are its seconds. Text that is no date stays as it is.

    >>> restyled("2021-03-05T12:00:00Z", "2020-01-01 10:00:00 +0100"), restyled("2021-03-05T00:00:00Z", "2020-01-01")
    ('2021-03-05 12:00:00 +0000', '2021-03-05')
    >>> restyled("2021-03-05", "2020-01-01T10:00:00+08:00"), restyled("2021-03-05 12:00", "2020-01-01")
    ('2021-03-05T00:00:00+08:00', '2021-03-05 12:00')
    """
    try:
        own, like = written(new), written(old)
    except ValueError:
        return new
    if not like.separator:
        at_midnight = not (own.when.hour or own.when.minute or own.when.second or own.fraction.strip(".,0"))
        return str(Written(own.when)) if at_midnight else new
    # Seconds of zero are no loss.
    keeps_seconds = own.when.second or own.fraction
    styled = like._replace(
        when=own.when if own.offset else own.when.replace(tzinfo=like.when.tzinfo),
        seconds=like.seconds or (own.seconds if keeps_seconds else ""),
        fraction=own.fraction,
        offset=like.offset or own.offset,
    )
    return str(styled)


def shifted(text: str, delta: datetime.timedelta) -> str:
    """A date moved by some time, spelled as before. Raises ValueError where it has no time and the move is not one of
    whole days, or where it ends beyond the calendar.

    >>> shifted("2021-02-01 23:00 +0800", datetime.timedelta(hours=8))
    '2021-02-02 07:00 +0800'
    """
    own = written(text)
    if not own.separator and delta % datetime.timedelta(days=1):
        raise ValueError("a date without a time moves by whole days only")
    if not own.seconds and own.separator and delta % datetime.timedelta(minutes=1):
        raise ValueError("a date without seconds moves by whole minutes only")
    try:
        return str(own._replace(when=own.when + delta))
    except OverflowError:
        raise ValueError("the calendar ends before that") from None


def rezoned(text: str, zone: datetime.tzinfo, site: datetime.tzinfo = datetime.UTC) -> str:
    """The same instant told in another zone, spelled as before; without an offset the date is one of the site's zone.
    Raises ValueError for a date without a time: it is no instant.

    >>> rezoned("2021-02-01T20:00:00Z", datetime.timezone(datetime.timedelta(hours=8)))
    '2021-02-02T04:00:00+08:00'
    """
    own = written(text)
    if not own.separator:
        raise ValueError("a date without a time is no instant")
    when = own.when if own.offset else own.when.replace(tzinfo=site)
    offset = own.offset if own.offset not in ("", "Z", "z") else own.offset or "Z"
    return str(own._replace(when=when.astimezone(zone), offset=offset))


def _zone(offset: str) -> datetime.tzinfo | None:
    if not offset or offset in "Zz":
        return datetime.UTC if offset else None
    seconds = int(offset[1:3]) * 3600 + int(offset[-2:]) * 60
    return datetime.timezone(datetime.timedelta(seconds=-seconds if offset[0] == "-" else seconds))


def _offset(when: datetime.datetime, like: str) -> str:
    """The offset of a date in the form of another; Z stays Z only for none."""
    delta = when.utcoffset() or datetime.timedelta()
    if not delta and like in ("Z", "z"):
        return like
    minutes = int(delta.total_seconds()) // 60
    colon = "" if ":" not in like and len(like) > 1 else ":"
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}{colon}{abs(minutes) % 60:02}"
