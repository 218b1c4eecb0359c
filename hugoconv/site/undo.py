"""Taking a run back: every file that is still what the run made of it becomes what it was; the others are named."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from typing import NamedTuple

from hugoconv.errors import FileError, Refused, one_line
from hugoconv.files.reading import read_bytes
from hugoconv.files.writing import discard, write_bytes
from hugoconv.site.apply import Watch, place_of, remove_empty, temporary
from hugoconv.site.base import Base
from hugoconv.site.journal import Kept, kept_of, lines_of, payload_of, reopen, units_of
from hugoconv.site.planning import Planned, digest
from hugoconv.site.runs import Run, locked, runs
from hugoconv.site.units import Unit, parent


class Undone(NamedTuple):
    """What became of a run that was taken back: how many files are what they were, and messages on those that are
    not, since somebody else changed them."""

    run: str
    restored: int
    left: tuple[str, ...]


def undo(base: Base, run: str | None = None, watch: Watch | None = None) -> Undone:
    """Takes a run back, the latest that has not been, or the one named; may be repeated, also after it was cut off.

    Refused (``no-run``) where there is none.
    """
    with locked(base):
        chosen = _chosen(base, run)
        journal = reopen(chosen.path)
        try:
            done = _taken_back(base, chosen, watch or Watch())
            journal.add("left" if done.left else "undone", b"")
            return done
        finally:
            journal.close()


def _chosen(base: Base, run: str | None) -> Run:
    for one in runs(base):
        if one.id == run or (run is None and one.state != "undone"):
            return one
    what = "nothing has been done to this site that could be taken back" if run is None else f"there is no run {run}"
    raise Refused("no-run", what, "see `hugoconv undo --list`", path=base.name(""))


def _taken_back(base: Base, run: Run, watch: Watch) -> Undone:
    batches = [line for line in lines_of(run.path) if line.kind == "batch"]
    by_path = {file.path: unit for unit in units_of(run.path) for file in unit.files}
    restored, left, folders = 0, list[str](), list[str]()
    for line in reversed(batches):
        kept = kept_of(payload_of(run.path, line))
        folders += kept.folders
        for unit in _units(by_path, kept):
            try:
                restored += _unit_back(base, run, unit, kept)
            except (OSError, FileError, _Changed) as error:
                left.append(_told(base, unit, error))
            watch.progress(len(unit.files))
    for folder in sorted(folders, key=len, reverse=True):
        with contextlib.suppress(OSError):
            os.rmdir(base.file(folder))
    os.sync()
    return Undone(run.id, restored, tuple(left))


def _units(by_path: dict[str, Unit], kept: Kept) -> Iterator[Unit]:
    """The units of a batch, the last one first."""
    seen: set[str] = set()
    for path in reversed(kept.files):
        unit = by_path[path]
        if unit.files[0].path not in seen:
            seen.add(unit.files[0].path)
            yield unit


class _Changed(Exception):
    """Somebody else has changed a file since."""


def _told(base: Base, unit: Unit, error: Exception) -> str:
    shown = one_line(base.name(unit.files[0].to or unit.files[0].path))
    if isinstance(error, _Changed):
        return f"{shown}: changed-meanwhile: {error}"
    why = error.why if isinstance(error, FileError) else getattr(error, "strerror", None) or str(error)
    return f"{shown}: cannot-write: {why}"


def _unit_back(base: Base, run: Run, unit: Unit, kept: Kept) -> int:
    """Brings a unit back: first its bundle to its place, then its files to their bytes; answers how many."""
    for file in unit.files:
        discard(temporary(base, run.id, file.path))
    places = [place_of(base, file) for file in unit.files]
    for file, place in zip(unit.files, places, strict=True):
        _refuse_changed(base, run, file, place)
    for source, target in reversed(unit.moves):
        if not os.path.lexists(base.file(source)):
            os.makedirs(os.path.dirname(base.file(source)), exist_ok=True)
            os.rename(base.file(target), base.file(source))
            remove_empty(base, parent(target))
    changed = 0
    for file, place in zip(unit.files, places, strict=True):
        written = (
            bool(file.patch) and file.path in kept.files and write_bytes(base.file(file.path), kept.files[file.path])
        )
        changed += written or place != file.path
    return changed


def _refuse_changed(base: Base, run: Run, file: Planned, place: str) -> None:
    if not os.path.lexists(base.file(place)):
        raise _Changed("the file is gone")
    data = read_bytes(base.file(place))
    if digest(data) in (file.before, file.after):
        return
    if run.state == "unfinished" and not data.strip(b"\0"):
        return  # a machine that lost its power can leave a new file without its bytes
    raise _Changed("the file has changed since, and was left as it is")
