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
from itertools import count, islice, pairwise
from typing import NamedTuple

from hugoconv.syntax.base import Syntax
from hugoconv.syntax.comments import Comment, blocks, inline_comments
from hugoconv.syntax.extents import Extent, alone, extent_of, tree_of
from hugoconv.syntax.tree import Entry, Mapping, Path, Tree, entries_of, names_in
from hugoconv.text.lines import line_start
from hugoconv.text.spans import Span

LONGEST = 400  # lines that are tried as one field
_FIRST_LOOK = 4  # lines that are tried at first
_ENOUGH = 4000
_OPENING = re.compile(r"[ \t]*([\[{\"'])")
_CLOSING = {"[": "]", "{": "}", '"': '"', "'": "'"}
_NOTHING = Extent(0, 0, settled=True, whole=False)


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


class _Line(NamedTuple):
    """One comment line: where it begins and ends, its sign (one blank after it counted in), and its text without."""

    start: int
    end: int
    sign: Span
    text: str
    lone: bool


def notes_of(
    tree: Tree, syntax: Syntax, known: frozenset[str] = frozenset()
) -> tuple[tuple[Comment, ...], tuple[CommentedOut, ...]]:
    """The comments and the commented-out fields of a tree; the two share no line.

    ``known`` are case-folded keys that count after ``# ``, besides those of the map around the line.
    Comments directly above a commented-out field are its leading comments.
    """
    return _notes_of(tree, syntax, known) if "#" in tree.text else ((), ())  # small trees would drive out the page's


@lru_cache(maxsize=16)
def _notes_of(
    tree: Tree, syntax: Syntax, known: frozenset[str]
) -> tuple[tuple[Comment, ...], tuple[CommentedOut, ...]]:
    comments = list(inline_comments(tree))
    fields: list[CommentedOut] = []
    for block in blocks(tree):
        prose: list[Span] = []
        patience = Patience(len(block.lines))
        at = 0
        while at < len(block.lines):
            head = syntax.field.match(tree.text, block.lines[at].start) if syntax.field else None
            found = _field_at(tree, syntax, head, _Place(block.lines, at, patience), known) if head else None
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


def with_vocabulary(tree: Tree, syntax: Syntax, known: frozenset[str], *keys: str) -> frozenset[str]:
    """The known keys and some more, where those could tell a field of a tree from prose; else the known ones, so that
    what was found with them is found again."""
    doubtful = _doubtful(tree, syntax)
    more = {name for key in keys if (name := key.casefold()) not in known and name in doubtful}
    return known | more if more else known


@lru_cache(maxsize=16)
def _doubtful(tree: Tree, syntax: Syntax) -> frozenset[str]:
    """The keys behind comment signs that only a known key tells from prose."""
    if syntax.field is None or syntax.text_needs_quotes:
        return frozenset()
    lines = (line for block in blocks(tree) for line in block.lines)
    heads = (head for line in lines if (head := syntax.field.match(tree.text, line.start)) and not _is_sure(head))
    keys = ((head.group("bare") or head.group("other") or "").strip("\"'") for head in heads)
    return frozenset(key.casefold() for key in keys)


def _is_sure(head: re.Match[str]) -> bool:
    """Whether nothing but a field begins like this, whatever keys are known."""
    return not head.group("blank") and bool(head.group("bare") or _has_header(head))


def folded(path: Path) -> tuple[str, ...]:
    """A path without the case of its letters."""
    return tuple([str(step).casefold() for step in path])


class _Place(NamedTuple):
    """A line of a block of comments."""

    lines: tuple[Span, ...]
    at: int
    patience: Patience

    def is_never_closed(self, text: str, at: int) -> bool:
        """Whether a value begins at an offset with a bracket or quote that nothing closes in the whole block."""
        value = _OPENING.match(text, at)
        if value is None:
            return False
        return self.patience.last(text, _CLOSING[value.group(1)], self.lines) <= value.start(1)

    def is_vain(self, text: str, at: int, syntax: Syntax) -> bool:
        """Whether a value begins at an offset that no lines of the block could make one on lines of its own."""
        return syntax.vain.match(text, at, self.lines[-1].end) is not None


