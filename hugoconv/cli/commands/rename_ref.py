"""``hugoconv rename-ref``: another name for a slide deck or a project, wherever a site names it."""

from __future__ import annotations

import sys
from functools import partial
from typing import Any

import click

from hugoconv.cli.help import Command
from hugoconv.cli.options import common, moves
from hugoconv.cli.renamed import renamed
from hugoconv.layouts.references import KINDS
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
    sys.exit(renamed(partial(rename_reference, kind, old, new), site, options))
