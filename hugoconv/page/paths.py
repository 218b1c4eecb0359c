"""From a path to the place that it names in a tree."""

from __future__ import annotations

from typing import NamedTuple

from hugoconv.errors import PathError, Refused
from hugoconv.page.operations import KeyPath, checked_path
from hugoconv.refusals import refused
from hugoconv.syntax.base import Syntax
from hugoconv.syntax.tree import (
    Alias,
    Entry,
    Item,
    Mapping,
    Node,
    Path,
    Scalar,
    Sequence,
    Tree,
    children,
    names_in,
    parts_of,
)
from hugoconv.syntax.values import Value

MOST_DIGITS = 18  # of the number of an item


class ResolvedPath(NamedTuple):
    """What stands at a path: the path in the author's spelling, positions on the way, the part and its holder."""

    path: Path
    indexes: tuple[int, ...]
    part: Entry | Item
    holder: Mapping | Sequence


def keys_of(path: KeyPath, tree: Tree) -> Path:
    """The steps of a path: a string that is a key of the page is that key, else it is split at dots.

    Raises PathError for a path without a step, TypeError for what is no path.
    """
    if not isinstance(path, str):
        return checked_path(path)
    return (path,) if path.casefold() in top_level(tree) else tuple(path.split("."))


def top_level(tree: Tree) -> dict[str, list[int]]:
    """The positions of the entries of a page by their case-folded names."""
    return names_in(tree, tree.root)


def find(tree: Tree, path: KeyPath, syntax: Syntax, nth: int | None = None) -> ResolvedPath | None:
    """The place of a path, or None where nothing stands there.

    Refuses a path through an alias or a merge key, and a key that is given twice; of such a last key ``nth`` names
    one, counted from 0 in the order of the text.
    """
    steps = keys_of(path, tree)
    node: Node | None = tree.root
    walked: Path = ()
    indexes: tuple[int, ...] = ()
    place: ResolvedPath | None = None
    for depth, step in enumerate(steps, 1):
        if isinstance(node, Alias):
            raise refused("alias", case="above", field=shown(walked), name=node.name, span=(node.start, node.end))
        if isinstance(node, Mapping):
            named = names_in(tree, node).get(str(step).casefold(), [])
            if nth is not None and depth == len(steps):
                named = named[nth : nth + 1]
            i = _entry_index(node, named, (*walked, step), syntax)
        elif isinstance(node, Sequence):
            i = _item_index(node, step)
        else:
            return None
        if i is None:
            return None
        part = node.entries[i] if isinstance(node, Mapping) else node.items[i]
        walked = (*walked, part.name if isinstance(part, Entry) else i)
        indexes = (*indexes, i)
        place = ResolvedPath(walked, indexes, part, node)
        node = part.value
    return place


def has_odd_key(text: str, entry: Entry) -> bool:
    """Whether the key of an entry stands behind a question mark, or is no plain text."""
    if not isinstance(entry.key, Scalar) or entry.key.style == "empty":
        return True
    return entry.start != entry.key.outer and text[entry.start] == "?"


def odd_key(part: Entry | Item) -> Refused:
    """The refusal of an entry with such a key."""
    return refused("explicit-key", span=(part.start, part.end))


def refuse_odd_keys(tree: Tree) -> None:
    """Refuses a page with a key that no other syntax can write: Hugo builds no such page."""
    for _, part in parts_of(tree):
        key = part.key if isinstance(part, Entry) else None
        if isinstance(key, Mapping | Sequence):
            raise refused("key-is-no-text", case="page", span=(part.start, part.end))
        if isinstance(key, Scalar) and key.style == "empty":
            raise odd_key(part)


def need(tree: Tree, path: KeyPath, syntax: Syntax, nth: int | None = None) -> ResolvedPath:
    """As ``find``, but raises PathError where nothing stands at the path."""
    place = find(tree, path, syntax, nth)
    if place is None:
        raise PathError(f"no field {shown(keys_of(path, tree))}")
    return place


def commented_place(tree: Tree, path: KeyPath, syntax: Syntax) -> ResolvedPath:
    """As ``need``, but the part whose comments are those of the path: of a list of tables the first of them, of a map
    that only headers or dotted keys name the first of what it holds."""
    place = need(tree, path, syntax)
    while (inner := next(iter(children(place.part.value)), None)) is not None:
        step, part = inner
        if part.start != place.part.start or not isinstance(place.part.value, Mapping | Sequence):
            break
        place = ResolvedPath((*place.path, step), (*place.indexes, 0), part, place.part.value)
    return place


def shown(path: Path) -> str:
    """A path as a person writes it.

    >>> shown(("authors", 0, "name"))
    'authors.0.name'
    """
    return ".".join(map(str, path)) or "the front matter"


def _entry_index(node: Mapping, found: list[int], path: Path, syntax: Syntax) -> int | None:
    if len(found) == 1:
        return found[0]
    if found:
        raise _twice(node, found, path)
    for entry in node.entries:
        if syntax.is_merge_key(entry.key):
            raise refused("merge-key", field=shown(path), span=(entry.start, entry.end))
    return None


def _twice(node: Mapping, found: list[int], path: Path) -> Refused:
    first, second = node.entries[found[0]], node.entries[found[1]]
    if first.name == second.name:
        return refused("duplicate-key", field=shown(path), times=len(found), span=(second.start, second.end))
    return refused("keys-differ-in-case", one=first.name, other=second.name, span=(second.start, second.end))


def item_number(step: str | int, holder: ResolvedPath | None) -> int | None:
    """The number of the item that a step below something names; None where the step is a key."""
    if isinstance(step, int):
        return step
    return _number(step) if holder is not None and isinstance(holder.part.value, Sequence) else None


def _number(step: str | int) -> int | None:
    # Not isdigit, which is true for `²`, of which int makes no number.
    if isinstance(step, str) and (not step.isdecimal() or len(step) > MOST_DIGITS):
        return None
    return int(step)


def _item_index(node: Sequence, step: str | int) -> int | None:
    number = _number(step)
    if number is None:
        return None
    i = number + len(node.items) if number < 0 else number
    return i if 0 <= i < len(node.items) else None


def key_in(data: dict[str, Value], name: str | int) -> str | None:
    """The key of a map that is a name, in whatever case; None where there is none."""
    if isinstance(name, int):
        return None
    if name in data:
        return name
    folded = name.casefold()
    return next((key for key in data if key.casefold() == folded), None)


def value_inside(value: Value, step: str | int, path: KeyPath) -> Value:
    """What a map has under a name, or a list at a number, be it in digits. Raises PathError, with the whole path."""
    if isinstance(value, dict) and (key := key_in(value, step)) is not None:
        return value[key]
    if isinstance(value, list) and isinstance(step, int) and -len(value) <= step < len(value):
        return value[step]
    if isinstance(value, list) and str(step).isdecimal() and len(str(step)) <= MOST_DIGITS and int(step) < len(value):
        return value[int(step)]
    raise PathError(f"no field {path if isinstance(path, str) else shown(path)}")
