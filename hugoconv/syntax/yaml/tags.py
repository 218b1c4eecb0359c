"""What Hugo reads in a YAML scalar with a tag.

Rules: goccy/go-yaml as it stands in Hugo since 0.152, checked against the binary.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import TypeAlias

from hugoconv.syntax.numbers import shortest
from hugoconv.syntax.tree import Mapping, Scalar, Sequence
from hugoconv.syntax.values import Value
from hugoconv.text.regex import regex

Plain: TypeAlias = "Callable[[str], str | int | float | bool | None]"

_CORE = "tag:yaml.org,2002:"
_YES = frozenset(("1", "t", "true", "yes"))
_NO = frozenset(("0", "f", "false", "no"))
_DECIMAL = regex(r"[-+]?[0-9]+(?:\.[0-9]*)?\Z")
_NO_TIME = datetime.datetime(1, 1, 1, tzinfo=datetime.UTC)
# In which forms a timestamp is read, and whether it has a zone; anything else is the zero time without a word.
_TIMES = (
    ("%Y-%m-%dT%H:%M:%S.%f%z", True),
    ("%Y-%m-%dT%H:%M:%S%z", True),
    ("%Y-%m-%d %H:%M:%S.%f", False),
    ("%Y-%m-%d %H:%M:%S", False),
    ("%Y-%m-%d", False),
)


def tagged_value(scalar: Scalar, plain_value: Plain) -> Value:
    """The value of a scalar that has a tag; a plain one is resolved by ``plain_value`` first."""
    tag = (scalar.tag or "").removeprefix(_CORE)
    if tag == "null" or (scalar.style == "empty" and tag not in _READERS):
        return None
    resolved = plain_value(scalar.text) if scalar.style in ("plain", "empty") else scalar.text
    reader = _READERS.get(tag)
    if reader is None:
        return scalar.text
    if tag in ("int", "float") and isinstance(resolved, str) and _DECIMAL.match(resolved):
        resolved = plain_value(resolved)
    return reader(resolved)


def text_of(value: Value) -> str:
    """A resolved scalar as text: that of a key, or of a value with the tag of text.

    >>> [text_of(v) for v in (8, 1.0, 0.5, 1e30, True, None)]
    ['8', '1', '0.5', '1e+30', 'true', '']
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return f"[{' '.join(map(text_of, value))}]"
    return shortest(value) if isinstance(value, float) else str(value)


def is_refused(node: Scalar | Mapping | Sequence) -> bool:
    """Whether Hugo builds no page with this tag on this node.

    >>> is_refused(Scalar(0, 1, "perhaps", "plain", 0, tag="tag:yaml.org,2002:bool"))
    True
    """
    tag = (node.tag or "").removeprefix(_CORE)
    if tag.endswith(":"):  # a key was meant, without a space in front of its colon
        return True
    if isinstance(node, Mapping | Sequence):
        return tag in _READERS
    if tag == "bool":
        return node.text.lower() not in _YES | _NO
    return tag in ("merge", "map", "seq") or (tag == "binary" and node.style == "empty")


def _int(value: Value) -> Value:
    # Larger numbers end at the largest that Go holds.
    return min(value, 2**63 - 1) if isinstance(value, int) and not isinstance(value, bool) else 0


def _float(value: Value) -> Value:
    if value is None or isinstance(value, bool):
        return 0
    return float(value) if isinstance(value, int | float) else 0.0


def _bool(value: Value) -> Value:
    return text_of(value).lower() in _YES


def _binary(value: Value) -> Value:
    """The bytes, as a list of numbers; none where it is not base 64."""
    import base64
    import binascii

    try:
        return list(base64.b64decode("".join(str(value or "").split()), validate=True))
    except (binascii.Error, ValueError):
        return []


def _timestamp(value: Value) -> Value:
    for form, zoned in _TIMES:
        try:
            found = datetime.datetime.strptime(str(value), form)  # noqa: DTZ007 - the zone follows
        except ValueError:
            continue
        return found if zoned else found.replace(tzinfo=datetime.UTC)
    return _NO_TIME


_READERS: dict[str, Callable[[Value], Value]] = {
    "str": text_of,
    "int": _int,
    "float": _float,
    "bool": _bool,
    "binary": _binary,
    "timestamp": _timestamp,
}
