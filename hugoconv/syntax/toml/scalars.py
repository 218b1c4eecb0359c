"""Keys and single values of TOML 1.1, each scanned from where it begins: ``(text, pos) -> node``."""

from __future__ import annotations

import datetime
import re
from calendar import monthrange
from typing import NoReturn

from hugoconv.refusals import Message, message, unreadable
from hugoconv.syntax.toml.values import is_past_the_day
from hugoconv.syntax.tree import Scalar, new
from hugoconv.text.regex import regex

# What no string and no comment may hold, a line end left to the patterns.
_CONTROL = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff"
_PLAIN_KEY = regex(r"[A-Za-z0-9_-]+")
_BASIC = regex(rf'"((?:[^"\\\r\n{_CONTROL}]++|\\[^\r\n])*+)"')
_LITERAL = regex(rf"'([^'\r\n{_CONTROL}]*+)'")
# One or two quotes are text anywhere, right before the closing three too: `"""a"""""` says `a""`.
_MULTI_BASIC = regex(rf'"""((?:[^"\\\r{_CONTROL}]++|\r\n|\\(?:[^\r]|\r\n)|""?(?!"))*+"{{0,2}}?)"""(?!")')
_MULTI_LITERAL = regex(rf"'''((?:[^'\r{_CONTROL}]++|\r\n|''?(?!'))*+'{{0,2}}?)'''(?!')")
_ESCAPE = regex(
    r"\\(?:([btnfre\"\\])|x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|[ \t]*\r?\n[ \t\r\n]*|(.?))", re.DOTALL
)
MOST_DIGITS = 1000  # Python converts no more than some 4000 of them
_SHORT = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "e": "\x1b", '"': '"', "\\": "\\"}

_TIME = r"[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?"
DATE = rf"[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}(?:[Tt ]{_TIME}(?:[Zz]|[+-][0-9]{{2}}:[0-9]{{2}})?)?"
_WORD = regex(
    rf"(?P<date>{DATE})"
    rf"|(?P<time>{_TIME})"
    r"|(?P<float>[+-]?(?:0|[1-9](?:_?[0-9])*)(?:\.[0-9](?:_?[0-9])*(?:[eE][+-]?[0-9](?:_?[0-9])*)?"
    r"|[eE][+-]?[0-9](?:_?[0-9])*)|[+-]?(?:inf|nan))"
    r"|(?P<int>0x[0-9A-Fa-f](?:_?[0-9A-Fa-f])*|0o[0-7](?:_?[0-7])*|0b[01](?:_?[01])*|[+-]?(?:0|[1-9](?:_?[0-9])*))"
    r"|(?P<bool>true|false)"
)
_ENDS = regex(r"[ \t\r\n,\]}#]|\Z")
_ODD_WORD = regex(r"[^ \t\r\n,\]}#]*")
_DATE_PARTS = regex(r"(\d{4})-(\d\d)-(\d\d)")
_TIME_PARTS = regex(r"(\d\d):(\d\d)(?::(\d\d))?")
_OFFSET = regex(r"[+-](\d\d):(\d\d)\Z")


def failed(text: str, at: int, found: Message, *, reach: int | None = None) -> NoReturn:
    """Raises the error for a place; ``reach`` is how far the text was looked at."""
    raise unreadable(text, at, found, reach=reach)


def key_part(text: str, at: int) -> Scalar:
    """One part of a key: bare, or between quotes."""
    if bare := _PLAIN_KEY.match(text, at):
        return new(Scalar, (at, bare.end(), bare.group(), "plain", at, None, None))
    if text[at : at + 1] in ('"', "'") and not text.startswith(('"""', "'''"), at):
        return string(text, at)
    odd = _ODD_WORD.match(text, at)
    word = odd.group() if odd else ""
    if word[:1].isalnum():
        failed(text, at, message("toml-syntax", "bare-key", word=word))
    # A matter begins with the line end of its fence.
    failed(text, at, message("toml-syntax", "long-fence" if at == 0 and word.startswith("+") else "key"))


