"""The dates of a page as Hugo resolves them: in which fields it looks, in which zone, and what that hides.

Rules: Hugo 0.168, checked against the binary. No clock is asked: who wants to know what is hidden says when.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from hugoconv.page.page import Page
from hugoconv.syntax.dates import Moment, parse_date
from hugoconv.syntax.values import Value

# In which fields Hugo looks for each date, in this order; a name with a colon is no field.
DATE_FIELDS: Mapping[str, tuple[str, ...]] = {
    "date": ("date", "publishdate", "pubdate", "published", "lastmod", "modified"),
    "lastmod": (":git", "lastmod", "modified", "date", "publishdate", "pubdate", "published"),
    "publishdate": ("publishdate", "pubdate", "published", "date"),
    "expirydate": ("expirydate", "unpublishdate"),
}
_OTHER_NAMES = {"lastmod": ("modified",), "publishdate": ("pubdate", "published"), "expirydate": ("unpublishdate",)}
_FILE_NAME = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:\D(\d\d)-(\d\d)-(\d\d))?")


class DateRules(NamedTuple):
    """What of a site's configuration decides about dates: its zone, and in which fields they stand."""

    zone: datetime.tzinfo = datetime.UTC
    fields: Mapping[str, tuple[str, ...]] = DATE_FIELDS


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


def filename_date(path: str) -> tuple[Moment | None, str]:
    """The date with which a file name begins, or the name of its bundle, and the slug behind it.

    >>> filename_date("content/post/2025-07-04-page.md")[1], filename_date("content/post/page.md")
    ('page', (None, ''))
    """
    parts = path.replace("\\\\", "/").split("/")
    name = parts[-1].partition(".")[0]
    if name == "index" and len(parts) > 1:
        name = parts[-2]
    found = _FILE_NAME.match(name)
    if found is None:
        return None, ""
    moment = Moment(*(int(part) if part else 0 for part in found.groups()))
    try:
        moment.at()
    except ValueError:
        return None, ""
    return moment, name[found.end() :].strip(" -_")


def dates_of(page: Page, rules: DateRules | None = None) -> dict[str, Moment | None]:
    """The resolved ``date``, ``lastmod``, ``publishdate`` and ``expirydate`` of a page; None for one it does not have.

    Raises ValueError where a field in the lists holds no date: Hugo builds no such page.
    """
    return resolved(folded(page.decoded), page.path, rules or DateRules())


def resolved(fields: Mapping[str, Value], path: str | None, rules: DateRules) -> dict[str, Moment | None]:
    """As ``dates_of``, of fields with their names in small letters."""
    read: dict[str, Moment | None] = {}
    found: dict[str, Moment | None] = {}
    for name, places in rules.fields.items():
        for place in places:
            if place not in read:
                read[place] = filename_date(path or "")[0] if place == ":filename" else parse_date(fields.get(place))
        moments = (read[place] or found.get(place) for place in places)
        found[name] = next((moment for moment in moments if moment is not None), None)
    return found


def folded(fields: Mapping[str, Value]) -> dict[str, Value]:
    """Fields under small letters; of two spellings the one with capitals wins."""
    out = {name: value for name, value in fields.items() if name == name.lower()}
    return out | {name.lower(): value for name, value in fields.items() if name != name.lower()}


def hidden_because(page: Page, now: datetime.datetime, rules: DateRules | None = None) -> str:
    """Why Hugo leaves a page out at a time: draft, future or expired; empty where it builds it."""
    where = rules or DateRules()
    dates = dates_of(page, where)
    draft = folded(page.decoded).get("draft")
    publish, expiry = dates["publishdate"], dates["expirydate"]
    if draft is True or (isinstance(draft, str) and draft in ("1", "t", "T", "TRUE", "true", "True")):
        return "draft"
    if publish is not None and publish.at(where.zone) > now:
        return "future"
    return "expired" if expiry is not None and expiry.at(where.zone) < now else ""
