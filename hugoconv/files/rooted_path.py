"""Files reached from the top of a folder, part by part, so that no link on the way leads anywhere else.

A path is walked at the moment of its use, each folder opened from the one before it and held open until the file is
done, or the unit of work to which it belongs: somebody who puts a link into a path meanwhile gets a refusal, not a
write. Where the system opens no folders, each part is looked at just before the use instead.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from hugoconv.files.open_folders import NO_LINKS, OpenFolders, is_deep, link_on_the_way, walked
from hugoconv.files.read import READ, refuse_other_kinds
from hugoconv.refusals import file_error

# Whether the system takes a path from an open folder.
HAS_FOLDERS = os.supports_dir_fd >= {os.open, os.stat, os.unlink, os.rename, os.mkdir, os.rmdir, os.access}
# On Windows these lead to other folders, other disks, and into streams of a file.
_NOT_IN_NAMES = frozenset("\0\\:" if os.sep == "\\" else "\0")


class RootedPath(NamedTuple):
    """A path, with ``/`` between its parts, below a folder; ``open_folders`` are folders that stay open."""

    root: str
    path: str
    open_folders: OpenFolders | None = None

    @property
    def above(self) -> RootedPath:
        """The folder in which it lies."""
        return RootedPath(self.root, self.path.rpartition("/")[0], self.open_folders)


class OpenPlace(NamedTuple):
    """A name in an open folder; the whole path, and None, where the system opens no folders."""

    name: str
    folder: int | None

    def beside(self, name: str) -> str:
        """Another name in the same folder."""
        return name if self.folder is not None else os.path.join(os.path.dirname(self.name), name)


@lru_cache(maxsize=4096)
def parts_of(path: str) -> tuple[str, ...]:
    """The parts of a path. Raises FileError ``outside-site`` for one that could lead out of its folder, and for what
    is no path.

    >>> parts_of("content/a.md")
    ('content', 'a.md')
    >>> parts_of("content/../../a.md")
    Traceback (most recent call last):
    hugoconv.errors.FileError: content/../../a.md: outside-site: the path leads out of the site, or is none
    """
    parts = tuple(path.split("/"))
    if os.path.isabs(path) or not all(map(is_name, parts)):
        raise file_error(path, "outside-site", case="path")
    return parts


@lru_cache(maxsize=4096)
def is_name(part: str) -> bool:
    """Whether a part of a path is a name, and leads nowhere else."""
    try:
        os.fsencode(part)
    except UnicodeEncodeError:
        return False
    return part not in ("", ".", "..") and _NOT_IN_NAMES.isdisjoint(part)


class place:  # noqa: N801 - a context, used as one; a generator costs more than what it is for
    """Where a path leads, for as long as it is used.

    Raises FileError ``outside-site`` for a path that leads out, ``is-a-link`` where a link is on the way, and OSError
    where a folder on the way cannot be entered. What the last name stands for is not looked at.
    """

    __slots__ = ("_borrowed", "_folder", "_rooted")
    _folder: int | None
    _borrowed: OpenFolders | None

    def __init__(self, rooted: RootedPath) -> None:
        self._rooted = rooted

    def __enter__(self) -> OpenPlace:
        rooted = self._rooted
        *above, name = parts_of(rooted.path)
        self._folder = self._borrowed = None
        if not HAS_FOLDERS:
            return OpenPlace(os.path.join(_looked_through(rooted, tuple(above)), name), None)
        folder = "/".join(above)
        if rooted.open_folders is None or is_deep(folder):
            self._folder = found = walked(rooted.root, above, rooted.path)
        else:
            found, self._borrowed = rooted.open_folders.take(folder, rooted.path), rooted.open_folders
        return OpenPlace(name, found)

    def __exit__(self, *_: object) -> None:
        if self._borrowed is not None:
            self._borrowed.give_back()
        elif self._folder is not None:
            os.close(self._folder)


def _looked_through(rooted: RootedPath, parts: tuple[str, ...]) -> str:
    found = rooted.root
    for part in parts:
        found = os.path.join(found, part)
        status = os.lstat(found)
        # a junction of Windows is no symbolic link, and leads elsewhere all the same
        if stat.S_ISLNK(status.st_mode) or (getattr(status, "st_reparse_tag", None)):
            raise link_on_the_way(rooted.path, part)
    return found


def refuse_link(path: str, status: os.stat_result) -> None:
    """Raises FileError ``is-a-link`` for a symbolic link."""
    if stat.S_ISLNK(status.st_mode):
        raise file_error(path, "is-a-link", case="symbolic")


def refuse_hard_link(path: str, status: os.stat_result) -> None:
    """Raises FileError ``is-a-link`` for a file that has another name too, by which somebody else may know it."""
    if status.st_nlink > 1:
        raise file_error(path, "is-a-link", case="hard")


# Looking


def status_of(rooted: RootedPath) -> os.stat_result | None:
    """What stands at a path, a link itself and not where it leads; None where nothing does. Raises as ``place``."""
    try:
        if not rooted.path:
            return os.stat(rooted.root)
        with place(rooted) as at:
            return os.stat(at.name, dir_fd=at.folder, follow_symlinks=False)
    except (FileNotFoundError, NotADirectoryError):
        return None


def is_folder(rooted: RootedPath) -> bool:
    """Whether a folder stands at a path, no link to one."""
    status = status_of(rooted)
    return status is not None and stat.S_ISDIR(status.st_mode)


def read(rooted: RootedPath) -> tuple[bytes, os.stat_result]:
    """The bytes of a file, and what it looked like. Raises OSError, and FileError as ``place``, ``is-a-link`` for a
    link and ``not-a-file`` for what is no file."""
    with place(rooted) as at:
        descriptor, status = _opened(rooted.path, at, READ)
    try:
        return _all_of(descriptor, status.st_size), status
    finally:
        os.close(descriptor)


def _all_of(descriptor: int, size: int) -> bytes:
    # One byte more than there should be, so that one call tells as a rule that nothing follows.
    data = os.read(descriptor, size + 1)
    if len(data) == size:
        return data
    parts = [data]
    while parts[-1]:
        parts.append(os.read(descriptor, max(1 << 20, size)))
    return b"".join(parts)


@contextlib.contextmanager
def opened(rooted: RootedPath, flags: int = READ) -> Iterator[int]:
    """A file, open; raises as ``read``."""
    with place(rooted) as at:
        descriptor, _ = _opened(rooted.path, at, flags)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _opened(path: str, at: OpenPlace, flags: int) -> tuple[int, os.stat_result]:
    # Before it is opened too: to open a pipe may wait, and to open a device may do something.
    refuse(path, os.stat(at.name, dir_fd=at.folder, follow_symlinks=False))
    descriptor = os.open(at.name, flags | NO_LINKS, dir_fd=at.folder)
    try:
        status = os.fstat(descriptor)
        refuse(path, status)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor, status


def refuse(path: str, status: os.stat_result) -> None:
    """Raises FileError for a link, and for what is no file."""
    refuse_link(path, status)
    refuse_other_kinds(path, status)


def names_in(rooted: RootedPath) -> list[str]:
    """The names in a folder. Raises OSError, and FileError as ``place``, also where it is a link itself."""
    with place(rooted) as at:
        refuse_link(rooted.path, os.stat(at.name, dir_fd=at.folder, follow_symlinks=False))
        if at.folder is None:
            return os.listdir(at.name)
        flags = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC | NO_LINKS
        descriptor = os.open(at.name, flags, dir_fd=at.folder)
    try:
        return os.listdir(descriptor)
    finally:
        os.close(descriptor)


# Changing


def make_folder(rooted: RootedPath) -> None:
    """Makes a folder and those above it, where they are not there. Raises OSError, and FileError as ``place``."""
    status = status_of(rooted) if rooted.path else None
    if not rooted.path or (status is not None and stat.S_ISDIR(status.st_mode)):
        return
    if status is not None:
        refuse_link(rooted.path, status)
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
    make_folder(rooted.above)
    # Another run may have made it since it was looked for.
    with place(rooted) as at, contextlib.suppress(FileExistsError):
        os.mkdir(at.name, dir_fd=at.folder)


def remove_folder(rooted: RootedPath) -> None:
    """Removes an empty folder. Raises OSError, and FileError as ``place``."""
    with place(rooted) as at:
        os.rmdir(at.name, dir_fd=at.folder)
    if rooted.open_folders is not None:
        rooted.open_folders.forget(rooted.path)


def remove(rooted: RootedPath) -> None:
    """Removes a file. Raises OSError, and FileError as ``place``."""
    with place(rooted) as at:
        os.unlink(at.name, dir_fd=at.folder)


def rename(old: RootedPath, new: RootedPath) -> None:
    """Renames a file, a folder or a link itself. Raises OSError, and FileError as ``place``."""
    with place(old) as source, place(new) as target:
        os.rename(source.name, target.name, src_dir_fd=source.folder, dst_dir_fd=target.folder)
    for rooted in (old, new):
        if rooted.open_folders is not None:
            rooted.open_folders.forget(rooted.path)


def keep_names(rooted: RootedPath) -> None:
    """Waits until the names in a folder are on disk, where the system can do that. Raises OSError where it fails."""
    if not HAS_FOLDERS:
        return  # Windows opens no folder
    with place(RootedPath(rooted.root, f"{rooted.path}/x" if rooted.path else "x")) as at:
        descriptor = os.open(".", os.O_RDONLY | os.O_CLOEXEC, dir_fd=at.folder)
    try:
        os.fsync(descriptor)
    except OSError as error:
        # Some file systems cannot wait for a folder.
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(descriptor)
