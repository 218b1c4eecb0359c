"""The crash lab: runs over a site that are killed at any instant, or stopped by a disk that fails at any call.

Whatever happened, ``undo`` has to give the start byte for byte, and ``resume`` the end of a run that nothing disturbed;
undo and resume are stopped too. Meant for a process of its own without threads, since it forks.

usage: python -m tests.site.crash [--pages N] [--kills N] [--points N] [--pairs N] [--seed N]
"""

from __future__ import annotations

import argparse
import os
import pathlib
import random
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from hugoconv.errors import FileError, Refused
from hugoconv.site.discovery import content_files
from hugoconv.site.plan.plan import Plan
from hugoconv.site.run.apply import ApplyResult
from hugoconv.site.run.undo import UndoResult
from hugoconv.site.site import Site
from tests.invariants.report import DoesNotApplyError, Report, law
from tests.site.faults import DEATHS, ERRORS, KILLED, Dead, Fault, disk, end_process
from tests.site.worksite import GONE, Tree, change, creates, differences, make_gone, make_site, tree

KINDS = (*DEATHS, *ERRORS, "short")
WAYS = ("undo", "resume")


class Lab(NamedTuple):
    """A site with a plan for it, what it is before and after, and how many calls a run makes."""

    site: Site
    root: pathlib.Path
    pages: int
    plan: Plan
    start: Tree
    end: Tree
    calls: tuple[str, ...]
    seconds: float
    report: Report


@contextmanager
def lab(pages: int) -> Iterator[Lab]:
    """A lab in a folder that goes away again; in memory where there is such a place."""
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        yield open_lab(pathlib.Path(folder) / "site", pages)


def open_lab(root: pathlib.Path, pages: int) -> Lab:
    """A lab at a place."""
    root.mkdir()
    _make(root, pages)
    site, start, report = Site(root), tree(root), Report()
    linked = (str(path.relative_to(root)) for path in sorted(root.glob("content/**/*.md")) if path.is_symlink())
    every = [*content_files(site.configuration), *linked]  # Hugo itself follows no links
    plan = site.plan(change, pages=every, create=creates(pages), delete=GONE)
    assert not plan.problems, plan.problems[0]
    with disk() as counted:
        begun = time.monotonic()
        result = site.apply(plan)
        seconds = time.monotonic() - begun
        assert result.done == plan.counts()["changed"] >= pages and not result.failures, result.failures[:1]
        end = tree(root)
        site.undo()
    assert not differences(start, tree(root)), differences(start, tree(root))
    calls = tuple(counted.log)
    found = Lab(site, root, pages, plan, start, end, calls, seconds, report)
    clear(found)
    with disk() as counted:  # the calls of the first run of a site, without those of the undo
        site.apply(plan)
        calls = tuple(counted.log)
        site.undo()
    clear(found)
    return found._replace(calls=calls)


def clear(lab: Lab) -> None:
    """Forgets the runs; makes the site anew where something went wrong."""
    shutil.rmtree(lab.root / ".hugoconv", ignore_errors=True)
    if tree(lab.root) != lab.start:
        shutil.rmtree(lab.root)
        lab.root.mkdir()
        _make(lab.root, lab.pages)


def _make(root: pathlib.Path, pages: int) -> None:
    make_site(root, pages)
    make_gone(root, pages)


# Stopping


def stopped(action: Callable[[], Any], fault: Fault, seed: int) -> Any:
    """What an action answers on a disk with a fault: its result, its refusal, or None where it died."""
    if fault.kind not in DEATHS:
        with disk(fault, seed=seed):
            try:
                return action()
            except (FileError, Refused) as error:
                return error
    child = os.fork()
    if child == 0:
        _die_at(action, fault, seed)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert status in (0, KILLED), f"the child ended with {status}"
    return None


