"""``hugoconv refs``: the decks and projects of a site, and who refers to them."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import Any

import click

from hugoconv.cli.help import Command
from hugoconv.cli.outcomes import DONE, FAILED
from hugoconv.cli.output.terminal import say, show_json
from hugoconv.errors import FileError, one_line
from hugoconv.site.arguments import argument_of
from hugoconv.site.base import Base
from hugoconv.site.configuration import read_configuration
from hugoconv.site.references import Referred, referred_in
from hugoconv.site.survey import Survey


@click.command(
    "refs",
    cls=Command,
    short_help="List slide decks and projects with who refers to them.",
    epilog="""\b
Examples:
  hugoconv refs
  hugoconv refs path/to/site --only dangling
  hugoconv refs --json""",
)
@click.argument("site", default=".", metavar="[SITE]")
@click.option("--only", type=click.Choice(["used", "unused", "dangling"]), help="Only those.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON list.")
def command(site: str, only: str | None, as_json: bool) -> None:
    """List the slide decks and projects of a site, and the pages that refer to them.

    Dangling ones are named and not there, unused ones are there and named by no page,
    but perhaps in a commented-out field.
    """
    base = argument_of(site).base
    try:
        found = referred_in(base, Survey(read_configuration(base.root)))
    except FileError as error:
        say(str(error))
        sys.exit(FAILED)
    found = tuple(one for one in found if only in (None, one.state))
    if as_json:
        show_json([_as_json(base, one) for one in found])
        sys.exit(DONE)
    for line in _lines(base, found):
        say(line, sys.stdout)


def _lines(base: Base, found: Iterable[Referred]) -> Iterator[str]:
    for one in found:
        state = "" if one.state == "used" else f" ({one.state})"
        yield one_line(f"{one.kind} {one.name}{state}{''.join(f'  {base.label(page)}' for page in one.pages)}")
        for path, reference in one.references:
            note = " (commented out)" if reference.commented_out else ""
            place = f"{base.label(path)}:{reference.lineno}:{reference.colno}"
            yield one_line(f"  {place}: {reference.field}: {reference.text}{note}")


def _as_json(base: Base, one: Referred) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "name": one.name,
        "state": one.state,
        "pages": [base.name(page) for page in one.pages],
        "references": [
            {
                "path": base.name(path),
                "line": reference.lineno,
                "column": reference.colno,
                "field": reference.field,
                "text": reference.text,
                "commented_out": reference.commented_out,
            }
            for path, reference in one.references
        ],
    }