def _field_at(
    tree: Tree, syntax: Syntax, head: re.Match[str], place: _Place, known: frozenset[str]
) -> CommentedOut | None:
    around = syntax.commented_out_place(tree, head)
    if around is None:
        return None
    path, node, keys = around
    blank, key = head.group("blank"), keys[0]
    sure = syntax.text_needs_quotes or _is_sure(head)
    named = {name.casefold() for name in keys}
    if not sure and known.isdisjoint(named) and not any(name in names_in(tree, node) for name in named):
        return None  # isdisjoint would go through all the names of the map
    flow = isinstance(node, Mapping) and node.flow
    if place.is_never_closed(tree.text, head.end()) or (not flow and place.is_vain(tree.text, head.end(), syntax)):
        return None
    run = _Looked(_run(tree.text, place, blank, indents=syntax.indent_matters))
    before_next = _before_next_table if _has_header(head) else _before_next_field
    near = _Looked(before_next(run, tree.text, syntax))
    length = _length_of(near, key, syntax, place.patience, flow=flow)
    if not (length.whole if _has_header(head) else length.lines) and near.ends_before(run):
        length = _length_of(run, key, syntax, place.patience, flow=flow)
    if not length.lines:
        return None
    taken, marks = length.lines, length.marks
    lines = place.lines[place.at : place.at + taken + marks]
    signed = run.first(taken)
    end = lines[taken - 1].end
    return CommentedOut(
        Span(lines[0].start, end),
        key,
        (*path, key),
        _joined(signed, tree.text),
        tuple(line.sign for line in signed),
        lines,
        marks,
        Span(end, lines[-1].end) if marks else Span(signed[-1].end, signed[-1].end),
    )


def _has_header(head: re.Match[str]) -> bool:
    """Whether a table begins here, whose own lines look like further fields."""
    return bool(head.groupdict().get("header"))


def _column(text: str, at: int) -> int:
    return at - line_start(text, at)


class _Looked:
    """Lines that are made only as far as somebody looks."""

    def __init__(self, lines: Iterator[_Line]) -> None:
        self._rest, self._found = lines, list[_Line]()

    def first(self, count: int) -> list[_Line]:
        """So many lines, or all that there are."""
        self._found += islice(self._rest, max(count - len(self._found), 0))
        return self._found[:count]

    def __iter__(self) -> Iterator[_Line]:
        """Every line."""
        for at in count():
            if at == len(self._found) and not self.first(at + 1)[at:]:
                return
            yield self._found[at]

    def ends_before(self, other: _Looked) -> bool:
        """Whether another one, of which this is a part, has more lines than have been made here."""
        return self is not other and len(other.first(len(self._found) + 1)) > len(self._found)


def _run(text: str, place: _Place, blank: str, *, indents: bool) -> Iterator[_Line]:
    """The lines, from one on, that carry the sign in the way of the first one: where indents have a meaning,
    below it, else not to the right of it."""
    column = _column(text, place.lines[place.at].start)
    for at in range(place.at, min(place.at + LONGEST, len(place.lines))):
        span = place.lines[at]
        start = line_start(text, span.start)
        lone = span.end - span.start == 1
        same = span.start - start == column if indents else span.start - start <= column
        if not lone and not (same and text.startswith(blank, span.start + 1)):
            return
        if lone and span.start - start > column:
            return
        sign = Span(span.start, span.start + (1 if lone else 1 + len(blank)))
        indent = text[start : sign.start].replace("-", " ")
        yield _Line(start, span.end, sign, indent + text[sign.end : span.end], lone)


def _joined(run: list[_Line], text: str) -> str:
    """The lines without their signs, with their own line ends between them."""
    ends = (text[line.end : after.start] for line, after in pairwise(run))
    return "".join(part for line, end in zip(run, [*ends, ""], strict=True) for part in (line.text, end))


