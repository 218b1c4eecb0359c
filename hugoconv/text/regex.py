"""Regular expressions that are compiled when they are first used."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from functools import partial
from typing import Any, AnyStr, cast


class _Regex:
    """Stands for a regular expression; what was asked of it once is an attribute of its own from then on."""

    def __init__(self, compiled: Callable[[], object], pattern: object) -> None:
        self._compiled, self.pattern = compiled, pattern

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # a class that holds one asks whether it is abstract, which would compile it
            raise AttributeError(name)
        value = getattr(self._compiled(), name)
        setattr(self, name, value)
        return value


def regex(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """The same as ``re.compile``, but an error in it is raised at the first use.

    A module holds some, a command needs few of them, and compiling all took a third of the time to start.

    >>> regex("[a-z]+").findall("one and two")
    ['one', 'and', 'two']
    """
    return cast(re.Pattern[AnyStr], _Regex(partial(_compiled, pattern, flags), pattern))


def _compiled(pattern: AnyStr, flags: int) -> re.Pattern[AnyStr]:
    if sys.version_info >= (3, 11, 5):
        return re.compile(pattern, flags)
    from hugoconv.text.old_regex import compiled

    return compiled(pattern, flags)
