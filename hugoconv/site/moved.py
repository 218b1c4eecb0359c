"""What a plan moves, with the addresses before and after, and the links that lead there."""

from __future__ import annotations

from collections.abc import Iterator

from hugoconv.errors import FileError, HugoconvError
from hugoconv.files.reading import read_bytes
from hugoconv.page.page import Page, parse
from hugoconv.site.addresses import Branches, address
from hugoconv.site.configuration import Configuration
from hugoconv.site.discovery import SitePage, discover, placed
from hugoconv.site.linking import LinkPlace, links_to
from hugoconv.site.plan import Plan
from hugoconv.site.targets import Moved
from hugoconv.text.patches import patched


def links_of(plan: Plan, configuration: Configuration, above: Branches) -> Iterator[LinkPlace]:
    """Every link in the site that has to be changed by hand once the plan is carried out; the files are read as they
    are before that."""
    moved = {move.old.path: move for move in _moved(plan, configuration, above)}
    if moved:
        yield from links_to(moved, _pages(plan, configuration), configuration, above)


def _moved(plan: Plan, configuration: Configuration, above: Branches) -> Iterator[Moved]:
    for file in plan.changed:
        if not file.to:
            continue
        try:
            data = plan.read(file)
            old, new = placed(file.path, configuration), placed(file.to, configuration)
            before, after = (parse(one) for one in (data, patched(data, file.patch)))
            yield Moved(old, new, *(_address(*where, configuration, above) for where in ((before, old), (after, new))))
        except (HugoconvError, ValueError):
            continue  # what cannot be read any more is told when it is to be written


def _address(page: Page, where: SitePage, configuration: Configuration, above: Branches) -> str | None:
    return address(page, where, configuration, above)


def _pages(plan: Plan, configuration: Configuration) -> Iterator[tuple[SitePage, bytes]]:
    for where in discover(configuration):
        try:
            yield where, read_bytes(plan.base.file(where.path))
        except FileError:
            continue
