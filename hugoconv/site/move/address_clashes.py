"""Pages that would fall together on one address through a plan, so that Hugo would lose one of them or a redirect.

What fell together before is no matter of the plan. Drafts and pages for a later day count like others.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from hugoconv.errors import FileError, HugoconvError, one_line
from hugoconv.files.read import read_bytes
from hugoconv.hugo.page_dates import rules_of
from hugoconv.hugo.page_path import BRANCH, SINGLE, file_name
from hugoconv.page.page import Page, parse
from hugoconv.refusals import Message, message
from hugoconv.site.addresses import Branches, branches
from hugoconv.site.base import Base
from hugoconv.site.configuration import Configuration
from hugoconv.site.discovery import SitePage, placed
from hugoconv.site.move.claims import Claims, claims_of
from hugoconv.site.move.groups import bundle_moves, carried, folders_above, parent
from hugoconv.site.plan.file_plan import FilePlan
from hugoconv.site.survey import Survey
from hugoconv.syntax.envelope import split
from hugoconv.text.patches import patched
from hugoconv.text.regex import regex

# What falls together: whether the page itself is there, or a redirect to it; and whether the other page is.
_CASES = {
    (True, True): "pages",
    (True, False): "page-and-redirect",
    (False, True): "redirect-and-page",
    (False, False): "redirects",
}
_ALWAYS = frozenset({"url", "slug", "headless", "build", "_build", "aliases", "cascade"})
# A comment on a line of its own, as far as no text around it may end there, nor YAML see a line end. To Org `#+` is
# a field.
_COMMENT = regex(rb"""(?:\A|[\r\n])[ \t]*#(?!\+)[^\r\n\xc2\xe2"']*""")
# What a page may say about its address where no pattern asks for more.
_SILENT = parse(b"---\n---\n")
_SAYS = regex(rb"\\[ux]|\b(?:url|slug|headless|_?build|aliases)\b[\"']?\s*[:=]", re.IGNORECASE)


class Claimed(NamedTuple):
    """What the pages of a site claim before a plan, by path, and what is known of its sections."""

    pages: Mapping[str, Claims]
    above: Branches


def touches_addresses(file: FilePlan, configuration: Configuration) -> bool:
    """Whether what becomes of a page may change an address."""
    return bool(file.to) or not _watched(configuration).isdisjoint(file.touched)


def claimed(base: Base, files: Iterable[FilePlan], survey: Survey) -> Claimed:
    """What the pages of a site claim as they are on the disk, as far as that is not known of some ``files`` already."""
    found = {file.path: file.claims[0] for file in files if file.claims}
    pages = {}
    for where in survey.pages:
        if where.path in found:
            pages[where.path] = found[where.path]
        elif (page := _read(base, where, survey.configuration)) is not None:
            pages[where.path] = claims_of(where, page, survey.configuration, survey.above)
    return Claimed(pages, survey.above)


def clashes(base: Base, files: Iterable[FilePlan], survey: Survey, before: Claimed) -> dict[str, Message]:
    """Why pages that change would fall together with others, by path."""
    changed = {file.path: file for file in files if file.state == "changed" and file.path in before.pages}
    after = after_plan(base, changed, survey, before)
    found: dict[str, Message] = {}
    for file, paths in shared(after):
        for path in paths:
            own = frozenset(before.pages[path].files)
            if file in own:
                continue
            others = (one for one in paths if one != path and own.isdisjoint(before.pages[one].files))
            if (other := next(others, None)) is not None:
                for culprit in _culprits(path, changed, survey.configuration.content_rules.languages):
                    found.setdefault(culprit, clash(base, file, path, other, after, culprit))
    return found


def shared(claims: Mapping[str, Claims]) -> Iterator[tuple[str, list[str]]]:
    """The files that several pages claim, with those pages."""
    first: dict[str, str] = {}
    others: dict[str, list[str]] = {}
    for path, own in claims.items():
        for file in own.files:
            if first.setdefault(file, path) != path:
                others.setdefault(file, []).append(path)
    return ((file, [path, *others[file]]) for file, path in first.items() if file in others)


class _Taker(NamedTuple):
    """One of the pages that fall together, among what all pages claim."""

    path: str
    claims: Mapping[str, Claims]

    def is_at(self, file: str) -> bool:
        """Whether the page itself is at a file, and not a redirect to it."""
        return self.claims[self.path].page == file


