"""The folder that a plan is about, under its real path and as a person named it."""

from __future__ import annotations

import os
from typing import NamedTuple

from hugoconv.files.beneath import Spot


class Base(NamedTuple):
    """A folder: ``root`` is absolute and free of links, ``shown`` what a person called it, empty for where they are.

    Paths of a plan lead on from it, with ``/`` between their parts on every system.
    """

    root: str
    shown: str = ""

    def file(self, path: str) -> str:
        """Where the file of a path lies on this machine."""
        return os.path.join(self.root, path)

    def spot(self, path: str) -> Spot:
        """The same, to be reached without a link on the way."""
        return Spot(self.root, path)

    def name(self, path: str) -> str:
        """What a person calls the file of a path.

        >>> Base("/srv/site", "../site").name("content/post/a.md")
        '../site/content/post/a.md'
        """
        return os.path.normpath(os.path.join(self.shown, path)).replace(os.sep, "/")

    def path(self, name: str) -> str:
        """The path of what a person calls by a name: the opposite of ``name``."""
        name = os.path.normpath(name)
        if not self.shown and not os.path.isabs(name):
            return name.replace(os.sep, "/")
        above = os.path.join(os.path.normpath(self.shown), "")
        if self.shown and name.startswith(above):
            return name[len(above) :].replace(os.sep, "/")
        start = self.shown or os.curdir
        return os.path.relpath(os.path.abspath(name), os.path.abspath(start)).replace(os.sep, "/")


def base_of(root: str, shown: str = "") -> Base:
    """The base of a folder that is there."""
    return Base(os.path.realpath(root), "" if shown == os.curdir else shown)