def string(text: str, at: int) -> Scalar:
    """A string of any of the four kinds; styles double, single, multi and multi-single."""
    quote = text[at]
    if text.startswith(quote * 3, at):
        pattern, style = (_MULTI_BASIC, "multi") if quote == '"' else (_MULTI_LITERAL, "multi-single")
    else:
        pattern, style = (_BASIC, "double") if quote == '"' else (_LITERAL, "single")
    found = pattern.match(text, at)
    if found is None:
        _string_failed(text, at, style)
    raw = found.group(1)
    if style.startswith("multi"):
        raw = raw.removeprefix("\r\n") if raw.startswith("\r\n") else raw.removeprefix("\n")
    if "\\" in raw and quote == '"':
        raw = _unescaped(text, at, raw, multi=style == "multi")
    return Scalar(at, found.end(), raw, style, at)


def _string_failed(text: str, at: int, style: str) -> NoReturn:
    quote = text[at] * (3 if style.startswith("multi") else 1)
    odd = re.compile(rf"[{_CONTROL}]" if style.startswith("multi") else rf"[\r\n{_CONTROL}]").search(text, at)
    closing = text.find(quote, at + len(quote))
    if odd and odd.start() < closing:
        name = "a line end" if odd.group() in "\r\n" else f"the character U+{ord(odd.group()):04X}"
        failed(text, odd.start(), message("toml-syntax", "odd-character", character=name))
    failed(text, at, message("toml-syntax", "string", quote=quote), reach=len(text))


def _unescaped(text: str, at: int, raw: str, *, multi: bool) -> str:
    def plain(found: re.Match[str]) -> str:
        short, *numbers, odd = found.groups()
        if short:
            return _SHORT[short]
        number = next((n for n in numbers if n), None)
        if number is not None and not 0xD800 <= int(number, 16) <= 0xDFFF and int(number, 16) <= 0x10FFFF:
            return chr(int(number, 16))
        if number is None and odd is None and multi:
            return ""
        failed(text, at, message("toml-syntax", "escape", escape=found.group()[:10]))

    return _ESCAPE.sub(plain, raw)


def word(text: str, at: int) -> Scalar:
    """A number, date, time or truth value."""
    found = _WORD.match(text, at)
    if found is None or not _ENDS.match(text, found.end()):
        _word_failed(text, at)
    kind, literal = str(found.lastgroup), found.group()
    if kind == "int" and len(literal) > MOST_DIGITS:
        failed(text, at, message("toml-syntax", "number"))
    if kind == "int" and not -(2**63) <= int(literal, 0 if literal[:2] in ("0x", "0o", "0b") else 10) < 2**63:
        failed(text, at, message("toml-syntax", "number"))
    if kind in ("date", "time") and not is_on_the_calendar(literal):
        failed(text, at, message("toml-syntax", "calendar", kind=kind, literal=literal))
    return Scalar(at, found.end(), literal, "plain", at)


def _word_failed(text: str, at: int) -> NoReturn:
    found = _ODD_WORD.match(text, at)
    odd = found.group() if found else ""
    if not odd:
        failed(text, at, message("toml-syntax", "value"))
    if odd.lower() in ("true", "false"):
        failed(text, at, message("toml-syntax", "truth", word=odd, right=odd.lower()))
    if odd.lower() in ("null", "nil", "none", "~"):
        failed(text, at, message("toml-syntax", "null"))
    failed(text, at, message("toml-syntax", "word", word=odd[:40]))


def is_on_the_calendar(literal: str) -> bool:
    """Whether a date or time that is written as one exists."""
    try:
        datetime.datetime.fromisoformat(literal)  # much quicker; offsets alone it takes as they come
    except ValueError:
        return _has_a_day_and_time(literal)
    if is_past_the_day(literal):
        return False
    has_offset = len(literal) > len("2021-02-01") and literal[-6] in "+-"
    return not has_offset or (literal[-5:-3] <= "23" and literal[-2:] <= "59")


def _has_a_day_and_time(literal: str) -> bool:
    if date := _DATE_PARTS.match(literal):
        year, month, day = map(int, date.groups())
        if not 1 <= month <= 12 or not 1 <= day <= monthrange(year or 4, month)[1]:
            return False
    if time := _TIME_PARTS.search(literal, date.end() if date else 0):
        hour, minute, second = (int(part or 0) for part in time.groups())
        # No leap second: Hugo 0.168 refuses `:60`, which 0.151 took for the next minute.
        if hour > 23 or minute > 59 or second > 59:
            return False
    offset = _OFFSET.search(literal, date.end() if date else len(literal))
    return offset is None or (int(offset.group(1)) <= 23 and int(offset.group(2)) <= 59)
