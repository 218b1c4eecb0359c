"""A document as YAML: every field and comment in the order in which it is given."""

from __future__ import annotations

import datetime

from hugoconv.syntax.style import Style, bracketed
from hugoconv.syntax.values import Value
from hugoconv.syntax.yaml import literals
from hugoconv.syntax.yaml.commented_out import key_behind_marker
from hugoconv.syntax.yaml.values import plain_value
from hugoconv.text.regex import regex
from hugoconv.translation.comment_lines import marked
from hugoconv.translation.document import (
    CommentedOutElement,
    CommentedOutField,
    Content,
    DocumentField,
    Element,
    Leaf,
    List,
    Map,
    MapPart,
    Remark,
    elements_of,
    fields_of,
    has_notes,
    is_whole,
    remarks_in,
    with_comments,
)

_NO_SECONDS = regex(r"(T\d\d:\d\d)(?![:\d])")


def write(document: Map, style: Style) -> str:
    """The text of a document."""
    lines = _YamlWriter(style).map_lines(document) + [""] * document.tail
    return "".join(line + style.eol for line in lines)


class _YamlWriter:
    """The habits of one page; lines carry no line ends."""

    def __init__(self, style: Style) -> None:
        self.style = style._replace(eol="\n")
        self.blocks = style.eol == "\n"  # text in blocks would get the line ends of the file

    def map_lines(self, content: Map) -> list[str]:
        """The fields of a map, not indented."""
        lines: list[str] = []
        above: object = None
        for part in content.parts:
            field = part.field if isinstance(part, CommentedOutField) else part
            empty_lines = max(field.empty_lines, int(_is_free(above) and not isinstance(part, Remark)))
            lines += [""] * (empty_lines if lines or above is not None else field.empty_lines)
            lines += self.part_lines(part)
            above = part
        return lines

    def part_lines(self, part: MapPart) -> list[str]:
        if isinstance(part, Remark):
            return [part.text]
        if isinstance(part, DocumentField):
            return [*part.above, *self.field_lines(part)]
        key = (key_behind_marker if part.marker == "#" else literals.key)(part.field.name)
        return [*part.field.above, *marked(self.lines_below(key, part.field), part.marker), *(["#"] * part.marks)]

    def field_lines(self, field: DocumentField) -> list[str]:
        """A field without the comments above it."""
        return self.lines_below(literals.key(field.name), field)

    def lines_below(self, key: str, field: DocumentField) -> list[str]:
        """A field with its key as it is given, without the comments above it."""
        head, *more = self.value_lines(field.value)
        return with_comments([f"{key}:{head}", *more], field.inline)

    def value_lines(self, value: Content) -> list[str]:
        """What follows the colon, and the lines below; those are indented."""
        if isinstance(value, Leaf):
            return self.leaf_lines(value)
        if not value.parts or (value.flow and not has_notes(value)):
            return [f" {self.inline(value)}"]
        if isinstance(value, Map):
            empty = not any(isinstance(part, DocumentField | CommentedOutField) for part in value.parts)
            return [" {}" if empty else "", *_indented(self.map_lines(value), self.style.step)]
        if not any(isinstance(part, Element) for part in value.parts):
            return ["" if value.null else " []", *_indented(self.list_lines(value), self.style.step)]
        return ["", *_indented(self.list_lines(value), self.style.dash)]

    def leaf_lines(self, leaf: Leaf) -> list[str]:
        value = leaf.value
        if isinstance(value, str) and self.blocks and literals.is_exact_block(value, self.style):
            header, *lines = literals.exact_block(value, self.style, self.style.step).split("\n")
            return [f" {header}", *lines]
        return [f" {self.leaf(leaf)}"]

    def leaf(self, leaf: Leaf, *, flow: bool = False) -> str:
        """The literal of a single value on one line."""
        value = leaf.value
        if isinstance(value, str):
            like = {"single": "single", "multi-single": "single", "double": "double", "multi": "double"}
            return literals.inline(value, self.style, like=like.get(leaf.style, "plain"), flow=flow)
        if isinstance(value, datetime.time):
            # Without quotes a reader of YAML 1.1 may take a time of day for a number of base 60.
            return literals.double_quoted(leaf.literal or value.isoformat())
        if isinstance(value, datetime.date):
            return _moment(leaf, value)
        literal = literals.inline(value, self.style)
        if leaf.literal and (is_whole(leaf) or _is_same(plain_value(leaf.literal), value)):
            return leaf.literal
        return literal

    def inline(self, value: Content) -> str:
        """A value on one line, between brackets."""
        if isinstance(value, Leaf):
            return self.leaf(value, flow=True)
        if isinstance(value, List):
            return bracketed("[", [self.inline(part.value) for part in elements_of(value)], "]", self.style)
        pairs = [f"{literals.key(field.name, flow=True)}: {self.inline(field.value)}" for field in fields_of(value)]
        return bracketed("{", pairs, "}", self.style)

    def list_lines(self, value: List) -> list[str]:
        """The items of a list, one a line, not indented."""
        lines: list[str] = []
        above: object = None
        for part in value.parts:
            element = part.element if isinstance(part, CommentedOutElement) else part
            empty_lines = max(element.empty_lines, int(_is_free(above) and not isinstance(part, Remark)))
            lines += [""] * (empty_lines if above is not None else 0)
            lines += [part.text] if isinstance(part, Remark) else self.item_lines(part)
            above = part
        return lines

    def item_lines(self, part: Element | CommentedOutElement) -> list[str]:
        if isinstance(part, Element):
            return self.element_lines(part)
        bare = part.element._replace(above=())
        return [*part.element.above, *marked(self.element_lines(bare), part.marker)]

    def element_lines(self, element: Element) -> list[str]:
        value, wide = element.value, self.style.wide
        if isinstance(value, Map) and value.parts and not (value.flow and not has_notes(value)):
            return self.map_element(element, value)
        if isinstance(value, List) and has_notes(value):
            return self.list_element(element, value)
        literal = self.inline(value) if not isinstance(value, Leaf) else self.leaf(value)
        return [*element.above, *with_comments([f"-{wide}{literal}"], element.inline)]

    def list_element(self, element: Element, value: List) -> list[str]:
        """A list with comments behind a dash: its first item stands there, what is above that goes above the dash."""
        inner = 1 + len(self.style.wide)
        first = value.parts[0]
        if not isinstance(first, Element) or first.inline:
            above = [*element.above, *remarks_in(value)]
            return [*above, *with_comments([f"-{self.style.wide}{self.inline(value)}"], element.inline)]
        rest = value._replace(parts=(first._replace(above=(), empty_lines=0), *value.parts[1:]))
        head, *lines = _indented(self.list_lines(rest), inner)
        above = [*element.above, *map(str.strip, element.inline), *first.above]
        return [*above, f"-{self.style.wide}{head[inner:]}", *lines]

    def map_element(self, element: Element, value: Map) -> list[str]:
        """A map behind a dash: its first field stands there, what is above that goes above the dash."""
        fields = [part for part in value.parts if isinstance(part, DocumentField)]
        if not fields:
            above = [*element.above, *map(str.strip, element.inline)]
            return [*above, f"-{self.style.wide}{{}}", *_indented(self.map_lines(value), 1 + len(self.style.wide))]
        first = fields[0]
        head, *others = _first_live_first(value).parts
        assert isinstance(head, DocumentField)
        rest = Map((head._replace(above=(), empty_lines=0), *others))
        inner = 1 + len(self.style.wide)
        lines = _indented(self.map_lines(rest), inner)
        return [
            *element.above,
            *map(str.strip, element.inline),
            *first.above,
            f"-{self.style.wide}{lines[0][inner:]}",
            *lines[1:],
        ]


