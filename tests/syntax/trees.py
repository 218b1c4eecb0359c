"""Trees as values that can be compared."""

from __future__ import annotations

from hugoconv.syntax.tree import Mapping, Tree


def parts_of_tree(tree: Tree) -> tuple[str, Mapping | None, tuple[tuple[int, int], ...], int]:
    """All that a tree says."""
    return tree.text, tree.root, tree.tokens, tree.end
