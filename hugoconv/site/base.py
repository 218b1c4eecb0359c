"""The folder that a plan is about, under its real path and as a person named it."""

from __future__ import annotations

import contextlib
import os
import posixpath
from collections.abc import Iterator
from typing import NamedTuple

from hugoconv.errors import one_line
from hugoconv.files.open_folders import OpenFolders
from hugoconv.files.rooted_path import RootedPath
from hugoconv.hugo.page_path import ContentRules

# As many folders above a page of no site may tell its layout: that of its bundle, that of the layout, one for a year.
_TELLING = 3


class Base(NamedTuple):
    """A folder: ``root`` is absolute and free of links, ``shown`` what a person called it, empty for where they are.

    Paths of a plan lead on from it, with ``/`` between their parts on every system. ``here`` is the path at which that
    person works, where it lies in the folder and they named it by a relative path. ``above`` are the folders that lead
    to one that is no site. ``open_folders`` are folders that stay open while a run is at work. ``content_rules`` are
    what the configuration of the site says of its content, None where there is none.
    """

    root: str
    shown: str = ""
    here: str = ""
    above: str = ""
    open_folders: OpenFolders | None = None
    content_rules: ContentRules | None = None

    def file(self, path: str) -> str:
        """Where the file of a path lies on this machine."""
        return os.path.join(self.root, path)

    def rooted(self, path: str) -> RootedPath:
        """The same, to be reached without a link on the way."""
        return RootedPath(self.root, path, self.open_folders)

    def recheck_folders(self) -> None:
        """From here on every folder that stays open is looked at again before it is used."""
        if self.open_folders is not None:
            self.open_folders.recheck()

    def name(self, path: str) -> str:
        """What a person calls the file of a path.

        >>> Base("/srv/site", "../site").name("content/post/a.md")
        '../site/content/post/a.md'
        >>> Base("/srv/site", "../..", "content/talk").name("content/post/a.md")
        '../post/a.md'
        """
        if self.here:
            # from "/", since the folder in which a person works may have moved away, and can't be asked for then
            return posixpath.relpath(f"/{path}", f"/{self.here}")
        return os.path.normpath(os.path.join(self.shown, path)).replace(os.sep, "/")

    def label(self, path: str) -> str:
        """The same, on one line of a message."""
        return one_line(self.name(path))

    def layout_path(self, path: str) -> str:
        """The path that tells the layout of a page: the same from wherever a person works.

        >>> Base("/srv/site").layout_path("content/post/a.md"), Base("/srv/talk", above="srv/talk").layout_path("a.md")
        ('content/post/a.md', 'srv/talk/a.md')
        """
        return posixpath.join(self.above, path)

    def path(self, layout_path: str) -> str:
        """The path of what ``layout_path`` gave, or of an absolute path."""
        if os.path.isabs(layout_path):
            return os.path.relpath(os.path.normpath(layout_path), self.root).replace(os.sep, "/")
        return os.path.normpath(layout_path).replace(os.sep, "/").removeprefix(f"{self.above}/" if self.above else "")


@contextlib.contextmanager
def keeping_folders_open(base: Base) -> Iterator[Base]:
    """The base with folders that stay open, each looked at again for every unit of work (``Base.recheck_folders``)."""
    found = OpenFolders(base.root)
    try:
        yield base._replace(open_folders=found)
    finally:
        found.close()


def base_of(root: str, shown: str = "") -> Base:
    """The base of a folder that is there."""
    return Base(os.path.realpath(root), "" if shown == os.curdir else shown)


def base_named(root: str, *, like: str, is_site: bool) -> Base:
    """The base of a folder, called by an absolute path where what led to it is one, else from where a person works."""
    base = base_of(root)
    above = "" if is_site else "/".join(base.root.split(os.sep)[1:][-_TELLING:])
    if os.path.isabs(like):
        return base._replace(shown=root, above=above)
    here = os.path.relpath(os.getcwd(), base.root).replace(os.sep, "/")
    inside = "" if here == os.curdir or here.split("/")[0] == os.pardir else here
    shown = os.path.relpath(base.root if inside else root)
    return base._replace(shown="" if shown == os.curdir else shown, here=inside, above=above)
