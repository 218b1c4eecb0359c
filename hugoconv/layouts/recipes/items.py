"""Steps on the fields of the items of a list: two that become one, and one that becomes two."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hugoconv.errors import Refused
from hugoconv.layouts.recipes.recipe import Done, Names, Step, noted, spelled, value_of
from hugoconv.page.operations import CommentOut, Operation, Remove, Set, Uncomment
from hugoconv.page.page import Page
from hugoconv.syntax.commented_out import folded
from hugoconv.syntax.tree import Path
from hugoconv.syntax.values import Value

Item = dict[str, Value]


class Joining(NamedTuple):
    """In every item of a list, ``first`` and ``second`` become ``first/second`` in the place of ``second``; ``names``
    are the values of ``first`` with what they are called there."""

    field: str
    first: str
    second: str
    names: Names

    def inverse(self) -> Splitting:
        """One field becomes two again."""
        return Splitting(*self)


class Splitting(NamedTuple):
    """In every item of a list, ``first/second`` in the place of ``second`` becomes two fields."""

    field: str
    first: str
    second: str
    names: Names

    def inverse(self) -> Joining:
        """The two become one again."""
        return Joining(*self)


def join(page: Page, step: Step) -> Done:
    """The page with one field for two; notes of the items for which the table has no name.

    The first of the two is commented out where it has a line of its own, else it is taken away.
    """
    action: Joining = step.action
    names, notes = dict(action.names), []
    for path, item in list(_items(page, action.field)):
        one, other = item.get(action.first), item.get(action.second)
        if not isinstance(one, str) or not isinstance(other, str) or not one or not other or "/" in other:
            continue
        if one not in names:
            notes.append(f"{action.field}: choose a name for {one}/{other} by hand")
            continue
        page = page.apply(Set((*path, action.second), f"{names[one]}/{other}"))
        page = page.apply(_hiding(page, (*path, action.first), item))
    return Done(page, noted(step, dict.fromkeys(notes)))


def _hiding(page: Page, path: Path, item: Item) -> Operation:
    """What takes a field out of sight: behind a marker where one has room, and the item keeps another field."""
    op = CommentOut(path)
    try:
        page.apply(op)
    except Refused:
        return Remove(path)
    return op if len(item) > 1 else Remove(path)


def split(page: Page, step: Step) -> Done:
    """The page with two fields for one."""
    action: Splitting = step.action
    names = {new: old for old, new in reversed(action.names)}
    for path, item in list(_items(page, action.field)):
        value = item.get(action.second)
        first, slash, second = value.partition("/") if isinstance(value, str) else ("", "", "")
        if slash and first in names and action.first not in item:
            page = page.apply(Set((*path, action.second), second))
            page = page.apply(_showing(page, (*path, action.first), names[first]))
    return Done(page)


def _showing(page: Page, path: Path, value: str) -> Operation:
    commented = [field for field in page.commented_out if folded(field.path) == folded(path)]
    is_same = len(commented) == 1 and page.apply(Uncomment(path, 0))[path] == value
    return Uncomment(path, 0) if is_same else Set(path, value)


def _items(page: Page, name: str) -> Iterator[tuple[Path, Item]]:
    found = value_of(page, name)
    for i, item in enumerate(found if isinstance(found, list) else ()):
        if isinstance(item, dict):
            yield (*spelled(page, name), i), item