def _moment(leaf: Leaf, value: datetime.date) -> str:
    """A date as text without quotes, in a form that Hugo takes for a date."""
    literal = leaf.literal or value.isoformat().replace("+00:00", "Z")
    # In text Hugo takes neither lowercase letters nor a time without seconds for a part of a date; TOML has both.
    text = literal.replace("t", "T").replace("z", "Z")
    if len(text) > 10 and text[10] == " ":
        text = _NO_SECONDS.sub(r"\1:00", text.replace(" ", "T", 1)).replace("T", " ", 1)
    return _NO_SECONDS.sub(r"\1:00", text)


def _first_live_first(value: Map) -> Map:
    """A map as the item of a list, in which a field stands behind the dash."""
    at = next((i for i, part in enumerate(value.parts) if isinstance(part, DocumentField)), 0)
    return value._replace(parts=(*value.parts[at : at + 1], *value.parts[:at], *value.parts[at + 1 :]))


def _is_free(part: object) -> bool:
    """Whether a part is, or ends with, a comment that a field right below would seem to own."""
    if isinstance(part, DocumentField | Element):
        value = part.value
        if isinstance(part, Element) and isinstance(value, Map):
            value = _first_live_first(value)
        return isinstance(value, Map | List) and bool(value.parts) and _is_free(value.parts[-1])
    return isinstance(part, Remark) and not part.text.startswith("# hugoconv:")


def _is_same(one: Value, other: Value) -> bool:
    # By their `repr`, which tells -0.0 from 0.0 and knows NaN again.
    return type(one) is type(other) and repr(one) == repr(other)


def _indented(lines: list[str], by: int) -> list[str]:
    return [" " * by + line if line else line for line in lines]
