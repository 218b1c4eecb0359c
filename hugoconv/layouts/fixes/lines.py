"""Repairs of single lines of YAML that cannot be read: the one place where text without a tree is edited."""

from __future__ import annotations

import re

from hugoconv.layouts.fixes.quotes import quoted, requoted

_FIELD = re.compile(r"[ ]*(?:- +)*[\w-]+: +(?P<value>[^\s\[{|>#&!][^\r\n]*?)[ \t]*\Z")
_LIST = re.compile(r"(?P<head>[ ]*(?:- +)*[\w-]+: *\[)(?P<items>[^\[\]{}\"'\r\n]*)\](?P<tail>[ \t]*)\Z")
_COLON = re.compile(r"(?P<head>[ ]*(?:- +)*[A-Za-z_][\w-]*) ?：[ \u3000\xa0]*(?P<value>\S.*|)\Z")
_BLANK = re.compile(r"(?P<head>[ ]*(?:- +)*[A-Za-z_][\w-]*:)(?=[ ]*[\u3000\xa0])[ \u3000\xa0]+(?P<value>\S.*|)\Z")
_INDENT = re.compile(r"[ \u3000\xa0]*")
_KEY = re.compile(r"(?:- +)*[\w-]+:(?:\s|\Z)")


def mended_line(lines: list[str], number: int) -> str | None:
    """The line of a number, from 1, as it was meant; None where nothing is wrong with it that has one remedy."""
    line = lines[number - 1]
    body = line.rstrip("\r\n")
    if any("\ud800" <= c <= "\udfff" for c in body):
        return None
    indent = body[: len(body) - len(body.lstrip(" \t"))]
    if "\t" in indent:
        new: str | None = indent.replace("\t", "  ") + body[len(indent) :]
    else:
        new = _with_plain_blanks(body) or _with_quoted_items(body)
        if new is None and not _continues(lines, number):
            new = _with_quotes(body)
    return None if new is None else new + line[len(body) :]


def _with_plain_blanks(body: str) -> str | None:
    """A line with a plain colon and plain blanks between key and value, and in its indent."""
    found = _COLON.match(body)
    if found is not None:
        return f"{found['head']}: {found['value']}".rstrip()
    found = _BLANK.match(body)
    if found is not None:
        return f"{found['head']} {found['value']}".rstrip()
    indent = _INDENT.match(body)
    width = indent.end() if indent else 0
    return " " * width + body[width:] if body[:width].strip(" ") and _KEY.match(body[width:]) else None


def _with_quoted_items(body: str) -> str | None:
    """A line with a list whose items begin with a sign of a comment, which leaves it open."""
    found = _LIST.match(body)
    if found is None:
        return None
    items = [item.strip() for item in found["items"].split(",")]
    if not any(item.startswith("#") for item in items) or any(" #" in item or ": " in item for item in items):
        return None
    inside = ", ".join(quoted(item) if item.startswith("#") else item for item in items)
    return f"{found['head']}{inside}]{found['tail']}"


def _with_quotes(body: str) -> str | None:
    """A line with its value in quotes, where it needs them or has others within."""
    found = _FIELD.match(body)
    if found is None or " #" in found["value"]:
        return None
    start, stop = found.span("value")
    value = body[start:stop]
    if value[0] in "\"'":
        new = requoted(value)
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
