"""Changes of dates that keep how they are written, as operations on one page."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import NamedTuple, TypeAlias

from hugoconv.page.operations import KeyPath, Set
from hugoconv.page.page import Page
from hugoconv.page.paths import need, shown
from hugoconv.refusals import refused
from hugoconv.syntax.date_text import restyled, rezoned, shifted
from hugoconv.syntax.registry import syntaxes_of
from hugoconv.syntax.tree import Scalar
from hugoconv.syntax.values import Spelled


class Shift(NamedTuple):
    """Move a date by some time. Doing it twice moves it twice."""

    path: KeyPath
    delta: datetime.timedelta


class Rezone(NamedTuple):
    """Tell the same instant in another zone; a date without an offset is one of the site's zone."""

    path: KeyPath
    zone: datetime.tzinfo
    site: datetime.tzinfo = datetime.UTC


class Redate(NamedTuple):
    """Give a date another one, in its own spelling."""

    path: KeyPath
    text: str


Redating: TypeAlias = Shift | Rezone | Redate


def redated(page: Page, op: Redating) -> Set:
    """The operation on the page as it is: a date of TOML stays one, text stays text in its quotes.

    Raises PathError for an absent path, Refused (``not-a-date``) for what cannot be moved.

    >>> from hugoconv.page.page import parse
    >>> page = parse("---\\ndate: '2021-02-01 10:00:00 +0800'\\n---\\n")
    >>> page.apply(redated(page, Shift("date", datetime.timedelta(hours=8)))).matter
    "date: '2021-02-01 18:00:00 +0800'\\n"
    """
    syntax = syntaxes_of(page.hugo)[page.syntax]
    place = need(page.tree, op.path, syntax)
    node = place.part.value
    old = node.text if isinstance(node, Scalar) else ""
    try:
        new = _WAYS[type(op)](old, op)
    except ValueError as error:
        found = refused("not-a-date", field=shown(place.path), why=error, span=(node.start, node.end), path=page.path)
        found.lineno, found.colno = page.position(node.start)
        raise found from None
    value = syntax.data(node)
    if not isinstance(value, datetime.date):
        return Set(place.path, new)
    return Set(place.path, typed_date(new))


def typed_date(text: str) -> datetime.date:
    """The date that a text says, with its spelling where it has a time. Raises ValueError for what is none."""
    if len(text) == 10:
        return datetime.date.fromisoformat(text)
    return Spelled.of(datetime.datetime.fromisoformat(text.replace("z", "Z")), text)


_WAYS: dict[type, Callable[..., str]] = {
    Shift: lambda old, op: shifted(old, op.delta),
    Rezone: lambda old, op: rezoned(old, op.zone, op.site),
    Redate: lambda old, op: restyled(op.text, old),
}
