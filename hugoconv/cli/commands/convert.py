"""``hugoconv convert``: pages from one layout or syntax to another."""

from __future__ import annotations

import sys
from typing import Any

import click

from hugoconv.cli.eras import with_era
from hugoconv.cli.help import Command, rare
from hugoconv.cli.options import collected, common, paths
from hugoconv.cli.run import run
from hugoconv.cli.selection import selected, selecting, unrecorded
from hugoconv.cli.suggestions import meant
from hugoconv.errors import Refused
from hugoconv.layouts.choices import DATES, LINES_IN, Choices, refuse_strange
from hugoconv.layouts.event_line import DEFAULT_LINE
from hugoconv.layouts.schema import Layouts, built_in
from hugoconv.site.move.folders import Aliases
from hugoconv.site.plan.converting import Converting, RequestedLayout, RequestedSyntax


@click.command(
    "convert",
    cls=Command,
    short_help="Convert pages between layouts, as talk and post, and between YAML, TOML and JSON.",
    epilog="""\b
Examples:
  hugoconv convert content/talk --to post --move -w
  hugoconv convert content/news --from talk --to post --check
  hugoconv convert content --syntax yaml -w""",
)
@paths
@click.option("--to", metavar="LAYOUT", help="The layout: talk, event, publication, project, post, blog, …")
@click.option("--syntax", type=click.Choice(["yaml", "toml", "json"]), help="The syntax of the front matter.")
@click.option("--from", "from_", metavar="LAYOUT", help="The layout of pages that do not tell.")
@with_era
@click.option("--move/--no-move", is_flag=True, help="Move pages to the folder of their layout.")
@rare("--no-aliases/--aliases", "no_aliases", is_flag=True, help="With --move: no alias for the old address.")
@rare("--keep-aliases/--no-keep-aliases", is_flag=True, help="With --move: one on the way back, too.")
@rare("--fix-links/--no-fix-links", is_flag=True, help="With --move: rewrite links that would break.")
@rare("--no-record/--record", "no_record", is_flag=True, help="Leave no line for the way back.")
@rare("--date", type=click.Choice(DATES), help="The date of a post: its publication (default) or the start.")
@rare("--template/--no-template", is_flag=True, help="To a talk, …: add its missing fields commented out.")
@rare(
    "--uncomment-fields/--no-uncomment-fields",
    is_flag=True,
    help="To a talk, …: bring commented-out fields to life.",
)
@rare("--event-in", type=click.Choice(LINES_IN), help="To a post: keep the event of a talk there as one line.")
@rare("--event-line", metavar="TEXT", help=f"With --event-in: the line (default: {DEFAULT_LINE}).")
@rare("--force", is_flag=True, help="Convert what looks like no talk and no post too.")
@rare("--drop-nulls", is_flag=True, help="To TOML: leave out empty items of lists.")
@rare("--drop-comments", is_flag=True, help="To JSON, which has none: leave out all comments.")
@selecting
@common
def command(paths: tuple[str, ...], **options: Any) -> None:
    """Convert pages between talk and post, publication and post, project and post,
    or between YAML, TOML and JSON.

    --to: fields that only one of the two has are commented out, dates move as the
    theme version wants. One comment line remembers the way back, which is proved.

    --syntax: every value stays what Hugo reads, and every comment and commented-out
    field stays with its field. The body is never touched.
    """
    shared = collected(paths, options)
    if options["to"] is None and options["syntax"] is None:
        raise click.UsageError("nothing to do: name a layout with --to, or a syntax with --syntax")
    if options["to"] is None and (options["from_"] or options["era"] or options["no_record"] or options["force"]):
        raise click.UsageError("--from, --era, --no-record and --force go with --to")
    if options["move"] and (options["to"] is None or shared.out or paths == ("-",)):
        raise click.UsageError("--move goes with --to, and neither with -o nor with PATH -")
    if options["fix_links"] and not options["move"]:
        raise click.UsageError("--fix-links goes with --move")
    if (options["no_aliases"] or options["keep_aliases"]) and not options["move"]:
        raise click.UsageError("--no-aliases and --keep-aliases go with --move")
    known: Layouts = options["layouts"] or built_in()
    for option, name in (("--to", options["to"]), ("--from", options["from_"])):
        if name is not None and known.named(name) is None:
            listed = ", ".join(known.all)
            raise click.UsageError(
                f"{option}: no layout is called {name!r}; use one of {listed}.{meant(name, known.names())}"
            )
    _refuse_strange_choices(options)
    remark = unrecorded if options["to"] else lambda _done: ""
    sys.exit(run(selected(_job(options), options), paths, shared, remark=remark, fix_links=options["fix_links"]))


_CHOICES = ("date", "template", "uncomment_fields", "event_in", "event_line")


def _choices(options: dict[str, Any]) -> dict[str, Any]:
    return {name: options[name] for name in _CHOICES if options[name]}


def _refuse_strange_choices(options: dict[str, Any]) -> None:
    """Wrong usage: choices about the other direction or without a layout, and a line that cannot be filled in."""
    chosen = _choices(options)
    if not chosen:
        return
    if options["to"] is None:
        raise click.UsageError(f"--{next(iter(chosen)).replace('_', '-')} goes with --to")
    if options["event_line"] and not options["event_in"]:
        raise click.UsageError("--event-line goes with --event-in")
    try:
        refuse_strange(Choices(**chosen).checked(), (options["layouts"] or built_in()).named(options["to"]) or "")
    except Refused as refused:
        raise click.UsageError(f"{refused.why}; {refused.remedy}") from None


def _job(options: dict[str, Any]) -> Converting:
    to, syntax = options["to"], options["syntax"]
    record = not options["no_record"]
    move = Aliases(not options["no_aliases"], options["keep_aliases"]) if options["move"] else None
    asked = (
        to,
        options["from_"],
        options["era"],
        record,
        options["force"],
        move,
        _choices(options),
        options["layouts"],
    )
    return Converting(
        RequestedLayout(*asked) if to else None,
        RequestedSyntax(syntax, options["drop_nulls"], options["drop_comments"]) if syntax else None,
    )
