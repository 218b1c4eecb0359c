"""The live fields of a page by their names, however its author spells them."""

from __future__ import annotations

from hugoconv.page.page import Page


def live(page: Page, name: str) -> str | None:
    """The author's spelling of a live field, or None."""
    return page._spelled.get(name.casefold())


def filled(page: Page, name: str) -> str | None:
    """As ``live``, of a field that has a value."""
    found = live(page, name)
    return found if found is not None and page[(found,)] not in (None, "") else None
