"""From the events of PyYAML to a tree, in one pass.

The marks of events are exact for scalars and brackets; the ``:``, ``-`` and ``?`` between them are found in the gaps,
which hold nothing else but whitespace, comments, anchors and tags. ``parser.py`` calls this.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from hugoconv.refusals import message, unreadable
from hugoconv.syntax.limits import MAX_VALUES, enter, refuse_count
from hugoconv.syntax.tree import Alias, Entry, Item, Mapping, Node, Scalar, Sequence, new
from hugoconv.syntax.yaml.scalar_texts import SURROGATES, as_read, joined, restored, twice, unfolded
from hugoconv.text.lines import line_end, line_start
from hugoconv.text.regex import regex

try:
    from yaml.cyaml import CParser as _Parser  # type: ignore[attr-defined]
except ImportError:  # PyYAML was built without libyaml
    from yaml.loader import Loader as _Parser  # type: ignore[assignment]

_QUESTION_MARK = regex(r"\?(?=\s|\Z)(?<![^\s{\[,]\?)")
_GAP = regex(r"(?:[ \t\r\n]+|#[^\r\n]*)*")
_PROPERTY = regex(r"!<[^>]*>|[&!][^\s,\[\]{}]*")
_BLOCK_HEADER = regex(r"[|>][-+0-9]*")
_STYLES = {None: "plain", "": "plain", "'": "single", '"': "double", "|": "literal", ">": "folded"}


class _Open(NamedTuple):
    """A collection whose end has not been reached."""

    mapping: bool
    flow: bool
    outer: int
    start: int
    anchor: str | None
    tag: str | None
    parts: list[Node]


class TreeBuilder:
    """One walk over the events of one text, without recursion."""

    text: str
    stand_in: str
    source: str
    quirks: bool
    odd: bool
    has_explicit_keys: bool
    has_aliases: bool
    values: int

    def __init__(self, text: str, stand_in: str, *, quirks: bool) -> None:
        self.text, self.stand_in, self.source, self.quirks = text, stand_in, text, quirks
        self.odd = "\t" in text or "\r\n" in text
        self.has_explicit_keys = "?" in text and _QUESTION_MARK.search(text) is not None
        self.tokens: list[tuple[int, int]] = []
        self.anchors: set[str] = set()
        self.stack: list[_Open] = []
        self.has_aliases = False
        self.values = 0

    def build(self, source: str) -> Node | None:
        """The root node, or None for a text without one."""
        self.source = source
        parser = _Parser(source)
        try:
            return self.walk(parser.get_event)
        finally:
            parser.dispose()

    def walk(self, next_event: Callable[[], Any]) -> Node | None:
        stack = self.stack
        root: Node | None = None
        scalar, closed = self.scalar, self.closed
        while (event := next_event()) is not None:
            kind = type(event)
            if kind is ScalarEvent:
                node: Node = scalar(event)
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                enter(len(stack), self.text, event.start_mark.index)
                self.values += 1
                stack.append(self.opened(event, kind is MappingStartEvent))
                continue
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                node = closed(stack.pop(), event.end_mark.index)
            elif kind is AliasEvent:
                node = self.alias(event)
            else:  # begin and end of stream and document
                continue
            if stack:
                stack[-1].parts.append(node)
            else:
                root = node
        return root

    def scalar(self, event: Any) -> Scalar:
        start, end, value, style = event.start_mark.index, event.end_mark.index, event.value, _STYLES[event.style]
        outer, anchor, tag = start, event.anchor, event.tag
        if anchor is not None or tag is not None:
            # Behind an anchor or a tag without a value the gap goes on to the next entry.
            start = min(self.after_properties(start, anchor), end)
            if tag is not None and self.quirks and "!<" in self.text[outer:start]:
                tag = "!"  # written out in full it says nothing to Hugo but that there is one
        self.values += 1
        if self.values > MAX_VALUES:
            refuse_count(self.values, self.text)
        if start == end and style == "plain":
            return new(Scalar, (end, end, value, "empty", outer, anchor, tag))
        if style in ("literal", "folded"):
            end = self.block_end(start, end, value)
            value = self.block_text(start, value)
        else:
            self.tokens.append((start, end))
            value = self.line_text(start, end, value, style) if self.odd else value
        if self.stand_in and self.stand_in in value:
            value = self.own_text(self.text[start:end], value, style)
        return new(Scalar, (start, end, value, style, outer, anchor, tag))

    def own_text(self, literal: str, value: str, style: str) -> str:
        """What a scalar says in which characters have stand-ins."""
        if style == "plain":
            return "".join(map(as_read, unfolded(literal)))
        if style == "double" and SURROGATES.search(literal):
            return self.scanned(SURROGATES.sub(joined, literal))
        return restored(value, self.stand_in, literal)

    def block_text(self, start: int, value: str) -> str:
        """What a block of text says: where it ends without a line end, Hugo drops the spaces there too."""
        if self.quirks and value.endswith(" ") and "-" in self.text[start : line_end(self.text, start)]:
            return value.rstrip(" ")
        return value

    def line_text(self, start: int, end: int, value: str, style: str) -> str:
        """What any other scalar says: Hugo keeps the line ends of a CRLF file in quotes, and reads tabs."""
        literal = self.source[start:end]
        if style == "plain":
            return unfolded(self.text[start:end]) if "\t" in self.text[start:end] else value
        if self.quirks and "\r\n" in literal:
            return self.scanned(twice(literal, escapes=style == "double"))
        return value

    def scanned(self, literal: str) -> str:
        """What a quoted literal says on its own."""
        parser = _Parser(literal)
        try:
            while type(event := parser.get_event()) is not ScalarEvent:
                pass
            return str(event.value)
        finally:
            parser.dispose()

    def block_end(self, start: int, end: int, value: str) -> int:
        """Where the content of a block scalar ends; blank lines after it are gap unless it keeps them."""
        text = self.text
        header = _BLOCK_HEADER.match(text, start)
        assert header is not None, "a block scalar begins with its header"
        self.tokens.append(header.span())
        body = line_end(text, header.end())
        if "+" in header.group() or value.rstrip("\n")[-1:].isspace():  # its last lines are blank
            last = end - 1 if text[end - 1 : end] in ("\n", "\r") else end
            last = last - 1 if text[last - 1 : last + 1] == "\r\n" else last
        else:
            last = min(line_end(text, len(text[:end].rstrip())), end)
        if last <= body:
            return header.end()
        self.tokens.append((body, last))
        return last

    def alias(self, event: Any) -> Alias:
        start, end = event.start_mark.index, event.end_mark.index
        # Whether an anchor is there is looked at by PyYAML's composer, which reading events passes by.
        if event.anchor not in self.anchors:
            raise unreadable(self.text, start, message("yaml-syntax", "alias", name=event.anchor))
        self.tokens.append((start, end))
        self.has_aliases = True
        return Alias(start, end, event.anchor, start)

    def after_properties(self, at: int, anchor: str | None) -> int:
        """Where the node itself begins behind its anchor and tag; both become tokens."""
        if anchor is not None:
            self.anchors.add(anchor)
        while found := _PROPERTY.match(self.text, at):
            self.tokens.append(found.span())
            at = _gap_end(self.text, found.end())
        return at

    def opened(self, event: Any, mapping: bool) -> _Open:
        outer = start = event.start_mark.index
        if event.anchor is not None or event.tag is not None:
            start = self.after_properties(outer, event.anchor)
        return _Open(mapping, bool(event.flow_style), outer, start, event.anchor, event.tag, [])

    def closed(self, opened: _Open, end: int) -> Mapping | Sequence:
        mapping, flow, outer, start, anchor, tag, parts = opened
        if mapping:
            entries = tuple(map(self.entry, parts[::2], parts[1::2]))
            # A pair in a list, `[a: 1]`, is a map between brackets that has no braces of its own.
            braces = flow and self.text[start : start + 1] == "{"
            last = end if braces else entries[-1].end
            return Mapping(start, last, entries, flow, outer, anchor, tag)
        if flow:
            items = tuple(Item(part.outer, part.end, part) for part in parts)
            return Sequence(start, end, items, flow, outer, anchor, tag)
        dashed = tuple(self.dashed(start, parts))
        return Sequence(start, dashed[-1].end, dashed, flow, outer, anchor, tag)

    def entry(self, key: Node, value: Node) -> Entry:
        text, at = self.text, key.end
        if text[at : at + 1] != ":":
            at = _gap_end(text, at)
        # A key may have no colon at all: `{a}`, or one behind a question mark.
        colon = at + 1 if text[at : at + 1] == ":" else key.end
        if self.quirks and colon == key.end and type(key) is Scalar and key.style == "plain" and text[colon - 1] == ":":
            key = key._replace(end=colon - 1, text=key.text[:-1])  # `{a:}`: to libyaml the colon is a part of the key
        if type(value) is Scalar and value.style == "empty" and value.anchor is value.tag is None:
            value = new(Scalar, (colon, colon, "", "empty", colon, None, None))
        start = self.question_mark(key.outer) if self.has_explicit_keys else key.outer
        return new(Entry, (start, value.end, key, value, colon, ()))

    def question_mark(self, at: int) -> int:
        """Where an entry begins whose key may stand behind a question mark."""
        text, mark = self.text, at - 1
        while mark >= 0 and text[mark] in " \t\r\n":
            mark -= 1
        if mark < 0 or mark == at - 1 or text[mark] != "?":
            return at
        above = bisect_left(self.tokens, (at, at)) - 1
        gap = self.tokens[above][1] if above >= 0 else 0
        in_comment = text.find("#", max(gap, line_start(text, mark)), mark) >= 0
        if mark < gap or in_comment:
            return at
        # The name of an anchor may end in a question mark too.
        return mark if text[mark - 1 : mark] in ("", " ", "\n", "\r", "{", "[", ",") else at

    def dashed(self, at: int, parts: list[Node]) -> Iterator[Item]:
        for part in parts:
            dash = _gap_end(self.text, at)
            bare = type(part) is Scalar and part.style == "empty" and part.anchor is part.tag is None
            value = Scalar(dash + 1, dash + 1, "", "empty", dash + 1) if bare else part
            at = value.end
            yield new(Item, (dash, at, value))


def _gap_end(text: str, at: int) -> int:
    found = _GAP.match(text, at)
    return found.end() if found else at
