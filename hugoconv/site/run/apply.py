"""Carrying a plan out, so that it can be taken back or brought to its end from whatever instant it was cut off at.

For every batch: the files as they are go into the journal and onto the disk; only then is each file replaced, whole
or not at all, and each bundle renamed. A page that cannot be done is left as it was and named; the others are done.
"""

from __future__ import annotations

import contextlib
import datetime
import errno
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from typing import NamedTuple, TypeAlias

from hugoconv.errors import FileError, Refused
from hugoconv.refusals import file_error, passed_on, refused
from hugoconv.site.base import Base, keeping_folders_open
from hugoconv.site.move.groups import MoveGroup, groups
from hugoconv.site.plan.conflicts import without_conflicts
from hugoconv.site.plan.file_plan import ABSENT, FilePlan, digest, failed
from hugoconv.site.plan.plan import Plan
from hugoconv.site.run.done_already import rest_of, without_done
from hugoconv.site.run.folders import folders_of, remove_emptied
from hugoconv.site.run.journal import Journal, create, reopen
from hugoconv.site.run.journal_payloads import (
    Begin,
    Preimages,
    batch_payload,
    begin_payload,
    end_payload,
    plan_payloads,
)
from hugoconv.site.run.journal_records import Records, records_of
from hugoconv.site.run.real_places import RealGroups, real_groups
from hugoconv.site.run.replace import (
    HalfDone,
    Ready,
    carry_out,
    clean,
    digest_of,
    failure_of,
    is_done,
    is_torn,
    place_of,
    put,
    read_seen,
    settle,
)
from hugoconv.site.run.runs import (
    journal_of,
    kept_runs,
    locked,
    new_run_id,
    prune,
    refuse_damaged,
    refuse_unfinished,
    refuse_version,
    runs,
)
from hugoconv.text.patches import patched

BATCH_FILES, BATCH_BYTES = 200, 32 << 20
# Says where the file of a page is now.
_Place: TypeAlias = Callable[[FilePlan], str]
# The disk, not the page, stands in the way: the next file would fail like this one.
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}


class ApplyResult(NamedTuple):
    """What became of a ``run``: how many files are ``done``, and how many of them ``moved``. ``failures`` are pages
    that were left as they were, with the reason; ``stopped`` says why it did not come to its end, empty where it did,
    and ``left`` are the pages that it had not done then. ``already`` counts the pages that were as they were to become
    before it began."""

    run: str = ""
    done: int = 0
    moved: int = 0
    failures: tuple[FilePlan, ...] = ()
    stopped: str = ""
    left: tuple[str, ...] = ()
    already: int = 0


class RunCallbacks(NamedTuple):
    """What a run tells while it works, and asks: ``total`` gets the number of pages in all, ``progress`` how many more
    are done; ``stop`` is asked between batches whether to stop."""

    progress: Callable[[int], None] = lambda _pages: None
    stop: Callable[[], bool] = lambda: False
    total: Callable[[int], None] = lambda _pages: None


def apply(plan: Plan, watch: RunCallbacks | None = None, *, command: str = "") -> ApplyResult:
    """Carries a plan out; pages that changed since it was made are left and named (promise I10), and so are those
    in whose way something has come. Pages that are already as they are to become are only counted: a plan carried out
    twice does nothing the second time.

    Refused where another run is at work on the site (``site-locked``), one was cut off (``unfinished-run``), or its
    settings are none (``not-a-setting``). FileError where not even the journal can be written; then nothing was done.
    """
    base = plan.base
    if not any(plan.changed):
        return ApplyResult()
    with locked(base):
        refuse_unfinished(base)
        # For its refusal alone: settings that are none are told before anything is done, not when old runs are pruned.
        kept_runs(base)
        files = without_done(plan)
        already = sum(file.state == "changed" for file in plan.files) - sum(file.state == "changed" for file in files)
        checked = without_conflicts(base, files, plan.languages)
        pairs = zip(files, checked, strict=True)
        hindered = tuple(after for before, after in pairs if before.state == "changed" != after.state)
        todo = real_groups(base, groups(checked, plan.languages))
        if not todo.groups:
            return ApplyResult(failures=hindered, already=already)
        begun = ApplyResult(failures=hindered, already=already)
        return _begun(base, todo, watch or RunCallbacks(), command, begun)


def _begun(base: Base, todo: RealGroups, watch: RunCallbacks, command: str, begun: ApplyResult) -> ApplyResult:
    with keeping_folders_open(base) as opened:
        batches = _batches(opened, _own_place, todo.groups)
        # Read before there is a journal: a plan that has been carried out already makes no run.
        first = next(batches)
        if first.already:
            rest = rest_of(opened, todo)
            already = begun.already + todo.pages() - rest.pages()
            begun, todo = begun._replace(already=already), rest
            batches = _batches(opened, _own_place, todo.groups)
            if (first := next(batches, _NOTHING)) is _NOTHING:
                return begun
        run, journal = _new_run(base, todo, command)
        with contextlib.closing(journal):
            work = _Work(opened, run, journal, watch)
            done = _carried_out(work, todo.groups, chain([first], batches), begun._replace(run=run, failures=()))
    left = tuple(path for real in done.left for path in todo.paths(real))
    return done._replace(failures=(*begun.failures, *todo.as_named(done.failures)), left=left)


