"""The option that names files with layouts of a user's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from hugoconv.cli.help import rare
from hugoconv.cli.options import Command
from hugoconv.errors import FileError, MatterSyntaxError, Refused, one_line

if TYPE_CHECKING:
    from hugoconv.layouts.schema import Layouts


def with_layouts(command: Command) -> Command:
    """The option, for a command that asks which layout a page has."""
    about = "A layout of your own, in TOML; may be given again."
    return rare("--layouts", multiple=True, metavar="FILE", callback=_layouts, help=about)(command)


def _layouts(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> Layouts | None:
    """The layouts of the themes and those of the files, None where there are only the former: most commands need none.
    Wrong usage for a file that is none."""
    del ctx, param
    if not value:
        return None
    from hugoconv.files.read_layouts import read_layouts

    try:
        return read_layouts(*value)
    except (FileError, MatterSyntaxError, Refused) as error:
        raise click.UsageError("\n".join(map(one_line, str(error).split("\n")))) from None
