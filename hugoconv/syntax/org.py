"""Org front matter, as Hugo reads it: lines of ``#+key: value``, all values text or lists of text.

A line of another form is kept and means nothing. A key behind which ``[]`` stands has a list of words;
a key given several times has a list of its values.
"""

from __future__ import annotations

import datetime
import re

from hugoconv.refusals import refused
from hugoconv.syntax.base import Syntax
from hugoconv.syntax.limits import refuse_count, refuse_length
from hugoconv.syntax.style import Style
from hugoconv.syntax.tree import Entry, Item, Mapping, Node, Scalar, Sequence, Tree, entries_of
from hugoconv.syntax.values import CanonicalValue, Value, plain, refuse_halves
from hugoconv.text.regex import regex
from hugoconv.text.spans import Span

# A value ends with something else than a space. No part can take what another one could take too, so that a long run of
# spaces is looked at once.
_LINE = regex(
    r"^(?P<key>#\+(?P<name>[^:\r\n](?:(?!\[\]:)[^:\r\n])*+))(?P<list>\[\])?:"
    r"(?:[ \t]++(?P<value>(?:[^ \t\r\n]++|[ \t]++(?=[^ \t\r\n]))*+))?[ \t]*+\r?$",
    re.MULTILINE,
)
_LINES = regex(r"^[^\n]+", re.MULTILINE)
_DATES = frozenset(("date", "lastmod", "publishdate", "expirydate"))
# Hugo takes a stamp for a date only with a space in it: it refuses `<2020-01-02>`.
_STAMP = regex(r"[<\[](\d{4}-\d\d-\d\d) [^>\]]*[>\]]\Z")
_WORD = regex(r"\S+")
_TAG = regex(r"[^:]+")
_UNWRITABLE = regex(r"[\x00-\x08\x0a-\x1f\x7f]")
_NO_KEYWORD = regex(r"[:\[\]\x00-\x1f\x7f]")
# Keywords of Org of which Hugo makes no field.
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
    form = "words" if line.group("list") else _form(line.group("name"))
    value: Node
    if form:
        words = _WORD if form == "words" else _TAG
        items = tuple(_item(line.string, found, form) for found in words.finditer(line.string, at, end))
        value = Sequence(at, end, items, True, at, form=form)
    else:
        value = Scalar(at, end, _text_under(line.group("name"), line.group("value") or ""), "plain", at)
    return Entry(start, end, key, value, colon)


def _item(text: str, found: re.Match[str], form: str) -> Item:
    start, end = found.span()
    return Item(start, end, Scalar(start, end, text[start:end], form.removesuffix("s"), start))


def _form(name: str) -> str:
    """How a keyword has its list without brackets: none but that of tags has one."""
    return "tags" if name.lower() == "filetags" else ""


def _text_under(name: str, text: str) -> str:
    """What text says for a keyword: a date stamp says its date where a date is wanted."""
    stamp = _STAMP.match(text) if name.lower() in _DATES else None
    return stamp.group(1) if stamp else text


def _under(name: str, value: Value) -> Value:
    """What a new value says for a keyword."""
    if not isinstance(value, str):
        return value
    return [tag for tag in value.split(":") if tag] if _form(name) else _text_under(name, value)


def _keeps(text: str, entry: Entry, new: str) -> bool:
    """Whether a value says the same for another keyword."""
    value = entry.value
    if isinstance(value, Sequence):
        return value.form == "words" or _form(new) == value.form
    return (
        not _form(new) and isinstance(value, Scalar) and _text_under(new, text[value.start : value.end]) == value.text
    )


def data(node: Node | None) -> Value:
    """The value of a node; a key given several times has all of its values."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [data(item.value) for item in node.items]
    found: dict[str, list[Value]] = {}
    for entry in entries_of(node):
        found.setdefault(entry.name, []).append(data(entry.value))
    return {name: values[0] if len(values) == 1 else values for name, values in found.items()}


def accept(value: object) -> Value:
    """A value given by a caller as Hugo would read it from Org: text, or a list of words.

    >>> accept(True), accept(["a", "b"])
    ('true', ['a', 'b'])
    """
    value = plain(value)
    if isinstance(value, list):
        return [_word(_accept_single(item)) for item in value]
    return _accept_single(value)


def _accept_single(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, str):
        if value != value.strip() or _UNWRITABLE.search(value):
            raise refused("unwritable-value", case="org-text")
        refuse_halves(value)
        return value
    raise refused("unwritable-value", case="org-words")


def _word(text: str) -> str:
    if text.split() != [text]:
        raise refused("unwritable-value", case="org-words")
    return text


def inline(value: Value, style: Style, *, like: str = "plain", flow: bool = False) -> str:
    """The text of a value."""
    del style, flow
    if like in ("word", "tag"):
        value = [_word("" if isinstance(value, list | dict) else str(value))]
    if not isinstance(value, list):
        return str(value)
    words = [str(word) for word in value]
    if like in ("tag", "tags") and any(":" in word for word in words):
        raise refused("unwritable-value", case="org-tag")
    if like == "tags":
        return f":{':'.join(words)}:" if words else ""
    return " ".join(words)


def key(name: str, *, like: str = "plain", flow: bool = False) -> str:
    """The keyword of a field."""
    del like, flow
    if not name or name != name.strip() or _NO_KEYWORD.search(name) or name.lower() in _NO_SETTINGS:
        raise refused("unwritable-value", case="org-keyword", name=name)
    refuse_halves(name, "key")
    return f"#+{name}"


def _entry_text(name: str, value: Value, style: Style) -> str:
    brackets = "[]" if isinstance(value, list) else ""
    return f"{key(name)}{brackets}: {inline(value, style)}".rstrip()


def _style_of(tree: Tree) -> Style:
    return Style(eol="\r\n" if "\r\n" in tree.text else "\n")  # a lone CR ends no line of Org


class _OrgSyntax(Syntax):
    """Keywords of Org."""

    name = "org"
    empty = None
    folds_keys = True
    repeats_keys = True
    is_enclosed = False
    lone_cr_ends_line = False
    body_markup = "Org"

    read = staticmethod(read)
    data = staticmethod(data)
    style = staticmethod(_style_of)
    unread = staticmethod(_unread)
    accept = staticmethod(accept)
    inline = staticmethod(inline)
    key = staticmethod(key)
    entry = staticmethod(_entry_text)
    under = staticmethod(_under)
    keeps = staticmethod(_keeps)

    def canonical(self, scalar: Scalar) -> CanonicalValue:
        return scalar.text

    def fits(self, node: Node, value: Value) -> bool:
        """A list needs its ``[]`` behind the key, text must not have it."""
        return isinstance(node, Sequence) == isinstance(value, list)


ORG: Syntax = _OrgSyntax()
