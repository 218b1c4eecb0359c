"""``hugoconv convert``: pages from one layout or syntax to another."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any, NamedTuple

import click

from hugoconv.cli.help import Command, rare
from hugoconv.cli.options import collected, common, paths
from hugoconv.cli.run import run
from hugoconv.cli.selection import LAYOUTS, selected, selecting, unrecorded
from hugoconv.cli.suggestions import meant
from hugoconv.errors import Refused
from hugoconv.hugo.page_dates import DateRules, rules_of
from hugoconv.layouts.choices import DATES, LINES_IN, Choices, refuse_strange
from hugoconv.layouts.convert import convert
from hugoconv.layouts.detection import detect
from hugoconv.layouts.eras import era_named, eras
from hugoconv.layouts.event_line import DEFAULT_LINE
from hugoconv.layouts.schema import built_in, layout_named
from hugoconv.page.page import Page
from hugoconv.refusals import refused
from hugoconv.site.base import Base
from hugoconv.site.eras import InSite, era_of
from hugoconv.site.move.claims import Claims
from hugoconv.site.move.folders import Aliases, Moving, moving
from hugoconv.site.plan.file_plan import ChangeResult
from hugoconv.site.plan.missing_references import missing
from hugoconv.site.resources import Bundles, bundles_of
from hugoconv.site.survey import Survey


class RequestedLayout(NamedTuple):
    """The layout that pages are to have, and how they are to get it."""

    to: str
    from_: str | None
    era: str | None
    record: bool
    force: bool
    move: Aliases | None = None
    choices: Mapping[str, Any] = {}


class RequestedSyntax(NamedTuple):
    """The syntax that pages are to have, and what may get lost on the way."""

    to: str
    drop_nulls: bool
    drop_comments: bool
    dates: DateRules | None = None


class Converting(NamedTuple):
    """The job of the command: one of the two, or both in one step."""

    layout: RequestedLayout | None
    syntax: RequestedSyntax | None
    moving: Moving | None = None
    site_era: str | None = None
    bundles: Bundles | None = None
    base: Base | None = None

    @property
    def needs_site(self) -> bool:
        """Whether the configuration decides what becomes of a page: where it goes, and which fields are dates."""
        return self.syntax is not None or (self.layout is not None and self.layout.move is not None)

    def at(self, base: Base, survey: Survey, paths: Iterable[str]) -> Converting:
        """The job on the pages of one site: it says in which fields dates stand, and its folders have to be known where
        pages move."""
        configuration = survey.configuration
        syntax = self.syntax and self.syntax._replace(dates=rules_of(configuration.frontmatter))
        listed = list(paths)
        moves = self.layout.move if self.layout else None
        where = self.moving if moves is None else moving(base, survey, listed, moves, built_in())
        known = self.layout is not None and self.layout.era is None
        bundles = where.bundles if where else bundles_of(base, configuration, listed) if self.layout else None
        era = era_of(base.root).era if known else None
        return Converting(self.layout, syntax, where, era, bundles, base)

    def __call__(self, page: Page) -> ChangeResult:
        """Refused: a page certain to be of another layout than --from names, beside what convert and translate refuse.

        A syntax without comments is left before the layout changes, since that needs one.
        """
        steps = [self.to_layout, self.to_syntax]
        if not page.has_comments:
            steps.reverse()
        notes: tuple[str, ...] = ()
        date, start = "", page
        for step in steps:
            page, more, day = step(page)
            notes, date = notes + more, day or date
        if self.layout is not None and page is not start:
            notes += missing(start, self.base)
        return ChangeResult(page, notes, date=date)

    def claims(self, page: Page, moved: Page) -> tuple[Claims, ...]:
        """What a page claims before and after it has moved; nothing where pages do not move."""
        return self.moving.claims(page, moved) if self.moving else ()

    def to_layout(self, page: Page) -> tuple[Page, tuple[str, ...], str]:
        """The page in the layout that is asked for, with notes and the day that has become its date. Raises Refused."""
        if self.layout is None:
            return page, (), ""
        if self.bundles:
            self.bundles.refuse_resource(page)
        to, from_, era, record, force, _, choices = self.layout
        if from_ is not None:
            found = detect(page)
            if found.layout == layout_named(to) != layout_named(from_):
                return page, (), ""
            if found.layout not in (None, layout_named(from_), layout_named(to)):
                raise refused("other-layout", layout=found.layout, reason=found.layout_reason)
            from_ = from_ if found.layout is None else None
        way = self.moving.convert if self.moving else convert
        change = partial(way, to=to, from_=from_, era=era, record=record, force=force, **choices)
        done = change(page) if era is not None else InSite(change, self.site_era)(page)
        return done.page, done.notes, done.date

    def to_syntax(self, page: Page) -> tuple[Page, tuple[str, ...], str]:
        """The page in the syntax that is asked for, with notes, and no day. Raises Refused."""
        if self.syntax is None:
            return page, (), ""
        from hugoconv.translation.translate import translate

        to, drop_nulls, drop_comments, dates = self.syntax
        done = translate(page, to, drop_nulls=drop_nulls, drop_comments=drop_comments, dates=dates)
        return done.page, done.notes, ""


def _era(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    del ctx, param
    if value is not None and era_named(value) is None:
        names = sorted(name for era in eras() for name in era.names())
        raise click.BadParameter(
            f"no theme version is called {value!r}; use one such as 4.8 or 5.9.{meant(value, names)}"
        )
    return value


@click.command(
    "convert",
    cls=Command,
    short_help="Convert pages between the layouts talk and post, and between YAML, TOML and JSON.",
    epilog="""\b
