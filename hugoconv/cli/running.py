"""The loop over the pages: read, work, write, and tell what became of each."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple, Protocol

import click

from hugoconv.cli.options import Common
from hugoconv.cli.outcomes import SKIPPED, Outcome, exit_status, summary
from hugoconv.cli.printing import say, show_diff
from hugoconv.errors import FileError, HugoconvError, MatterSyntaxError, Refused, VerificationError
from hugoconv.files.reading import read_bytes
from hugoconv.files.walking import Found, walk
from hugoconv.files.writing import write_bytes, write_fresh
from hugoconv.layouts.parsing import parse
from hugoconv.page.page import Page

BATCH = 200


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
    """Where the results go: into the files, below a folder, or nowhere."""

    write: bool
    out: str | None
    diffs: bool


def run(job: Job, paths: tuple[str, ...], common: Common, *, strict: bool = False) -> int:
    """Does a job to all pages, prints what became of them, and answers with the exit status."""
    if paths == ("-",):
        return _run_stdin(job, common, strict=strict)
    sink = Sink(common.write, common.out, not (common.write or common.check or common.out or common.as_json))
    found: list[Outcome] = []
    try:
        for outcome in _outcomes(job, walk(paths), sink, common.jobs):
            _print(outcome, common)
            found.append(outcome._replace(diff="", data=b""))
    except FileError as error:
        say(str(error))
        found.append(Outcome(error.path, "failed", error.code, str(error)))
    _close(found, common)
    return exit_status(found, check=common.check, strict=strict)


def _outcomes(job: Job, targets: Iterable[Found], sink: Sink, jobs: int) -> Iterator[Outcome]:
    """The outcomes in the order of the targets, whatever the number of processes."""
    if jobs == 1:
        yield from (work(job, target, sink) for target in targets)
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(jobs) as pool:
        yield from (o for batch in pool.map(_work_all, *_batches(job, targets, sink)) for o in batch)


def _batches(job: Job, targets: Iterable[Found], sink: Sink) -> tuple[list[Job], list[list[Found]], list[Sink]]:
    rest = iter(targets)
    batches = list(iter(lambda: list(islice(rest, BATCH)), []))
    return [job] * len(batches), batches, [sink] * len(batches)


def _work_all(job: Job, targets: list[Found], sink: Sink) -> list[Outcome]:
    return [work(job, target, sink) for target in targets]


def work(job: Job, target: Found, sink: Sink) -> Outcome:
    """One page read, worked on and, where that is asked for, written. Never raises for a bad page."""
    try:
        data = read_bytes(target.path)
        outcome = worked(job, data, target.path, named=target.named, diff=sink.diffs)
        if outcome.state in ("changed", "unchanged"):
            _write(outcome, data, target, sink)
    except FileError as error:
        return Outcome(target.path, "failed", error.code, str(error))
    return outcome


def worked(job: Job, data: bytes, path: str | None, *, named: bool, diff: bool) -> Outcome:
    """The outcome of a job on some bytes; nothing is written."""
    name = path or "<stdin>"
    try:
        done = job(parse(data, path), named=named)
    except Refused as refused:
        refused.path = refused.path or name
        skip = not named and refused.code in SKIPPED
        return Outcome(name, "skipped" if skip else "refused", refused.code, str(refused), data=data)
    except VerificationError as error:
        message = f"{name}:1:1: bug: {error}; nothing was written (please send us the file)"
        return Outcome(name, "bug", "bug", message, data=data)
    except MatterSyntaxError as error:
        error.path = error.path or name
        return Outcome(name, "failed", error.code, str(error), data=data)
    except HugoconvError as error:
        return Outcome(name, "failed", getattr(error, "code", "failed"), str(error), data=data)
    page = done.page
    state = "changed" if page.edits else "unchanged"
    shown = page.diff(path) if diff else ""
    return Outcome(name, state, "", "", shown, done.notes, done.absent, page.to_bytes())


def _write(outcome: Outcome, old: bytes, target: Found, sink: Sink) -> None:
    if sink.write and outcome.state == "changed":
        write_fresh(target.path, old, outcome.data)
    if sink.out is not None:
        above = os.path.dirname(os.path.abspath(target.argument))
        copy = os.path.join(sink.out, os.path.relpath(os.path.abspath(target.path), above))
        try:
            os.makedirs(os.path.dirname(copy), exist_ok=True)
        except OSError as error:
            raise FileError(copy, "cannot-write", error.strerror or str(error)) from error
        write_bytes(copy, outcome.data)


def _run_stdin(job: Job, common: Common, *, strict: bool) -> int:
    """Standard input to standard output; on a refusal the input goes through unchanged."""
    data = sys.stdin.buffer.read()
    outcome = worked(job, data, common.stdin_path, named=True, diff=False)
    if outcome.message:
        say(outcome.message)
    if common.as_json:
        click.echo(json.dumps([outcome.as_json()], ensure_ascii=False))
    elif not common.check:
        sys.stdout.buffer.write(outcome.data)
        sys.stdout.buffer.flush()
    return exit_status([outcome], check=common.check, strict=strict)


def _print(outcome: Outcome, common: Common) -> None:
    if outcome.message and (outcome.state != "skipped" or common.verbose):
        say(outcome.message)
    if common.as_json:
        return
    if outcome.diff and not common.quiet:
        show_diff(outcome.diff)
    if outcome.state == "changed" and common.check and not common.quiet:
        say(f"would change {outcome.path}")
    elif common.verbose and outcome.state in ("changed", "unchanged"):
        say(f"{outcome.path}: {outcome.state}")
    if common.verbose:
        for note in (*outcome.notes, *(f"absent: {name}" for name in outcome.absent)):
            say(f"{outcome.path}: note: {note}")


def _close(found: list[Outcome], common: Common) -> None:
    if common.as_json:
        click.echo(json.dumps([outcome.as_json() for outcome in found], ensure_ascii=False, indent=2))
        return
    if common.quiet:
        return
    if not common.verbose:
        for note, count in Counter(note for outcome in found for note in outcome.notes).items():
            say(f"note: {note}" + (f" ({count} pages)" if count > 1 else ""))
    say(summary(found, written=common.write or common.out is not None))
