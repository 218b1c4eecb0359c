"""A second reading of a page, written apart from the library: fences, data, comments and the lines of each field.

Data is judged as text: every scalar stays the string that the author wrote, with its style, so that dates,
``yes`` and keys given twice can be compared without any rule of any reader.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from dataclasses import dataclass
from typing import Any, NamedTuple

import yaml

try:
    from yaml import CBaseLoader as _Loader
except ImportError:
    from yaml import BaseLoader as _Loader  # type: ignore[assignment]

_BREAK = re.compile(r"\r\n|\r|\n")
_BLANKS = b" \t\r\n\v\f"
_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_STAND_IN = "\ue0ff"


class Parts(NamedTuple):
    """A file cut at its fences; the three joined are the file."""

    head: bytes
    matter: bytes
    tail: bytes


def cut(page: bytes) -> Parts | None:
    """The page cut by Hugo's rule for fences, those of YAML or TOML; None where it has no closed one."""
    at = 3 if page.startswith(b"\xef\xbb\xbf") else 0
    while at < len(page) and page[at] in _BLANKS:
        at += 1
    fence = page[at : at + 3]
    if fence not in (b"---", b"+++"):
        return None
    at += 3
    opened = re.compile(rb"\r?\n?").match(page, at)
    start = opened.end() if opened else at
    if start > at and page[start : start + 3] == fence:
        return Parts(page[:start], b"", page[start:])
    for found in re.compile(rb"[\r\n](?=" + re.escape(fence) + rb")").finditer(page, start):
        return Parts(page[:start], page[start : found.end()], page[found.end() :])
    return None


def decoded(matter: bytes) -> str:
    """The text of a matter; bytes that are no UTF-8 become lone surrogates."""
    return matter.decode("utf-8", "surrogateescape")


Value = Any  # ("s", text, style, tag, anchor) | ("l", [Value], tag, anchor) | ("m", [(Value, Value)], …) | ("a", name)


@dataclass
class Node:
    """A value with the place of its text: from its first character to the end of its last content."""

    value: Value
    start: int
    end: int
    flow: bool
    pairs: list[tuple[Node, Node]]
    items: list[Node]

    @property
    def text(self) -> str:
        """What a scalar says."""
        return str(self.value[1]) if self.value[0] == "s" else ""


@dataclass
class Field:
    """A top-level field: its name, the range of its lines, and the lines of ``#`` directly above it.

    ``reach`` is ``last``, or the last of the comment lines below a list or map that are indented more than its
    key, or of the blank lines below a block of text.
    """

    name: str
    key: Node
    value: Node
    first: int
    last: int
    leading: int
    reach: int

    @property
    def one_line(self) -> bool:
        """Whether the whole field stands on one line."""
        return self.first == self.last


@dataclass
class Reading:
    """All that is read in a matter."""

    text: str
    lines: list[str]
    starts: list[int]
    root: Node | None
    fields: list[Field]
    comments: list[tuple[int, str]]

    def pairs(self) -> list[tuple[str, Value]]:
        """Names and values in their order."""
        return [(f.name, f.value.value) for f in self.fields]

    def line_of(self, at: int) -> int:
        """The number, from 0, of the line that holds an offset."""
        return bisect_right(self.starts, at) - 1


def read_page(page: bytes) -> Reading:
    """The reading of the matter of a page. Raises yaml.YAMLError or ValueError where the judge cannot read it."""
    parts = cut(page)
    if parts is None:
        raise ValueError("no fences")
    return (read_toml if parts.head.rstrip().endswith(b"+++") else read)(decoded(parts.matter))


def read_toml(text: str) -> Reading:
    """The reading of a TOML matter: every field with its lines, found by trying how many of them tomllib accepts.

    A table is a field from its header to its last pair; its name is the first part of the header.
    """
    tomllib.loads(text.replace("\r\n", "\n"))
    starts = [0, *(m.end() for m in _BREAK.finditer(text))]
    lines = [text[a:b] for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]
    reading = Reading(text, lines, starts, None, [], [])
    table: Field | None = None
    at = 0
    while at < len(lines):
        line = lines[at].strip()
        if not line or line.startswith("#"):
            if line:
                reading.comments.append((starts[at] + lines[at].index("#"), lines[at].strip("\r\n").lstrip()))
            at += 1
            continue
        if line.startswith("["):
            table = _toml_field(next(iter(tomllib.loads(line))), at, at, line)
            reading.fields.append(table)
            at += 1
            continue
        last, data = _statement(lines, at)
        if table is None:
            name = next(iter(data))
            reading.fields.append(_toml_field(name, at, last, data[name]))
        else:
            table.last = table.reach = last
            table.value.value = ("t", (*table.value.value[1:], repr(data)))
        at = last + 1
    return reading


