"""``hugoconv rename-term``: another name for a tag, a category or an author, wherever a site names it."""

from __future__ import annotations

import sys
from functools import partial
from typing import Any

import click

from hugoconv.cli.help import Command
from hugoconv.cli.options import common, moves
from hugoconv.cli.renamed import renamed
from hugoconv.site.references import rename_term


@click.command(
    "rename-term",
    cls=Command,
    short_help="Rename a tag, category or author wherever a site names it.",
    epilog="""\b
Examples:
  hugoconv rename-term tags ML "Machine Learning"       show what would change
  hugoconv rename-term authors "Wei Zhang" wei-zhang -w""",
)
@click.argument("taxonomy")
@click.argument("old")
@click.argument("new")
@click.argument("site", default=".", metavar="[SITE]")
@moves
@common
def command(taxonomy: str, old: str, new: str, site: str, **options: Any) -> None:
    """Rename a term of a taxonomy, which is named by its field, as tags, in all pages
    of a site, commented-out fields too; and the folder of its page.

    A list that has both has the new one once. What differs only in case, or has a
    space for a hyphen, is one term for Hugo and here.
    """
    sys.exit(renamed(partial(rename_term, taxonomy, old, new), site, options))