def _die_at(action: Callable[[], Any], fault: Fault, seed: int) -> None:
    try:
        with disk(fault, end_process, seed):
            action()
    except (FileError, Refused):
        os._exit(0)
    except Exception:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def killed(action: Callable[[], Any], seconds: float, is_time: Callable[[], bool]) -> bool:
    """Whether an action was killed so many seconds after it was time, before it came to its end."""
    child = os.fork()
    if child == 0:
        with disk():
            action()
        os._exit(0)
    patience = time.monotonic() + 20
    while not is_time() and time.monotonic() < patience:
        time.sleep(0.0005)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0


def _shown(fault: Fault) -> str:
    return f"{fault.kind} at {fault.at}"


# What has to hold afterwards


def check(lab: Lab, case: str, result: Any, way: str, *, no_rmdir: bool = False) -> None:
    """Whether one of the ways leads out of what a stopped run left."""
    state = next((run.state for run in lab.site.runs()), "none")
    lab.report.count(f"left as {state}")
    with disk():
        if isinstance(result, ApplyResult):
            _expect_halves(lab, case, result)
        if state == "none":
            expect(lab, case, "no run, so nothing was done", lab.start)
        elif way == "resume" and state == "unfinished":
            resumed = lab.site.resume()
            if resumed.failures or resumed.stopped:
                lab.report.fail(case, "resume", f"{resumed.stopped} {[f.message for f in resumed.failures[:2]]}")
            expect(lab, case, "resume", lab.end, no_rmdir=no_rmdir)
            lab.report.count("resumed to the end")
        elif way == "resume" and isinstance(result, ApplyResult) and result.failures:
            failed = {file.path for file in result.failures}
            create = {path: data for path, data in creates(lab.pages).items() if path in failed}
            delete = [file.path for file in lab.plan.changed if file.is_deleted and file.path in failed]
            again = lab.site.plan(change, pages=failed - create.keys(), create=create, delete=delete)
            lab.site.apply(again)
            expect(lab, case, "another run over what failed", lab.end, no_rmdir=no_rmdir)
            lab.report.count("done by another run")
        elif way == "resume" and state == "done":
            expect(lab, case, "a run that was done", lab.end, no_rmdir=no_rmdir)
        _undo_all(lab, case)


@law
def _undo_all(lab: Lab, case: str) -> None:
    while any(run.state != "undone" for run in lab.site.runs()):
        done = lab.site.undo()
        if done.left:
            lab.report.stop(case, "undo", "; ".join(done.left[:3]))
        lab.report.count("undone to the start")
    expect(lab, case, "undo", lab.start)


def expect(lab: Lab, case: str, what: str, wanted: Tree, *, no_rmdir: bool = False) -> None:
    """Reports where the site is not what is wanted."""
    got = tree(lab.root)
    if no_rmdir:  # a folder that could not be removed stays, empty
        got = {path: one for path, one in got.items() if path in wanted or one[0] != "folder"}
    if found := differences(wanted, got):
        lab.report.fail(case, what, found)


@law
def _expect_halves(lab: Lab, case: str, result: ApplyResult) -> None:
    """Pages that are told to have failed are what they were, and all others what they were to become."""
    if result.stopped or not result.run:
        raise DoesNotApplyError("stopped, or nothing was done")
    got, failed = tree(lab.root), {file.path for file in result.failures}
    for file in lab.plan.changed:
        path, wanted = (file.path, lab.start) if file.path in failed else (file.to or file.path, lab.end)
        if got.get(path) != wanted.get(path):
            lab.report.fail(case, "failures", f"{path} is not what the run says of it")


# Series


def kill_series(lab: Lab, kills: Iterable[int]) -> None:
    """Runs killed after a random time: two of three while they write, the others whatever they do then."""
    for n in kills:
        way = WAYS[n % 2]
        after = random.Random(n).uniform(0, lab.seconds * 0.7)
        is_time = (lambda: True) if n % 3 == 0 else lambda: bool(lab.site.runs())
        action = _kill(lab, after, is_time)
        one_case(lab, f"kill {n} after {after:.4f} s, {way}", action, way)


