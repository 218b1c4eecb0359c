"""``hugoconv schema``: what a layout has in a theme version, for an editor."""

from __future__ import annotations

import json
import sys

import click

from hugoconv.cli.eras import with_era
from hugoconv.cli.help import Command
from hugoconv.cli.output.terminal import say
from hugoconv.cli.own_layouts import with_layouts
from hugoconv.cli.suggestions import meant
from hugoconv.layouts.json_schema import json_schema
from hugoconv.layouts.schema import Layouts, built_in


@click.command(
    "schema",
    cls=Command,
    short_help="Print the fields of a layout as a JSON Schema for an editor.",
    epilog="""\b
Examples:
  hugoconv schema talk --era 5.9 > talk.schema.json
  hugoconv schema review --layouts layouts/review.toml""",
)
@click.argument("layout")
@with_era
@with_layouts
def command(layout: str, era: str | None, layouts: Layouts | None) -> None:
    """Print the fields that LAYOUT has in a version of the theme as a JSON Schema.

    A language server for YAML or TOML then completes the fields of a page, says what they are, and marks wrong kinds of
    values and fields that the version no longer reads.
    """
    known = layouts or built_in()
    if known.named(layout) is None:
        raise click.UsageError(f"no layout is called {layout!r}.{meant(layout, known.names())}")
    say(json.dumps(json_schema(layout, era, known), indent=2, ensure_ascii=False), sys.stdout)
