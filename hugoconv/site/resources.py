"""Which files of the content are pages of their own, and which belong to a leaf bundle, front matter or not."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, partial
from typing import NamedTuple

from hugoconv.hugo.page_path import LEAF, content_folder, file_name, is_content, is_ignored
from hugoconv.page.page import Page
from hugoconv.refusals import refused
from hugoconv.site.base import Base
from hugoconv.site.configuration import Configuration
from hugoconv.site.move.groups import bundle_of, folders_above, parent


class Bundles(NamedTuple):
    """The bundles to which those of some files belong that are files of one, by their paths. It is sent to other
    processes with every batch of pages, and so small: pages of their own are not in it."""

    base: Base
    configuration: Configuration
    holding: Mapping[str, str]

    def has(self, page: Page) -> bool:
        """Whether a page is a file of a bundle."""
        return bool(page.path and self.base.path(page.path) in self.holding)

    def refuse_resource(self, page: Page) -> None:
        """Refuses (``not-a-page-resource``) a page that is a file of a bundle."""
        if not page.path or not (bundle := self.holding.get(self.base.path(page.path))):
            return
        is_home = any(bundle == content.folder and not content.under for content in self.configuration.content)
        raise refused("not-a-page-resource", case="home" if is_home else "", bundle=bundle)


def bundles_of(base: Base, configuration: Configuration, paths: Iterable[str]) -> Bundles:
    """The leaf bundles to which some files belong; each folder is looked at once."""
    holding = resource_finder(base, configuration)
    return Bundles(base, configuration, {path: bundle for path in paths if (bundle := holding(path))})


def resource_finder(base: Base, configuration: Configuration) -> Callable[[str], str]:
    """What tells the outermost bundle to which a file belongs, be it the index of another one; empty for a page of its
    own. It looks at each folder once.

    For Hugo a bundle ends at no folder: whatever lies below one, ``_index.md`` too, is a file of it. The content folder
    is one where it has an ``index.md``: the home page then has all of the site for its files.
    """
    # For one run only: the next may find other folders.
    is_bundle = cache(partial(_is_bundle, base, configuration))

    def holding(path: str) -> str:
        bundle = bundle_of(path, frozenset(filter(is_bundle, _above(path, configuration))))
        is_own = parent(path) == bundle and _is_index(path, configuration)
        return "" if is_own else bundle

    return holding


def _above(path: str, configuration: Configuration) -> Iterator[str]:
    """The folders above a file, up to that of the content."""
    top = _top(configuration, path)
    for folder in folders_above(path):
        yield folder
        if folder == top:
            return


def _top(configuration: Configuration, path: str) -> str:
    """The content folder of a path; its own folder where it lies in none, since no bundle is outside of the content."""
    try:
        return content_folder(path, configuration.content_rules).folder
    except ValueError:
        return parent(path)


def _is_bundle(base: Base, configuration: Configuration, folder: str) -> bool:
    try:
        names = os.listdir(base.file(folder))
    except OSError:
        return False
    return any(
        is_content(name)
        and not is_ignored(name)
        and _is_index(name, configuration)
        and file_name(name, configuration.content_rules.languages).language not in configuration.languages_off
        for name in names
    )


def _is_index(path: str, configuration: Configuration) -> bool:
    return file_name(path, configuration.content_rules.languages).bundle == LEAF
