"""Values as Hugo's decoders give them, and the shapes in which two trees are compared."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from hugoconv.errors import Refused
from hugoconv.syntax.limits import refuse_deep_value

Value: TypeAlias = "str | int | float | bool | datetime.date | datetime.time | list[Value] | dict[str, Value] | None"

# A string stands for itself; anything else says what it is, so that 1, 1.0 and True stay apart.
Shape: TypeAlias = "str | tuple[object, ...]"


class Spelled(datetime.datetime):
    """A date with a time, and how it is to be written where dates need no quotes."""

    literal: str

    @classmethod
    def of(cls, when: datetime.datetime, literal: str) -> Spelled:
        """That date in that spelling."""
        found = cls.combine(when.date(), when.timetz())
        found.literal = literal
        return found


KINDS: Mapping[type, str] = {
    str: "string",
    bool: "bool",
    int: "int",
    float: "float",
    list: "list",
    dict: "map",
    type(None): "null",
    datetime.datetime: "datetime",
    datetime.date: "datetime",
    datetime.time: "datetime",
}

_HALF = re.compile("[\ud800-\udfff]")


def refuse_halves(text: str, what: str = "value") -> None:
    """Refuses new text with half of a surrogate pair in it, which no file of UTF-8 can hold."""
    if not text.isascii() and _HALF.search(text):
        raise Refused("unwritable-value", f"the {what} holds half of a surrogate pair", "give it as valid Unicode")


def value_at(value: Value, path: tuple[str | int, ...], default: Value = None) -> Value:
    """The value at a path, or another one where nothing stands there.

    >>> value_at({"a": ["x", "y"]}, ("a", 1))
    'y'
    """
    for step in path:
        if isinstance(value, dict) and isinstance(step, str):
            value = value.get(step, default)
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            return default
    return value


def accepted(value: object, single: Callable[[object], Value]) -> Value:
    """A value given by a caller as one of front matter: lists and maps part by part, all else by ``single``.

    Refuses (``too-deep``) what is nested deeper than front matter can be.
    """
    refuse_deep_value(value)
    return _accepted(value, single)


def _accepted(value: object, single: Callable[[object], Value]) -> Value:
    if isinstance(value, Sequence) and not isinstance(value, str | bytes | bytearray):
        return [_accepted(item, single) for item in value]
    if isinstance(value, Mapping) and all(isinstance(key, str) for key in value):
        return {key: _accepted(item, single) for key, item in value.items()}
    return single(value)


def without_place(value: object) -> Refused:
    """The refusal of a value that no front matter can hold."""
    return Refused("unwritable-value", f"a {type(value).__name__} has no place in front matter", "give it as text")


def kind_of(value: Value) -> str:
    """The name of a value's kind: string, bool, int, float, datetime, list, map or null."""
    return KINDS[datetime.datetime if isinstance(value, datetime.datetime) else type(value)]


def shape_of(value: Value) -> Shape:
    """The shape of a value; equal exactly where Hugo reads the same, order of keys included.

    >>> shape_of(1) == shape_of(1.0), shape_of("a")
    (False, 'a')
    """
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return ("map", tuple((key, shape_of(item)) for key, item in value.items()))
    if isinstance(value, list):
        return ("list", tuple(map(shape_of, value)))
    if isinstance(value, datetime.datetime):
        return ("datetime", value.isoformat())
    return (type(value).__name__, repr(value))
