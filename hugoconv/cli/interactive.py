"""Choosing page by page, and hunk by hunk, what of a plan is done: as ``git add -p`` asks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import click

from hugoconv.cli.output.terminal import say, show_diff
from hugoconv.errors import FileError, HugoconvError, one_line
from hugoconv.layouts.convert import convert
from hugoconv.layouts.parse import parse
from hugoconv.layouts.record import record_of
from hugoconv.page.diff import diff_of
from hugoconv.page.page import Page
from hugoconv.site.configuration import Configuration
from hugoconv.site.plan.conflicts import without_conflicts
from hugoconv.site.plan.file_plan import DECLINED, FilePlan, digest
from hugoconv.site.plan.plan import Plan
from hugoconv.site.site import plan_notes
from hugoconv.text.patches import ByteEdit, packed, patched, unpacked

_PAGE_HELP = """y - change this page
n - do not change this page
q - do not change this page nor any that is left
a - change this page and all that are left
s - choose hunk by hunk
? - show this help"""
_HUNK_HELP = """y - make this change
n - do not make this change
q - do not change this page nor any that is left
a - make this change and all that are left in the page
d - make neither this change nor any that is left in the page
? - show this help"""


class Stopped(Exception):
    """Nothing more is wanted."""


class Chosen(NamedTuple):
    """What is to become of a page, and whether all pages behind it are taken without a question."""

    file: FilePlan
    rest: bool = False


def chosen(plan: Plan, configuration: Configuration) -> Plan:
    """The plan with what somebody at the terminal wants of it. Pages that are then in each other's way are refused."""
    files, whole, stopped = [], False, False
    for file in plan.files:
        if file.state != "changed" or whole:
            files.append(file)
            continue
        if stopped:
            files.append(_left(file))
            continue
        try:
            answer = _asked(plan, file)
            files.append(answer.file)
            whole = answer.rest
        except Stopped:
            stopped = True
            files.append(_left(file))
    kept = tuple(without_conflicts(plan.base, files, plan.languages))
    return plan._replace(files=kept, notes=plan_notes(plan.base, kept, configuration))


def _left(file: FilePlan) -> FilePlan:
    return file.instead("skipped", DECLINED, "")


def _asked(plan: Plan, file: FilePlan) -> Chosen:
    """What is wanted of one page. A page that is no longer as it was is not asked for; whoever applies it will tell."""
    try:
        old = plan.read(file)
    except FileError:
        return Chosen(file)
    show_diff(plan.diff_of(file))
    answer = _answer("Change this page", "ynqas" if _is_divisible(file) else "ynqa", _PAGE_HELP)
    if answer == "q":
        raise Stopped
    if answer == "s":
        return Chosen(_by_hunks(file, old, plan.base.name(file.path)))
    return Chosen(_left(file) if answer == "n" else file, answer == "a")


def _is_divisible(file: FilePlan) -> bool:
    """A page that moves goes as a whole: what it says of its way back is not true in its old place."""
    return not file.to and len(unpacked(file.patch)) > 1


def _by_hunks(file: FilePlan, old: bytes, name: str) -> FilePlan:
    """The page with some of its hunks, asked for until what is chosen makes a good page."""
    hunks = list(_hunks(unpacked(file.patch), old))
    while True:
        wanted = _wanted(hunks, old, name)
        edits = [edit for hunk in wanted for edit in hunk]
        if not edits:
            return _left(file)
        new = patched(old, packed(edits))
        # All hunks together are the page that was planned, and verified then.
        why = "" if len(wanted) == len(hunks) else _against(old, new, patched(old, file.patch), name)
        if not why:
            return file._replace(patch=packed(edits), after=digest(new))
        say(f"{one_line(name)}: {why}; choose again")


def _hunks(edits: Sequence[ByteEdit], old: bytes) -> Iterator[list[ByteEdit]]:
    """The edits, those that share or touch a line together: apart, neither could be seen in a diff of its own."""
    if not edits:
        return
    hunk = [edits[0]]
    for before, edit in pairwise(edits):
        if old.count(b"\n", before.end, edit.start) > 1:
            yield hunk
            hunk = []
        hunk.append(edit)
    yield hunk


def _wanted(hunks: Sequence[list[ByteEdit]], old: bytes, name: str) -> list[list[ByteEdit]]:
    wanted: list[list[ByteEdit]] = []
    for at, hunk in enumerate(hunks):
        show_diff(diff_of(old, patched(old, packed(hunk)), one_line(name)))
        answer = _answer(f"({at + 1}/{len(hunks)}) Make this change", "ynqad", _HUNK_HELP)
        if answer == "q":
            raise Stopped
        if answer in "ay":
            wanted += hunks[at:] if answer == "a" else [hunk]
        if answer in "ad":
            break
    return wanted


def _answer(question: str, letters: str, about: str) -> str:
    """One of the letters; the end of the input is a ``q``."""
    while True:
        try:
            given = click.prompt(
                f"{question} [{','.join(letters)},?]", default="", show_default=False, err=True
            ).strip()
        except click.Abort:
            return "q"
        # One letter: to Python no letter at all is in `letters` too, and so is `yn`.
        if len(given) == 1 and given.lower() in letters:
            return given.lower()
        for line in about.splitlines():
            if line[0] in letters or line[0] == "?":
                say(line)


def _against(old: bytes, new: bytes, whole: bytes, name: str) -> str:
    """What speaks against a page with some of its hunks: it cannot be read, or its record would not be true."""
    try:
        page, before = parse(new, name), parse(old, name)
        full = parse(whole, name)
    except HugoconvError as error:
        return f"what is chosen makes no page that can be read ({str(error).splitlines()[0]})"
    try:
        if record_of(full) is not None and record_of(before) is None and not _leads(page, old):
            return "what is chosen has no way back, since the record remembers all of it or nothing"
        if record_of(before) is not None and record_of(full) is None and not _leads(page, whole):
            return "a record is used up by all of the change or by nothing of it"
    except HugoconvError as error:
        return f"what is chosen has no way back ({error})"
    return ""


def _leads(page: Page, goal: bytes) -> bool:
    """Whether the record of a page leads to some bytes."""
    record = record_of(page)
    return record is not None and convert(page, record.was).page.to_bytes() == goal
