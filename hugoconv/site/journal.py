"""The journal of a run: what it is going to do and every file as it was, on disk before anything is replaced.

    journal = line*                     one file a run, only ever added to
    line    = KIND SIZE CRC LF payload LF

A line that was cut off, or whose sum does not fit, ends the journal: whatever it told of had not begun. Kinds:
``begin``, ``plan`` (some units), ``batch`` (their files as they were), ``end``, ``undoing``, ``left``, ``undone``.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import zlib
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from hugoconv.errors import FileError
from hugoconv.files.writing import discard, write_all
from hugoconv.site.planning import Planned
from hugoconv.site.units import Unit

FORMAT = 1
SUFFIX = ".journal"
# A journal that is not whole yet; nothing was done for it.
UNBORN = ".new"
_PLAN_LINES = 500
_BINARY = getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


class Line(NamedTuple):
    """A line of a journal: its kind, where its payload stands, and the sum of that."""

    kind: str
    start: int
    size: int
    sum: str


class Journal:
    """A journal that is being written. Raises FileError where the disk will not take a line; the journal is then
    as it was before."""

    def __init__(self, path: str, descriptor: int) -> None:
        self.path, self._descriptor = path, descriptor
        self._end = os.lseek(descriptor, 0, os.SEEK_END)

    def add(self, kind: str, payload: bytes = b"") -> None:
        """Adds a line and waits until it is on disk."""
        line = _line(kind, payload)
        try:
            write_all(self._descriptor, line)
            os.fsync(self._descriptor)
        except OSError as error:
            with contextlib.suppress(OSError):
                os.ftruncate(self._descriptor, self._end)
            with contextlib.suppress(OSError):
                os.lseek(self._descriptor, self._end, os.SEEK_SET)
            raise _unwritable(self.path, error) from error
        self._end += len(line)

    def close(self) -> None:
        """Closes the file."""
        with contextlib.suppress(OSError):
            os.close(self._descriptor)


def _line(kind: str, payload: bytes) -> bytes:
    return b"%s %d %08x\n%s\n" % (kind.encode(), len(payload), zlib.crc32(payload), payload)


def _unwritable(path: str, error: OSError) -> FileError:
    return FileError(path, "cannot-write", error.strerror or str(error))


def create(path: str, about: dict[str, Any], units: Iterable[Unit]) -> Journal:
    """A new journal with all that is going to be done: it is there as a whole and on disk, or not at all.

    Raises FileError where that fails.
    """
    unborn = path.removesuffix(SUFFIX) + UNBORN
    descriptor = None
    try:
        descriptor = os.open(unborn, os.O_RDWR | os.O_CREAT | os.O_EXCL | _BINARY, 0o644)
        write_all(descriptor, _line("begin", json.dumps({"format": FORMAT, **about}).encode()))
        for part in _parts(units):
            write_all(descriptor, _line("plan", part))
        os.fsync(descriptor)
        os.rename(unborn, path)
        keep_names(os.path.dirname(path))
        return Journal(path, descriptor)
    except BaseException as error:
        if descriptor is not None:
            os.close(descriptor)
        discard(unborn)
        discard(path)
        if isinstance(error, OSError):
            raise _unwritable(path, error) from error
        raise


def keep_names(folder: str) -> None:
    """Waits until the names in a folder are on disk, where the system can do that. Raises OSError where it fails."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:
        return  # Windows opens no folder
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(descriptor)


def reopen(path: str) -> Journal:
    """The journal of a run that goes on; what was cut off at its end is taken away."""
    lines = lines_of(path)
    end = lines[-1].start + lines[-1].size + 1 if lines else 0
    try:
        descriptor = os.open(path, os.O_RDWR | _BINARY)
    except OSError as error:
        raise _unwritable(path, error) from error
    try:
        os.ftruncate(descriptor, end)
        return Journal(path, descriptor)
    except OSError as error:
        os.close(descriptor)
        raise _unwritable(path, error) from error


