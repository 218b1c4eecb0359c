"""Sequences of operations on a page are one after the other: the same bytes, or the same answer."""

from __future__ import annotations

import random
import zlib
from collections.abc import Callable
from typing import Any

from hugoconv.errors import MatterSyntaxError, VerificationError
from hugoconv.layouts.parsing import parse
from hugoconv.page.operations import (
    AddDirective,
    Append,
    CommentOut,
    Discard,
    DropDirective,
    Exchange,
    Insert,
    Operation,
    Remove,
    Rename,
    Set,
    SetComment,
    Uncomment,
)
from hugoconv.page.page import Page
from hugoconv.syntax.nodes import Path, parts_of
from tests.checks.report import Report, crash
from tests.corpus import CorpusPage
from tests.page.sequences import NAMES, VALUES, Outcome, is_text, one_by_one, together

SEQUENCES = 12
LONGEST = 5


def check(page: CorpusPage) -> Report:
    """Tries some sequences on one page; the same ones at every run."""
    report = Report()
    dice = random.Random(zlib.crc32(page.name.encode()))
    try:
        read = parse(page.read(), "content/talk/x.md")
    except MatterSyntaxError:
        report.count("pages that cannot be read")
        return report
    if read.syntax == "none":
        return report
    report.count("pages")
    for _ in range(SEQUENCES):
        operations = tuple(_operation(read, dice) for _ in range(dice.randint(1, LONGEST)))
        _check_sequence(page.name, read, operations, report)
    return report


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


def _operation(page: Page, dice: random.Random) -> Operation:
    """An operation on a field of a page, most of them on the top level."""
    paths = [path for path, _ in parts_of(page.tree)] or [("zz",)]
    path: Path = dice.choice([*paths, ("zz",)])
    path = path[:1] if dice.random() < 0.6 else path
    hidden = [field.path for field in page.commented_out] or [path]
    maps = [(), ("new",), *(other for other in paths if all(map(is_text, other)))]
    value: Any = dice.choice(VALUES)
    name = dice.choice(NAMES)
    made: tuple[Callable[[], Operation], ...] = (
        lambda: Set(path, value),
        lambda: Set((*path[:-1], name), value),
        lambda: Insert((*path, name), value),
        lambda: Remove(path, dice.random() < 0.3),
        lambda: Rename(path, name),
        lambda: Rename(path, (*dice.choice(maps), name)),
        lambda: Exchange(path, str(dice.choice(paths)[0])),
        lambda: CommentOut(path),
        lambda: Uncomment(dice.choice(hidden)),
        lambda: Append(path, value),
        lambda: Discard(path, value),
        lambda: SetComment(path, dice.choice(["a note", "# b", None]), dice.choice(["inline", "leading"])),
        lambda: AddDirective("was post, era 5.9"),
        lambda: DropDirective(),
    )
    return dice.choice(made)()
