"""Values as Hugo's decoders give them, and the shapes in which two trees are compared."""

from __future__ import annotations

import datetime
import math
import numbers
import operator
from collections.abc import Callable, ItemsView, KeysView, Mapping, Sequence, ValuesView
from typing import Any, TypeAlias

from hugoconv.errors import Refused
from hugoconv.refusals import refused
from hugoconv.syntax.limits import refuse_deep_value
from hugoconv.text.regex import regex

Value: TypeAlias = "str | int | float | bool | datetime.date | datetime.time | list[Value] | dict[str, Value] | None"
"""What a field can hold, as Hugo reads it."""

# A string stands for itself; anything else says what it is, so that 1, 1.0 and True stay apart.
CanonicalValue: TypeAlias = "str | tuple[object, ...]"


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

_LONGEST_NUMBER = 1100  # bits; more than a float has
_HALF = regex("[\ud800-\udfff]")


def refuse_halves(text: str, what: str = "value") -> None:
    """Refuses new text with half of a surrogate pair in it, which no file of UTF-8 can hold."""
    if not text.isascii() and _HALF.search(text):
        raise refused("unwritable-value", case="surrogate", what=what)


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

    Refuses (``too-deep``) what is nested deeper than front matter can be, be it within itself.
    """
    refuse_deep_value(value)
    return _accepted(plain(value), single)


def _accepted(value: object, single: Callable[[object], Value]) -> Value:
    if isinstance(value, list):
        return [_accepted(item, single) for item in value]
    if isinstance(value, dict):
        return {key: _accepted(item, single) for key, item in value.items()}
    return single(value)


def plain(value: object) -> object:
    """A value given by a caller in Python's own types: what subclasses, wrappers and numbers of other libraries stand
    for. What is none of them comes back as it is; refuses a map whose keys are no text, and an endless number.

    >>> from enum import IntEnum
    >>> plain((IntEnum("Size", "BIG").BIG, {"a": 1}.keys()))
    [1, ['a']]
    """
    if value is None or type(value) in (str, bool, float, Spelled):
        return value
    if isinstance(value, int | numbers.Integral):
        return _plain_int(value)
    if isinstance(value, str):
        # Not str(value): what an enum of strings says there is its own name.
        return str.__str__(value)
    if isinstance(value, datetime.date | datetime.time):
        return _plain_moment(value)
    if isinstance(value, Mapping):
        return {_plain_key(key): plain(item) for key, item in value.items()}
    if isinstance(value, KeysView | ValuesView | ItemsView):
        return [plain(item) for item in value]
    if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray | memoryview):
        return [plain(item) for item in value]
    return _unwrapped(value)


def _plain_int(value: int | numbers.Integral) -> int | bool:
    if any(cls.__name__ == "ScalarBoolean" for cls in type(value).__mro__):  # an int to ruamel.yaml
        return bool(value)
    number = int(value)
    if number.bit_length() > _LONGEST_NUMBER:
        raise refused("unwritable-value", case="large-number")
    return number


def _plain_moment(value: datetime.date | datetime.time) -> datetime.date | datetime.time:
    if isinstance(value, datetime.datetime):
        return datetime.datetime.combine(_plain_moment(value.date()), _plain_moment(value.timetz()))  # type: ignore[arg-type]
    if isinstance(value, datetime.date):
        return datetime.date(value.year, value.month, value.day)
    return datetime.time(value.hour, value.minute, value.second, value.microsecond, value.tzinfo, fold=value.fold)


def _plain_key(key: object) -> str:
    if isinstance(key, str):
        return str.__str__(key)
    raise refused("unwritable-value", case="key-type", type=type(key).__name__)


def _unwrapped(value: object) -> object:
    """What a wrapper of another library holds: that of tomlkit, a number or an array of numpy, any other number."""
    for name in ("unwrap", "tolist"):
        method = getattr(value, name, None)
        if callable(method) and not isinstance(value, type):
            return plain(method())
    # By name: numpy, whose values these may be, is no dependency.
    kind = type(value)
    if kind.__name__ in ("bool", "bool_") and hasattr(kind, "__bool__"):
        return bool(value)
    if hasattr(kind, "__index__"):
        return _plain_int(operator.index(value))  # type: ignore[arg-type]
    if isinstance(value, numbers.Real) or hasattr(kind, "__float__"):
        return float(value)  # type: ignore[arg-type]
    return value


def without_place(value: object) -> Refused:
    """The refusal of a value that no front matter can hold."""
    return refused("unwritable-value", case="type", type=type(value).__name__)


def kind_of(value: Value) -> str:
    """The name of a value's kind: string, bool, int, float, datetime, list, map or null."""
    return KINDS[datetime.datetime if isinstance(value, datetime.datetime) else type(value)]


def fresh(value: Value) -> Value:
    """The same value, of which nothing is shared: to change it changes nothing else."""
    if isinstance(value, dict):
        return {key: fresh(item) for key, item in value.items()}
    if isinstance(value, list):
        return [fresh(item) for item in value]
    return value


def json_form(value: Any) -> Any:
    """The same value for JSON: dates are text, and so are the numbers that JSON lacks.

    >>> json_form({"a": [float("-inf"), datetime.date(2020, 1, 2)]})
    {'a': ['-Infinity', '2020-01-02']}
    """
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else f"{'-' if value < 0 else ''}Infinity"
    if isinstance(value, dict):
        return {key: json_form(item) for key, item in value.items()}
    return [json_form(item) for item in value] if isinstance(value, list | tuple) else value


def canonical_of(value: Value) -> CanonicalValue:
    """The shape of a value; equal exactly where Hugo reads the same, order of keys included.

    >>> canonical_of(1) == canonical_of(1.0), canonical_of("a")
    (False, 'a')
    """
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return ("map", tuple((key, canonical_of(item)) for key, item in value.items()))
    if isinstance(value, list):
        return ("list", tuple(map(canonical_of, value)))
    if isinstance(value, datetime.datetime):
        return ("datetime", value.isoformat())
    # By repr: nan is not equal to itself, and -0.0 is equal to 0.0.
    return (type(value).__name__, repr(value))
