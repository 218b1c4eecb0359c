"""The pages of a site: what each is for Hugo, and the files that belong to it.

Rules: Hugo 0.168, checked against the binary. Drafts and pages for a later day are pages like others.
"""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator
from typing import NamedTuple

from hugoconv.files.walk import entries_of
from hugoconv.hugo.page_path import ContentFolder, holds, is_content, is_ignored, page_path
from hugoconv.refusals import file_error
from hugoconv.site.configuration import Configuration


class SitePage(NamedTuple):
    """A page in a site. ``path`` and all others are posix paths from the root.

    ``kind`` is ``leaf`` for the page of a bundle, ``branch`` for that of a section, else ``single``. ``section`` is
    that of Hugo; empty at the top. ``resources`` are the files that go with a bundle: for a leaf bundle everything in
    its folder that is not its page in some language, what Hugo ignores too; for a branch what lies beside it for Hugo
    and is no page.
    """

    path: str
    kind: str
    language: str
    section: str
    resources: tuple[str, ...] = ()


def discover(configuration: Configuration, below: str | None = None) -> Iterator[SitePage]:
    """The pages of a site in sorted order, or those at and below a posix path from the root.

    What Hugo ignores is left out, and so are links. One folder at a time is held in memory. Raises
    FileError for a folder that cannot be read, and for a path that is not there.
    """
    root = configuration.root
    wanted = None if below is None else posixpath.normpath(below)
    if wanted is not None and not os.path.lexists(os.path.join(root, wanted)):
        raise file_error(wanted, "cannot-read", case="nothing")
    for content in sorted(configuration.content):
        if os.path.isdir(os.path.join(root, content.folder)):
            yield from _in_folder(configuration, content, content.folder, wanted)


def content_files(configuration: Configuration, below: str | None = None) -> Iterator[str]:
    """The paths of all files with front matter that Hugo reads in the content, or those at and below a path: pages, and
    files of leaf bundles. Pages in a language that is not built are among them."""
    folders = {content.folder for content in configuration.content}
    for folder in sorted(folders):
        # Files of a folder within another one would come twice.
        is_within_another = any(other != folder and holds(other, folder) for other in folders)
        if not is_within_another and os.path.isdir(os.path.join(configuration.root, folder)):
            yield from _content_in(configuration, folder, below)


def _content_in(configuration: Configuration, folder: str, wanted: str | None) -> Iterator[str]:
    names, folders = _listed(configuration, folder)
    paths = (_join(folder, name) for name in names if is_content(name))
    yield from (path for path in paths if _is_wanted(path, wanted))
    for name in folders:
        path = _join(folder, name)
        if _is_wanted(path, wanted) or holds(path, wanted or ""):
            yield from _content_in(configuration, path, wanted)


def placed(path: str, configuration: Configuration) -> SitePage:
    """What a page would be at a path from the root. Only its own name is asked: no bundle above is looked for.

    >>> placed("content/talk/opening/index.md", Configuration("/site"))[:4]
    ('content/talk/opening/index.md', 'leaf', 'en', 'talk')
    """
    where = page_path(path, configuration.content_rules)
    return SitePage(path, where.bundle, where.language, where.section, ())


def _in_folder(
    configuration: Configuration, content: ContentFolder, folder: str, wanted: str | None
) -> Iterator[SitePage]:
    """The pages in a folder and below it; a folder with the page of a leaf bundle has no others."""
    names, folders = _listed(configuration, folder)
    pages = [_join(folder, name) for name in names if is_content(name)]
    found = [
        page for path in pages if (page := placed(path, configuration)).language not in configuration.languages_off
    ]
    if leaves := [page for page in found if page.kind == "leaf"]:
        resources = tuple(_below(configuration, folder, {page.path for page in leaves}))
        found = [page._replace(resources=resources) for page in leaves]
        folders = []
    else:
        beside = tuple(_join(folder, name) for name in names if not is_content(name))
        found = [page._replace(resources=beside) if page.kind == "branch" else page for page in found]
    yield from (page for page in found if _is_wanted(page.path, wanted))
    others = {other.folder for other in configuration.content if other != content}
    for name in folders:
        path = _join(folder, name)
        if path not in others and (_is_wanted(path, wanted) or holds(path, wanted or "")):
            yield from _in_folder(configuration, content, path, wanted)


def _listed(configuration: Configuration, folder: str) -> tuple[list[str], list[str]]:
    """The files and the folders in a folder that Hugo looks at, both sorted; it follows no links."""
    names, folders = [], []
    for item in _entries(configuration, folder):
        if is_ignored(item.name) or _matches(configuration, item.path):
            continue
        if item.is_dir(follow_symlinks=False):
            folders.append(item.name)
        elif not item.is_symlink():  # a pipe or a device is told of, and not passed by
            names.append(item.name)
    return names, folders


def _below(configuration: Configuration, folder: str, pages: set[str]) -> Iterator[str]:
    """All files in a folder and below it but the pages, those that Hugo ignores too; a link is a file."""
    folders = []
    for item in _entries(configuration, folder):
        path = _join(folder, item.name)
        if item.is_dir(follow_symlinks=False):
            folders.append(path)
        elif path not in pages:
            yield path
    for path in folders:
        yield from _below(configuration, path, pages)


def _entries(configuration: Configuration, folder: str) -> list[os.DirEntry[str]]:
    return entries_of(os.path.normpath(os.path.join(configuration.root, folder)), folder)


def _matches(configuration: Configuration, path: str) -> bool:
    """Whether an ``ignoreFiles`` pattern names a file; Hugo looks for it in the whole path."""
    return any(pattern.search(path.replace(os.sep, "/")) for pattern in configuration.ignore_files)


def _join(folder: str, name: str) -> str:
    return name if folder == "." else f"{folder}/{name}"


def _is_wanted(path: str, wanted: str | None) -> bool:
    return wanted is None or holds(wanted, path)
