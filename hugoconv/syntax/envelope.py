"""Where the front matter of a page begins and ends, by the rule of Hugo's own page lexer.

    page     = [BOM] space* ( fenced | object | keywords | "" ) body
    fenced   = fence [CR] [LF] matter fence [CR] [LF]     the second fence stands at the start of a line
    fence    = "---" | "+++"                              both the same
    object   = "{" … "}" [CR] [LF]                        braces counted outside of "…"
    keywords = ( "#+" … line-end )+
    space    = TAB | LF | VT | FF | CR | SPACE

Text may follow the opening fence on its line, and then belongs to the matter. Any line that merely
begins with the fence closes; what follows it on its line is body.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple, NoReturn

from hugoconv.errors import LONGEST_LINE, MatterSyntaxError
from hugoconv.refusals import Message, message, unreadable
from hugoconv.syntax.limits import MAX_LENGTH
from hugoconv.syntax.registry import HOMES, fence_of
from hugoconv.text.regex import regex

# One mark alone: Hugo ≥ 0.167 takes a second one for text.
_BOM = b"\xef\xbb\xbf"
# Hugo ≥ 0.163.3 skips vertical tabs and form feeds too.
_LEAD = regex(rb"[\t\n\v\f\r ]*+")
_DOTS = regex(rb"(?<=[\r\n])\.\.\.(?=[ \t]*(?:[\r\n]|\Z))")
# One of each at most, in this order: an empty line below a fence is body, or matter.
_LINE_END = regex(rb"\r?\n?")
_ENOUGH_OF_A_BODY = 8  # bytes in which a fence or its line end could go on
# Hugo's lexer lets a backslash hide the next character outside of strings too.
_JSON_PART = regex(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"|\\.|[{}]', re.DOTALL)


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

    @property
    def parts(self) -> tuple[bytes, ...]:
        """The parts that joined are the bytes of the page."""
        return self[:6]

    @property
    def above_matter(self) -> bytes:
        """All that stands above the front matter, its fence included."""
        return b"".join(self[:3])

    @property
    def above_body(self) -> bytes:
        """All that stands above the body."""
        return b"".join(self[:5])

    def is_of(self, data: bytes) -> bool:
        """Whether some bytes are those of the page; nothing is copied."""
        at, whole = 0, memoryview(data)
        for part in self.parts:
            if whole[at : at + len(part)] != part:
                return False
            at += len(part)
        return at == len(data)

    @property
    def has_front_matter(self) -> bool:
        """Whether the page is more than body."""
        return self.kind != "none"


class _Places(NamedTuple):
    """Where the parts of a page end, each beginning where the one before ends, and its kind."""

    bom: int
    lead: int
    opening: int
    matter: int
    closing: int
    kind: str


def split(data: bytes) -> Envelope:
    """The envelope of a page.

    Raises MatterSyntaxError ``unclosed-fence`` where no line begins with the fence again, ``fence`` where the
    page begins with ``-`` or ``+`` but with no fence, ``json-syntax`` where braces stay open, ``too-large`` for matter
    over the limit, which nobody has decoded then.

    >>> split(b"---\\ntitle: t\\n---foo\\n").body
    b'foo\\n'
    """
    bom, lead, opening, matter, closing, kind = _places(data)
    return Envelope(
        data[:bom], data[bom:lead], data[lead:opening], data[opening:matter], data[matter:closing], data[closing:], kind
    )


def is_cut_alike(old: Envelope, matter: bytes) -> bool:
    """Whether Hugo certainly cuts a page with another matter where it cut this one: between fences, where no line of
    the matter can be taken for a fence. What remains in doubt is for ``leads_back``."""
    fence = fence_of(old.kind)
    if not fence or fence in matter or len(matter) > MAX_LENGTH:
        return False
    return old.opening.endswith(b"\n") and matter.endswith(b"\n")


def leads_back(envelope: Envelope, enough: int = _ENOUGH_OF_A_BODY) -> bool:
    """Whether Hugo would cut the joined parts into the same ones again; of the body only the beginning is looked at."""
    start = envelope._replace(body=envelope.body[:enough])
    return split(b"".join(start.parts)) == start


def head_of(data: bytes) -> int:
    """How many bytes of a page stand above its body. Raises as ``split``."""
    return _places(data).closing


def _places(data: bytes) -> _Places:
    at = 3 if data.startswith(_BOM) else 0
    start = _end(_LEAD, data, at)
    first = data[start : start + 1]
    kind = _fenced_kind(data, start)
    # Hugo takes these for a broken fence and builds nothing: no body without front matter begins with a list or a `+`.
    if kind or first in (b"-", b"+"):
        found = _fenced(data, at, start, kind)
    elif first == b"{":
        found = _object(data, at, start)
    elif data.startswith(b"#+", start):
        found = _keywords(data, at, start)
    else:
        return _Places(at, at, at, at, at, "none")
    if found.matter - found.opening > MAX_LENGTH:
        _refuse_length(data, start, found.matter - found.opening)
    return found


def _end(pattern: re.Pattern[bytes], data: bytes, at: int) -> int:
    found = pattern.match(data, at)
    return found.end() if found else at


def _fenced_kind(data: bytes, start: int) -> str:
    """The name of the syntax whose fence stands at an offset; empty where there is none."""
    return next((name for name, home in HOMES.items() if home.fence and data.startswith(fence_of(name), start)), "")


def _fenced(data: bytes, at: int, start: int, kind: str) -> _Places:
    fence = fence_of(kind)
    if not kind:
        raise _error(data, start, message("fence"))
    begin = _end(_LINE_END, data, start + len(fence))
    closing = _closing(data, fence, start + len(fence) - 1)
    if closing < begin:
        raise _error(data, start, _unclosed(data, kind, start))
    return _Places(at, start, begin, closing, _end(_LINE_END, data, closing + len(fence)), kind)


def _unclosed(data: bytes, kind: str, at: int) -> Message:
    """What is said where the closing fence is missing."""
    fence, syntax = fence_of(kind), kind.upper()
    dots = _DOTS.search(data, at) if fence == b"---" else None
    if dots is None:
        return message("unclosed-fence", syntax=syntax, fence=fence.decode())
    lineno = len(re.findall(rb"\r\n|\r|\n", data[: dots.start()])) + 1
    return message("unclosed-fence", "dots", syntax=syntax, lineno=lineno)


def _closing(data: bytes, fence: bytes, at: int) -> int:
    """The next fence at the start of a line; -1 where there is none."""
    found = data.find(b"\n" + fence, at)
    # A lone carriage return ends a line, too; behind the first line feed it is not looked for.
    other = data.find(b"\r" + fence, at, found if found >= 0 else len(data))
    place = other if other >= 0 else found
    return place + 1 if place >= 0 else -1


def _object(data: bytes, at: int, start: int) -> _Places:
    depth = 0
    for brace, end in _braces(data, start):
        depth += 1 if brace == b"{" else -1
        if depth == 0:
            return _Places(at, start, start, end, _end(_LINE_END, data, end), "json")
    if len(data) - start > MAX_LENGTH:
        _refuse_length(data, start, len(data) - start)
    raise _error(data, start, message("json-syntax", "unclosed"))


def _braces(data: bytes, start: int) -> Iterator[tuple[bytes, int]]:
    """The braces outside of strings, each with where it ends, as far as matter may reach."""
    for part in _JSON_PART.finditer(data, start, start + MAX_LENGTH + 1):
        brace = part.group()
        if brace in (b"{", b"}"):
            yield brace, part.end()


def _keywords(data: bytes, at: int, start: int) -> _Places:
    end = start
    while data.startswith(b"#+", end) and end - start <= MAX_LENGTH:
        # A lone carriage return ends no line of Org.
        end = data.find(b"\n", end) + 1 or len(data)
    return _Places(at, start, start, end, end, "org")


def _refuse_length(data: bytes, at: int, length: int) -> NoReturn:
    raise _error(data, at, message("too-large", "bytes", limit=MAX_LENGTH, length=length))


def _error(data: bytes, at: int, found: Message) -> MatterSyntaxError:
    """An error that holds no more of the page than the line that it is about."""
    bom = 3 if data.startswith(_BOM) else 0
    lines = data.count(b"\n", bom, at) + data.count(b"\r", bom, at) - data.count(b"\r\n", bom, at)
    start = max(data.rfind(b"\n", bom, at), data.rfind(b"\r", bom, at), bom - 1) + 1
    before = data[start:at].decode("utf-8", "replace")
    line = before + re.split(rb"[\r\n]", data[at : at + LONGEST_LINE])[0].decode("utf-8", "replace")
    pos = len(before)
    return unreadable(line, pos, found, lineno=lines + 1, colno=pos + 1)
