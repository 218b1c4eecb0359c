"""Where shortcodes stand in a text, with their arguments.

Rules: the lexer of Hugo 0.168, checked against the binary. Hugo runs a shortcode wherever it stands: in code, in a
comment, in the target of a link. One that is commented out, ``{{</* x */>}}``, is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from hugoconv.text.regex import regex
from hugoconv.text.spans import Span

STANDS = "\ue000"  # a character of no meaning to anybody, for those of a shortcode
_OPENER = regex(r"\{\{([<%])(/\*)?")
_QUOTED = r"\\\"[^\"\\\n]*\\\"|\"(?:[^\"\\\n]|\\[^\n])*\"|`[^`]*`"
# The order counts: a name with an equals sign is also the beginning of a bare value.
_TOKEN = regex(
    r"(?P<space>[ \t\r\n]+)"
    r"|(?P<slash>/)"
    rf"|(?P<named>[\w-][\w.-]*)[ \t\r\n]*=[ \t\r\n]*(?P<value>{_QUOTED}|[^\s\"`\\]\S*)"
    rf"|(?P<quoted>{_QUOTED})"
    r"|(?P<bare>[\w-][\w.-]*)"
)
_BARE = regex(r"[\w-][\w.-]*")
_NAME = regex(r"\w[\w/-]*(?:\.inline)?(?![\w.])")


class ShortcodeArgument(NamedTuple):
    """One argument: its ``name``, empty for one by position, and its ``value``. Its literal, with quotes, reaches from
    ``start`` to ``end``; the whole ``begins`` before that where it has a name."""

    name: str
    value: str
    start: int
    end: int
    begins: int


class Shortcode(NamedTuple):
    """One shortcode, from ``start``, its ``{{``, to ``end``, behind its ``}}``. ``closes`` is one that ends another;
    its ``name`` is as spelled, its ``arguments`` are in order."""

    start: int
    end: int
    name: str
    closes: bool
    arguments: tuple[ShortcodeArgument, ...]


def shortcodes(text: str) -> Iterator[Shortcode]:
    """The shortcodes of a text in order. What Hugo refuses, so that it builds no page, is passed by.

    >>> [(code.name, code.arguments[0].value) for code in shortcodes('see {{< ref "talk/mud" >}}, {{</* ref x */>}}')]
    [('ref', 'talk/mud')]
    """
    yield from (code for _, _, code in _found(text) if code is not None)


def _found(text: str) -> Iterator[tuple[int, int, Shortcode | None]]:
    """The places of shortcodes; none is read where one is commented out."""
    at = 0
    while opener := _OPENER.search(text, at):
        at = opener.end()
        if opener.group(2):
            close = text.find(f"*/{_closer(opener)}", at)
            # One that is never closed: Hugo builds no page of it, so that nothing behind it counts.
            at = close if close >= 0 else len(text)
            if close >= 0:
                yield opener.start(), close + len("*/>}}"), None
        elif found := _read(text, opener):
            at = found.end
            yield found.start, found.end, found


def without_shortcodes(text: str) -> str:
    """A text of the same length in which a character that Markdown does not know (``STANDS``) fills every shortcode,
    one that is commented out too."""
    parts, at = [], 0
    for start, end, _ in _found(text):
        parts += [text[at:start], STANDS * (end - start)]
        at = end
    return "".join([*parts, text[at:]])


class Said(NamedTuple):
    """What a shortcode says: its name, whether it closes another, its arguments by name, which is empty for one by
    position."""

    name: str
    closes: bool
    arguments: tuple[tuple[str, str], ...]


def said_by(code: Shortcode) -> Said:
    """What a shortcode says, wherever it stands and however it is written."""
    return Said(code.name, code.closes, tuple((one.name, one.value) for one in code.arguments))


class ShortcodePair(NamedTuple):
    """A shortcode with what it closes."""

    opening: Shortcode
    closing: Shortcode


def pairs_of_shortcodes(text: str) -> Iterator[ShortcodePair]:
    """The shortcodes that are closed, inner ones first; both are spelled alike, as Hugo wants it."""
    opened: dict[str, list[Shortcode]] = {}
    for code in shortcodes(text):
        if not code.closes:
            opened.setdefault(code.name, []).append(code)
        elif opened.get(code.name):
            yield ShortcodePair(opened[code.name].pop(), code)


def is_name_of_shortcode(name: str) -> bool:
    """Whether a shortcode of a template can have a name; that of an inline one is not asked for.

    >>> is_name_of_shortcode("ns/call-out"), is_name_of_shortcode("x.inline"), is_name_of_shortcode("a b")
    (True, False, False)
    """
    return _NAME.fullmatch(name) is not None and "." not in name


def is_bare_value(value: str) -> bool:
    """Whether a value can stand in a shortcode without quotes, by position too."""
    return _BARE.fullmatch(value) is not None


def places_of_shortcodes(text: str) -> Iterator[Span]:
    """The places of shortcodes in order, of those that are commented out too."""
    yield from (Span(start, end) for start, end, _ in _found(text))


def _closer(opener: re.Match[str]) -> str:
    return (">" if opener.group(1) == "<" else "%") + "}}"


def _read(text: str, opener: re.Match[str]) -> Shortcode | None:
    closer = _closer(opener)
    at = _skipped(text, opener.end())
    closes = text.startswith("/", at)
    named = _NAME.match(text, _skipped(text, at + closes))
    if named is None:
        return None
    arguments: list[ShortcodeArgument] = []
    at = named.end()
    while not text.startswith(closer, at):
        token = _TOKEN.match(text, at)
        if token is None:
            return None
        arguments += _argument(token)
        at = token.end()
    # Hugo refuses arguments by name beside others by position.
    if len({argument.name == "" for argument in arguments}) > 1:
        return None
    return Shortcode(opener.start(), at + len(closer), named.group(), closes, tuple(arguments))


def _skipped(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \t\r\n":
        at += 1
    return at


def _argument(token: re.Match[str]) -> list[ShortcodeArgument]:
    """The argument that a token is; none for white space and for the slash of one that closes itself."""
    if token.lastgroup == "value":
        return [
            ShortcodeArgument(token.group("named"), _said(token.group("value")), *token.span("value"), token.start())
        ]
    if token.lastgroup in ("quoted", "bare"):
        return [ShortcodeArgument("", _said(token.group()), *token.span(), token.start())]
    return []


def _said(literal: str) -> str:
    if literal.startswith("`"):
        return literal[1:-1]
    if literal.startswith('\\"'):
        return literal[2:-2]
    return literal[1:-1].replace('\\"', '"') if literal.startswith('"') else literal
