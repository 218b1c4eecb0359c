"""The files to work on that some paths name: of a site its content alone, as Hugo finds it, unless another folder is
named itself."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from hugoconv.errors import FileError
from hugoconv.files.walk import content_below, entries_of, is_page_entry
from hugoconv.hugo.page_path import holds, is_ignored
from hugoconv.refusals import file_error
from hugoconv.site.arguments import PathArgument, argument_of
from hugoconv.site.base import Base, base_named
from hugoconv.site.configuration import find_root, readable_configuration
from hugoconv.site.discovery import content_files


class WalkedFile(NamedTuple):
    """A file to work on: its path from the base; ``named`` where it was an argument itself, not met in a folder;
    ``argument`` is what led to it, as a person calls that; ``copy`` is where its result goes instead of nowhere."""

    base: Base
    path: str
    named: bool
    argument: str
    copy: str | None = None

    @property
    def name(self) -> str:
        """What a person calls the file."""
        return self.base.name(self.path)

    @property
    def layout_path(self) -> str:
        """The path that tells the layout of the page."""
        return self.base.layout_path(self.path)


def walk(arguments: Iterable[str | os.PathLike[str]]) -> Iterator[WalkedFile | FileError]:
    """The files that some files and folders name, each real file once, folders in sorted order.

    A site, and any folder in which its content lies, stands for the content; a folder without sites for all of its
    pages. A file is taken whatever its name. What cannot be read is among them as an error.
    """
    seen: set[str] = set()
    folders: dict[str, str] = {}
    for named in [os.fspath(argument) for argument in arguments]:
        try:
            for found in _found(named):
                real = _real(found, folders)
                if real not in seen:
                    seen.add(real)
                    yield found
        except FileError as error:
            yield error


def _real(found: WalkedFile, folders: dict[str, str]) -> str:
    """Where a file really lies; one that was met in a folder is no link, and each folder is asked once."""
    file = found.base.file(found.path)
    if found.named:
        return os.path.realpath(file)
    folder, name = os.path.split(file)
    if folder not in folders:
        folders[folder] = os.path.realpath(folder)
    return os.path.join(folders[folder], name)


def _found(path: str) -> Iterator[WalkedFile]:
    if not os.path.lexists(path):
        raise file_error(path, "cannot-read", case="nothing")
    argument = argument_of(path)
    if not os.path.isdir(path):
        yield WalkedFile(argument.base, argument.path, True, argument.name)
        return
    paths = _in_site(argument) if argument.is_site else _outside(argument)
    for base, below in paths:
        yield WalkedFile(base, below, False, argument.name)


def _in_site(argument: PathArgument) -> Iterator[tuple[Base, str]]:
    """The content in a folder of a site; all pages of a folder that has nothing to do with its content."""
    base, path = argument.base, argument.path
    configuration = readable_configuration(base.root)
    folders = [content.folder for content in configuration.content]
    if any(holds(path, folder) or holds(folder, path) for folder in folders):
        paths = content_files(configuration, path or None)
    else:
        paths = (f"{path}/{below}" for below in content_below(base.file(path), argument.name))
    yield from ((base, below) for below in paths)


def _outside(argument: PathArgument, below: str = "") -> Iterator[tuple[Base, str]]:
    """The pages of a folder that lies in no site; of the sites in it their content."""
    folder = os.path.join(argument.base.root, below)
    entries = [entry for entry in entries_of(folder, argument.base.name(below)) if not is_ignored(entry.name)]
    for entry in entries:
        if is_page_entry(entry):
            yield argument.base, f"{below}{entry.name}"
    for entry in entries:
        if not entry.is_dir(follow_symlinks=False):
            continue
        if find_root(entry.path) == entry.path:
            shown = argument.base.name(f"{below}{entry.name}")
            yield from _in_site(PathArgument(base_named(shown, like=shown, is_site=True), "", True))
        else:
            yield from _outside(argument, f"{below}{entry.name}/")
