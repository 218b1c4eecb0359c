"""Sequences of operations on a page are one after the other: the same bytes, or the same answer."""

from __future__ import annotations

import random
import zlib
from collections.abc import Callable

from hugoconv.errors import MatterSyntaxError, VerificationError
from hugoconv.layouts.parse import parse
from hugoconv.page.operations import Operation
from hugoconv.page.page import Page
from tests.corpus import CorpusPage
from tests.invariants.report import DoesNotApplyError, Report, crash, page_law
from tests.page.sequences import Outcome, one_by_one, operation_on, together

SEQUENCES = 12
LONGEST = 5


@page_law
def check(page: CorpusPage, report: Report) -> None:
    """Tries some sequences on one page; the same ones at every run."""
    dice = random.Random(zlib.crc32(page.name.encode()))
    try:
        read = parse(page.read(), "content/talk/x.md")
    except MatterSyntaxError:
        raise DoesNotApplyError("not accepted") from None
    if read.syntax == "none":
        raise DoesNotApplyError("no front matter")
    report.count("pages")
    for _ in range(SEQUENCES):
        operations = tuple(operation_on(read, dice.choice) for _ in range(dice.randint(1, LONGEST)))
        _check_sequence(page.name, read, operations, report)


def _check_sequence(name: str, page: Page, operations: tuple[Operation, ...], report: Report) -> None:
    report.count("sequences")
    report.count("operations", len(operations))
    one, other = (_outcome(way, page, operations) for way in (together, one_by_one))
    if one is None or other is None or isinstance(one, str) or isinstance(other, str):
        report.fail(name, repr(operations), str(one if isinstance(one, str) else other))
    elif one != other:
        report.fail(name, repr(operations), f"{one.answer!r} is not {other.answer!r}", other.data, one.data)
    elif one.answer:
        report.refused(one.answer, f"{name}: {operations!r}")
    else:
        report.count("done")


def _outcome(
    way: Callable[[Page, tuple[Operation, ...]], Outcome], page: Page, operations: tuple[Operation, ...]
) -> Outcome | str:
    try:
        return way(page, operations)
    except VerificationError as error:
        return f"VerificationError: {error}"
    except Exception as error:
        return crash(error)
