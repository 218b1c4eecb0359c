"""A front matter with its comments as values of no syntax: what is read from one and written in another.

A part carries the blank lines and the comments above it, so that it can move without losing them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple, TypeAlias

from hugoconv.syntax.values import Value


class Leaf(NamedTuple):
    """A single value: what Hugo reads, how it was written, and in which style. No literal for one that is new."""

    value: Value
    literal: str = ""
    style: str = "empty"


class Remark(NamedTuple):
    """A comment that belongs to no field. ``empty_lines`` counts those above it."""

    text: str
    empty_lines: int


class DocumentField(NamedTuple):
    """A field of a map; ``above`` are its leading comments, ``inline`` those on its line, spaces before them."""

    name: str
    value: Content
    empty_lines: int = 0
    above: tuple[str, ...] = ()
    inline: tuple[str, ...] = ()


class CommentedOutField(NamedTuple):
    """A commented-out field. ``marker`` is its marker with the space behind it, if there is one; ``marks`` counts
    the lone markers below that say where it ends."""

    field: DocumentField
    marker: str
    marks: int = 0


class Element(NamedTuple):
    """An item of a list."""

    value: Content
    empty_lines: int = 0
    above: tuple[str, ...] = ()
    inline: tuple[str, ...] = ()


class CommentedOutElement(NamedTuple):
    """A commented-out item of a list. ``marker`` is its marker with the space behind it, if there is one."""

    element: Element
    marker: str


class Map(NamedTuple):
    """Fields with what stands between them. ``flow`` is between braces on few lines; ``tail`` are the empty lines
    at its end."""

    parts: tuple[MapPart, ...]
    flow: bool = False
    tail: int = 0


class List(NamedTuple):
    """Elements with what stands between them. ``flow`` is between brackets on few lines; ``null`` says that it is no
    list as long as all of its items are commented out."""

    parts: tuple[ListPart, ...]
    flow: bool = False
    null: bool = False


Content: TypeAlias = Leaf | Map | List
MapPart: TypeAlias = DocumentField | CommentedOutField | Remark
ListPart: TypeAlias = Element | CommentedOutElement | Remark


def fields_of(value: Content) -> Iterator[DocumentField]:
    """The fields of a map that are live; none of anything else."""
    if isinstance(value, Map):
        yield from (part for part in value.parts if isinstance(part, DocumentField))


def elements_of(value: Content) -> Iterator[Element]:
    """The items of a list; none of anything else."""
    if isinstance(value, List):
        yield from (part for part in value.parts if isinstance(part, Element))


def remarks_in(value: Content) -> Iterator[str]:
    """Every comment within a value, commented-out fields left out."""
    for part in value.parts if isinstance(value, Map | List) else ():
        if isinstance(part, Remark):
            yield part.text
        elif isinstance(part, DocumentField | Element):
            yield from (*part.above, *map(str.strip, part.inline), *remarks_in(part.value))


def comments_in(value: Content) -> Iterator[str]:
    """Every comment within a value, those of commented-out parts too."""
    for part in value.parts if isinstance(value, Map | List) else ():
        if isinstance(part, Remark):
            yield part.text
            continue
        live = part.field if isinstance(part, CommentedOutField) else part
        live = live.element if isinstance(live, CommentedOutElement) else live
        yield from (*live.above, *live.inline, *comments_in(live.value))


def is_null(value: Content) -> bool:
    """Whether a value is null."""
    return isinstance(value, Leaf) and value.value is None


def is_whole(leaf: Leaf) -> bool:
    """Whether a float is written as an integer, as JSON has it, and is one that every syntax can hold."""
    digits = leaf.literal.removeprefix("-")
    # 2**63 has 19 digits. The length is asked first, since `int` raises ValueError for a text of thousands of them.
    if not isinstance(leaf.value, float) or not digits.isdecimal() or len(digits) > 19:
        return False
    return int(leaf.literal) == leaf.value and abs(int(leaf.literal)) < 2**63


def has_notes(value: Content) -> bool:
    """Whether a comment or a commented-out field stands within a value."""
    if not isinstance(value, Map | List):
        return False
    return any(
        isinstance(part, Remark | CommentedOutField | CommentedOutElement)
        or part.above
        or part.inline
        or has_notes(part.value)
        for part in value.parts
    )


def with_comments(lines: list[str], comments: tuple[str, ...]) -> list[str]:
    """The lines of a part with its inline comment on the first of them, further ones above."""
    if not comments:
        return lines
    return [*map(str.strip, comments[1:]), f"{lines[0]}{comments[0]}", *lines[1:]]


def of_value(value: Value) -> Content:
    """A value without any writing of its own; lists of single values stay on one line."""
    if isinstance(value, dict):
        return Map(tuple(DocumentField(name, of_value(item)) for name, item in value.items()))
    if isinstance(value, list):
        return List(tuple(Element(of_value(item)) for item in value), flow=not any(isinstance(v, dict) for v in value))
    return Leaf(value)


def plain(content: Content, single: Callable[[Leaf], Value]) -> Value:
    """The data of a value without its comments; ``single`` makes one of a leaf."""
    if isinstance(content, Map):
        return {field.name: plain(field.value, single) for field in fields_of(content)}
    if isinstance(content, List) and not content.null:
        return [plain(element.value, single) for element in elements_of(content)]
    return single(content if isinstance(content, Leaf) else Leaf(None))
