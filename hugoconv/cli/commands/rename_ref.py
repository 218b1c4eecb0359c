"""``hugoconv rename-ref``: another name for a slide deck or a project, wherever a site names it."""

from __future__ import annotations

import sys
from functools import partial
from typing import Any

import click

from hugoconv.cli.help import Command
from hugoconv.cli.options import collected, common, moves
from hugoconv.cli.run import run
from hugoconv.cli.unknown_names import unknown_name
from hugoconv.layouts.references import KINDS
from hugoconv.site.move.folders import Aliases
from hugoconv.site.references import rename_reference


@click.command(
    "rename-ref",
    cls=Command,
    short_help="Rename a slide deck or a project wherever a site names it.",
    epilog="""\b
Examples:
  hugoconv rename-ref slides example mud-2020        show what would change
  hugoconv rename-ref projects internal-project rivers --fix-links -w""",
)
@click.argument("kind", type=click.Choice(list(KINDS)))
@click.argument("old")
@click.argument("new")
@click.argument("site", default=".", metavar="[SITE]")
@moves
@common
def command(kind: str, old: str, new: str, site: str, **options: Any) -> None:
    """Rename a slide deck or a project of a site: its file or folder, and every
    reference to it in the front matter of a page, commented-out ones too.

    Its old address stays an alias.
    """
    aliases = Aliases(not options.pop("no_aliases"), options.pop("keep_aliases"))
    fix_links = options.pop("fix_links")
    shared = collected((site,), options)
    if shared.out:
        raise click.UsageError("-o does not go with a name that changes in a whole site")
    try:
        change = rename_reference(kind, old, new, aliases)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    sys.exit(run(change, (site,), shared, remark=partial(unknown_name, change, site), fix_links=fix_links))
