"""One move group on disk: its files replaced and moved, or all of it as it was.

Whatever is not finished here can be found again: the name of every temporary file follows from the run and the path.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable
from typing import NamedTuple

from hugoconv.errors import FileError
from hugoconv.files import rooted_path as beneath
from hugoconv.files.rooted_path import (
    OpenPlace,
    make_folder,
    place,
    status_of,
)
from hugoconv.files.write import Owned, discard, put_new, replace, stage, stage_new
from hugoconv.refusals import file_error, message
from hugoconv.site.base import Base
from hugoconv.site.move.groups import MoveGroup, parent
from hugoconv.site.plan.file_plan import ABSENT, FilePlan, digest
from hugoconv.site.run.folders import (
    all_above,
    make_above,
    missing_below,
    remove_emptied,
    remove_empty_folder,
    remove_made,
)
from hugoconv.site.run.journal_payloads import Folder, Preimages
from hugoconv.site.run.temporary import temporary

# Where the system cannot write all its buffers out at the end of a run, every file waits for its own.
_ONE_BY_ONE = not hasattr(os, "sync")


class Seen(NamedTuple):
    """What tells that a file is another than the one that was read, without reading it again."""

    inode: int
    size: int
    modified: int
    changed: int


class Ready(NamedTuple):
    """A move group that can be done: by the paths of the files to be written, what stands there now and what is to."""

    group: MoveGroup
    old: dict[str, bytes]
    new: dict[str, bytes]
    seen: dict[str, Seen]


class HalfDone(FileError):
    """A move group that could be neither brought to its end nor back; undo can."""


def seen_of(status: os.stat_result) -> Seen:
    """What a file looks like from outside."""
    return Seen(status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)


def read_seen(base: Base, path: str) -> tuple[bytes, Seen]:
    """The bytes of a file, and what it looked like. Raises FileError where it cannot be read."""
    try:
        data, status = beneath.read(base.rooted(path))
    except OSError as error:
        raise FileError.of_system(path, "cannot-read", error) from error
    return data, seen_of(status)


def is_there(base: Base, path: str) -> bool:
    """Whether anything stands at a path. Raises FileError where a link is on the way."""
    return status_of(base.rooted(path)) is not None


def settle() -> None:
    """Waits until everything that was written is on disk."""
    if not _ONE_BY_ONE:
        os.sync()


# Doing


def carry_out(base: Base, run: str, one: Ready, preimages: Preimages) -> None:
    """Replaces the files of a move group, then moves it.

    Raises FileError and leaves the group as it was, HalfDone where that cannot be.
    """
    base.recheck_folders()
    done: list[str | tuple[str, str]] = []
    staged: list[str] = []
    at = one.group.files[0].path
    try:
        # All are written before the first is replaced: a disk that fills up is noticed while everything is as it was.
        files = {file.path: file for file in one.group.files}
        for at, data in one.new.items():
            if not files[at].is_deleted:
                staged.append(at)
                _stage(base, run, files[at], data)
        for at in one.new:
            if _replaced(base, run, one.seen.get(at), files[at]):
                done.append(at)
            else:
                _unstage(base, run, at)
        for source, target in one.group.moves:
            at = source
            if is_there(base, source):
                rename(base, source, target)
                done.append((source, target))
        remove_emptied(base, one.group)
    except (OSError, FileError) as error:
        for path in staged:
            _unstage(base, run, path)
        _take_back(base, run, done, one, preimages)
        raise failure_of(at, error) from error


def failure_of(path: str, error: Exception) -> FileError:
    """Why something cannot be done to the file of a path."""
    if isinstance(error, FileError):
        return FileError(path, error.code, error.why)
    return FileError(path, "cannot-write", getattr(error, "strerror", None) or str(error))


def _stage(base: Base, run: str, file: FilePlan, data: bytes) -> None:
    if file.is_created:
        make_folder(base.rooted(parent(file.path)))
    with place(base.rooted(file.path)) as at:
        stage(at.name, data, at.beside(temporary(run, file.path)), at.folder, durable=_ONE_BY_ONE)


def _replaced(base: Base, run: str, seen: Seen | None, file: FilePlan) -> bool:
    """Puts the new file in the place of the old one, which is looked at in the same folder just before; returns whether
    that was needed. Raises OSError, and FileError ``changed-meanwhile`` and ``target-exists``."""
    with place(base.rooted(file.path)) as at:
        other = at.beside(temporary(run, file.path))
        if seen is None:
            put_at_nothing(base, file.path, other, at)
        elif not _is_as_read(base, at, seen, file):
            return False
        elif file.is_deleted:
            os.unlink(at.name, dir_fd=at.folder)
        else:
            os.replace(other, at.name, src_dir_fd=at.folder, dst_dir_fd=at.folder)
        return True


def put_at_nothing(base: Base, path: str, other: str, at: OpenPlace) -> None:
    """Gives a temporary file its place. Raises FileError ``target-exists`` where something is there by now."""
    try:
        put_new(other, at.name, at.folder)
    except FileExistsError:
        raise file_error(path, "target-exists", target=base.name(path)) from None


def _unstage(base: Base, run: str, path: str) -> None:
    with contextlib.suppress(OSError, FileError), place(base.rooted(path)) as at:
        discard(at.beside(temporary(run, path)), at.folder)


def _is_as_read(base: Base, at: OpenPlace, seen: Seen, file: FilePlan) -> bool:
    """Whether a file is still what was read (promise I10); not where it is already what it is to become."""
    with contextlib.suppress(FileNotFoundError):
        if seen_of(os.stat(at.name, dir_fd=at.folder, follow_symlinks=False)) == seen:
            return True
    # Another time or inode alone, as a checkout leaves it, is no other page.
    now = digest(read_seen(base, file.path)[0])
    if now not in (file.before, file.after):
        raise file_error(file.path, "changed-meanwhile")
    return now == file.before


def rename(base: Base, source: str, target: str) -> None:
    """Renames a file or folder to where nothing is, and makes the folders above it.

    Raises OSError, and FileError ``target-exists``.
    """
    # A rename on POSIX takes the place of a file, and of an empty folder, without a word.
    if is_there(base, target):
        raise file_error(source, "target-exists", target=base.name(target))
    try:
        beneath.rename(base.rooted(source), base.rooted(target))
    except FileNotFoundError:
        make_folder(base.rooted(parent(target)))
        beneath.rename(base.rooted(source), base.rooted(target))


def _take_back(base: Base, run: str, done: list[str | tuple[str, str]], one: Ready, preimages: Preimages) -> None:
    """Brings back what was done of a move group, the last first."""
    for step in reversed(done):
        try:
            if not isinstance(step, str):
                move_back(base, run, *step, preimages.above)
            elif step not in one.old:
                beneath.remove(base.rooted(step))
            elif is_there(base, step):
                put(base, run, step, one.old[step])
            else:
                put_again(base, run, step, one.old[step], preimages.above)
        except (OSError, FileError) as error:
            at = step if isinstance(step, str) else step[0]
            raise HalfDone(at, *message("cannot-write", "half-done", why=failure_of(at, error).why)[:2]) from error
    remove_made(base, missing_below(preimages.made, one.group))


# Bringing back


def put(base: Base, run: str, path: str, data: bytes) -> None:
    """Gives a file these bytes, whole or not at all, on disk when this returns. Raises OSError and FileError."""
    _put(base, run, path, data, durable=True)


def put_until_settled(base: Base, run: str, path: str, data: bytes) -> None:
    """As ``put``, on disk once ``settle`` returns: a loss of power before that may leave what ``is_torn`` knows."""
    _put(base, run, path, data, durable=_ONE_BY_ONE)


def _put(base: Base, run: str, path: str, data: bytes, *, durable: bool) -> None:
    with place(base.rooted(path)) as at:
        other = at.beside(temporary(run, path))
        try:
            replace(at.name, data, other, at.folder, durable=durable)
        except FileExistsError:  # a run that was cut off has left it
            discard(other, at.folder)
            replace(at.name, data, other, at.folder, durable=durable)


def put_again(base: Base, run: str, path: str, data: bytes, above: Iterable[Folder], *, durable: bool = True) -> None:
    """Makes a file again that was taken away, with its mode; on disk as after ``put``, or as after
    ``put_until_settled``. Raises OSError, and FileError ``target-exists``."""
    owned = next((Owned(one.mode, one.uid, one.gid) for one in above if one.path == path), None)
    make_above(base, run, path, above)
    with place(base.rooted(path)) as at:
        other = at.beside(temporary(run, path))
        discard(other, at.folder)
        stage_new(data, other, at.folder, owned, durable=durable or _ONE_BY_ONE)
        try:
            put_at_nothing(base, path, other, at)
        # Ctrl-C is no Exception, and would leave the temporary file, too.
        except BaseException:
            discard(other, at.folder)
            raise


def move_back(base: Base, run: str, source: str, target: str, above: Iterable[Folder]) -> None:
    """Renames a target to its source, and makes the folders above that as they were. Raises OSError, and FileError."""
    try:
        beneath.rename(base.rooted(target), base.rooted(source))
    except FileNotFoundError:
        make_above(base, run, source, above)
        beneath.rename(base.rooted(target), base.rooted(source))


def clean(base: Base, run: str, group: MoveGroup, swept: set[str]) -> None:
    """Takes away what a run that was cut off has left of its temporary files, and of temporary folders but for those
    beside ``swept`` ones, which it adds to. Raises OSError and FileError where it cannot."""
    base.recheck_folders()
    for file in group.files:
        for path in (file.path, file.to) if file.to else (file.path,):
            with contextlib.suppress(FileNotFoundError, NotADirectoryError), place(base.rooted(path)) as at:
                os.unlink(at.beside(temporary(run, path)), dir_fd=at.folder)
    for folder in all_above(group.sources) - swept:
        with contextlib.suppress(NotADirectoryError):
            remove_empty_folder(base.rooted(f"{parent(folder)}/{temporary(run, folder)}".lstrip("/")))
        swept.add(folder)


# Looking


def place_of(base: Base, file: FilePlan) -> str:
    """Where a file is now: at its own place, else at the one to which a run has moved it."""
    moved = file.to and not is_there(base, file.path) and is_there(base, file.to)
    return file.to if moved else file.path


def digest_of(base: Base, path: str) -> bytes:
    """The digest of a file, ``ABSENT`` where nothing is there, empty where what is there cannot be read."""
    try:
        return digest(read_seen(base, path)[0])
    except FileError:
        pass
    try:
        return b"" if is_there(base, path) else ABSENT
    except (OSError, FileError):
        return b""


def is_done(base: Base, group: MoveGroup) -> bool:
    """Whether a move group is as it is to be."""
    base.recheck_folders()
    return all(digest_of(base, file.to or file.path) == file.after for file in group.files)


def is_torn(data: bytes, new: bytes) -> bool:
    """Whether a file is what a loss of power can leave of new bytes: their beginning, then zeros or nothing.

    >>> is_torn(b"", b"new"), is_torn(b"ne\\0", b"new"), is_torn(b"other", b"new")
    (True, True, False)
    """
    return len(data) <= len(new) and new.startswith(data.rstrip(b"\0"))
