"""The line of an event put into a field or the body of a post, and taken out again."""

from __future__ import annotations

import re
import zlib

from hugoconv.errors import PathError, Refused
from hugoconv.layouts.live_fields import live
from hugoconv.layouts.record import EventLine
from hugoconv.layouts.schema import field_order
from hugoconv.page.operations import CommentOut, Insert, Remove, Set, Uncomment
from hugoconv.page.page import Page
from hugoconv.text.lines import line_break
from hugoconv.text.regex import regex

BODY = "body"
COMMENTED_OUT = "hidden"
_BLANK_LINES = regex(rb"(?:[ \t]*(?:\r\n|\n|\r))*")
_LINE = regex(rb"([^\r\n]*)(\r\n|\n|\r|\Z)")
# With what Markdown begins a list, a heading, a quotation, code, a rule or a definition of a link, and where the
# backslash goes by which it is text.
_BLOCK = regex(r"(?:\d{1,9}(?=[.)](?:\s|\Z)))|(?=[-+*](?:\s|\Z)|#{1,6}(?:\s|\Z)|>|```|~~~|[-*_=]+\Z|\[[^\]]*\]:)")
_NO_MARKDOWN = regex(r"\.(?:html?|org|adoc|asciidoc|ad|rst|pandoc|pdc)\Z", re.IGNORECASE)
_SHORTCODE = regex(r"\{\{[<%]")


def mark_of(line: str) -> str:
    """By what a line is known again without being written twice."""
    return f"{zlib.crc32(line.encode('utf-8', 'surrogateescape')):08x}"


def with_line(page: Page, where: str, line: str, era: str) -> tuple[Page, EventLine] | str:
    """The post with the line, or why it cannot be kept there."""
    why = "it could not be taken away again to the byte"
    for way in (_in_body,) if where == BODY else (_in_field, _beside_empty):
        try:
            found = way(page, where, line, era)
            if isinstance(found, str):
                why = found
            elif without(*found).to_bytes() == page.to_bytes():
                return found
        except (Refused, PathError) as error:
            why = error.why if isinstance(error, Refused) else why
    return f"the event is not kept in the {where}{why if why[0] == ',' else f': {why}'}"


def _in_field(page: Page, where: str, line: str, era: str) -> tuple[Page, EventLine] | str:
    name = live(page, where)
    if name is None:
        return page.apply(_new(where, line, era)), EventLine(where, mark_of(line))
    if page[(name,)] not in (None, ""):
        return ", which has a value"
    return page.apply(Set((name,), line)), EventLine(where, mark_of(line), _literal(page, name))


def _beside_empty(page: Page, where: str, line: str, era: str) -> tuple[Page, EventLine] | str:
    """The line in a new field, and the empty one commented out: how that is written cannot always be told again."""
    name = live(page, where)
    if name is None or page[(name,)] not in (None, ""):
        return ", which has a value" if name else "it could not be taken away again to the byte"
    there = page.apply(CommentOut((name,))).apply(_new(where, line, era))
    return there, EventLine(where, mark_of(line), COMMENTED_OUT)


def _new(where: str, line: str, era: str) -> Insert:
    order = field_order("post", era)
    return Insert((where,), line, order if where in order else ("title", where, *order[1:]))


def _literal(page: Page, name: str) -> str:
    """How an empty value is written."""
    entry = next(entry for entry in page.tree.root.entries if entry.name == name) if page.tree.root else None
    text = page.matter[entry.value.start : entry.value.end] if entry else ""
    return text if text and not set(text) & set(" ;,\r\n") else "empty"


def _in_body(page: Page, where: str, line: str, era: str) -> tuple[Page, EventLine] | str:
    del where, era
    body = page.body
    if not page.to_bytes().removesuffix(body).endswith((b"\n", b"\r")):
        return "the page ends at its closing fence, without a line end"
    # An event's name from the front matter is text; in a body `{{<` would be a call.
    if _SHORTCODE.search(line):
        return "Hugo would carry out a shortcode in it"
    line = _as_paragraph(line, page.path)
    at = _beginning(body)
    # The first line end is enough, and Latin-1 reads any bytes: a body may be large, and need not be UTF-8.
    eol = line_break(page.to_bytes()[:65536].decode("latin-1"), 0).encode()
    new = line.encode("utf-8", "surrogateescape") + eol
    # An empty line behind it, where text follows: Markdown would take both for one paragraph.
    return page.with_body(body[:at] + new + (eol if body[at:] else b"") + body[at:]), EventLine(BODY, mark_of(line))


def _as_paragraph(line: str, path: str | None) -> str:
    """A line that Markdown reads as text, whatever it begins with.

    >>> _as_paragraph("24. Jahrestagung", "a.md"), _as_paragraph("# 1 Day", None), _as_paragraph("2nd Day", None)
    ('24\\\\. Jahrestagung', '\\\\# 1 Day', '2nd Day')
    """
    found = None if path and _NO_MARKDOWN.search(path) else _BLOCK.match(line)
    return f"{line[: found.end()]}\\{line[found.end() :]}" if found else line


def _beginning(body: bytes) -> int:
    """Where the first line with text begins."""
    lines = _BLANK_LINES.match(body)
    return lines.end() if lines else 0


def without(page: Page, line: EventLine) -> Page:
    """The page without the line; the page itself where somebody has changed it since."""
    if line.where == BODY:
        return _without_in_body(page, line)
    name = live(page, line.where)
    value = page[(name,)] if name is not None else None
    if name is None or not isinstance(value, str) or mark_of(value) != line.mark:
        return page
    if not line.was:
        return page.apply(Remove((name,), keep_comments=True))
    if line.was == COMMENTED_OUT:
        return page.apply(Remove((name,), keep_comments=True)).apply(Uncomment((name,)))
    return page.apply(Set((name,), "" if line.was[:1] in ("'", '"') else None))


def _without_in_body(page: Page, line: EventLine) -> Page:
    body = page.body
    at = _beginning(body)
    found = _LINE.match(body, at)
    if found is None or mark_of(found[1].decode("utf-8", "surrogateescape")) != line.mark:
        return page
    rest = body[found.end() :]
    # The empty line below came with it.
    return page.with_body(body[:at] + rest.removeprefix(found[2]))


def is_there(page: Page, line: EventLine) -> bool:
    """Whether the line still stands where it was put."""
    return without(page, line) is not page
