"""Where links stand in the Markdown of a body, with the place of each destination.

Two look at a text: a scan of our own says where something stands that is written like a link, mistune says which
destinations the Markdown has. A place counts where both agree, so that links in code are none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from html import unescape
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote

from hugoconv.body.shortcodes import without_shortcodes
from hugoconv.text.spans import Span

if TYPE_CHECKING:
    from mistune import Markdown

_INLINE = re.compile(r"(?<!\\)\]\([ \t]*\n?[ \t]*(?=[^\s)])")
_DEFINITION = re.compile(r"^ {0,3}\[(?!\^)(?:[^\[\]\\\n]|\\.)+\]:[ \t]*\n?[ \t]*(?=\S)", re.MULTILINE)
_ANGLED = re.compile(r"<[a-zA-Z][a-zA-Z0-9+.-]*:[^\s<>]*>")
_BARE = re.compile(r"(?<![A-Za-z0-9_(<\"'=/])https?://[^\s<>\"']+")
_ATTRIBUTE = re.compile(r"\b(?:href|src)[ \t\n]*=[ \t\n]*(?:\"(?P<two>[^\"]*)\"|'(?P<one>[^']*)')", re.IGNORECASE)
_TITLE = re.compile(r"(?:[ \t\n]+(?:\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|\((?:[^()\\]|\\.)*\)))?[ \t\n]*\)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_ENDS = ".,;:!?*_~)]"


class Link(NamedTuple):
    """One link. ``kind`` is link, image, definition, autolink or html; ``span`` that of the whole, ``target`` that of
    the destination without brackets or quotes; ``destination`` is what it says."""

    kind: str
    span: Span
    target: Span
    destination: str


def links(text: str) -> Iterator[Link]:
    """The links of a Markdown text, in the order of their places.

    >>> [(link.kind, link.destination) for link in links("[Mud](/talk/mud/), `[no](/code/)`, <https://example.org/>")]
    [('link', '/talk/mud/'), ('autolink', 'https://example.org/')]
    """
    yield from confirmed(text, candidates(text))


def candidates(text: str) -> Iterator[Link]:
    """What is written like a link, in code too: quick, and all that ``links`` could find."""
    plain = without_shortcodes(text)
    found = [*_inline(plain), *_definitions(plain), *_angled(plain), *_attributes(plain)]
    taken = {link.target.start for link in found}
    found += (link for link in _bare(plain) if link.target.start not in taken)
    yield from sorted(found, key=lambda link: link.target)


def confirmed(text: str, found: Iterable[Link]) -> Iterator[Link]:
    """Those of some candidates of a text that mistune reads as links too.

    Where it reads fewer of one destination than are written, those in code go; any others stay.
    """
    asked = list(found)
    if not asked:
        return
    plain = without_shortcodes(text).replace("\r\n", " \n").replace("\r", "\n")
    read, codes = _read(plain)
    written = Counter(_said(link.destination) for link in asked)
    code = list(_places(plain, codes)) if any(read[name] < count for name, count in written.items()) else []
    for link in asked:
        name = _said(link.destination)
        is_in_code = read[name] < written[name] and any(span.holds(link.target) for span in code)
        if read[name] and not is_in_code:
            yield link


def _inline(text: str) -> Iterator[Link]:
    for found in _INLINE.finditer(text):
        target = _destination(text, found.end())
        end = _TITLE.match(text, target.end + (text[target.end : target.end + 1] == ">"))
        if end is None or not target.of(text):
            continue
        start = _opening(text, found.start())
        kind = "image" if text[max(start - 1, 0) : start] == "!" else "link"
        span = Span(start - (kind == "image"), end.end())
        yield Link(kind, span, target, _unescaped(target.of(text)))


def _definitions(text: str) -> Iterator[Link]:
    for found in _DEFINITION.finditer(text):
        target = _destination(text, found.end())
        start = text.index("[", found.start())
        yield Link("definition", Span(start, target.end), target, _unescaped(target.of(text)))


def _angled(text: str) -> Iterator[Link]:
    for found in _ANGLED.finditer(text):
        target = Span(found.start() + 1, found.end() - 1)
        yield Link("autolink", Span(*found.span()), target, target.of(text))


def _bare(text: str) -> Iterator[Link]:
    for found in _BARE.finditer(text):
        target = Span(found.start(), found.start() + len(found.group().rstrip(_ENDS)))
        yield Link("autolink", target, target, target.of(text))


def _attributes(text: str) -> Iterator[Link]:
    for found in _ATTRIBUTE.finditer(text):
        target = Span(*found.span(found.lastgroup or 0))
        yield Link("html", Span(*found.span()), target, unescape(target.of(text)))


def _destination(text: str, start: int) -> Span:
    """The span of the destination that begins at an offset: in angle brackets, or up to a blank or an odd bracket."""
    if text[start] == "<":
        end = re.compile(r"[<>\n]").search(text, start + 1)
        if end and end.group() == ">":
            return Span(start + 1, end.start())
    depth, at = 0, start
    while at < len(text) and text[at] not in " \t\r\n":
        if text[at] == "\\":
            at += 1
        elif text[at] == "(":
            depth += 1
        elif text[at] == ")":
            if not depth:
                break
            depth -= 1
        at += 1
    return Span(start, min(at, len(text)))


def _opening(text: str, at: int) -> int:
    """The offset of the bracket that one at an offset closes; that of the closing one where there is none."""
    depth, start = 0, at
    while start > 0 and text[start - 1 : start + 1] != "\n\n":
        start -= 1
        if text[start - 1 : start] == "\\":
            continue
        if text[start] == "]":
            depth += 1
        elif text[start] == "[":
            if not depth:
                return start
            depth -= 1
    return at


def _unescaped(text: str) -> str:
    return unescape(_ESCAPED.sub(r"\1", text))


def _said(destination: str) -> str:
    return unquote(destination)


@cache
def _markdown() -> Markdown:
    from mistune import create_markdown

    return create_markdown(
        renderer=None, plugins=["strikethrough", "footnotes", "table", "url", "task_lists", "def_list"]
    )


def _read(text: str) -> tuple[Counter[str], list[str]]:
    """The destinations that mistune reads in a text, and what it takes for code."""
    tokens, state = _markdown().parse(text)
    found = Counter(_said(unescape(entry["url"])) for entry in state.env.get("ref_links", {}).values())
    codes: list[str] = []
    for token in _tokens(tokens):
        kind, raw = token["type"], token.get("raw", "")
        if kind in ("link", "image") and "ref" not in token:
            found[_said(token["attrs"]["url"])] += 1
        elif kind in ("inline_html", "block_html"):
            found.update(_said(link.destination) for link in _attributes(raw))
        elif kind in ("codespan", "block_code"):
            codes.append(raw)
    return found, codes


def _tokens(tokens: Any) -> Iterator[Mapping[str, Any]]:
    for token in tokens:
        yield token
        yield from _tokens(token.get("children") or ())


def _places(text: str, codes: list[str]) -> Iterator[Span]:
    """Where pieces of code stand, looked for in their order."""
    at = 0
    for code in codes:
        start = text.find(code, at)
        if start >= 0 and code:
            at = start + len(code)
            yield Span(start, at)
