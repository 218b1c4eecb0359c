"""Finding the pages below some folders, as Hugo finds them."""

from __future__ import annotations

import os
from collections.abc import Iterator

from hugoconv.errors import FileError
from hugoconv.hugo.page_path import is_content, is_ignored


def content_below(folder: str, shown: str) -> Iterator[str]:
    """The content files in a folder and below it, as paths from there, in sorted order.

    As for Hugo, names that begin with ``.`` or ``#`` or end with ``~`` are no content, and links are not followed.
    Raises FileError, with the folder as it is ``shown``, for one that cannot be read.
    """
    entries = [entry for entry in entries_of(folder, shown) if not is_ignored(entry.name)]
    yield from (entry.name for entry in entries if is_page_entry(entry))
    for entry in entries:
        # A link to a folder above would be followed for ever; Hugo follows none in content either.
        if entry.is_dir(follow_symlinks=False):
            below = content_below(entry.path, os.path.join(shown, entry.name))
            yield from (f"{entry.name}/{path}" for path in below)


def upwards(folder: str) -> Iterator[str]:
    """A folder, given by its absolute path, and those above it, the nearest first."""
    above = os.path.dirname(folder)
    yield folder
    if above != folder:
        yield from upwards(above)


def entries_of(folder: str, shown: str) -> list[os.DirEntry[str]]:
    """What lies in a folder, by name. Raises FileError, with the folder as it is ``shown``, where it cannot be read."""
    try:
        with os.scandir(folder) as found:
            return sorted(found, key=lambda entry: entry.name)
    except OSError as error:
        raise FileError.of_system(shown, "cannot-read", error) from error


def is_page_entry(entry: os.DirEntry[str]) -> bool:
    """Whether something in a folder is a page, or a pipe or device in the place of one, of which a person is told."""
    return is_content(entry.name) and not entry.is_symlink() and not entry.is_dir(follow_symlinks=False)
