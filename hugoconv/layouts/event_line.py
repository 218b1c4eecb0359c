"""The event of a talk as one line for readers, filled in from a template such as ``{event}, {start:%d %B %Y}``."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from string import Formatter

from hugoconv.hugo.dates import DAYS, MONTHS, date_or_none
from hugoconv.layouts.dates import START
from hugoconv.layouts.eras import Era
from hugoconv.refusals import refused
from hugoconv.syntax.values import Value
from hugoconv.text.regex import regex

DEFAULT_LINE = "{event}, {location}, {start:%d %B %Y}"
TEXTS = ("event", "location", "event_url", "event_short", "title")
DATES = ("start", "end")
_ENDS = {"P1": (), "P2": ("time_end",), "P3": ("date_end",), "P4": ("event_end", "date_end")}
# Not strftime, whose names are those of the machine's language.
_PARTS: dict[str, Callable[[datetime.datetime], str]] = {
    "Y": lambda at: f"{at.year:04}",
    "y": lambda at: f"{at.year % 100:02}",
    "m": lambda at: f"{at.month:02}",
    "d": lambda at: f"{at.day:02}",
    "e": lambda at: str(at.day),
    "-d": lambda at: str(at.day),
    "-m": lambda at: str(at.month),
    "B": lambda at: MONTHS[at.month - 1],
    "b": lambda at: MONTHS[at.month - 1][:3],
    "A": lambda at: DAYS[at.weekday()],
    "a": lambda at: DAYS[at.weekday()][:3],
    "H": lambda at: f"{at.hour:02}",
    "M": lambda at: f"{at.minute:02}",
    "S": lambda at: f"{at.second:02}",
    "%": lambda at: "%",  # noqa: ARG005
}
_NAMES = ", ".join((*TEXTS, *DATES))
_SIGNS = " ".join(f"%{part}" for part in _PARTS)
_PART = regex(r"%(-?.?)", re.DOTALL)
_OPENING, _CLOSING = "([{（「『《【", ")]}）」』》】"
_APART = regex(r"^[\s,;:.·|/–—、，；：。-]+")


def refuse_bad_line(template: str) -> None:
    """Refused (``event-line``): a template with other fields or parts of a date than there are, or on two lines."""
    try:
        pieces = list(Formatter().parse(template))
    except ValueError as error:
        why = str(error)
        raise refused("event-line", case="template", template=template, why=why, fields=_NAMES, parts=_SIGNS) from None
    if len(template.splitlines()) != 1 or not any(name for _, name, _, _ in pieces):
        raise refused("event-line", case="lines", fields=_NAMES, parts=_SIGNS)
    for _, name, form, conversion in pieces:
        if name is None:
            continue
        if name not in (*TEXTS, *DATES) or conversion or (form and name in TEXTS):
            raise refused("event-line", case="field", name=name, fields=_NAMES, parts=_SIGNS)
        for part in _PART.findall(form or ""):
            if part not in _PARTS:
                raise refused("event-line", case="part", part=part, fields=_NAMES, parts=_SIGNS)


def line_of(template: str, fields: Mapping[str, Value], era: Era) -> str:
    """The line of a talk whose fields have case-folded names; empty where it names no event and no place.

    What has no value goes with the text in front of it.

    >>> from hugoconv.layouts.eras import default_era
    >>> line_of(DEFAULT_LINE, {"event": "Open Day", "date": "2021-03-12"}, default_era())
    'Open Day, 12 March 2021'
    """
    found, told, gap = "", False, False
    for literal, name, form, _ in Formatter().parse(template):
        between = _after_gap(found, literal) if gap else literal
        gap = False
        if name is None:
            found += between
        elif value := _value(name, form or "%Y-%m-%d", fields, era):
            found += between + value
            told = told or name not in DATES
        else:
            gap = True
    wanted = any(name in TEXTS for _, name, _, _ in Formatter().parse(template))
    return " ".join(found.split()) if told or (found and not wanted) else ""


def _after_gap(found: str, literal: str) -> str:
    """The text behind a field without a value."""
    literal = literal.lstrip(_CLOSING)
    return literal if found else _APART.sub("", literal)


def _value(name: str, form: str, fields: Mapping[str, Value], era: Era) -> str:
    if name in DATES:
        moment = _moment((START[era.phase], "date") if name == "start" else _ENDS[era.phase], fields)
        return "" if moment is None else _PART.sub(lambda part: _PARTS[part[1]](moment), form)
    names = ("event_name", "event") if name == "event" else (name,)
    return next((text for one in names if (text := _text(fields.get(one)))), "")


def _text(value: Value) -> str:
    """A value on one line; what a map or a list has, one behind the other."""
    if isinstance(value, dict | list):
        parts = map(_text, value.values() if isinstance(value, dict) else value)
        return ", ".join(part for part in parts if part)
    return " ".join(str(value).split()) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _moment(names: tuple[str, ...], fields: Mapping[str, Value]) -> datetime.datetime | None:
    """The first of some dates that is one, in its own zone."""
    found = next(filter(None, (date_or_none(fields.get(name)) for name in names)), None)
    return None if found is None else found.at()
