"""The theme versions in their order, and the recipes that lead from one to another."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from hugoconv.data_files import text_of
from hugoconv.layouts.eras import Era, era_named, eras
from hugoconv.layouts.recipes.recipe import Recipe, Step
from hugoconv.layouts.recipes.recipe_file import read_recipe
from hugoconv.layouts.recipes.way_back import inverse
from hugoconv.text.regex import regex

_NUMBER = regex(r"\d+(?:\.\d+)?")


class VersionRange(NamedTuple):
    """The first and the last of some versions: what is known of the version of a page."""

    first: str
    last: str


@cache
def versions() -> tuple[str, ...]:
    """Every version, oldest first."""
    return tuple(version for era in eras() for version in era.versions)


def range_of(era: Era) -> VersionRange:
    """The versions of an era."""
    return VersionRange(era.versions[0], era.versions[-1])


def range_named(name: str) -> VersionRange | None:
    """The versions that a name stands for; None where there is none.

    >>> [tuple(found) for name in ("4.8", "4", "kit") if (found := range_named(name))]
    [('4.8', '4.8'), ('4.1', '4.8'), ('0.11', '0.12')]
    """
    era = era_named(name)
    if era is None:
        return None
    number = found[0] if (found := _NUMBER.search(name)) else ""
    meant = [one for one in era.versions if one == number or (number and one.startswith(f"{number}."))]
    return VersionRange(meant[0], meant[-1]) if meant else range_of(era)


@cache
def own_recipes() -> tuple[Recipe, ...]:
    """The recipes that come with hugoconv, oldest first."""
    from importlib.resources import files  # which takes long to load, and alone knows what there is

    names = sorted(file.name for file in files(__package__).iterdir() if file.name.endswith(".toml"))
    found = [read_recipe(text_of(__package__, name), name.removesuffix(".toml"), name) for name in names]
    return tuple(sorted(found, key=lambda recipe: versions().index(recipe.to_era)))


@cache
def way(known: VersionRange, to: str) -> tuple[Recipe, ...]:
    """The recipes, in their order, from a page of one of some versions to a version: those up to it from the first
    one, and those back to it from the last one."""
    order = versions().index
    up = [
        recipe
        for recipe in own_recipes()
        if order(known.first) <= order(recipe.from_era) and order(recipe.to_era) <= order(to)
    ]
    down = [
        recipe
        for recipe in own_recipes()
        if order(to) <= order(recipe.from_era) and order(recipe.to_era) <= order(known.last)
    ]
    return tuple(_wanted(recipe, to) for recipe in (*up, *map(inverse, reversed(down))))


def _wanted(recipe: Recipe, to: str) -> Recipe:
    """A recipe without the steps whose form the version does not want any more that is to be reached."""
    return recipe._replace(steps=tuple(step for step in recipe.steps if _is_wanted(step, to)))


def _is_wanted(step: Step, to: str) -> bool:
    order = versions().index
    return not step.only_to or order(step.only_to[0]) <= order(to) <= order(step.only_to[1])
