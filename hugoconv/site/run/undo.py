"""Taking a run back: every file that is still what the run made of it becomes what it was; the others are named."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import NamedTuple

from hugoconv.errors import FileError, one_line
from hugoconv.files.rooted_path import remove, status_of
from hugoconv.refusals import file_error, message, refused
from hugoconv.site.base import Base, keeping_folders_open
from hugoconv.site.move.groups import MoveGroup
from hugoconv.site.plan.file_plan import ABSENT, FilePlan, digest
from hugoconv.site.run.apply import RunCallbacks
from hugoconv.site.run.folders import remove_made
from hugoconv.site.run.journal import reopen
from hugoconv.site.run.journal_payloads import Preimages
from hugoconv.site.run.journal_records import Records, fragments, records_of
from hugoconv.site.run.replace import (
    Seen,
    clean,
    failure_of,
    is_there,
    is_torn,
    move_back,
    place_of,
    put,
    put_again,
    put_until_settled,
    read_seen,
    seen_of,
    settle,
)
from hugoconv.site.run.runs import Run, journal_of, locked, refuse_damaged, refuse_version, runs
from hugoconv.text.patches import patched


class UndoResult(NamedTuple):
    """What became of a ``run`` that was taken back: how many files are ``restored``, and, in ``left``, messages on
    those that are not what they were, since somebody else changed them or the disk stands in the way."""

    run: str
    restored: int
    left: tuple[str, ...]


def undo(base: Base, run: str | None = None, watch: RunCallbacks | None = None) -> UndoResult:
    """Takes a run back, the latest that has not been, or the one named; may be repeated, also after it was cut off.

    Refused where there is none (``no-run``), another process is at work (``site-locked``), or another version of this
    program made it (``journal-version``), or the journal is not what was written (``journal-damaged``): then nothing
    was changed, and ``salvage`` takes back what can be.
    """
    # Asked once before the lock, which makes its folder: a site without runs keeps no trace of the question.
    _chosen(base, run)
    with locked(base):
        chosen = _chosen(base, run)
        refuse_version(base, chosen)
        refuse_damaged(base, chosen)
        records = records_of(base, chosen)
        with contextlib.closing(reopen(records.rooted, records.tail)) as journal, keeping_folders_open(base) as opened:
            back = _back_of(opened, chosen, records)
            with contextlib.suppress(FileError):  # a full disk is one reason to undo
                journal.add("undoing")
                back = back._replace(put=put_until_settled)
            done = _taken_back(back, records, watch or RunCallbacks())
            try:
                journal.add("left" if done.left else "undone")
            except FileError as error:
                why = f"{base.name(chosen.path)}: {error.code}: the run could not be marked as undone: {error.why}"
                return done._replace(left=(*done.left, why))
            return done


def salvage(base: Base, run: str | None = None, watch: RunCallbacks | None = None) -> UndoResult:
    """Takes back what can be of a run whose journal is damaged, and leaves the journal as it is.

    Refused as ``undo``; ``journal-damaged`` where nothing in the journal can be read.
    """
    _chosen(base, run)
    with locked(base):
        chosen = _chosen(base, run)
        refuse_version(base, chosen)
        with keeping_folders_open(base) as opened:
            records = fragments(base, chosen)
            done = _taken_back(_back_of(opened, chosen, records), records, watch or RunCallbacks())
        shown = base.name(journal_of(base, chosen.id).path)
        found = message("journal-damaged", "salvaged")
        return done._replace(left=(*done.left, f"{one_line(shown)}: {found.code}: {found.why}"))


def _chosen(base: Base, run: str | None) -> Run:
    for one in runs(base):
        if one.id == run or (run is None and one.state != "undone"):
            return one
    if run is None:
        raise refused("no-run", path=base.shown or base.root)
    raise refused("no-run", case="named", run=run, path=base.shown or base.root)


def _taken_back(back: _Back, records: Records, watch: RunCallbacks) -> UndoResult:
    untouched = set(back.ended or ())
    made: set[str] = set()
    listed = (group for preimages in records.outlines.values() for group in preimages.groups)
    watch.total(sum(len(group.files) for group in listed if group.files[0].path not in untouched))
    for preimages in records.batches():
        made.update(preimages.made)
        for group in reversed(preimages.groups):
            if group.files[0].path not in untouched:
                _group_back(back, group, preimages)
                watch.progress(len(group.files))
    stay = [_said(back.base, failure_of(folder, error)) for folder, error in remove_made(back.base, made).items()]
    settle()
    return UndoResult(back.run.id, len(back.restored), (*records.damage, *stay, *back.left.values()))


def _said(base: Base, why: FileError) -> str:
    return f"{base.label(why.path)}: {why.code}: {why.why}"


class _Back(NamedTuple):
    """A run that is being taken back: whether that had begun before, what could not be, by the group, the files that
    are what they were again, and the folders beside which nothing is left of it. ``put`` leaves the waiting for the
    disk to the end only where the journal says that the run is being taken back."""

    base: Base
    run: Run
    ended: list[str] | None
    begun: bool
    left: dict[str, str]
    restored: set[str]
    swept: set[str]
    put: Callable[[Base, str, str, bytes], None] = put


def _back_of(base: Base, run: Run, records: Records) -> _Back:
    return _Back(base, run, records.ended(), records.is_undo_cut_off(), {}, set(), set())


def _group_back(back: _Back, group: MoveGroup, preimages: Preimages) -> None:
    """Brings a move group back: first to its place, then its files to their bytes; or says why not.

    Where a run was cut off and went on, a move group may come twice, with one part of its files each time.
    """
    name = group.files[0].path
    try:
        clean(back.base, back.run.id, group, back.swept)
        now = _refuse_changed(back, group, preimages)
        for source, target in reversed(group.moves):
            if not is_there(back.base, source):
                move_back(back.base, back.run.id, source, target, preimages.above)
                back.restored.update(file.path for file in group.files if file.path.startswith(source))
        for file in group.files:
            if file.patch and file.path in preimages.files and now[file.path].digest != file.before:
                _file_back(back, file, now[file.path].seen, preimages)
                back.restored.add(file.path)
    except (OSError, FileError) as error:
        back.left[name] = _said(back.base, failure_of(error.path if isinstance(error, FileError) else name, error))
    else:
        back.left.pop(name, None)


def _file_back(back: _Back, file: FilePlan, seen: Seen | None, preimages: Preimages) -> None:
    data = preimages.files[file.path]
    if seen is None:
        put_again(back.base, back.run.id, file.path, data, preimages.above, durable=back.put is put)
        return
    _refuse_other(back.base, file.path, seen)
    if file.is_created:
        remove(back.base.rooted(file.path))
    else:
        back.put(back.base, back.run.id, file.path, data)


class _Now(NamedTuple):
    """What a file is before it goes back; nothing was ``seen`` where it is not there."""

    digest: bytes
    seen: Seen | None


def _refuse_changed(back: _Back, group: MoveGroup, preimages: Preimages) -> dict[str, _Now]:
    """What the files of a move group are. Raises FileError ``changed-meanwhile`` where somebody else has changed or
    moved one since."""
    found = {}
    for file in group.files:
        place = place_of(back.base, file)
        if place == file.path and not is_there(back.base, place):
            if file.is_created or file.is_deleted:
                found[file.path] = _Now(ABSENT, None)
                continue
            raise file_error(place, "changed-meanwhile", case="gone")
        data, seen = read_seen(back.base, place)
        found[file.path] = _Now(digest(data), seen)
        if found[file.path].digest not in (file.before, file.after) and not _is_torn(back, file, data, preimages):
            raise file_error(place, "changed-meanwhile", case="run")
        if place != file.path:
            _refuse_both(back.base, group, file)
    return found


def _refuse_other(base: Base, path: str, seen: Seen) -> None:
    """Raises FileError ``changed-meanwhile`` where a file is not the one that was read; its name may have changed."""
    status = status_of(base.rooted(path))
    # Without the time of change, which a rename sets too.
    if status is None or seen_of(status)[:3] != seen[:3]:
        raise file_error(path, "changed-meanwhile", case="run")


def _is_torn(back: _Back, file: FilePlan, data: bytes, preimages: Preimages) -> bool:
    """Whether a file is what a loss of power left of it: of its new bytes where the run had not come to its end, of its
    old ones where an undo had not."""
    old = preimages.files.get(file.path, b"")
    # A file that was taken away and is there, though empty, somebody else has made.
    is_written = file.is_created or (bool(old) and not file.is_deleted)
    by_run = back.ended is None and is_written and is_torn(data, patched(old, file.patch))
    return by_run or (back.begun and bool(old) and is_torn(data, old))


def _refuse_both(base: Base, group: MoveGroup, file: FilePlan) -> None:
    for source, _ in group.moves:
        if (file.path == source or file.path.startswith(f"{source}/")) and is_there(base, source):
            raise file_error(file.to, "changed-meanwhile", case="both", page=base.name(source))
