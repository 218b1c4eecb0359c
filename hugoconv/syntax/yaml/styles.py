"""The habits of a YAML page's author, read off its tree."""

from __future__ import annotations

from collections import Counter

from hugoconv.syntax.nodes import Entry, Mapping, Scalar, Sequence, Tree, parts_of
from hugoconv.syntax.style import Style
from hugoconv.text.lines import line_break, line_start


def style_of(tree: Tree) -> Style:
    """The most frequent habit of each kind on the page; where it has none, that of the themes' own pages."""
    if tree.root is None:
        return Style(eol=line_break(tree.text, 0))
    quotes: Counter[str] = Counter()
    lists: Counter[str] = Counter()
    first: dict[str, tuple[Entry, Mapping | Sequence]] = {}
    text = tree.text
    for _, part in parts_of(tree):
        value = part.value
        if type(value) is Scalar:
            quotes[value.style] += 1
        elif type(value) is Sequence and value.items:
            lists["block" if not value.flow else "spaced" if text[value.start + 1] == " " else "tight"] += 1
        if type(value) in (Mapping, Sequence) and type(part) is Entry and not value.flow:  # type: ignore[union-attr]
            first.setdefault(type(value).__name__, (part, value))  # type: ignore[arg-type]
    return Style(
        quote="'" if quotes["single"] > quotes["double"] else '"',
        step=_deeper(text, first.get("Mapping"), 2) or 2,
        dash=_deeper(text, first.get("Sequence"), 0),
        wide=_wide(text, first.get("Sequence")),
        spaced=lists["spaced"] > lists["tight"],
        block=lists["block"] > lists["spaced"] + lists["tight"],
        eol=line_break(text, tree.root.start),
    )


def _deeper(text: str, pair: tuple[Entry, Mapping | Sequence] | None, default: int) -> int:
    """How much deeper a block stands than the entry that holds it."""
    if pair is None:
        return default
    part, value = pair
    return max(value.start - line_start(text, value.start) - part.start + line_start(text, part.start), 0)


def _wide(text: str, pair: tuple[Entry, Mapping | Sequence] | None) -> str:
    """The blanks behind a dash."""
    if pair is None or not isinstance(pair[1], Sequence):
        return " "
    item = pair[1].items[0]
    between = text[item.start + 1 : item.value.outer]
    return between if between and not between.strip(" ") else " "
