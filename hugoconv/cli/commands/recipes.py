"""``hugoconv recipes``: what the recipes of theme versions do, as prose."""

from __future__ import annotations

import sys

import click

from hugoconv.cli.help import Command
from hugoconv.cli.output.terminal import say
from hugoconv.cli.suggestions import meant
from hugoconv.layouts.recipes.prose import lines_of
from hugoconv.layouts.recipes.versions import own_recipes


@click.command(
    "recipes",
    cls=Command,
    short_help="List the recipes of theme versions, or show one.",
    epilog="""\b
Examples:
  hugoconv recipes                               list all recipes
  hugoconv recipes 4.0-to-4.1""",
)
@click.argument("names", nargs=-1, metavar="[NAME]...")
def command(names: tuple[str, ...]) -> None:
    """List the recipes by which `hugoconv migrate` brings pages to another version.

    With NAME, say what a recipe does, step by step, and which step can be taken back.
    """
    known = {recipe.name: recipe for recipe in own_recipes()}
    for name in names:
        if name not in known:
            raise click.UsageError(f"no recipe is called {name!r}.{meant(name, known)}")
    if not names:
        for recipe in known.values():
            say(f"{recipe.name:<14} {recipe.title}: {', '.join(step.id for step in recipe.steps)}", sys.stdout)
    for at, name in enumerate(names):
        for line in ([""] if at else []) + list(lines_of(known[name])):
            say(line, sys.stdout)
