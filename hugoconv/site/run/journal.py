"""The journal of a run: what it is going to do and every file as it was, on disk before anything is replaced.

    journal = MAGIC mark mark line*     one file a run; lines are only ever added
    line    = KIND SIZE SUM HEAD LF payload LF

``SUM`` is of the payload, ``HEAD`` of the three words before it and of the line before, so that no line can be
changed, left out, put in or moved unnoticed. The marks say in turn how many batches there are: a journal with fewer was
cut off afterwards. Kinds: ``begin``, ``plan`` (some groups), ``ready``, ``batch`` (their files as they were), ``end``,
``undoing``, ``left``, ``undone``.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterable
from typing import NamedTuple

from hugoconv.errors import FileError
from hugoconv.files.open_folders import NO_LINKS
from hugoconv.files.rooted_path import RootedPath, keep_names, opened, place, refuse_hard_link, remove, rename
from hugoconv.files.write import write_all

FORMAT = 2
MAGIC = b"hugoconv journal %d\n"
SUFFIX = ".journal"
# A journal that is not whole yet; nothing was done for it.
UNBORN = ".new"
SUM_SIZE = 16  # letters
_FIRST_MARK = len(MAGIC % FORMAT)
MARK_SIZE = 8 + 1 + SUM_SIZE + 1
FIRST_LINE = _FIRST_MARK + 2 * MARK_SIZE
# Without it Windows writes a carriage return before each line feed.
_BINARY = getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


class Tail(NamedTuple):
    """Where a journal goes on: its length, the sum of its last line, and how many batches it has."""

    end: int = FIRST_LINE
    head: bytes = b""
    batches: int = 0


class Journal:
    """A journal that is being written. Raises FileError where the disk will not take a line; the journal is then
    as it was before."""

    def __init__(self, rooted: RootedPath, descriptor: int, tail: Tail) -> None:
        self._rooted, self._descriptor, self._tail = rooted, descriptor, tail

    def add(self, kind: str, payload: bytes = b"") -> None:
        """Adds a line and waits until it is on disk."""
        try:
            os.lseek(self._descriptor, self._tail.end, os.SEEK_SET)
            tail = written(self._descriptor, self._tail, kind, payload)
            os.fsync(self._descriptor)
        except OSError as error:
            with contextlib.suppress(OSError):
                # What is left of half a line would stand between this line and the next.
                os.ftruncate(self._descriptor, self._tail.end)
            raise unwritable(self._rooted, error) from error
        self._tail = tail
        if kind == "batch":
            self._mark()

    def _mark(self) -> None:
        """Says how many batches there are. It may reach the disk later than they do, never before."""
        try:
            # In turn, so that a mark which is cut off by a loss of power leaves the one before it.
            os.lseek(self._descriptor, _FIRST_MARK + self._tail.batches % 2 * MARK_SIZE, os.SEEK_SET)
            write_all(self._descriptor, mark_of(self._tail.batches))
        except OSError as error:
            raise unwritable(self._rooted, error) from error

    def close(self) -> None:
        """Closes the file."""
        with contextlib.suppress(OSError):
            os.close(self._descriptor)


def written(descriptor: int, tail: Tail, kind: str, payload: bytes) -> Tail:
    """Writes a line; returns where the journal goes on. Raises OSError."""
    words = b"%s %d %s" % (kind.encode(), len(payload), sum_of(payload))
    head = sum_of(tail.head, words)
    line = b"%s %s\n%s\n" % (words, head, payload)
    write_all(descriptor, line)
    return Tail(tail.end + len(line), head, tail.batches + (kind == "batch"))


def sum_of(*parts: bytes) -> bytes:
    """What tells that bytes are others than those that were written."""
    found = hashlib.blake2b(digest_size=SUM_SIZE // 2)
    for part in parts:
        found.update(part)
    return found.hexdigest().encode()


def mark_of(batches: int) -> bytes:
    """A mark: as many batches as that, or more, are in the journal."""
    number = b"%08d" % batches
    return b"%s %s\n" % (number, sum_of(b"mark", number))


def unwritable(rooted: RootedPath, error: OSError) -> FileError:
    """Why a journal cannot be written."""
    return FileError.of_system(rooted.path, "cannot-write", error)


def create(rooted: RootedPath, begin: bytes, plan: Iterable[bytes]) -> Journal:
    """A new journal with all that is going to be done: it is there as a whole and on disk, or not at all.

    Raises FileError where that fails.
    """
    unborn = rooted._replace(path=rooted.path.removesuffix(SUFFIX) + UNBORN)
    descriptor = None
    try:
        with place(unborn) as at:
            flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | NO_LINKS | _BINARY
            descriptor = os.open(at.name, flags, 0o644, dir_fd=at.folder)
        write_all(descriptor, MAGIC % FORMAT + mark_of(0) * 2)
        tail = written(descriptor, Tail(), "begin", begin)
        for part in plan:
            tail = written(descriptor, tail, "plan", part)
        tail = written(descriptor, tail, "ready", b"")
        os.fsync(descriptor)
        rename(unborn, rooted)
        # A new name is on disk once its folder is; to wait for the file alone is not enough.
        keep_names(rooted.above)
        return Journal(rooted, descriptor, tail)
    # An interrupt too: a journal that stays there is a run that has to be undone before the next.
    except BaseException as error:
        if descriptor is not None:
            os.close(descriptor)
        for left in (unborn, rooted) if descriptor is not None else ():
            with contextlib.suppress(OSError, FileError):
                remove(left)
        if isinstance(error, OSError):
            raise unwritable(rooted, error) from error
        raise


def reopen(rooted: RootedPath, tail: Tail) -> Journal:
    """The journal of a run that goes on; a line that was being written when it was cut off is taken away.

    Raises FileError, also where the file is a link (``is-a-link``).
    """
    try:
        with opened(rooted, os.O_RDWR | _BINARY) as found:
            refuse_hard_link(rooted.path, os.fstat(found))
            os.ftruncate(found, tail.end)
            return Journal(rooted, os.dup(found), tail)
    except OSError as error:
        raise unwritable(rooted, error) from error
