"""What Hugo reads in a TOML value, and what a tree says as plain data."""

from __future__ import annotations

import datetime
from functools import lru_cache

from hugoconv.refusals import refused
from hugoconv.syntax.tree import Node, Scalar, Sequence, entries_of
from hugoconv.syntax.values import CanonicalValue, Value, accepted, canonical_of, without_place
from hugoconv.text.regex import regex

_BASES = {"0x": 16, "0o": 8, "0b": 2}
_MOMENT = regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{2}:[0-9]{2}")
_FRACTION = regex(r"(\.[0-9]{6})[0-9]+")


@lru_cache(maxsize=4096)
def plain_value(literal: str) -> Value:
    """What a literal without quotes says: a number, a truth value, or a date, time or both of them.

    A date without an offset stays without one. Seconds beyond microseconds are left out here, never in the text.

    >>> plain_value("1_000"), plain_value("0x1F"), plain_value("2021-02-01T10:00:00+08:00").isoformat()
    (1000, 31, '2021-02-01T10:00:00+08:00')
    """
    if literal in ("true", "false"):
        return literal == "true"
    if _MOMENT.match(literal):
        return moment(literal)
    digits = literal.replace("_", "")
    if digits[:2] in _BASES:
        return int(digits, _BASES[digits[:2]])
    return float(digits) if digits.strip("+-0123456789") else int(digits)


def is_past_the_day(literal: str) -> bool:
    """Whether a date with a time, or a time, has the hour 24. From Python 3.14 on ``fromisoformat`` takes it for the
    next midnight; it is no hour for TOML and Hugo."""
    return literal[11:13] == "24" or literal.startswith("24:")


def moment(literal: str) -> Value:
    """The date, time, or both of them that text says, in TOML's spelling or with a lower-case ``t`` or ``z``; the text
    itself where it is none."""
    text = _FRACTION.sub(r"\1", literal).replace("t", "T").replace("z", "Z")
    if is_past_the_day(text):
        return literal
    try:
        if len(text) <= len("2021-02-01") and "-" in text:
            return datetime.date.fromisoformat(text)
        if "-" not in text[:5]:
            return datetime.time.fromisoformat(text)
        return datetime.datetime.fromisoformat(text)
    except ValueError:  # the year 0, which Python does not know
        return literal


def scalar_value(scalar: Scalar) -> Value:
    """What Hugo reads in a scalar."""
    return plain_value(scalar.text) if scalar.style == "plain" else scalar.text


def canonical_scalar(scalar: Scalar) -> CanonicalValue:
    """The shape of a scalar's value."""
    if scalar.style != "plain":
        return scalar.text
    return canonical_of(plain_value(scalar.text))


def data(node: Node | None) -> Value:
    """The value of a node."""
    if node is None:
        return None
    if isinstance(node, Scalar):
        return scalar_value(node)
    if isinstance(node, Sequence):
        return [data(item.value) for item in node.items]
    out: dict[str, Value] = {}
    for entry in entries_of(node):
        out[entry.name] = data(entry.value)
    return out


def accept(value: object) -> Value:
    """A value given by a caller as one that TOML front matter can hold; dates and times stay what they are.

    Refuses null, which TOML does not have, and anything without a counterpart.
    """
    return accepted(value, _accept_single)


def _accept_single(value: object) -> Value:
    if isinstance(value, str | bool | int | float | datetime.date | datetime.time):
        return value
    if value is None:
        raise refused("no-null")
    raise without_place(value)
