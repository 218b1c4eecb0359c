"""Finding the pages below some folders, as Hugo finds them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from hugoconv.errors import FileError

# Hugo's suffixes of content; the case of the letters does not count.
SUFFIXES = frozenset(
    [
        ".md",
        ".mdown",
        ".markdown",
        ".html",
        ".htm",
        ".adoc",
        ".asciidoc",
        ".ad",
        ".rst",
        ".pandoc",
        ".pdc",
        ".org",
    ]
)


class Found(NamedTuple):
    """A file to work on: ``named`` where it was an argument itself, not met in a folder; ``argument`` is
    what led to it."""

    path: str
    named: bool
    argument: str


def walk(arguments: Iterable[str | os.PathLike[str]]) -> Iterator[Found]:
    """The pages that some files and folders name, each real file once, folders in sorted order.

    As for Hugo, names that begin with ``.`` or ``#`` or end with ``~`` are no content; links to folders are
    not followed. Raises FileError for an argument that does not exist.
    """
    seen: set[str] = set()
    for argument in [os.fspath(argument) for argument in arguments]:
        if not os.path.lexists(argument):
            raise FileError(argument, "cannot-read", "no such file or folder")
        named = not os.path.isdir(argument)
        for path, real in [(argument, os.path.realpath(argument))] if named else _below(argument):
            if real not in seen:
                seen.add(real)
                yield Found(path, named, argument)


def _below(folder: str, real: str | None = None) -> Iterator[tuple[str, str]]:
    """The pages below a folder, each with its real path."""
    real = os.path.realpath(folder) if real is None else real
    entries = [entry for entry in entries_of(folder, folder) if not is_ignored(entry.name)]
    for entry in entries:
        if is_content(entry.name) and not os.path.isdir(entry.path):
            yield entry.path, os.path.realpath(entry.path) if entry.is_symlink() else os.path.join(real, entry.name)
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from _below(entry.path, os.path.join(real, entry.name))


def entries_of(folder: str, shown: str) -> list[os.DirEntry[str]]:
    """What lies in a folder, by name. Raises FileError, with the folder as it is ``shown``, where it cannot be read."""
    try:
        with os.scandir(folder) as found:
            return sorted(found, key=lambda entry: entry.name)
    except OSError as error:
        raise FileError(shown, "cannot-read", error.strerror or str(error)) from error


def is_ignored(name: str) -> bool:
    """Whether Hugo passes by a file or folder of that name."""
    return name.startswith((".", "#")) or name.endswith("~")


def is_content(name: str) -> bool:
    """Whether a file of that name holds a page."""
    return os.path.splitext(name)[1].lower() in SUFFIXES
