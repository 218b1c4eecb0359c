"""Repairs of fences: a page that Hugo cuts otherwise than its author meant, or not at all.

Each gives the text with its fences fixed, where what is between them certainly is front matter; nothing else.
"""

from __future__ import annotations

import json
import re

from hugoconv.errors import MatterSyntaxError
from hugoconv.hugo.reserved import RESERVED
from hugoconv.lint.fixes.lines import with_fixed_lines
from hugoconv.page.page import Page
from hugoconv.page.page import parse as parse_page
from hugoconv.syntax.envelope import split
from hugoconv.text.lines import line_break, next_line, split_lines
from hugoconv.text.regex import regex

_FIELD_LIKE = regex(r"\s*(?:[\w-]+\s*[:=]|- |#|\[|\]|\})")
_FIELD = regex(r"[A-Za-z_][\w-]*[ \t]*:(?:[ \t]|$)")
_PAIR = regex(r"[A-Za-z_][\w.-]*[ \t]*=[ \t]*\S")
_SPACES = " \t\r\n"
# What looks like the characters of a fence: those of YAML and those of TOML.
_DASHES, _PLUSES = "-—–―−‐‑‒－﹘", "+＋﹢⁺"
_FENCE_LINES = {
    "---": regex(rf"[{_DASHES}](?:[ \t]?[{_DASHES}])*[ \t]*(?=[\r\n]|\Z)"),
    "+++": regex(rf"[{_PLUSES}](?:[ \t]?[{_PLUSES}])*[ \t]*(?=[\r\n]|\Z)"),
}
# With what the fields of a page without an opening fence begin, and the line that ends them.
_ENDS = {
    "---": (_FIELD, regex(r"(?<=[\r\n])---+[ \t]*(?=[\r\n]|\Z)")),
    "+++": (_PAIR, regex(r"(?<=[\r\n])\+{3,}[ \t]*(?=[\r\n]|\Z)")),
}
_ABOVE = regex(r"(?:<!--(?:(?!-->).)*-->\s*)+(?=---[ \t]*[\r\n]|\+\+\+[ \t]*[\r\n])", re.DOTALL)
_DOT_LINE = regex(r"^\.\.\.(?=[ \t]*(?:[\r\n]|\Z))", re.MULTILINE)
# Besides Hugo's own those of Jekyll and Hexo, from which pages without an opening fence come.
_KNOWN = {*RESERVED, "tags", "categories", "author", "authors", "permalink", "excerpt"}
_LONGEST = 64 * 1024  # of what is looked through for a fence, on a page without one


def closed(text: str, *, unsafe: bool) -> str | None:
    """A page whose fence is never closed with a closing one: instead of a line of dots, or above its first empty line,
    where what follows is certainly no field."""
    start = _start(text)
    fence = text[start : start + 3]
    if fence == "---" and (new := with_dots_as_fence(text) or dashed(text)) is not None:
        return new
    lines = split_lines(text[start:])
    end = next((i for i, line in enumerate(lines) if i and not line.strip()), None)
    if end is None or end < 2:
        return None
    below = next((line for line in lines[end:] if line.strip()), "")
    if not below or (_FIELD_LIKE.match(below) and not (unsafe and below.startswith("#"))):
        return None
    new = text[:start] + "".join((*lines[:end], fence, line_break(lines[0], 0), *lines[end:]))
    return new if _fields(new) else None


def with_dots_as_fence(text: str) -> str | None:
    """A page with `---` for the line of dots that ends its YAML, where the body certainly begins there."""
    if not text.lstrip("\ufeff\v\f" + _SPACES).startswith("---"):
        return None
    lines = _DOT_LINE.search(text.replace("\r\n", "\n\n").replace("\r", "\n"))  # of the same length
    if lines is None:
        return None
    new = text[: lines.start()] + "---" + text[lines.end() :]
    page = _read(new)
    if page is None or not len(page):
        return None
    below = (line.strip() for line in split_lines(text[lines.end() :]))
    first = next((line for line in below if line and not line.startswith("#")), "")
    return None if _FIELD.match(first) or first.startswith("...") else new


