"""Dates in odd forms that have one meaning."""

from __future__ import annotations

import re

from hugoconv.hugo.dates import MONTHS, date_or_none
from hugoconv.text.regex import regex

# Digits and signs as Chinese and Japanese keyboards write them.
_WIDE = str.maketrans("０１２３４５６７８９：－／．＋　", "0123456789:-/.+ ")
_DAY = regex(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_TIME = regex(r"[Tt ]+(\d{1,2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?\s*(Z|z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?\Z")
_MONTHS = [name[:3].lower() for name in MONTHS]
_MONTH = rf"({'|'.join(_MONTHS)})[a-z]*\.?"
_MONTH_FIRST = regex(rf"{_MONTH} (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})\Z", re.IGNORECASE)
_DAY_FIRST = regex(rf"(\d{{1,2}})(?:st|nd|rd|th)? {_MONTH},? (\d{{4}})\Z", re.IGNORECASE)


def usual_date(text: str) -> str | None:
    """A date in an odd form that has one meaning, in the form that Hugo reads; None where it is not certain.

    A day and month in numbers alone could be either: that is never guessed.

    >>> [usual_date(t) for t in ("2020/1/2", "Jan 2, 2020", "2020-01-02T03：04", "1/2/2020")]
    ['2020-01-02', '2020-01-02', '2020-01-02T03:04:00', None]
    """
    plain = text.translate(_WIDE).strip()
    new = _named_month(plain) or _numbers(plain)
    return new if new is not None and date_or_none(new) is not None else None


def _numbers(text: str) -> str | None:
    day = _DAY.match(text)
    if day is None:
        return None
    date = f"{day[1]}-{int(day[2]):02}-{int(day[3]):02}"
    rest = text[day.end() :]
    if not rest:
        return date
    time = _TIME.fullmatch(rest)
    if time is None:
        return None
    zone = (time[4] or "").upper().replace("UTC", "Z").replace("GMT", "Z")
    if zone[:1] in ("+", "-"):
        # Hours alone, as `+08`, count as whole ones.
        digits = zone[1:].replace(":", "").ljust(4, "0")
        zone = f"{zone[0]}{digits[:2]}:{digits[2:]}"
    return f"{date}T{int(time[1]):02}:{time[2]}:{time[3] or '00'}{zone}"


def _named_month(text: str) -> str | None:
    if found := _MONTH_FIRST.match(text):
        month, day, year = found.groups()
    elif found := _DAY_FIRST.match(text):
        day, month, year = found.groups()
    else:
        return None
    return f"{year}-{_MONTHS.index(month.lower()[:3]) + 1:02}-{int(day):02}"
