"""How many lines a commented-out field takes, from some lines without their markers.

The field reaches as far as the lines, uncommented, read as that one entry. A first part of them that cannot be read
says where it fails, and no part that reaches beyond that place can be read either; so few parts have to be tried.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import NamedTuple

from hugoconv.errors import MatterSyntaxError
from hugoconv.syntax.base import Syntax
from hugoconv.syntax.tree import Entry, Mapping, Node, Scalar, Sequence, Tree, entries_of, parts_of

MOST_KEPT = 16_384  # of the commented-out fields of a tree, so that memory stays small where there are 100,000 of them
_BLOCKS = ("literal", "folded")


class Extent(NamedTuple):
    """How many lines a field takes, and how many lines of a lone marker below only mark its end.

    No lines for what is no field. ``settled`` says that further lines below could change nothing, ``whole`` that all
    of the lines together, comments below it counted in, read as the field. ``tree`` is that of the field, None where no
    text of just its lines was read.
    """

    lines: int
    marks: int
    settled: bool
    whole: bool
    tree: Tree | None = None


class EntryReading(NamedTuple):
    """A first part of some lines that reads as one entry: how many lines it takes, and its tree."""

    lines: int
    tree: Tree


class _Failure(NamedTuple):
    """That a text is not the one entry: no first part of it with more lines than ``line`` is, and the lines behind
    ``told`` were not needed to see that."""

    line: int
    told: int


class _Longest(NamedTuple):
    """The longest part of some lines that reads: how many lines it has, and its reading, None where none reads."""

    lines: int
    reading: EntryReading | None
    settled: bool


def extent_in(
    around: Tree, texts: tuple[str, ...], lone: tuple[bool, ...], key: str, syntax: Syntax, *, flow: bool
) -> Extent:
    """How far a field with a key reaches in a tree; ``lone`` are the lines of nothing but a marker."""
    if len(texts) == 1 and not flow:
        return _of_one_line(around, texts, key, syntax)
    asked = (texts, lone, key, flow)
    found: Extent | None = around.reached.get(asked)
    if found is None:
        found = extent_of(texts, lone, key, syntax, flow=flow)
        if len(around.reached) < MOST_KEPT:
            around.reached[asked] = found
    return found


def _of_one_line(around: Tree, texts: tuple[str, ...], key: str, syntax: Syntax) -> Extent:
    """How far a field reaches in a single line: most of them need no reading, or have been read."""
    if simple := syntax.simple.fullmatch(texts[0]):
        is_field = simple.group(1) == key
        return Extent(int(is_field), 0, settled=False, whole=is_field)
    tree = around.revived.get(texts[0])
    # That of an entry between braces has those around its text.
    if tree is not None and len(tree.text) == len(texts[0]) + 1 and entry_below(tree, key):
        return Extent(1, 0, settled=False, whole=True, tree=tree)
    found = _read(texts, key, syntax, flow=False)
    if isinstance(found, _Failure):
        return Extent(0, 0, found.told < 1 and not syntax.indent_matters, whole=False)
    return Extent(1, 0, settled=False, whole=True, tree=found.tree)


# For all pages: those of a site have the same fields commented out.
@lru_cache(maxsize=4096)
def extent_of(texts: tuple[str, ...], lone: tuple[bool, ...], key: str, syntax: Syntax, *, flow: bool) -> Extent:
    """How far a field with a key reaches; ``lone`` are the lines of nothing but a marker.

    Two lone markers after a part that reads as the field end it. One ends it unless the text goes on
    below, in a list or a block of text, as the same field. A line of one space and text, which would only
    lengthen an unquoted value, is prose below the field. Else the longest part that reads counts.
    """
    count, longest, settled = _longest(texts, key, syntax, flow=flow)
    if longest is None:
        return Extent(0, 0, settled, whole=False)
    whole = count == len(texts)
    layout = _Layout(texts, longest.tree, syntax.wrap[0] if flow else "")
    for at in range(min(len(texts) - 2, count), 0, -1):
        if not (lone[at] and lone[at + 1] and layout.may_end(at)):
            continue
        if tree := _reads_up_to(texts[:at], key, syntax, flow=flow):
            return Extent(at, 2, settled, whole, tree)
    for at in range(1, longest.lines):
        ends = lone[at] and not layout.goes_on(at)
        if not (ends or layout.is_prose(at)):
            continue
        if layout.may_end(at) and (tree := _reads_up_to(texts[:at], key, syntax, flow=flow)):
            return Extent(at, int(ends), settled, whole, tree)
    return Extent(longest.lines, 0, settled, whole, longest.tree if longest.lines == count else None)


def _longest(texts: tuple[str, ...], key: str, syntax: Syntax, *, flow: bool) -> _Longest:
    count, settled, is_first = len(texts), False, True
    while count > 0:
        found = _read(texts[:count], key, syntax, flow=flow)
        if isinstance(found, EntryReading):
            return _Longest(count, found, settled)
        if is_first:
            # Where indents have a meaning, the last line may go on below, and be something else.
            settled, is_first = found.told < (count - 1 if syntax.indent_matters else count), False
        count = min(found.line, count - 1)
    return _Longest(0, None, settled)


def _reads_up_to(texts: tuple[str, ...], key: str, syntax: Syntax, *, flow: bool) -> Tree | None:
    """The tree of some lines that are one entry to their end."""
    reading = _read(texts, key, syntax, flow=flow)
    return reading.tree if isinstance(reading, EntryReading) and reading.lines == len(texts) else None


def _read(texts: tuple[str, ...], key: str, syntax: Syntax, *, flow: bool) -> EntryReading | _Failure:
    """The reading of some lines as one entry with this key, comments and empty lines after it left out."""
    before, after = syntax.wrap if flow else ("", "")
    text = "\n".join(texts).join((before, f"{after}\n"))
    wrapped = before.count("\n")
    tree = _outcome(text, syntax)
    if not isinstance(tree, Tree):
        since, reach = (text.count("\n", 0, at) - wrapped for at in tree)
        return _Failure(since, max(since, reach))
    entry = entry_below(tree, key)
    if entry is None:
        at = _stranger(tree)
        line = len(texts) if at is None else text.count("\n", 0, at) - wrapped
        return _Failure(line, line)
    lines = text.count("\n", 0, entry.end) + 1 - wrapped
    return EntryReading(min(lines, len(texts)), tree)


def alone(text: str, key: str, syntax: Syntax, *, flow: bool, above: int = 0) -> Entry | None:
    """The entry that a text is, where ``flow`` between braces; None where it is not one with this key. ``above`` as in
    ``entry_below``."""
    before, after = syntax.wrap if flow else ("", "")
    tree = tree_of(f"{before}{text}{after}\n", syntax)
    return entry_below(tree, key, above) if tree else None


def tree_of(text: str, syntax: Syntax) -> Tree | None:
    """The tree of a text; None where its syntax refuses it."""
    found = _outcome(text, syntax)
    return found if isinstance(found, Tree) else None


@lru_cache(maxsize=1024)
def _outcome(text: str, syntax: Syntax) -> Tree | tuple[int, int]:
    """The tree of a text; where its syntax refuses it, since where, and how far it was looked at."""
    try:
        return syntax.read(text)
    except MatterSyntaxError as error:
        return error.since, error.reach


def entry_below(tree: Tree, key: str, above: int = 0) -> Entry | None:
    """The entry with a key that is all that a tree holds, be it below headers alone; None where it holds more.
    ``above`` is how many maps of the same key it stands in, as in `a.a = 1`."""
    node: Node | None = tree.root
    while isinstance(node, Mapping) and len(node.entries) == 1:
        entry = node.entries[0]
        above -= entry.name == key
        if above < 0:
            return entry
        node = entry.value
        if isinstance(node, Sequence) and not node.flow and len(node.items) == 1:
            node = node.items[0].value
        elif not isinstance(node, Mapping) or node.form not in ("above", "dotted"):
            return None
    return None


def _stranger(tree: Tree) -> int | None:
    """Where the first part of a tree begins that keeps it from being the one entry; None where that is not clear."""
    node: Node | None = tree.root
    start: int | None = None
    while node is not None:
        entries = entries_of(node)
        if len(entries) > 1:
            return entries[1].start
        if not entries:
            return None
        start, node = entries[0].start, entries[0].value
        if isinstance(node, Sequence) and not node.flow:
            if len(node.items) > 1:
                return node.items[1].start
            node = node.items[0].value if node.items else None
        elif not isinstance(node, Mapping) or node.form not in ("above", "dotted"):
            return max(start, node.start) if isinstance(node, Mapping) and node.form == "table" else start
    return start


class _Layout:
    """Where the parts of a reading stand, asked line by line. ``before`` is what was put around the lines."""

    def __init__(self, texts: tuple[str, ...], tree: Tree, before: str) -> None:
        self.texts, self.tree, self.shift = texts, tree, len(before)

    @cached_property
    def starts(self) -> list[int]:
        """The offset of every line."""
        return [0, *accumulate(len(text) + 1 for text in self.texts)]

    @cached_property
    def highest(self) -> list[int]:
        """The furthest start of a part up to each."""
        return [*accumulate((part.start for _, part in parts_of(self.tree)), max)]

    @cached_property
    def scalars(self) -> list[tuple[int, int, str, int, int]]:
        """Start, end and style of every single value, the place of its part among the parts, and where that begins."""
        parts = enumerate(part for _, part in parts_of(self.tree))
        found = [(p.value.start, p.value.end, p.value.style, i, p.start) for i, p in parts if type(p.value) is Scalar]
        return sorted(found)

    @cached_property
    def closed(self) -> list[tuple[int, int]]:
        """The spans in which no reading can end: between brackets, and in quotes."""
        found: list[tuple[int, int]] = []
        for _, part in parts_of(self.tree):
            value, last = part.value, found[-1][1] if found else 0
            quoted = isinstance(value, Scalar) and value.style not in (*_BLOCKS, "plain", "empty")
            if value.start >= last and (quoted or (isinstance(value, Mapping | Sequence) and value.flow)):
                found.append((value.start, value.end))
        return found

    def over(self, offset: int) -> tuple[int, int, str, int, int] | None:
        """The single value that holds the code point at an offset."""
        i = bisect_left(self.scalars, (offset + 1,)) - 1
        return self.scalars[i] if i >= 0 and self.scalars[i][1] > offset else None

    def around(self, offset: int) -> tuple[int, int, str, int, int] | None:
        """The single value that goes on around an offset."""
        i = bisect_left(self.scalars, (offset,)) - 1
        return self.scalars[i] if i >= 0 and self.scalars[i][1] > offset else None

    def may_end(self, at: int) -> bool:
        """Whether the lines above one may end a reading: not in brackets or quotes, and not with an empty line but in a
        block of text that keeps it. What else there is against it, only a reading tells."""
        offset = self.starts[at] + self.shift
        i = bisect_left(self.closed, (offset,)) - 1
        if i >= 0 and self.closed[i][1] > offset:
            return False
        above = self.texts[at - 1]
        if above.strip():
            return True
        found = self.around(self.starts[at - 1] + self.shift)
        if found is None or found[2] not in _BLOCKS:
            return False
        first = self.texts[0]
        deeper = len(above) > len(first) - len(first.lstrip(" "))
        return deeper or "+" in self.tree.text[found[0] : found[0] + 3]

    def goes_on(self, at: int) -> bool:
        """Whether the text below an empty line continues a block of text, or begins another item or entry."""
        offset = self.starts[at]
        below = bisect_right(self.highest, offset)
        found = self.around(offset)
        if found is not None and found[3] <= below:
            return found[2] in _BLOCKS
        return below < len(self.highest)

    def is_prose(self, at: int) -> bool:
        """Whether a line, one space deeper than the field, would be more of an unquoted value."""
        first, text = self.texts[0], self.texts[at]
        spaces = len(text) - len(text.lstrip(" "))
        if spaces != len(first) - len(first.lstrip(" ")) + 1:
            return False
        line = self.starts[at]
        found = self.over(line + spaces)
        return found is not None and found[2] == "plain" and found[4] < line
