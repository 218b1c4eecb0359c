"""JSON front matter, as Hugo reads it: strict, without comments, every number a float."""

from __future__ import annotations

import datetime
import json
import math
from json.decoder import JSONDecodeError, scanstring  # type: ignore[attr-defined]
from typing import NoReturn

from hugoconv.refusals import Message, message, refused, unreadable
from hugoconv.syntax.base import Syntax
from hugoconv.syntax.limits import enter, refuse_count, refuse_length
from hugoconv.syntax.style import Style, bracketed
from hugoconv.syntax.tree import Entry, Item, Mapping, Node, Scalar, Sequence, Tree
from hugoconv.syntax.values import CanonicalValue, Value, accepted, refuse_halves, without_place
from hugoconv.text.lines import line_break
from hugoconv.text.regex import regex

_GAP = regex(r"[ \t\r\n]*")
# What follows must end the number: `01` is not a zero with something behind it.
_NUMBER = regex(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?(?![0-9A-Za-z_.+-])")
_WORD = regex(r"(?:true|false|null)(?!\w)")
_WORDS = {"true": True, "false": False, "null": None}
_SURROGATE = regex("[\ud800-\udfff]")
_SPACED = regex(r"[\[{]( *)[^\s\]}]")


def read(text: str) -> Tree:
    """The tree of a JSON matter.

    Raises MatterSyntaxError: ``json-syntax``, ``too-large`` and ``too-deep`` over the limits.
    """
    refuse_length(text)
    tokens: list[tuple[int, int]] = []
    start = _gap(text, 0)
    if text[start : start + 1] != "{":
        _failed(text, start, message("json-syntax", "brace"))
    root = _object(text, start, tokens, 0)
    end = _gap(text, root.end)
    if end < len(text):
        _failed(text, end, message("json-syntax", "end"))
    return Tree(text, root, tuple(tokens), len(text))


def _failed(text: str, at: int, found: Message) -> NoReturn:
    raise unreadable(text, min(at, len(text)), found)


def _gap(text: str, at: int) -> int:
    found = _GAP.match(text, at)
    return found.end() if found else at


def _value(text: str, at: int, tokens: list[tuple[int, int]], depth: int) -> Node:
    character = text[at : at + 1]
    refuse_count(len(tokens), text)
    if character in ("{", "["):
        enter(depth, text, at)
        return (_object if character == "{" else _array)(text, at, tokens, depth)
    if character == '"':
        return _string(text, at, tokens)
    found = _NUMBER.match(text, at) or _WORD.match(text, at)
    if found is None:
        _failed(text, at, message("json-syntax", "value"))
    # Python reads infinity where Go finds a number too large.
    if found.group() not in _WORDS and math.isinf(float(found.group())):
        _failed(text, at, message("json-syntax", "number"))
    tokens.append(found.span())
    return Scalar(at, found.end(), found.group(), "plain", at)


def _string(text: str, at: int, tokens: list[tuple[int, int]]) -> Scalar:
    if text[at : at + 1] != '"':
        _failed(text, at, message("json-syntax", "last-comma" if text[at : at + 1] == "}" else "name"))
    try:
        value, end = scanstring(text, at + 1, True)
    except JSONDecodeError as error:
        _failed(text, error.pos, message("json-syntax", "string", why=error.msg[0].lower() + error.msg[1:]))
    tokens.append((at, end))
    # Go reads half of a surrogate pair as U+FFFD, Python keeps it.
    return Scalar(at, end, _SURROGATE.sub("\ufffd", value), "double", at)


def _object(text: str, at: int, tokens: list[tuple[int, int]], depth: int) -> Mapping:
    entries: list[Entry] = []
    here = _gap(text, at + 1)
    # Once there is an entry a comma has been read, behind which nothing may close: JSON has no trailing commas.
    while text[here : here + 1] != "}" or entries:
        key = _string(text, here, tokens)
        colon = _gap(text, key.end)
        if text[colon : colon + 1] != ":":
            _failed(text, colon, message("json-syntax", "colon"))
        value = _value(text, _gap(text, colon + 1), tokens, depth + 1)
        entries.append(Entry(here, value.end, key, value, colon + 1))
        here = _gap(text, value.end)
        if text[here : here + 1] != ",":
            break
        here = _gap(text, here + 1)
    return Mapping(at, _closed(text, here, "}"), tuple(entries), True, at)


def _array(text: str, at: int, tokens: list[tuple[int, int]], depth: int) -> Sequence:
    items: list[Item] = []
    here = _gap(text, at + 1)
    # As in an object, a comma has been read once there is an item.
    while text[here : here + 1] != "]" or items:
        value = _value(text, here, tokens, depth + 1)
        items.append(Item(here, value.end, value))
        here = _gap(text, value.end)
        if text[here : here + 1] != ",":
            break
        here = _gap(text, here + 1)
    return Sequence(at, _closed(text, here, "]"), tuple(items), True, at)


def _closed(text: str, at: int, closing: str) -> int:
    if text[at : at + 1] != closing:
        if text[at - 1 : at] == '"' and text[at : at + 1].isalnum():
            _failed(text, at, message("json-syntax", "behind-quote"))
        _failed(text, at, message("json-syntax", "comma", closing=closing))
    return at + 1


def _scalar_value(scalar: Scalar) -> str | float | bool | None:
    if scalar.style == "double":
        return scalar.text
    return _WORDS[scalar.text] if scalar.text in _WORDS else float(scalar.text)


def _canonical(scalar: Scalar) -> CanonicalValue:
    value = _scalar_value(scalar)
    return value if isinstance(value, str) else (type(value).__name__, repr(value))


def data(node: Node | None) -> Value:
    """The value of a node; the last of two equal names wins, as in Hugo."""
    if isinstance(node, Scalar):
        return _scalar_value(node)
    if isinstance(node, Sequence):
        return [data(item.value) for item in node.items]
    return {entry.name: data(entry.value) for entry in node.entries} if isinstance(node, Mapping) else None


def accept(value: object) -> Value:
    """A value given by a caller as Hugo would read it from JSON: an integer becomes a float, a date text.

    Refuses what JSON cannot say, and an integer that a float cannot hold.
    """
    return accepted(value, _accept_single)


def _accept_single(value: object) -> Value:
    if isinstance(value, str | bool) or value is None:
        return value
    if isinstance(value, int | float):
        if not _is_number(value):
            raise refused("unwritable-value", case="json-number", value=value)
        return float(value)
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat().replace("+00:00", "Z")
    raise without_place(value)


def _is_number(value: float) -> bool:
    try:
        return math.isfinite(value) and (isinstance(value, float) or int(float(value)) == value)
    except OverflowError:
        return False


def inline(value: Value, style: Style, *, like: str = "empty", flow: bool = True) -> str:
    """The literal of any value on one line.

    >>> inline({"a": [1.0, "é"], "b": None}, Style())
    '{"a": [1, "é"], "b": null}'
    """
    if isinstance(value, list):
        return bracketed("[", [inline(item, style) for item in value], "]", style)
    if isinstance(value, dict):
        pairs = [f"{key(name)}: {inline(item, style)}" for name, item in value.items()]
        return bracketed("{", pairs, "}", style)
    del like, flow
    # Every number of JSON is a float for Hugo, so that a fraction of zero says nothing; a minus before zero does.
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15 and repr(value) != "-0.0":
        return str(int(value))
    return _text(value) if isinstance(value, str) else json.dumps(value)


def _text(value: str) -> str:
    refuse_halves(value)
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def key(name: str, *, like: str = "double", flow: bool = True) -> str:
    """The literal of a name."""
    del like, flow
    return _text(name)


def _style_of(tree: Tree) -> Style:
    spaced = _SPACED.findall(tree.text)
    return Style(spaced=sum(map(bool, spaced)) * 2 > len(spaced), eol=line_break(tree.text, 0))


class _JsonSyntax(Syntax):
    """JSON."""

    name = "json"
    empty = "{}"
    allows_trailing_comma = False

    read = staticmethod(read)
    data = staticmethod(data)
    canonical = staticmethod(_canonical)
    style = staticmethod(_style_of)
    accept = staticmethod(accept)
    inline = staticmethod(inline)
    key = staticmethod(key)


JSON: Syntax = _JsonSyntax()
