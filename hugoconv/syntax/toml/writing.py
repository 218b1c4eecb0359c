"""A document as TOML: single values first, tables below them in their order, each with its comments."""

from __future__ import annotations

import datetime
import re

from hugoconv.errors import MatterSyntaxError
from hugoconv.syntax.document import (
    Content,
    Element,
    Field,
    Hidden,
    Leaf,
    List,
    Map,
    Remark,
    has_notes,
    is_null,
    is_whole,
    notes_of_text,
    remarks_in,
    with_comments,
)
from hugoconv.syntax.style import Style, bracketed
from hugoconv.syntax.toml import literals
from hugoconv.syntax.toml.scalars import word
from hugoconv.syntax.toml.values import plain_value
from hugoconv.syntax.values import Value


def write(document: Map, style: Style) -> tuple[str, tuple[str, ...]]:
    """The text of a document, and what is spelled otherwise now."""
    writer = _Writer(style)
    writer.table(document, ())
    writer.lines += [""] * document.tail
    return "".join(line + style.eol for line in writer.lines), tuple(writer.notes)


_ITEM = re.compile(r"#[ \t]*- ")


class _Writer:
    """The lines so far, and what is worth a note; lines carry no line ends but those within text, which nothing may
    indent."""

    def __init__(self, style: Style) -> None:
        self.style = style
        self.lines: list[str] = []
        self.notes: list[str] = []
        self.after_remark = self.after_null = False

    # lines

    def put(self, lines: list[str], blanks: int, indent: int) -> None:
        """Lines with empty ones above them; a comment that is nobody's stays apart from a field."""
        apart = self.after_remark or (self.after_null and lines[0].strip() == "#")  # a lone sign would end the null
        self.lines += [""] * (max(blanks, 1) if apart else blanks)
        self.lines += [" " * indent + line if line else line for line in lines]
        self.after_remark = self.after_null = False

    def remark(self, part: Remark, indent: int) -> None:
        apart = self.after_remark
        self.after_remark = False
        self.put([part.text], part.blanks, indent)
        self.after_remark = not part.text.startswith("# hugoconv:") or apart

    def header(self, lines: list[str], blanks: int) -> None:
        """The lines of a header, at least one empty line above them."""
        gap = 1 if self.lines and self.lines[-1] else 0
        self.put(lines, max(blanks, gap), 0)

    def remark_between(self, part: Remark) -> None:
        """A comment between tables: an empty line stands above the first of them."""
        gap = 1 if self.lines and self.lines[-1] and not self.after_remark else 0
        self.remark(part._replace(blanks=max(part.blanks, gap)), 0)

    # tables

    def table(self, content: Map, steps: tuple[str, ...]) -> None:
        """What stands below a header: what is on lines of its own, then the inner tables."""
        indent = self.style.step if steps else 0
        lines, tables = _lines_and_tables(content)
        for part in lines:
            if isinstance(part, Remark):
                self.remark(part, indent)
            elif isinstance(part, Hidden):
                self.put(self.hidden_lines(part), part.field.blanks, indent)
            else:
                self.put([*part.above, *self.field_lines(part)], part.blanks, indent)
                self.after_null = is_null(part.value)
        for part in tables:
            if isinstance(part, Remark):
                self.remark_between(part)
            else:
                self.tables(part, (*steps, part.name))

    def tables(self, field: Field, steps: tuple[str, ...]) -> None:
        """A map or a list of maps below headers of its own."""
        name = ".".join(literals.key(step) for step in steps)
        value = field.value
        if isinstance(value, Map):
            if not _has_only_tables(value) or field.inline or field.above:
                self.header([*field.above, *with_comments([f"[{name}]"], field.inline)], field.blanks)
                self.table(value, steps)
                return
            self.table(value, steps)
            return
        assert isinstance(value, List)
        above, blanks = (*field.above, *map(str.strip, field.inline)), field.blanks
        for part in value.parts:
            if isinstance(part, Remark):
                self.remark_between(part)
                continue
            head = with_comments([f"[[{name}]]"], part.inline)
            self.header([*above, *part.above, *head], max(blanks, part.blanks))
            assert isinstance(part.value, Map)
            self.table(part.value, steps)
            above, blanks = (), 0

    # fields

    def hidden_lines(self, hidden: Hidden) -> list[str]:
        value = hidden.field.value
        value = Leaf("") if is_null(value) else self.without_notes(value)
        fields = self.field_lines(hidden.field._replace(value=value))
        # The lines within text stay together, so that nothing indents them.
        signed = ["\n".join(hidden.sign + line if line else "#" for line in field.split("\n")) for field in fields]
        remarks = list(remarks_in(hidden.field.value))
        return [*hidden.field.above, *remarks, *signed, *(["#"] * hidden.marks)]

    def without_notes(self, value: Content) -> Content:
        """A value without comments; those of a commented-out field go above it."""
        if isinstance(value, Map):
            fields = [part for part in value.parts if isinstance(part, Field)]
            return Map(tuple(f._replace(value=self.without_notes(f.value), above=(), inline=()) for f in fields), True)
        if isinstance(value, List):
            items = [part for part in value.parts if isinstance(part, Element) and not is_null(part.value)]
            parts = tuple(e._replace(value=self.without_notes(e.value), above=(), inline=()) for e in items)
            return List(parts, value.flow)
        return value

    def field_lines(self, field: Field) -> list[str]:
        """A field without the comments above it; null becomes a field that is commented out."""
        key, value = literals.key(field.name), field.value
        if is_null(value):
            self.notes.append(f"{field.name}: null, which TOML does not have, is commented out as empty text")
            return [*map(str.strip, field.inline), f'#{key} = ""']
        if isinstance(value, Map) and has_notes(value):
            return [*remarks_in(value), *with_comments([f"{key} = {self.inline(value, field.name)}"], field.inline)]
        if isinstance(value, List) and value.parts and (not value.flow or has_notes(value)):
            return self.array_lines(key, value, field)
        if isinstance(value, Leaf) and isinstance(value.value, str) and literals.is_block(value.value, self.style):
            return with_comments([f"{key} = {literals.lines(value.value)}"], field.inline)
        return with_comments([f"{key} = {self.inline(value, field.name)}"], field.inline)

    def array_lines(self, key: str, value: List, field: Field) -> list[str]:
        """A list with one item a line."""
        lines = with_comments([f"{key} = ["], field.inline)
        for part in value.parts:
            if isinstance(part, Remark):
                lines += [""] * part.blanks + [f"  {part.text}"]
                continue
            lines += [""] * (part.blanks if len(lines) > 1 else 0)
            lines += [f"  {text}" for text in (*part.above, *remarks_in(part.value))]
            lines += [f"  {line}" for line in with_comments([f"{self.inline(part.value, field.name)},"], part.inline)]
        return [*lines, "]"]

    def inline(self, value: Content, name: str) -> str:
        """A value on one line; null is left out of a map."""
        if isinstance(value, Leaf):
            return self.leaf(value, name)
        if isinstance(value, List):
            items = [self.inline(part.value, name) for part in value.parts if isinstance(part, Element)]
            return bracketed("[", items, "]", self.style)
        pairs = []
        for part in value.parts:
            if isinstance(part, Field) and is_null(part.value):
                self.notes.append(f"{name}.{part.name}: null, which TOML does not have, is left out")
            elif isinstance(part, Field):
                pairs.append(f"{literals.key(part.name)} = {self.inline(part.value, part.name)}")
        return bracketed("{", pairs, "}", self.style)

    def leaf(self, leaf: Leaf, name: str) -> str:
        """The literal of a single value on one line; text that is a date without quotes becomes a date."""
        value = leaf.value
        if isinstance(value, str):
            if leaf.style == "plain" and is_moment(value):
                return value
            self.notes += notes_of_text(leaf, name)
            like = {"single": "single", "double": "double"}.get(leaf.style, "empty")
            return literals.scalar(value, self.style, like=like)
        if leaf.literal and _says(leaf.literal, value):
            return leaf.literal
        if is_whole(leaf):
            return leaf.literal
        literal = literals.scalar(value, self.style)
        if leaf.literal and leaf.literal != literal:
            self.notes.append(f"{name}: {leaf.literal} is written {literal} now")
        return literal


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
    return found is not None and type(found) is type(value) and repr(found) == repr(value)


