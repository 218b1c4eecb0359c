"""Where a commented-out field of a YAML matter belongs: its indent tells."""

from __future__ import annotations

import re

from hugoconv.syntax.base import CommentedOutPlace
from hugoconv.syntax.tree import Mapping, Node, Path, Scalar, Sequence, Tree, last_before, of_tree
from hugoconv.syntax.yaml import literals
from hugoconv.text.lines import line_end, line_start
from hugoconv.text.regex import regex

FIELD = regex(
    r"#(?P<space> ?)"
    r"(?:(?P<bare>[^\W\d][\w-]*)"
    r"|(?P<other>\"[^\"\r\n]*\"|'[^'\r\n]*'|[^\s#:\"'-](?:[^\s:]|:(?=\S)| (?=[^\s#:]))*))"
    r" *:(?=[ \t\r\n]|\Z)"
)

ITEM = regex(r"#(?P<space> ?)-[ \t]+(?=[^\s#])")

# What no comment can hold; any other control character is one for Hugo.
UNFIT = regex(r"[\r\n]")


SIMPLE = regex(
    r" *([A-Za-z_][A-Za-z0-9_-]*):"
    r"(?: ++(?:[A-Za-z0-9][A-Za-z0-9 ./_-]*+|\"[A-Za-z0-9 .,:/_-]*\"|'[A-Za-z0-9 .,:/_-]*'))? *+"
)
# Text in quotes, on one line or several, with more behind it than a comment.
VAIN = regex(r"[ \t]*(?:\"(?:[^\"\\]|\\.)*+\"|'(?:[^']|'')*+')[ \t]*+(?=[!-\"$-~])", re.DOTALL)
_NEXT_TEXT = regex(r"(?P<breaks>(?:[ \t]*+[\r\n])++)[ \t]*+(?=[^ \t\r\n])")


def key_behind_marker(name: str) -> str:
    """The literal of a key that right behind a comment marker begins a field, and no prose as `see also: ` could."""
    key, quoted = literals.key(name), literals.key(name, like="double")
    head = FIELD.match(f"#{key}:")
    return quoted if head and head.group("other") and FIELD.match(f"#{quoted}:") else key


def commented_out_place(tree: Tree, head: re.Match[str]) -> CommentedOutPlace | None:
    """The map and the key that the first line of a commented-out field names; None where no map has its indent."""
    around = _enclosing(tree, head.start())
    if around is None:
        return None
    return CommentedOutPlace(*around, (head.group("bare") or head.group("other").strip("\"'"),))


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
        inner = last_before(node, at)
        if inner is None:
            return best
        step, part = inner
        in_brackets = isinstance(node, Mapping | Sequence) and node.flow
        path, node = (*path, step), part.value
        if isinstance(node, Scalar) and in_brackets:
            return best
        if isinstance(node, Scalar):
            return (path, node) if node.style == "empty" and column > _column(tree.text, part.start) else best
        if isinstance(node, Mapping | Sequence) and node.end <= at and (node.flow or _left_below(tree, node) < at):
            return best


def _left_below(tree: Tree, node: Mapping | Sequence) -> int:
    """Where the first text below a block begins that is indented less than it; behind the text where there is none."""
    found = _lefts(tree)
    if id(node) not in found:
        found[id(node)] = _left_of(tree.text, node)
    return found[id(node)]


# Blocks by identity, not by value: nodes are tuples, and hashing one walks all that it holds.
@of_tree
def _lefts(tree: Tree) -> dict[int, int]:
    """What ``_left_below`` has found so far, by the identity that a block has as long as the tree."""
    del tree
    return {}


def _left_of(text: str, node: Mapping | Sequence) -> int:
    column, at = _column(text, node.start), line_end(text, node.end)
    while column and (line := _NEXT_TEXT.match(text, at)):
        if line.end() - line.end("breaks") < column:
            return line.end()
        at = line_end(text, line.end())
    return len(text) + 1


def _column(text: str, at: int) -> int:
    return at - line_start(text, at)
