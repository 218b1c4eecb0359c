"""A lock that one process has at a time."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator

from hugoconv.files.open_folders import NO_LINKS
from hugoconv.files.rooted_path import OpenPlace, RootedPath, place, refuse, refuse_hard_link, status_of

_LOCK = os.O_RDWR | os.O_CREAT | NO_LINKS | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NONBLOCK", 0)


@contextlib.contextmanager
def lock(rooted: RootedPath) -> Iterator[bool]:
    """Whether the lock is ours, for as long as that is asked. Raises OSError, and FileError where a link stands in the
    way.

    filelock opens its file by a path, and empties it: with a link put there meanwhile, it would empty another file. So
    it serves only where the system opens no folders.
    """
    status = status_of(rooted)
    if status is not None:
        refuse(rooted.path, status)
        refuse_hard_link(rooted.path, status)
    with place(rooted) as at, _by_path(at) if at.folder is None else _by_folder(at, rooted) as is_ours:
        yield is_ours


@contextlib.contextmanager
def _by_folder(at: OpenPlace, rooted: RootedPath) -> Iterator[bool]:
    # Windows has no such module, and opens no folders either.
    import fcntl

    descriptor = os.open(at.name, _LOCK, 0o644, dir_fd=at.folder)
    try:
        refuse(rooted.path, os.fstat(descriptor))
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
    finally:
        # The file stays: were it removed, one process could hold the old one while another locks a new one.
        os.close(descriptor)


@contextlib.contextmanager
def _by_path(at: OpenPlace) -> Iterator[bool]:
    from filelock import FileLock, Timeout

    found = FileLock(at.name, timeout=0)
    try:
        found.acquire()
    except Timeout:
        yield False
        return
    try:
        yield True
    finally:
        found.release()
