"""The patterns of ``permalinks``, and of ``url`` in front matter, filled in.

Rules: Hugo 0.168, checked against the binary.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import NamedTuple

from hugoconv.hugo.dates import DAYS, MONTHS
from hugoconv.hugo.urlize import escaped, sanitized
from hugoconv.text.regex import regex

_TOKEN = regex(r":\w+(?:\[.+?\])?")
_SLICE = regex(r"\[([^\[\]]*)\]\Z")
# Longer parts stand in front: `Jan` would take the beginning of `January`.
_GO = regex(r"January|Jan|Monday|Mon|MST|2006|002|01|02|03|04|05|06|15|PM|pm|1|2|3|4|5|_2")
# Keeps the place of a colon that is no beginning of a token; no path can have this character.
_COLON = "\0"


class Facts(NamedTuple):
    """What a pattern can ask of a page. ``date`` gives its date, or raises ValueError where Hugo reads none.

    ``sections`` are the folders of its section; ``section_names`` their slugs or titles, the topmost first.
    ``file`` is the name of the file or bundle as it stands.
    """

    date: Callable[[], datetime.datetime]
    title: str
    slug: str
    file: str
    is_branch: bool
    sections: tuple[str, ...]
    section_names: tuple[str, ...]
    lower: bool = True
    accents: bool = True


def expanded(pattern: str, facts: Facts) -> str:
    """A pattern with its tokens replaced by what they stand for; what is no token of Hugo's stays.

    >>> page = Facts(lambda: datetime.datetime(2021, 3, 12), "Old mud", "", "opening", False, ("talk",), ("Talks",))
    >>> expanded("/:year:sections/:slug/", page), expanded("/:contentbasename/", page)
    ('/2021/talk/old-mud/', '/opening/')
    """
    text = pattern.replace("\\:", _COLON)
    for token in _TOKEN.findall(text):
        # Hugo, too, replaces what stands first by now, and looks for no tokens in what it has filled in.
        text = text.replace(token, _value(token[1:], facts), 1)
    return text.replace(_COLON, ":")


def _value(token: str, facts: Facts) -> str:
    name, _, cut = token.partition("[")
    if cut and name in ("sections", "sectionslugs"):
        parts = facts.sections if name == "sections" else _names(facts)
        return "/".join(_sliced(parts, "[" + cut))
    if token in _TEXTS:
        return _TEXTS[token](facts)
    if token in _DATES:
        return _DATES[token](facts.date())
    return _formatted(token, facts)


def _urlized(text: str, facts: Facts) -> str:
    plain = sanitized(text, lower=facts.lower, accents=facts.accents)
    # A number sign at the end begins an empty fragment, which goes (`C#` is `/c/`); further ahead it is escaped.
    return escaped(plain if plain.find("#") + 1 < len(plain) else plain.removesuffix("#"))


def _title(facts: Facts) -> str:
    return _urlized(facts.title.replace("/", "-").replace("\\", "-"), facts)


def _file(facts: Facts) -> str:
    return _urlized(facts.file, facts)


def _file_name(facts: Facts) -> str:
    return "" if facts.is_branch else _file(facts)


def _slug_or(other: Callable[[Facts], str]) -> Callable[[Facts], str]:
    return lambda facts: _urlized(facts.slug, facts) if facts.slug else other(facts)


def _names(facts: Facts) -> tuple[str, ...]:
    return tuple(_urlized(name, facts) for name in facts.section_names)


_TEXTS: Mapping[str, Callable[[Facts], str]] = {
    "section": lambda facts: "".join(facts.sections[:1]),
    # Hugo fills in the path of the section, and that of the home page is a slash.
    "sections": lambda facts: "".join(f"/{name}" for name in facts.sections) or "/",
    "sectionslug": lambda facts: "".join(_names(facts)[:1]),
    "sectionslugs": lambda facts: "/".join(_names(facts)),
    "title": _title,
    "slug": _slug_or(_title),
    "filename": _file_name,
    "slugorfilename": _slug_or(_file_name),
    "contentbasename": _file,
    "slugorcontentbasename": _slug_or(_file),
}

_DATES: Mapping[str, Callable[[datetime.datetime], str]] = {
    "year": lambda date: str(date.year),
    "month": lambda date: f"{date.month:02}",
    "monthname": lambda date: MONTHS[date.month - 1],
    "day": lambda date: f"{date.day:02}",
    # 0 is Sunday for Go, Monday for Python.
    "weekday": lambda date: str((date.weekday() + 1) % 7),
    "weekdayname": lambda date: DAYS[date.weekday()],
    "yearday": lambda date: str(date.timetuple().tm_yday),
}

_CHUNKS: Mapping[str, Callable[[datetime.datetime], str]] = {
    "2006": lambda date: f"{date.year:04}",
    "06": lambda date: f"{date.year % 100:02}",
    "January": lambda date: MONTHS[date.month - 1],
    "Jan": lambda date: MONTHS[date.month - 1][:3],
    "01": lambda date: f"{date.month:02}",
    "1": lambda date: str(date.month),
    "Monday": lambda date: DAYS[date.weekday()],
    "Mon": lambda date: DAYS[date.weekday()][:3],
    "002": lambda date: f"{date.timetuple().tm_yday:03}",
    "02": lambda date: f"{date.day:02}",
    "2": lambda date: str(date.day),
    "_2": lambda date: f"{date.day:2}",
    "15": lambda date: f"{date.hour:02}",
    "03": lambda date: f"{(date.hour + 11) % 12 + 1:02}",
    "3": lambda date: str((date.hour + 11) % 12 + 1),
    "04": lambda date: f"{date.minute:02}",
    "4": lambda date: str(date.minute),
    "05": lambda date: f"{date.second:02}",
    "5": lambda date: str(date.second),
    "PM": lambda date: "PM" if date.hour >= 12 else "AM",
    "pm": lambda date: "pm" if date.hour >= 12 else "am",
    "MST": lambda date: date.tzname() or "UTC",
}


def _formatted(layout: str, facts: Facts) -> str:
    """A date by a layout of Go; a layout without a part of a date stays a token."""
    if not _GO.search(layout):
        return _COLON + layout
    date = facts.date()
    return _GO.sub(lambda chunk: _CHUNKS[chunk.group()](date), layout)


def _sliced(parts: tuple[str, ...], cut: str) -> tuple[str, ...]:
    """The parts that ``[1]``, ``[1:]``, ``[:last]`` and their like name."""
    found = _SLICE.match(cut.lower())
    if found is None or not parts:
        return ()
    low, colon, high = found.group(1).partition(":")
    start = _index(low, len(parts))
    if not colon:
        return parts[start : start + 1] if start < len(parts) else ()
    end = len(parts) if not high else min(_index(high, len(parts)), len(parts))
    return parts[start:end] if start < len(parts) else ()


def _index(text: str, length: int) -> int:
    if text == "last":
        return length - 1
    return int(text) if text.isdecimal() else 0
