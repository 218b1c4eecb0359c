"""The words of every refusal and error: ``refusals.toml``, by code and case.

A row has a ``why`` and a ``remedy`` with {placeholders}; one below a code takes from it what it does not say itself.
Whoever raises gives the values by name. The table is read at the first refusal.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from hugoconv.data_files import table
from hugoconv.errors import FileError, MatterSyntaxError, Refused

_ANY_CODE = "any-code"


class Message(NamedTuple):
    """What is said of one thing that cannot be done."""

    code: str
    why: str
    remedy: str = ""


def message(code: str, case: str = "", /, **values: object) -> Message:
    """The message of a code, filled in.

    >>> message("no-comments", syntax="json")
    Message(code='no-comments', why='json front matter has no comments', remedy='translate the page first')
    """
    return _filled(code, {**_table()[code], **(_table()[code][case] if case else {})}, values)


def passed_on(code: str, case: str, /, **values: object) -> Message:
    """A message that is found elsewhere, with its code, in other words: those of a case below ``any-code``."""
    return _filled(code, _table()[_ANY_CODE][case], values)


def refused(
    code: str,
    *,
    case: str = "",
    span: tuple[int, int] | None = None,
    path: str | None = None,
    lineno: int = 1,
    colno: int = 1,
    **values: object,
) -> Refused:
    """The refusal with the message of a code, to be raised.

    >>> str(refused("no-comments", syntax="json", path="a.md"))
    'a.md:1:1: no-comments: json front matter has no comments (translate the page first)'
    """
    found = message(code, case, **values)
    return Refused(*found, span=span, path=path, lineno=lineno, colno=colno)


def unreadable(
    text: str, pos: int, found: Message, *, lineno: int = 1, colno: int = 1, reach: int | None = None
) -> MatterSyntaxError:
    """The error with a message for a place in front matter, to be raised."""
    code, why, hint = found
    return MatterSyntaxError(why, text, pos, code=code, lineno=lineno, colno=colno, hint=hint, reach=reach)


def file_error(file: str, code: str, *, case: str = "", **values: object) -> FileError:
    """The error with the message of a code for a file, to be raised; it has no remedy."""
    return FileError(file, *message(code, case, **values)[:2])


def meanings() -> dict[str, str]:
    """What every code means, in Markdown."""
    return {code: row["meaning"] for code, row in _table().items() if code != _ANY_CODE}


def _filled(code: str, row: dict[str, Any], values: dict[str, object]) -> Message:
    return Message(code, row["why"].format_map(values), row.get("remedy", "").format_map(values))


def _table() -> dict[str, Any]:
    return table(__package__, "refusals.toml")
