"""A field of a document as lines of TOML, and its value on one line."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from hugoconv.errors import MatterSyntaxError
from hugoconv.syntax.style import Style, bracketed
from hugoconv.syntax.toml import literals
from hugoconv.syntax.toml.scalars import word
from hugoconv.syntax.toml.values import plain_value
from hugoconv.syntax.values import Value
from hugoconv.translation.comment_lines import marked
from hugoconv.translation.document import (
    CommentedOutElement,
    Content,
    DocumentField,
    Element,
    Leaf,
    List,
    ListPart,
    Map,
    MapPart,
    Remark,
    elements_of,
    fields_of,
    has_notes,
    is_null,
    is_whole,
    remarks_in,
    with_comments,
)


def is_table(value: Content) -> bool:
    """Whether a value goes below a header: a map or a list of maps that is not between brackets."""
    if isinstance(value, Map):
        return bool(value.parts) and not (value.flow and not has_notes(value))
    if isinstance(value, Leaf) or value.flow:
        return False
    items = [element.value for element in elements_of(value)]
    return all(isinstance(item, Map) for item in items) and any(map(is_table, items))


def field_lines(field: DocumentField, style: Style) -> list[str]:
    """A field without the comments above it; null is commented out as empty text."""
    key, value = literals.key(field.name), field.value
    # TOML has no null: as a commented-out field the name is kept.
    if is_null(value):
        return [*map(str.strip, field.inline), f'#{key} = ""']
    if isinstance(value, Map) and has_notes(value):
        return [*remarks_in(value), *with_comments([f"{key} = {inline(value, style)}"], field.inline)]
    if isinstance(value, List) and value.parts and (not value.flow or has_notes(value)):
        head, *more = _array_lines(value, style)
        return with_comments([f"{key} = {head}", *more], field.inline)
    if isinstance(value, Leaf) and isinstance(value.value, str) and literals.is_block(value.value, style):
        return with_comments([f"{key} = {literals.lines(value.value)}"], field.inline)
    return with_comments([f"{key} = {inline(value, style)}"], field.inline)


def _array_lines(value: List, style: Style) -> list[str]:
    """A list with one item a line."""
    lines = ["["]
    for part in value.parts:
        element = part.element if isinstance(part, CommentedOutElement) else part
        # Empty lines above the first item stand behind the key in YAML, and would only part the bracket from it here.
        lines += [""] * (element.empty_lines if len(lines) > 1 or isinstance(part, Remark) else 0)
        lines += [f"  {line}" if line else line for line in _item_lines(part, style)]
    return [*lines, "]"]


def _item_lines(part: ListPart, style: Style) -> list[str]:
    if isinstance(part, Remark):
        return [part.text]
    element = part.element if isinstance(part, CommentedOutElement) else part
    value = element.value
    if isinstance(value, List) and has_notes(value):
        *lines, last = _array_lines(value, style)
        written = [*with_comments([*lines, f"{last},"], element.inline)]
        return [*element.above, *(marked(written, part.marker) if isinstance(part, CommentedOutElement) else written)]
    written = with_comments([f"{inline(value, style)},"], element.inline)
    if isinstance(part, CommentedOutElement):
        written = marked(written, part.marker)
    return [*element.above, *remarks_in(value), *written]


def inline(value: Content, style: Style) -> str:
    """A value on one line; null is left out of a map."""
    if isinstance(value, Leaf):
        return _leaf(value, style)
    if isinstance(value, List):
        return bracketed("[", [inline(element.value, style) for element in elements_of(value)], "]", style)
    return bracketed("{", list(_pairs(value, style)), "}", style)


def _pairs(value: Map, style: Style) -> Iterator[str]:
    for field in fields_of(value):
        if not is_null(field.value):
            yield f"{literals.key(field.name)} = {inline(field.value, style)}"


def _leaf(leaf: Leaf, style: Style) -> str:
    """The literal of a single value on one line."""
    value = leaf.value
    if isinstance(value, str):
        single = leaf.style in ("single", "multi-single")
        return literals.scalar(
            value, style, like="single" if single else "double" if leaf.style == "double" else "empty"
        )
    # The author's spelling (`0x1f`, `1_000`) stays where TOML reads the same in it: `010` and `.5` it does not read.
    if leaf.literal and (is_whole(leaf) or _says(leaf.literal, value)):
        return leaf.literal
    return literals.scalar(value, style)


def dated(leaf: Leaf) -> Leaf:
    """Text without quotes that is a date, as a date; anything else as it is."""
    if leaf.style == "plain" and isinstance(leaf.value, str) and is_moment(leaf.value):
        return Leaf(_read(leaf.value), leaf.value, "plain")
    return leaf


def is_moment(text: str) -> bool:
    """Whether text is a date as every version of TOML writes it: alone, or with a time that has seconds."""
    seconds = len(text) == 10 or text[16:17] == ":"
    return len(text) >= 10 and text[4] == "-" and seconds and isinstance(_read(text), datetime.date)


def _read(literal: str) -> Value:
    try:
        scalar = word(literal, 0)
    except MatterSyntaxError:
        return None
    return plain_value(literal) if scalar.end == len(literal) else None


def _says(literal: str, value: Value) -> bool:
    found = _read(literal)
    # By their `repr`, which tells -0.0 from 0.0 and knows NaN again.
    return found is not None and type(found) is type(value) and repr(found) == repr(value)


def filled(content: Content) -> Content:
    """A value of a commented-out field with empty text for every null in it: TOML has no word for null."""
    if isinstance(content, Map):
        return content._replace(parts=tuple(_filled(part) for part in content.parts))
    if isinstance(content, List):
        return content._replace(parts=tuple(_filled_item(part) for part in content.parts))
    return Leaf("") if content.value is None else content


def _filled(part: MapPart) -> MapPart:
    return part._replace(value=filled(part.value)) if isinstance(part, DocumentField) else part


def _filled_item(part: ListPart) -> ListPart:
    return part._replace(value=filled(part.value)) if isinstance(part, Element) else part