def _lines_and_tables(content: Map) -> tuple[list[Field | Hidden | Remark], list[Field | Remark]]:
    """What of a map stands on lines of its own, and what below headers.

    A comment that is nobody's goes with the field below it; at the end, right below a table, and as far down as items
    of it are commented out, with the one above; on top it stays.
    """
    lines: list[Field | Hidden | Remark] = []
    tables: list[Field | Remark] = []
    waiting: list[Remark] = []
    below = False
    for part in content.parts:
        if isinstance(part, Remark) and (lines or tables) and not part.text.startswith("# hugoconv:"):
            waiting.append(part)
            if below and (_ITEM.match(part.text) or (len(waiting) == 1 and not part.blanks)):
                tables += waiting
                waiting = []
        elif isinstance(part, Field) and _is_table(part.value):
            tables += [*waiting, part]
            waiting, below = [], True
        else:
            lines += [*waiting, part]
            waiting, below = [], False
    if below:
        return lines, [*tables, *waiting]
    return [*lines, *waiting], tables


def _is_table(value: Content) -> bool:
    """Whether a value goes below a header: a map or a list of maps that is not between brackets."""
    if isinstance(value, Map):
        return bool(value.parts) and not (value.flow and not has_notes(value))
    if isinstance(value, Leaf) or value.flow:
        return False
    items = [part.value for part in value.parts if isinstance(part, Element)]
    return all(isinstance(item, Map) for item in items) and any(map(_is_table, items))


def _has_only_tables(value: Map) -> bool:
    return all(isinstance(part, Field) and _is_table(part.value) for part in value.parts)
