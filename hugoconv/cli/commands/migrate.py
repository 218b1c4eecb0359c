"""``hugoconv migrate``: pages from one version of their theme to another."""

from __future__ import annotations

import sys
from typing import Any

import click

from hugoconv.cli.eras import known_version
from hugoconv.cli.help import Command, rare
from hugoconv.cli.options import collected, common, paths
from hugoconv.cli.run import run
from hugoconv.cli.selection import selected, selecting
from hugoconv.errors import FileError, MatterSyntaxError, Refused
from hugoconv.layouts.recipes.recipe import Recipe
from hugoconv.layouts.recipes.versions import range_named
from hugoconv.layouts.recipes.way_back import inverse
from hugoconv.site.move.folders import Aliases
from hugoconv.site.plan.migrating import Migrating, recipe_of


def _recipe(ctx: click.Context, param: click.Parameter, value: str | None) -> Recipe | None:
    del ctx, param
    if value is None:
        return None
    try:
        return recipe_of(value)
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
@click.option(
    "--to-era", metavar="VERSION", callback=known_version(range_named), help="The version to come to: 4.1, 5.9, kit, …"
)
@click.option(
    "--from-era",
    metavar="VERSION",
    callback=known_version(range_named),
    help="The version of the pages, if it is known.",
)
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
