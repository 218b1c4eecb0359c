"""What becomes of the addresses of a page that moves: the old one, its aliases, and what it claims."""

from __future__ import annotations

from typing import NamedTuple

from hugoconv.layouts.aliases import Move, aliases_of
from hugoconv.page.page import Page
from hugoconv.site.addresses import Branches, address_or_none
from hugoconv.site.base import Base
from hugoconv.site.configuration import Configuration
from hugoconv.site.discovery import placed
from hugoconv.site.move.aliases import alias_file, alias_of, file_of, named, origin, rewritten
from hugoconv.site.move.claims import Claims, claims_of


class Addressed(NamedTuple):
    """What has to be known of a site to tell the addresses of pages that move. It can be sent to another process."""

    base: Base
    configuration: Configuration
    above: Branches

    def claims(self, page: Page, moved: Page) -> tuple[Claims, ...]:
        """What a page claims before and after it has moved."""
        return self._claims(page), self._claims(moved)

    def move(self, page: Page, folder: str, path: str, target: str, *, wanted: bool) -> Move:
        """That a page leaves a folder: with its old address as it is written into ``aliases``, empty where it is not
        wanted, stays, or was none; and the aliases that would lead from elsewhere at the new place."""
        config = self.configuration
        before, after = placed(path, config), placed(target, config)
        old, new = (address_or_none(page, where, config, self.above) for where in (before, after))
        if old is None or new is None:
            return Move(folder)
        start = origin(new, after, config)
        changed = tuple(rewritten(page, origin(old, before, config), start))
        if not wanted or old == new or (plain := alias_of(old, before.language, config)) is None:
            return Move(folder, "", changed)
        return Move(folder, named(file_of(old), plain, start) or "", changed)

    def alias_of_target(self, page: Page, target: str) -> str | None:
        """The alias of a page that is its own address at a new place; None for none."""
        after = placed(target, self.configuration)
        new = address_or_none(page, after, self.configuration, self.above)
        if new is None:
            return None
        start = origin(new, after, self.configuration)
        return next((alias for alias in aliases_of(page) if alias_file(alias, start) == file_of(new)), None)

    def _claims(self, page: Page) -> Claims:
        where = placed(self.base.path(page.path or ""), self.configuration)
        return claims_of(where, page, self.configuration, self.above)
