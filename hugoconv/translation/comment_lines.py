"""How comments and commented-out fields of a document are written, so that each reads back as what it is."""

from __future__ import annotations

from typing import NamedTuple, TypeVar

from hugoconv.syntax.base import Syntax
from hugoconv.translation.document import (
    CommentedOutElement,
    CommentedOutField,
    Content,
    DocumentField,
    Element,
    List,
    ListPart,
    Map,
    MapPart,
    Remark,
    fields_of,
)

_P = TypeVar("_P", DocumentField, Element)


class Attempt(NamedTuple):
    """How comments are written: those that would read as fields set apart, commented-out fields with an end mark."""

    apart: bool
    marks: int


# What changes least comes first.
ATTEMPTS = (Attempt(False, 0), Attempt(True, 0), Attempt(True, 1), Attempt(True, 2))


def dressed(document: Map, target: Syntax, attempt: Attempt) -> Map:
    """The document with its comments in the way of an attempt; where text needs quotes, a commented-out field needs no
    end mark."""
    return document._replace(parts=tuple(_part(part, target, attempt) for part in document.parts))


def _part(part: MapPart, target: Syntax, attempt: Attempt) -> MapPart:
    if isinstance(part, Remark):
        return part._replace(text=_apart(part.text, target, attempt))
    if isinstance(part, CommentedOutField):
        name, value, empty_lines, above, inline = part.field
        above = tuple([_apart(text, target, attempt) for text in above])
        field = DocumentField(name, _value(value, target, attempt), empty_lines, above, inline)
        marks = attempt.marks or (0 if target.text_needs_quotes else part.marks)
        return CommentedOutField(field, part.marker, marks)
    return _live(part, target, attempt)


def _item(part: ListPart, target: Syntax, attempt: Attempt) -> ListPart:
    if isinstance(part, Remark):
        return part._replace(text=_apart(part.text, target, attempt))
    if isinstance(part, CommentedOutElement):
        above = tuple(_apart(text, target, attempt) for text in part.element.above)
        value = _value(part.element.value, target, attempt)
        return part._replace(element=part.element._replace(above=above, value=value))
    return _live(part, target, attempt)


def _live(part: _P, target: Syntax, attempt: Attempt) -> _P:
    above = tuple(_apart(text, target, attempt) for text in part.above)
    inline = tuple(
        _gap(text) + _apart(text.strip(), target, attempt) for text in part.inline
    )  # it may come to stand above
    return part._replace(above=above, inline=inline, value=_value(part.value, target, attempt))


def _gap(text: str) -> str:
    return text[: len(text) - len(text.lstrip(" \t"))]


def _value(value: Content, target: Syntax, attempt: Attempt) -> Content:
    if isinstance(value, Map):
        return dressed(value, target, attempt)
    if isinstance(value, List):
        return value._replace(parts=tuple(_item(part, target, attempt) for part in value.parts))
    return value


def _apart(text: str, target: Syntax, attempt: Attempt) -> str:
    """A comment that cannot be taken for a commented-out field or item: two spaces behind its marker say that it is
    prose."""
    # The record and the notes of hugoconv are told by their form: with another space they would be plain comments.
    if not attempt.apart or text.startswith("# hugoconv:"):
        return text
    if not any(p.match(text) for p in (target.field, target.item) if p is not None):
        return text
    return f"#  {text[1:].lstrip(' ')}"


def marked(lines: list[str], marker: str) -> list[str]:
    """Lines behind a comment marker, those within text too."""
    return [marker + line if line else "#" for text in lines for line in text.split("\n")]


def surely_marked(content: Map, known: frozenset[str]) -> Map:
    """A map whose commented-out fields are none behind a space where only a known key tells them from prose."""
    names = known | {part.name.casefold() for part in fields_of(content)}
    return content._replace(parts=tuple(_sure_part(part, names, known) for part in content.parts))


def _sure_part(part: MapPart, names: frozenset[str], known: frozenset[str]) -> MapPart:
    if isinstance(part, CommentedOutField):
        return part if part.field.name.casefold() in names else part._replace(marker="#")
    if isinstance(part, DocumentField):
        return part._replace(value=_sure_value(part.value, known))
    return part


def _sure_value(value: Content, known: frozenset[str]) -> Content:
    if isinstance(value, Map):
        return surely_marked(value, known)
    if not isinstance(value, List):
        return value
    live = (part.value for part in value.parts if isinstance(part, Element))
    names = known | {field.name.casefold() for item in live for field in fields_of(item)}
    return value._replace(parts=tuple(_sure_item(part, names, known) for part in value.parts))


def _sure_item(part: ListPart, names: frozenset[str], known: frozenset[str]) -> ListPart:
    """An item, commented out without a space unless its first key is one of the live items' own."""
    if isinstance(part, Element):
        return part._replace(value=_sure_value(part.value, known))
    if isinstance(part, Remark):
        return part
    first = next((field.name.casefold() for field in fields_of(part.element.value)), None)
    return part if first in names else part._replace(marker="#")
