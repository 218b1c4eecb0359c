"""What looks like one thing and is another for Hugo: comments, spaces, colons, and fields in the wrong place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from hugoconv.hugo.reserved import RESERVED, TEXT, named
from hugoconv.layouts.schema import known_fields
from hugoconv.lint.diagnostics import LintContext, RawDiagnostic, checks, cut
from hugoconv.page.paths import shown
from hugoconv.syntax.comments import comment_spans
from hugoconv.syntax.tree import Entry, Item, Mapping, Path, Scalar, Sequence, entries_of, parts_of
from hugoconv.text.regex import regex
from hugoconv.text.spaces import ODD_SPACES, ZERO_WIDTH
from hugoconv.text.spans import Span

_SPACES = regex(r"[ \t]*")
_COMMENTED = regex(r"#[^\s#!][^\r\n]*")
_COLOUR = regex(r"#(?:[0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})")
_NUMBERED = regex(r"#\d+\b")
_ODD = regex(f"[{ODD_SPACES}：]")
_WIDE_COLON = regex(r"[A-Za-z_][\w-]* ?：")


def comments(context: LintContext) -> Iterator[RawDiagnostic]:
    """A value that is a comment, because it begins with the marker of one."""
    syntax = context.syntax
    if syntax is None or not syntax.has_comments or syntax.text_needs_quotes:
        return
    if " #" not in context.page.matter.replace("\t", " "):
        return
    text, tokens = context.page.matter, {span.start for span in comment_spans(context.page.tree)}
    for path, part in parts_of(context.page.tree):
        value = part.value
        if not isinstance(value, Scalar) or value.style != "empty" or value.outer < value.end:
            continue
        at = _marker_behind(text, part)
        if at in tokens and (said := _COMMENTED.match(text, at)) is not None:
            yield RawDiagnostic(
                "value-is-comment", Span(part.start, part.end), shown(path), cut(said.group()), _fix(path, said)
            )


def _marker_behind(text: str, part: Entry | Item) -> int:
    """Where the first marker stands behind a part without a value."""
    at = part.colon if isinstance(part, Entry) else part.start + 1
    spaces = _SPACES.match(text, at)
    return spaces.end() if spaces else at


def _fix(path: Path, said: re.Match[str]) -> str:
    """Whether a comment may become a value: of an item it may not, of a field it is a guess unless that is certain."""
    if isinstance(path[-1], int):
        return ""
    return "safe" if _is_meant(path, said.group().partition(" #")[0].rstrip()) else "unsafe"


def _is_meant(path: Path, text: str) -> bool:
    """Whether what begins with the marker of a comment certainly is a value: a colour, or a number in a title."""
    name = str(path[-1]).casefold()
    colour = _COLOUR.fullmatch(text) is not None and any(word in name for word in ("color", "colour", "background"))
    return colour or (name in named(TEXT) and _NUMBERED.match(text) is not None)


def spaces(context: LintContext) -> Iterator[RawDiagnostic]:
    """Spaces that look like others and are a part of a key, and colons that look like others and are a part of a
    value."""
    text = context.page.matter
    if _ODD.search(text) is None:
        return
    for path, part in parts_of(context.page.tree):
        if isinstance(part, Entry) and part.name != part.name.strip(ODD_SPACES):
            ends = part.name == part.name.lstrip(ODD_SPACES)
            fixed = part.name.lstrip(ZERO_WIDTH)[:1] not in (*ODD_SPACES, "")
            at = part.start if not ends else part.start + len(part.name.rstrip(ODD_SPACES))
            place = Span(at, at) if isinstance(part.key, Scalar) and part.key.style == "plain" else part.span
            yield RawDiagnostic("odd-space", place, shown(path).strip(ODD_SPACES), "", "safe" if fixed else "")
        elif isinstance(part, Entry) and isinstance(part.value, Scalar) and part.value.style == "plain":
            colon = _WIDE_COLON.match(text, part.value.start, part.value.end)
            # On the line of its key it is text with such a colon; below it, a field that was meant to be one.
            if colon is not None and "\n" in text[part.colon : part.value.start]:
                yield RawDiagnostic("odd-colon", Span(colon.end() - 1, colon.end()), shown(path), colon.group()[:-1])


def swallowed(context: LintContext) -> Iterator[RawDiagnostic]:
    """Fields of the page that a table above them took in."""
    tables = checks()["swallowed-field"]["tables"]
    for entry in entries_of(context.page.tree.root):
        value, own = entry.value, tables.get(entry.name.casefold())
        if own is None or not isinstance(value, Mapping | Sequence) or value.form != "table":
            continue
        holders = [value] if isinstance(value, Mapping) else [item.value for item in value.items]
        for part in (part for holder in holders for part in entries_of(holder)):
            name = part.name.casefold()
            if name not in own and (name in RESERVED or name in known_fields()):
                yield RawDiagnostic("swallowed-field", Span(part.start, part.end), part.name, entry.name)


LOOKALIKES: tuple[Callable[[LintContext], Iterator[RawDiagnostic]], ...] = (comments, spaces, swallowed)
