"""Steps that change values: by a table, to the opposite, and to a default."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

from hugoconv.layouts.recipes.recipe import Done, Step, equal, has, is_filled, noted, path_of, spelled, value_of
from hugoconv.layouts.recipes.renames import operations_of
from hugoconv.page.operations import Insert, Operation, Remove, Set
from hugoconv.page.page import Page
from hugoconv.syntax.tree import Path
from hugoconv.syntax.values import Value

Pairs: TypeAlias = tuple[tuple[Value, Value], ...]


class ValueMap(NamedTuple):
    """A field whose value, or whose every item, becomes another one by a table, and which gets a new name with it."""

    field: str
    pairs: Pairs
    new: str
    strict: bool = True

    def inverse(self) -> ValueMap:
        """The table read from right to left; where it has a value twice there, the first one counts."""
        return ValueMap(self.new, tuple((new, old) for old, new in self.pairs), self.field, self.strict)


def map_values(page: Page, step: Step) -> Done:
    """The page with other values; notes of those that are not in the table, with which a field keeps its name."""
    action: ValueMap = step.action
    if not is_filled(page, action.field):
        return Done(page)
    path = spelled(page, action.field)
    places: list[tuple[Path, Value]] = [(path, page[path])]
    if isinstance(found := page[path], list):
        places = [((*path, i), item) for i, item in enumerate(found)]
    is_renamed = action.new != action.field
    unknown = [value for _, value in places if not _is_known(action, value, also_new=not is_renamed)]
    if unknown and is_renamed:
        places = []
    mapped = page.apply(*_mapped(action, places))
    words = (f"{action.field}: {value!r} is not in the table; change it by hand" for value in unknown if action.strict)
    renaming = operations_of(mapped, action.field, action.new) if places and is_renamed else ()
    return Done(mapped.apply(*renaming), noted(step, words))


def _mapped(action: ValueMap, places: list[tuple[Path, Value]]) -> Iterator[Operation]:
    for path, value in places:
        new = next((new for old, new in action.pairs if equal(old, value)), None)
        if new is not None:
            yield Set(path, new)


def _is_known(action: ValueMap, value: Value, *, also_new: bool) -> bool:
    return any(equal(old, value) or (also_new and equal(new, value)) for old, new in action.pairs)


class Negation(NamedTuple):
    """A field that says the opposite under its new name."""

    old: str
    new: str

    def inverse(self) -> Negation:
        """The new name back to the old one."""
        return Negation(self.new, self.old)


def negate(page: Page, step: Step) -> Done:
    """The page with the opposite under the new name; a note where the value is neither true nor false."""
    old, new = step.action
    value = value_of(page, old)
    if value is None:
        return Done(page)
    if not isinstance(value, bool):
        return Done(page, noted(step, [f"{old}: {value!r} is neither true nor false; change it by hand"]))
    turned = page.apply(Set(spelled(page, old), not value))
    return Done(turned.apply(*operations_of(turned, old, new)))


class Default(NamedTuple):
    """A field that gets a value where it is absent: that one, or the one of the field ``like``."""

    field: str
    value: Value = None
    like: str = ""

    def inverse(self) -> WithoutDefault:
        """The field goes where it says the same."""
        return WithoutDefault(*self)


class WithoutDefault(NamedTuple):
    """A field that goes where it has that value, or the one of the field ``like``."""

    field: str
    value: Value = None
    like: str = ""

    def inverse(self) -> Default:
        """The field comes back where it is absent."""
        return Default(*self)


def set_default(page: Page, step: Step) -> Done:
    """The page with the field."""
    action: Default = step.action
    if has(page, action.field) or (action.like and not is_filled(page, action.like)):
        return Done(page)
    return Done(page.apply(Insert(path_of(action.field), _default(page, action))))


def drop_default(page: Page, step: Step) -> Done:
    """The page without the field."""
    action: WithoutDefault = step.action
    if not is_filled(page, action.field) or (action.like and not has(page, action.like)):
        return Done(page)
    path = spelled(page, action.field)
    return Done(page.apply(Remove(path)) if equal(page[path], _default(page, action)) else page)


def _default(page: Page, action: Default | WithoutDefault) -> Value:
    return page[path_of(action.like)] if action.like else action.value
