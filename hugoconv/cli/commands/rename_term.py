"""``hugoconv rename-term``: another name for a tag, a category or an author, wherever a site names it."""

from __future__ import annotations

import sys
from functools import partial
from typing import Any

import click

from hugoconv.cli.help import Command
from hugoconv.cli.options import collected, common, moves
from hugoconv.cli.run import run
from hugoconv.cli.unknown_names import unknown_name
from hugoconv.site.move.folders import Aliases
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
    aliases = Aliases(not options.pop("no_aliases"), options.pop("keep_aliases"))
    fix_links = options.pop("fix_links")
    shared = collected((site,), options)
    if shared.out:
        raise click.UsageError("-o does not go with a name that changes in a whole site")
    try:
        change = rename_term(taxonomy, old, new, aliases)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    sys.exit(run(change, (site,), shared, remark=partial(unknown_name, change, site), fix_links=fix_links))