def _statement(lines: list[str], first: int) -> tuple[int, dict[str, Any]]:
    """The last line of a pair, and what it says."""
    for last in range(first, len(lines)):
        try:
            return last, tomllib.loads("".join(lines[first : last + 1]).replace("\r\n", "\n"))
        except tomllib.TOMLDecodeError:
            continue
    raise ValueError(f"no pair in line {first + 1}")


def _toml_field(name: str, first: int, last: int, value: object) -> Field:
    node = Node(("t", repr(value)), 0, 0, False, [], [])
    return Field(name, node, node, first, last, first, last)


def read(text: str) -> Reading:
    """The reading of a YAML matter. Raises yaml.YAMLError where PyYAML refuses it."""
    ended = re.search(r"^\.\.\.(?=[ \t\r\n]|\Z)", text, re.MULTILINE)
    source = _UNREADABLE.sub(_STAND_IN, text[: ended.start()] if ended else text)
    try:
        root, covered = _Composer(source).run()
    except yaml.YAMLError:
        if "\t" not in source:
            raise
        source = source.replace("\t", " ")  # Hugo takes a tab for a blank where PyYAML refuses it
        root, covered = _Composer(source).run()
    starts = [0, *(m.end() for m in _BREAK.finditer(text))]
    lines = [text[a:b] for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]
    reading = Reading(text, lines, starts, root, [], _comments(source, covered))
    for key, value in root.pairs if root else ():
        first, last = (reading.line_of(key.start), reading.line_of(max(key.end, value.end - 1, key.start)))
        leading, reach = first, reach_of(lines, key.start - starts[first], last, value)
        while leading and lines[leading - 1].lstrip(" \t").startswith("#"):
            leading -= 1
        reading.fields.append(Field(key.text, key, value, first, last, leading, reach))
    return reading


def reach_of(lines: list[str], column: int, last: int, value: Node) -> int:
    """The last line that still belongs to an entry whose content ends on line ``last``."""
    if _ends_in_text(value):
        while last + 1 < len(lines) and not lines[last + 1].strip():
            last += 1
    empty = value.value[0] == "s" and value.start == value.end
    if value.flow or not (empty or value.value[0] in "lm"):
        return last
    found = last
    for n in range(last + 1, len(lines)):
        inner = lines[n].lstrip(" ")
        deeper = len(lines[n]) - len(inner) > column or re.match(r"# ?-", inner)
        if inner.startswith("#") and deeper:
            found = n
        elif inner.strip():
            break
    return found


def _ends_in_text(value: Node) -> bool:
    """Whether the last thing in a value is a block of text, after which blank lines may belong to it."""
    if value.value[0] == "s":
        return value.value[2] in ("|", ">")
    last = value.pairs[-1][1] if value.pairs else value.items[-1] if value.items else None
    return last is not None and not value.flow and _ends_in_text(last)


