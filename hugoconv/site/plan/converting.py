"""The conversion of pages as a change that knows their site: its era, its folders and its dates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any, Literal, NamedTuple, TypeAlias, TypedDict, Unpack, get_args

from hugoconv.hugo.page_dates import DateRules, rules_of
from hugoconv.layouts.choices import Choices, refuse_strange
from hugoconv.layouts.convert import convert
from hugoconv.layouts.detection import detect
from hugoconv.layouts.eras import needed_era
from hugoconv.layouts.schema import Layouts, built_in
from hugoconv.page.page import Page
from hugoconv.refusals import refused
from hugoconv.site.base import Base
from hugoconv.site.eras import InSite, era_of
from hugoconv.site.move.claims import Claims
from hugoconv.site.move.folders import Aliases, Moving, moving
from hugoconv.site.plan.change_result import ChangeResult
from hugoconv.site.plan.missing_references import missing
from hugoconv.site.plan.options import refuse_unknown
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
    layouts: Layouts | None = None

    @property
    def known(self) -> Layouts:
        """The layouts that there are."""
        return self.layouts or built_in()


class RequestedSyntax(NamedTuple):
    """The syntax that pages are to have, and what may get lost on the way."""

    to: str
    drop_nulls: bool
    drop_comments: bool
    dates: DateRules | None = None


class Converting(NamedTuple):
    """The change: of the layout, of the syntax, or of both in one step. Before it is done ``at`` tells it the site."""

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
        """The change of the pages of one site: it says in which fields dates stand, and its folders have to be known
        where pages move."""
        configuration = survey.configuration
        syntax = self.syntax and self.syntax._replace(dates=rules_of(configuration.frontmatter))
        listed = list(paths)
        moves = self.layout.move if self.layout else None
        where = self.moving
        if self.layout is not None and moves is not None:
            where = moving(base, survey, listed, moves, self.layout.known)
        known = self.layout is not None and self.layout.era is None
        bundles = where.bundles if where else bundles_of(base, configuration, listed) if self.layout else None
        era = era_of(base.root).era if known else None
        return Converting(self.layout, syntax, where, era, bundles, base)

    def __call__(self, page: Page) -> ChangeResult:
        """Refused: a page certain to be of another layout than is named, beside what convert and translate refuse.

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
        to, from_, era, record, force, _, choices, _ = self.layout
        layouts = self.layout.known
        if from_ is not None:
            found = detect(page, layouts=layouts)
            if found.layout == layouts.named(to) != layouts.named(from_):
                return page, (), ""
            if found.layout not in (None, layouts.named(from_), layouts.named(to)):
                raise refused("other-layout", layout=found.layout, reason=found.layout_reason)
            from_ = from_ if found.layout is None else None
        way = self.moving.convert if self.moving else partial(convert, layouts=layouts)
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


Target: TypeAlias = Literal["yaml", "toml", "json"]


class ConvertOptions(TypedDict, total=False):
    """The options of ``hugoconv convert``, by the names that they have in Python: ``aliases`` and ``record`` are true
    by default; ``keep_aliases`` adds one on the way back too; ``layouts`` are those of ``read_layouts``."""

    syntax: Target | None
    move: bool
    aliases: bool
    keep_aliases: bool
    from_: str | None
    era: str | None
    record: bool
    force: bool
    drop_nulls: bool
    drop_comments: bool
    date: str
    template: bool
    uncomment_fields: bool
    event_in: str | None
    event_line: str
    layouts: Layouts | None


def converting(to: str | None, **options: Unpack[ConvertOptions]) -> Converting:
    """The change that the command of that name makes. Refused: an unknown layout, version or syntax, and choices about
    the other direction; TypeError where nothing is to be done, and for an option that there is not."""
    refuse_unknown(options, ConvertOptions)
    syntax = options.get("syntax")
    if syntax is not None and syntax not in get_args(Target):
        raise refused("syntax-unknown", case="translation", syntax=syntax)
    if to is None and syntax is None:
        raise TypeError("nothing to do: name a layout with to, or a syntax with syntax")
    layout = None if to is None else _requested(to, options)
    drop = options.get("drop_nulls", False), options.get("drop_comments", False)
    return Converting(layout, RequestedSyntax(syntax, *drop) if syntax else None)


def _requested(to: str, options: ConvertOptions) -> RequestedLayout:
    chosen = {name: value for name, value in options.items() if name in Choices._fields}
    layouts, from_, era = options.get("layouts"), options.get("from_"), options.get("era")
    known = layouts or built_in()
    refuse_strange(Choices(**chosen).checked(), known.needed(to))  # type: ignore[arg-type]
    if from_ is not None:
        known.needed(from_)
    if era is not None:
        needed_era(era)
    aliases = Aliases(options.get("aliases", True), options.get("keep_aliases", False))
    return RequestedLayout(
        to,
        from_,
        era,
        options.get("record", True),
        options.get("force", False),
        aliases if options.get("move") else None,
        chosen,
        layouts,
    )
