"""Which pages of a site a script means, however it names them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from hugoconv.errors import FileError, MatterSyntaxError
from hugoconv.page.page import Page
from hugoconv.site.base import Base
from hugoconv.site.configuration import Configuration
from hugoconv.site.discovery import SitePage, discover

# An error is what a site gives in the place of a page that cannot be read.
Named: TypeAlias = str | os.PathLike[str] | SitePage | Page | FileError | MatterSyntaxError


def path_in(base: Base, named: Named) -> str:
    """The path from the top of a site, with ``/`` between its parts. What is relative leads on from there, or, where
    nothing lies there, from where the program runs.

    >>> here = Base(os.getcwd())
    >>> path_in(here, "./content/a.md"), path_in(here, os.path.abspath("content/a.md"))
    ('content/a.md', 'content/a.md')
    """
    if isinstance(named, Page | FileError | MatterSyntaxError):
        return base.path(_path_of(named))
    path = named.path if isinstance(named, SitePage) else os.fspath(named)
    if not os.path.isabs(path) and not os.path.lexists(base.file(path)):
        path = _from_here(base, path)
    if os.path.isabs(path):
        path = _below(base.root, path)
    return os.path.normpath(path).replace(os.sep, "/")


def _path_of(page: Page | FileError | MatterSyntaxError) -> str:
    if page.path is None:
        raise ValueError("a page without a path is no page of a site")
    return page.path


def _from_here(base: Base, path: str) -> str:
    here = os.path.abspath(path)
    return here if os.path.lexists(here) and _is_inside(_below(base.root, here)) else path


def _below(root: str, path: str) -> str:
    """An absolute path from a folder, also where a link leads to that folder."""
    own = os.path.relpath(path, root)
    if _is_inside(own):
        return own
    folder, name = os.path.split(os.path.normpath(path))
    real = os.path.relpath(os.path.join(os.path.realpath(folder), name), root)
    return real if _is_inside(real) else own


def _is_inside(path: str) -> bool:
    return not os.path.isabs(path) and path.split(os.sep, maxsplit=1)[0] != os.pardir


def each(named: Named | Iterable[Named]) -> Iterable[Named]:
    """What is named, one or several."""
    # Text, and a page too, can be iterated over, which nobody means.
    return [named] if isinstance(named, str | os.PathLike | SitePage | Page | FileError | MatterSyntaxError) else named


def listed(base: Base, configuration: Configuration, pages: Named | Iterable[Named] | None) -> Iterator[str]:
    """The paths of the pages that are named, one or several; a folder stands for the pages in it, None for all of the
    site. Raises FileError for a folder that cannot be read."""
    if pages is None:
        yield from (page.path for page in discover(configuration))
        return
    for named in each(pages):
        path = path_in(base, named)
        if _is_inside(path) and os.path.isdir(base.file(path)):
            yield from (page.path for page in discover(configuration, None if path == os.curdir else path))
        else:
            yield path
