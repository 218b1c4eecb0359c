"""Commented-out fields: entries that an author has hidden behind comment markers.

A line is the first of one where after the marker and at most one space stands a bare key and the
separator of the syntax, and either there is no space or the key is a known one; anything else is
prose. Where text needs quotes, as in TOML, prose does not read as a field, so that any key counts. The
field reaches as far as the lines below, uncommented, read as that one entry.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice, pairwise
from typing import NamedTuple

from hugoconv.syntax.base import Syntax
from hugoconv.syntax.comments import Block, Comment, blocks, comments_in, inline_comments, part_around
from hugoconv.syntax.extents import Extent, alone, extent_of, tree_of
from hugoconv.syntax.tree import Entry, Mapping, Path, Tree, entries_of, names_in, of_tree
from hugoconv.text.lines import line_start
from hugoconv.text.regex import regex
from hugoconv.text.spans import Span

LONGEST = 400  # lines that are tried as one field
_FIRST_LOOK = 4  # lines that are tried at first
_ENOUGH = 4000
_MOST_KEPT = 16_384  # trees of commented-out fields, so that memory stays small where there are 100,000 of them
_OPENING = regex(r"[ \t]*([\[{\"'])")
_CLOSING = {"[": "]", "{": "}", '"': '"', "'": "'"}
_NOTHING = Extent(0, 0, settled=True, whole=False)


class CommentedOut(NamedTuple):
    """One commented-out field.

    ``span`` is from its first comment marker to the end of its last line, ``path`` the key below the path of
    the map it belongs to. ``text`` is the lines as they would be without their markers, which stand at ``markers``;
    ``lines`` are the comments it takes.
    ``end_marks`` counts the lines of a lone marker below it that only say where it ends, ``end_mark`` is their span.
    """

    span: Span
    key: str
    path: Path
    text: str
    markers: tuple[Span, ...]
    lines: tuple[Span, ...]
    end_marks: int
    end_mark: Span


class _Line(NamedTuple):
    """A comment line: where it begins and ends, its marker (one space after it counted in), and its text without."""

    start: int
    end: int
    marker: Span
    text: str
    lone: bool


def notes_of(
    tree: Tree, syntax: Syntax, known: frozenset[str] = frozenset()
) -> tuple[tuple[Comment, ...], tuple[CommentedOut, ...]]:
    """The comments and the commented-out fields of a tree; the two share no line.

    ``known`` are case-folded keys that count after ``# ``, besides those of the map around the line.
    Comments directly above a commented-out field are its leading comments.
    """
    return _notes_of(tree, syntax, known) if "#" in tree.text else ((), ())


@of_tree
def _notes_of(
    tree: Tree, syntax: Syntax, known: frozenset[str]
) -> tuple[tuple[Comment, ...], tuple[CommentedOut, ...]]:
    return _told_apart(tree, syntax, known, inline_comments(tree), blocks(tree))


def notes_in(
    tree: Tree, syntax: Syntax, known: frozenset[str], parts: Iterable[Span]
) -> tuple[tuple[Comment, ...], tuple[CommentedOut, ...]]:
    """As ``notes_of``, of some parts of a tree; each begins and ends where the text or one of its fields does."""
    return _told_apart(tree, syntax, known, *comments_in(tree, parts))


def _told_apart(
    tree: Tree, syntax: Syntax, known: frozenset[str], inline: Iterable[Comment], grouped: Iterable[Block]
) -> tuple[tuple[Comment, ...], tuple[CommentedOut, ...]]:
    """The commented-out fields in blocks of comments, and all that is none, with owners."""
    comments = list(inline)
    fields: list[CommentedOut] = []
    for block in grouped:
        prose: list[Span] = []
        lines = _BlockLines(tree.text, block.lines, syntax)
        at = 0
        while at < len(block.lines):
            found = _field_at(tree, lines, at, known)
            if found is None:
                prose.append(block.lines[at])
                at += 1
                continue
            behind_dash = "-" in tree.text[line_start(tree.text, found.span.start) : found.span.start]
            owner = found.path[:-1] if behind_dash else found.path
            comments += (Comment(s, s.of(tree.text), "leading", owner) for s in prose)
            prose = []
            fields.append(found)
            at += len(found.markers) + found.end_marks
        comments += block.notes(tree.text, prose)
    return tuple(sorted(comments)), tuple(fields)


def field_around(tree: Tree, syntax: Syntax, known: frozenset[str], at: int) -> CommentedOut | None:
    """The commented-out field whose first marker stands at an offset; nothing else of the page is looked at."""
    fields = notes_in(tree, syntax, known, [part_around(tree, at)])[1]
    return next((field for field in fields if field.span.start == at), None)


def field_of_page(tree: Tree, syntax: Syntax, known: frozenset[str], at: int) -> CommentedOut | None:
    """The same, all of the page being looked at once for any number of offsets."""
    return fields_by_place(tree, syntax, known).get(at)


@of_tree
def fields_by_place(tree: Tree, syntax: Syntax, known: frozenset[str]) -> dict[int, CommentedOut]:
    """The commented-out fields of a tree by the offset of their first marker."""
    return {field.span.start: field for field in notes_of(tree, syntax, known)[1]}


@of_tree
def fields_by_path(tree: Tree, syntax: Syntax, known: frozenset[str]) -> dict[tuple[str, ...], list[CommentedOut]]:
    """The commented-out fields of a tree by their case-folded paths, in order."""
    found: dict[tuple[str, ...], list[CommentedOut]] = {}
    for field in notes_of(tree, syntax, known)[1]:
        found.setdefault(folded(field.path), []).append(field)
    return found


def with_vocabulary(tree: Tree, syntax: Syntax, known: frozenset[str], *keys: str) -> frozenset[str]:
    """The known keys and some more, where those could tell a field of a tree from prose; else the known ones, so that
    what was found with them is found again."""
    strange = {name for key in keys if (name := key.casefold()) not in known}
    more = strange & _doubtful(tree, syntax) if strange else strange
    return known | more if more else known


@of_tree
def _doubtful(tree: Tree, syntax: Syntax) -> frozenset[str]:
    """The keys behind comment markers that only a known key tells from prose."""
    if syntax.field is None or syntax.text_needs_quotes:
        return frozenset()
    lines = (line for block in blocks(tree) for line in block.lines)
    heads = (head for line in lines if (head := syntax.field.match(tree.text, line.start)) and not _is_sure(head))
    keys = ((head.group("bare") or head.group("other") or "").strip("\"'") for head in heads)
    return frozenset(key.casefold() for key in keys)


def _is_sure(head: re.Match[str]) -> bool:
    """Whether nothing but a field begins like this, whatever keys are known."""
    return not head.group("space") and bool(head.group("bare") or _has_header(head))


def folded(path: Path) -> tuple[str, ...]:
    """A path without the case of its letters."""
    return tuple([str(step).casefold() for step in path])


def _field_at(tree: Tree, lines: _BlockLines, at: int, known: frozenset[str]) -> CommentedOut | None:
    """The commented-out field that begins on a line of a block."""
    syntax, head = lines.syntax, lines.head(at)
    around = syntax.commented_out_place(tree, head) if head else None
    if head is None or around is None:
        return None
    path, node, keys = around
    sure = syntax.text_needs_quotes or _is_sure(head)
    named = {name.casefold() for name in keys}
    if not sure and known.isdisjoint(named) and not any(name in names_in(tree, node) for name in named):
        return None  # isdisjoint would go through all the names of the map
    flow = isinstance(node, Mapping) and node.flow
    if lines.is_never_closed(head.end()) or (not flow and lines.is_vain(head.end())):
        return None
    found, run = lines.reach(at, head, keys[0], flow=flow)
    if not found.lines:
        return None
    text = _joined(run, tree.text)
    if found.tree and not flow and found.tree.text == f"{text}\n":
        _keep(tree, text, found.tree)
    taken = lines.spans[at : at + found.lines + found.marks]
    end = taken[found.lines - 1].end
    return CommentedOut(
        Span(taken[0].start, end),
        keys[0],
        (*path, keys[0]),
        text,
        tuple([line.marker for line in run]),
        taken,
        found.marks,
        Span(end, taken[-1].end),
    )


def _has_header(head: re.Match[str]) -> bool:
    """Whether a table begins here, whose own lines look like further fields."""
    return "header" in head.re.groupindex and bool(head.group("header"))


class _BlockLines:
    """The lines of a block of comments, and how many of them may still be read as one field.

    The lines below a bracket that is never closed could each open another one, and each would be read to the end of
    the block. There are so many lines to read that no page of a person ever meets the end of them.
    """

    def __init__(self, text: str, spans: tuple[Span, ...], syntax: Syntax) -> None:
        self.text, self.spans, self.syntax = text, spans, syntax
        self._left = _ENOUGH + 8 * len(spans)
        self._last: dict[str, int] = {}

    def head(self, at: int) -> re.Match[str] | None:
        """The beginning of a commented-out field that a line looks like."""
        return self.syntax.field.match(self.text, self.spans[at].start) if self.syntax.field else None

    def is_never_closed(self, at: int) -> bool:
        """Whether a value begins at an offset with a bracket or quote that nothing closes in the whole block."""
        value = _OPENING.match(self.text, at)
        if value is None:
            return False
        closing = _CLOSING[value.group(1)]
        if closing not in self._last:
            self._last[closing] = self.text.rfind(closing, self.spans[0].start, self.spans[-1].end)
        return self._last[closing] <= value.start(1)

    def is_vain(self, at: int) -> bool:
        """Whether a value begins at an offset that no lines of the block could make one on lines of its own."""
        return self.syntax.vain.match(self.text, at, self.spans[-1].end) is not None

    def reach(self, at: int, head: re.Match[str], key: str, *, flow: bool) -> tuple[Extent, list[_Line]]:
        """How far the field reaches that begins on a line, and its lines without markers."""
        run = _Run(self._run(at, head.group("space")))
        before_next = self._before_next_table if _has_header(head) else self._before_next_field
        found, looked = self._length(run, key, partial(before_next, at, head.group("space")), flow=flow)
        # What looked like the next field may be a line of a text or list of this one.
        if not (found.whole if _has_header(head) else found.lines) and len(run.first(looked + 1)) > looked:
            found, _ = self._length(run, key, None, flow=flow)
        return found, run.first(found.lines)

    def _length(
        self, run: _Run, key: str, before_next: Callable[[int], int] | None, *, flow: bool
    ) -> tuple[Extent, int]:
        """How far a field reaches, and among how many lines: few are tried first, and more where they may go on."""
        width = _FIRST_LOOK
        while True:
            lines = run.first(before_next(width) if before_next else width)
            texts, lone = tuple([line.text for line in lines]), tuple([line.lone for line in lines])
            found = extent_of(texts, lone, key, self.syntax, flow=flow)
            if found.settled or len(lines) < width or width >= LONGEST:
                return found, len(lines)
            width = min(width * 4, LONGEST)
            self._left -= width
            if self._left < 0:
                return _NOTHING, len(lines)

    def _run(self, at: int, space: str) -> Iterator[_Line]:
        """The lines, from one on, that carry the marker in the way of the first one: where indents have a meaning,
        below it, else not to the right of it."""
        text, indents = self.text, self.syntax.indent_matters
        start = line_start(text, self.spans[at].start)
        column = self.spans[at].start - start
        for i in range(at, min(at + LONGEST, len(self.spans))):
            begin, end = self.spans[i]
            lone, deeper = end - begin == 1, begin - start - column
            if deeper > 0 or not (lone or (text.startswith(space, begin + 1) and not (indents and deeper))):
                return
            marker = Span(begin, begin + (1 if lone else 1 + len(space)))
            # A dash in front of the marker belongs to the item around; a space in its place keeps the columns.
            yield _Line(start, end, marker, text[start:begin].replace("-", " ") + text[marker.end : end], lone)
            start = end + 1 + text.startswith("\r\n", end)

    def _before_next_field(self, at: int, space: str, width: int) -> int:
        """How many lines, of so many, there are above the next that looks like another field; nearly always the field
        ends before it."""
        for i in range(at + 1, min(at + width, len(self.spans))):
            other = self.head(i)
            if other and other.group("bare") and other.group("space") == space:
                return i - at
        return width

    def _before_next_table(self, at: int, space: str, width: int) -> int:
        """How many lines, of so many, there are above the next header that leads elsewhere; unless a text or a list
        over several lines is open there, the table ends before it."""
        first = None
        for i in range(at, min(at + width, len(self.spans))):
            head = self.head(i)
            name = _first_name(head) if head and head.group("space") == space else None
            if first is not None and name is not None and name != first:
                return i - at
            first = first or name
        return width


class _Run:
    """Lines that are made only as far as somebody looks."""

    def __init__(self, lines: Iterator[_Line]) -> None:
        self._rest, self._found = lines, list[_Line]()

    def first(self, count: int) -> list[_Line]:
        """So many lines, or all that there are."""
        if count > len(self._found):
            self._found += islice(self._rest, count - len(self._found))
        return self._found[:count]


def _joined(run: list[_Line], text: str) -> str:
    """The lines without their markers, with their own line ends between them."""
    parts = [run[0].text]
    for line, after in pairwise(run):
        parts += text[line.end : after.start], after.text
    return "".join(parts)


def _first_name(head: re.Match[str]) -> str | None:
    """The name with which a header begins, None where it is in quotes or there is no header."""
    keys = head.group("bare")
    return None if not _has_header(head) or '"' in keys or "'" in keys else keys.partition(".")[0].strip(" \t")


def revived(field: CommentedOut, syntax: Syntax, around: Tree) -> Tree:
    """What a commented-out field of a tree says without its markers."""
    tree = around.revived.get(field.text)
    if tree is None:
        before, after = syntax.wrap
        # An entry between braces, as `a: 1,`, may read nowhere else.
        tree = tree_of(f"{field.text}\n", syntax) or tree_of(f"{before}{field.text}{after}\n", syntax)
        assert tree is not None, "a commented-out field reads without its markers"
        _keep(around, field.text, tree)
    return tree


def _keep(around: Tree, text: str, tree: Tree) -> None:
    if len(around.revived) < _MOST_KEPT:
        around.revived[text] = tree


def revived_entry(field: CommentedOut, syntax: Syntax, *, flow: bool) -> Entry:
    """The entry that a commented-out field would be without its markers, where ``flow`` between braces."""
    found = alone(field.text, field.key, syntax, flow=flow)
    assert found is not None, "a commented-out field reads without its markers"
    return found


def leads_through(field: CommentedOut, syntax: Syntax, around: Tree) -> bool:
    r"""Whether a commented-out field is a map only because its header or its dotted key leads through it.

    >>> from hugoconv.syntax.registry import SYNTAXES
    >>> tree = SYNTAXES["toml"].read("#[a]\n#b = 1\n\n#[[a.c]]\n#d = 1\n")
    >>> [leads_through(field, SYNTAXES["toml"], tree) for field in notes_of(tree, SYNTAXES["toml"])[1]]
    [False, True]
    """
    entry = next((entry for entry in entries_of(revived(field, syntax, around).root) if entry.name == field.key), None)
    return entry is not None and isinstance(entry.value, Mapping) and entry.value.form in ("above", "dotted")
