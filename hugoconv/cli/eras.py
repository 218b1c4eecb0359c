"""Options that name a version of a theme."""

from __future__ import annotations

from collections.abc import Callable

import click

from hugoconv.cli.options import Command
from hugoconv.cli.suggestions import meant
from hugoconv.layouts.eras import era_named, eras

_Callback = Callable[[click.Context, click.Parameter, str | None], str | None]


def with_era(command: Command) -> Command:
    """The option, for a command that goes by the rules of a theme version."""
    about = "The theme version: 3.3, 4.8, 5.9, kit, …"
    return click.option("--era", metavar="VERSION", callback=known_version(era_named), help=about)(command)


def known_version(found: Callable[[str], object]) -> _Callback:
    """What lets an option have a version only where something is ``found`` by that name, and else says what may have
    been meant."""

    def checked(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
        del ctx, param
        if value is not None and found(value) is None:
            names = sorted(name for era in eras() for name in era.names())
            raise click.BadParameter(
                f"no theme version is called {value!r}; use one such as 4.8 or 5.9.{meant(value, names)}"
            )
        return value

    return checked
