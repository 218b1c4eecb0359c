"""Another name for what a whole site names: what the commands that rename have in common."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import click

from hugoconv.cli.options import collected
from hugoconv.cli.run import PageOutcome, run
from hugoconv.cli.suggestions import meant
from hugoconv.site.move.folders import Aliases
from hugoconv.site.references import RenamedReference, names_of
from hugoconv.site.site import Site


def renamed(rename: Callable[[Aliases], RenamedReference], site: str, options: dict[str, Any]) -> int:
    """The exit status of a run that renames in all of a site. ``rename`` makes the change, with what is asked for of
    old addresses; its ValueError is wrong usage."""
    aliases = Aliases(not options.pop("no_aliases"), options.pop("keep_aliases"))
    fix_links = options.pop("fix_links")
    shared = collected((site,), options)
    if shared.out:
        raise click.UsageError("-o does not go with a name that changes in a whole site")
    try:
        change = rename(aliases)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    return run(change, (site,), shared, remark=partial(_unknown_name, change, site), fix_links=fix_links)


def _unknown_name(change: RenamedReference, site: str, done: Sequence[PageOutcome]) -> str:
    """That no page of a site names what was to be renamed, and what may have been meant; empty where anything is done,
    or stands in the way."""
    # Most often such a name is misspelled, or has been changed already.
    if any(one.file.state not in {"unchanged", "skipped"} for one in done):
        return ""
    # Sorted: of two spellings the last is offered, and a set has another order at every run.
    known = sorted(names_of(Site(site), change.kind))
    return f"no page names {change.kind.name} {change.old!r}.{meant(change.old, known)}"
