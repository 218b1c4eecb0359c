"""Where a commented-out field of a TOML matter belongs: the table above it, a header to where it says."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from operator import itemgetter

from hugoconv.errors import MatterSyntaxError
from hugoconv.syntax.base import CommentedOutPlace
from hugoconv.syntax.toml.scalars import key_part
from hugoconv.syntax.tree import (
    Entry,
    Mapping,
    Node,
    Path,
    Sequence,
    Tree,
    entries_of,
    last_before,
    names_in,
    of_tree,
    parts_of,
)
from hugoconv.text.regex import regex

_KEY = r"(?:[A-Za-z0-9_-]+|\"(?:[^\"\\\r\n]|\\[^\r\n])*\"|'[^'\r\n]*')"
# A key in quotes or with dots, the = behind it, is no prose either.
FIELD = regex(
    r"#(?P<space> ?)"
    r"(?P<header>\[{1,2}[ \t]*(?=[^\r\n]*\][ \t]*(?:#[^\r\n]*)?(?:\r?\n|\Z)))?"
    rf"(?P<bare>{_KEY}(?:[ \t]*\.[ \t]*{_KEY})*)(?P<other>(?!))?"
    r"[ \t]*(?(header)\]{1,2}[ \t]*(?=#|\r|\n|\Z)|=)"
)

# An item between brackets, behind at most one space: a literal with its comma, or one in quotes or braces.
ITEM = regex(r"#(?P<space> ?)(?P<item>[\"'{\[].*|[^\s#].*,)(?=[ \t]*(?:#.*)?\Z)")

# What no comment of TOML can hold.
UNFIT = regex("[\x00-\x08\x0a-\x1f\x7f]")


SIMPLE = regex(r"[ \t]*([A-Za-z0-9_-]+)[ \t]*=[ \t]*(?:[1-9][0-9]{0,9}|0|true|false|\"[A-Za-z0-9 .,:/_-]*\")[ \t]*")


def commented_out_place(tree: Tree, head: re.Match[str]) -> CommentedOutPlace | None:
    """The map and the keys that the first line of a commented-out field names; None within brackets."""
    at = head.start()
    brackets = _brackets(tree)
    i = bisect_left(brackets, (at,)) - 1
    if i >= 0 and at < brackets[i][1]:
        return None
    keys = keys_in(head)
    if not keys:
        return None
    path, node = ((), tree.root) if head.group("header") else _around(tree, at)
    forms = ("table", "above") if head.group("header") else ("dotted",)
    while len(keys) > 1:
        inner = _named(tree, node, keys[0])
        if inner is None or not isinstance(inner.value, Mapping | Sequence) or inner.value.flow:
            break
        if inner.start > at and (isinstance(inner.value, Sequence) or inner.value.form not in forms):
            break
        path, node, keys = (*path, keys[0]), inner.value, keys[1:]
        if isinstance(node, Sequence):
            last = last_before(node, at)
            assert last is not None, "a list of tables begins with its first item"
            path, node = (*path, last[0]), last[1].value
    return CommentedOutPlace(path, node, keys)


def _named(tree: Tree, node: Node | None, name: str) -> Entry | None:
    """The entry of a map with a name."""
    entries = entries_of(node)
    found = (entries[i] for i in names_in(tree, node).get(name.casefold(), ()))
    return next((entry for entry in found if entry.name == name), None)


def keys_in(head: re.Match[str]) -> tuple[str, ...]:
    """The keys of a commented-out field or header, from the outermost on; none where one of them cannot be read."""
    text = head.group("bare")
    if '"' not in text and "'" not in text:
        return tuple([key.strip(" \t") for key in text.split(".")]) if "." in text else (text,)
    found: list[str] = []
    at = 0
    while at < len(text):
        try:
            key = key_part(text, at)
        except MatterSyntaxError:
            return ()
        found.append(key.text)
        at = len(text) - len(text[key.end :].lstrip(" \t."))
    return tuple(found)


@of_tree
def _brackets(tree: Tree) -> tuple[tuple[int, int], ...]:
    """The spans of all lists and tables in brackets that lie in no other ones and go over several lines."""
    found: list[tuple[int, int]] = []
    for value in sorted((part.value for _, part in parts_of(tree)), key=itemgetter(0)):
        if not isinstance(value, Mapping | Sequence) or not value.flow or (found and value.start < found[-1][1]):
            continue
        if tree.text.find("\n", value.start, value.end) >= 0:
            found.append((value.start, value.end))
    return tuple(found)


@of_tree
def _bracketed(tree: Tree) -> tuple[tuple[Path, Mapping | Sequence], ...]:
    return tuple(
        (path, part.value)
        for path, part in parts_of(tree)
        if isinstance(part.value, Mapping | Sequence)
        and part.value.flow
        and "\n" in tree.text[part.value.start : part.value.end]
    )


def bracketed_list(tree: Tree, at: int) -> tuple[Path, Sequence] | None:
    """The innermost list between brackets on several lines around an offset, with its path; None where a table is
    nearer, or there is none."""
    for path, node in reversed(_bracketed(tree)[: bisect_right(_bracketed(tree), at, key=lambda one: one[1].start)]):
        if at < node.end:
            return (path, node) if isinstance(node, Sequence) else None
    return None


@of_tree
def _tables(tree: Tree) -> tuple[tuple[int, Path, Node], ...]:
    """Every table with a header, by where that stands."""
    found: list[tuple[int, Path, Node]] = []
    for path, part in parts_of(tree):
        value = part.value
        if isinstance(value, Mapping) and value.form == "table" and not value.flow:
            found.append((value.start, path, value))
    return tuple(sorted(found, key=itemgetter(0)))


def _around(tree: Tree, at: int) -> tuple[Path, Node | None]:
    """The table whose header is the last one above an offset."""
    tables = _tables(tree)
    i = bisect_right(tables, at, key=itemgetter(0))
    return tables[i - 1][1:] if i else ((), tree.root)
