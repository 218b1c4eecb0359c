"""What Hugo 0.168 reads in a YAML scalar, and what a tree says as plain data.

Rules: goccy/go-yaml as it stands in Hugo since 0.152, checked against the binary. Only plain scalars
are anything but strings; there are no dates, no base-60 numbers, no yes and no.
"""

from __future__ import annotations

import datetime
import re

from hugoconv.syntax.nodes import Alias, Mapping, Node, Scalar, Sequence
from hugoconv.syntax.values import Shape, Value, accepted, without_place

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
_FLOAT = re.compile(r"(?:[0-9]+\.[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?\Z")
_BASES = (("0x", 16, "0123456789abcdefABCDEF"), ("0o", 8, "01234567"), ("0b", 2, "01"))
_CORE = "tag:yaml.org,2002:"


def plain_value(text: str) -> str | int | float | bool | None:
    """What Hugo reads in a plain scalar.

    >>> [plain_value(t) for t in ("yes", "010", "12:30", "1.5e3", "1e3", "2021-01-23", "~")]
    ['yes', 8, '12:30', 1500.0, '1e3', '2021-01-23', None]
    """
    if not text or text[0] not in _SPECIAL:
        return text.replace("\t", "") if text else None
    if text in _WORDS:
        return _WORDS[text]
    if text in _INFINITY:
        return float(_INFINITY[text])
    number = _number(text)
    return text.replace("\t", "") if number is None else number


def _number(text: str) -> int | float | None:
    if text[0] not in "0123456789+-." or text.count(".") > 1:
        return None
    rest = text.removeprefix("+")
    negative = rest.startswith("-")
    digits = rest.removeprefix("-").replace("_", "")
    if "." in digits:
        return _float(digits, negative=negative)
    return _integer(digits, negative=negative)


def _float(digits: str, *, negative: bool) -> float | None:
    if not _FLOAT.match(digits):
        return None
    value = float(digits)
    if value == float("inf"):
        return None
    return -value if negative else value


def _integer(digits: str, *, negative: bool) -> int | None:
    for prefix, base, allowed in _BASES:
        if digits.startswith(prefix):
            return _in_range(digits[2:], base, allowed, negative=negative)
    if len(digits) > 1 and digits[0] == "0":
        return _in_range(digits, 8, "01234567", negative=negative)
    return _in_range(digits, 10, "0123456789", negative=negative)


def _in_range(digits: str, base: int, allowed: str, *, negative: bool) -> int | None:
    if not digits or len(digits) > 70 or any(c not in allowed for c in digits):
        return None
    value = int(digits, base)
    if negative:
        return -value if value <= 2**63 else None
    return value if value < 2**64 else None


def scalar_value(scalar: Scalar) -> str | int | float | bool | None:
    """What Hugo reads in a scalar, its style and tag considered."""
    if scalar.tag is not None:
        return _tagged(scalar)
    if scalar.style == "plain":
        return plain_value(scalar.text)
    return None if scalar.style == "empty" else scalar.text


def _tagged(scalar: Scalar) -> str | int | float | bool | None:
    tag = (scalar.tag or "").removeprefix(_CORE)
    read = plain_value(scalar.text) if scalar.style in ("plain", "empty") else scalar.text
    if tag in ("!", "str"):
        return scalar.text
    if tag in ("int", "float", "bool"):
        read = plain_value(scalar.text)
    if tag == "null":
        return None
    if tag == "int":
        return int(read) if isinstance(read, int) and not isinstance(read, bool) else 0
    if tag == "float":
        return float(read) if isinstance(read, int | float) else 0.0
    if tag == "bool":
        return read if isinstance(read, bool) else False
    return read


def scalar_shape(scalar: Scalar) -> Shape:
    """The shape of a scalar's value."""
    if scalar.tag is None and (scalar.style not in ("plain", "empty")):
        return scalar.text
    value = scalar_value(scalar)
    return value if isinstance(value, str) else (type(value).__name__, repr(value))


def is_merge_key(key: Node) -> bool:
    """Whether a key is YAML's merge key."""
    return isinstance(key, Scalar) and key.style == "plain" and key.text == "<<"


def data(node: Node | None, anchors: dict[str, Value] | None = None) -> Value:
    """The value of a node with aliases followed and merge keys carried out in Hugo's order.

    The last of two equal keys wins; a merge that follows an explicit key overrides it.
    """
    known: dict[str, Value] = {} if anchors is None else anchors
    if node is None:
        return None
    if isinstance(node, Alias):
        return known.get(node.name)
    if isinstance(node, Scalar):
        value: Value = scalar_value(node)
    elif isinstance(node, Sequence):
        value = [data(item.value, known) for item in node.items]
    else:
        value = _map(node, known)
    if node.anchor is not None:
        known[node.anchor] = value
    return value


def _map(node: Mapping, known: dict[str, Value]) -> dict[str, Value]:
    out: dict[str, Value] = {}
    for entry in node.entries:
        if isinstance(entry.key, Scalar) and entry.key.anchor is not None:
            known[entry.key.anchor] = entry.key.text
        value = data(entry.value, known)
        if is_merge_key(entry.key):
            for source in value if isinstance(value, list) else [value]:
                out.update(source if isinstance(source, dict) else {})
        elif isinstance(entry.key, Scalar):
            out[entry.key.text] = value
        else:
            out[str(data(entry.key, known))] = value
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
