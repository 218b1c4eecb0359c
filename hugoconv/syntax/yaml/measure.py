"""How large the nodes of a YAML tree are with their aliases written out, to refuse what is over the limits."""

from __future__ import annotations

from typing import NamedTuple

from hugoconv.syntax.limits import MAX_DEPTH, refuse_count, too_deep
from hugoconv.syntax.tree import Alias, Entry, Mapping, Node, Sequence


class Measure(NamedTuple):
    """How many keys and values a node has with its aliases written out, and how deep they are nested."""

    values: int
    depth: int


def measured(node: Node | None, text: str, known: dict[str, Measure], depth: int) -> Measure:
    """The measure of a node; refuses one over the limits, since aliases let few lines stand for a great many."""
    if isinstance(node, Alias):
        found = known.get(node.name, Measure(1, 0))
    elif not isinstance(node, Mapping | Sequence):
        found = Measure(1, 0)
    else:
        values, deepest = 1, 0
        for part in node.entries if isinstance(node, Mapping) else node.items:
            inner = measured(part.value, text, known, depth + 1)
            values, deepest = values + inner.values + isinstance(part, Entry), max(deepest, inner.depth)
        found = Measure(values, deepest + 1)
    if node is not None and not isinstance(node, Alias) and node.anchor is not None:
        known[node.anchor] = found
    if depth + found.depth > MAX_DEPTH + 1:
        raise too_deep(text, node.start if node is not None else 0)
    refuse_count(found.values, text)
    return found
