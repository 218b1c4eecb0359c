"""The slow, simple way to tell how far a commented-out field reaches: every first part of its lines is read.

It is the oracle of ``hugoconv.syntax.extents``, which tries few of them.
"""

from __future__ import annotations

from typing import NamedTuple

from hugoconv.errors import MatterSyntaxError
from hugoconv.syntax.base import Syntax
from hugoconv.syntax.extents import entry_below
from hugoconv.syntax.tree import Scalar, Tree, parts_of


class Reading(NamedTuple):
    """A first part of some lines that reads as one entry: how many lines it takes, and its tree."""

    lines: int
    tree: Tree


def extent(texts: list[str], lone: list[bool], key: str, syntax: Syntax, *, flow: bool) -> tuple[int, int]:
    """How many lines a field takes, and how many lines of a lone sign below only mark its end; 0 for no field."""
    longest = next((r for n in range(len(texts), 0, -1) if (r := read(texts[:n], key, syntax, flow=flow))), None)
    if longest is None:
        return 0, 0
    for at in range(len(texts) - 2, 0, -1):
        if lone[at] and lone[at + 1] and reads_up_to(texts[:at], key, syntax, flow=flow):
            return at, 2
    for at in range(1, longest.lines):
        ends = lone[at] and not goes_on(longest, texts, at)
        if (ends or is_prose(longest, texts, at)) and reads_up_to(texts[:at], key, syntax, flow=flow):
            return at, int(ends)
    return longest.lines, 0


def reads_up_to(texts: list[str], key: str, syntax: Syntax, *, flow: bool) -> bool:
    """Whether lines read as one entry that ends on the last of them."""
    reading = read(texts, key, syntax, flow=flow)
    return reading is not None and reading.lines == len(texts)


def read(texts: list[str], key: str, syntax: Syntax, *, flow: bool) -> Reading | None:
    """The reading of some lines as one entry with this key, comments and blanks after it left out."""
    before, after = syntax.wrap if flow else ("", "")
    try:
        tree = syntax.read(f"{before}{chr(10).join(texts)}{after}\n")
    except MatterSyntaxError:
        return None
    entry = entry_below(tree, key)
    if entry is None:
        return None
    lines = tree.text.count("\n", 0, max(entry.end - 1, entry.start)) + 1 - before.count("\n")
    return Reading(min(lines, len(texts)), tree)


def goes_on(reading: Reading, texts: list[str], at: int) -> bool:
    """Whether the text below an empty line continues a block of text, or begins another item or entry."""
    offset = len("\n".join(texts[:at])) + 1
    for _, part in parts_of(reading.tree):
        value = part.value
        if isinstance(value, Scalar) and value.start < offset < value.end:
            return value.style in ("literal", "folded")
        if part.start > offset:
            return True
    return False


def is_prose(reading: Reading, texts: list[str], at: int) -> bool:
    """Whether a line, one blank deeper than the field, would be more of an unquoted value."""
    blanks = len(texts[at]) - len(texts[at].lstrip(" "))
    if blanks != len(texts[0]) - len(texts[0].lstrip(" ")) + 1:
        return False
    line = len("\n".join(texts[:at])) + 1
    for _, part in parts_of(reading.tree):
        value = part.value
        if isinstance(value, Scalar) and value.style == "plain" and value.start <= line + blanks < value.end:
            return part.start < line
    return False
