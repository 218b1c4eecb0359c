"""What Hugo makes of the fields of a page: ``.Params``, lower-cased and cast, with its dates resolved.

Rules: Hugo 0.168, checked against the binary. The zone and the lists of date fields are those of a site.
"""

from __future__ import annotations

import re

from hugoconv.page.dating import DateRules, dates_of, folded
from hugoconv.page.page import Page
from hugoconv.syntax.dates import parse_date
from hugoconv.syntax.values import Value

_TEXTS = ("title", "linktitle", "description", "summary", "type", "layout", "slug", "url", "translationkey", "markup")
_LISTS = ("keywords", "aliases", "outputs")
_TRUE, _FALSE = ("1", "t", "T", "TRUE", "true", "True"), ("0", "f", "F", "FALSE", "false", "False")
_INT = re.compile(r"[+-]?(?:0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]*|[1-9][0-9]*)\Z")


def params(page: Page, rules: DateRules | None = None) -> dict[str, Value]:
    """What templates see as ``.Params``: names in small letters outside of lists, fields of Hugo's own cast to their
    kind, dates as datetimes in the site's zone, and what stands below ``params`` over all of it.

    Raises ValueError for a page that Hugo does not build because of a date.
    """
    where = rules or DateRules()
    out = {name: cast(name, _lowered(value)) for name, value in folded(page).items()}
    inner = out.pop("params", None)
    for name in {field for fields in where.fields.values() for field in fields}.intersection(out):
        if (own := parse_date(out[name])) is not None:
            out[name] = own.at(where.zone)
    for name, moment in dates_of(page, where).items():
        if moment is not None:
            out[name] = moment.at(where.zone)
    out.setdefault("draft", False)
    out.setdefault("iscjklanguage", False)
    return {**out, **(inner if isinstance(inner, dict) else {})}


def _lowered(value: Value) -> Value:
    """A value with the names of its maps in small letters, but for those within lists."""
    if not isinstance(value, dict):
        return value
    return {key: _lowered(item) for key, item in folded(value).items()}


def cast(name: str, value: Value) -> Value:
    """A value as Hugo casts that of a field of its own; that of any other field as it is."""
    if name in _TEXTS:
        return _text(value)
    if name in _LISTS:
        return _words(value)
    if name in ("draft", "iscjklanguage", "headless"):
        return _truth(value)
    return _whole(value) if name == "weight" else value


def _text(value: Value) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value) if isinstance(value, str | int | float) else ""


def _words(value: Value) -> list[Value]:
    """A list as it is; text is split at its blanks."""
    if isinstance(value, list):
        return [_text(item) for item in value]
    return list(value.split()) if isinstance(value, str) else []


def _truth(value: Value) -> bool:
    if isinstance(value, str):
        return value in _TRUE
    return bool(value) if isinstance(value, bool | int) else False


def _whole(value: Value) -> int:
    if isinstance(value, bool | int | float):
        return int(value)
    if isinstance(value, str) and _INT.match(value):
        digits = value.lstrip("+-")
        base = 0 if digits[1:2] in ("x", "X", "b", "B", "o", "O") else 8 if digits[0] == "0" else 10
        return int(value, base)
    return 0
