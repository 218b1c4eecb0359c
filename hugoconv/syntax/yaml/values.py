"""What Hugo 0.168 reads in a YAML scalar, and what a tree says as plain data.

Rules: goccy/go-yaml as it stands in Hugo since 0.152, checked against the binary. Only plain scalars
are anything but strings; there are no dates, no base-60 numbers, no yes and no.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from hugoconv.syntax.tree import Alias, Mapping, Node, Scalar, Sequence
from hugoconv.syntax.values import CanonicalValue, Value, accepted, canonical_of, without_place
from hugoconv.syntax.yaml.tags import tagged_value, text_of
from hugoconv.text.regex import regex

_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("null", "Null", "NULL", "~", ""), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INFINITY = {
    **dict.fromkeys((".inf", ".Inf", ".INF"), "inf"),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), "-inf"),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), "nan"),
}
_SPECIAL = frozenset("0123456789+-.~nNtTfF")
_FLOAT = regex(r"(?:[0-9]+\.[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?\Z")
_BASES = (("0x", 16, "0123456789abcdefABCDEF"), ("0o", 8, "01234567"), ("0b", 2, "01"))


def plain_value(text: str) -> str | int | float | bool | None:
    """What Hugo reads in a plain scalar; a tab in it is dropped.

    >>> [plain_value(t) for t in ("yes", "010", "12:30", "1.5e3", "1e3", "2021-01-23", "~", "a\\tb")]
    ['yes', 8, '12:30', 1500.0, '1e3', '2021-01-23', None, 'ab']
    """
    if "\t" in text:
        text = text.replace("\t", "")
    if not text or text[0] not in _SPECIAL:
        return text or None
    if text in _WORDS:
        return _WORDS[text]
    if text in _INFINITY:
        return float(_INFINITY[text])
    number = _number(text)
    return text if number is None else number


@lru_cache(maxsize=1024)
def _number(text: str) -> int | float | None:
    if text[0] not in "0123456789+-." or text.count(".") > 1:
        return None
    # goccy drops one plus, then one minus, so that `+-1` is 1 and `-_1` is -1; Python's int and float refuse them.
    negative = text.startswith("-")
    digits = text.removeprefix("+").removeprefix("-").replace("_", "")
    # Without a dot there is no float for goccy: `1e3` is text.
    if "." in digits:
        return _float(digits, negative=negative)
    return _integer(digits, negative=negative)


def _float(digits: str, *, negative: bool) -> float | None:
    if not _FLOAT.match(digits):
        return None
    value = float(digits)
    # Go calls a number out of range an error, and goccy takes it for text; Python makes infinity of it.
    if value == float("inf"):
        return None
    return -value if negative else value


def _integer(digits: str, *, negative: bool) -> int | None:
    for prefix, base, allowed in _BASES:
        if digits.startswith(prefix):
            return _in_range(digits[2:], base, allowed, negative=negative)
    # `010` is 8 for Hugo, and `08`, which is no octal number, is text; Python's base 0 refuses both.
    if len(digits) > 1 and digits[0] == "0":
        return _in_range(digits, 8, "01234567", negative=negative)
    return _in_range(digits, 10, "0123456789", negative=negative)


def _in_range(digits: str, base: int, allowed: str, *, negative: bool) -> int | None:
    # int() alone would take signs and the digits of other scripts too, and refuses thousands of digits.
    if not digits or len(digits) > 70 or any(c not in allowed for c in digits):
        return None
    value = int(digits, base)
    # Hugo's integers are signed below zero and unsigned above; what needs more than 64 bits is text.
    if negative:
        return -value if value <= 2**63 else None
    return value if value < 2**64 else None


def scalar_value(scalar: Scalar) -> Value:
    """What Hugo reads in a scalar, its style and tag considered."""
    if scalar.tag is not None:
        return tagged_value(scalar, plain_value)
    if scalar.style == "plain":
        return plain_value(scalar.text)
    return None if scalar.style == "empty" else scalar.text


def canonical_scalar(scalar: Scalar) -> CanonicalValue:
    """The shape of a scalar's value."""
    if scalar.tag is None and (scalar.style not in ("plain", "empty")):
        return scalar.text
    return canonical_of(scalar_value(scalar))


def is_merge_key(key: Node) -> bool:
    """Whether a key is YAML's merge key."""
    return isinstance(key, Scalar) and key.style == "plain" and key.text == "<<"


class ReadingRules(NamedTuple):
    """How a tree becomes data: what a scalar says, and what a key is called; the second argument of ``key`` says
    whether its map lies within another."""

    scalar: Callable[[Scalar], Value] = scalar_value
    key: Callable[[Scalar, bool], str] = lambda key, _nested: key.text
    first_wins: bool = False


AS_SPELLED = ReadingRules()


def data(node: Node | None, reading: ReadingRules = AS_SPELLED) -> Value:
    """The value of a node with aliases followed and merge keys carried out in Hugo's order; keys as the author
    spelled them, unless another reading is asked for.

    The last of two equal keys wins; a merge that follows an explicit key overrides it.
    """
    return _value(node, {}, reading, nested=False) if node is not None else None


def _value(node: Node, known: dict[str, Value], reading: ReadingRules, *, nested: bool) -> Value:
    if isinstance(node, Alias):
        return known.get(node.name)
    if isinstance(node, Scalar):
        value: Value = reading.scalar(node)
    elif isinstance(node, Sequence):
        value = [_value(item.value, known, reading, nested=True) for item in node.items]
    else:
        value = _map(node, known, reading, nested=nested)
    # Not before its value is made: an alias within the node that it names is null for Hugo.
    if node.anchor is not None:
        known[node.anchor] = value
    return value


def _map(node: Mapping, known: dict[str, Value], reading: ReadingRules, *, nested: bool) -> dict[str, Value]:
    out: dict[str, Value] = {}
    for entry in node.entries:
        key = entry.key
        if isinstance(key, Scalar) and key.anchor is not None:
            known[key.anchor] = key.text
        value = _value(entry.value, known, reading, nested=True)
        if is_merge_key(key):
            sources = value if isinstance(value, list) else [value]
            for source in reversed(sources) if reading.first_wins else sources:
                out.update(source if isinstance(source, dict) else {})
        elif isinstance(key, Scalar):
            out[reading.key(key, nested)] = value
        else:
            out[text_of(_value(key, known, reading, nested=True))] = value
    return out


def accept(value: object) -> Value:
    """A value given by a caller as one that YAML front matter can hold.

    A date or time becomes text, since Hugo reads it as text; an offset of zero is written ``Z``.
    Refuses anything without a counterpart.
    """
    return accepted(value, _accept_single)


def _accept_single(value: object) -> Value:
    if value is None or isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, datetime.date):
        return value.isoformat().replace("+00:00", "Z")
    raise without_place(value)
