"""The migration of pages to another theme version as a change that knows their site: its era and its folders."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import NamedTuple, TypedDict, Unpack

from hugoconv.files.read import read_bytes
from hugoconv.layouts.eras import needed_era
from hugoconv.layouts.recipes.migrate import Migration, apply_recipe, migrate
from hugoconv.layouts.recipes.recipe import Recipe
from hugoconv.layouts.recipes.recipe_file import read_recipe
from hugoconv.layouts.recipes.way_back import inverse
from hugoconv.page.page import Page
from hugoconv.site.base import Base
from hugoconv.site.eras import era_of
from hugoconv.site.move.claims import Claims
from hugoconv.site.move.folders import Aliases
from hugoconv.site.move.section_folders import Following, following
from hugoconv.site.plan.options import refuse_unknown
from hugoconv.site.resources import Bundles, bundles_of
from hugoconv.site.survey import Survey


class Migrating(NamedTuple):
    """The change: to a version by the recipes of hugoconv, or by one recipe of a user. Before it is done ``at`` tells
    it the site."""

    to_era: str
    from_era: str | None
    recipe: Recipe | None = None
    move: Aliases | None = None
    site_era: str | None = None
    bundles: Bundles | None = None
    following: Following | None = None

    @property
    def needs_site(self) -> bool:
        """Whether the configuration decides what becomes of a page: where it goes."""
        return self.move is not None

    def at(self, base: Base, survey: Survey, paths: Iterable[str]) -> Migrating:
        """The change of the pages of one site, whose era is that of its pages."""
        asks = self.recipe is None and self.from_era is None
        era = era_of(base.root).era if asks else None
        follow = None if self.move is None else following(base, survey, self.move)
        bundles = bundles_of(base, survey.configuration, list(paths))
        return self._replace(site_era=era, bundles=bundles, following=follow)

    def __call__(self, page: Page) -> Migration:
        """The migrated page. Raises Refused, also for a file of a bundle."""
        if self.bundles:
            self.bundles.refuse_resource(page)
        done = self._migrated(page)
        return self.following.follow(done) if self.following else done

    def _migrated(self, page: Page) -> Migration:
        if self.recipe is not None:
            return apply_recipe(page, self.recipe)
        return migrate(page, self.to_era, from_era=self.from_era, site_era=self.site_era)

    def claims(self, page: Page, moved: Page) -> tuple[Claims, ...]:
        """What a page claims before and after it has moved; nothing where pages do not move."""
        return self.following.claims(page, moved) if self.following else ()


class MigrateOptions(TypedDict, total=False):
    """The options of ``hugoconv migrate``, by the names that they have in Python: ``recipe`` is the file of a recipe of
    one's own, ``back`` takes its way back; ``aliases`` is true by default, ``keep_aliases`` adds one on the way back
    too."""

    from_era: str | None
    recipe: str | os.PathLike[str] | None
    back: bool
    move: bool
    aliases: bool
    keep_aliases: bool


def migrating(to_era: str | None, **options: Unpack[MigrateOptions]) -> Migrating:
    """The change that the command of that name makes.

    Refused: an unknown version, and a recipe that is none. Raises FileError where its file cannot be read, TypeError
    where it is not said where to, or twice, and for an option that there is not.
    """
    refuse_unknown(options, MigrateOptions)
    file, from_era, back = options.get("recipe"), options.get("from_era"), options.get("back", False)
    if (to_era is None) == (file is None):
        raise TypeError("say where to: a version with to_era, or a recipe with recipe")
    if (file is None and back) or (file is not None and from_era is not None):
        raise TypeError("back goes with recipe, and from_era with to_era")
    for version in (to_era, from_era):
        if version is not None:
            needed_era(version)
    recipe = None if file is None else recipe_of(file)
    aliases = Aliases(options.get("aliases", True), options.get("keep_aliases", False))
    recipe = inverse(recipe) if recipe and back else recipe
    return Migrating(to_era or "", from_era, recipe, aliases if options.get("move") else None)


def recipe_of(path: str | os.PathLike[str]) -> Recipe:
    """The recipe of a file. Raises FileError, MatterSyntaxError for what is no TOML, Refused (``recipe-…``)."""
    name = os.fspath(path)
    return read_recipe(read_bytes(name).decode("utf-8", "replace"), name, name)