def _kill(lab: Lab, after: float, is_time: Callable[[], bool]) -> Callable[[], None]:
    def action() -> None:
        was = killed(lambda: lab.site.apply(lab.plan), after, is_time)
        lab.report.count("runs killed" if was else "runs ended before the kill")

    return action


def fault_series(lab: Lab, points: Iterable[int], *, every: bool) -> None:
    """Runs stopped at calls: in every kind of way and out in both, or in one after the other."""
    for at in points:
        for kind in KINDS if every else (KINDS[at % len(KINDS)],):
            for way in WAYS if every else (WAYS[at // len(KINDS) % 2],):
                name, fault = lab.calls[at], Fault(at, kind)
                if kind in ("torn", "short") and name != "write":
                    continue
                lab.report.count(f"{name} stopped by {kind}")
                action = _stop(lab, lambda: lab.site.apply(lab.plan), fault)
                one_case(lab, f"call {at} ({name}) {kind}, {way}", action, way, no_rmdir=name == "rmdir")


def _stop(lab: Lab, action: Callable[[], Any], fault: Fault) -> Callable[[], Any]:
    return lambda: stopped(action, fault, fault.at)


def one_case(lab: Lab, case: str, action: Callable[[], Any], way: str, *, no_rmdir: bool = False) -> None:
    """One run that is stopped, one way out of it, and the site as it was for the next."""
    lab.report.count("runs stopped")
    before = len(lab.report.failures)
    try:
        check(lab, case, action(), way, no_rmdir=no_rmdir)
    except (FileError, Refused, AssertionError, OSError) as error:
        lab.report.fail(case, way, f"{type(error).__name__}: {error}")
    if len(lab.report.failures) > before:
        clear(lab)
    shutil.rmtree(lab.root / ".hugoconv", ignore_errors=True)


def pair_series(lab: Lab, seeds: Iterable[int]) -> None:
    """Runs that died, whose undo or resume is stopped too, wherever that is; then undone or resumed."""
    for seed in seeds:
        dice = random.Random(seed)
        second, way = dice.choice(WAYS), dice.choice(WAYS)
        first = Fault(dice.randrange(len(lab.calls)), dice.choice(DEATHS))
        then = Fault(int(dice.random() ** 2 * len(lab.calls) * 1.5), dice.choice(KINDS))
        lab.report.count(f"stopped, then {second} stopped, then {way}")
        one_case(
            lab,
            f"pair {seed}: {_shown(first)}, {second} {_shown(then)}, {way}",
            _two(lab, first, second, then),
            way,
            no_rmdir=True,
        )


def _two(lab: Lab, first: Fault, second: str, then: Fault) -> Callable[[], Any]:
    def action() -> Any:
        stopped(lambda: lab.site.apply(lab.plan), first, first.at)
        if not lab.site.runs():
            return None
        return stopped(lab.site.undo if second == "undo" else lab.site.resume, then, then.at)

    return action


def undo_series(lab: Lab, seeds: Iterable[int]) -> None:
    """Whole runs whose undo is stopped, and repeated."""
    for seed in seeds:
        dice = random.Random(seed)
        fault = Fault(dice.randrange(len(lab.calls) * 2), dice.choice(KINDS))
        lab.report.count(f"undo stopped by {fault.kind}")
        one_case(lab, f"undo {seed}: {_shown(fault)}", _undo_stopped(lab, fault), "undo")


def _undo_stopped(lab: Lab, fault: Fault) -> Callable[[], None]:
    def action() -> None:
        with disk():
            lab.site.apply(lab.plan)
        result = stopped(lab.site.undo, fault, fault.at)
        if isinstance(result, UndoResult) and not result.left:
            expect(lab, f"undo {_shown(fault)}", "an undo that tells of no failure", lab.start)

    return action


def power_series(lab: Lab, seeds: Iterable[int]) -> None:
    """Deaths after which files have lost what was not on disk yet: of a run, or of the undo of one."""
    for seed in seeds:
        dice = random.Random(seed)
        waits = [at for at, name in enumerate(lab.calls) if name == "fsync"]
        at = dice.choice(waits) if seed % 4 == 0 else dice.randrange(len(lab.calls))
        fault, way = Fault(at, dice.choice(DEATHS)), dice.choice(WAYS)
        one_case(lab, f"power {seed}: {_shown(fault)}, {way}", lambda f=fault, s=seed: _power_lost(lab, f, s), way)
        after = Fault(dice.randrange(len(lab.calls)), "before") if dice.random() < 0.5 else Fault()
        case = f"power {seed}: {_shown(after)}, undo {_shown(fault)}, {way}"
        one_case(lab, case, lambda a=after, f=fault, s=seed: _power_lost_in_undo(lab, a, f, s), way)


def _power_lost(lab: Lab, fault: Fault, seed: int) -> None:
    _dies(lab, lab.site.apply, (lab.plan,), fault, seed, lambda path: _before(lab, path))


def _power_lost_in_undo(lab: Lab, first: Fault, fault: Fault, seed: int) -> None:
    stopped(lambda: lab.site.apply(lab.plan), first, first.at)
    if lab.site.runs():
        _dies(lab, lab.site.undo, (), fault, seed, lambda path: _after(lab, path))


def _dies(
    lab: Lab,
    action: Callable[..., Any],
    given: tuple[Any, ...],
    fault: Fault,
    seed: int,
    before: Callable[[str], bytes | None],
) -> None:
    """Something that dies with the power."""
    with disk(fault, seed=seed, is_watched=True) as dying:
        try:
            action(*given)
        except Dead:
            pass
        finally:
            dying.is_dead = False
    lab.report.count(f"files that lost bytes with the power of {action.__name__}", dying.lose_power(before))
    journals = [path for path in dying.unsettled if path.endswith(".journal")]
    for path in journals:  # what was written since the disk was waited for
        size = os.path.getsize(path)
        os.truncate(path, dying.random.randint(dying.settled.get(path, size), size))
    lab.report.count("journals cut in their last line", len(journals))


def _before(lab: Lab, path: str) -> bytes | None:
    found = lab.start.get(os.path.relpath(path, lab.root))
    return found[2] if found else None


def _after(lab: Lab, path: str) -> bytes | None:
    """The bytes that a run gives the file of a path, wherever they stand then."""
    own = os.path.relpath(path, lab.root)
    to = next((file.to or file.path for file in lab.plan.changed if file.path == own), own)
    found = lab.end.get(to)
    return found[2] if found else None


def main() -> int:
    """The exit code; prints the counts."""
    from tests.site.crash_enemies import enemy_series

    parser = argparse.ArgumentParser(prog="python -m tests.site.crash")
    for name in ("pages", "kills", "points", "pairs", "seed"):
        parser.add_argument(f"--{name}", type=int, default=500 if name == "pages" else 0)
    options = parser.parse_args()
    with lab(options.pages) as found:
        dice = random.Random(options.seed)
        kill_series(found, range(options.seed, options.seed + options.kills))
        points = min(options.points, len(found.calls))
        fault_series(found, sorted(dice.sample(range(len(found.calls)), points)), every=False)
        for series in (pair_series, undo_series, power_series, enemy_series):
            series(found, range(options.seed, options.seed + options.pairs))
        for name, count in sorted(found.report.counts.items()):
            print(f"{count:>7}  {name}")
        for line in found.report.laws():
            print(line)
        for failure in found.report.failures:
            print("FAILED", failure[:2000])
    return int(bool(found.report.failures))


if __name__ == "__main__":
    sys.exit(main())
