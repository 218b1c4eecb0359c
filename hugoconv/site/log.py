"""What is told to the log ``hugoconv``: each plan and run, pages skipped, and what went wrong.

A page that is skipped is told as DEBUG, one to which nothing can be done as WARNING, a run as INFO, and what a caller's
function raised as ERROR with its traceback. ``logging.basicConfig(level="INFO")`` shows all but the first.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator

from hugoconv.site.base import Base
from hugoconv.site.plan.caller_errors import bare
from hugoconv.site.plan.file_plan import FilePlan
from hugoconv.site.plan.plan import Plan
from hugoconv.site.run.apply import ApplyResult
from hugoconv.site.run.undo import UndoResult

_LOG = logging.getLogger("hugoconv")
_LOG.addHandler(logging.NullHandler())


def told(files: Iterable[FilePlan]) -> Iterator[FilePlan]:
    """The pages, with what a caller's function raised told to the log; its frames are let go."""
    for file in files:
        if file.raised is not None:
            _LOG.error("%s\n%s", file.message, file.raised.traceback)
            bare(file.raised.exception)
        yield file


def planned(plan: Plan) -> Plan:
    """The plan, told to the log."""
    if _LOG.isEnabledFor(logging.WARNING):
        for file in plan.files:
            if file.is_problem and file.raised is None:
                _LOG.warning("%s", file.message)
            elif file.state == "skipped":
                _LOG.debug("skipped: %s", file.message)
        _LOG.info("planned for %s: %s", plan.base.root, plan.summary())
    return plan


def begins(base: Base, what: str) -> None:
    """Tells the log that a run begins."""
    _LOG.info("%s: %s", base.root, what)


def applied(base: Base, done: ApplyResult) -> ApplyResult:
    """The result of a run, told to the log."""
    for file in done.failures:
        _LOG.warning("%s", file.message)
    end = f"stopped: {done.stopped}" if done.stopped else "ended"
    _LOG.info("%s: run %s %s, %d done, %d failed", base.root, done.run or "-", end, done.done, len(done.failures))
    return done


def undone(base: Base, done: UndoResult) -> UndoResult:
    """What came of taking a run back, told to the log."""
    for line in done.left:
        _LOG.warning("%s", line)
    _LOG.info("%s: run %s taken back, %d restored, %d left", base.root, done.run, done.restored, len(done.left))
    return done
