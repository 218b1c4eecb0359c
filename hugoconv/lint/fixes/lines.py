"""Repairs of single lines of YAML that cannot be read: the one place where text without a tree is edited."""

from __future__ import annotations

from typing import NamedTuple

from hugoconv.errors import MatterSyntaxError
from hugoconv.lint.fixes.quotes import quoted, requoted
from hugoconv.syntax.envelope import Envelope
from hugoconv.syntax.registry import SYNTAXES
from hugoconv.text.regex import regex
from hugoconv.text.spaces import ODD_SPACES, plain

# A value that begins with one of the characters left out is a list, a block, a comment or a property of a node:
# quotes would make text of it.
_FIELD = regex(r"[ ]*(?:(?:- +)*[\w-]+: +|(?:- +)+)(?P<value>[^\s\[{|>#&!][^\r\n]*?)[ \t]*\Z")
_LIST = regex(r"(?P<head>[ ]*(?:- +)*[\w-]+: *\[)(?P<items>(?:\"[^\"]*\"|'[^']*'|[^\[\]{}\"'])*)\](?P<tail>[ \t]*)\Z")
_ITEM = regex(r"\s*((?:\"[^\"]*\"|'[^']*'|[^,\"'])*)(?:,|\Z)")
_COLON = regex(rf"(?P<head>[ ]*(?:- +)*[A-Za-z_][\w-]*)[ {ODD_SPACES}]?：[ {ODD_SPACES}]*(?P<value>.*)\Z")
_BLANK = regex(
    rf"(?P<head>[ ]*(?:- +)*[A-Za-z_][\w-]*:|[ ]*(?:- +)*-)[ ]*[{ODD_SPACES}][ {ODD_SPACES}]*(?P<value>.*)\Z"
)
_INDENT = regex(rf"[ {ODD_SPACES}]*")
_LINE = regex(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
# Lines. Each call of the parser has its price, and what was read with a line is read again when that is fixed.
_AT_ONCE = 40
_KEY_LINE = regex(r"[A-Za-z_][\w-]*:(?:[ ]|[\r\n]|\Z)")
_KEY = regex(r"(?:- +)*[\w-]+:(?:\s|\Z)")


class MatterLines(NamedTuple):
    """A matter after the repair of some lines, and the errors that they were the cause of, with places in it."""

    matter: str
    errors: tuple[MatterSyntaxError, ...]


def fixed_lines(matter: str) -> MatterLines:
    """A YAML matter with every line fixed that an error leads to, up to the first that cannot be fixed so.

    After a repair no more is read again than from the field of the top level on that holds it, and some fields at a
    time, so that the time grows with the text and not with the text times the repairs.
    """
    lines, errors = _LINE.findall(matter), list[MatterSyntaxError]()
    whole = "&" in matter and "*" in matter  # an alias may need what stands above
    found = _next_error(lines, 0, whole=whole)
    while found is not None and (repair := _repair(lines, *found)) is not None:
        number, new = repair
        place = _place(lines, *found)
        old, lines[number - 1] = lines[number - 1], new
        after = _next_error(lines, 0 if whole else _field_above(lines, number), whole=whole)
        if after is not None and _place(lines, *after) <= place:
            lines[number - 1] = old
            break
        error = found[1]
        error.lineno, error.colno = place
        errors.append(error)
        found = after
    return MatterLines("".join(lines), tuple(errors))


def with_fixed_lines(envelope: Envelope) -> tuple[Envelope, tuple[MatterSyntaxError, ...]]:
    """As ``fixed_lines``, of the matter of a page in its envelope."""
    matter, errors = fixed_lines(envelope.matter.decode("utf-8", "surrogateescape"))
    return envelope._replace(matter=matter.encode("utf-8", "surrogateescape")), errors


def _next_error(lines: list[str], first: int, *, whole: bool) -> tuple[int, MatterSyntaxError] | None:
    """The next error of the lines from one on, counted from 0, and from which line on they were read."""
    while first < len(lines):
        end = len(lines) if whole else _field_below(lines, first + _AT_ONCE)
        error = _error_in(lines[first:end])
        if error is not None and end < len(lines) and "end of stream" in error.msg:
            end = len(lines)  # a quote or bracket may be closed further below
            error = _error_in(lines[first:])
        if error is not None:
            return (first, error) if error.code in ("yaml-syntax", "root-not-a-map") else None
        first = end
    return None


def _error_in(lines: list[str]) -> MatterSyntaxError | None:
    try:
        SYNTAXES["yaml"].read("".join(lines))
    except MatterSyntaxError as error:
        return error
    return None


def _field_below(lines: list[str], number: int) -> int:
    """The next line from one on in which a field of the top level begins, or the end; counted from 0."""
    return next((i for i in range(number, len(lines)) if _KEY_LINE.match(lines[i])), len(lines))


def _place(lines: list[str], first: int, error: MatterSyntaxError) -> tuple[int, int]:
    """Line and column, from 1, of an error in the lines from one on."""
    at = 0
    for number, line in enumerate(lines[first:], first + 1):
        if at + len(line) > error.pos:
            return number, error.pos - at + 1
        at += len(line)
    return len(lines) + 1, error.pos - at + 1


def _field_above(lines: list[str], number: int) -> int:
    """The last line above one, or itself, in which a field of the top level begins; counted from 0."""
    return next((i for i in range(number - 1, -1, -1) if _KEY_LINE.match(lines[i])), 0)


def _repair(lines: list[str], first: int, error: MatterSyntaxError) -> tuple[int, str] | None:
    """The line of an error fixed, or the one above it, where the cause often is; with its number."""
    lineno, _ = _place(lines, first, error)
    for number in (lineno, lineno - 1):
        if 0 < number <= len(lines) and (new := fixed_line(lines, number)) not in (None, lines[number - 1]):
            return number, str(new)
    return None


def fixed_line(lines: list[str], number: int) -> str | None:
    """The line of a number, from 1, as it was meant; None where nothing is wrong with it that has one remedy."""
    line = lines[number - 1]
    body = line.rstrip("\r\n")
    # In another encoding these bytes may be other signs: the file is to be made UTF-8 first.
    if any("\ud800" <= c <= "\udfff" for c in body):
        return None
    indent = body[: len(body) - len(body.lstrip(" \t"))]
    if "\t" in indent:
        new: str | None = indent.replace("\t", "  ") + body[len(indent) :]
    else:
        new = _with_plain_spaces(body) or _with_quoted_items(body)
        if new is None and not _continues(lines, number):
            new = _with_quotes(body)
    return None if new is None else new + line[len(body) :]


def _with_plain_spaces(body: str) -> str | None:
    """A line with a plain colon and plain spaces between key and value, and in its indent."""
    found = _COLON.match(body)
    if found is not None:
        return f"{found['head']}: {found['value']}".rstrip()
    found = _BLANK.match(body)
    if found is not None:
        return f"{found['head']} {found['value']}".rstrip()
    indent = _INDENT.match(body)
    width = indent.end() if indent else 0
    return plain(body[:width]) + body[width:] if body[:width].strip(" ") and _KEY.match(body[width:]) else None


def _with_quoted_items(body: str) -> str | None:
    """A line with a list whose items begin with the marker of a comment, which leaves it open."""
    found = _LIST.match(body)
    if found is None:
        return None
    items = [item.strip() for item in _ITEM.findall(found["items"]) if item.strip()]
    if not any(item.startswith("#") for item in items) or any(" #" in item or ": " in item for item in items):
        return None
    inside = ", ".join(quoted(item) if item.startswith("#") else item for item in items)
    return f"{found['head']}{inside}]{found['tail']}"


def _with_quotes(body: str) -> str | None:
    """A line with its value in quotes, where it needs them or has others within."""
    found = _FIELD.match(body)
    # Whether a comment begins there, or the text goes on, only its author knows.
    if found is None or " #" in found["value"]:
        return None
    start, stop = found.span("value")
    value = body[start:stop]
    if value[0] in "\"'":
        new = requoted(value)
    # No plain value begins with these: `@` and a backtick are reserved, `%` begins a directive and `*` an alias. In a
    # title they are words, as in `*Nature*`.
    elif ": " in value or value.endswith(":") or value[0] in "@`%*":
        new = '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    else:
        new = None
    return None if new is None else body[:start] + new + body[stop:]


def _continues(lines: list[str], number: int) -> bool:
    """Whether the value of a line goes on in the line below it, and begins with a quote: it may be closed there."""
    body = lines[number - 1].lstrip(" ").removeprefix("- ")
    found = _FIELD.match(lines[number - 1].rstrip("\r\n"))
    if found is None or found["value"][0] not in "\"'" or number >= len(lines):
        return False
    below = lines[number].rstrip("\r\n")
    depth = len(lines[number - 1]) - len(body)
    deeper = len(below) - len(below.lstrip(" ")) > depth
    return bool(below.strip()) and deeper and _KEY.match(below.lstrip(" ")) is None
