"""What a path that a person names leads to: a site, or a folder of none, and the place in it.

It is the same from whatever folder they name it.
"""

from __future__ import annotations

import os
from typing import NamedTuple

from hugoconv.files.walk import upwards
from hugoconv.site.base import Base, base_named
from hugoconv.site.configuration import find_root

CONTENT = "content"


class PathArgument(NamedTuple):
    """A path that was named: the base, the path from it, and what a person calls that; ``is_site`` says whether the
    base is a site."""

    base: Base
    path: str
    is_site: bool

    @property
    def name(self) -> str:
        """What a person calls it."""
        return self.base.name(self.path)


def argument_of(path: str) -> PathArgument:
    """Where a path leads, be there something or not.

    A site is the nearest folder upwards with a Hugo configuration, else the one that holds the nearest ``content``. A
    folder in none is a base itself, and so is the one of a file.
    """
    folder, name = (path, "") if os.path.isdir(path) else os.path.split(path)
    lexical = os.path.abspath(folder or os.curdir)
    real = os.path.realpath(folder or os.curdir)
    if os.path.realpath(lexical) != real:
        lexical = real  # behind a link, .. leads elsewhere than its text says
    root = site_around(lexical)
    if root is None and (root := site_around(real)) is not None:
        lexical = real
    at = root or lexical
    base = base_named(at, like=path, is_site=root is not None)
    inside = os.path.relpath(os.path.join(lexical, name), at).replace(os.sep, "/")
    return PathArgument(base, "" if inside == os.curdir else inside, root is not None)


def site_around(folder: str) -> str | None:
    """The folder of the site in which a folder lies, None where it lies in none."""
    return find_root(folder) or _with_content(os.path.abspath(folder))


def _with_content(folder: str) -> str | None:
    """The folder itself where it holds a folder ``content``, else the one that holds the nearest of that name above."""
    if os.path.isdir(os.path.join(folder, CONTENT)):
        return folder
    return next((os.path.dirname(at) for at in upwards(folder) if os.path.basename(at) == CONTENT), None)
