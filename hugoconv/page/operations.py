"""Operations on a page, as values.

A path is a string or a tuple. A string that is, case folded, a key of the page is that key; else it is
split at dots. A tuple is never split. A number indexes a list only.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeAlias, TypeVar

from hugoconv.errors import PathError
from hugoconv.syntax.tree import Path
from hugoconv.syntax.values import Value

KeyPath: TypeAlias = "str | Path"
"""Where an entry or item stands: ``"image.caption"``, or ``("image", "caption")``, which is never split."""
NewValue: TypeAlias = "Value | datetime.date | Sequence[NewValue] | Mapping[str, NewValue]"
"""What an operation takes as a value."""

_Class = TypeVar("_Class", bound=type)


def _distinct(cls: _Class) -> _Class:
    """Operations of two kinds are never equal, though they may hold the same."""

    def equal(self: tuple[object, ...], other: object) -> bool:
        return type(other) is cls and tuple.__eq__(self, other)

    def hashed(self: tuple[object, ...]) -> int:
        return hash((cls.__name__, *self))

    def unequal(self: tuple[object, ...], other: object) -> bool:
        return not equal(self, other)

    cls.__eq__, cls.__ne__, cls.__hash__ = equal, unequal, hashed  # type: ignore[method-assign, assignment]
    return cls


@_distinct
class Set(NamedTuple):
    """Give the entry or item at ``path`` a value; an absent entry is inserted, placed by ``order`` as by ``Insert``.
    Equal values make no edit."""

    path: KeyPath
    value: NewValue
    order: tuple[str, ...] = ()


@_distinct
class Insert(NamedTuple):
    """Add an entry with a ``value`` that is not there; refused where the key exists. A path that ends in a number adds
    an item to a list in front of the one that stands there, or behind the last.

    An entry is placed by ``order``, names in the order in which they should stand, else last.
    """

    path: KeyPath
    value: NewValue
    order: tuple[str, ...] = ()


@_distinct
class Remove(NamedTuple):
    """Take the entry or item at ``path`` away, its inline and leading comments with it unless ``keep_comments``.

    ``nth`` (from 0, in the order of the text) names one of several entries with that key; without it several are
    refused.
    """

    path: KeyPath
    keep_comments: bool = False
    nth: int | None = None


@_distinct
class Rename(NamedTuple):
    """Give an entry another key.

    ``new`` without a dot is a key of the same map, and the entry keeps its place. With dots, or as a tuple, it is a
    whole path: where that leads into another map, the entry goes there with its comments, quotes and lines. A key that
    has a dot itself goes to another map only by a tuple.
    """

    path: KeyPath
    new: KeyPath


@_distinct
class Exchange(NamedTuple):
    """Give the entry at ``path`` and another of its map each other's key; ``other`` is one key and never split."""

    path: KeyPath
    other: str


@_distinct
class CommentOut(NamedTuple):
    """Put a comment marker in front of every line of the entry at ``path``."""

    path: KeyPath


@_distinct
class Uncomment(NamedTuple):
    """Bring the commented-out field at ``path`` back to life.

    ``nth`` (from 0) names one of several with that key; without it several are refused.
    """

    path: KeyPath
    nth: int | None = None


@_distinct
class Append(NamedTuple):
    """Add a ``value`` at the end of the list at ``path`` unless it is there."""

    path: KeyPath
    value: NewValue


@_distinct
class Discard(NamedTuple):
    """Take every item of that ``value`` out of the list at ``path``, if there is one."""

    path: KeyPath
    value: NewValue


@_distinct
class SetComment(NamedTuple):
    """Give the entry at ``path`` a comment in place of the one it has; the ``text`` None takes it away. ``kind`` is
    inline or leading."""

    path: KeyPath
    text: str | None
    kind: str = "inline"


@_distinct
class Requote(NamedTuple):
    """Put quotes around text that stands plain, or take them away: Hugo reads the same in it, other readers of YAML may
    take a date, or ``yes``, for text only in quotes. No edit for anything else, nor where text needs its quotes."""

    path: KeyPath
    quoted: bool


@_distinct
class AddDirective(NamedTuple):
    """Put a comment line ``# hugoconv: …`` first in the matter."""

    text: str


@_distinct
class DropDirective(NamedTuple):
    """Take the comment line ``# hugoconv: …`` away that is first in the matter, if there is one."""


@_distinct
class AddCommented(NamedTuple):
    """Add commented-out fields, each a name with its lines, markers included; placed by ``order`` among the
    fields that are live."""

    fields: tuple[tuple[str, tuple[str, ...]], ...]
    order: tuple[str, ...]


@_distinct
class DropCommented(NamedTuple):
    """Take comment lines away, each where it stands alone on its line with exactly that text; others stay."""

    lines: tuple[str, ...]


@_distinct
class RenameCommented(NamedTuple):
    """Give commented-out fields other keys, all at once: each name is a path, with the last step of the new one. Every
    field of that path gets it; where there is none, nothing is done."""

    names: tuple[tuple[Path, str], ...]


@_distinct
class ReplaceCommented(NamedTuple):
    """Give items of commented-out lists, and commented-out texts, other values: ``values`` are the old texts with the
    new ones, in every commented-out field of that top-level name. With ``unique`` an item of a list in brackets goes
    where its new value stands already. A text of several lines stays."""

    name: str
    values: tuple[tuple[str, str], ...]
    unique: bool = False


NamedOperation: TypeAlias = (
    Set | Insert | Remove | Rename | Exchange | CommentOut | Uncomment | Append | Discard | SetComment | Requote
)
WithoutPath: TypeAlias = (
    AddDirective | DropDirective | AddCommented | DropCommented | RenameCommented | ReplaceCommented
)
Operation: TypeAlias = NamedOperation | WithoutPath
"""What ``Page.apply`` takes."""


def checked_path(path: object) -> Path:
    """A path that is no string. Raises PathError for one without a step, TypeError for what is no path."""
    if not isinstance(path, tuple):
        raise TypeError(f"a path is a string or a tuple of keys and numbers, not {type(path).__name__}")
    for step in path:
        if not isinstance(step, str | int) or isinstance(step, bool):
            raise TypeError(f"a step of a path is a key or a number, not {type(step).__name__}")
    if not path:
        raise PathError("a path names at least one key")
    return path
