"""Fields of pages side by side: a row for each page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hugoconv.page.front_matter import FrontMatter
from hugoconv.syntax.values import Value


def row(page: FrontMatter, names: Iterable[str]) -> dict[str, Value]:
    """Some fields of a page, None for one that it does not have."""
    return {name: page.get(name) for name in names}


def names_in(pages: Iterable[FrontMatter]) -> list[str]:
    """The top-level names of some pages in the order in which they are met; the first spelling of each."""
    spelled: dict[str, str] = {}
    for name in _names(pages):
        spelled.setdefault(name.casefold(), name)
    return list(spelled.values())


def _names(pages: Iterable[FrontMatter]) -> Iterator[str]:
    for page in pages:
        yield from page
