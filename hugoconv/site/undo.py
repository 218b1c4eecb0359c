"""Taking a run back: every file that is still what the run made of it becomes what it was; the others are named."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterator
from typing import NamedTuple

from hugoconv.errors import FileError, Refused, one_line
from hugoconv.files.reading import read_bytes
from hugoconv.site.apply import Watch
from hugoconv.site.base import Base
from hugoconv.site.journal import Kept, kept_of, lines_of, payload_of, reopen, units_of
from hugoconv.site.planning import Planned, digest
from hugoconv.site.replacing import clean, digest_of, is_torn, move_back, place_of, put, remove_made, settle, told
from hugoconv.site.runs import Run, locked, refuse_version, runs
from hugoconv.site.units import Unit
from hugoconv.text.patches import patched


class Undone(NamedTuple):
    """What became of a run that was taken back: how many files are what they were again, and messages on those that
    are not, since somebody else changed them or the disk stands in the way."""

    run: str
    restored: int
    left: tuple[str, ...]


def undo(base: Base, run: str | None = None, watch: Watch | None = None) -> Undone:
    """Takes a run back, the latest that has not been, or the one named; may be repeated, also after it was cut off.

    Refused where there is none (``no-run``), another process is at work (``site-locked``), or another version of this
    program made it (``journal-version``).
    """
    _chosen(base, run)
    with locked(base):
        chosen = _chosen(base, run)
        refuse_version(base, chosen)
        with contextlib.closing(reopen(chosen.path)) as journal:
            with contextlib.suppress(FileError):  # a full disk is one reason to undo
                journal.add("undoing")
            done = _taken_back(base, chosen, watch or Watch())
            try:
                journal.add("left" if done.left else "undone")
            except FileError as error:
                why = f"{base.name(chosen.path)}: {error.code}: the run could not be marked as undone: {error.why}"
                return done._replace(left=(*done.left, why))
            return done


def _chosen(base: Base, run: str | None) -> Run:
    for one in runs(base):
        if one.id == run or (run is None and one.state != "undone"):
            return one
    what = "nothing has been done to this site that could be taken back" if run is None else f"there is no run {run}"
    raise Refused("no-run", what, "see `hugoconv undo --list`", path=base.shown or base.root)


def _taken_back(base: Base, run: Run, watch: Watch) -> Undone:
    back = _Back(base, run, _ended(run), {}, set())
    by_path = {file.path: unit for unit in units_of(run.path) for file in unit.files}
    untouched = set(back.ended or ())
    made: set[str] = set()
    damaged = []
    for line in reversed([line for line in lines_of(run.path) if line.kind == "batch"]):
        try:
            kept = kept_of(payload_of(run.path, line))
        except FileError as error:
            damaged.append(f"{base.name(run.path)}: {error.code}: {error.why}; some pages stay as they are")
            continue
        made.update(kept.made)
        for unit in _units(by_path, kept):
            if unit.files[0].path not in untouched:
                _unit_back(back, unit, kept)
                watch.progress(len(unit.files))
    damaged += [_said(base, told(folder, error)) for folder, error in remove_made(base, made).items()]
    settle()
    return Undone(run.id, len(back.restored), (*damaged, *back.left.values()))


def _said(base: Base, why: FileError) -> str:
    return f"{one_line(base.name(why.path))}: {why.code}: {why.why}"


def _ended(run: Run) -> list[str] | None:
    """The units that a run itself took back, where it came to its end."""
    last = next((line for line in reversed(lines_of(run.path)) if line.kind in ("end", "batch")), None)
    if last is None or last.kind == "batch":
        return None
    found: list[str] = json.loads(payload_of(run.path, last))
    return found


def _units(by_path: dict[str, Unit], kept: Kept) -> Iterator[Unit]:
    """The units of a batch, the last one first."""
    seen: set[str] = set()
    for path in reversed(kept.files):
        unit = by_path[path]
        if unit.files[0].path not in seen:
            seen.add(unit.files[0].path)
            yield unit


class _Back(NamedTuple):
    """A run that is being taken back: what could not be, by the unit, and the files that are what they were again."""

    base: Base
    run: Run
    ended: list[str] | None
    left: dict[str, str]
    restored: set[str]


def _unit_back(back: _Back, unit: Unit, kept: Kept) -> None:
    """Brings a unit back: first to its place, then its files to their bytes; or says why not.

    Where a run was cut off and went on, a unit may come twice, with one part of its files each time.
    """
    name = unit.files[0].path
    try:
        clean(back.base, back.run.id, unit)
        _refuse_changed(back, unit, kept)
        for source, target in reversed(unit.moves):
            if not os.path.lexists(back.base.file(source)):
                move_back(back.base, back.run.id, source, target, kept.above)
                back.restored.update(file.path for file in unit.files if file.path.startswith(source))
        for file in unit.files:
            if file.patch and file.path in kept.files and digest_of(back.base.file(file.path)) != file.before:
                put(back.base, back.run.id, file.path, kept.files[file.path])
                back.restored.add(file.path)
    except (OSError, FileError) as error:
        back.left[name] = _said(back.base, told(error.path if isinstance(error, FileError) else name, error))
    else:
        back.left.pop(name, None)


def _refuse_changed(back: _Back, unit: Unit, kept: Kept) -> None:
    """Raises FileError ``changed-meanwhile`` where somebody else has changed or moved a file of a unit since."""
    for file in unit.files:
        place = place_of(back.base, file)
        if not os.path.lexists(back.base.file(place)):
            raise FileError(place, "changed-meanwhile", "the file is gone")
        data = read_bytes(back.base.file(place))
        if digest(data) not in (file.before, file.after) and not _is_torn(back, file, data, kept):
            raise FileError(place, "changed-meanwhile", "the file has changed since, and was left as it is")
        if place != file.path:
            _refuse_both(back.base, unit, file)


def _is_torn(back: _Back, file: Planned, data: bytes, kept: Kept) -> bool:
    """Whether a file is what a loss of power left of it; not where the run had come to its end."""
    return back.ended is None and bool(kept.files.get(file.path)) and is_torn(data, _new(kept, file))


def _new(kept: Kept, file: Planned) -> bytes:
    return patched(kept.files[file.path], file.patch)


def _refuse_both(base: Base, unit: Unit, file: Planned) -> None:
    for source, _ in unit.moves:
        if (file.path == source or file.path.startswith(f"{source}/")) and os.path.lexists(base.file(source)):
            raise FileError(file.to, "changed-meanwhile", f"it cannot go back: {base.name(source)} is there again")
