"""Pages that would fall together on one address through a plan, so that Hugo would lose one of them or a redirect.

What fell together before is no matter of the plan. Drafts and pages for a later day count like others.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from hugoconv.errors import FileError, HugoconvError, one_line
from hugoconv.files.read import read_bytes
from hugoconv.hugo.page_dates import rules_of
from hugoconv.hugo.page_path import BRANCH, SINGLE, file_name
from hugoconv.layouts.aliases import aliases_of
from hugoconv.page.page import Page, parse
from hugoconv.refusals import Message, message
from hugoconv.site.addresses import Branches, address_or_none, branches
from hugoconv.site.base import Base
from hugoconv.site.configuration import Configuration
from hugoconv.site.discovery import SitePage, discover, placed
from hugoconv.site.move.aliases import alias_file, file_of, origin
from hugoconv.site.move.groups import bundle_moves, carried, folders_above, parent
from hugoconv.site.plan.file_plan import FilePlan
from hugoconv.syntax.envelope import split
from hugoconv.text.patches import patched

# What falls together: whether the page itself is there, or a redirect to it; and whether the other page is.
_CASES = {
    (True, True): "pages",
    (True, False): "page-and-redirect",
    (False, True): "redirect-and-page",
    (False, False): "redirects",
}
_ALWAYS = frozenset({"url", "slug", "headless", "build", "_build", "aliases", "cascade"})
# What a page may say about its address where no pattern asks for more.
_SAYS = re.compile(rb"\\[ux]|\b(?:url|slug|headless|_?build|aliases)\b[\"']?\s*[:=]", re.IGNORECASE)


class Claims(NamedTuple):
    """The files at which a page and its redirects are to be, with the host where every language has its own. ``page``
    is empty for one that is not made."""

    page: str = ""
    redirects: frozenset[str] = frozenset()

    @property
    def files(self) -> frozenset[str]:
        """All of them."""
        return self.redirects | {self.page} if self.page else self.redirects


class Claimed(NamedTuple):
    """What the pages of a site claim before a plan, by path, and what is known of its sections."""

    pages: Mapping[str, Claims]
    above: Branches


def touches_addresses(file: FilePlan, configuration: Configuration) -> bool:
    """Whether what becomes of a page may change an address."""
    return bool(file.to) or not _watched(configuration).isdisjoint(file.touched)


def claimed(base: Base, configuration: Configuration) -> Claimed:
    """What the pages of a site claim as they are on the disk."""
    read = list(_everyone(base, configuration))
    above = branches(read, configuration)
    return Claimed({where.path: _claims(where, page, configuration, above) for where, page in read}, above)


def clashes(base: Base, files: Iterable[FilePlan], configuration: Configuration, before: Claimed) -> dict[str, Message]:
    """Why pages that change would fall together with others, by path."""
    changed = {file.path: file for file in files if file.state == "changed" and file.path in before.pages}
    after = _after(base, changed, configuration, before)
    takers: dict[str, list[str]] = defaultdict(list)
    for path, claims in after.items():
        for file in claims.files:
            takers[file].append(path)
    found: dict[str, Message] = {}
    for file, paths in takers.items():
        for path in paths if len(paths) > 1 else ():
            own = before.pages[path].files
            if file in own:
                continue
            others = (one for one in paths if one != path and before.pages[one].files.isdisjoint(own))
            if (other := next(others, None)) is not None:
                for culprit in _culprits(path, changed, configuration.content_rules.languages):
                    found.setdefault(culprit, _clash(base, file, _Taker(path, after), _Taker(other, after), culprit))
    return found


class _Taker(NamedTuple):
    """One of the pages that fall together, among what all pages claim."""

    path: str
    claims: Mapping[str, Claims]

    def is_at(self, file: str) -> bool:
        """Whether the page itself is at a file, and not a redirect to it."""
        return self.claims[self.path].page == file


def _clash(base: Base, file: str, page: _Taker, other: _Taker, culprit: str) -> Message:
    shown, its = base.label(other.path), "it" if page.path == culprit else base.label(page.path)
    place = one_line(file.removesuffix("index.html"))
    kinds = (page.is_at(file), other.is_at(file))
    return message("same-address", _CASES[kinds], page=its, place=place, other=shown)


def _culprits(path: str, changed: Mapping[str, FilePlan], languages: Collection[str]) -> Iterator[str]:
    """The pages of a plan through which a page gets another address: itself, else those of its bundle and
    of sections above it."""
    if path in changed:
        yield path
        return
    for folder in folders_above(path):
        yield from (one for one in changed if parent(one) == folder and file_name(one, languages).bundle != SINGLE)


def _after(
    base: Base, changed: Mapping[str, FilePlan], configuration: Configuration, before: Claimed
) -> dict[str, Claims]:
    """What all pages claim once a plan is carried out."""
    meant = {path: file for path, file in changed.items() if touches_addresses(file, configuration)}
    meant |= _along(changed, before.pages, configuration.content_rules.languages)
    new = {path: pair for path, file in meant.items() if (pair := _planned(base, file, configuration))}
    if not any(where.kind == BRANCH for where, _ in new.values()):
        own = {path: _claims(where, page, configuration, before.above) for path, (where, page) in new.items()}
        return {**before.pages, **own}
    everyone = {where.path: (where, page) for where, page in _everyone(base, configuration)} | new
    above = branches(everyone.values(), configuration)
    claims = ((path, _claims(where, page, configuration, above)) for path, (where, page) in everyone.items())
    return {path: own for path, own in claims if path in before.pages}


def _along(changed: Mapping[str, FilePlan], pages: Iterable[str], languages: Collection[str]) -> dict[str, FilePlan]:
    """The pages that go with a bundle and are not changed themselves: translations that are as they should be."""
    bundles = bundle_moves(changed.values(), languages)
    own = ((path, carried(path, bundles)) for path in pages if path not in changed) if bundles else ()
    return {path: FilePlan(path, "changed", to=to) for path, to in own if to}


def _claims(where: SitePage, page: Page, configuration: Configuration, above: Branches) -> Claims:
    own = address_or_none(page, where, configuration, above)
    if own is None:
        return Claims()
    start = origin(own, where, configuration)
    host = where.language if configuration.multihost else ""
    listed = () if configuration.of(where.language).disable_aliases else aliases_of(page)
    aliases = (alias_file(alias, start) for alias in listed)
    return Claims(host + file_of(own), frozenset(host + file for file in aliases))


def _planned(base: Base, file: FilePlan, configuration: Configuration) -> tuple[SitePage, Page] | None:
    try:
        where = placed(file.to or file.path, configuration)
        data = read_bytes(base.file(file.path))
        return where, parse(patched(data, file.patch) if file.patch else data, where.path)
    except (HugoconvError, ValueError):
        return None  # what cannot be read any more is told when it is to be written


def _everyone(base: Base, configuration: Configuration) -> Iterator[tuple[SitePage, Page]]:
    """The pages of a site as they are on the disk."""
    for where in discover(configuration):
        if (page := _read(base, where, configuration)) is not None:
            yield where, page


def _read(base: Base, where: SitePage, configuration: Configuration) -> Page | None:
    """The page at a place, or an empty one where nothing in it decides about its address; None for none."""
    try:
        data = read_bytes(base.file(where.path))
        if where.kind != "branch" and not _asks(configuration) and not _SAYS.search(b"".join(split(data)[:5])):
            return parse(b"---\n---\n", where.path)
        return parse(data, where.path)
    except (FileError, HugoconvError):
        return None


def _asks(configuration: Configuration) -> bool:
    """Whether any pattern may ask pages for what stands in them."""
    return any(one.permalinks for one in configuration.each)


def _watched(configuration: Configuration) -> frozenset[str]:
    """The fields on which addresses depend."""
    dates = (fields for site in configuration.each for fields in rules_of(site.frontmatter).fields.values())
    names = (name.lower() for fields in dates for name in fields)
    return _ALWAYS.union(names, ("title",)) if _asks(configuration) else _ALWAYS
