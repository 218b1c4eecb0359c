"""Where images stand in the Markdown of a body: those with an address, and those that name a definition."""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape
from typing import Any, NamedTuple

from hugoconv.body.links import candidates, confirmed, definition_in, pairs_of_brackets
from hugoconv.body.markdown import Document, document, walked
from hugoconv.body.marks import Marks
from hugoconv.body.shortcodes import without_shortcodes
from hugoconv.text.edits import Edit, Edits
from hugoconv.text.spans import Span


class Image(NamedTuple):
    """One image of Markdown: ``span`` is the whole, ``label`` the span of the text that stands for it, ``destination``
    where it leads."""

    span: Span
    label: Span
    destination: str


class _Named(NamedTuple):
    """What is written like an image that names a definition, and the edit that makes it name it in full."""

    span: Span
    label: Span
    full: Edit


def images(text: str) -> list[Image]:
    """The images of a text in order, outside code.

    >>> text = "![one](a.png) `![no](b.png)` ![two]\\n\\n[two]: c.png"
    >>> [(image.label.of(text), image.destination) for image in images(text)]
    [('one', 'a.png'), ('two', 'c.png')]
    """
    inline = (link for link in candidates(text) if link.kind == "image")
    found = [Image(link.span, _label(text, link.span), link.destination) for link in confirmed(text, inline)]
    return sorted([*found, *_by_definition(without_shortcodes(text))])


def _label(text: str, span: Span) -> Span:
    closed = {start: end for end, start in pairs_of_brackets(text, span).items()}
    start = span.start + 1
    return Span(start + 1, closed.get(start, start + 1))


def _by_definition(text: str) -> Iterator[Image]:
    if definition_in(text) is None:
        return
    # A mark in `![two]` would change the name by which its definition is found, so each is made to name it in full.
    named = sorted(_named(text))
    marks = Marks(text)
    marked = [Edit(one.label.start, one.label.start, marks[n]) for n, one in enumerate(named)]
    read = document(Edits([*marked, *(one.full for one in named)]).apply(text))
    destinations = marks.found_in(_destinations(read))
    for n, one in enumerate(named):
        if n in destinations:
            yield Image(one.span, one.label, destinations[n])


def _named(text: str) -> Iterator[_Named]:
    pairs = pairs_of_brackets(text, Span(0, len(text)))
    ends = {start: end for end, start in pairs.items()}
    for start, end in ends.items():
        if text[max(start - 1, 0) : start] != "!" or text.startswith("(", end + 1):
            continue
        label, behind = Span(start + 1, end), ends.get(end + 1, end)
        name = "" if behind > end + 2 else label.of(text)
        full = Edit(end + 2, end + 2, name) if behind > end else Edit(end + 1, end + 1, f"[{name}]")
        yield _Named(Span(start - 1, behind + 1), label, full)


def _destinations(read: Document) -> Iterator[tuple[str, Any]]:
    for token in walked(read.tokens):
        if token["type"] == "image" and "ref" in token:
            said = "".join(child.get("raw", "") for child in walked(token["children"]))
            yield said, unescape(token["attrs"]["url"])
