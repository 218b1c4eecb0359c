"""What Hugo makes of the fields of a page: ``.Params``, lower-cased and cast, with its dates resolved.

Rules: Hugo 0.168, checked against the binary. The zone and the lists of date fields are those of a site.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Callable, Mapping

from hugoconv.hugo.cascade import cascades_of, handed_down
from hugoconv.hugo.page_dates import DateRules, filled_in, folded, is_draft, is_true, places_of
from hugoconv.hugo.page_path import PagePath
from hugoconv.hugo.reserved import RESERVED, TEXT, TRUTH, WHOLE, WORDS
from hugoconv.syntax.numbers import decimal
from hugoconv.syntax.values import Value
from hugoconv.text.regex import regex

# What Go's `strconv.ParseInt` takes with base 0. A fraction may follow, which cast drops.
_INT = regex(r"[+-]?(?:0[xX][0-9a-fA-F_]+|0[bB][01_]+|0[oO]?[0-7_]*|[1-9][0-9_]*)(?:\.[0-9]*)?\Z")
_LEAST = -(2**63)


def params(
    fields: Mapping[str, Value], where: PagePath | None = None, rules: DateRules | None = None
) -> dict[str, Value]:
    """What templates see as ``.Params`` of a page with these fields, as Hugo's decoder gives them.

    Names are in lowercase outside of lists, fields of Hugo's own cast to their kind, dates datetimes in the site's
    zone; what its own ``cascade`` hands down is among them, and what stands below ``params`` over all of it.

    Raises ValueError for a page that Hugo does not build because of a date or the target of its ``cascade``.
    """
    rules = rules or DateRules()
    own = _lowered(fields)
    given = {**handed_down(cascades_of(own.get("cascade")), where), **own}
    out = {name: cast(name, value) for name, value in given.items()}
    inner = out.pop("params", None)
    dates = places_of(given, where, rules)
    for name, found in dates.items():
        if found is None:
            continue
        if found.place in out:
            out[found.place] = found.moment.at(rules.zone)
        if name not in out:
            out[name] = filled_in(name, found.moment).at(rules.zone)
    out["draft"] = is_draft(given, dates)
    out.setdefault("iscjklanguage", False)
    return {**out, **(inner if isinstance(inner, dict) else {})}


def lowered(value: Value) -> Value:
    """A value with the names of its maps in lowercase, but for those within lists; ``_merge`` is Hugo's own."""
    return _lowered(value) if isinstance(value, dict) else value


def _lowered(fields: Mapping[str, Value]) -> dict[str, Value]:
    return {key: lowered(item) if key != "_merge" else _strategy(item) for key, item in folded(fields).items()}


def _strategy(value: Value) -> str:
    """How a site merges a map with that of its theme; anything else is the deep way."""
    name = text_of(value).lower()
    return name if name in ("none", "shallow") else "deep"


def cast(name: str, value: Value) -> Value:
    """A value as Hugo casts that of a field of its own; that of any other field as it is."""
    text = _CASTS.get(RESERVED.get(name, ""), _as_it_is)(value)
    # Hugo takes the hyphens off both ends of a slug, also in `.Params`.
    return text.strip("-") if name == "slug" and isinstance(text, str) else text


def _as_it_is(value: Value) -> Value:
    return value


def text_of(value: Value) -> str:
    """A value as Hugo casts it to text; what is no single value is empty.

    >>> [text_of(v) for v in (True, 2.0, 1e-06, "x", ["x"])]
    ['true', '2', '0.000001', 'x', '']
    """
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return decimal(value)
    if isinstance(value, datetime.datetime) and value.tzinfo is not None:
        # As Go's `Time.String` writes it.
        offset = value.strftime("%z")
        return f"{value.strftime('%Y-%m-%d %H:%M:%S')} {offset} {'UTC' if offset == '+0000' else offset}"
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return str(value) if isinstance(value, str | int) else ""


def words_of(value: Value) -> list[Value]:
    """A list of single values as text, and none of a list with others; text is split at its spaces."""
    if isinstance(value, list):
        return [] if any(isinstance(item, list | dict) for item in value) else [text_of(item) for item in value]
    if isinstance(value, str):
        return list(value.split())
    return [] if value is None or isinstance(value, dict) else [text_of(value)]


def whole_of(value: Value) -> int:
    """A value as Hugo casts it to a whole number of 64 bits; what is no number is 0."""
    if isinstance(value, float):
        # Go on amd64 makes the least integer of any float that has no place in 64 bits.
        return int(value) if math.isfinite(value) and abs(value) < 2.0**63 else _LEAST
    if isinstance(value, bool | int):
        # What is over the largest signed integer is unsigned for Hugo, and wraps around when it is cast.
        return (int(value) - _LEAST) % 2**64 + _LEAST
    if not isinstance(value, str) or not _INT.match(value):
        return 0
    digits = value.partition(".")[0]
    bare = digits.lstrip("+-")
    try:
        # Go reads `010` as 8; to Python's base 0 it is an error.
        found = int(digits, 8 if bare[0] == "0" and bare.isdigit() else 0)
    except ValueError:  # a stray underscore
        return 0
    return found if _LEAST <= found < -_LEAST else 0


_CASTS: Mapping[str, Callable[[Value], Value]] = {
    TEXT: text_of,
    TRUTH: is_true,
    WHOLE: whole_of,
    WORDS: words_of,
}
