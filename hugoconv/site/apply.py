"""Carrying a plan out, so that it can be taken back or brought to its end from whatever instant it was cut off at.

For every batch: the files as they are go into the journal and onto the disk; only then is each file replaced, whole
or not at all; bundles are renamed last. A page that cannot be done is left as it was and named; the others are done.
"""

from __future__ import annotations

import contextlib
import datetime
import errno
import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from hugoconv.errors import FileError, Refused, one_line
from hugoconv.files.reading import read_bytes
from hugoconv.files.writing import TEMPORARY, discard, stage, write_bytes
from hugoconv.site.base import Base
from hugoconv.site.journal import Journal, Kept, batch, create, reopen, units_of
from hugoconv.site.plan import Plan
from hugoconv.site.planning import Planned, digest, failed
from hugoconv.site.runs import journal_path, locked, new_run_id, prune, refuse_unfinished, runs
from hugoconv.site.units import Unit, parent, units
from hugoconv.text.patches import patched

BATCH_FILES, BATCH_BYTES = 200, 32 << 20
# The disk, not the page, stands in the way: the next file would fail like this one.
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}


class Applied(NamedTuple):
    """What became of a run. ``failures`` are pages that were left as they were, with the reason; ``stopped`` says
    why it did not come to its end, empty where it did, and ``left`` are the pages that it had not begun then."""

    run: str = ""
    done: int = 0
    moved: int = 0
    failures: tuple[Planned, ...] = ()
    stopped: str = ""
    left: tuple[str, ...] = ()


class Watch(NamedTuple):
    """What a run tells while it works, and asks: ``progress`` gets a number of pages, ``stop`` is asked between
    batches whether to go on."""

    progress: Callable[[int], None] = lambda _pages: None
    stop: Callable[[], bool] = lambda: False


def apply(plan: Plan, watch: Watch | None = None, *, command: str = "") -> Applied:
    """Carries a plan out; pages that changed since it was made are left and named (promise I10).

    Refused where another run is at work on the site (``site-locked``), or one was cut off (``unfinished-run``).
    FileError where not even the journal can be written; then nothing was done.
    """
    todo = list(units(plan.files, plan.languages))
    if not todo:
        return Applied()
    base = plan.base
    with locked(base):
        refuse_unfinished(base)
        run = new_run_id()
        now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
        about = {"run": run, "made": now, "command": command, "pages": sum(len(unit.files) for unit in todo)}
        journal = create(journal_path(base, run), about, todo)
        try:
            return _carried_out(_Work(base, run, journal, watch or Watch()), todo)
        finally:
            journal.close()


def resume(base: Base, watch: Watch | None = None) -> Applied:
    """Brings the run that was cut off to its end. Refused (``no-run``) where there is none."""
    with locked(base):
        cut_off = next((run for run in runs(base) if run.state == "unfinished"), None)
        if cut_off is None:
            raise Refused("no-run", "no run was cut off", "nothing needs to be done", path=base.name(""))
        journal = reopen(cut_off.path)
        try:
            work = _Work(base, cut_off.id, journal, watch or Watch())
            listed = list(units_of(cut_off.path))
            for unit in listed:
                _clean(work, unit)
            return _carried_out(work, [unit for unit in listed if not _is_done(base, unit)])
        finally:
            journal.close()


class _Work(NamedTuple):
    base: Base
    run: str
    journal: Journal
    watch: Watch


class _Ready(NamedTuple):
    """A unit that can be done: what is to be written, and the bytes that stand there now."""

    unit: Unit
    old: dict[str, bytes]
    new: dict[str, bytes]


def temporary(base: Base, run: str, path: str) -> str:
    """The temporary file of a page: whoever knows the run finds it again."""
    name = hashlib.blake2b(path.encode("utf-8", "surrogateescape"), digest_size=6).hexdigest()
    target = os.path.realpath(base.file(path))
    return os.path.join(os.path.dirname(target), f"{TEMPORARY}{run}-{name}")


def _is_done(base: Base, unit: Unit) -> bool:
    """Whether a unit is as it is to be."""
    return all(digest_of(base.file(file.to or file.path)) == file.after for file in unit.files)


def digest_of(path: str) -> bytes:
    """The digest of a file, empty where there is none that can be read."""
    try:
        return digest(read_bytes(path))
    except FileError:
        return b""


def _carried_out(work: _Work, todo: list[Unit]) -> Applied:
    result = Applied(work.run)
    for ready, failures in _batches(work.base, todo):
        result = result._replace(failures=(*result.failures, *failures))
        result = _batch_done(work, ready, result)
        work.watch.progress(sum(len(one.unit.files) for one in ready) + len(failures))
        if not result.stopped and work.watch.stop():
            result = result._replace(stopped="it was interrupted")
        if result.stopped:
            return result._replace(left=_left(work.base, todo, result.failures))
    os.sync()
    try:
        work.journal.add("end", b"")
    except FileError as error:
        return result._replace(stopped=error.why)
    with contextlib.suppress(FileError):
        prune(work.base)
    return result


def _left(base: Base, todo: list[Unit], failures: tuple[Planned, ...]) -> tuple[str, ...]:
    """The pages to which a run that was stopped had not come."""
    told = {file.path for file in failures}
    return tuple(f.path for unit in todo if not _is_done(base, unit) for f in unit.files if f.path not in told)


