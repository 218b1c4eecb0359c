"""Operations on a page, as values.

A path is a string or a tuple. A string that is, case folded, a key of the page is that key; else it is
split at dots. A tuple is never split. A number indexes a list only.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TypeAlias

from hugoconv.syntax.nodes import Path

PathLike: TypeAlias = "str | Path"
NewValue: TypeAlias = (
    "str | int | float | bool | None | datetime.date | list[NewValue] | tuple[NewValue, ...] | dict[str, NewValue]"
)


@dataclass(frozen=True, slots=True)
class Set:
    """Give an entry or item a value; an absent entry is inserted. Equal values make no edit."""

    path: PathLike
    value: NewValue
    order: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Insert:
    """Add an entry that is not there; refused where the key exists.

    It is placed by ``order``, names in the order in which they should stand, else last.
    """

    path: PathLike
    value: NewValue
    order: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Remove:
    """Take an entry or item away, its inline and leading comments with it unless ``keep_comments``."""

    path: PathLike
    keep_comments: bool = False


@dataclass(frozen=True, slots=True)
class Rename:
    """Give an entry another key, in its place; ``new`` is one key and never split."""

    path: PathLike
    new: str


@dataclass(frozen=True, slots=True)
class CommentOut:
    """Put a comment sign in front of every line of an entry."""

    path: PathLike


@dataclass(frozen=True, slots=True)
class Uncomment:
    """Bring a commented-out field back to life.

    ``nth`` (from 0) names one of several with that key; without it several are refused.
    """

    path: PathLike
    nth: int | None = None


@dataclass(frozen=True, slots=True)
class Append:
    """Add an item at the end of a list unless it is there."""

    path: PathLike
    value: NewValue


@dataclass(frozen=True, slots=True)
class Discard:
    """Take every item of that value out of a list, if there is one."""

    path: PathLike
    value: NewValue


@dataclass(frozen=True, slots=True)
class SetComment:
    """Give an entry an inline or leading comment in place of the one it has; None takes it away."""

    path: PathLike
    text: str | None
    kind: str = "inline"


@dataclass(frozen=True, slots=True)
class AddDirective:
    """Put a comment line ``# hugoconv: …`` first in the matter."""

    text: str


@dataclass(frozen=True, slots=True)
class DropDirective:
    """Take the comment line ``# hugoconv: …`` away that is first in the matter, if there is one."""


Operation: TypeAlias = (
    Set
    | Insert
    | Remove
    | Rename
    | CommentOut
    | Uncomment
    | Append
    | Discard
    | SetComment
    | AddDirective
    | DropDirective
)
