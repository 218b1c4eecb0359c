"""One move group on disk: its files replaced and moved, or all of it as it was.

Whatever is not finished here can be found again: the name of every temporary file follows from the run and the path.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
from collections.abc import Iterable
from typing import NamedTuple

from hugoconv.errors import FileError
from hugoconv.files import rooted_path as beneath
from hugoconv.files.open_folders import NO_LINKS
from hugoconv.files.rooted_path import (
    OpenPlace,
    RootedPath,
    is_folder,
    make_folder,
    names_in,
    place,
    remove_folder,
    status_of,
)
from hugoconv.files.write import TEMPORARY, discard, replace, stage
from hugoconv.refusals import file_error, message
from hugoconv.site.base import Base
from hugoconv.site.move.groups import MoveGroup, folders_above, parent
from hugoconv.site.plan.file_plan import FilePlan, digest
from hugoconv.site.run.journal_payloads import Folder, Preimages

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


def temporary(run: str, path: str) -> str:
    """The name of the temporary file beside what has that path: whoever knows the run finds it again."""
    name = hashlib.blake2b(path.encode("utf-8", "surrogateescape"), digest_size=6).hexdigest()
    return f"{TEMPORARY}{run}-{name}"


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
        for at, data in one.new.items():
            staged.append(at)
            _stage(base, run, at, data)
        files = {file.path: file for file in one.group.files}
        for at in staged:
            if _replaced(base, run, one.seen[at], files[at]):
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


def _stage(base: Base, run: str, path: str, data: bytes) -> None:
    with place(base.rooted(path)) as at:
        stage(at.name, data, at.beside(temporary(run, path)), at.folder, durable=_ONE_BY_ONE)


def _replaced(base: Base, run: str, seen: Seen, file: FilePlan) -> bool:
    """Puts the new file in the place of the old one, which is looked at in the same folder just before; returns whether
    that was needed. Raises OSError, and FileError ``changed-meanwhile``."""
    with place(base.rooted(file.path)) as at:
        if not _is_as_read(base, at, seen, file):
            return False
        os.replace(at.beside(temporary(run, file.path)), at.name, src_dir_fd=at.folder, dst_dir_fd=at.folder)
        return True


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


def remove_emptied(base: Base, group: MoveGroup) -> None:
    """Removes the folders above what a move group has moved from, as long as they are empty; one that cannot be removed
    stays."""
    for source, _ in group.moves:
        for folder in folders_above(source):
            try:
                remove_folder(base.rooted(folder))
            except FileNotFoundError:
                continue
            except (OSError, FileError):
                break


def _take_back(base: Base, run: str, done: list[str | tuple[str, str]], one: Ready, preimages: Preimages) -> None:
    """Brings back what was done of a move group, the last first."""
    for step in reversed(done):
        try:
            if isinstance(step, str):
                put(base, run, step, one.old[step])
            else:
                move_back(base, run, *step, preimages.above)
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


def move_back(base: Base, run: str, source: str, target: str, above: Iterable[Folder]) -> None:
    """Renames a target to its source, and makes the folders above that as they were. Raises OSError, and FileError."""
    try:
        beneath.rename(base.rooted(target), base.rooted(source))
    except FileNotFoundError:
        _make_above(base, run, source, above)
        beneath.rename(base.rooted(target), base.rooted(source))


def _make_above(base: Base, run: str, source: str, above: Iterable[Folder]) -> None:
    for folder in sorted(above, key=lambda one: len(one.path)):
        if source.startswith(f"{folder.path}/") and not is_folder(base.rooted(folder.path)):
            _make(base, run, folder)
    make_folder(base.rooted(parent(source)))


def _make(base: Base, run: str, folder: Folder) -> None:
    """Makes a folder again; it is never there with other permissions."""
    rooted = base.rooted(folder.path)
    with place(rooted) as at:
        other = at.beside(temporary(run, folder.path))
        with contextlib.suppress(FileNotFoundError):
            os.rmdir(other, dir_fd=at.folder)
        os.mkdir(other, dir_fd=at.folder)
        _give_mode(other, at.folder, folder)
        os.rename(other, at.name, src_dir_fd=at.folder, dst_dir_fd=at.folder)


def _give_mode(name: str, above: int | None, folder: Folder) -> None:
    """Gives a new folder the mode and the owner of an old one; it is open meanwhile, so that it is no other."""
    if above is None:
        os.chmod(name, folder.mode)
        return
    descriptor = os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC | NO_LINKS, dir_fd=above)
    try:
        with contextlib.suppress(PermissionError):
            os.fchown(descriptor, folder.uid, folder.gid)
        os.fchmod(descriptor, folder.mode)
    finally:
        os.close(descriptor)


def remove_made(base: Base, folders: Iterable[str]) -> dict[str, OSError | FileError]:
    """Removes folders that a run has made, those in which nothing lies; returns those that it cannot remove."""
    base.recheck_folders()
    failed: dict[str, OSError | FileError] = {}
    # The longest path first, so that an inner folder is gone before the one around it.
    for folder in sorted(folders, key=len, reverse=True):
        try:
            _remove_folder(base.rooted(folder))
        except (OSError, FileError) as error:
            failed[folder] = error
    return failed


def _remove_folder(rooted: RootedPath) -> None:
    """Takes a folder away where it is there and empty. Raises OSError where it cannot be taken away for all that."""
    try:
        remove_folder(rooted)
    except FileNotFoundError:
        return
    except OSError:
        if not is_folder(rooted) or names_in(rooted):
            return
        raise


def clean(base: Base, run: str, group: MoveGroup, swept: set[str]) -> None:
    """Takes away what a run that was cut off has left of its temporary files, and of temporary folders but for those
    beside ``swept`` ones, which it adds to. Raises OSError and FileError where it cannot."""
    base.recheck_folders()
    for file in group.files:
        for path in (file.path, file.to) if file.to else (file.path,):
            with contextlib.suppress(FileNotFoundError, NotADirectoryError), place(base.rooted(path)) as at:
                os.unlink(at.beside(temporary(run, path)), dir_fd=at.folder)
    for folder in _all_above(source for source, _ in group.moves) - swept:
        with contextlib.suppress(NotADirectoryError):
            _remove_folder(base.rooted(f"{parent(folder)}/{temporary(run, folder)}".lstrip("/")))
        swept.add(folder)


# Looking


def _all_above(paths: Iterable[str]) -> set[str]:
    return {one for folder in {parent(path) for path in paths} - {""} for one in (folder, *folders_above(folder))}


def missing_below(made: Iterable[str], group: MoveGroup) -> list[str]:
    """Which of some folders lie above what a move group moves to."""
    wanted = {folder for _, target in group.moves for folder in folders_above(target)}
    return [folder for folder in made if folder in wanted]


def folders_of(base: Base, groups: Iterable[MoveGroup]) -> tuple[tuple[str, ...], tuple[Folder, ...]]:
    """The folders that some groups will make, and those that they may leave empty."""
    moves = [move for group in groups for move in group.moves]
    targets, sources = _all_above(target for _, target in moves), _all_above(source for source, _ in moves)
    base.recheck_folders()
    made = [folder for folder in targets if not is_folder(base.rooted(folder))]
    found = ((folder, status_of(base.rooted(folder))) for folder in sources)
    there = ((folder, s) for folder, s in found if s is not None and stat.S_ISDIR(s.st_mode))
    as_they_are = (Folder(path, s.st_mode & 0o7777, s.st_uid, s.st_gid) for path, s in there)
    return tuple(sorted(made)), tuple(sorted(as_they_are))


def place_of(base: Base, file: FilePlan) -> str:
    """Where a file is now: at its own place, else at the one to which a run has moved it."""
    moved = file.to and not is_there(base, file.path) and is_there(base, file.to)
    return file.to if moved else file.path


def digest_of(base: Base, path: str) -> bytes:
    """The digest of a file, empty where there is none that can be read."""
    try:
        return digest(read_seen(base, path)[0])
    except FileError:
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