def _new_run(base: Base, todo: RealGroups, command: str) -> tuple[str, Journal]:
    run = new_run_id(base)
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    begin = Begin(run, now, command, sum(len(group.files) for group in todo.groups))
    try:
        return run, create(journal_of(base, run), begin_payload(begin), plan_payloads(todo.groups))
    except FileError as error:
        raise FileError(base.name(error.path), error.code, error.why) from error


def _own_place(file: FilePlan) -> str:
    return file.path


def resume(base: Base, watch: RunCallbacks | None = None) -> ApplyResult:
    """Brings the run that was cut off to its end. Refused (``no-run``) where there is none, and ``journal-version``
    where another version of this program began it."""
    none = refused("no-run", case="cut-off", path=base.shown or base.root)
    # Asked once before the lock, which makes its folder: a site without runs keeps no trace of the question.
    if not runs(base):
        raise none
    with locked(base):
        there = runs(base)
        for run in there:
            refuse_damaged(base, run)
        cut_off = next((run for run in there if run.state == "unfinished"), None)
        if cut_off is None:
            raise none
        refuse_version(base, cut_off)
        records = records_of(base, cut_off)
        with contextlib.closing(reopen(records.rooted, records.tail)) as journal, keeping_folders_open(base) as opened:
            work = _Work(opened, cut_off.id, journal, watch or RunCallbacks())
            listed = list(records.groups())
            _swept(work, listed)
            settle()
            _complete_torn(work, records, listed)
            for group in listed:
                opened.recheck_folders()
                remove_emptied(opened, group)
            todo = [group for group in listed if not is_done(opened, group)]
            batches = _batches(opened, partial(place_of, opened), todo)
            return _carried_out(work, todo, batches, ApplyResult(cut_off.id))


class _Work(NamedTuple):
    """A run at work."""

    base: Base
    run: str
    journal: Journal
    watch: RunCallbacks


def _swept(work: _Work, listed: Iterable[MoveGroup]) -> None:
    swept: set[str] = set()
    for group in listed:
        try:
            clean(work.base, work.run, group, swept)
        except (OSError, FileError) as error:
            shown = work.base.name(group.files[0].path)
            raise failure_of(shown, error) from error


def _complete_torn(work: _Work, records: Records, listed: Iterable[MoveGroup]) -> None:
    """Gives files that lost a part of their new bytes with the power all of them again; and files that lost a part of
    their old ones while the run was taken back."""
    files = (file for group in listed for file in group.files if file.patch)
    fine = (b"", ABSENT)
    torn = {f.path: f for f in files if digest_of(work.base, place_of(work.base, f)) not in (f.before, f.after, *fine)}
    for preimages in records.batches() if torn else ():
        for file in [torn[path] for path in preimages.files if path in torn]:
            work.base.recheck_folders()
            place = place_of(work.base, file)
            old = preimages.files[file.path]
            new, there = patched(old, file.patch), read_seen(work.base, place)[0]
            is_of_undo = records.is_undo_cut_off() and is_torn(there, old)
            if file.is_deleted and is_of_undo:
                _put(work, place, old)
            elif digest(new) == file.after and (is_of_undo or is_torn(there, new)):
                _put(work, place, new)


def _put(work: _Work, place: str, new: bytes) -> None:
    try:
        put(work.base, work.run, place, new)
    except (OSError, FileError) as error:
        raise failure_of(work.base.name(place), error) from error


def _carried_out(work: _Work, todo: Sequence[MoveGroup], batches: Iterable[_Batch], result: ApplyResult) -> ApplyResult:
    brought_back: list[str] = []
    work.watch.total(sum(len(group.files) for group in todo))
    for ready, failures, already in batches:
        result = result._replace(failures=(*result.failures, *failures), already=result.already + already)
        result = _batch_done(work, ready, result, brought_back)
        work.watch.progress(sum(len(one.group.files) for one in ready) + len(failures))
        if not result.stopped and work.watch.stop():
            result = result._replace(stopped="it was interrupted")
        if result.stopped:
            return result._replace(left=_left(work.base, todo, result.failures))
    settle()
    try:
        # Only now that everything is on disk: a run that has this line is never brought to its end again.
        work.journal.add("end", end_payload(brought_back))
    except FileError as error:
        return result._replace(stopped=f"the journal could not be written: {error.why}")
    work.base.recheck_folders()
    with contextlib.suppress(FileError, Refused):
        prune(work.base)
    return result


def _left(base: Base, todo: Iterable[MoveGroup], failures: tuple[FilePlan, ...]) -> tuple[str, ...]:
    """The pages to which a run that was stopped had not come."""
    paths = {file.path for file in failures}
    return tuple(f.path for group in todo if not is_done(base, group) for f in group.files if f.path not in paths)


