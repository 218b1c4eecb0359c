"""Small sites from a table: their files, their pages, and the address of each."""

from __future__ import annotations

import functools
import pathlib
import tomllib
from typing import NamedTuple

import hugoconv
from hugoconv.hugo.urlize import escaped
from hugoconv.page.page import Page
from hugoconv.site.addresses import address, branches
from hugoconv.site.configuration import Configuration
from hugoconv.site.discovery import SitePage, discover

TABLE = pathlib.Path(__file__).parents[2] / "fixtures/addresses/sites.toml"


class Case(NamedTuple):
    """One site of the table. ``pages`` maps paths to front matter, ``addresses`` those that are pages to what Hugo says,
    ``ours`` the known differences to what hugoconv says."""

    name: str
    files: dict[str, str]
    pages: dict[str, str]
    addresses: dict[str, str]
    ours: dict[str, str]


@functools.cache
def cases() -> tuple[Case, ...]:
    """All sites of the table."""
    sites = tomllib.loads(TABLE.read_text("utf-8"))["site"]
    return tuple(
        Case(
            site["name"],
            site["files"],
            {path: matter for path, matter, *_ in site["pages"]},
            {path: own[0] for path, _, *own in site["pages"] if own},
            {path: own[1] for path, _, *own in site["pages"] if len(own) > 1},
        )
        for site in sites
    )


def make(root: pathlib.Path, case: Case) -> None:
    """Writes the files of a site."""
    pages = {path: f"---\n{matter}\n---\n" for path, matter in case.pages.items()}
    for name, text in {**case.files, **pages}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def parsed(configuration: Configuration) -> list[tuple[SitePage, Page]]:
    """All pages of a site that can be read."""
    found = []
    for where in discover(configuration):
        try:
            found.append((where, hugoconv.read(f"{configuration.root}/{where.path}")))
        except hugoconv.HugoconvError:
            continue
    return found


def addresses_in(configuration: Configuration) -> dict[str, str]:
    """The address of every page as it stands in a URL; empty for a page that is not made."""
    pages = parsed(configuration)
    above = branches(pages, configuration)
    found = {}
    for where, page in pages:
        own = address(page, where, configuration, above)
        found[where.path] = escaped(configuration.base_path + own) if own is not None else ""
    return found
