"""A site as it is found: its pages, and what those of sections say about addresses below them."""

from __future__ import annotations

import os
from functools import cached_property

from hugoconv.errors import FileError, MatterSyntaxError
from hugoconv.files.read import read
from hugoconv.hugo.page_path import BRANCH, SINGLE, file_name
from hugoconv.page.page import Page
from hugoconv.site.addresses import Branches, branches
from hugoconv.site.configuration import Configuration
from hugoconv.site.discovery import SitePage, discover


class Survey:
    """What is known of a site by its configuration and its disk, which is looked at once and when that is first asked
    for: all that belongs to one run sees the same. Raises FileError for a folder that cannot be read."""

    def __init__(self, configuration: Configuration) -> None:
        self.configuration = configuration

    @cached_property
    def pages(self) -> tuple[SitePage, ...]:
        """The pages of the site as Hugo sees them, in order."""
        return tuple(discover(self.configuration))

    @cached_property
    def above(self) -> Branches:
        """The pages of sections, and those beside a folder of their name; one that cannot be read says nothing."""
        found = ((where, self._page(where)) for where in self.pages if self._may_hand_down(where))
        return branches(((where, page) for where, page in found if page is not None), self.configuration)

    def _may_hand_down(self, where: SitePage) -> bool:
        if where.kind != SINGLE:
            return where.kind == BRANCH
        folder, name = os.path.split(os.path.join(self.configuration.root, where.path))
        return os.path.isdir(os.path.join(folder, file_name(name, self.configuration.content_rules.languages).base))

    def _page(self, where: SitePage) -> Page | None:
        try:
            return read(os.path.join(self.configuration.root, where.path))
        except (FileError, MatterSyntaxError):
            return None
