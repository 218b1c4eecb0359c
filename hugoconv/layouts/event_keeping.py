"""The line of an event put into a field or the body of a post, and taken out again."""

from __future__ import annotations

import re
import zlib

from hugoconv.errors import PathError, Refused
from hugoconv.layouts.record import KeptLine
from hugoconv.layouts.schema import field_order
from hugoconv.page.operations import Insert, Remove, Set
from hugoconv.page.page import Page
from hugoconv.text.lines import line_break

BODY = "body"
_BLANK_LINES = re.compile(rb"(?:[ \t]*(?:\r\n|\n|\r))*")
_LINE = re.compile(rb"([^\r\n]*)(\r\n|\n|\r|\Z)")


def mark_of(line: str) -> str:
    """By what a line is known again without being written twice."""
    return f"{zlib.crc32(line.encode('utf-8', 'surrogateescape')):08x}"


def kept(page: Page, where: str, line: str, era: str) -> tuple[Page, KeptLine] | str:
    """The post with the line, or why it cannot be kept there."""
    try:
        found = _in_body(page, line) if where == BODY else _in_field(page, where, line, era)
    except Refused as refused:
        return f"the event is not kept in the {where}: {refused.why}"
    if isinstance(found, str):
        return found
    try:
        if without(*found).to_bytes() == page.to_bytes():
            return found
    except (Refused, PathError):
        pass
    return f"the event is not kept in the {where}: it could not be taken away again to the byte"


def _in_field(page: Page, where: str, line: str, era: str) -> tuple[Page, KeptLine] | str:
    name = next((key for key in page if key.casefold() == where), None)
    if name is None:
        order = field_order("post", era)
        order = order if where in order else ("title", where, *order[1:])
        return page.apply(Insert((where,), line, order)), KeptLine(where, mark_of(line))
    if page[(name,)] not in (None, ""):
        return f"the event is not kept in the {where}, which has a value"
    return page.apply(Set((name,), line)), KeptLine(where, mark_of(line), _literal(page, name))


def _literal(page: Page, name: str) -> str:
    """How an empty value is written."""
    entry = next(entry for entry in page.tree.root.entries if entry.name == name) if page.tree.root else None
    text = page.matter[entry.value.start : entry.value.end] if entry else ""
    return text if text and not set(text) & set(" ;,\r\n") else "empty"


def _in_body(page: Page, line: str) -> tuple[Page, KeptLine]:
    body = page.body
    at = _beginning(body)
    eol = line_break(page.to_bytes()[:65536].decode("latin-1"), 0).encode()
    new = line.encode("utf-8", "surrogateescape") + eol
    return page.with_body(body[:at] + new + (eol if body[at:] else b"") + body[at:]), KeptLine(BODY, mark_of(line))


def _beginning(body: bytes) -> int:
    """Where the first line with text begins."""
    blank = _BLANK_LINES.match(body)
    return blank.end() if blank else 0


def without(page: Page, line: KeptLine) -> Page:
    """The page without the line; the page itself where somebody has changed it since."""
    if line.where == BODY:
        return _without_in_body(page, line)
    name = next((key for key in page if key.casefold() == line.where), None)
    value = page[(name,)] if name is not None else None
    if name is None or not isinstance(value, str) or mark_of(value) != line.mark:
        return page
    if not line.was:
        return page.apply(Remove((name,), keep_comments=True))
    return page.apply(Set((name,), "" if line.was[:1] in ("'", '"') else None))


def _without_in_body(page: Page, line: KeptLine) -> Page:
    body = page.body
    at = _beginning(body)
    found = _LINE.match(body, at)
    if found is None or mark_of(found[1].decode("utf-8", "surrogateescape")) != line.mark:
        return page
    rest = body[found.end() :]
    return page.with_body(body[:at] + rest.removeprefix(found[2]))


def is_there(page: Page, line: KeptLine) -> bool:
    """Whether the line still stands where it was put."""
    return without(page, line) is not page
