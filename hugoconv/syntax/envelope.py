"""Where the front matter of a page begins and ends, by the rule of Hugo's own page lexer.

    page     = [BOM] blank* ( fenced | object | keywords | "" ) body
    fenced   = fence [CR] [LF] matter fence [CR] [LF]     the second fence stands at the start of a line
    fence    = "---" | "+++"                              both the same
    object   = "{" … "}" [CR] [LF]                        braces counted outside of "…"
    keywords = ( "#+" … line-end )+
    blank    = TAB | LF | VT | FF | CR | SPACE

Text may follow the opening fence on its line, and then belongs to the matter. Any line that merely
begins with the fence closes; what follows it on its line is body.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from hugoconv.errors import MatterSyntaxError

_BOM = b"\xef\xbb\xbf"
_LEAD = re.compile(rb"[\t\n\v\f\r ]*")
_CLOSING = {
    b"---": re.compile(rb"(?<=[\r\n])---\r?\n?"),
    b"+++": re.compile(rb"(?<=[\r\n])\+\+\+\r?\n?"),
}
_KINDS = {b"---": "yaml", b"+++": "toml"}
_DOTS = re.compile(rb"(?<=[\r\n])\.\.\.(?=[ \t]*(?:[\r\n]|\Z))")
_LINE_END = re.compile(rb"\r?\n?")
_JSON_PART = re.compile(rb'"(?:\\.|[^"\\])*"|\\.|[{}]', re.DOTALL)
_KEYWORDS = re.compile(rb"(?:#\+[^\n]*(?:\n|\Z))+")


class Envelope(NamedTuple):
    """The parts of a page; the first six joined are its bytes (promise I1).

    ``opening`` and ``closing`` are the fences with the line ends that belong to them. ``kind`` is yaml,
    toml, json, org, or none for a page that is all body.
    """

    bom: bytes
    lead: bytes
    opening: bytes
    matter: bytes
    closing: bytes
    body: bytes
    kind: str


def split(data: bytes) -> Envelope:
    """The envelope of a page.

    Raises MatterSyntaxError ``unclosed-fence`` where no line begins with the fence again, ``fence`` where the
    page begins with ``-`` or ``+`` but with no fence, ``json-syntax`` where braces stay open.

    >>> split(b"---\\ntitle: t\\n---foo\\n").body
    b'foo\\n'
    """
    at = 3 if data.startswith(_BOM) else 0
    start = _end(_LEAD, data, at)
    first = data[start : start + 1]
    if first in (b"-", b"+"):
        return _fenced(data, at, start)
    if first == b"{":
        return _object(data, at, start)
    if data.startswith(b"#+", start):
        end = _end(_KEYWORDS, data, start)
        return Envelope(data[:at], data[at:start], b"", data[start:end], b"", data[end:], "org")
    return Envelope(data[:at], b"", b"", b"", b"", data[at:], "none")


def _end(pattern: re.Pattern[bytes], data: bytes, at: int) -> int:
    found = pattern.match(data, at)
    return found.end() if found else at


def _fenced(data: bytes, at: int, start: int) -> Envelope:
    fence = data[start : start + 3]
    if fence not in _KINDS:
        raise _error(
            data,
            start,
            "fence",
            "a page that begins with - or + needs a fence of three",
            "put front matter above it, or a blank-free first line of text",
        )
    begin = _end(_LINE_END, data, start + 3)
    closing = _closing(data, fence, start + 3)
    if closing is None or closing.start() < begin:
        kind = _KINDS[fence].upper()
        raise _error(
            data,
            start,
            "unclosed-fence",
            f"the {kind} front matter that opens here is never closed",
            _remedy(data, fence, start),
        )
    begin = min(begin, closing.start())
    return Envelope(
        data[:at],
        data[at:start],
        data[start:begin],
        data[begin : closing.start()],
        data[closing.start() : closing.end()],
        data[closing.end() :],
        _KINDS[fence],
    )


def _remedy(data: bytes, fence: bytes, at: int) -> str:
    """What to do where the closing fence is missing."""
    dots = _DOTS.search(data, at) if fence == b"---" else None
    if dots is None:
        return f"put a line {fence.decode()} below its last field"
    lineno = len(re.findall(rb"\r\n|\r|\n", data[: dots.start()])) + 1
    return f"the line ... closes YAML for Pandoc and R Markdown, and not for Hugo: write --- in line {lineno} instead"


def _closing(data: bytes, fence: bytes, at: int) -> re.Match[bytes] | None:
    """The next fence at the start of a line; the usual line ends are looked for first, which is much quicker."""
    if b"\r" not in data:
        found = data.find(b"\n" + fence, at - 1)
        return None if found < 0 else _CLOSING[fence].match(data, found + 1)
    return _CLOSING[fence].search(data, at)


def _object(data: bytes, at: int, start: int) -> Envelope:
    depth = 0
    for part in _JSON_PART.finditer(data, start):
        depth += {b"{": 1, b"}": -1}.get(part.group(), 0)
        if depth == 0:
            end, below = part.end(), _end(_LINE_END, data, part.end())
            return Envelope(data[:at], data[at:start], b"", data[start:end], data[end:below], data[below:], "json")
    raise _error(
        data,
        start,
        "json-syntax",
        "the JSON front matter that opens here is never closed",
        "close its last brace",
    )


def _error(data: bytes, at: int, code: str, message: str, hint: str) -> MatterSyntaxError:
    text = data.removeprefix(_BOM).decode("utf-8", "replace")
    before = data[:at].removeprefix(_BOM).decode("utf-8", "replace")
    lines = re.split(r"\r\n|\r|\n", before)
    return MatterSyntaxError(
        message, text, len(before), code=code, lineno=len(lines), colno=len(lines[-1]) + 1, hint=hint
    )
