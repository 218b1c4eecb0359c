"""What a page of a site names that the site has not."""

from __future__ import annotations

from hugoconv.errors import one_line
from hugoconv.files.neighbours import neighbours_of
from hugoconv.layouts.live_fields import live
from hugoconv.lint.check import missing_neighbours
from hugoconv.lint.warnings import Surroundings
from hugoconv.page.page import Page
from hugoconv.site.base import Base


def missing(page: Page, base: Base | None) -> tuple[str, ...]:
    """The decks and projects that a page names and that are not there, each with its place; none outside of a site."""
    # Most pages name none, and to look beside each of them is a twentieth of a plan.
    if base is None or page.path is None or not any(live(page, name) for name in ("slides", "projects")):
        return ()
    slides, projects = neighbours_of(base.root, base.path(page.path), page.content_rules)
    around = Surroundings(slides=slides or None, projects=projects or None)
    return tuple(one_line(str(problem)) for problem in missing_neighbours(page, around))