def _batches(base: Base, todo: Iterable[Unit]) -> Iterator[tuple[list[_Ready], list[Planned]]]:
    """The units in batches, few enough and small enough to be kept in memory; and the pages that cannot be done."""
    ready: list[_Ready] = []
    failures: list[Planned] = []
    files = size = 0
    for unit in todo:
        found = _ready(base, unit)
        if isinstance(found, _Ready):
            ready.append(found)
            size += sum(map(len, found.old.values()))
        else:
            failures += found
        files += len(unit.files)
        if files >= BATCH_FILES or size >= BATCH_BYTES:
            yield ready, failures
            ready, failures, files, size = [], [], 0, 0
    if ready or failures:
        yield ready, failures


def _ready(base: Base, unit: Unit) -> _Ready | list[Planned]:
    """A unit whose files are all as they were planned, or the reasons why it cannot be done."""
    old, new = {}, {}
    for file in unit.files:
        try:
            data = read_bytes(base.file(place_of(base, file)))
        except FileError as error:
            return _all_failed(base, unit, file, error)
        now = digest(data)
        if file.patch and now == file.before:
            old[file.path], new[file.path] = data, patched(data, file.patch)
            if digest(new[file.path]) != file.after:
                return _all_failed(base, unit, file, FileError("", "bug", "it would not become what was planned"))
        elif now != file.after:
            why = "the file has changed since it was planned"
            return _all_failed(base, unit, file, FileError("", "changed-meanwhile", why))
    return _Ready(unit, old, new)


def place_of(base: Base, file: Planned) -> str:
    """Where a file is now: at its old place, or at the one to which a run has moved it already."""
    moved = file.to and not os.path.lexists(base.file(file.path)) and os.path.lexists(base.file(file.to))
    return file.to if moved else file.path


def _all_failed(base: Base, unit: Unit, cause: Planned, error: FileError) -> list[Planned]:
    """Every file of a unit, left as it was for the sake of one."""
    why = failed(cause.path, base.name(cause.path), error)
    shown = one_line(base.name(cause.path))
    also = FileError("", error.code, f"it goes together with {shown}, which cannot be done")
    return [why if file is cause else failed(file.path, base.name(file.path), also) for file in unit.files]


def _batch_done(work: _Work, ready: list[_Ready], result: Applied) -> Applied:
    """Keeps the files of a batch, then replaces them."""
    if not ready:
        return result
    folders = sorted({folder for one in ready for folder in _missing_folders(work.base, one.unit)}, key=len)
    kept = {path: data for one in ready for path, data in one.old.items()}
    kept |= {file.path: b"" for one in ready for file in one.unit.files if not file.patch}
    try:
        work.journal.add("batch", batch(Kept(kept, tuple(folders))))
    except FileError as error:
        return result._replace(stopped=f"the journal could not be written: {error.why}")
    for one in ready:
        try:
            _unit_done(work, one)
        except OSError as error:
            why = FileError("", "cannot-write", error.strerror or str(error))
            result = result._replace(
                failures=(*result.failures, *_all_failed(work.base, one.unit, one.unit.files[0], why))
            )
            if error.errno in _FULL:
                return result._replace(stopped=why.why)
        else:
            done, moved = result.done + len(one.unit.files), result.moved + sum(bool(f.to) for f in one.unit.files)
            result = result._replace(done=done, moved=moved)
    return result


def _missing_folders(base: Base, unit: Unit) -> Iterator[str]:
    for _, target in unit.moves:
        folder = parent(target)
        while folder and not os.path.isdir(base.file(folder)):
            yield folder
            folder = parent(folder)


def _unit_done(work: _Work, one: _Ready) -> None:
    """Writes and moves a unit. Raises OSError and leaves it as it was."""
    staged: list[tuple[str, str]] = []
    try:
        for path, data in one.new.items():
            target = os.path.realpath(work.base.file(path))
            other = temporary(work.base, work.run, path)
            stage(target, data, other)
            staged.append((other, target))
        for other, target in staged:
            os.replace(other, target)
        for source, target in one.unit.moves:
            if os.path.lexists(work.base.file(source)):
                _renamed(work.base, source, target)
    except OSError:
        for other, _ in staged:
            discard(other)
        _taken_back(work.base, one)
        raise


def _renamed(base: Base, source: str, target: str) -> None:
    """Renames a file or folder to where nothing is; makes the folders above it, and removes those left empty."""
    old, new = base.file(source), base.file(target)
    if os.path.lexists(new):
        raise FileExistsError(errno.EEXIST, f"{base.name(target)} is there")
    os.makedirs(os.path.dirname(new), exist_ok=True)
    os.rename(old, new)
    remove_empty(base, parent(source))


def remove_empty(base: Base, folder: str) -> None:
    """Removes a folder and those above it as long as they are empty, but none that lies in the base itself."""
    while "/" in folder:
        try:
            os.rmdir(base.file(folder))
        except OSError:
            return
        folder = parent(folder)


def _taken_back(base: Base, one: _Ready) -> None:
    """Brings a unit back that was begun and cannot be brought to its end; what fails here is left to undo."""
    with contextlib.suppress(OSError, FileError):
        for source, target in reversed(one.unit.moves):
            if not os.path.lexists(base.file(source)) and os.path.lexists(base.file(target)):
                os.makedirs(os.path.dirname(base.file(source)), exist_ok=True)
                os.rename(base.file(target), base.file(source))
                remove_empty(base, parent(target))
    for path, data in one.old.items():
        with contextlib.suppress(OSError, FileError):
            write_bytes(base.file(path), data)


def _clean(work: _Work, unit: Unit) -> None:
    """Takes temporary files away that a run left when it was cut off."""
    for file in unit.files:
        discard(temporary(work.base, work.run, file.path))
