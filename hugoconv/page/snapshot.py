"""The page as it stands before a step: what every operation of the step is lowered against."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from functools import cached_property
from operator import itemgetter
from typing import TypeVar, cast

from hugoconv.page.paths import has_odd_key
from hugoconv.refusals import refused
from hugoconv.syntax.base import Syntax
from hugoconv.syntax.commented_out import CommentedOut, notes_in, notes_of
from hugoconv.syntax.comments import Block, Comment, blocks, directives, part_around
from hugoconv.syntax.style import Style
from hugoconv.syntax.tree import (
    Alias,
    Entry,
    Item,
    Mapping,
    Node,
    Path,
    Scalar,
    Sequence,
    Tree,
    children,
    entries_within,
    names_in,
    parts_of,
    path_of,
)
from hugoconv.syntax.values import Value, value_at
from hugoconv.text.lines import line_end, line_start, next_line
from hugoconv.text.spans import Span

T = TypeVar("T")
_START = itemgetter(0)


def _begins(field: CommentedOut) -> int:
    return field.span.start


class Snapshot:
    """One tree with what is asked of it again and again; nothing of it changes."""

    tree: Tree
    syntax: Syntax
    text: str
    known: frozenset[str]
    eol: str

    def __init__(self, tree: Tree, syntax: Syntax, known: frozenset[str], eol: str = "\n") -> None:
        """``eol`` is the line end of the page, for a matter without a line."""
        self.tree, self.syntax, self.text, self.known, self.eol = tree, syntax, tree.text, known, eol
        self._told: dict[Callable[[Snapshot], object], object] = {}

    def once(self, question: Callable[[Snapshot], T]) -> T:
        """What a function returns for this page, asked once however often it is needed."""
        if question not in self._told:
            self._told[question] = question(self)
        return cast("T", self._told[question])

    @cached_property
    def style(self) -> Style:
        """The author's habits."""
        style = self.syntax.style(self.tree)
        return style if self.text else style._replace(eol=self.eol)

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks of full-line comments."""
        return blocks(self.tree)

    @cached_property
    def folded_text(self) -> str:
        """The text without the case of its letters."""
        return self.text.casefold()

    @property
    def top(self) -> int:
        """Where the first line below the directives begins."""
        heads = directives(self.tree)
        return next_line(self.text, heads[-1].end) if heads else 0

    @property
    def has_anchors(self) -> bool:
        """Whether what the tree shows and what Hugo reads may differ."""
        return "*" in self.text or "&" in self.text

    def value_at(self, path: Path) -> Value:
        """What Hugo reads at the path of an entry, aliases followed."""
        return value_at(self._data, path)

    @cached_property
    def _data(self) -> Value:
        return self.syntax.data(self.tree.root)

    @cached_property
    def odd_entries(self) -> tuple[Entry, ...]:
        """The entries whose key stands behind a question mark, or is no plain text."""
        root = self.tree.root
        found = (entry for entry in entries_within(root) if has_odd_key(self.text, entry)) if root else ()
        return tuple(sorted(found, key=_START))

    @cached_property
    def annotations(self) -> tuple[tuple[Comment, ...], tuple[CommentedOut, ...]]:
        """Comments and commented-out fields."""
        return notes_of(self.tree, self.syntax, self.known)

    def in_flow(self, part: Entry | Item) -> bool:
        """Whether a part stands within brackets."""
        root = self.tree.root
        if root is not None and root.flow:
            return True
        # Asked in this order, pages of which only top-level fields change never have all their brackets looked for.
        return not self._is_top_level(part) and self.within_brackets(part.start)

    def _is_top_level(self, part: Entry | Item) -> bool:
        root = self.tree.root
        if root is None or not isinstance(part, Entry):
            return False
        return any(root.entries[i] is part for i in names_in(self.tree, root).get(part.name.casefold(), ()))

    def within_brackets(self, at: int) -> bool:
        """Whether an offset lies inside a map or list between brackets."""
        # A tuple of one stands before each pair that begins with it: where a bracket opens nothing is within it yet.
        i = bisect_left(self._brackets, (at,)) - 1
        return i >= 0 and at < self._brackets[i][1]

    @cached_property
    def _brackets(self) -> tuple[tuple[int, int], ...]:
        """The span of every map and list between brackets that lies in no other one."""
        root = self.tree.root
        if root is not None and root.flow:
            return ((root.start, root.end),)
        values = (part.value for _, part in parts_of(self.tree))
        spans = sorted(
            (value.start, value.end) for value in values if isinstance(value, Mapping | Sequence) and value.flow
        )
        found: list[tuple[int, int]] = []
        for span in spans:
            if not found or span[0] >= found[-1][1]:
                found.append(span)
        return tuple(found)

    def column(self, at: int) -> int:
        """How many code points stand before an offset on its line."""
        return at - line_start(self.text, at)

    def block_would_swallow(self, at: int, column: int) -> bool:
        """Whether a block of text that ends on the line of an offset would take in what is below: an empty line
        of spaces, or a comment, deeper than a column."""
        below = next_line(self.text, at)
        while below < len(self.text):
            line = self.text[below : line_end(self.text, below)]
            text = line.lstrip(" \t")
            if (not text or text.startswith("#")) and len(line) - len(text) > column:
                return True
            if text:
                return False
            below = next_line(self.text, below)
        return False

    def begins_line(self, part: Entry | Item) -> bool:
        """Whether nothing but spaces stands before an entry or item on its line."""
        return not self.text[line_start(self.text, part.start) : part.start].strip(" \t")

    def path_of(self, part: Entry | Item) -> Path:
        """The path of a part of the tree."""
        return path_of(self.tree, part)

    def lines(self, part: Entry | Item) -> Span:
        """From the beginning of a part's first line to the end of its last, comments on it included."""
        return Span(line_start(self.text, part.start), line_end(self.text, part.end))

    def lines_with_inner_fields(self, part: Entry | Item, path: Path) -> Span:
        """As ``lines``, with what is commented out right below and belongs to the part."""
        lines = self.lines(part)
        end = lines.end
        while (inner := self._commented_out_lines.get(next_line(self.text, end))) is not None:
            if inner[0][:-1][: len(path)] != path:
                break
            end = inner[1]
        return Span(lines.start, end)

    @cached_property
    def _commented_out_lines(self) -> dict[int, tuple[Path, int]]:
        """The path and the end of every commented-out field and of every comment of one, by where its line begins."""
        comments, fields = self.annotations
        found = {line_start(self.text, f.span.start): (f.path, f.end_mark.end) for f in fields}
        paths = {f.path for f in fields}
        found |= {
            line_start(self.text, c.span.start): (c.owner, c.span.end)
            for c in comments
            if c.owner is not None and c.owner in paths
        }
        return found

    def comments_above(self, part: Entry | Item) -> Span | None:
        """The lines of comments directly above a part that begins its line, commented-out fields included."""
        start = line_start(self.text, part.start)
        block = self._blocks_above.get(start)
        if block is None:
            return None
        first = line_start(self.text, block.lines[0].start)
        behind_dash = bool(self.text[first : block.lines[0].start].strip())
        # A comment on the line of a dash stays with the dash, whatever goes below it.
        first = next_line(self.text, first) if behind_dash else first
        return Span(first, start) if first < start else None

    @cached_property
    def _blocks_above(self) -> dict[int, Block]:
        """The blocks of comments right above something, by where that begins its line."""
        return {next_line(self.text, b.lines[-1].end): b for b in self.blocks if b.below is not None}

    def has_comment_on_dash(self, part: Entry | Item) -> bool:
        """Whether the comments directly above a part begin on the line of a dash."""
        start = line_start(self.text, part.start)
        block = self._blocks_above.get(start)
        first = block.lines[0].start if block else start
        return bool(self.text[line_start(self.text, first) : first].strip())

    def next_start(self, at: int) -> int:
        """Where the next entry, item or header of a table begins, behind an offset; else the end of the text."""
        i = bisect_right(self._starts, at)
        return self._starts[i] if i < len(self._starts) else len(self.text)

    @cached_property
    def _starts(self) -> list[int]:
        """Where the entries, items and headers of tables begin, in order."""
        parts = [part for _, part in parts_of(self.tree)]
        tables = [part.value for part in parts if isinstance(part.value, Mapping | Sequence)]
        return sorted(node.start for node in (*parts, *tables))

    def commented_out_end(self, path: Path, at: int) -> int:
        """The end of what is commented out below an offset, belongs below a path and has no entry above itself."""
        stop = self.next_start(at)
        fields = self.fields_between(at, stop)
        return max([at, *(f.end_mark.end for f in fields if f.path[: len(path)] == path and len(f.path) > len(path))])

    def fields_between(self, start: int, end: int) -> Iterator[CommentedOut]:
        """The commented-out fields that begin between two offsets."""
        for part in self._parts_between(start, end):
            fields = self._fields_in(part)
            first, last = (bisect_left(fields, at, key=_begins) for at in (start, end))
            yield from fields[first:last]

    def _parts_between(self, start: int, end: int) -> Iterator[Span]:
        """The parts of the text, each from one field of the page up to the next, that reach into some of it."""
        while start < end:
            part = part_around(self.tree, start + 1)
            yield part
            start = max(part.end, start + 1)

    def _fields_in(self, part: Span) -> tuple[CommentedOut, ...]:
        """The commented-out fields of one such part. The others, which nobody may ask for, are not told then."""
        # Not a plain access: it would tell them all, for the sake of one part.
        if "annotations" in vars(self):
            return self.annotations[1]
        return notes_in(self.tree, self.syntax, self.known, [part])[1]

    def below_commented_out(self, part: Entry | Item) -> int:
        """Where the lines of a part begin with the comments above it that no commented-out field has above itself."""
        start = line_start(self.text, part.start)
        comments = self.comments_above(part)
        if comments is None:
            return start
        ends = [f.end_mark.end for f in self.fields_between(comments.start, start)]
        return next_line(self.text, ends[-1]) if ends else comments.start

    def leading(self, part: Entry | Item) -> Span | None:
        """The lines of the leading comments of a part."""
        block = self.comments_above(part)
        if block is None:
            return None
        comments, _ = self.annotations
        path = self.path_of(part)
        # An end of 0 is before that of any comment, so that one that begins just there counts.
        first = bisect_left(comments, (Span(block.start, 0),))
        last = bisect_left(comments, (Span(block.end, 0),))
        # A commented-out field in between has comments of its own, be its name the same.
        top = max((f.end_mark.end for f in self.fields_between(block.start, block.end)), default=block.start)
        own = (c.span for c in comments[first:last] if (c.owner or ())[: len(path)] == path and top <= c.span.start)
        found = next(own, None)
        return Span(line_start(self.text, found.start), block.end) if found else None

    def refuse_foreign_fields(self, part: Entry | Item, path: Path) -> None:
        """Refuses to touch a list or map in the middle of which a field of another map is commented out."""
        if isinstance(part.value, Scalar | Alias) or "#" not in self.text[part.start : part.end]:
            return
        for field in self.fields_between(part.start, part.end):
            if field.path[: len(path)] != path:
                raise refused(
                    "would-take-fields",
                    case="live",
                    field=".".join(map(str, field.path)),
                    around=".".join(map(str, path)),
                    span=field.span,
                )

    def refuse_anchor_in_use(self, part: Entry | Item | Node) -> None:
        """Refuses to touch what has an anchor in it to which an alias elsewhere refers."""
        # A key may have the anchor as well as the value.
        nodes = (
            [part.key, part.value] if isinstance(part, Entry) else [part.value] if isinstance(part, Item) else [part]
        )
        start, end = nodes[0].outer, nodes[-1].end
        if "*" not in self.text or "&" not in self.text[start:end]:
            return
        inside = {n.anchor for node in nodes for n in nodes_of(node) if not isinstance(n, Alias) and n.anchor}
        for other in (alias for name in sorted(inside) for alias in self._aliases.get(name, ())):
            outside = other.end <= start or other.outer >= end
            if outside:
                raise refused("anchor-in-use", name=other.name, span=(start, end))

    @cached_property
    def _aliases(self) -> dict[str, list[Alias]]:
        """The aliases by their names, in order."""
        found: dict[str, list[Alias]] = {}
        for node in nodes_of(self.tree.root) if self.tree.root else ():
            if isinstance(node, Alias):
                found.setdefault(node.name, []).append(node)
        return found


def nodes_of(node: Node) -> Iterator[Node]:
    """A node and every one in it, keys among them."""
    left = [node]
    while left:
        found = left.pop()
        yield found
        inner: list[Node] = []
        for _, part in children(found):
            inner.append(part.value)
            if isinstance(part, Entry):
                inner.append(part.key)
        left += reversed(inner)
