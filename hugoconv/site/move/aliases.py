"""Where the ``aliases`` of a page lead from, and how an address is named among them.

Rules: Hugo 0.168, checked against the binary: an alias without a slash in front starts from the folder above the page's
address, one with a slash from the top of its language, and it is a folder unless it ends in ``.html``. Where addresses
are ugly, every alias ends in that.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import NamedTuple

from hugoconv.layouts.aliases import aliases_of
from hugoconv.page.page import Page
from hugoconv.site.addresses import prefix_of
from hugoconv.site.configuration import Configuration
from hugoconv.site.discovery import SitePage

_INDEX = "index.html"


class AliasOrigin(NamedTuple):
    """A page as its aliases see it: its address, the prefix of its language, and whether its addresses are ugly."""

    address: str
    prefix: str
    is_ugly: bool


def origin(address: str, where: SitePage, configuration: Configuration) -> AliasOrigin:
    """What the aliases of a page with an address depend on."""
    ugly = configuration.ugly_urls
    return AliasOrigin(address, prefix_of(where.language, configuration), ugly is None or where.section in ugly)


def file_of(address: str) -> str:
    """The file that is an address: ``/talk/mud/`` and ``/talk/mud/index.html`` are one.

    >>> file_of("/talk/mud/"), file_of("/talk/mud.html")
    ('/talk/mud/index.html', '/talk/mud.html')
    """
    return address + _INDEX if address.endswith("/") else address


def alias_file(alias: str, start: AliasOrigin) -> str:
    """The file at which Hugo redirects to a page that has an alias.

    >>> alias_file("old", AliasOrigin("/talk/mud/", "", False))
    '/talk/old/index.html'
    >>> alias_file("/old", AliasOrigin("/talk/mud.html", "", True))
    '/old.html'
    """
    if alias.startswith("/"):
        path = posixpath.normpath(f"/{start.prefix}/{alias}")
    else:
        path = posixpath.normpath(posixpath.join(_folder(start), alias))
    # normpath keeps two slashes in front, to which POSIX lets systems give a meaning of their own.
    path = "/" + path.lstrip("/")
    if path.endswith(".html"):
        return path
    return path + ".html" if start.is_ugly else posixpath.join(path, _INDEX)


def alias_of(path: str, language: str, configuration: Configuration) -> str | None:
    """How an address is named in the ``aliases`` of a page of that language; None where no alias can lead there.

    Hugo puts the prefix of the language in front itself, refuses the home page, and takes a name for that of a file
    where addresses are ugly.

    >>> alias_of("/zh/talk/mud/", "zh", Configuration("/site", languages=("en", "zh")))
    '/talk/mud/'
    """
    own = _below(path, prefix_of(language, configuration))
    if own is None or own == "/" or {".", ".."}.intersection(own.split("/")):
        return None
    is_file = configuration.ugly_urls is None or own.endswith(".html/")
    return own + _INDEX if is_file and own.endswith("/") else own


def rewritten(page: Page, old: AliasOrigin, new: AliasOrigin) -> Iterator[tuple[str, str]]:
    """The aliases of a page that would lead from elsewhere once it has another address, with what they have to be then:
    from the top, or where that cannot be, from the new place."""
    for alias in dict.fromkeys(aliases_of(page)):
        file = alias_file(alias, old)
        if file != alias_file(alias, new) and (text := named(file, alias, new)) is not None:
            yield alias, text


def named(file: str, like: str, start: AliasOrigin) -> str | None:
    """The alias of a page that leads from a file, in the shape of another one; None where none does."""
    return next((text for text in _namings(file, like, start) if alias_file(text, start) == file), None)


def _namings(file: str, like: str, start: AliasOrigin) -> Iterator[str]:
    """Ways to name a file, the plainest first; in the shape of another alias."""
    folder = file.removesuffix("/" + _INDEX) or "/"
    shown = folder + "/" * (like.endswith("/") and folder != "/")
    for path in (shown, file):
        own = _below(path, start.prefix)
        if own is not None:
            yield own
    for path in (folder, file):
        yield posixpath.relpath(path, _folder(start))


def _folder(start: AliasOrigin) -> str:
    """The folder from which a relative alias starts."""
    return posixpath.dirname(start.address.removesuffix(_INDEX).rstrip("/")) or "/"


def _below(path: str, prefix: str) -> str | None:
    """A path from the top of a language; None for one that is not below its prefix."""
    if prefix and not path.startswith(f"/{prefix}/"):
        return None
    return path[len(prefix) + 1 :] if prefix else path
