"""How large and how deep front matter may be, and the room on the stack that deep matter needs.

See docs/limits.md for what is promised, and docs/decisions/015-one-limit-of-depth.md for why.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence

from hugoconv.errors import MatterSyntaxError
from hugoconv.refusals import message, refused, unreadable
from hugoconv.text.regex import regex

MAX_LENGTH = 8 * 1024 * 1024  # bytes of front matter
MAX_VALUES = 100_000  # keys, items and single values, each as often as aliases repeat it
# Lists and maps within each other, the front matter itself not counted. Python 3.12 allows 1,500 calls from C to C,
# whatever its recursion limit says, and to compare two nested values takes three a level.
MAX_DEPTH = 200 if sys.version_info[:2] == (3, 12) else 500

_USUAL_DEPTH = 40
_SIGNED_LINE = regex(r"^[ \t]*+#", re.MULTILINE)
_ROOM = 20_000  # frames: the deepest walks take 25 a level


def refuse_count(count: int, text: str) -> None:
    """Refuses matter of too many parts."""
    if count > MAX_VALUES:
        raise unreadable(text, 0, message("too-large", "values", limit=MAX_VALUES))


def too_deep(text: str, at: int) -> MatterSyntaxError:
    """The error for what is nested too deep."""
    return unreadable(text, at, message("too-deep", limit=MAX_DEPTH))


def refuse_length(text: str) -> None:
    """Refuses matter over the limit; that of a page was refused in bytes already, before it was decoded."""
    if len(text) > MAX_LENGTH:
        raise unreadable(text, 0, message("too-large", "characters", length=len(text), limit=MAX_LENGTH))
    if text.count("#") > MAX_VALUES and len(_SIGNED_LINE.findall(text)) > MAX_VALUES:
        raise unreadable(text, 0, message("too-large", "comments", limit=MAX_VALUES))


def enter(depth: int, text: str, at: int) -> None:
    """Refuses a list or map that lies too deep, and makes room for those that are deeper than usual."""
    if depth > _USUAL_DEPTH:
        if depth > MAX_DEPTH:
            raise too_deep(text, at)
        make_room()


def make_room() -> None:
    """Lets the interpreter go as deep as the deepest matter needs; nothing changes where it may already."""
    if sys.getrecursionlimit() < _ROOM:
        # Since Python 3.11 a call from Python to Python takes no room on the C stack, which the limit was there to
        # protect.
        sys.setrecursionlimit(_ROOM)


def refuse_deep_value(value: object) -> None:
    """Refuses a value given by a caller that is nested too deep, be it within itself."""
    level = [value]
    for depth in range(MAX_DEPTH + 1):
        level = _inner(level)
        if not level:
            break
        if depth == _USUAL_DEPTH:
            make_room()
    else:
        raise refused("too-deep", case="value", limit=MAX_DEPTH)


def _inner(values: list[object]) -> list[object]:
    """The lists and maps within some, each once however often it is there."""
    found: dict[int, object] = {}
    for value in values:
        if isinstance(value, Mapping):
            found.update((id(inner), inner) for inner in value.values() if _is_nested(inner))
        elif _is_nested(value):
            found.update((id(inner), inner) for inner in value if _is_nested(inner))  # type: ignore[attr-defined]
    return [*found.values()]


def _is_nested(value: object) -> bool:
    return isinstance(value, Mapping | Sequence) and not isinstance(value, str | bytes | bytearray)