def _before_next_field(run: _Looked, text: str, syntax: Syntax) -> Iterator[_Line]:
    """The lines up to the first that looks like another field; nearly always the field ends before it."""
    assert syntax.field is not None
    for i, line in enumerate(run):
        other = syntax.field.match(text, line.sign.start) if i else None
        if other and other.group("bare") and other.end("blank") == line.sign.end:
            return
        yield line


def _before_next_table(run: _Looked, text: str, syntax: Syntax) -> Iterator[_Line]:
    """The lines of a table up to the first header that leads elsewhere; unless a text or a list over several lines is
    open there, the field ends before it."""
    assert syntax.field is not None
    first = None
    for line in run:
        head = syntax.field.match(text, line.sign.start)
        name = _first_name(head) if head and head.end("blank") == line.sign.end else None
        if first is not None and name is not None and name != first:
            return
        first = first or name
        yield line


def _first_name(head: re.Match[str]) -> str | None:
    """The name with which a header begins, None where it is in quotes or there is no header."""
    keys = head.group("bare")
    return None if not _has_header(head) or '"' in keys or "'" in keys else keys.partition(".")[0].strip(" \t")


class Patience:
    """How many lines of a block of comments may still be read as one field.

    The lines below a bracket that is never closed could each open another one, and each would be read to the end of
    the block. There are so many lines to read that no page of a person ever meets the end of them.
    """

    def __init__(self, lines: int) -> None:
        self._left = _ENOUGH + 8 * lines
        self._last: dict[str, int] = {}

    def last(self, text: str, sign: str, lines: tuple[Span, ...]) -> int:
        """Where a sign stands for the last time in a block of comments; -1 where it does not."""
        if sign not in self._last:
            self._last[sign] = text.rfind(sign, lines[0].start, lines[-1].end)
        return self._last[sign]

    def reads(self, lines: int) -> bool:
        """Whether some more lines may be read."""
        self._left -= lines
        return self._left >= 0


def _length_of(run: _Looked, key: str, syntax: Syntax, patience: Patience, *, flow: bool) -> Extent:
    """How far a field reaches: few lines are tried first, and more where they may go on."""
    width = _FIRST_LOOK
    while True:
        lines = run.first(width)
        texts, lone = tuple(line.text for line in lines), tuple(line.lone for line in lines)
        found = extent_of(texts, lone, key, syntax, flow=flow)
        if found.settled or len(lines) < width or width >= LONGEST:
            return found
        width = min(width * 4, LONGEST)
        if not patience.reads(width):
            return _NOTHING


def revived(field: CommentedOut, syntax: Syntax) -> Tree:
    """What a commented-out field says without its signs."""
    before, after = syntax.wrap
    tree = tree_of(f"{field.text}\n", syntax) or tree_of(f"{before}{field.text}{after}\n", syntax)  # or within braces
    assert tree is not None, "a commented-out field reads without its signs"
    return tree


def revived_entry(field: CommentedOut, syntax: Syntax, *, flow: bool) -> Entry:
    """The entry that a commented-out field would be without its signs, where ``flow`` between braces."""
    found = alone(field.text, field.key, syntax, flow=flow)
    assert found is not None, "a commented-out field reads without its signs"
    return found


def leads_through(field: CommentedOut, syntax: Syntax) -> bool:
    r"""Whether a commented-out field is a map only because its header or its dotted key leads through it.

    >>> from hugoconv.syntax.registry import SYNTAXES
    >>> _, fields = notes_of(SYNTAXES["toml"].read("#[a]\n#b = 1\n\n#[[a.c]]\n#d = 1\n"), SYNTAXES["toml"])
    >>> [leads_through(field, SYNTAXES["toml"]) for field in fields]
    [False, True]
    """
    entry = next((entry for entry in entries_of(revived(field, syntax).root) if entry.name == field.key), None)
    return entry is not None and isinstance(entry.value, Mapping) and entry.value.form in ("above", "dotted")
