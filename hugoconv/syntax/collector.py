"""The garbage collector of the interpreter, which waits while one page is worked on.

The nodes of a tree refer to nothing above them, so that all of it is freed without the collector. Yet it looks at every
new node again and again: half of the time for a page with thousands of commented-out fields.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

_P = ParamSpec("_P")
_R = TypeVar("_R")


def uncollected(work: Callable[_P, _R]) -> Callable[_P, _R]:
    """The same work, during which the collector waits; only who made it wait lets it go on, and it stays off for a
    program that has none."""

    @wraps(work)
    def waited_for(*args: _P.args, **kwargs: _P.kwargs) -> _R:
        if not gc.isenabled():
            return work(*args, **kwargs)
        gc.disable()
        try:
            return work(*args, **kwargs)
        finally:
            gc.enable()

    return waited_for
