"""What a body says at first: its first paragraph and heading as plain text, and its first image."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any

from hugoconv.body.images import images
from hugoconv.body.links import candidates, confirmed
from hugoconv.body.markdown import document
from hugoconv.body.sentences import one_line, shortened
from hugoconv.body.shortcodes import STANDS, pairs_of_shortcodes, shortcodes, without_shortcodes
from hugoconv.text.edits import Edit, Edits
from hugoconv.text.lines import line_end, line_start
from hugoconv.text.regex import regex
from hugoconv.text.spans import Span

MORE = "<!--more-->"  # what Hugo ends a summary at
_SILENT = frozenset(["image", "footnote_ref", "inline_html"])
_FORMULA = regex(r"\s*(?:\$\$|\\\[|\\begin\{)")  # of a paragraph that begins with one little is text
_ATTRIBUTES = regex(r"[ \t]*\{(?:[#.]|[\w-]+=)[^{}\n]*\}\s*\Z")


def first_paragraph(text: str, limit: int = 300) -> str:
    """The first paragraph of a body as one line of plain text, empty where there is none.

    Without markup, images, footnotes, HTML and shortcodes; a formula is no paragraph, nor is what a shortcode holds
    that has its lines for itself. What is wider than the limit ends with a sentence, where a wide character, as in
    Chinese, counts as two.
    It ends at ``<!--more-->``, as a summary of Hugo does.

    >>> first_paragraph("# Mud\\n\\n{{< toc >}}\\n\\nA *pool* of [mud](/mud/)[^1]. It\\nsits.\\n\\n[^1]: Wet.\\n")
    'A pool of mud. It sits.'
    """
    parts = (part for said in _texts(text, "paragraph") for part in said.split(MORE) if not _FORMULA.match(part))
    return next((shortened(one_line(part), limit) for part in parts if any(map(str.isalnum, part))), "")


def first_heading(text: str) -> str:
    """The text of the first heading of a body as one line of plain text, empty where there is none.

    >>> first_heading("Text\\n\\n## A *pool* {#pool}\\n")
    'A pool'
    """
    lines = (one_line(_ATTRIBUTES.sub("", said.replace(MORE, ""))) for said in _texts(text, "heading"))
    return next((line for line in lines if line), "")


def first_image(text: str) -> str:
    """Where the first image of a body leads, be it of Markdown, HTML or the shortcode ``figure``; empty for none.

    >>> first_image('`![no](a.png)` {{< figure src="b.png" >}} ![c](c.png)')
    'b.png'
    """
    # The three kinds come one after the other, so the first of them all is the one with the lowest place.
    return min(_images(text), default=(0, ""))[1]


def _images(text: str) -> Iterator[tuple[int, str]]:
    yield from ((image.span.start, image.destination) for image in images(text))
    tags = (link for link in candidates(text) if link.kind == "html" and link.span.of(text).lower().startswith("src"))
    yield from ((link.span.start, link.destination) for link in confirmed(text, tags))
    for code in shortcodes(text):
        if code.name.lower() == "figure" and not code.closes:
            yield from ((code.start, argument.value) for argument in code.arguments if argument.name == "src")


def _texts(text: str, kind: str) -> Iterator[str]:
    """The text of the blocks of a kind that are in no other block."""
    for token in document(_without_blocks_of_shortcodes(text)).tokens:
        if token["type"] == kind:
            yield "".join(_said(token["children"])).replace(STANDS, "")


def _said(tokens: Iterable[Any]) -> Iterator[str]:
    for token in tokens:
        if token["type"] in ("softbreak", "linebreak"):
            yield "\n"
        elif token.get("raw") == MORE:
            yield MORE
        elif token["type"] not in _SILENT:
            yield unescape(token.get("raw", ""))
            yield from _said(token.get("children") or ())


def _without_blocks_of_shortcodes(text: str) -> str:
    """As ``without_shortcodes``; filled, too, is what stands between two that have their lines for themselves."""
    outer: list[Edit] = []
    # Sorted, since pairs come as they close, inner ones first; an outer one fills those within it too.
    for opening, closing in sorted(pairs_of_shortcodes(text)):
        is_inner = bool(outer) and opening.start < outer[-1].end
        if not is_inner and _has_own_lines(text, Span(opening.start, closing.end)):
            outer.append(Edit(opening.start, closing.end, STANDS))
    return without_shortcodes(Edits(outer).apply(text))


def _has_own_lines(text: str, span: Span) -> bool:
    above, below = text[line_start(text, span.start) : span.start], text[span.end : line_end(text, span.end)]
    return not above.strip() and not below.strip()
