"""YAML matter of the common form to a tree, line by line: keys, dashes, values that end on their line, comments.

Any other text, and any that is in doubt, is left to PyYAML. The tree is that of ``tree_builder.py``, in less time.
"""

from __future__ import annotations

import re
from typing import TypeAlias

from hugoconv.syntax.limits import MAX_VALUES
from hugoconv.syntax.tree import Entry, Item, Mapping, Scalar, Sequence, new
from hugoconv.text.regex import regex

_FIRST = r"""[^ \r\n\-?:,\[\]{}\#&*!|>'"%@`]"""  # begins a plain text anywhere
_PLAIN = rf"(?:{_FIRST}|-(?=[^ \r\n]))[^\r\n:\#]*+(?:(?::(?=[^ \r\n])|(?<=[^ ])\#)[^\r\n:\#]*+)*"
_SINGLE = r"'[^'\n]*+(?:''[^'\n]*+)*'"
_DOUBLE = r'"[^"\\\n]*+"'
_LISTED = rf"(?:{_FIRST}[^\r\n?:,\[\]{{}}\#]*+|'[^'\n]*+'|{_DOUBLE})[ ]*+"
# Indents and keys are held so short that no limit of depth, and none of PyYAML's on the length of a key, is in reach.
_LINE = regex(
    rf"""
    (?:[ ]*+(?:\#.*+)?\r?\n)*  # lines that say nothing
    (?P<indent>[ ]{{0,24}}+)
    (?P<dash>-(?:[ ]{{1,4}}+|(?=[\r\n]|\Z)))?
    (?:(?P<key>\w[\w.-]{{0,99}}+):(?=[ \r\n]|\Z))?
    [ ]*+
    (?:
        (?(key)|(?(dash)|(?!)))  # a value stands behind one of them
        (?:
            (?P<plain>{_PLAIN})
            |(?P<single>{_SINGLE})
            |(?P<double>{_DOUBLE})
            |(?P<list>\[[ ]*+(?:{_LISTED}(?:,[ ]*+{_LISTED})*)?\])
        )
    )?
    [ ]*+(?:(?<=[ ])\#.*+)?(?:\r?\n|\Z)
    """,
    re.VERBOSE,
)
_ITEM = regex(r"""(?P<single>'[^']*')|(?P<double>"[^"]*")|(?P<plain>[^ ,][^,]*)""")

_Token: TypeAlias = tuple[int, int]
_Part: TypeAlias = tuple[int, Entry | Item]  # the column of a key or dash, and what it has on its line


def scanned(text: str) -> tuple[Mapping | None, tuple[_Token, ...]] | None:
    """The root and the tokens of a text of the common form, the root None without a field; None for any other text."""
    # What Python can print, PyYAML can read, and no tab is among it.
    if text.count("\n") + text.count(",") > MAX_VALUES or not text.replace("\r\n", "").replace("\n", "").isprintable():
        return None
    lines = _lines(text)
    if not lines:
        return None if lines is None else (None, ())
    tokens: list[_Token] = []
    parts: list[_Part] = []
    for line in lines:
        _add_parts(line, parts, tokens)
    root, after = _block(parts, 0)
    # A part at the column of no open block ends them all.
    if after < len(parts) or not isinstance(root, Mapping):
        return None
    # Each part has a value; keys and what is in lists are among the tokens.
    return (root, tuple(tokens)) if len(parts) + len(tokens) < MAX_VALUES else None


def _lines(text: str) -> list[re.Match[str]] | None:
    """Every line with a key or a dash; None where another line is not of the common form."""
    lines: list[re.Match[str]] = []
    at, end = 0, len(text)
    while at < end:
        line = _LINE.match(text, at)
        if line is None:
            return None
        at = line.end()
        if line.lastgroup != "indent":
            lines.append(line)
    return lines


def _add_parts(line: re.Match[str], parts: list[_Part], tokens: list[_Token]) -> None:
    """Adds the parts of a line: as for PyYAML, a dash before a key is an item of its own, with the key below it."""
    begin, start = line.span("indent")
    key_start, key_end = line.span("key")
    if key_start != start:
        item = _value(line, start + 1, tokens) if key_start < 0 else _empty(start + 1)
        parts.append((start - begin, new(Item, (start, item.end, item))))
    if key_start >= 0:
        tokens.append((key_start, key_end))
        key = new(Scalar, (key_start, key_end, line["key"], "plain", key_start, None, None))
        colon = key_end + 1
        value = _value(line, colon, tokens)
        parts.append((key_start - begin, new(Entry, (key_start, value.end, key, value, colon, ()))))


def _value(line: re.Match[str], behind: int, tokens: list[_Token]) -> Scalar | Sequence:
    kind = line.lastgroup
    if kind in ("key", "dash"):
        return _empty(behind)
    return _list(line, tokens) if kind == "list" else _scalar(line, tokens)


def _empty(at: int) -> Scalar:
    return new(Scalar, (at, at, "", "empty", at, None, None))


def _scalar(found: re.Match[str], tokens: list[_Token]) -> Scalar:
    """The scalar in the last group of what was found, which has the name of its style."""
    style = found.lastgroup or ""
    start, end = found.span(style)
    text = found[style]
    if style == "plain":
        text = text.rstrip(" ")
        end = start + len(text)
    elif style == "double":
        text = text[1:-1]
    else:
        text = text[1:-1].replace("''", "'")
    tokens.append((start, end))
    return new(Scalar, (start, end, text, style, start, None, None))


def _list(line: re.Match[str], tokens: list[_Token]) -> Sequence:
    start, end = line.span("list")
    values = [_scalar(found, tokens) for found in _ITEM.finditer(line.string, start + 1, end - 1)]
    items = tuple([new(Item, (value.start, value.end, value)) for value in values])
    return Sequence(start, end, items, flow=True, outer=start)


def _block(parts: list[_Part], at: int) -> tuple[Mapping | Sequence, int]:
    """The map or list that begins with a part, and which is the first part behind it."""
    column, first = parts[at]
    kind = type(first)
    inside: list[Entry | Item] = []
    count = len(parts)
    while at < count:
        there, part = parts[at]
        if there == column and type(part) is kind:
            inside.append(part)
            at += 1
        # The dashes of a list below a key may stand at its own column.
        elif _is_bare(inside[-1]) and (there > column or (there == column and kind is Entry)):
            value, at = _block(parts, at)
            inside[-1] = _filled(inside[-1], value)
        else:
            break
    inner = first.start, inside[-1].end, tuple(inside), False, first.start, None, None, ""
    return new(Mapping, inner) if kind is Entry else new(Sequence, inner), at


def _is_bare(part: Entry | Item) -> bool:
    return part.value.start == part.value.end


def _filled(part: Entry | Item, value: Mapping | Sequence) -> Entry | Item:
    if type(part) is Entry:
        return Entry(part.start, value.end, part.key, value, part.colon)
    return Item(part.start, value.end, value)
