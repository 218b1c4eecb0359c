"""Places that PyYAML accepts and Hugo reads differently, or not at all.

An edit may not add one: the tree after it has no more hazards of a kind than the tree before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hugoconv.syntax.nodes import Mapping, Scalar, Sequence, Tree, parts_of
from hugoconv.text.lines import next_line

_BLANK_LINES = re.compile(r"(?:[ \t]*(?:\r\n|\r|\n))*")
_TRAILING = re.compile(r"[ \t](?:[\r\n]|\Z)")
_SUSPECT = re.compile(r"(?:-[ \t]*|[|>][-+0-9]*[ \t]*)(?:#[^\r\n]*)?(?:[\r\n]|\Z)|[\[,][ \t]*,")
_SHORT_MATTER = 2048
_MOST_COLLECTIONS = 100


def hazards(tree: Tree) -> tuple[tuple[str, int], ...]:
    """Code and offset of every hazard of a tree."""
    return tuple(_hazards(tree)) if tree.root and _may_have_any(tree.text) else ()


def differences(tree: Tree) -> tuple[tuple[str, int], ...]:
    """What Hugo 0.168 reads otherwise than this tree says, and where; checked against the binary."""
    return tuple(_differences(tree))


def _differences(tree: Tree) -> Iterator[tuple[str, int]]:
    text = tree.text
    for path, part in parts_of(tree):
        value = part.value
        if not isinstance(value, Scalar):
            continue
        literal = text[value.start : value.end]
        if value.style == "empty" and isinstance(path[-1], int) and value.anchor is value.tag is None:
            yield "the empty item takes what follows for its value", part.start
        elif value.style in ("single", "double") and "\r\n" in literal:
            yield "quoted text over several CRLF lines keeps its line ends", value.start
        elif value.style in ("literal", "folded") and _TRAILING.search(literal):
            yield "blanks at the end of a block of text are dropped", value.start
        elif "\t" in literal and value.style == "plain":
            yield "a tab in text without quotes is dropped", value.start
        elif value.tag is not None:
            yield "a value with a tag may be read as another kind", value.outer


def _may_have_any(text: str) -> bool:
    """A quick look that rules out nearly every page."""
    signs = text.count("\n") + text.count("[") + text.count("{") + text.count("- ")
    return signs > _MOST_COLLECTIONS or _SUSPECT.search(text) is not None


def _hazards(tree: Tree) -> Iterator[tuple[str, int]]:
    depths: dict[int, int] = {}
    for path, part in parts_of(tree):
        value = part.value
        if isinstance(value, Mapping | Sequence):
            depths[len(path)] = depths.get(len(path), 0) + 1
        elif not isinstance(value, Scalar):
            continue
        elif value.style == "empty":
            if isinstance(path[-1], int) and value.anchor is value.tag is None:
                yield "would-empty-item", part.start
        elif value.style in ("literal", "folded") and not value.text.strip() and _comment_follows(tree, value):
            yield "comment-after-empty-block", value.start
    if any(count > _MOST_COLLECTIONS for count in depths.values()) and _is_short(tree.text):
        yield "too-many-collections", 0


def _comment_follows(tree: Tree, value: Scalar) -> bool:
    """Whether the first text below an empty block is a comment; right below it that harms only ``|+``."""
    text, below = tree.text, next_line(tree.text, value.end)
    keeps = "+" in text[value.start : value.end]
    blanks = _BLANK_LINES.match(text, below)
    at = blanks.end() if blanks else below
    return (at > below or keeps) and text[at:].lstrip(" \t").startswith("#")


def _is_short(text: str) -> bool:
    return len(text.encode("utf-8", "surrogateescape")) < _SHORT_MATTER
