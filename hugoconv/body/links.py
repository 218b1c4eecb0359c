"""Where links stand in the Markdown of a body, with the place of each destination.

Two look at a text: a scan of our own says where something stands that is written like a link, mistune says which
destinations the Markdown has. A place counts where both agree, so that links in code are none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any, NamedTuple
from urllib.parse import unquote

from hugoconv.body.markdown import document, walked, with_line_feeds
from hugoconv.body.shortcodes import STANDS, without_shortcodes
from hugoconv.text.regex import regex
from hugoconv.text.spans import Span

_INLINE = regex(r"(?<!\\)\]\([ \t]*\n?[ \t]*(?=[^\s)])")
_DEFINITION = regex(r"^ {0,3}\[(?!\^)(?:[^\[\]\\\n]|\\.)+\]:[ \t]*\n?[ \t]*(?=\S)", re.MULTILINE)
_ANGLED = regex(r"<[a-zA-Z][a-zA-Z0-9+.-]*:[^\s<>]*>")
# Not behind a bracket, a quote, an equals sign: what begins there is the destination of another kind of link.
_BARE = regex(r"(?<![A-Za-z0-9_(<\"'=/])https?://[^\s<>\"']+")
_ATTRIBUTE = regex(r"\b(?:href|src)[ \t\n]*=[ \t\n]*(?:\"(?P<two>[^\"]*)\"|'(?P<one>[^']*)')", re.IGNORECASE)
_TITLE = regex(r"(?:[ \t\n]+(?:\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|\((?:[^()\\]|\\.)*\)))?[ \t\n]*\)")
_ESCAPED = regex(r"\\([!-/:-@\[-`{-~])")
_QUIET = regex(r"<!--.*?(?:-->|\Z)|<(script|style|textarea)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_BRACKET = regex(r"\\.|[\[\]]|\n\n", re.DOTALL)
_DEEPEST = 32  # brackets within a destination, as Markdown has it
_ENDS = ".,;:!?*_~)]"


class Link(NamedTuple):
    """One link. ``kind`` is link, image, definition, autolink or html; ``span`` that of the whole, ``target`` that of
    the destination without brackets or quotes; ``destination`` is what it says."""

    kind: str
    span: Span
    target: Span
    destination: str


def links(text: str) -> list[Link]:
    """The links, images and definitions of a text in order, outside code, with where they lead.

    >>> [(link.kind, link.destination) for link in links("[Mud](/talk/mud/), `[no](/code/)`, <https://example.org/>")]
    [('link', '/talk/mud/'), ('autolink', 'https://example.org/')]
    """
    return list(confirmed(text, candidates(text)))


def candidates(text: str) -> Iterator[Link]:
    """What is written like a link, in code too: quick, and all that ``confirmed`` could find."""
    plain = without_shortcodes(text)
    found = [*_inline(plain), *_definitions(plain), *_angled(plain), *_attributes(plain)]
    taken = {link.target.start for link in found}
    # An address that is the destination of a definition or an attribute is none of its own.
    found += (link for link in _bare(plain) if link.target.start not in taken)
    yield from sorted(found, key=lambda link: link.target)


def confirmed(text: str, found: Iterable[Link]) -> Iterator[Link]:
    """Those of some candidates of a text that mistune reads as links too, in their order.

    Where it reads fewer of one destination than are written, as where some are in code, each is given a destination of
    its own, and the text is read again.
    """
    asked = list(found)
    if not asked:
        return
    plain = without_shortcodes(text)
    read = _read(plain)
    written = Counter(_said(link.destination) for link in asked)
    doubtful = {link for link in asked if 0 < read[_said(link.destination)] < written[_said(link.destination)]}
    sure = set(_read_apart(plain, [link for link in asked if link in doubtful]))
    for link in asked:
        if read[_said(link.destination)] and (link in sure or link not in doubtful):
            yield link


def _read_apart(text: str, found: list[Link]) -> Iterator[Link]:
    """Those of some links that are read where no two have the same destination."""
    parts: list[str] = []
    marked: dict[str, Link] = {}
    at = 0
    for link in found:
        if link.target.start >= at:
            # A whole address, since a bare one has to stay a link; `.invalid` is nobody's (RFC 2606).
            mark = f"https://{len(marked)}.hugoconv.invalid/"
            marked[mark] = link
            parts += [text[at : link.target.start], mark]
            at = link.target.end
    read = _read("".join([*parts, text[at:]])) if marked else Counter[str]()
    yield from (link for mark, link in marked.items() if read[mark])


def _inline(text: str) -> Iterator[Link]:
    openings = pairs_of_brackets(text, Span(0, len(text)))
    for found in _INLINE.finditer(text):
        target = _destination(text, found.end())
        end = _TITLE.match(text, target.end + (text[target.end : target.end + 1] == ">"))
        if end is None or not target.of(text):
            continue
        start = openings.get(found.start(), found.start())
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
        # Punctuation at the end belongs to the sentence.
        target = Span(found.start(), found.start() + len(found.group().rstrip(_ENDS)))
        yield Link("autolink", target, target, target.of(text))


def _attributes(text: str) -> Iterator[Link]:
    for found in _ATTRIBUTE.finditer(text):
        target = Span(*found.span(found.lastgroup or 0))
        yield Link("html", Span(*found.span()), target, unescape(target.of(text)))


def _destination(text: str, start: int) -> Span:
    """The span of the destination that begins at an offset: in angle brackets, or up to a space or an odd bracket."""
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
            if depth > _DEEPEST:
                return Span(start, start)
        elif text[at] == ")":
            if not depth:
                break
            depth -= 1
        at += 1
    return Span(start, min(at, len(text)))


def pairs_of_brackets(text: str, within: Span) -> dict[int, int]:
    """The offsets of closing brackets in a part of a text, each with that of the one which it closes; none goes over an
    empty line."""
    pairs: dict[int, int] = {}
    opened: list[int] = []
    for bracket in _BRACKET.finditer(text, *within):
        if bracket.group() == "[":
            opened.append(bracket.start())
        elif bracket.group() == "]" and opened:
            pairs[bracket.start()] = opened.pop()
        elif bracket.group() == "\n\n":
            opened.clear()
    return pairs


def definition_in(text: str) -> re.Match[str] | None:
    """The first place of a text that is written like the definition of a link."""
    return _DEFINITION.search(text)


def _unescaped(text: str) -> str:
    return unescape(_ESCAPED.sub(r"\1", text))


def _said(destination: str) -> str:
    # mistune writes escapes into what it reads, whatever the author wrote.
    return unquote(destination)


def _read(text: str) -> Counter[str]:
    """The destinations that mistune reads in a text."""
    tokens, definitions = document(text)
    found = Counter(_said(unescape(entry["url"])) for entry in definitions.values())
    for token in walked(tokens):
        # One that names a definition has no destination of its own, and the definition has been counted.
        if token["type"] in ("link", "image") and "ref" not in token:
            found[_said(token["attrs"]["url"])] += 1
        elif token["type"] in ("inline_html", "block_html"):
            found.update(_said(link.destination) for link in _attributes(_QUIET.sub("", token["raw"])))
    return found


def skeleton(text: str) -> object:
    """What mistune reads in a text but for the destinations of links: equal for two texts that differ in those only."""
    tokens, definitions = document(re.sub(f"{STANDS}+", STANDS, with_line_feeds(without_shortcodes(text))))
    named = {name: entry.get("title") for name, entry in definitions.items()}
    return named, [_bones(token) for token in tokens]


def _bones(token: Any) -> object:
    attrs = {name: value for name, value in token.get("attrs", {}).items() if name != "url"}
    raw = token.get("raw", "")
    if token["type"] in ("inline_html", "block_html"):
        raw = _without_targets(raw)
    others = {name: value for name, value in token.items() if name not in ("attrs", "raw", "children")}
    return attrs, raw, others, [_bones(child) for child in token.get("children") or ()]


def _without_targets(html: str) -> str:
    """HTML without the destinations in it; what is quiet, such as a comment, stays whole."""
    quiet = [Span(*found.span()) for found in _QUIET.finditer(html)]
    parts, at = [], 0
    for link in _attributes(html):
        if not any(span.holds(link.target) for span in quiet):
            parts.append(html[at : link.target.start])
            at = link.target.end
    return "\0".join([*parts, html[at:]])
