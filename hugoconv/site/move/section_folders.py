"""Pages that go along when the folder at the top of the content in which they lie gets another name."""

from __future__ import annotations

from typing import NamedTuple

from hugoconv.errors import Refused
from hugoconv.hugo.page_path import ContentFolder, content_folder
from hugoconv.layouts.aliases import aliases_of, aliasing, without_aliases
from hugoconv.layouts.recipes.folders import FolderChange
from hugoconv.layouts.recipes.migrate import Migration
from hugoconv.layouts.record import Record
from hugoconv.page.page import Page
from hugoconv.refusals import refused
from hugoconv.site.base import Base
from hugoconv.site.configuration import Configuration
from hugoconv.site.move.claims import Claims
from hugoconv.site.move.folders import Aliases, no_content_folder
from hugoconv.site.move.old_addresses import Addressed
from hugoconv.site.survey import Survey


class Following(NamedTuple):
    """What has to be known of a site so that its pages follow their folders. It can be sent to another process."""

    addressed: Addressed
    aliases: Aliases = Aliases()

    def follow(self, done: Migration) -> Migration:
        """A migrated page in the folder that its version looks for, with its old address among its aliases.

        Where that folder is the one from which it came, the alias of that time goes. Refused: ``no-content-folder``,
        ``outside-content``, ``aliases-no-list``.
        """
        configuration, change = self.addressed.configuration, done.folder
        if not configuration.files and configuration.content[:1] == (ContentFolder(".", "en"),):
            raise no_content_folder()
        if change is None:
            return done
        moved = self.moved(done.page, change.old, change.new)
        notes = tuple(note for note in done.notes if note != change.note)
        one_way = () if self._comes_back(done.page, moved, change) else change.steps
        if one_way:
            notes = (*notes, f"no recipe gives the bytes of aliases back: {', '.join(one_way)}")
        return done._replace(
            page=moved, notes=notes, steps=(*done.steps, *change.steps), one_way=(*done.one_way, *one_way)
        )

    def _comes_back(self, page: Page, moved: Page, change: FolderChange) -> bool:
        """Whether the way back gives the page as it was: aliases that it had may be written otherwise."""
        if not aliases_of(page):
            return True
        return self.moved(moved, change.new, change.old).to_bytes() == page.to_bytes()

    def moved(self, page: Page, old: str, new: str) -> Page:
        """A page in another folder at the top of the content. Raises Refused."""
        path = self.addressed.base.path(page.path or "")
        return self.to(page, path, renamed(path, old, new, self.addressed.configuration))

    def to(self, page: Page, path: str, target: str) -> Page:
        """A page at another path, with its old address among its aliases. Raises Refused."""
        own = self.addressed.alias_of_target(page, target)
        wanted = self.aliases.there if own is None else self.aliases.back
        move = self.addressed.move(page, "", path, target, wanted=wanted)
        if own is None:
            page = page.apply(*aliasing(page, move))
        else:
            came = Record("", "", alias=own, new_aliases=aliases_of(page) == [own])
            for operations in without_aliases(page, came, move):
                page = page.apply(*operations)
        return page.moved_to(self.addressed.base.layout_path(target))

    def claims(self, page: Page, moved: Page) -> tuple[Claims, ...]:
        """What a page claims before and after it has moved."""
        return self.addressed.claims(page, moved)


def following(base: Base, survey: Survey, aliases: Aliases) -> Following:
    """What has to be known of a site so that its pages follow their folders."""
    return Following(Addressed(base, survey.configuration, survey.above), aliases)


def renamed(path: str, old: str, new: str, configuration: Configuration) -> str:
    """The path of a page whose folder at the top of the content has another name. Raises Refused."""
    content = _content_around(path, configuration)
    top = "" if content.folder in ("", ".") else f"{content.folder}/"
    return f"{top}{new}{path[len(top) + len(old) :]}"


def _content_around(path: str, configuration: Configuration) -> ContentFolder:
    try:
        content = content_folder(path, configuration.content_rules)
    except ValueError as error:
        raise _outside(error) from None
    if content.under:
        raise _outside(f"{content.folder} is mounted at content/{content.under}")
    return content


def _outside(why: object) -> Refused:
    return refused("outside-content", why=why)
