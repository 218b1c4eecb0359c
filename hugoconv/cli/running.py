"""The loop over the pages: read, work, write, and tell what became of each."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Generator, Iterable
from contextlib import closing
from functools import partial
from itertools import islice
from typing import NamedTuple, Protocol, TypeVar

import click

from hugoconv.cli.options import Common
from hugoconv.cli.outcomes import SKIPPED, Outcome, exit_status, summary
from hugoconv.cli.placing import Task, failed, tasks
from hugoconv.cli.printing import one_line, say, show_diff, show_json
from hugoconv.errors import FileError, MatterSyntaxError, PathError, Refused, VerificationError, problem_line
from hugoconv.files.reading import read_bytes
from hugoconv.files.writing import write_bytes, write_fresh
from hugoconv.layouts.parsing import parse
from hugoconv.page.page import Page

BATCH = 200
STDIN = "<stdin>"

Result = TypeVar("Result")


class Worked(NamedTuple):
    """A page after the work, with what is worth knowing."""

    page: Page
    notes: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()


class Job(Protocol):
    """What a command does to one page; refusals are raised. ``named`` tells an argument from a page met in a
    folder. A job can be sent to another process."""

    def __call__(self, page: Page, *, named: bool) -> Worked: ...


class Sink(NamedTuple):
    """What to do with the results: write them into the files, show how they differ."""

    write: bool
    diffs: bool


class Bounds(NamedTuple):
    """What a run is strict about and how much it tells."""

    common: Common
    strict: bool


def run(job: Job, paths: tuple[str, ...], common: Common, *, strict: bool = False) -> int:
    """Does a job to all pages, prints what became of them, and answers with the exit status."""
    bounds = Bounds(common, strict)
    if paths == ("-",):
        return _run_stdin(job, bounds)
    quiet = common.write or common.check or common.out or common.as_json or common.quiet
    sink = Sink(common.write, not quiet)
    found: list[Outcome] = []
    with closing(_outcomes(job, tasks(paths, common.out), sink, common.jobs)) as outcomes:
        for outcome in outcomes:
            if outcome.diff:
                show_diff(outcome.diff)
            _tell(outcome, bounds)
            found.append(outcome._replace(diff=""))
    _close(found, common)
    return exit_status(found, check=common.check, strict=strict)


def _outcomes(job: Job, items: Iterable[Task | Outcome], sink: Sink, jobs: int) -> Generator[Outcome, None, None]:
    """The outcomes in the order of the tasks, whatever the number of processes."""
    yield from in_processes(partial(work, job, sink=sink), items, jobs)


def in_processes(
    job: Callable[[Task | Outcome], Result], items: Iterable[Task | Outcome], jobs: int
) -> Generator[Result, None, None]:
    """What a job answers to each task, in their order, from as many processes as are wanted."""
    if jobs == 1:
        yield from map(job, items)
        return
    from concurrent.futures import ProcessPoolExecutor

    rest = iter(items)
    batches = list(iter(lambda: list(islice(rest, BATCH)), []))
    pool = ProcessPoolExecutor(jobs)
    try:
        done = pool.map(partial(_all, job), batches)
        yield from (answer for batch in done for answer in batch)
    finally:
        pool.shutdown(cancel_futures=True)  # after Ctrl-C no further batch is begun


def _all(job: Callable[[Task | Outcome], Result], items: list[Task | Outcome]) -> list[Result]:
    return list(map(job, items))


def work(job: Job, item: Task | Outcome, sink: Sink) -> Outcome:
    """One page read, worked on and, where that is asked for, written. Never raises for a bad page.

    What is an outcome already stays it. The bytes are not part of the answer: they may be many.
    """
    if isinstance(item, Outcome):
        return item
    try:
        data = read_bytes(item.path)
        outcome = worked(job, data, item.path, named=item.named, diff=sink.diffs)
        if outcome.state in ("changed", "unchanged"):
            _write(outcome, data, item, sink)
    except FileError as error:
        return failed(error)
    return outcome._replace(data=b"")


def worked(job: Job, data: bytes, path: str | None, *, named: bool, diff: bool) -> Outcome:
    """The outcome of a job on some bytes; nothing is written. Never raises: what nobody foresaw is a bug of
    ours, told as one, and does not stop the other pages."""
    name = path or STDIN
    shown = one_line(name)
    try:
        page, notes, absent = job(parse(data, path), named=named)
        state = "changed" if page.edits else "unchanged"
        text = page.diff(shown) if diff else ""
        return Outcome(name, state, "", "", text, notes, absent, page.to_bytes())
    except Refused as refused:
        refused.path = shown
        skip = not named and refused.code in SKIPPED
        return Outcome(name, "skipped" if skip else "refused", refused.code, str(refused), data=data)
    except MatterSyntaxError as error:
        error.path = shown
        return Outcome(name, "failed", error.code, str(error), data=data)
    except PathError as error:
        return Outcome(name, "refused", "absent", problem_line(shown, 1, 1, "absent", str(error)), data=data)
    except VerificationError as error:
        return _bug(name, str(error), data)
    except Exception as error:  # noqa: BLE001 - one page must not stop the others
        return _bug(name, f"{type(error).__name__}: {error} ({_raised_at(error)})", data)


def _bug(name: str, what: str, data: bytes) -> Outcome:
    why = f"{what}; nothing was written, please send us the file"
    return Outcome(name, "bug", "bug", problem_line(one_line(name), 1, 1, "bug", why), data=data)


def _raised_at(error: Exception) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return "nowhere"
    return f"{os.path.basename(trace.tb_frame.f_code.co_filename)}:{trace.tb_lineno}"


def _write(outcome: Outcome, old: bytes, task: Task, sink: Sink) -> None:
    if sink.write and outcome.state == "changed":
        write_fresh(task.path, old, outcome.data)
    if task.copy is None:
        return
    try:
        os.makedirs(os.path.dirname(task.copy), exist_ok=True)
    except OSError as error:
        raise FileError(task.copy, "cannot-write", error.strerror or str(error)) from error
    write_bytes(task.copy, outcome.data)


def _run_stdin(job: Job, bounds: Bounds) -> int:
    """Standard input to standard output; on a refusal the input goes through unchanged."""
    common = bounds.common
    outcome = worked(job, sys.stdin.buffer.read(), common.stdin_path, named=True, diff=False)
    _tell(outcome, bounds)
    if common.as_json:
        show_json([outcome.as_json()])
    elif not common.check:
        click.echo(outcome.data, nl=False)
    return exit_status([outcome], check=common.check, strict=bounds.strict)


def _tell(outcome: Outcome, bounds: Bounds) -> None:
    """Problems always; with -v what became of the page, too."""
    common, name = bounds.common, one_line(outcome.path)
    if outcome.message and (outcome.state != "skipped" or common.verbose):
        say(outcome.message)
    if bounds.strict:
        for what in outcome.absent:
            say(problem_line(name, 1, 1, "absent", f"{what}: the page has no such field"))
    if common.as_json or common.quiet:
        return
    if outcome.state == "changed" and common.check:
        say(f"would change {name}")
    elif common.verbose and outcome.state in ("changed", "unchanged"):
        say(f"{name}: {outcome.state}")
    if common.verbose:
        absent = () if bounds.strict else outcome.absent
        for note in (*outcome.notes, *(f"absent: {what}" for what in absent)):
            say(f"{name}: note: {note}")


def _close(found: list[Outcome], common: Common) -> None:
    if common.as_json:
        show_json([outcome.as_json() for outcome in found])
        return
    if common.quiet:
        return
    if not common.verbose:
        for note, count in Counter(note for outcome in found for note in outcome.notes).items():
            say(f"note: {note}" + (f" ({count} pages)" if count > 1 else ""))
    say(summary(found, written=common.write or common.out is not None))
