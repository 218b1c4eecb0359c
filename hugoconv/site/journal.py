"""The journal of a run: what it is going to do and every file as it was, on disk before anything is replaced.

    journal = line*                     one file a run, only ever added to
    line    = KIND SIZE CRC LF payload LF

A line that was cut off, or whose sum does not fit, ends the journal: whatever it told of had not begun. Kinds:
``begin``, ``plan`` (some units), ``batch`` (their files as they were), ``end``, ``undone``.
"""

from __future__ import annotations

import contextlib
import json
import os
import zlib
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO, NamedTuple

from hugoconv.errors import FileError, PlanError
from hugoconv.site.planning import Planned
from hugoconv.site.units import Unit
from hugoconv.text.patches import packed, unpacked

FORMAT = 1
SUFFIX = ".journal"
_PLAN_LINES = 500


class Line(NamedTuple):
    """A line of a journal: its kind, and where its payload stands."""

    kind: str
    start: int
    size: int


class Journal:
    """A journal that is being written. Raises FileError where the disk will not take a line; the journal is then
    as it was before."""

    def __init__(self, path: str, file: BinaryIO) -> None:
        self.path, self._file = path, file
        self._end = file.seek(0, os.SEEK_END)

    def add(self, kind: str, payload: bytes) -> None:
        """Adds a line and waits until it is on disk."""
        head = f"{kind} {len(payload)} {zlib.crc32(payload):08x}\n".encode()
        try:
            self._file.write(head + payload + b"\n")
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError as error:
            with contextlib.suppress(OSError):
                self._file.truncate(self._end)
            raise FileError(self.path, "cannot-write", error.strerror or str(error)) from error
        self._end = self._file.tell()

    def close(self) -> None:
        """Closes the file."""
        with contextlib.suppress(OSError):
            self._file.close()


def create(path: str, about: dict[str, Any], units: Iterable[Unit]) -> Journal:
    """A new journal with all that is going to be done. Raises FileError and leaves none where that fails."""
    try:
        file = open(path, "xb", buffering=0)  # noqa: SIM115 - the journal outlives this call
    except OSError as error:
        raise FileError(path, "cannot-write", error.strerror or str(error)) from error
    journal = Journal(path, file)
    try:
        journal.add("begin", json.dumps({"format": FORMAT, **about}).encode())
        for part in _parts(units):
            journal.add("plan", part)
        _keep_folder(os.path.dirname(path))
    except BaseException:
        journal.close()
        with contextlib.suppress(OSError):
            os.unlink(path)
        raise
    return journal


def _keep_folder(folder: str) -> None:
    """Waits until the names of a folder are on disk, where the system can do that."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def reopen(path: str) -> Journal:
    """The journal of a run that goes on; what was cut off at its end is taken away."""
    lines = lines_of(path)
    end = lines[-1].start + lines[-1].size + 1 if lines else 0
    try:
        file = open(path, "r+b", buffering=0)  # noqa: SIM115 - the journal outlives this call
        file.truncate(end)
    except OSError as error:
        raise FileError(path, "cannot-write", error.strerror or str(error)) from error
    return Journal(path, file)


def lines_of(path: str) -> list[Line]:
    """The whole lines of a journal in their order.

    Only the sum of the last one is looked at: each of the others was on disk before the next was begun.
    """
    found, sums = [], []
    with open(path, "rb") as file:
        length = os.fstat(file.fileno()).st_size
        while head := file.readline(200):
            kind, size, crc = (*head.decode("ascii", "replace").split(), "", "", "")[:3]
            line = Line(kind, file.tell(), int(size) if size.isdecimal() else length)
            if not head.endswith(b"\n") or line.start + line.size >= length:
                break
            found.append(line)
            sums.append(crc)
            file.seek(line.start + line.size + 1)
    if found and f"{zlib.crc32(payload_of(path, found[-1])):08x}" != sums[-1]:
        found.pop()
    return found


def payload_of(path: str, line: Line) -> bytes:
    """What a line holds."""
    with open(path, "rb") as file:
        file.seek(line.start)
        return file.read(line.size)


def about_of(path: str) -> dict[str, Any]:
    """What the first line says of a run. Raises PlanError for a file that is no journal of this program."""
    first = next(iter(lines_of(path)), None)
    if first is None or first.kind != "begin":
        return {"format": FORMAT}
    found: dict[str, Any] = json.loads(payload_of(path, first))
    if found.get("format") != FORMAT:
        raise PlanError((f"{path}:1:1: not-a-plan: this journal is of another version; use that one to undo it",))
    return found


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
    return Unit(
        tuple(
            Planned(path, "changed", "", "", (), (), bytes.fromhex(before), bytes.fromhex(after), _patch(patch), to)
            for path, to, before, after, patch in files
        ),
        tuple((source, target) for source, target in moves),
    )


def _patch(text: str) -> bytes:
    patch = bytes.fromhex(text)
    return packed(unpacked(patch)) if patch else b""


# files as they were


class Kept(NamedTuple):
    """Files as they were before a batch, by their paths, and the folders that it was going to make."""

    files: dict[str, bytes]
    folders: tuple[str, ...] = ()


def batch(kept: Kept) -> bytes:
    """The payload of a batch."""
    table = {"files": [[path, len(data)] for path, data in kept.files.items()], "folders": kept.folders}
    head = json.dumps(table, ensure_ascii=True, separators=(",", ":")).encode()
    return zlib.compress(b"\n".join((head, b"".join(kept.files.values()))), 1)


def kept_of(payload: bytes) -> Kept:
    """What a batch kept."""
    head, _, blob = zlib.decompress(payload).partition(b"\n")
    table = json.loads(head)
    files, at = {}, 0
    for path, size in table["files"]:
        files[path] = blob[at : at + size]
        at += size
    return Kept(files, tuple(table["folders"]))
