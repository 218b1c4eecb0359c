"""Commented-out fields: entries that an author has hidden behind comment signs.

A line is the first of one where after the sign and at most one blank stands a bare key and the
separator of the syntax, and either there is no blank or the key is a known one; anything else is
prose. Where text needs quotes, as in TOML, prose does not read as a field, so that any key counts. The
field reaches as far as the lines below, uncommented, read as that one entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from hugoconv.errors import MatterSyntaxError
from hugoconv.syntax.comments import Comment, blocks, inline_comments
from hugoconv.syntax.nodes import (
    Entry,
    Mapping,
    Node,
    Path,
    Scalar,
    Sequence,
    Tree,
    entries_of,
    parts_of,
)
from hugoconv.syntax.syntax import Syntax
from hugoconv.text.lines import line_start
from hugoconv.text.spans import Span

LONGEST = 400  # lines that are tried as one field


class CommentedOut(NamedTuple):
    """One commented-out field.

    ``span`` is from its first comment sign to the end of its last line, ``path`` the key below the path of
    the map it belongs to. ``text`` is the lines as they would be without their signs, which stand at ``signs``;
    ``lines`` are the comments it takes.
    ``end_marks`` counts the lines of a lone sign below it that only say where it ends, ``end_mark`` is their span.
    """

    span: Span
    key: str
    path: Path
    text: str
    signs: tuple[Span, ...]
    lines: tuple[Span, ...]
    end_marks: int
    end_mark: Span


class Reading(NamedTuple):
    """A first part of some lines that reads as one entry: how many lines it takes, and its tree."""

    lines: int
    tree: Tree


class _Line(NamedTuple):
    """One comment line: where it begins and ends, its sign (one blank after it counted in), and its text without."""

    start: int
    end: int
    sign: Span
    text: str
    lone: bool


@lru_cache(maxsize=16)
def notes_of(
    tree: Tree, syntax: Syntax, known: frozenset[str] = frozenset()
) -> tuple[tuple[Comment, ...], tuple[CommentedOut, ...]]:
    """The comments and the commented-out fields of a tree; the two share no line.

    ``known`` are case-folded keys that count after ``# ``, besides those of the map around the line.
    Comments directly above a commented-out field are its leading comments.
    """
    comments = list(inline_comments(tree))
    fields: list[CommentedOut] = []
    for block in blocks(tree):
        prose: list[Span] = []
        at = 0
        while at < len(block.lines):
            head = syntax.field.match(tree.text, block.lines[at].start) if syntax.field else None
            found = _field_at(tree, syntax, head, block.lines[at:], known) if head else None
            if found is None:
                prose.append(block.lines[at])
                at += 1
                continue
            behind_dash = "-" in tree.text[line_start(tree.text, found.span.start) : found.span.start]
            owner = found.path[:-1] if behind_dash else found.path
            comments += (Comment(s, s.of(tree.text), "leading", owner) for s in prose)
            prose = []
            fields.append(found)
            at += len(found.signs) + found.end_marks
        comments += block.notes(tree.text, prose)
    return tuple(sorted(comments)), tuple(fields)


@lru_cache(maxsize=16)
def fields_by_place(tree: Tree, syntax: Syntax, known: frozenset[str]) -> dict[int, CommentedOut]:
    """The commented-out fields of a tree by the offset of their first sign."""
    return {field.span.start: field for field in notes_of(tree, syntax, known)[1]}


@lru_cache(maxsize=16)
def fields_by_path(tree: Tree, syntax: Syntax, known: frozenset[str]) -> dict[tuple[str, ...], list[CommentedOut]]:
    """The commented-out fields of a tree by their case-folded paths, in order."""
    found: dict[tuple[str, ...], list[CommentedOut]] = {}
    for field in notes_of(tree, syntax, known)[1]:
        found.setdefault(folded(field.path), []).append(field)
    return found


def folded(path: Path) -> tuple[str, ...]:
    """A path without the case of its letters."""
    return tuple([str(step).casefold() for step in path])


def _field_at(
    tree: Tree, syntax: Syntax, head: re.Match[str], lines: tuple[Span, ...], known: frozenset[str]
) -> CommentedOut | None:
    place = syntax.hidden(tree, head)
    if place is None:
        return None
    path, node, keys = place
    blank, key = head.group("blank"), keys[0]
    sure = syntax.strict or (not blank and (head.group("bare") or _has_header(head)))
    named = {name.casefold() for name in keys}
    if not sure and known.isdisjoint(named) and _names(node).isdisjoint(named):
        return None
    run = list(_run(tree.text, lines[:LONGEST], blank, indents=syntax.indents))
    flow = isinstance(node, Mapping) and node.flow
    near = run if _has_header(head) else _before_next_field(run, tree.text, syntax)
    length = _extent_of(near, key, syntax, flow=flow)
    if length is None and len(near) < len(run):
        length = _extent_of(run, key, syntax, flow=flow)
    if length is None:
        return None
    taken, marks = length
    last = run[taken - 1]
    return CommentedOut(
        Span(lines[0].start, lines[taken - 1].end),
        key,
        (*path, key),
        _joined(run[:taken], tree.text),
        tuple(line.sign for line in run[:taken]),
        lines[: taken + marks],
        marks,
        Span(lines[taken - 1].end, lines[taken + marks - 1].end) if marks else Span(last.end, last.end),
    )


def _has_header(head: re.Match[str]) -> bool:
    """Whether a table begins here, whose own lines look like further fields."""
    return bool(head.groupdict().get("header"))


def _names(node: Node | None) -> frozenset[str]:
    return frozenset(entry.name.casefold() for entry in entries_of(node))


def _column(text: str, at: int) -> int:
    return at - line_start(text, at)


def _run(text: str, lines: tuple[Span, ...], blank: str, *, indents: bool) -> Iterator[_Line]:
    """The lines, from the first on, that carry the sign in the way of the first one: where indents have a meaning,
    below it, else not to the right of it."""
    column = _column(text, lines[0].start)
    for span in lines:
        start = line_start(text, span.start)
        lone = span.end - span.start == 1
        same = _column(text, span.start) == column if indents else _column(text, span.start) <= column
        if not lone and not (same and text.startswith(blank, span.start + 1)):
            return
        if lone and _column(text, span.start) > column:
            return
        sign = Span(span.start, span.start + (1 if lone else 1 + len(blank)))
        indent = text[start : sign.start].replace("-", " ")
        yield _Line(start, span.end, sign, indent + text[sign.end : span.end], lone)


def _joined(run: list[_Line], text: str) -> str:
    """The lines without their signs, with their own line ends between them."""
    ends = (text[line.end : after.start] for line, after in pairwise(run))
    return "".join(part for line, end in zip(run, [*ends, ""], strict=True) for part in (line.text, end))


def _before_next_field(run: list[_Line], text: str, syntax: Syntax) -> list[_Line]:
    """The lines up to the first that looks like another field; nearly always the field ends before it."""
    assert syntax.field is not None
    for i in range(1, len(run)):
        other = syntax.field.match(text, run[i].sign.start)
        if other and other.group("bare") and other.end("blank") == run[i].sign.end:
            return run[:i]
    return run


def _extent_of(run: list[_Line], key: str, syntax: Syntax, *, flow: bool) -> tuple[int, int] | None:
    return _extent(tuple(line.text for line in run), tuple(line.lone for line in run), key, syntax, flow=flow)


@lru_cache(maxsize=1024)
def _extent(
    texts: tuple[str, ...], lone: tuple[bool, ...], key: str, syntax: Syntax, *, flow: bool
) -> tuple[int, int] | None:
    """How many lines a field takes, and how many lines of a lone sign below only mark its end.

    Two lone signs after a part that reads as the field end it. One ends it unless the text goes on
    below, in a list or a block of text, as the same field. A line of one blank and text, which would only
    lengthen an unquoted value, is prose below the field. Else the longest part that reads counts.
    """
    longest = next((r for n in range(len(texts), 0, -1) if (r := _read(texts[:n], key, syntax, flow=flow))), None)
    if longest is None:
        return None
    for at in range(len(texts) - 2, 0, -1):
        if lone[at] and lone[at + 1] and _reads_up_to(texts[:at], key, syntax, flow=flow):
            return at, 2
    for at in range(1, longest.lines):
        ends = lone[at] and not _goes_on(longest, texts, at)
        if (ends or _is_prose(longest, texts, at)) and _reads_up_to(texts[:at], key, syntax, flow=flow):
            return at, int(ends)
    return longest.lines, 0


def _reads_up_to(texts: tuple[str, ...], key: str, syntax: Syntax, *, flow: bool) -> bool:
    reading = _read(texts, key, syntax, flow=flow)
    return reading is not None and reading.lines == len(texts)


@lru_cache(maxsize=1024)
def _read(texts: tuple[str, ...], key: str, syntax: Syntax, *, flow: bool) -> Reading | None:
    """The reading of some lines as one entry with this key, comments and blanks after it left out."""
    found = _alone("\n".join(texts), key, syntax, flow=flow)
    if found is None:
        return None
    tree, entry = found
    wrapped = syntax.wrap[0].count("\n") if flow else 0
    lines = tree.text.count("\n", 0, entry.end) + 1 - wrapped
    return Reading(min(lines, len(texts)), tree)


def _alone(text: str, key: str, syntax: Syntax, *, flow: bool) -> tuple[Tree, Entry] | None:
    """The tree of a text that is one entry with this key, where ``flow`` between braces, and the entry."""
    before, after = syntax.wrap if flow else ("", "")
    tree = _tree(f"{before}{text}{after}\n", syntax)
    entry = entry_below(tree, key) if tree else None
    return (tree, entry) if tree and entry else None


@lru_cache(maxsize=1024)
def _tree(text: str, syntax: Syntax) -> Tree | None:
    """The tree of a text; None where its syntax refuses it."""
    try:
        return syntax.read(text)
    except MatterSyntaxError:
        return None


def revived(field: CommentedOut, syntax: Syntax) -> Tree:
    """What a commented-out field says without its signs."""
    before, after = syntax.wrap
    tree = _tree(f"{field.text}\n", syntax) or _tree(f"{before}{field.text}{after}\n", syntax)  # or within braces
    assert tree is not None, "a commented-out field reads without its signs"
    return tree


def revived_entry(field: CommentedOut, syntax: Syntax, *, flow: bool) -> Entry:
    """The entry that a commented-out field would be without its signs, where ``flow`` between braces."""
    found = _alone(field.text, field.key, syntax, flow=flow)
    assert found is not None, "a commented-out field reads without its signs"
    return found[1]


def leads_through(field: CommentedOut, syntax: Syntax) -> bool:
    """Whether a commented-out field is a map only because its header or its dotted key leads through it.

    >>> from hugoconv.syntax.table import SYNTAXES
    >>> _, fields = notes_of(SYNTAXES["toml"].read("#[a]\n#b = 1\n\n#[[a.c]]\n#d = 1\n"), SYNTAXES["toml"])
    >>> [leads_through(field, SYNTAXES["toml"]) for field in fields]
    [False, True]
    """
    entry = next((entry for entry in entries_of(revived(field, syntax).root) if entry.name == field.key), None)
    return entry is not None and isinstance(entry.value, Mapping) and entry.value.form in ("above", "dotted")


def entry_below(tree: Tree, key: str) -> Entry | None:
    """The entry with a key that is all that a tree holds, be it below headers alone; None where it holds more."""
    node: Node | None = tree.root
    while (entry := _only(node)) is not None:
        if entry.name == key:
            return entry
        node = entry.value
        if isinstance(node, Sequence) and not node.flow and len(node.items) == 1:
            node = node.items[0].value
        elif not isinstance(node, Mapping) or node.form not in ("above", "dotted"):
            return None
    return None


def _only(node: Node | None) -> Entry | None:
    entries = entries_of(node)
    return entries[0] if len(entries) == 1 else None


def _goes_on(reading: Reading, texts: tuple[str, ...], at: int) -> bool:
    """Whether the text below an empty line continues a block of text, or begins another item or entry."""
    offset = len("\n".join(texts[:at])) + 1
    for _, part in parts_of(reading.tree):
        value = part.value
        if isinstance(value, Scalar) and value.start < offset < value.end:
            return value.style in ("literal", "folded")
        if part.start > offset:
            return True
    return False


def _is_prose(reading: Reading, texts: tuple[str, ...], at: int) -> bool:
    """Whether a line, one blank deeper than the field, would be more of an unquoted value."""
    blanks = len(texts[at]) - len(texts[at].lstrip(" "))
    if blanks != len(texts[0]) - len(texts[0].lstrip(" ")) + 1:
        return False
    line = len("\n".join(texts[:at])) + 1
    for _, part in parts_of(reading.tree):
        value = part.value
        if isinstance(value, Scalar) and value.style == "plain" and value.start <= line + blanks < value.end:
            return part.start < line
    return False
