"""Folders that have another name in another version: in which one a page has to lie."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from hugoconv.hugo.page_path import LEAF
from hugoconv.layouts.recipes.recipe import Done, Names, Recipe, Step
from hugoconv.page.page import Page


class Folders(NamedTuple):
    """Folders at the top of the content, by their old names, with what they are called then."""

    names: Names

    def inverse(self) -> Folders:
        """The old names for the new ones."""
        return Folders(tuple((new, old) for old, new in self.names))


class FolderChange(NamedTuple):
    """That a page lies in a folder which is called otherwise in the version to come to, and by which steps."""

    old: str
    new: str
    steps: tuple[str, ...]

    @property
    def note(self) -> str:
        """What a person has to do about it."""
        return (
            f"{', '.join(self.steps)}: the folder {self.old} is {self.new} then "
            "(--move moves it, with aliases for the old addresses)"
        )


def leave(page: Page, _step: Step) -> Done:
    """The page as it is: where it lies is a matter of its site."""
    return Done(page)


def folder_change(page: Page, recipes: Iterable[Recipe], layouts: frozenset[str]) -> FolderChange | None:
    """What becomes of the folder of a page by some recipes, one after the other; None where it keeps its name.

    >>> from hugoconv.layouts.parse import parse
    >>> from hugoconv.layouts.recipes.versions import VersionRange, way
    >>> page = parse("---\\n---\\n", path="content/talk/mud/index.md")
    >>> folder_change(page, way(VersionRange("4.8", "4.8"), "0.12"), frozenset())
    FolderChange(old='talk', new='events', steps=('P30-folder', 'P43-folder'))
    """
    old = section_folder(page)
    name, steps = old, list[str]()
    for step in (step for recipe in recipes for step in recipe.steps):
        if not isinstance(step.action, Folders) or (step.layouts and layouts.isdisjoint(step.layouts)):
            continue
        new = {one.lower(): other for one, other in step.action.names}.get(name.lower(), name)
        if new != name and step.condition.holds(page):
            name = new
            steps.append(step.id)
    return FolderChange(old, name, tuple(steps)) if name != old else None


def section_folder(page: Page) -> str:
    """The folder at the top of the content in which a page lies, as it is spelled; empty for none."""
    if page.where is None:
        return ""
    folders = page.where.folders
    return folders[0] if len(folders) > (page.where.bundle == LEAF) else ""