class _Batch(NamedTuple):
    """Move groups that can be done, pages that cannot, and how many there are that need not be."""

    ready: list[Ready]
    failures: list[FilePlan]
    already: int = 0


_NOTHING = _Batch([], [])


def _batches(base: Base, place: _Place, todo: Iterable[MoveGroup]) -> Iterator[_Batch]:
    """The groups in batches, few enough and small enough to be kept in memory."""
    ready: list[Ready] = []
    failures: list[FilePlan] = []
    files = size = already = 0
    for group in todo:
        try:
            one = _ready(base, place, group)
            ready += [one] if one.new or group.moves else []
            already += 0 if one.new or group.moves else len(group.files)
            size += sum(map(len, one.old.values()))
        except FileError as error:
            failures += _all_failed(base, group, error)
        files += len(group.files)
        if files >= BATCH_FILES or size >= BATCH_BYTES:
            yield _Batch(ready, failures, already)
            ready, failures, files, size, already = [], [], 0, 0, 0
    if files:
        yield _Batch(ready, failures, already)


def _ready(base: Base, place: _Place, group: MoveGroup) -> Ready:
    """A move group whose files are all as they were planned, or as they are to become. Raises FileError with the path
    of the page that stands in the way."""
    base.recheck_folders()
    one = Ready(group, {}, {}, {})
    for file in group.files:
        if file.is_created:
            one.new.update(_made(base, file))
            continue
        if file.is_deleted and digest_of(base, file.path) == ABSENT:
            continue
        try:
            at = place(file)
            data, seen = read_seen(base, at)
        except FileError as error:
            raise FileError(file.path, error.code, error.why) from error
        now = digest(data)
        if file.patch and now == file.before and at == file.path:
            one.old[file.path], one.new[file.path], one.seen[file.path] = data, patched(data, file.patch), seen
            if digest(one.new[file.path]) != file.after and not file.is_deleted:
                raise file_error(file.path, "bug", case="other-result")
        elif now != file.after:
            raise file_error(file.path, "changed-meanwhile")
    return one


def _made(base: Base, file: FilePlan) -> dict[str, bytes]:
    """The bytes of a file that is to be made, by its path; nothing where it is there already. Raises FileError where
    another one is."""
    now = digest_of(base, file.path)
    if now == file.after:
        return {}
    if now != ABSENT:
        raise file_error(file.path, "target-exists", target=base.name(file.path))
    data = patched(b"", file.patch)
    if digest(data) != file.after:
        raise file_error(file.path, "bug", case="other-result")
    return {file.path: data}


def _all_failed(base: Base, group: MoveGroup, error: FileError) -> list[FilePlan]:
    """Every file of a move group, left as it was for the sake of the one that an error names."""
    cause = next((file for file in group.files if error.path in (file.path, file.to)), group.files[0])
    why = failed(cause.path, base.name(cause.path), error)
    found = passed_on(error.code, "together", page=base.label(cause.path))
    also = FileError("", *found[:2])
    return [why if file is cause else failed(file.path, base.name(file.path), also) for file in group.files]


def _batch_done(work: _Work, ready: list[Ready], result: ApplyResult, brought_back: list[str]) -> ApplyResult:
    """Keeps the files of a batch, then replaces them."""
    if not ready:
        return result
    try:
        preimages = _preimages(work.base, ready)
        work.journal.add("batch", batch_payload(preimages))
    except FileError as error:
        return result._replace(stopped=f"the journal could not be written: {error.why}")
    for one in ready:
        why = _hindrance(work, one, preimages)
        if why is None:
            done, moved = result.done + len(one.group.files), result.moved + sum(bool(f.to) for f in one.group.files)
            result = result._replace(done=done, moved=moved)
            continue
        result = result._replace(failures=(*result.failures, *_all_failed(work.base, one.group, why)))
        if _ends_all(why):
            return result._replace(stopped=why.why)
        brought_back.append(one.group.files[0].path)
    return result


def _hindrance(work: _Work, one: Ready, preimages: Preimages) -> FileError | None:
    """Carries a move group out; returns why that could not be."""
    try:
        carry_out(work.base, work.run, one, preimages)
    except FileError as error:
        return error
    return None


def _ends_all(error: FileError) -> bool:
    """Whether the next group would fail like this one, or a move group is left that only undo can bring back."""
    return isinstance(error, HalfDone) or (isinstance(error.__cause__, OSError) and error.__cause__.errno in _FULL)


def _preimages(base: Base, ready: list[Ready]) -> Preimages:
    """What a batch is going to touch, as it is; a file that only moves is kept without its bytes."""
    files = {path: data for one in ready for path, data in one.old.items()}
    files |= {file.path: b"" for one in ready for file in one.group.files if not file.patch}
    files |= {path: b"" for one in ready for path in one.new if path not in one.old}
    listed = tuple(one.group for one in ready)
    return Preimages(files, *folders_of(base, listed), listed)
