"""A recipe: from one theme version to the next, by steps that are data."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple, TypeAlias

from hugoconv.page.operations import KeyPath
from hugoconv.page.page import Page
from hugoconv.syntax.tree import Path
from hugoconv.syntax.values import Value, canonical_of, kind_of

Names: TypeAlias = tuple[tuple[str, str], ...]
EMPTY: tuple[Value, ...] = (None, "", [], {})


class StepCondition(NamedTuple):
    """What a page has to show for a step: fields with a value (of a list one of its items), and fields of a kind; and
    one of some folders in which it has to lie."""

    where: tuple[tuple[str, Value], ...] = ()
    kinds: Names = ()
    folders: tuple[str, ...] = ()

    def holds(self, page: Page) -> bool:
        """Whether a page shows all of it."""
        return (
            all(name in page and _has(page[name], value) for name, value in self.where)
            and all(name in page and kind_of(page[name]) == kind for name, kind in self.kinds)
            and (not self.folders or self._lies_there(page))
        )

    def _lies_there(self, page: Page) -> bool:
        around = page.where.folders if page.where else ()
        return any(folder.lower() in self.folders for folder in around)


class Step(NamedTuple):
    """One step: its id and citation, a sentence of prose, the layouts of its pages (none: every one), what a page has
    to show, and what is done: a value of one of the kinds.

    ``keep`` is whether the older version reads the new form as well, so that nothing has to be done on the way back.
    ``only_to`` are the first and the last version that want the new form, where later ones do not, and
    ``only_back_to`` the same of the old one.
    """

    id: str
    citation: str
    about: str
    layouts: tuple[str, ...]
    condition: StepCondition
    action: Any
    keep: bool = False
    only_to: tuple[str, ...] = ()
    only_back_to: tuple[str, ...] = ()


class Recipe(NamedTuple):
    """Steps from one theme version to another, in their order; versions are as in ``eras.toml``, or any texts where
    the recipe is not of these themes."""

    name: str
    title: str
    from_era: str
    to_era: str
    steps: tuple[Step, ...]


class Done(NamedTuple):
    """A page after a step, and what a person has to know or do."""

    page: Page
    notes: tuple[str, ...] = ()


Doing: TypeAlias = Callable[[Page, Step], Done]


def path_of(name: str) -> Path:
    """The path that a name with dots stands for."""
    return tuple(name.split("."))


def has(page: Page, name: str) -> bool:
    """Whether a field is live."""
    path: KeyPath = path_of(name)
    return path in page


def value_of(page: Page, name: str) -> Value:
    """The value of a live field; None for any other."""
    return page[path_of(name)] if has(page, name) else None


def is_filled(page: Page, name: str) -> bool:
    """Whether a field is live and has a value."""
    return value_of(page, name) not in EMPTY


def spelled(page: Page, name: str) -> Path:
    """The path of a live field, its first step as its author spells it."""
    first, *others = path_of(name)
    return (page._spelled.get(str(first).casefold(), first), *others)


def equal(one: Value, other: Value) -> bool:
    """Whether two values are the same for Hugo."""
    return canonical_of(one) == canonical_of(other)


def noted(step: Step, texts: Iterable[str]) -> tuple[str, ...]:
    """Notes with the id of their step."""
    return tuple(f"{step.id}: {text}" for text in texts)


def _has(found: Value, value: Value) -> bool:
    return equal(found, value) or (isinstance(found, list) and any(equal(item, value) for item in found))
