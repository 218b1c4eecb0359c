"""The era of a site: one for all of its pages but those that certainly are of another."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache, partial
from typing import NamedTuple

from hugoconv.errors import FileError, MatterSyntaxError
from hugoconv.files.read import read_bytes
from hugoconv.layouts.convert import Conversion, convert
from hugoconv.layouts.detection import detect, era_in_site
from hugoconv.layouts.eras import era_named
from hugoconv.layouts.parse import parse
from hugoconv.layouts.recipes.migrate import migrate
from hugoconv.page.page import Page
from hugoconv.site.configuration import Configuration, read_configuration
from hugoconv.site.discovery import discover
from hugoconv.site.plan.change_result import Change
from hugoconv.text.regex import regex

# Enough to tell what most pages are; all of a large site would take as long as converting it.
SAMPLE = 100
# A name has to end where the pattern does: `blox` is the beginning of `blox-tailwind`, which is of another era.
_MODULES = (
    (regex(r"hugoblox/kit/modules/blox(?![-\w])", re.IGNORECASE), "0.12"),
    (regex(r"modules/blox-tailwind(?![-\w])", re.IGNORECASE), "0.10"),
    (regex(r"modules/blox-bootstrap(?![-\w])|wowchemy-hugo-(?:modules|themes)", re.IGNORECASE), "5.9"),
)
_DATA = regex(r"(?:academic|wowchemy)\.toml\Z")
_VERSION = regex(r"""^\s*version\s*=\s*["']v?([\d.]+)""", re.MULTILINE)


_OF_PAGE = frozenset(("from_era", "site_era"))


class SiteEra(NamedTuple):
    """The id of the era of a site and why; None where nothing tells."""

    era: str | None
    reason: str


NO_ERA = SiteEra(None, "it is in no site")


@lru_cache(maxsize=64)
def era_of(root: str) -> SiteEra:
    """The era of the site in a folder: by the module that it imports, else the version of its theme, else what most
    of a sample of its pages certainly are. The same whichever of its pages are asked for."""
    try:
        configuration = read_configuration(root)
    except FileError:
        return SiteEra(None, "its configuration cannot be read")
    if not configuration.files:
        return NO_ERA
    found = next(_by_theme(configuration), None)
    return found or _by_pages(configuration)


class InSite(NamedTuple):
    """``convert`` with its arguments, as a change that goes by the era of a site, None for one that is not known;
    notes name the fields of another one. It can be sent to another process."""

    convert: partial[Conversion]
    era: str | None

    def __call__(self, page: Page, /) -> Conversion:
        era, strange = era_in_site(page, self.era)
        done = self.convert(page, era=era)
        return done._replace(notes=(*strange, *done.notes)) if done.page is not page else done


def in_site(change: Change, root: str) -> Change:
    """A change as it is to be done in the site of a folder: ``convert`` and ``migrate`` with arguments among which is
    no era go by that of the site where there is one."""
    if isinstance(change, partial) and change.func is migrate and change.keywords.keys().isdisjoint(_OF_PAGE):
        return partial(change, site_era=era_of(root).era)
    if not isinstance(change, partial) or change.func is not convert or {"era", "path"} & change.keywords.keys():
        return change
    era = era_of(root).era
    return change if era is None else InSite(change, era)


def _by_theme(configuration: Configuration) -> Iterator[SiteEra]:
    root = configuration.root
    for name in ("go.mod", *configuration.files):
        text = _text(os.path.join(root, name))
        for pattern, era in _MODULES:
            if found := pattern.search(text):
                yield SiteEra(era, f"{name} names {found.group()}")
    for theme in _names(os.path.join(root, "themes")):
        folder = os.path.join(root, "themes", theme, "data")
        for name in filter(_DATA.search, _names(folder)):
            version = _VERSION.search(_text(os.path.join(folder, name)))
            if version and (named := era_named(version.group(1))):
                yield SiteEra(named.id, f"themes/{theme}/data/{name} has version {version.group(1)}")


def _by_pages(configuration: Configuration) -> SiteEra:
    try:
        paths = [page.path for page in discover(configuration) if page.kind != "branch"]
    except FileError:
        return SiteEra(None, "its pages cannot be read")
    # Spread over all of the site: the first hundred would be of one section, and often of one time.
    eras = Counter(filter(None, (_era(configuration, path) for path in paths[:: len(paths) // SAMPLE + 1])))
    if not eras:
        return SiteEra(None, "none of its pages tells")
    (era, count), *others = eras.most_common()
    total = eras.total()
    if others and others[0][1] == count:
        return SiteEra(None, "its pages disagree")
    return SiteEra(era, f"{count} of {total} pages that tell are of it")


def _era(configuration: Configuration, path: str) -> str | None:
    """The era that a talk or a post tells: what signs there are is known of those."""
    try:
        found = detect(_page(configuration, path))
    except (FileError, MatterSyntaxError):
        return None
    return found.era if found.layout in ("talk", "post") and not found.not_a_page else None


def _page(configuration: Configuration, path: str) -> Page:
    data = read_bytes(os.path.join(configuration.root, path))
    return parse(data, path, content_rules=configuration.told_content_rules)


def _text(path: str) -> str:
    try:
        return read_bytes(path).decode("utf-8", "replace")
    except FileError:
        return ""


def _names(folder: str) -> list[str]:
    try:
        return sorted(os.listdir(folder))
    except OSError:
        return []
