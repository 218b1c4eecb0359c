"""The lines of a block of comments, and how many of them are one commented-out field."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from hugoconv.syntax.base import Syntax
from hugoconv.syntax.extents import Extent, extent_in
from hugoconv.syntax.tree import Tree, new
from hugoconv.text.lines import line_start
from hugoconv.text.regex import regex
from hugoconv.text.spans import Span

LONGEST = 400  # lines that are tried as one field
_FIRST_LOOK = 4  # lines that are tried at first
_ENOUGH = 4000
_OPENING = regex(r"[ \t]*([\[{\"'])")
_CLOSING = {"[": "]", "{": "}", '"': '"', "'": "'"}
_NOTHING = Extent(0, 0, settled=True, whole=False)


class Line(NamedTuple):
    """A comment line: where it begins and ends, its marker (one space after it counted in), and its text without."""

    start: int
    end: int
    marker: Span
    text: str
    lone: bool


class BlockLines:
    """The lines of a block of comments, and how many of them may still be read as one field.

    The lines below a bracket that is never closed could each open another one, and each would be read to the end of
    the block. There are so many lines to read that no page of a person ever meets the end of them.
    """

    tree: Tree
    text: str
    spans: tuple[Span, ...]
    syntax: Syntax

    def __init__(self, tree: Tree, spans: tuple[Span, ...], syntax: Syntax) -> None:
        self.tree, self.text, self.spans, self.syntax = tree, tree.text, spans, syntax
        self._left = _ENOUGH + 8 * len(spans)
        self._last: dict[str, int] = {}
        self._head: tuple[int, re.Match[str] | None] = (-1, None)

    def head(self, at: int) -> re.Match[str] | None:
        """The beginning of a commented-out field that a line looks like."""
        if self._head[0] != at:  # the one below a field is asked for twice
            pattern = self.syntax.field
            self._head = at, pattern.match(self.text, self.spans[at].start) if pattern else None
        return self._head[1]

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

    def reach(self, at: int, head: re.Match[str], key: str, *, flow: bool) -> tuple[Extent, list[Line]]:
        """How far the field reaches that begins on a line, and its lines without markers."""
        run = _MarkedLines(self, at, head.group("space"))
        is_table = has_header(head)
        found, looked = self._length(
            run, key, self._before_next_table if is_table else self._before_next_field, flow=flow
        )
        # What looked like the next field may be a line of a text or list of this one.
        is_found = found.whole if is_table else found.lines
        if not (is_found or found.settled) and len(run.first(looked + 1)) > looked:
            found, _ = self._length(run, key, None, flow=flow)
        return found, run.first(found.lines)

    def _length(
        self, run: _MarkedLines, key: str, before_next: Callable[[_MarkedLines, int], int] | None, *, flow: bool
    ) -> tuple[Extent, int]:
        """How far a field reaches, and among how many lines: few are tried first, and more where they may go on."""
        width = _FIRST_LOOK
        while True:
            lines = run.first(before_next(run, width) if before_next else width)
            texts, lone = tuple([line.text for line in lines]), tuple([line.lone for line in lines])
            found = extent_in(self.tree, texts, lone, key, self.syntax, flow=flow)
            if found.settled or len(lines) < width or width >= LONGEST:
                return found, len(lines)
            width = min(width * 4, LONGEST)
            self._left -= width
            if self._left < 0:
                return _NOTHING, len(lines)

    def _before_next_field(self, run: _MarkedLines, width: int) -> int:
        """How many lines, of so many, there are above the next that looks like another field; nearly always the field
        ends before it."""
        for i in range(run.at + 1, min(run.at + width, len(self.spans))):
            other = self.head(i)
            if other and other.group("bare") and other.group("space") == run.space:
                return i - run.at
        return width

    def _before_next_table(self, run: _MarkedLines, width: int) -> int:
        """How many lines, of so many, there are above the next header that leads elsewhere; unless a text or a list
        over several lines is open there, the table ends before it."""
        first = None
        for i in range(run.at, min(run.at + width, len(self.spans))):
            head = self.head(i)
            if not head or head.group("space") != run.space or not has_header(head):
                continue
            name = self.syntax.keys_in(head)[:1]
            if first and name and name != first:
                return i - run.at
            first = first or name
        return width


class _MarkedLines:
    """The lines, from one on, that carry the marker in the way of the first one: where indents have a meaning, below
    it, else not to the right of it. They are made only as far as somebody looks."""

    def __init__(self, block: BlockLines, at: int, space: str) -> None:
        self.at, self.space = at, space
        self._text, self._spans, self._indents = block.text, block.spans, block.syntax.indent_matters
        self._start = line_start(block.text, block.spans[at].start)
        self._column = block.spans[at].start - self._start
        self._last = min(at + LONGEST, len(block.spans))
        self._found = list[Line]()

    def first(self, count: int) -> list[Line]:
        """So many lines, or all that there are."""
        found = self._found
        if count == len(found):
            return found
        while len(found) < count and self.at + len(found) < self._last:
            line = self._line(*self._spans[self.at + len(found)])
            if line is None:
                self._last = self.at + len(found)
                break
            found.append(line)
        return found[:count]

    def _line(self, begin: int, end: int) -> Line | None:
        """The next line, whose comment lies between two offsets; None where it carries its marker in another way."""
        text, start, space = self._text, self._start, self.space
        lone, deeper = end - begin == 1, begin - start - self._column
        if deeper > 0 or not (lone or (text.startswith(space, begin + 1) and not (self._indents and deeper))):
            return None
        after = begin + 1 if lone else begin + 1 + len(space)
        # A dash in front of the marker belongs to the item around; a space in its place keeps the columns.
        before = text[start:begin].replace("-", " ") if begin > start else ""
        self._start = end + 1 + text.startswith("\r\n", end)
        return new(Line, (start, end, new(Span, (begin, after)), before + text[after:end], lone))


def has_header(head: re.Match[str]) -> bool:
    """Whether a table begins here, whose own lines look like further fields."""
    return "header" in head.re.groupindex and bool(head.group("header"))
