"""Folders that stay open while something is done in them, so that they are not walked to for every file.

An open folder is looked at again for every unit of work (``recheck``): whether it still stands where it stood, and is
no link. In between it is the folder that was looked at, wherever its name leads by then.
"""

from __future__ import annotations

import errno
import os
import stat

from hugoconv.errors import FileError
from hugoconv.refusals import file_error

NO_LINKS = getattr(os, "O_NOFOLLOW", 0)
# A folder that may be searched but not read can be walked through all the same.
_FOLDER = getattr(os, "O_PATH", os.O_RDONLY) | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_CLOEXEC", 0)
# What systems say where O_NOFOLLOW meets a link: ELOOP, with O_DIRECTORY also ENOTDIR, and EMLINK on FreeBSD.
_LINK_MET = (errno.ELOOP, errno.ENOTDIR, errno.EMLINK)
# Few, since a process may have no more than 256 open files on some systems; deeper ones are walked to each time.
_MOST = 32


class OpenFolders:
    """The folders below one that are open, by their paths."""

    def __init__(self, root: str) -> None:
        self._root = root
        self._open: dict[str, int] = {}
        self._known: dict[str, tuple[int, int]] = {}
        self._looked: set[str] = set()
        self._stale: list[int] = []
        self._busy = 0

    def recheck(self) -> None:
        """From here on no folder is known to stand where it stood."""
        self._looked.clear()

    def take(self, folder: str, path: str) -> int:
        """A folder, open until it is given back. Raises as ``walked``."""
        if not self._busy and (self._stale or len(self._open) > _MOST):
            self._trim()
        found = self._open[folder] if folder in self._looked else self._walked(folder, path)
        self._busy += 1
        return found

    def give_back(self) -> None:
        """Says that a folder that was taken is not needed now."""
        self._busy -= 1

    def forget(self, folder: str) -> None:
        """Says that a folder, with those below it, is another or none from now on."""
        for path in [path for path in self._open if path == folder or path.startswith(f"{folder}/")]:
            self._stale.append(self._open.pop(path))
            self._known.pop(path, None)
            self._looked.discard(path)

    def close(self) -> None:
        """Closes them all."""
        self._let_go()
        self._trim()

    def _trim(self) -> None:
        if len(self._open) > _MOST:
            self._let_go()
        for descriptor in self._stale:
            os.close(descriptor)
        self._stale = []

    def _let_go(self) -> None:
        """Has them closed as soon as none is in use."""
        self._stale += self._open.values()
        self._open, self._known, self._looked = {}, {}, set()

    def _walked(self, folder: str, path: str) -> int:
        at, above = "", self._top()
        for part in folder.split("/") if folder else ():
            at = f"{at}/{part}" if at else part
            if at not in self._looked:
                self._look(at, part, above, path)
            above = self._open[at]
        return above

    def _top(self) -> int:
        if "" not in self._open:
            self._open[""] = os.open(self._root, _FOLDER)
        self._looked.add("")
        return self._open[""]

    def _look(self, folder: str, part: str, above: int, path: str) -> None:
        if folder in self._open and not self._stands(folder, part, above):
            self.forget(folder)
        if folder not in self._open:
            self._open[folder] = entered(above, part, path)
        self._looked.add(folder)

    def _stands(self, folder: str, part: str, above: int) -> bool:
        """Whether a folder that is open is the one of that name: its number is no other's as long as it is open."""
        if folder not in self._known:
            mine = os.fstat(self._open[folder])
            self._known[folder] = mine.st_dev, mine.st_ino
        try:
            now = os.stat(part, dir_fd=above, follow_symlinks=False)
        except OSError:
            return False
        return (now.st_dev, now.st_ino) == self._known[folder]


def walked(root: str, parts: list[str], path: str) -> int:
    """A folder, open. Raises FileError ``is-a-link`` where a link is on the way, and OSError where a folder on the way
    cannot be entered."""
    folder = os.open(root, _FOLDER)
    try:
        for part in parts:
            below = entered(folder, part, path)
            os.close(folder)
            folder = below
    except BaseException:
        os.close(folder)
        raise
    return folder


def entered(folder: int, part: str, path: str) -> int:
    """A folder in an open one, open. Raises as ``walked``."""
    try:
        return os.open(part, _FOLDER | NO_LINKS, dir_fd=folder)
    except OSError as error:
        if error.errno in _LINK_MET and stat.S_ISLNK(os.lstat(part, dir_fd=folder).st_mode):
            raise link_on_the_way(path, part) from None
        raise


def link_on_the_way(path: str, part: str) -> FileError:
    """What is said of a path that leads through a link."""
    return file_error(path, "is-a-link", case="on-the-way", part=part)


def is_deep(folder: str) -> bool:
    """Whether a folder lies so deep that it is not held."""
    return folder.count("/") >= _MOST // 2
