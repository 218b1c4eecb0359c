"""A page is brought to another theme version, later or earlier, and comes back to the byte where a way back is told."""

from __future__ import annotations

import functools
from collections import Counter, defaultdict
from dataclasses import dataclass

import hugoconv
from hugoconv.errors import MatterSyntaxError, Refused
from hugoconv.layouts.eras import default_era, era_named
from hugoconv.layouts.recipes.versions import range_of, versions
from tests import corpus
from tests.corpus import CorpusPage
from tests.invariants.report import DoesNotApplyError, Report, crash, law, page_law

FAMILIES = ("academic", "academic-zh", "theme")
TARGETS = ("4.1", "5.9", "0.12")
ASKED = 40  # pages of a repository by which its version is told


def wanted(page: CorpusPage) -> bool:
    """Whether a page is of a site with one of the themes."""
    return page.facts["family"] in FAMILIES and page.kind != "none"


@dataclass
class Trip:
    """A page that goes from one version to another."""

    name: str
    page: hugoconv.Page
    start: str
    to: str
    report: Report

    def migrated(self, page: hugoconv.Page, start: str, to: str) -> hugoconv.Migration:
        """The page after one way. A refusal is no failure, anything else is."""
        try:
            return hugoconv.migrate(page, to, from_era=start)
        except Refused as refused:
            self.report.refused(refused.code, f"{self.name}, {start} to {to}: {refused}")
            raise DoesNotApplyError(refused.code) from None
        except Exception as error:
            self.report.stop(self.name, f"{start} to {to}", crash(error))

    @law
    def there_and_back(self) -> None:
        """Where no step is told to lead one way only, the way back gives the bytes."""
        there = self.migrated(self.page, self.start, self.to)
        self.report.count(f"to {self.to}: {'changed' if there.steps else 'unchanged'}")
        for step in there.steps:
            self.report.count(f"step {step}")
        for step in there.one_way:
            self.report.count(f"one way {step}")
        if not there.steps:
            raise DoesNotApplyError("nothing to do")
        if there.one_way:
            raise DoesNotApplyError("a step leads one way only")
        if self.migrated(self.page, self.to, self.start).steps:
            raise DoesNotApplyError("it has something of both versions")
        back = self.migrated(there.page, self.to, self.start).page
        self.report.count("came back")
        if back.to_bytes() != self.page.to_bytes():
            self.fail("another page came back", self.page, back)

    @law
    def once_is_enough(self) -> None:
        """A second run changes nothing."""
        there = self.migrated(self.page, self.start, self.to)
        again = self.migrated(there.page, self.start, self.to)
        if again.page is not there.page or again.steps:
            self.fail(f"a second run did {again.steps}", there.page, again.page)

    @law
    def comments_stay(self) -> None:
        """Every comment is still there, and so is the body."""
        there = self.migrated(self.page, self.start, self.to)
        if not there.steps:
            raise DoesNotApplyError("nothing to do")
        lost = Counter(c.text for c in self.page.comments) - Counter(c.text for c in there.page.comments)
        if lost or there.page.body != self.page.body:
            self.fail(f"lost: {list(lost)}", self.page, there.page)

    def fail(self, why: str, before: hugoconv.Page, after: hugoconv.Page) -> None:
        """Keeps a failure of this trip."""
        self.report.fail(self.name, f"{self.start} to {self.to}", why, before.to_bytes(), after.to_bytes())


@page_law
def check(page: CorpusPage, report: Report) -> None:
    """Every way of a page from what its repository is."""
    if not wanted(page):
        raise DoesNotApplyError("of another theme")
    try:
        parsed = hugoconv.parse(page.read(), page.site_path)
    except MatterSyntaxError:
        raise DoesNotApplyError("not accepted") from None
    known = range_of(era_named(_era(str(page.facts["repo"]))) or default_era())
    for to in TARGETS:
        start = known.first if versions().index(known.first) < versions().index(to) else known.last
        trip = Trip(page.name, parsed, start, to, report)
        trip.there_and_back()
        trip.once_is_enough()
        trip.comments_stay()


@functools.cache
def _era(repo: str) -> str:
    """The era that most of some pages of a repository certainly are of; the usual one where none tells."""
    told = Counter(filter(None, map(_told, _pages_by_repo()[repo][:ASKED])))
    return told.most_common(1)[0][0] if told else default_era().id


@functools.cache
def _pages_by_repo() -> dict[str, list[CorpusPage]]:
    found: dict[str, list[CorpusPage]] = defaultdict(list)
    for page in corpus.all_pages():
        if page.section in ("talk", "event", "events", "post", "blog", "publication"):
            found[str(page.facts["repo"])].append(page)
    return found


def _told(page: CorpusPage) -> str | None:
    try:
        return hugoconv.detect(hugoconv.parse(page.read(), page.site_path)).era
    except MatterSyntaxError:
        return None
