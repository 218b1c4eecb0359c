"""Changes that know more than one page: their site, or which pages are meant."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, Protocol, runtime_checkable

from hugoconv.layouts.selection import ORDER, Condition, Selection, refuse_strange
from hugoconv.page.page import Page
from hugoconv.refusals import refused
from hugoconv.site.addresses import date_rules
from hugoconv.site.base import Base
from hugoconv.site.configuration import Configuration
from hugoconv.site.plan.change_result import Answer, Change
from hugoconv.site.survey import Survey


@runtime_checkable
class SiteChange(Change, Protocol):
    """A change that is told of the site of its pages. What it does with no configuration that can be read is wrong
    where it ``needs_site``."""

    @property
    def needs_site(self) -> bool:
        """Whether what it does depends on the configuration."""

    def at(self, base: Base, survey: Survey, paths: Iterable[str]) -> Change:
        """The change as it is to be done to the pages at some paths of a site."""


def at_site(change: Change, base: Base, survey: Survey, paths: Iterable[str]) -> Change:
    """A change as it is to be done to some pages of a site."""
    return change.at(base, survey, paths) if isinstance(change, SiteChange) else change


def needs_site(change: Change) -> bool:
    """Whether what a change does depends on the configuration of the site."""
    return isinstance(change, SiteChange) and change.needs_site


class Where(Protocol):
    """Says of a page whether it is meant: any function of a page, a ``Condition``, or ``recorded``."""

    def __call__(self, page: Page, /) -> bool: ...


def in_zone(where: Where, configuration: Configuration) -> Where:
    """What says which pages are meant; of a ``Condition`` dates without an offset are ones of the site's zone. Raises
    ValueError for a condition that is none, ConfigurationError for a zone that is not known."""
    if not isinstance(where, Condition):
        return where
    refuse_strange(where)
    return Selection(where=(where,), zone=date_rules(configuration).zone) if where.comparison in ORDER else where


class Selected(NamedTuple):
    """A change of the pages for which ``where`` holds; the others are skipped as not selected."""

    change: Change
    where: Where

    def __call__(self, page: Page) -> Answer:
        if not self.where(page):
            raise refused("not-selected")
        return self.change(page)