class _Composer:
    """Events to nodes, with every key kept though it is given twice and every alias as it is written."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.covered: list[tuple[int, int]] = []

    def run(self) -> tuple[Node | None, list[tuple[int, int]]]:
        stack: list[tuple[Any, list[Node]]] = [(None, [])]
        documents = 0
        for event in yaml.parse(self.source, Loader=_Loader):
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
            if documents > 1:
                raise yaml.YAMLError("more than one document")
            if isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
                stack.append((event, []))
            elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
                start, parts = stack.pop()
                stack[-1][1].append(self.collection(start, event, parts))
            elif isinstance(event, yaml.ScalarEvent):
                stack[-1][1].append(self.scalar(event))
            elif isinstance(event, yaml.AliasEvent):
                node = Node(("a", event.anchor), event.start_mark.index, event.end_mark.index, False, [], [])
                self.covered.append((node.start, node.end))
                stack[-1][1].append(node)
        root = stack[0][1][0] if stack[0][1] else None
        if root and root.value[0] == "s" and root.start == root.end:
            root = None
        if root and root.value[0] != "m":
            raise yaml.YAMLError("no map")
        return root, self.covered

    def scalar(self, event: Any) -> Node:
        start, end, style = (event.start_mark.index, event.end_mark.index, event.style or "")
        if style in ("|", ">") and style:
            return self.block(event, start, end, style)
        self.covered.append((start, end))
        return Node(("s", event.value, style, event.tag, event.anchor), start, end, False, [], [])

    def block(self, event: Any, start: int, end: int, style: str) -> Node:
        """A block scalar: blanks at its end belong to it only where it keeps them, a comment in its header never."""
        header = _BREAK.split(self.source[start:end], maxsplit=1)[0]
        sign = header.find("#") if re.search(r"\s#", header) else -1
        self.covered.append((start, start + (sign if sign >= 0 else len(header))))
        self.covered.append((start + len(header), end))
        if "+" not in header.split("#")[0]:
            end = start + len(self.source[start:end].rstrip())
        return Node(("s", event.value, style, event.tag, event.anchor), start, end, False, [], [])

    def collection(self, event: Any, closing: Any, parts: list[Node]) -> Node:
        start, flow = event.start_mark.index, bool(event.flow_style)
        end = closing.end_mark.index if flow else max((p.end for p in parts), default=start)
        tag, anchor = event.tag, event.anchor
        if isinstance(event, yaml.MappingStartEvent):
            pairs = list(zip(parts[::2], parts[1::2], strict=True))
            value = ("m", [(k.value, v.value) for k, v in pairs], tag, anchor)
            return Node(value, start, end, flow, pairs, [])
        return Node(("l", [p.value for p in parts], tag, anchor), start, end, flow, [], parts)


def _comments(source: str, covered: list[tuple[int, int]]) -> list[tuple[int, str]]:
    """Every ``#`` outside of scalars and aliases, with the text up to its line end."""
    found, at = [], 0
    for start, end in [*sorted(covered), (len(source), len(source))]:
        for sign in re.finditer(r"#[^\r\n]*", source[at:start]) if start > at else ():
            found.append((at + sign.start(), sign.group()))
        at = max(at, end)
    return found


def says(value: object) -> Value:
    """The plain reading of a Python value, to be compared with ``meaning``."""
    if isinstance(value, list | tuple):
        return [says(v) for v in value]
    if isinstance(value, dict):
        return {k: says(v) for k, v in value.items()}
    if isinstance(value, str):
        return ("str", value)
    if value is None:
        return ("null", "")
    if isinstance(value, bool):
        return ("bool", str(value).lower())
    return (type(value).__name__, float(value) if isinstance(value, float) else value)  # type: ignore[arg-type]


_RESOLVER = yaml.resolver.Resolver()
_NOT_TEXT = re.compile(r"[-+]?(?:0[box]?)?[0-9a-fA-F_]*\.?[0-9_]*(?:[eE][-+]?[0-9]+)?\Z")


def meaning(value: Value) -> Value:
    """What newly written text says to PyYAML and to Hugo alike; ("unsure", …) where they might differ."""
    kind = value[0]
    if kind == "l":
        return [meaning(v) for v in value[1]]
    if kind == "m":
        return {k[1]: meaning(v) for k, v in value[1]}
    if kind == "a":
        return ("alias", value[1])
    text, style = value[1], value[2]
    if style:
        return ("str", text)
    if text in ("", "~", "null"):
        return ("null", "")
    if text in ("true", "false"):
        return ("bool", text)
    if text.lower() in ("y", "n"):  # words for yes and no in YAML 1.1, and for Hugo before 0.152
        return ("unsure", text)
    if re.fullmatch(r"-?(0|[1-9][0-9]*)", text):
        return ("int", int(text))
    if re.fullmatch(r"-?[0-9]+\.[0-9]*(e[-+]?[0-9]+)?", text):
        return ("float", float(text))
    tag = _RESOLVER.resolve(yaml.ScalarNode, text, (True, False))
    if tag == "tag:yaml.org,2002:str" and not (text[0] in "+-.0123456789" and _NOT_TEXT.match(text)):
        return ("str", text)
    if tag == "tag:yaml.org,2002:timestamp":  # text for Hugo, and meant as a date
        return ("str", text)
    return ("unsure", text)
