"""Where a commented-out field of a YAML matter belongs: its indent tells."""

from __future__ import annotations

import re

from hugoconv.syntax.nodes import Entry, Item, Mapping, Node, Path, Scalar, Sequence, Tree, children
from hugoconv.syntax.syntax import Hidden
from hugoconv.text.lines import line_end, line_start

FIELD = re.compile(
    r"#(?P<blank> ?)"
    r"(?:(?P<bare>[A-Za-z_][\w-]*)"
    r"|(?P<other>\"[^\"\r\n]*\"|'[^'\r\n]*'|[^\s#:\"'-](?:[^\s:]|:(?=\S)| (?=[^\s#:]))*))"
    r" *:(?=[ \t\r\n]|\Z)"
)

ITEM = re.compile(r"#(?P<blank> ?)-[ \t]+(?=[^\s#])")

# What no comment can hold; any other control character is one for Hugo.
UNFIT = re.compile(r"[\r\n]")


def hidden(tree: Tree, head: re.Match[str]) -> Hidden | None:
    """The map and the key that the first line of a commented-out field names; None where no map has its indent."""
    around = _enclosing(tree, head.start())
    if around is None:
        return None
    return Hidden(*around, (head.group("bare") or head.group("other").strip("\"'"),))


def _enclosing(tree: Tree, at: int) -> tuple[Path, Node | None] | None:
    """Path and node of the map to which a full-line comment belongs by its place and its indent.

    The node is an empty scalar where the map has no entry yet.
    """
    root = tree.root
    if root is None:
        return (), None
    column = _column(tree.text, at)
    best: tuple[Path, Node | None] | None = None
    node: Node = root
    path: Path = ()
    while True:
        if isinstance(node, Mapping) and (node.flow or _column(tree.text, node.start) == column):
            best = path, node
        inner = _last_before(node, at)
        if inner is None:
            return best
        step, part = inner
        path, node = (*path, step), part.value
        if isinstance(node, Scalar):
            return (path, node) if node.style == "empty" and column > _column(tree.text, part.start) else best
        if isinstance(node, Mapping | Sequence) and node.end <= at and (node.flow or _is_left(tree.text, node, at)):
            return best


def _is_left(text: str, node: Mapping | Sequence, at: int) -> bool:
    """Whether a line between a block and a comment below it is indented less than the block."""
    column = _column(text, node.start)
    lines = text[line_end(text, node.end) : line_start(text, at)].splitlines()
    return any(line.strip() and len(line) - len(line.lstrip(" \t")) < column for line in lines)


def _last_before(node: Node, at: int) -> tuple[str | int, Entry | Item] | None:
    found = None
    for step, part in children(node):
        if part.start >= at:
            break
        found = step, part
    return found


def _column(text: str, at: int) -> int:
    return at - line_start(text, at)
