"""What a page claims of the site that Hugo writes: the files at which it and the redirects to it are to be."""

from __future__ import annotations

from typing import NamedTuple

from hugoconv.layouts.aliases import aliases_of
from hugoconv.page.page import Page
from hugoconv.site.addresses import Branches, address_or_none
from hugoconv.site.configuration import Configuration
from hugoconv.site.discovery import SitePage
from hugoconv.site.move.aliases import alias_file, file_of, origin


class Claims(NamedTuple):
    """The files at which a page and its redirects are to be, with the host where every language has its own. ``page``
    is empty for one that is not made."""

    page: str = ""
    redirects: tuple[str, ...] = ()

    @property
    def files(self) -> tuple[str, ...]:
        """All of them, each once."""
        return tuple(dict.fromkeys((self.page, *self.redirects))) if self.page else ()


def claims_of(where: SitePage, page: Page, configuration: Configuration, above: Branches) -> Claims:
    """What a page claims at its place; nothing where it has no address."""
    own = address_or_none(page, where, configuration, above)
    if own is None:
        return Claims()
    start = origin(own, where, configuration)
    host = where.language if configuration.multihost else ""
    listed = () if configuration.of(where.language).disable_aliases else aliases_of(page)
    return Claims(host + file_of(own), tuple(host + alias_file(alias, start) for alias in listed))
