"""A syntax of its own in one module: lines of ``key = value``, all values text, and comments from ``#`` on."""

from __future__ import annotations

import re

from hugoconv.errors import MatterSyntaxError, Refused
from hugoconv.syntax.base import Syntax
from hugoconv.syntax.style import Style
from hugoconv.syntax.tree import Entry, Mapping, Node, Scalar, Tree, entries_of
from hugoconv.syntax.values import Value

_LINE = re.compile(r"^(?:(?P<key>\w+) = (?P<value>[^#\r\n]*[^#\s])?[ \t]*)?(?:#[^\r\n]*)?\r?$", re.MULTILINE)


class ToySyntax(Syntax):
    """Lines of ``key = value``."""

    name = "toy"
    separator = " ="
    comment_marker = "#"
    has_nulls = False
    field = re.compile(r"#(?P<space> ?)(?P<bare>\w+)(?P<other>(?!))? = ")

    def read(self, text: str) -> Tree:
        entries = []
        for start in (0, *(found.end() for found in re.finditer("\n", text))):
            line = _LINE.match(text, start)
            if line is None:
                raise MatterSyntaxError("a line of `key = value` was expected here", text, start, code="toy-syntax")
            if line["key"]:
                entries.append(self._entry(line))
        root = Mapping(entries[0].start, entries[-1].end, tuple(entries), False, entries[0].start) if entries else None
        tokens = [(part.start, part.end) for entry in entries for part in (entry.key, entry.value)]
        return Tree(text, root, tuple(tokens), len(text))

    def _entry(self, line: re.Match[str]) -> Entry:
        start, colon = line.start("key"), line.end("key") + len(" =")
        at, end = line.span("value") if line["value"] else (colon, colon)
        key, value = Scalar(start, line.end("key"), line["key"], "plain", start), line["value"] or ""
        return Entry(start, end, key, Scalar(at, end, value, "plain", at), colon)

    def data(self, node: Node | None) -> Value:
        return node.text if isinstance(node, Scalar) else {e.name: self.data(e.value) for e in entries_of(node)}

    def accept(self, value: object) -> Value:
        if isinstance(value, str) and re.fullmatch(r"[^\s#]([^#\r\n]*[^\s#])?", value):
            return value
        raise Refused("unwritable-value", "the toy holds text on one line", "give it as such")

    def inline(self, value: Value, style: Style, *, like: str = "empty", flow: bool = False) -> str:
        del style, like, flow
        return str(value)

    def key(self, name: str, *, like: str = "plain", flow: bool = False) -> str:
        del like, flow
        return name


TOY = ToySyntax()