def lines_of(path: str) -> list[Line]:
    """The whole lines of a journal in their order. Raises FileError where it cannot be read.

    Only the sum of the last one is looked at here: each of the others was on disk before the next was begun.
    """
    found = []
    try:
        with open(path, "rb") as file:
            length = os.fstat(file.fileno()).st_size
            while head := file.readline(200):
                kind, size, total = (*head.decode("ascii", "replace").split(), "", "", "")[:3]
                line = Line(kind, file.tell(), int(size) if size.isdecimal() else length, total)
                if not head.endswith(b"\n") or line.start + line.size >= length:
                    break
                found.append(line)
                file.seek(line.start + line.size + 1)
    except OSError as error:
        raise FileError(path, "cannot-read", error.strerror or str(error)) from error
    if found and not _fits(_payload(path, found[-1]), found[-1]):
        found.pop()
    return found


def payload_of(path: str, line: Line) -> bytes:
    """What a line holds. Raises FileError ``journal-damaged`` where that is not what was written."""
    payload = _payload(path, line)
    if not _fits(payload, line):
        raise FileError(path, "journal-damaged", "the disk no longer gives what was written to it")
    return payload


def _payload(path: str, line: Line) -> bytes:
    with open(path, "rb") as file:
        file.seek(line.start)
        return file.read(line.size)


def _fits(payload: bytes, line: Line) -> bool:
    return len(payload) == line.size and f"{zlib.crc32(payload):08x}" == line.sum


def about_of(path: str, lines: list[Line]) -> dict[str, Any]:
    """What the first line says of a run; nothing but a format of 0 where it cannot be understood."""
    try:
        found = json.loads(payload_of(path, lines[0])) if lines and lines[0].kind == "begin" else None
    except (ValueError, FileError):
        found = None
    return found if isinstance(found, dict) else {"format": 0}


# what is going to be done


def _parts(units: Iterable[Unit]) -> Iterator[bytes]:
    lines: list[bytes] = []
    for unit in units:
        lines.append(json.dumps(_as_data(unit), ensure_ascii=True, separators=(",", ":")).encode())
        if len(lines) == _PLAN_LINES:
            yield zlib.compress(b"\n".join(lines), 1)
            lines = []
    if lines:
        yield zlib.compress(b"\n".join(lines), 1)


def _as_data(unit: Unit) -> list[Any]:
    files = [[f.path, f.to, f.before.hex(), f.after.hex(), f.patch.hex()] for f in unit.files]
    return [files, unit.moves]


def units_of(path: str) -> Iterator[Unit]:
    """Everything that a run was going to do."""
    for line in lines_of(path):
        if line.kind == "plan":
            for text in zlib.decompress(payload_of(path, line)).split(b"\n"):
                yield _unit(json.loads(text))


def _unit(data: list[Any]) -> Unit:
    files, moves = data
    planned = (
        Planned(path, "changed", before=_bytes(before), after=_bytes(after), patch=_bytes(patch), to=to)
        for path, to, before, after, patch in files
    )
    return Unit(tuple(planned), tuple((source, target) for source, target in moves))


def _bytes(text: str) -> bytes:
    return bytes.fromhex(text)


# files as they were


class Folder(NamedTuple):
    """A folder as it was, so that it can be made again."""

    path: str
    mode: int
    uid: int
    gid: int


class Kept(NamedTuple):
    """What a batch is going to touch, as it was: files by their paths; ``made`` are folders that were not there,
    ``above`` those above of what moves, which it may leave empty."""

    files: dict[str, bytes]
    made: tuple[str, ...] = ()
    above: tuple[Folder, ...] = ()


def batch(kept: Kept) -> bytes:
    """The payload of a batch."""
    files = [[path, len(data)] for path, data in kept.files.items()]
    table = {"files": files, "made": kept.made, "above": kept.above}
    head = json.dumps(table, ensure_ascii=True, separators=(",", ":")).encode()
    packer = zlib.compressobj(1)  # part by part, so that a large file is not joined once more
    packed = [packer.compress(part) for part in (head, b"\n", *kept.files.values())]
    return b"".join((*packed, packer.flush()))


def kept_of(payload: bytes) -> Kept:
    """What a batch kept."""
    head, _, blob = zlib.decompress(payload).partition(b"\n")
    table = json.loads(head)
    files, at = {}, 0
    for path, size in table["files"]:
        files[path] = blob[at : at + size]
        at += size
    return Kept(files, tuple(table["made"]), tuple(Folder(*one) for one in table["above"]))


def kept_batches(path: str) -> Iterator[Kept]:
    """What the batches of a run kept, the last one first. Raises FileError ``journal-damaged``."""
    for line in reversed(lines_of(path)):
        if line.kind == "batch":
            yield kept_of(payload_of(path, line))