Examples:
  hugoconv convert content/talk --to post --move -w
  hugoconv convert content/news --from talk --to post --check
  hugoconv convert content --syntax yaml -w""",
)
@paths
@click.option("--to", metavar="LAYOUT", help="The layout: talk, event, events, post or blog.")
@click.option("--syntax", type=click.Choice(["yaml", "toml", "json"]), help="The syntax of the front matter.")
@click.option("--from", "from_", metavar="LAYOUT", help="The layout of pages that do not tell.")
@click.option("--era", metavar="VERSION", callback=_era, help="The theme version: 3.3, 4.8, 5.9, kit, …")
@click.option("--move/--no-move", is_flag=True, help="Move pages to the folder of their layout.")
@rare("--no-aliases/--aliases", "no_aliases", is_flag=True, help="With --move: no alias for the old address.")
@rare("--keep-aliases/--no-keep-aliases", is_flag=True, help="With --move: one on the way back, too.")
@rare("--fix-links/--no-fix-links", is_flag=True, help="With --move: rewrite links that would break.")
@rare("--no-record/--record", "no_record", is_flag=True, help="Leave no line for the way back.")
@rare("--date", type=click.Choice(DATES), help="The date of a post: its publication (default) or the start.")
@rare("--template/--no-template", is_flag=True, help="To a talk: add its missing fields commented out.")
@rare(
    "--uncomment-fields/--no-uncomment-fields", is_flag=True, help="To a talk: bring its commented-out fields to life."
)
@rare("--event-in", type=click.Choice(LINES_IN), help="To a post: keep the event there as one line.")
@rare("--event-line", metavar="TEXT", help=f"With --event-in: the line (default: {DEFAULT_LINE}).")
@rare("--force", is_flag=True, help="Convert what looks like no talk and no post too.")
@rare("--drop-nulls", is_flag=True, help="To TOML: leave out empty items of lists.")
@rare("--drop-comments", is_flag=True, help="To JSON, which has none: leave out all comments.")
@selecting
@common
def command(paths: tuple[str, ...], **options: Any) -> None:
    """Convert pages between talk and post, or between YAML, TOML and JSON.

    --to: fields that only a talk has are commented out, dates move as the theme
    version wants. One comment line remembers the way back, which is proved.

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
    for option, name in (("--to", options["to"]), ("--from", options["from_"])):
        if name is not None and layout_named(name) is None:
            raise click.UsageError(
                f"{option}: no layout is called {name!r}; use talk, event, post or blog.{meant(name, LAYOUTS)}"
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
        refuse_strange(Choices(**chosen).checked(), layout_named(options["to"]) or "")
    except Refused as refused:
        raise click.UsageError(f"{refused.why}; {refused.remedy}") from None


def _job(options: dict[str, Any]) -> Converting:
    to, syntax = options["to"], options["syntax"]
    record = not options["no_record"]
    move = Aliases(not options["no_aliases"], options["keep_aliases"]) if options["move"] else None
    return Converting(
        RequestedLayout(to, options["from_"], options["era"], record, options["force"], move, _choices(options))
        if to
        else None,
        RequestedSyntax(syntax, options["drop_nulls"], options["drop_comments"]) if syntax else None,
    )
