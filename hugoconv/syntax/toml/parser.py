"""TOML 1.1 matter to a tree, as Hugo reads it since 0.164.

A scanner over the text. A table is an entry that begins with its first header and reaches up to the next one, the
comments directly above that left out.
"""

from __future__ import annotations

import re
from typing import NoReturn, TypeAlias

from hugoconv.errors import MatterSyntaxError
from hugoconv.refusals import message
from hugoconv.syntax.limits import MAX_VALUES, enter, refuse_count, refuse_length
from hugoconv.syntax.toml.scalars import DATE, failed, is_on_the_calendar, key_part, string, word
from hugoconv.syntax.tree import Entry, Item, Mapping, Node, Scalar, Sequence, Tree
from hugoconv.text.lines import line_end, line_start
from hugoconv.text.regex import regex

_COMMENT = r"#[^\x00-\x08\x0a-\x1f\x7f\ud800-\udfff]*+"
_GAP = rf"(?:[ \t]*+(?:{_COMMENT})?\r?\n)*+[ \t]*+"
_LINES = regex(rf"{_GAP}(?:{_COMMENT}\Z)?")
_REST = regex(rf"[ \t]*+(?:{_COMMENT})?(?:\r?\n|\Z)")
_INNER = regex(rf"(?:[ \t]++|\r?\n|{_COMMENT}(?=\r?\n))*+")
_EQUALS = regex(r"[ \t]*=[ \t]*")
_SIMPLE_KEY = regex(r"([A-Za-z0-9_-]+)[ \t]*=[ \t]*")
_TEXT = r'"([^"\\\x00-\x08\x0a-\x1f\x7f\ud800-\udfff]*+)"(?!")'  # three quotes open another kind of text
_SIMPLE_TEXT = regex(_TEXT)
_TEXTS = rf"\[(?:[ \t]*+{_TEXT.replace('(', '(?:', 1)}[ \t]*+(?:,|(?=\])))*+[ \t]*+\]"
# What nearly all lines are: a bare key and text, a truth value, a small number, texts in a list, or a date.
_USUAL_LINE = regex(
    rf"{_GAP}"
    r"([A-Za-z0-9_-]++)([ \t]*+=)[ \t]*+"
    rf"(?:{_TEXT}|((?:true|false|-?(?:0|[1-9][0-9]{{0,17}}))(?![\w.:+-]))|({_TEXTS})|({DATE})(?=[ \t\r\n#]|\Z))"
    rf"[ \t]*+(?:{_COMMENT})?(?:\r?\n|\Z)"
)
_A_TEXT, _TEXTS_IN_A_LIST, _A_DATE = 3, 5, 6  # its groups
_new = tuple.__new__  # past the constructors, which take a fifth of the time of a whole reading
_DOT = regex(r"[ \t]*\.[ \t]*")
_SPACES = regex(r"[ \t]*")
# A header behind a comment marker belongs to what is below, not to the table above it.
_COMMENTED_OUT_HEADER = regex(r"^[ \t]*# ?\[\[?[\w.\"' -]+\]\]?[ \t]*(?:#.*)?\r?$", re.MULTILINE)


def read(text: str) -> Tree:
    """The tree of a TOML matter.

    Raises MatterSyntaxError: ``toml-syntax``, ``too-large`` and ``too-deep`` over the limits.
    """
    refuse_length(text)
    reader = _Reader(text)
    root = reader.root()
    return Tree(text, root if root.entries else None, tuple(reader.tokens), len(text))


class _Table:
    """A table while it is read. ``kind`` is table, above or dotted as in ``Mapping.form``.

    ``scope`` is the header below which dotted keys may add to it, negative within braces. ``depth`` is in how many
    tables and lists it lies.
    """

    __slots__ = ("depth", "entries", "kind", "scope", "start", "stop")

    def __init__(self, kind: str, start: int, scope: int, depth: int) -> None:
        self.kind, self.start, self.stop, self.scope, self.depth = kind, start, start, scope, depth
        self.entries: dict[str, Entry | _Slot] = {}


class _Array:
    """An array of tables while it is read."""

    __slots__ = ("items",)

    def __init__(self) -> None:
        self.items: list[_Table] = []