def dashed(text: str) -> str | None:
    """A page with a fence for two lines of other dashes or plus signs, where what is between them reads as fields."""
    start = _start(text)
    for fence, line in _FENCE_LINES.items():
        first = line.match(text, start)
        if first is not None and _is_fence(first.group()) and (place := _next_like(line, text, first.end())):
            new = f"{text[:start]}{fence}{text[first.end() : place[0]]}{fence}{text[place[1] :]}"
            return new if new != text and _fields(new) else None
    return None


def first_in_page(text: str) -> str | None:
    """A page whose front matter stands below HTML comments, with these below it: Hugo sees no fence there.

    >>> first_in_page("<!-- Ours. -->\\n---\\ntitle: A page\\n---\\nBody\\n")
    '---\\ntitle: A page\\n---\\n<!-- Ours. -->\\nBody\\n'
    """
    start = _start(text)
    above = _ABOVE.match(text, start)
    if above is None:
        return None
    rest = text[above.end() :]
    try:
        top = split(rest.encode("utf-8", "surrogateescape")).above_body.decode("utf-8", "surrogateescape")
    except MatterSyntaxError:
        return None
    eol = "" if top.endswith(("\n", "\r")) else line_break(text, 0)
    new = f"{text[:start]}{top}{eol}{above.group()}{rest[len(top) :]}"
    return new if _fields(rest, known=1) else None


def _start(text: str) -> int:
    """Where a text begins, behind a byte order mark and white space."""
    return len(text) - len(text.lstrip("\ufeff" + _SPACES))


def _is_fence(line: str) -> bool:
    """Whether the characters of a line are several, or the one that a word processor makes of three dashes."""
    dashes = "".join(line.split())
    return len(dashes) > 1 or dashes in "—―"


def opened(text: str) -> str | None:
    """A page of Hexo's kind with an opening fence above its fields: they begin at its top and end at a fence.

    >>> opened("title: A page\\ndate: 2020-01-01\\n---\\nBody\\n")
    '---\\ntitle: A page\\ndate: 2020-01-01\\n---\\nBody\\n'
    """
    start = _start(text)
    if text[start : start + 1] == '"':
        return _as_object(text, start)
    for fence, (field, line) in _ENDS.items():
        if field.match(text, start):
            return _opened_by(fence, field, line, text, start)
    return None


def _opened_by(fence: str, field: re.Pattern[str], line: re.Pattern[str], text: str, start: int) -> str | None:
    end = line.search(text, start, start + _LONGEST)
    if end is None:
        return None
    matter = text[start : end.start()]
    if field.match(text[end.end() :].lstrip(_SPACES)):
        return None
    fewest = 2 if "\n\n" in matter.replace("\r", "") else 1  # a paragraph above a line may look like a field
    new = f"{text[:start]}{fence}{line_break(matter, 0)}{matter}{fence}{text[end.end() :]}"
    return new if _fields(new, known=fewest) else None


def _as_object(text: str, start: int) -> str | None:
    """JSON of Hexo's kind, without its braces and closed by semicolons."""
    end = re.search(r"(?<=[\r\n]);;;[ \t]*(?=[\r\n]|\Z)", text[start : start + _LONGEST])
    if end is None:
        return None
    matter = text[start : start + end.start()]
    try:
        found = json.loads(f"{{{matter}}}")
    except ValueError:
        return None
    eol = line_break(matter, 0)
    new = f"{text[:start]}{{{eol}{matter}}}{text[start + end.end() :]}"
    return new if found and _fields(new, known=1) else None


def _next_like(line: re.Pattern[str], text: str, at: int) -> tuple[int, int] | None:
    """The next line that is all characters of a fence, three plain ones or odd ones."""
    while (at := next_line(text, at)) < len(text):
        found = line.match(text, at)
        if found is not None and _is_fence(found.group()):
            return found.span()
    return None


def _read(text: str) -> Page | None:
    """The page of a text, its lines fixed where they need it."""
    try:
        return parse_page(text)
    except MatterSyntaxError as error:
        return _read(fixed) if error.code == "yaml-syntax" and (fixed := _with_lines(text)) != text else None


def _with_lines(text: str) -> str:
    new, _ = with_fixed_lines(split(text.encode("utf-8", "surrogateescape")))
    return b"".join(new.parts).decode("utf-8", "surrogateescape")


def _fields(text: str, *, known: int = 0) -> bool:
    """Whether a text is a page with fields, and with so many of those that any page may have."""
    page = _read(text)
    return page is not None and len(page) > 0 and sum(name.lower() in _KNOWN for name in page) >= known
