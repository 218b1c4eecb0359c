"""The page as it stands before a step: what every operation of the step is lowered against."""

from __future__ import annotations

from functools import cached_property

from hugoconv.errors import Refused
from hugoconv.syntax.commented_out import CommentedOut, notes_of
from hugoconv.syntax.comments import Block, Comment, blocks, directives
from hugoconv.syntax.nodes import Alias, Entry, Item, Mapping, Node, Path, Sequence, Tree, children, parts_of
from hugoconv.syntax.style import Style
from hugoconv.syntax.syntax import Syntax
from hugoconv.syntax.values import Value, value_at
from hugoconv.text.lines import line_end, line_start, next_line
from hugoconv.text.spans import Span


class Snapshot:
    """One tree with what is asked of it again and again; nothing of it changes."""

    def __init__(self, tree: Tree, syntax: Syntax, known: frozenset[str], eol: str = "\n") -> None:
        """``eol`` is the line end of the page, for a matter without a line."""
        self.tree, self.syntax, self.text, self.known, self.eol = tree, syntax, tree.text, known, eol

    @cached_property
    def style(self) -> Style:
        """The author's habits."""
        style = self.syntax.style(self.tree)
        return style if self.text else style._replace(eol=self.eol)

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks of full-line comments."""
        return blocks(self.tree)

    @property
    def top(self) -> int:
        """Where the first line of a matter begins that does not speak to this program."""
        heads = directives(self.tree)
        return next_line(self.text, heads[-1].end) if heads else 0

    @property
    def has_anchors(self) -> bool:
        """Whether what the tree shows and what Hugo reads may differ."""
        return "*" in self.text or "&" in self.text

    def value_at(self, path: Path) -> Value:
        """What Hugo reads at the path of an entry, aliases followed."""
        return value_at(self.syntax.data(self.tree.root), path)

    @cached_property
    def annotations(self) -> tuple[tuple[Comment, ...], tuple[CommentedOut, ...]]:
        """Comments and commented-out fields."""
        return notes_of(self.tree, self.syntax, self.known)

    def in_flow(self, part: Entry | Item) -> bool:
        """Whether a part stands within brackets."""
        root = self.tree.root
        if root is not None and root.flow:
            return True
        if root is not None and any(entry is part for entry in root.entries):
            return False
        return self.within_brackets(part.start)

    def within_brackets(self, at: int) -> bool:
        """Whether an offset lies inside a map or list between brackets."""
        root = self.tree.root
        nodes = (*self._brackets, root) if root is not None and root.flow else self._brackets
        return any(node.start - (node.form in ("words", "tags")) < at < node.end for node in nodes)

    @cached_property
    def _brackets(self) -> tuple[Mapping | Sequence, ...]:
        """Every map and list between brackets."""
        values = [part.value for _, part in parts_of(self.tree) if type(part.value) in (Mapping, Sequence)]
        return tuple(value for value in values if isinstance(value, Mapping | Sequence) and value.flow)

    def column(self, at: int) -> int:
        """How many code points stand before an offset on its line."""
        return at - line_start(self.text, at)

    def block_would_swallow(self, at: int, column: int) -> bool:
        """Whether a block of text that ends on the line of an offset would take in what is below: blanks, or a
        comment, deeper than a column."""
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
        """Whether nothing but blanks stands before an entry or item on its line."""
        return not self.text[line_start(self.text, part.start) : part.start].strip(" \t")

    def path_of(self, part: Entry | Item) -> Path:
        """The path of a part of the tree."""
        return next(path for path, other in parts_of(self.tree) if other is part)

    def lines(self, part: Entry | Item) -> Span:
        """From the beginning of a part's first line to the end of its last, comments on it included."""
        return Span(line_start(self.text, part.start), line_end(self.text, part.end))

    def lines_with_inner_fields(self, part: Entry | Item, path: Path) -> Span:
        """As ``lines``, with what is commented out right below and belongs to the part."""
        lines = self.lines(part)
        comments, fields = self.annotations
        inner = {f.span.start: f.end_mark.end for f in fields if f.path[:-1][: len(path)] == path}
        owners = {f.path for f in fields if f.span.start in inner}
        inner |= {c.span.start: c.span.end for c in comments if c.owner in owners}
        ends = {line_start(self.text, start): end for start, end in inner.items()}
        end = lines.end
        while (below := next_line(self.text, end)) in ends:
            end = ends[below]
        return Span(lines.start, end)

    def comments_above(self, part: Entry | Item) -> Span | None:
        """The lines of comments directly above a part that begins its line, commented-out fields included."""
        start = line_start(self.text, part.start)
        for block in self.blocks:
            if block.below is not None and next_line(self.text, block.lines[-1].end) == start:
                first = line_start(self.text, block.lines[0].start)
                behind_dash = bool(self.text[first : block.lines[0].start].strip())
                first = next_line(self.text, first) if behind_dash else first
                return Span(first, start) if first < start else None
        return None

    def has_comment_on_dash(self, part: Entry | Item) -> bool:
        """Whether the comments directly above a part begin on the line of a dash."""
        start = line_start(self.text, part.start)
        for block in self.blocks:
            if block.below is not None and next_line(self.text, block.lines[-1].end) == start:
                first = block.lines[0].start
                return bool(self.text[line_start(self.text, first) : first].strip())
        return False

    def next_start(self, at: int) -> int:
        """Where the next entry, item or header of a table begins, behind an offset; else the end of the text."""
        nodes = (node for _, part in parts_of(self.tree) for node in (part, part.value))
        return min((node.start for node in nodes if node.start > at), default=len(self.text))

    def hidden_end(self, path: Path, at: int) -> int:
        """The end of what is commented out below an offset, belongs below a path and has no entry above itself."""
        stop = self.next_start(at)
        fields = (field for field in self.annotations[1] if at <= field.span.start < stop)
        return max([at, *(f.end_mark.end for f in fields if f.path[: len(path)] == path and len(f.path) > len(path))])

    def below_hidden(self, part: Entry | Item) -> int:
        """Where the lines of a part begin with the comments above it that no commented-out field has above itself."""
        start = line_start(self.text, part.start)
        comments = self.comments_above(part)
        if comments is None:
            return start
        ends = [f.end_mark.end for f in self.annotations[1] if comments.start <= f.span.start < start]
        return next_line(self.text, ends[-1]) if ends else comments.start

    def leading(self, part: Entry | Item) -> Span | None:
        """The lines of the leading comments of a part."""
        block = self.comments_above(part)
        if block is None:
            return None
        comments, _ = self.annotations
        path = self.path_of(part)
        own = [
            c.span for c in comments if (c.owner or ())[: len(path)] == path and block.start <= c.span.start < block.end
        ]
        return Span(line_start(self.text, own[0].start), block.end) if own else None

    def refuse_anchor_in_use(self, part: Entry | Item | Node) -> None:
        """Refuses to touch what has an anchor in it to which an alias elsewhere refers."""
        nodes = (
            [part.key, part.value] if isinstance(part, Entry) else [part.value] if isinstance(part, Item) else [part]
        )
        start, end = nodes[0].outer, nodes[-1].end
        if "*" not in self.text or "&" not in self.text[start:end]:
            return
        inside = {n.anchor for node in nodes for n in _nodes(node) if not isinstance(n, Alias) and n.anchor}
        for other in _nodes(self.tree.root) if self.tree.root else ():
            outside = other.end <= start or other.outer >= end
            if isinstance(other, Alias) and other.name in inside and outside:
                raise Refused(
                    "anchor-in-use",
                    f"&{other.name} stands here and *{other.name} elsewhere refers to it",
                    "write the alias out first",
                    span=(start, end),
                )


def _nodes(node: Node) -> list[Node]:
    found: list[Node] = [node]
    for _, part in children(node):
        found += _nodes(part.value)
        if isinstance(part, Entry):
            found += _nodes(part.key)
    return found
