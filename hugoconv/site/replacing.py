"""One unit on disk: its files replaced and moved, or all of it as it was.

Whatever is not finished here can be found again: the name of every temporary file follows from the run and the path.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from hugoconv.errors import FileError
from hugoconv.files.reading import opened, read_bytes
from hugoconv.files.writing import TEMPORARY, discard, replace, stage
from hugoconv.site.base import Base
from hugoconv.site.journal import Folder, Kept
from hugoconv.site.planning import Planned, digest
from hugoconv.site.units import Unit, parent

# Where the system cannot write all its buffers out at the end of a run, every file waits for its own.
_ONE_BY_ONE = not hasattr(os, "sync")


class Seen(NamedTuple):
    """What tells that a file is another than the one that was read, without reading it again."""

    inode: int
    size: int
    modified: int
    changed: int


class Ready(NamedTuple):
    """A unit that can be done: by the paths of the files to be written, what stands there now and what is to."""

    unit: Unit
    old: dict[str, bytes]
    new: dict[str, bytes]
    seen: dict[str, Seen]


class HalfDone(FileError):
    """A unit that could be neither brought to its end nor back; undo can."""


def seen_of(status: os.stat_result) -> Seen:
    """What a file looks like from outside."""
    return Seen(status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)


def read_seen(path: str) -> tuple[bytes, Seen]:
    """The bytes of a file, and what it looked like. Raises FileError where it cannot be read."""
    try:
        with opened(path) as file:
            seen = seen_of(os.fstat(file.fileno()))
            return file.read(), seen
    except OSError as error:
        raise FileError(path, "cannot-read", error.strerror or str(error)) from error


def temporary(run: str, path: str, target: str) -> str:
    """The temporary file beside ``target`` for what has that path: whoever knows the run finds it again."""
    name = hashlib.blake2b(path.encode("utf-8", "surrogateescape"), digest_size=6).hexdigest()
    return os.path.join(os.path.dirname(target), f"{TEMPORARY}{run}-{name}")


def real_file(base: Base, path: str) -> str:
    """The file itself where the path is a link to it."""
    file = base.file(path)
    return os.path.realpath(file) if os.path.islink(file) else file


def settle() -> None:
    """Waits until everything that was written is on disk."""
    if not _ONE_BY_ONE:
        os.sync()


# Doing


def carry_out(base: Base, run: str, one: Ready, kept: Kept) -> None:
    """Replaces the files of a unit, then moves it.

    Raises FileError and leaves the unit as it was, HalfDone where that cannot be.
    """
    done: list[str | tuple[str, str]] = []
    staged: list[tuple[str, str, str]] = []
    at = one.unit.files[0].path
    try:
        for at, data in one.new.items():
            target = real_file(base, at)
            staged.append((at, temporary(run, at, target), target))
            stage(target, data, staged[-1][1], durable=_ONE_BY_ONE)
        files = {file.path: file for file in one.unit.files}
        for at, other, target in staged:
            if _is_as_read(target, one.seen[at], files[at]):
                os.replace(other, target)
                done.append(at)
            else:
                discard(other)
        for source, target in one.unit.moves:
            at = source
            if os.path.lexists(base.file(source)):
                rename(base, source, target)
                done.append((source, target))
        remove_emptied(base, one.unit)
    except (OSError, FileError) as error:
        for _, other, _ in staged:
            discard(other)
        _take_back(base, run, done, one, kept)
        raise told(at, error) from error


def told(path: str, error: Exception) -> FileError:
    """Why something cannot be done to the file of a path."""
    if isinstance(error, FileError):
        return FileError(path, error.code, error.why)
    return FileError(path, "cannot-write", getattr(error, "strerror", None) or str(error))


def _is_as_read(target: str, seen: Seen, file: Planned) -> bool:
    """Whether a file is still what was read (promise I10); not where it is already what it is to become."""
    if seen_of(os.stat(target)) == seen:
        return True
    now = digest(read_bytes(target))
    if now not in (file.before, file.after):
        raise FileError(file.path, "changed-meanwhile", "the file has changed since it was planned")
    return now == file.before


def rename(base: Base, source: str, target: str) -> None:
    """Renames a file or folder to where nothing is, and makes the folders above it.

    Raises OSError, and FileError ``target-exists``.
    """
    new = base.file(target)
    if os.path.lexists(new):
        raise FileError(source, "target-exists", f"{base.name(target)} is there")
    os.makedirs(os.path.dirname(new), exist_ok=True)
    os.rename(base.file(source), new)


def remove_emptied(base: Base, unit: Unit) -> None:
    """Removes the folders above what a unit has moved from, as long as they are empty; one that cannot be, stays."""
    for source, _ in unit.moves:
        for folder in above(source):
            try:
                os.rmdir(base.file(folder))
            except FileNotFoundError:
                continue
            except OSError:
                break


def _take_back(base: Base, run: str, done: list[str | tuple[str, str]], one: Ready, kept: Kept) -> None:
    """Brings back what was done of a unit, the last first."""
    for step in reversed(done):
        try:
            if isinstance(step, str):
                put(base, run, step, one.old[step])
            else:
                move_back(base, run, *step, kept.above)
        except (OSError, FileError) as error:
            at = step if isinstance(step, str) else step[0]
            raise HalfDone(at, "cannot-write", f"it could not be taken back: {told(at, error).why}") from error
    remove_made(base, missing_below(kept.made, one.unit))


# Bringing back


def put(base: Base, run: str, path: str, data: bytes) -> None:
    """Gives a file these bytes, whole or not at all, on disk when this returns. Raises OSError."""
    target = real_file(base, path)
    other = temporary(run, path, target)
    discard(other)
    replace(target, data, other)


def move_back(base: Base, run: str, source: str, target: str, above: Iterable[Folder]) -> None:
    """Renames a target to its source, and makes the folders above that as they were. Raises OSError."""
    for folder in sorted(above, key=lambda one: len(one.path)):
        if source.startswith(f"{folder.path}/") and not os.path.isdir(base.file(folder.path)):
            _make(base, run, folder)
    os.makedirs(os.path.dirname(base.file(source)), exist_ok=True)
    os.rename(base.file(target), base.file(source))


def _make(base: Base, run: str, folder: Folder) -> None:
    """Makes a folder again; it is never there with other permissions."""
    path = base.file(folder.path)
    other = temporary(run, folder.path, path)
    _remove_folder(other)
    os.mkdir(other)
    if hasattr(os, "chown"):
        with contextlib.suppress(PermissionError):
            os.chown(other, folder.uid, folder.gid)
    os.chmod(other, folder.mode)
    os.rename(other, path)


def remove_made(base: Base, folders: Iterable[str]) -> dict[str, OSError]:
    """Removes folders that a run has made, those in which nothing lies; answers with those that it cannot remove."""
    failed = {}
    for folder in sorted(folders, key=len, reverse=True):
        try:
            _remove_folder(base.file(folder))
        except OSError as error:
            failed[folder] = error
    return failed


def _remove_folder(path: str) -> None:
    """Takes a folder away where it is there and empty. Raises OSError where it cannot be taken away for all that."""
    try:
        os.rmdir(path)
    except FileNotFoundError:
        return
    except OSError:
        if not os.path.isdir(path) or os.path.islink(path) or os.listdir(path):
            return
        raise


def clean(base: Base, run: str, unit: Unit) -> None:
    """Takes away what a run that was cut off has left of its temporary files. Raises OSError where it cannot."""
    for file in unit.files:
        for path in (file.path, file.to) if file.to else (file.path,):
            with contextlib.suppress(FileNotFoundError, NotADirectoryError):
                os.unlink(temporary(run, path, real_file(base, path)))
    for source, _ in unit.moves:
        for folder in above(source):
            _remove_folder(temporary(run, folder, base.file(folder)))


# Looking


def above(path: str) -> Iterator[str]:
    """The folders above a path, the nearest first."""
    folder = parent(path)
    while folder:
        yield folder
        folder = parent(folder)


def missing_below(made: Iterable[str], unit: Unit) -> list[str]:
    """Which of some folders lie above what a unit moves to."""
    wanted = {folder for _, target in unit.moves for folder in above(target)}
    return [folder for folder in made if folder in wanted]


def folders_of(base: Base, units: Iterable[Unit]) -> tuple[tuple[str, ...], tuple[Folder, ...]]:
    """The folders that some units will make, and those that they may leave empty."""
    moves = [move for unit in units for move in unit.moves]
    targets = {folder for _, target in moves for folder in above(target)}
    sources = {folder for source, _ in moves for folder in above(source)}
    made = [folder for folder in targets if not os.path.isdir(base.file(folder))]
    found = ((folder, os.stat(base.file(folder))) for folder in sources if os.path.isdir(base.file(folder)))
    as_they_are = (Folder(path, s.st_mode & 0o7777, s.st_uid, s.st_gid) for path, s in found)
    return tuple(sorted(made)), tuple(sorted(as_they_are))


def place_of(base: Base, file: Planned) -> str:
    """Where a file is now: at its own place, else at the one to which a run has moved it."""
    moved = file.to and not os.path.lexists(base.file(file.path)) and os.path.lexists(base.file(file.to))
    return file.to if moved else file.path


def digest_of(path: str) -> bytes:
    """The digest of a file, empty where there is none that can be read."""
    try:
        return digest(read_bytes(path))
    except FileError:
        return b""


def is_done(base: Base, unit: Unit) -> bool:
    """Whether a unit is as it is to be."""
    return all(digest_of(base.file(file.to or file.path)) == file.after for file in unit.files)


def is_torn(data: bytes, new: bytes) -> bool:
    """Whether a file is what a loss of power can leave of new bytes: their beginning, then zeros or nothing.

    >>> is_torn(b"", b"new"), is_torn(b"ne\\0", b"new"), is_torn(b"other", b"new")
    (True, True, False)
    """
    return len(data) <= len(new) and new.startswith(data.rstrip(b"\0"))
