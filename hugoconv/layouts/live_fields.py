"""The fields of a page at its top level by their names, however its author spells them: live, or commented out."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from hugoconv.page.page import Page
from hugoconv.syntax.commented_out import CommentedOut

NAMING = ("type", "layout")  # whose value names the layout


def live(page: Page, name: str) -> str | None:
    """The author's spelling of a live field, or None."""
    return page._spelled.get(name.casefold())


def filled(page: Page, name: str) -> str | None:
    """As ``live``, of a field that has a value."""
    found = live(page, name)
    return found if found is not None and page[(found,)] not in (None, "") else None


def fields_among(page: Page, names: Collection[str]) -> Iterator[str]:
    """The live fields whose case-folded names are among some, as they are spelled."""
    return (name for name in page if name.casefold() in names) if names else iter(())


def commented_out_fields(page: Page) -> tuple[CommentedOut, ...]:
    """The commented-out fields, without those within a map."""
    return tuple(field for field in page.commented_out if not field.path[1:])
