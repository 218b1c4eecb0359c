"""Files written whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from typing import NamedTuple

from hugoconv.errors import FileError
from hugoconv.files.read import read_bytes, refuse_other_kinds
from hugoconv.page.page import Page
from hugoconv.page.page_argument import refuse_other_than_page
from hugoconv.refusals import file_error


def write_bytes(path: str | os.PathLike[str], data: bytes) -> bool:
    """Gives a file these bytes; returns whether that changed it.

    Atomic: at every instant the file has all of its old or all of its new bytes. It keeps its mode, and
    its owner where that is permitted; a link stays a link and its target is written; equal bytes are not
    written, so the time of the last change stays (I7). Raises FileError and leaves the file as it was.
    """
    # A rename onto the link would put a file in its place, and leave what it leads to as it was.
    target = os.path.realpath(path)
    try:
        return _replace(target, data)
    except OSError as error:
        raise FileError.of_system(os.fspath(path), "cannot-write", error) from error


def write(page: Page, path: str | os.PathLike[str] | None = None) -> bool:
    """Writes a page to a file, by default its own; returns whether that changed the file. One that was made, and not
    read, gets the folders that it needs.

    Raises FileError ``changed-meanwhile`` where its own file has neither the bytes that were read nor those that were
    written of a page that this one was made of (I10), ``target-exists`` where something is at the place of a new one.
    """
    refuse_other_than_page(page, "write")
    target = os.fspath(path) if path is not None else page.path
    if target is None:
        raise file_error("<text>", "cannot-write", case="no-path")
    if page.path is not None and os.path.realpath(target) == os.path.realpath(page.path):
        if not page.on_disk:
            _refuse_other(target)
            _make_folders(target)
        changed = write_fresh(target, page.on_disk, page.to_bytes())
        page.note_written()
        return changed
    if not page.on_disk:
        _make_folders(target)
    return write_bytes(target, page.to_bytes())


def _refuse_other(path: str) -> None:
    """Raises FileError where something is at the place of a file that is new."""
    if os.path.lexists(path) and read_bytes(path):
        raise file_error(path, "target-exists", target=path)


def _make_folders(path: str) -> None:
    """Makes the folders of a file that is new. Raises FileError where one cannot be."""
    try:
        os.makedirs(os.path.dirname(os.path.realpath(path)), exist_ok=True)
    except OSError as error:
        raise FileError.of_system(path, "cannot-write", error) from error


def write_fresh(path: str, old: bytes, new: bytes) -> bool:
    """As ``write_bytes``, only where the file still has the ``old`` bytes (I10); raises FileError ``changed-meanwhile``
    where it has others."""
    if old == new:
        return False
    # A page that was read from nothing is written where there is nothing.
    if (old or os.path.lexists(path)) and read_bytes(path) != old:
        raise file_error(path, "changed-meanwhile", case="read")
    return write_bytes(path, new)


def _replace(target: str, data: bytes) -> bool:
    if os.path.lexists(target):
        refuse_other_kinds(target, os.stat(target))
        with open(target, "rb") as file:
            if file.read() == data:
                return False
    replace(target, data, os.path.join(os.path.dirname(target), TEMPORARY + os.urandom(6).hex()))
    return True


def replace(target: str, data: bytes, temporary: str, folder: int | None = None, *, durable: bool = True) -> None:
    """Gives a file these bytes, whole or not at all, by way of a temporary file; if ``durable``, on disk when this
    returns. Raises OSError and leaves none. Both paths start from an open ``folder`` where one is given, here and
    below."""
    stage(target, data, temporary, folder, durable=durable)
    try:
        os.replace(temporary, target, src_dir_fd=folder, dst_dir_fd=folder)
    except BaseException:
        discard(temporary, folder)
        raise


# How the name of every temporary file begins.
# It has a dot in front, since Hugo passes such names by: a server that watches the folder builds no page of it.
TEMPORARY = ".hugoconv-"
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


def stage(target: str, data: bytes, temporary: str, folder: int | None = None, *, durable: bool = False) -> None:
    """Puts bytes into a new file that is to replace ``target``, with its mode, and its owner where that is permitted.

    Raises OSError and leaves no such file, also where the target is read-only; FileError where it is no file.
    """
    old = _status(target, folder)
    if old is not None:
        refuse_other_kinds(target, old)
        # A rename asks for rights to the folder alone, and would take the place of a read-only file.
        if not os.access(target, os.W_OK, dir_fd=folder):
            raise PermissionError(13, "the file is read-only")
    stage_new(data, temporary, folder, Owned(old.st_mode, old.st_uid, old.st_gid) if old else None, durable=durable)


class Owned(NamedTuple):
    """The mode of a file, and whose it is."""

    mode: int
    uid: int
    gid: int


def stage_new(data: bytes, temporary: str, folder: int | None, owned: Owned | None, *, durable: bool) -> None:
    """As ``stage``, for a place at which nothing is. Without ``owned`` the file is one as any program makes."""
    # Nobody may read it who could not read the old one, not even until it has its mode.
    descriptor = os.open(temporary, _NEW, 0o666 if owned is None else 0o600, dir_fd=folder)
    try:
        try:
            write_all(descriptor, data)
            if owned is not None:
                _keep_mode(descriptor, owned)
            if durable:
                os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except BaseException:
        discard(temporary, folder)
        raise


# What systems say that know no second name of a file.
_NO_LINKS = (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS)


def put_new(temporary: str, target: str, folder: int | None) -> None:
    """Gives a temporary file its name, at which nothing may be. Raises FileExistsError, and OSError.

    A rename would take the place of whatever has come there meanwhile, a second name never does.
    """
    try:
        os.link(temporary, target, src_dir_fd=folder, dst_dir_fd=folder, follow_symlinks=False)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        if _status(target, folder) is not None:
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST)) from None
        os.replace(temporary, target, src_dir_fd=folder, dst_dir_fd=folder)
        return
    try:
        os.unlink(temporary, dir_fd=folder)
    except OSError:
        os.unlink(target, dir_fd=folder)
        raise


def _status(target: str, folder: int | None) -> os.stat_result | None:
    try:
        return os.stat(target, dir_fd=folder, follow_symlinks=False)
    except FileNotFoundError:
        return None


def write_all(descriptor: int, data: bytes) -> None:
    """Writes bytes, all of them or OSError: a disk that fills up takes a part of them first, without a word."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def discard(temporary: str, folder: int | None = None) -> None:
    """Takes a temporary file away, if it is there."""
    with contextlib.suppress(OSError):
        os.unlink(temporary, dir_fd=folder)


def _keep_mode(descriptor: int, old: Owned) -> None:
    new = os.fstat(descriptor)
    # The owner before the mode: on Linux a change of owner takes bits of the mode away.
    if (new.st_uid, new.st_gid) != (old.uid, old.gid) and hasattr(os, "fchown"):
        with contextlib.suppress(OSError):
            os.fchown(descriptor, old.uid, old.gid)
    os.fchmod(descriptor, stat.S_IMODE(old.mode))
