"""The options that say which pages are meant: ``--only``, ``--where``, ``--recorded``."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import click

from hugoconv.cli.assignment import with_now
from hugoconv.cli.options import Command
from hugoconv.cli.output.groups import first_of
from hugoconv.cli.own_layouts import with_layouts
from hugoconv.cli.run import PageOutcome
from hugoconv.cli.suggestions import meant
from hugoconv.cli.values import read_value
from hugoconv.errors import one_line
from hugoconv.layouts.schema import built_in
from hugoconv.layouts.selection import ABSENT, ORDER, PRESENT, Condition, Selection, is_ordered
from hugoconv.page.page import Page
from hugoconv.site.addresses import date_rules
from hugoconv.site.base import Base
from hugoconv.site.plan.change_result import Answer
from hugoconv.site.plan.changes import Selected, at_site, needs_site
from hugoconv.site.plan.file_plan import Change
from hugoconv.site.plan.plan import without_record
from hugoconv.site.resources import Bundles, bundles_of
from hugoconv.site.survey import Survey
from hugoconv.text.regex import regex

_CONDITION = regex(r"(?P<not>!?)\s*(?P<key>[^=!<>]+?)\s*(?:(?P<comparison>!=|<=|>=|=|<|>)(?P<value>.*))?\Z", re.DOTALL)


class Selecting(NamedTuple):
    """The job of a command, done to some pages only."""

    job: Change
    selection: Selection
    bundles: Bundles | None = None

    def __call__(self, page: Page) -> Answer:
        return Selected(self.job, self.selects)(page)

    def selects(self, page: Page) -> bool:
        """Whether a page is meant; a file of a bundle is of no layout."""
        is_resource = self.bundles is not None and self.bundles.has(page)
        return not is_resource and self.selection(page)

    @property
    def needs_site(self) -> bool:
        """Whether the job itself does."""
        return needs_site(self.job)

    def at(self, base: Base, survey: Survey, paths: Iterable[str]) -> Selecting:
        """The job on the pages of one site, in whose zone dates without an offset are."""
        # Both ask for the paths, and what is given may be read once only.
        listed = list(paths)
        job, configuration = at_site(self.job, base, survey, listed), survey.configuration
        bundles = bundles_of(base, configuration, listed) if self.selection.only else None
        if not any(condition.comparison in ORDER for condition in self.selection.where):
            return Selecting(job, self.selection, bundles)
        return Selecting(job, self.selection._replace(zone=date_rules(configuration).zone), bundles)


def selecting(command: Command) -> Command:
    """The options, for a command that changes pages."""
    command = click.option("--recorded", is_flag=True, help="Only pages that have a record of a conversion.")(command)
    about = "Only pages with K; also !K, K!=V, K<V, K>=V …"
    command = click.option("--where", multiple=True, metavar="K[=V]", help=about)(command)
    return click.option("--only", metavar="LAYOUT", help="Only pages of this layout.")(with_layouts(command))


def selected(job: Change, options: dict[str, Any]) -> Change:
    """The job on the pages that the options name. Wrong usage for an unknown layout or a bad condition."""
    known, only = options["layouts"], options["only"]
    if only is not None:
        known = known or built_in()
        if known.named(only) is None:
            raise click.UsageError(f"--only: no layout is called {only!r}.{meant(only, known.names())}")
    now = datetime.datetime.now().astimezone()
    where = tuple(condition(text, now) for text in options["where"])
    selection = Selection(only, where, options["recorded"], layouts=known)
    return job if selection.is_all else Selecting(job, selection)


def condition(text: str, now: datetime.datetime) -> Condition:
    """What ``--where`` was given, as a condition. Raises UsageError for text that is no condition.

    >>> now = datetime.datetime(2021, 2, 1, 10, tzinfo=datetime.UTC)
    >>> condition("!slides", now).comparison, condition("weight >= 3", now)
    ('!', Condition(key='weight', comparison='>=', value=3))
    """
    found = _CONDITION.match(text)
    if found is None or (found["not"] and found["comparison"]):
        raise _wrong(text, "write K, !K, K=V, K!=V, K<V, K<=V, K>V or K>=V")
    key, comparison, typed = found["key"], found["comparison"], found["value"]
    if comparison is None:
        return Condition(key, ABSENT if found["not"] else PRESENT)
    value = with_now(key, read_value(typed, "--where"), now) if typed.strip() else None
    if comparison in ORDER and not is_ordered(key, value):
        raise _wrong(text, f"{typed.strip() or 'nothing'} is neither a number nor a date such as 2020-01-01")
    return Condition(key, comparison, value)


def unrecorded(found: Sequence[PageOutcome]) -> str:
    """How many pages of a way back were never on the way there: they have no record, while others have one."""
    unknown = set(without_record([done.file for done in found]))
    strange = [one_line(done.name) for done in found if done.file in unknown]
    if not strange:
        return ""
    changed = sum(done.file.state == "changed" for done in found)
    some = f"{len(strange)} of {changed} pages have no record, so nobody converted them before"
    return f"{some}; --recorded leaves them out ({first_of(strange)})"


def _wrong(text: str, why: str) -> click.UsageError:
    return click.UsageError(f"--where {text!r}: {why}")
