"""The option that names a theme version."""

from __future__ import annotations

import click

from hugoconv.cli.options import Command
from hugoconv.cli.suggestions import meant
from hugoconv.layouts.eras import era_named, eras


def with_era(command: Command) -> Command:
    """The option, for a command that goes by the rules of a theme version."""
    about = "The theme version: 3.3, 4.8, 5.9, kit, …"
    return click.option("--era", metavar="VERSION", callback=_era, help=about)(command)


def _era(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    del ctx, param
    if value is not None and era_named(value) is None:
        names = sorted(name for era in eras() for name in era.names())
        raise click.BadParameter(
            f"no theme version is called {value!r}; use one such as 4.8 or 5.9.{meant(value, names)}"
        )
    return value
