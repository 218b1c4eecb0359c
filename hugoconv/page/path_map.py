"""Where every part of a page is after some operations: followed from the old tree into the model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from hugoconv.page.expected import ExpectedNode
from hugoconv.syntax.tree import Mapping, Node, Path, Sequence, Tree, children, of_tree, parts_of

_NOTHING = ("NoneType", "None")  # the canonical value of an empty field


class PathMap(NamedTuple):
    """Where the old paths are after the operations, and what became of the others: commented out, removed, or given
    another value as a whole; each is the path of before. What is in nothing of ``paths`` follows what is around it."""

    tree: Tree
    paths: dict[Path, Path]
    commented_out: set[Path]
    removed: set[Path]
    replaced: set[Path]
    gone_spans: list[tuple[int, int]]
    commented_out_heads: set[Path]  # where those commented out are now, and the maps around them

    def is_lost(self, path: Path) -> bool:
        """Whether a path, or one above it, is no longer what it was."""
        if not (self.replaced or self.commented_out or self.removed):
            return False
        heads = [path[:n] for n in range(1, len(path) + 1)]
        above = any(head in self.replaced for head in heads[:-1])
        return above or any(head in self.commented_out or head in self.removed for head in heads)

    def is_field_lost(self, path: Path) -> bool:
        """Whether a commented-out field went with the map around it; a live field of its name has nothing to do with
        it."""
        return self.is_lost(path[:-1]) or path[:-1] in self.replaced

    def is_live(self, path: Path) -> bool:
        """Whether something live had a path."""
        return path in _live_paths(self.tree)

    def moved_field(self, path: Path) -> Path:
        """Where the path of a commented-out field is now: it follows the map around it."""
        return (*self.moved(path[:-1]), path[-1])

    def moved(self, path: Path) -> Path:
        """Where the path of an entry is now; one of no entry follows the map around it."""
        if path in self.paths or not path:
            return self.paths.get(path, ())
        return (*self.moved(path[:-1]), path[-1])


def path_map_of(tree: Tree, model: ExpectedNode) -> PathMap:
    """Where the parts of a tree are, by the model of what is to be."""
    found = PathMap(tree, {}, set(), set(), set(), [], set())
    _follow(tree.root, model, (), (), found)
    found.gone_spans[:] = apart(found.gone_spans)
    found.commented_out_heads.update(head for path in found.commented_out for head in _heads(found.moved_field(path)))
    return found


def _follow(node: Node | None, expected: ExpectedNode, old: Path, new: Path, found: PathMap) -> None:
    """Follows the parts of the old tree into the model, as far down as anything was asked of them."""
    if not isinstance(node, Mapping | Sequence):
        if getattr(node, "style", "") == "empty" and expected.canonical != _NOTHING:
            found.replaced.add(old)  # what was commented out below an empty field has no place in a value
        return
    if expected.kind == "scalar" or len(expected.kids) != len(tuple(children(node))):
        found.replaced.add(old)
        found.gone_spans.append((node.start, node.end))
        return
    index = {id(kid): i for i, kid in enumerate(expected.living())}
    for kid, (step, part) in zip(expected.kids, children(node), strict=True):
        here = (*old, step)
        if kid.drop:
            (found.commented_out if kid.drop == "commented" else found.removed).add(here)
            found.gone_spans.append((part.start, part.end))
            continue
        name = step if kid.key == kid.was else kid.key  # a key that is no text has no step of its own
        there = (*new, name if isinstance(node, Mapping) else index[id(kid)])
        if kid.vanishes():
            found.removed.add(here)
        else:
            found.paths[here] = there
        if not kid.is_untouched():
            _follow(part.value, kid, here, there, found)


@of_tree
def _live_paths(tree: Tree) -> frozenset[Path]:
    return frozenset(path for path, _ in parts_of(tree))


def _heads(path: Path) -> Iterator[Path]:
    """A path, and that of every map around it."""
    return (path[:n] for n in range(len(path) + 1))


def apart(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans sorted, those that overlap joined."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found
