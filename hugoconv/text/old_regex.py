"""Regular expressions for Python 3.11.0 to 3.11.4, where a possessive repeat of a group loses its way.

There ``(?:a|b+c)*+`` fails though it matches, where the group goes back within itself (python/cpython#106052). What is
atomic means the same and is not hurt; it takes more memory, so that newer versions do without.
"""

from __future__ import annotations

import re
from importlib import import_module
from typing import Any, AnyStr, cast

_ONE_CHARACTER = frozenset(["IN", "ANY", "LITERAL", "NOT_LITERAL"])


def compiled(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """As ``re.compile``, with atomic groups in the place of possessive repeats of groups.

    >>> compiled(r"(?:a|b+c)*+d").match("abcbbcd").span()
    (0, 7)
    """
    parser, compiler = import_module("re._parser"), import_module("re._compiler")
    parsed = parser.parse(pattern, flags)
    _mend(parsed, parser, import_module("re._constants"))
    return cast("re.Pattern[AnyStr]", compiler.compile(parsed, flags))


def _mend(part: Any, parser: Any, constants: Any) -> None:
    for i, (kind, value) in enumerate(part.data):
        for inner in _inside(value, parser):
            _mend(inner, parser, constants)
        if kind is constants.POSSESSIVE_REPEAT and not _is_one_character(value[2]):
            repeat = parser.SubPattern(part.state, [(constants.MAX_REPEAT, value)])
            part.data[i] = (constants.ATOMIC_GROUP, repeat)


def _inside(value: Any, parser: Any) -> list[Any]:
    """The parts of a pattern within another one."""
    if isinstance(value, parser.SubPattern):
        return [value]
    if isinstance(value, tuple | list):
        return [inner for one in value for inner in _inside(one, parser)]
    return []


def _is_one_character(part: Any) -> bool:
    return len(part) == 1 and str(part[0][0]) in _ONE_CHARACTER
