"""Org front matter, as Hugo reads it: lines of ``#+key: value``, all values text or lists of text.

A line of another form is kept and means nothing. A key behind which ``[]`` stands has a list of words;
a key given several times has a list of its values.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence as Sequence_

from hugoconv.errors import Refused
from hugoconv.syntax.limits import refuse_count, refuse_length
from hugoconv.syntax.nodes import Entry, Mapping, Node, Scalar, Tree, entries_of
from hugoconv.syntax.style import Style
from hugoconv.syntax.syntax import Syntax, no_hidden_fields, nothing
from hugoconv.syntax.values import Shape, Value, refuse_halves, shape_of
from hugoconv.text.lines import line_break
from hugoconv.text.spans import Span

# A value ends with something else than a blank. No part can take what another one could take too, so that a long run of
# blanks is looked at once.
_LINE = re.compile(
    r"^(?P<key>#\+(?P<name>[^:\r\n](?:(?!\[\]:)[^:\r\n])*+))(?P<list>\[\])?:"
    r"(?:[ \t]++(?P<value>(?:[^ \t\r\n]++|[ \t]++(?=[^ \t\r\n]))*+))?[ \t]*+\r?$",
    re.MULTILINE,
)
_LINES = re.compile(r"^[^\n]+", re.MULTILINE)
_DATES = frozenset(("date", "lastmod", "publishdate", "expirydate"))
_STAMP = re.compile(r"[<\[](\d{4}-\d\d-\d\d) [^>\]]*[>\]]\Z")
_NO_SETTINGS = frozenset(("link", "macro", "name", "setupfile", "include"))


def read(text: str) -> Tree:
    """The tree of an Org matter; refused is only one over the limits (``too-large``)."""
    refuse_length(text)
    tokens = tuple(line.span() for line in _LINES.finditer(text))
    refuse_count(len(tokens), text)
    entries = tuple(_entry(line) for line in _LINE.finditer(text) if line.group("name").lower() not in _NO_SETTINGS)
    root = Mapping(entries[0].start, entries[-1].end, entries, False, entries[0].start) if entries else None
    return Tree(text, root, tokens, len(text))


def _unread(tree: Tree) -> tuple[Span, ...]:
    """The lines that are no field for Hugo, such as settings of Org."""
    starts = {entry.start for entry in entries_of(tree.root)}
    return tuple(Span(start, end) for start, end in tree.tokens if start not in starts)


def _entry(line: re.Match[str]) -> Entry:
    start, colon = line.start(), line.end("list") + 1 if line.group("list") else line.end("key") + 1
    key = Scalar(start, line.end("key"), line.group("name"), "plain", start)
    at, end = line.span("value") if line.group("value") else (colon, colon)
    name, text = line.group("name").lower(), line.group("value") or ""
    style = "words" if line.group("list") else "tags" if name == "filetags" else "plain"
    stamp = _STAMP.match(text) if name in _DATES else None
    return Entry(start, end, key, Scalar(at, end, stamp.group(1) if stamp else text, style, at), colon)


def _scalar_value(scalar: Scalar) -> Value:
    if scalar.style == "words":
        return list(scalar.text.split())
    if scalar.style == "tags":
        return [tag for tag in scalar.text.split(":") if tag]
    return scalar.text


def _shape(scalar: Scalar) -> Shape:
    return shape_of(_scalar_value(scalar))


def data(node: Node | None) -> Value:
    """The value of a node; a key given several times has all of its values."""
    if isinstance(node, Scalar):
        return _scalar_value(node)
    found: dict[str, list[Value]] = {}
    for entry in entries_of(node):
        found.setdefault(entry.name, []).append(data(entry.value))
    return {name: values[0] if len(values) == 1 else values for name, values in found.items()}


def accept(value: object) -> Value:
    """A value given by a caller as Hugo would read it from Org: text, or a list of words.

    >>> accept(True), accept(["a", "b"])
    ('true', ['a', 'b'])
    """
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, str):
        if value != value.strip() or any(c in value for c in "\r\n"):
            raise Refused("unwritable-value", "text in Org stands on one line, without blanks around it", "change it")
        refuse_halves(value)
        return value
    if isinstance(value, Sequence_) and all(isinstance(item, str) and item.split() == [item] for item in value):
        return list(value)
    raise Refused("unwritable-value", "Org has only text and lists of single words", "translate the page first")


def inline(value: Value, style: Style, *, like: str = "plain", flow: bool = False) -> str:
    """The text of a value."""
    del style, flow
    if isinstance(value, list):
        return f":{':'.join(map(str, value))}:" if like == "tags" else " ".join(map(str, value))
    return str(value)


def key(name: str, *, like: str = "plain", flow: bool = False) -> str:
    """The keyword of a field."""
    del like, flow
    if not name or name != name.strip() or any(c in name for c in ":\r\n[]") or name.lower() in _NO_SETTINGS:
        raise Refused("unwritable-value", f"{name!r} is no keyword of Org", "choose another name")
    return f"#+{name}"


def _entry_text(name: str, value: Value, style: Style) -> str:
    brackets = "[]" if isinstance(value, list) else ""
    return f"{key(name)}{brackets}: {inline(value, style)}".rstrip()


def _fits(node: Node, value: Value) -> bool:
    """A list needs its ``[]`` behind the key, text must not have it; text that is a date stamp needs another one."""
    return isinstance(node, Scalar) and (node.style == "plain") == isinstance(value, str)


def _style_of(tree: Tree) -> Style:
    return Style(eol=line_break(tree.text, 0))


ORG = Syntax(
    name="org",
    read=read,
    shape=_shape,
    data=data,
    accept=accept,
    style=_style_of,
    inline=inline,
    key=key,
    after_separator=lambda value, style, _indent: f" {inline(value, style)}",
    item_text=lambda value, style, _indent: inline(value, style),
    entry=_entry_text,
    fits=_fits,
    hazards=nothing,
    differences=nothing,
    is_merge_key=lambda _key: False,
    folds=True,
    separator=":",
    field=None,
    hidden=no_hidden_fields,
    unread=_unread,
    wrap=("", ""),
)
