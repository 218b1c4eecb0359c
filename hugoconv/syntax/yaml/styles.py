"""The habits of a YAML page's author, read off its tree."""

from __future__ import annotations

from collections import Counter

from hugoconv.syntax.nodes import Mapping, Node, Scalar, Sequence, Tree, walk
from hugoconv.syntax.style import Style
from hugoconv.text.lines import line_break, line_start


def style_of(tree: Tree) -> Style:
    """The most frequent habit of each kind on the page; where it has none, that of the themes' own pages."""
    if tree.root is None:
        return Style(eol=line_break(tree.text, 0))
    nodes: list[Node] = [part.value for _, part in walk(tree.root)]
    quotes = Counter(n.style for n in nodes if isinstance(n, Scalar) and n.style in ("single", "double"))
    lists = [n for n in nodes if isinstance(n, Sequence) and n.items]
    flow = [n for n in lists if n.flow]
    block = [n for n in lists if not n.flow]
    return Style(
        quote="'" if quotes["single"] > quotes["double"] else '"',
        step=_step(tree, nodes),
        dash=_dash(tree),
        wide=_wide(tree.text, block),
        spaced=bool(flow) and all(tree.text[n.start + 1 : n.start + 2] == " " for n in flow),
        block=len(block) > len(flow),
        eol=line_break(tree.text, tree.root.start),
    )


def column(text: str, at: int) -> int:
    """How many code points stand before an offset on its line."""
    return at - line_start(text, at)


def _step(tree: Tree, nodes: list[Node]) -> int:
    for path, part in walk(tree.root) if tree.root else ():
        value = part.value
        if isinstance(path[-1], str) and isinstance(value, Mapping) and not value.flow:
            return max(column(tree.text, value.start) - column(tree.text, part.start), 1)
    return 2


def _dash(tree: Tree) -> int:
    for path, part in walk(tree.root) if tree.root else ():
        value = part.value
        if isinstance(path[-1], str) and isinstance(value, Sequence) and not value.flow:
            return max(column(tree.text, value.start) - column(tree.text, part.start), 0)
    return 2 if tree.root is None else 0


def _wide(text: str, block: list[Sequence]) -> str:
    for sequence in block:
        item = sequence.items[0]
        between = text[item.start + 1 : item.value.outer]
        if between and not between.strip(" "):
            return between
    return " "