def clash(
    base: Base, file: str, path: str, its_other: str, after: Mapping[str, Claims], culprit: str | None = None
) -> Message:
    """Why two pages fall together at a file; told of the one through which they do, by default the first."""
    page, other = _Taker(path, after), _Taker(its_other, after)
    shown, its = base.label(other.path), "it" if culprit in (None, path) else base.label(path)
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


def after_plan(base: Base, changed: Mapping[str, FilePlan], survey: Survey, before: Claimed) -> dict[str, Claims]:
    """What all pages claim once a plan is carried out."""
    configuration = survey.configuration
    meant = {path: file for path, file in changed.items() if touches_addresses(file, configuration)}
    meant |= _along(changed, before.pages, configuration.content_rules.languages)
    if not any(_is_section(file, configuration) for file in meant.values()):
        own = ((path, _claims_after(base, file, configuration, before.above)) for path, file in meant.items())
        return {**before.pages, **{path: claims for path, claims in own if claims is not None}}
    new = {path: pair for path, file in meant.items() if (pair := _planned(base, file, configuration))}
    everyone = {where.path: (where, page) for where, page in _everyone(base, survey)} | new
    above = branches(everyone.values(), configuration)
    claims = ((path, claims_of(where, page, configuration, above)) for path, (where, page) in everyone.items())
    return {path: own for path, own in claims if path in before.pages}


def _along(changed: Mapping[str, FilePlan], pages: Iterable[str], languages: Collection[str]) -> dict[str, FilePlan]:
    """The pages that go with a bundle and are not changed themselves: translations that are as they should be."""
    bundles = bundle_moves(changed.values(), languages)
    own = ((path, carried(path, bundles)) for path in pages if path not in changed) if bundles else ()
    return {path: FilePlan(path, "changed", to=to) for path, to in own if to}


def _is_section(file: FilePlan, configuration: Configuration) -> bool:
    """Whether a page is to be that of a section, which says something of the addresses below it."""
    return file_name(file.to or file.path, configuration.content_rules.languages).bundle == BRANCH


def _claims_after(base: Base, file: FilePlan, configuration: Configuration, above: Branches) -> Claims | None:
    """What a page claims once a plan is carried out; None where it cannot be read."""
    if file.claims:
        return file.claims[1]
    planned = _planned(base, file, configuration)
    return None if planned is None else claims_of(*planned, configuration, above)


def _planned(base: Base, file: FilePlan, configuration: Configuration) -> tuple[SitePage, Page] | None:
    try:
        where = placed(file.to or file.path, configuration)
        data = read_bytes(base.file(file.path))
        return where, parse(patched(data, file.patch) if file.patch else data, where.path)
    except (HugoconvError, ValueError):
        return None  # what cannot be read any more is told when it is to be written


def _everyone(base: Base, survey: Survey) -> Iterator[tuple[SitePage, Page]]:
    """The pages of a site as they are on the disk."""
    for where in survey.pages:
        if (page := _read(base, where, survey.configuration)) is not None:
            yield where, page


def _read(base: Base, where: SitePage, configuration: Configuration) -> Page | None:
    """The page at a place, or an empty one where nothing in it decides about its address; None for none."""
    try:
        data = read_bytes(base.file(where.path))
        if where.kind != "branch" and not _asks(configuration) and not may_say(data):
            return _SILENT.moved_to(where.path)
        return parse(data, where.path)
    except (FileError, HugoconvError):
        return None


def may_say(data: bytes) -> bool:
    """Whether a page may have a field that decides about its address by itself: quick, and right where it says no."""
    matter = b"".join(split(data)[:5])
    return bool(_SAYS.search(matter) and _SAYS.search(_COMMENT.sub(b"\n", matter)))


def _asks(configuration: Configuration) -> bool:
    """Whether any pattern may ask pages for what stands in them."""
    return any(one.permalinks for one in configuration.each)


def _watched(configuration: Configuration) -> frozenset[str]:
    """The fields on which addresses depend."""
    dates = (fields for site in configuration.each for fields in rules_of(site.frontmatter).fields.values())
    names = (name.lower() for fields in dates for name in fields)
    return _ALWAYS.union(names, ("title",)) if _asks(configuration) else _ALWAYS