class _Slot:
    """The entry of a table or an array of tables while it is read."""

    __slots__ = ("colon", "key", "more", "start", "value")

    def __init__(self, start: int, key: Scalar, colon: int, value: _Table | _Array) -> None:
        self.start, self.key, self.colon, self.value = start, key, colon, value
        self.more: list[Scalar] = []


_Keys: TypeAlias = list[Scalar]


class _Reader:
    """One walk over the statements of a text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens: list[tuple[int, int]] = []
        self.top = _Table("table", 0, 0, 0)
        self.table = self.top
        self.last_end = 0

    def root(self) -> Mapping:
        """The root of the whole text."""
        text, at = self.text, 0
        size = len(text)
        while True:
            if len(self.tokens) > MAX_VALUES:
                refuse_count(len(self.tokens), text)
            usual = _USUAL_LINE.match(text, at)
            if usual is not None and self.usual(usual, self.table):
                at = usual.end()
                continue
            found = _LINES.match(text, at)
            at = found.end() if found else at
            if at >= size:
                break
            try:
                at = self.statement(at)
            except MatterSyntaxError as error:
                error.since = at
                raise
        self.close_table(size)
        return _frozen_table(self.top)

    def statement(self, at: int) -> int:
        """Reads a header or ``key = value``; returns where the next line begins."""
        end = self.header(at) if self.text[at] == "[" else self.pair(at, self.table)
        self.last_end = end
        rest = _REST.match(self.text, end)
        if rest is None:
            self.refuse_rest(end)
        return rest.end()

    def usual(self, line: re.Match[str], table: _Table) -> bool:
        """Reads a usual line into a table; False where its key is there already."""
        name, kind, entries = line[1], line.lastindex or 0, table.entries
        if name in entries or (kind == _A_DATE and not is_on_the_calendar(line[_A_DATE])):
            return False
        start, after = line.span(1)
        at, end = line.span(kind)
        value: Node
        if kind == _TEXTS_IN_A_LIST:
            enter(table.depth + 1, self.text, at)
            value = self.texts(at, end)
        elif kind == _A_TEXT:
            at, end = at - 1, end + 1
            value = _new(Scalar, (at, end, line[kind], "double", at, None, None))
            self.tokens.append((at, end))
        else:
            value = _new(Scalar, (at, end, line[kind], "plain", at, None, None))
            self.tokens.append((at, end))
        key = _new(Scalar, (start, after, name, "plain", start, None, None))
        entries[name] = _new(Entry, (start, end, key, value, line.end(2), ()))
        self.last_end = end
        return True

    def texts(self, at: int, end: int) -> Sequence:
        """The list of texts in quotes between two offsets."""
        items: list[Item] = []
        for found in _SIMPLE_TEXT.finditer(self.text, at, end):
            span = found.span()
            self.tokens.append(span)
            items.append(Item(*span, Scalar(*span, found[1], "double", span[0])))
        return Sequence(at, end, tuple(items), True, at)

    def refuse_rest(self, at: int) -> NoReturn:
        spaces = _SPACES.match(self.text, at)
        at = spaces.end() if spaces else at
        if self.text.startswith("#", at):
            failed(self.text, at, message("toml-syntax", "comment"))
        behind_quote = self.text[:at].rstrip(" \t")[-1:] in ('"', "'")
        failed(self.text, at, message("toml-syntax", "behind-quote" if behind_quote else "line-end"))

    # keys

    def keys(self, at: int) -> _Keys:
        """The parts of a key, dots between them."""
        found = [key_part(self.text, at)]
        while dot := _DOT.match(self.text, found[-1].end):
            found.append(key_part(self.text, dot.end()))
        self.tokens += [(key.start, key.end) for key in found if key.style != "plain"]  # no `#` in a bare one
        return found

    def pair(self, at: int, table: _Table) -> int:
        """Reads ``key = value`` into a table; returns where it ends."""
        text = self.text
        if simple := _SIMPLE_KEY.match(text, at):
            key, name, after = Scalar(at, simple.end(1), simple[1], "plain", at), simple[1], simple.end()
        else:
            keys = self.keys(at)
            equals = _EQUALS.match(text, keys[-1].end)
            if equals is None:
                failed(text, keys[-1].end, message("toml-syntax", "equals"))
            key, after = keys[-1], equals.end()
            name = key.text
            for part in keys[:-1]:
                table = self.dotted(at, part, table)
        if name in table.entries:
            failed(text, at, message("toml-syntax", "twice", name=name))
        colon = text.index("=", key.end) + 1
        value = self.value(after, table.depth)
        table.entries[name] = Entry(at, value.end, key, value, colon)
        return value.end

    def dotted(self, start: int, key: Scalar, table: _Table) -> _Table:
        """The table that a part of a dotted key before the last one names."""
        slot = table.entries.get(key.text)
        if slot is None:
            inner = self.inner_table("dotted", start, self.scope(table), table.depth + 1)
            table.entries[key.text] = _Slot(start, key, key.end, inner)
        # TOML: dotted keys add to no list of tables, to no table with a header, to each other only below one header.
        elif isinstance(slot, Entry) or isinstance(slot.value, _Array) or slot.value.kind == "table":
            failed(self.text, key.start, message("toml-syntax", "complete", name=key.text))
        else:
            inner = slot.value
            if inner.kind == "dotted" and inner.scope != self.scope(table):
                failed(self.text, key.start, message("toml-syntax", "elsewhere", name=key.text))
            slot.more.append(key)
        return inner

    def inner_table(self, kind: str, at: int, scope: int, depth: int) -> _Table:
        enter(depth, self.text, at)
        return _Table(kind, at, scope, depth)

    def scope(self, table: _Table) -> int:
        """The header below which the reader is; a table in braces is its own."""
        return self.table.start if table.scope >= 0 else table.scope

    # headers

    def header(self, at: int) -> int:
        """Reads ``[key]`` or ``[[key]]``, below which the following pairs belong; returns where it ends."""
        text = self.text
        self.close_table(at)
        many = text.startswith("[[", at)
        closing = "]]" if many else "]"
        spaces = _SPACES.match(text, at + len(closing))
        keys = self.keys(spaces.end() if spaces else at)
        spaces = _SPACES.match(text, keys[-1].end)
        end = spaces.end() if spaces else keys[-1].end
        if not text.startswith(closing, end):
            failed(text, end, message("toml-syntax", "header", closing=closing))
        end += len(closing)
        holder = self.top
        for key in keys[:-1]:
            holder = self.above(at, key, end, holder)
        opened = self.opened_many if many else self.opened_one
        self.table = opened(at, keys[-1], end, holder)
        return end

    def above(self, at: int, key: Scalar, end: int, holder: _Table) -> _Table:
        """The table that a part of a header before the last one names."""
        slot = holder.entries.get(key.text)
        if slot is None:
            table = self.inner_table("above", at, at, holder.depth + 1)
            holder.entries[key.text] = _Slot(at, key, end, table)
            return table
        if isinstance(slot, Entry):
            failed(self.text, key.start, message("toml-syntax", "no-table", name=key.text))
        slot.more.append(key)
        return slot.value.items[-1] if isinstance(slot.value, _Array) else slot.value

    def opened_one(self, at: int, key: Scalar, end: int, holder: _Table) -> _Table:
        slot = holder.entries.get(key.text)
        if slot is None:
            table = self.inner_table("table", at, at, holder.depth + 1)
            holder.entries[key.text] = _Slot(at, key, end, table)
            return table
        # TOML: `[a]` may follow `[a.b]`, which made `a` without a header, but neither another `[a]` nor dotted keys.
        if isinstance(slot, Entry) or isinstance(slot.value, _Array) or slot.value.kind != "above":
            failed(self.text, at, message("toml-syntax", "table-twice", name=key.text))
        table = slot.value
        table.kind, table.start = "table", at
        slot.more.append(key)
        return table

    def opened_many(self, at: int, key: Scalar, end: int, holder: _Table) -> _Table:
        slot = holder.entries.get(key.text)
        table = self.inner_table("table", at, at, holder.depth + 2)  # its list is a level too
        if slot is None:
            slot = holder.entries[key.text] = _Slot(at, key, end, _Array())
        elif isinstance(slot, Entry) or isinstance(slot.value, _Table):
            failed(self.text, at, message("toml-syntax", "no-list", name=key.text))
        else:
            slot.more.append(key)
        assert isinstance(slot.value, _Array)
        slot.value.items.append(table)
        return table

    def close_table(self, at: int) -> None:
        """Ends the table before a header or the end of the text."""
        if self.table is not self.top:
            self.table.stop = self.region_end(at)

    def region_end(self, at: int) -> int:
        """Where a table ends whose last statement was just read: with the comments below it, up to what belongs to
        the header at an offset or to one behind a comment marker."""
        text = self.text
        start = line_end(text, self.last_end)
        if start >= at:
            return self.last_end
        gap = text[start : line_start(text, at)]
        if "#" not in gap:
            return self.last_end
        if commented_out := _COMMENTED_OUT_HEADER.search(gap):
            gap = gap[: commented_out.start()]
        if commented_out or at < len(text):
            lines = gap.split("\n")[:-1]
            while lines and lines[-1].lstrip(" \t").startswith("#"):
                lines.pop()
            gap = "\n".join(lines)
        return start + len(gap.rstrip()) if gap.strip() else self.last_end

    # values

    def value(self, at: int, depth: int) -> Node:
        """The value that begins at an offset."""
        character = self.text[at : at + 1]
        if character == "[":
            return self.array(at, depth + 1)
        if character == "{":
            return self.braces(at, depth + 1)
        return self.scalar(at)

    def scalar(self, at: int) -> Scalar:
        """The string, number, date or truth value at an offset."""
        text = self.text
        if simple := _SIMPLE_TEXT.match(text, at):
            node = Scalar(at, simple.end(), simple[1], "double", at)
        else:
            node = string(text, at) if text[at : at + 1] in ('"', "'") and at < len(text) else word(text, at)
        self.tokens.append((at, node.end))
        return node

    def array(self, at: int, depth: int) -> Sequence:
        """The list that opens at an offset."""
        text, items = self.text, []
        enter(depth, text, at)
        here = self.inner(at + 1)
        while text[here : here + 1] != "]":
            character = text[here : here + 1]  # no call for nested brackets: one frame a level
            value: Node
            if character == "[":
                value = self.array(here, depth + 1)
            elif character == "{":
                value = self.braces(here, depth + 1)
            else:
                value = self.scalar(here)
            items.append(Item(value.start, value.end, value))
            if len(items) > MAX_VALUES:
                refuse_count(len(items), text)
            here = self.after_part(value.end, "]", at)
        return Sequence(at, here + 1, tuple(items), True, at)

    def braces(self, at: int, depth: int) -> Mapping:
        """The table in braces that opens at an offset."""
        text = self.text
        enter(depth, text, at)
        table = _Table("table", at, -1 - at, depth)
        here = self.inner(at + 1)
        while text[here : here + 1] != "}":
            here = self.after_part(self.pair(here, table), "}", at)
        return Mapping(at, here + 1, _frozen_entries(table), True, at)

    def after_part(self, at: int, closing: str, opened: int) -> int:
        """Where the next part begins, or where the closing bracket stands."""
        here = self.inner(at)
        character = self.text[here : here + 1]
        if character == ",":
            return self.inner(here + 1)
        if character != closing:
            if here >= len(self.text):
                failed(self.text, opened, message("toml-syntax", "bracket", closing=closing), reach=len(self.text))
            failed(self.text, here, message("toml-syntax", "comma", closing=closing))
        return here

    def inner(self, at: int) -> int:
        found = _INNER.match(self.text, at)
        return found.end() if found else at


def _frozen_table(table: _Table) -> Mapping:
    entries = _frozen_entries(table)
    end = max([table.stop, *(entry.end for entry in entries)])
    return Mapping(table.start, end, entries, table.scope < 0, table.start, form=table.kind)


def _frozen_entries(table: _Table) -> tuple[Entry, ...]:
    return tuple(slot if type(slot) is Entry else _frozen(slot) for slot in table.entries.values())  # type: ignore[arg-type]


def _frozen(slot: _Slot) -> Entry:
    node: Node
    if isinstance(slot.value, _Table):
        node = _frozen_table(slot.value)
    else:
        tables = map(_frozen_table, slot.value.items)
        items = tuple(Item(table.start, table.end, table) for table in tables)
        node = Sequence(slot.start, items[-1].end, items, False, slot.start, form="table")
    return Entry(slot.start, node.end, slot.key, node, slot.colon, tuple(slot.more))
