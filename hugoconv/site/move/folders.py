"""To which folder a page goes when it becomes a page of another layout, and what its old address was."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any, NamedTuple

from hugoconv.errors import Refused
from hugoconv.hugo.page_path import ContentFolder, content_folder
from hugoconv.layouts.convert import Conversion, convert
from hugoconv.layouts.detection import detect
from hugoconv.layouts.eras import Era, default_era, era_named
from hugoconv.layouts.record import Record, record_of
from hugoconv.layouts.schema import Layouts
from hugoconv.page.page import Page
from hugoconv.refusals import refused
from hugoconv.site.addresses import Branches
from hugoconv.site.base import Base
from hugoconv.site.configuration import Configuration
from hugoconv.site.move.claims import Claims
from hugoconv.site.move.groups import is_leaf
from hugoconv.site.move.old_addresses import Addressed
from hugoconv.site.resources import Bundles, bundles_of
from hugoconv.site.survey import Survey


class Aliases(NamedTuple):
    """Which old addresses pages keep: on the way there, and on the way back."""

    there: bool = True
    back: bool = False


class Moving(NamedTuple):
    """What has to be known of a site to move its pages: what lies in its folders, which of them are bundles, and what
    the pages of its sections say about addresses. It can be sent to another process."""

    base: Base
    configuration: Configuration
    folders: Mapping[str, tuple[str, ...]]
    bundles: Bundles
    above: Branches
    layouts: Layouts
    aliases: Aliases = Aliases()

    def convert(
        self, page: Page, to: str, *, from_: str | None, era: str | None, record: bool, force: bool, **choices: Any
    ) -> Conversion:
        """As the function of that name, with the page in the folder of its new layout.

        Refused, beside what that refuses: a file of a bundle, and a page whose new folder is not certain.
        """
        path = self.base.path(page.path or "")
        if not self.configuration.files and self.configuration.content[:1] == (ContentFolder(".", "en"),):
            raise no_content_folder()
        self.bundles.refuse_resource(page)
        found = record_of(page)
        stays = partial(
            convert, page, to, from_=from_, era=era, record=record, force=force, layouts=self.layouts, **choices
        )
        try:
            target = self._target(page, path, to, found, era)
        except Refused:
            if not (done := stays()).page.is_changed:
                return done  # where nothing is to be done, nothing stands in the way
            raise
        if target == path:
            return stays()
        is_back = found is not None and found.was == self.layouts.named(to)
        wanted = self.aliases.back if is_back else self.aliases.there
        left = _place(self.configuration, path, self.layouts)[1]
        move = self._addressed.move(page, left, path, target, wanted=wanted)
        done = convert(
            page, to, from_=from_, era=era, record=record, force=force, move=move, layouts=self.layouts, **choices
        )
        if done.page is page or not done.page.is_changed:
            return done
        return done._replace(page=done.page.moved_to(self.base.layout_path(target)))

    def claims(self, page: Page, moved: Page) -> tuple[Claims, ...]:
        """What a page claims before and after it has moved."""
        return self._addressed.claims(page, moved)

    @property
    def _addressed(self) -> Addressed:
        return Addressed(self.base, self.configuration, self.above)

    def _target(self, page: Page, path: str, to: str, found: Record | None, era: str | None) -> str:
        """Where the page goes; its own path where it lies in a folder of that layout."""
        layout = self.layouts.named(to)
        at, name = _place(self.configuration, path, self.layouts)
        if layout is None or (self.layouts.named(name) == layout and not _is_from(found, layout)):
            return path
        new = found.folder if found is not None and _is_from(found, layout) and found.folder else ""
        new = new or self._folder(at, to, layout, self._era(page, era))
        rest = path[len(at) :].lstrip("/").partition("/")[2] if name else path[len(at) :].lstrip("/")
        return "/".join(part for part in (at, new, rest) if part)

    def _era(self, page: Page, era: str | None) -> Era:
        return era_named(era or detect(page, layouts=self.layouts).era or "") or default_era()

    def _folder(self, at: str, to: str, layout: str, era: Era) -> str:
        """The folder of a layout: the one that is named, the only one that is there, or the usual one of the era."""
        there = [name for name in self.folders.get(at, ()) if self.layouts.named(name) == layout]
        if to in there:
            return to
        if len(there) > 1:
            raise refused("several-folders", folders=", ".join(sorted(there)))
        if there:
            return there[0]
        usual = self.layouts.all[layout].folders[era.id]
        return usual[0] if to == layout and usual else to


def no_content_folder() -> Refused:
    """The refusal of a move where it is not known in which folder the sections lie."""
    return refused("no-content-folder")


def _is_from(found: Record | None, layout: str) -> bool:
    """Whether the record of a page leads back to a layout."""
    return found is not None and found.was == layout


def _place(configuration: Configuration, path: str, layouts: Layouts) -> tuple[str, str]:
    """The folder in which the folder of a layout stands, and the name of that: the nearest with the name of a layout,
    else the topmost of the content; no name where the page lies in the content itself."""
    try:
        content = _content_around(configuration, path, layouts)
    except ValueError as error:
        raise refused("outside-content", why=error) from None
    top = "" if content.folder == "." else content.folder
    folders = (
        path[len(top) :].strip("/").split("/")[: -2 if is_leaf(path, configuration.content_rules.languages) else -1]
    )
    named = [i for i, name in enumerate(folders) if layouts.named(name)]
    at = named[-1] if named else 0
    return "/".join(part for part in (top, *folders[:at]) if part), folders[at] if folders else ""


def _content_around(configuration: Configuration, path: str, layouts: Layouts) -> ContentFolder:
    """The content folder of a page. Raises ValueError for a page in none, and in one that stands for the folder of a
    layout, which has no other beside it."""
    content = content_folder(path, configuration.content_rules)
    if any(map(layouts.named, content.under.split("/"))):
        raise ValueError(f"{content.folder} is mounted at content/{content.under}")
    return content


def moving(base: Base, survey: Survey, paths: Iterable[str], aliases: Aliases, layouts: Layouts) -> Moving:
    """What has to be known of a site to move the pages at some paths; looks at the folders around them."""
    listed, configuration = list(paths), survey.configuration
    tops = {_place(configuration, path, layouts)[0] for path in listed if _is_inside(configuration, path, layouts)}
    return Moving(
        base,
        configuration,
        {top: tuple(_folders(base, top)) for top in sorted(tops)},
        bundles_of(base, configuration, listed),
        survey.above,
        layouts,
        aliases,
    )


def _is_inside(configuration: Configuration, path: str, layouts: Layouts) -> bool:
    try:
        _content_around(configuration, path, layouts)
    except ValueError:
        return False
    return True


def _folders(base: Base, folder: str) -> list[str]:
    try:
        with os.scandir(base.file(folder)) as found:
            return sorted(item.name for item in found if item.is_dir())
    except OSError:
        return []
