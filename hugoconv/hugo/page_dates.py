"""The dates of a page as Hugo resolves them: in which fields it looks, in which zone, and what that hides.

Rules: Hugo 0.168, checked against the binary. No clock is asked: who wants to know what is hidden says when.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from hugoconv.errors import HugoconvError
from hugoconv.hugo.dates import Moment, parse_date
from hugoconv.hugo.page_path import PagePath
from hugoconv.syntax.values import Value
from hugoconv.text.regex import regex

# In which fields Hugo looks for each date, in this order; a name with a colon is no field.
DATE_FIELDS: Mapping[str, tuple[str, ...]] = {
    "date": ("date", "publishdate", "pubdate", "published", "lastmod", "modified"),
    "lastmod": (":git", "lastmod", "modified", "date", "publishdate", "pubdate", "published"),
    "publishdate": ("publishdate", "pubdate", "published", "date"),
    "expirydate": ("expirydate", "unpublishdate"),
}
_OTHER_NAMES = {"lastmod": ("modified",), "publishdate": ("pubdate", "published"), "expirydate": ("unpublishdate",)}
# What Hugo reads as true and as false in a text, and nothing else.
TRUE = ("1", "t", "T", "TRUE", "true", "True")
FALSE = ("0", "f", "F", "FALSE", "false", "False")
_FILE_NAME = regex(r"(\d{4})-(\d\d)-(\d\d)(?:\D(\d\d)-(\d\d)-(\d\d))?")


class DateRules(NamedTuple):
    """What of a site's configuration decides about dates: its zone, and in which fields they stand."""

    zone: datetime.tzinfo = datetime.UTC
    fields: Mapping[str, tuple[str, ...]] = DATE_FIELDS

    @property
    def names(self) -> frozenset[str]:
        """Every field in which a date is looked for, in lowercase.

        >>> "modified" in DateRules().names, "taken" in rules_of({"date": "taken"}).names
        (True, True)
        """
        return frozenset(name for fields in self.fields.values() for name in fields if not name.startswith(":"))


def rules_of(frontmatter: Mapping[str, str | Sequence[str]], zone: datetime.tzinfo = datetime.UTC) -> DateRules:
    """The rules of a site whose configuration has this ``[frontmatter]`` table.

    A field is looked for under all of its names, and ``:default`` stands for Hugo's own list.

    >>> rules_of({"date": ["taken", ":default"]}).fields["date"][:2]
    ('taken', 'date')
    """
    given = {name.lower(): [fields] if isinstance(fields, str) else fields for name, fields in frontmatter.items()}
    return DateRules(zone, {name: _listed(given[name], usual) if name in given else usual for name, usual in _usual()})


def _usual() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple(DATE_FIELDS.items())


def _listed(fields: Sequence[str], usual: tuple[str, ...]) -> tuple[str, ...]:
    found: list[str] = []
    for field in (name.lower() for name in fields):
        found += usual if field == ":default" else (field, *_OTHER_NAMES.get(field, ()))
    return tuple(dict.fromkeys(found))


def filename_date(name: str) -> tuple[Moment | None, str]:
    """The date with which the name of a page begins, and the slug behind it: Hugo takes what stands behind the last dot
    for a suffix, although that of the file is off already.

    >>> filename_date("2025-07-04-page")[1], filename_date("2025-07-04-v1.2")[1], filename_date("page")
    ('page', 'v1', (None, ''))
    """
    name = name.rpartition(".")[0] if "." in name else name
    found = _FILE_NAME.match(name)
    if found is None:
        return None, ""
    moment = Moment(*(int(part) if part else 0 for part in found.groups()))
    try:
        # `2025-02-30-mud` has the form of a date and is none; Hugo keeps all of it as the slug.
        moment.at()
    except ValueError:
        return None, ""
    return moment, name[found.end() :].strip(" -_")


def dates_of(
    fields: Mapping[str, Value], where: PagePath | None = None, rules: DateRules | None = None
) -> dict[str, Moment | None]:
    """The resolved ``date``, ``lastmod``, ``publishdate`` and ``expirydate`` of a page with these fields, as Hugo's
    decoder gives them; None for a date that it does not have.

    Raises NoDateError where a field in the lists holds no date: Hugo builds no such page.

    >>> dates_of({"Modified": "2020-01-02"})["date"]
    Moment(year=2020, month=1, day=2, hour=0, minute=0, second=0, nanosecond=0, offset=None)
    """
    found = places_of(folded(fields), where, rules or DateRules())
    return {name: dated.moment if dated else None for name, dated in found.items()}


class Dated(NamedTuple):
    """A date with the field that it was found in, or the name of where else."""

    place: str
    moment: Moment


def places_of(fields: Mapping[str, Value], where: PagePath | None, rules: DateRules) -> dict[str, Dated | None]:
    """Where each date of a page is found, the names of its fields in lowercase.

    Hugo looks no further than to the first field that is not empty, so what comes after it may hold anything.
    """
    filled: dict[str, Moment] = {}
    out: dict[str, Dated | None] = {}
    for name, places in rules.fields.items():
        dated = (_dated(place, fields, filled, where) for place in places)
        out[name] = found = next((one for one in dated if one is not None), None)
        # Hugo fills a date in before it looks for the next: through `date`, `lastmod` alone becomes the date of
        # publication.
        if found is not None and name not in fields:
            filled[name] = filled_in(name, found.moment)
    return out


def filled_in(name: str, moment: Moment) -> Moment:
    """A date as Hugo fills it in where its own field is absent: ``date``, where it has an offset, loses what is below
    a second."""
    return moment._replace(nanosecond=0) if name == "date" and moment.offset else moment


class NoDateError(HugoconvError, ValueError):
    """A field in which Hugo looks for a date, and finds none that it can read."""

    def __init__(self, field: str) -> None:
        super().__init__(f"{field} is no date")
        self.field = field


def _dated(
    place: str, fields: Mapping[str, Value], filled: Mapping[str, Moment], where: PagePath | None
) -> Dated | None:
    try:
        moment = (
            filename_date(where.name if where else "")[0] if place == ":filename" else parse_date(fields.get(place))
        )
    except ValueError:
        raise NoDateError(place) from None
    moment = moment or filled.get(place)
    return None if moment is None else Dated(place, moment)


def folded(fields: Mapping[str, Value]) -> dict[str, Value]:
    """Fields under lowercase names; of two spellings the one with capitals wins."""
    # Hugo's `PrepareParams` puts the value of a name with capitals under the lowercase one, over what stands there.
    named = [(name.lower(), name, value) for name, value in fields.items()]
    out = {lower: value for lower, name, value in named if name == lower}
    return out | {lower: value for lower, name, value in named if name != lower}


def is_draft(fields: Mapping[str, Value], dates: Mapping[str, Dated | None]) -> bool:
    """Whether fields, their names in lowercase, make a draft: ``draft`` says so, or without one ``published`` says
    no, where no date was looked for in it."""
    if "draft" in fields:
        return is_true(fields["draft"])
    if "published" not in fields or any(found is not None and found.place == "published" for found in dates.values()):
        return False
    # As cast reads a truth: null is false, and what is no truth, such as a date, says nothing.
    value = fields["published"]
    return value in FALSE if isinstance(value, str) else value in (None, False)


def is_true(value: Value) -> bool:
    """A value as Hugo casts it to a truth: of text only ``true`` and ``1`` and their like, never ``yes``."""
    if isinstance(value, str):
        return value in TRUE
    return bool(value) if isinstance(value, bool | int | float) else False
