"""``hugoconv migrate``: pages from one version of their theme to another."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Any, NamedTuple

import click

from hugoconv.cli.help import Command, rare
from hugoconv.cli.options import collected, common, paths
from hugoconv.cli.run import run
from hugoconv.cli.selection import selected, selecting
from hugoconv.cli.suggestions import meant
from hugoconv.errors import FileError, MatterSyntaxError, Refused
from hugoconv.files.read import read_bytes
from hugoconv.layouts.eras import eras
from hugoconv.layouts.recipes.migrate import Migration, apply_recipe, migrate
from hugoconv.layouts.recipes.reading import read_recipe
from hugoconv.layouts.recipes.recipe import Recipe
from hugoconv.layouts.recipes.versions import range_named
from hugoconv.layouts.recipes.way_back import inverse
from hugoconv.page.page import Page
from hugoconv.site.base import Base
from hugoconv.site.eras import era_of
from hugoconv.site.move.claims import Claims
from hugoconv.site.move.folders import Aliases
from hugoconv.site.move.section_folders import Following, following
from hugoconv.site.resources import Bundles, bundles_of
from hugoconv.site.survey import Survey


class Migrating(NamedTuple):
    """The job of the command: to a version by the recipes of hugoconv, or one recipe of a user."""

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
        """The job on the pages of one site, whose era is that of its pages."""
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


def _version(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    del ctx, param
    if value is not None and range_named(value) is None:
        names = sorted(name for era in eras() for name in era.names())
        raise click.BadParameter(
            f"no theme version is called {value!r}; use one such as 4.8 or 5.9.{meant(value, names)}"
        )
    return value


def _recipe(ctx: click.Context, param: click.Parameter, value: str | None) -> Recipe | None:
    del ctx, param
    if value is None:
        return None
    try:
        return read_recipe(read_bytes(value).decode("utf-8", "replace"), value, value)
    except (FileError, MatterSyntaxError, Refused) as error:
        raise click.UsageError(str(error)) from None


@click.command(
    "migrate",
    cls=Command,
    short_help="Bring pages to another version of their theme, or back.",
    epilog="""\b
Examples:
  hugoconv migrate content --to-era 5.9            show what would change
  hugoconv migrate content --to-era kit --move -w
  hugoconv migrate content --recipe my.toml --check""",
)
@paths
@click.option("--to-era", metavar="VERSION", callback=_version, help="The version to come to: 4.1, 5.9, kit, …")
@click.option("--from-era", metavar="VERSION", callback=_version, help="The version of the pages, if it is known.")
@click.option("--recipe", metavar="FILE", callback=_recipe, help="Do what a recipe of your own says instead.")
@click.option("--back", is_flag=True, help="With --recipe: the way back.")
@click.option("--move/--no-move", is_flag=True, help="Move pages to the folders of that version.")
@rare("--no-aliases/--aliases", "no_aliases", is_flag=True, help="With --move: no alias for the old address.")
@rare("--keep-aliases/--no-keep-aliases", is_flag=True, help="With --move: one on the way back, too.")
@rare("--fix-links/--no-fix-links", is_flag=True, help="With --move: rewrite links that would break.")
@selecting
@common
def command(paths: tuple[str, ...], **options: Any) -> None:
    """Bring pages to another version of the Academic, Wowchemy or Hugo Blox theme.

    Later or earlier: fields get the names and values of that version, by recipes
    that `hugoconv recipes` lists. What only a person can do is noted. A page that
    has the old and the new name of a field at once is left alone. Pages stay where
    they are unless --move lets them follow the folders of that version.
    """
    shared = collected(paths, options)
    to_era, from_era, recipe, back = (options[name] for name in ("to_era", "from_era", "recipe", "back"))
    if (to_era is None) == (recipe is None):
        raise click.UsageError("say where to: a version with --to-era, or a recipe with --recipe")
    if recipe is None and back:
        raise click.UsageError("--back goes with --recipe")
    if recipe is not None and from_era:
        raise click.UsageError("--from-era goes with --to-era")
    move = _move(options, elsewhere=bool(shared.out) or paths == ("-",))
    job = Migrating(to_era or "", from_era, inverse(recipe) if recipe and back else recipe, move)
    sys.exit(run(selected(job, options), paths, shared, fix_links=options["fix_links"]))


def _move(options: dict[str, Any], *, elsewhere: bool) -> Aliases | None:
    """Which old addresses pages that move keep; None where they stay. Wrong usage: options of a move without one."""
    if options["move"] and elsewhere:
        raise click.UsageError("--move goes neither with -o nor with PATH -")
    for name in ("fix_links", "no_aliases", "keep_aliases"):
        if options[name] and not options["move"]:
            raise click.UsageError(f"--{name.replace('_', '-')} goes with --move")
    return Aliases(not options["no_aliases"], options["keep_aliases"]) if options["move"] else None
