"""What is to become of one page: from its bytes to a small value that can be sent between processes.

``plan_file`` is pure: the same change and the same bytes give the same result on any machine.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from typing import NamedTuple

from hugoconv.errors import (
    ChangeError,
    FileError,
    MatterSyntaxError,
    PathError,
    Refused,
    VerificationError,
    one_line,
    problem_line,
)
from hugoconv.files.read import read_bytes
from hugoconv.layouts.parse import parse
from hugoconv.layouts.record import recorded
from hugoconv.page.page import Page
from hugoconv.refusals import message
from hugoconv.site.base import Base
from hugoconv.site.move.claims import Claims
from hugoconv.site.plan.caller_errors import Raised
from hugoconv.site.plan.change_result import Change as Change  # noqa: PLC0414 - others take it from here
from hugoconv.site.plan.change_result import ChangeResult as ChangeResult  # noqa: PLC0414 - as above
from hugoconv.site.plan.change_result import MovingChange, result_of
from hugoconv.text.patches import packed, patch_between

DIGEST_SIZE = 16
# Stands for the digest of a file that is not there: no bytes that anybody finds have it.
ABSENT = bytes(DIGEST_SIZE)


class PlanTask(NamedTuple):
    """A page to plan: its path from the base; whether it was named itself, and not met in a folder; its bytes where
    the one who plans cannot read them."""

    path: str
    named: bool = False
    data: bytes | None = None


class FilePlan(NamedTuple):
    """What is to become of one page.

    ``state`` is changed, unchanged, skipped, refused, failed or bug; ``code`` and ``message`` say why, ``notes``
    what else there is to know, ``absent`` which fields that were asked for it does not have. ``before`` and
    ``after`` are digests of the file's bytes, ``ABSENT`` where there is no file, ``patch`` leads from one to the other,
    ``to`` is the path to which the file moves, empty where it stays. No text of the page is kept but what the patch
    brings in. ``raised`` is what a caller's function raised on the page, ``recorded`` says whether it has the record of
    a conversion, ``touched`` are the fields, in lowercase, whose values change, ``date`` is the day that has become the
    date of the page, ``claims`` is what a page that moves claims before and after, where the change could tell.

    >>> FilePlan("a.md", "changed", to="b.md"), FilePlan("c.md", "skipped", "no-front-matter")
    (<FilePlan a.md: changed, to b.md>, <FilePlan c.md: skipped, no-front-matter>)
    """

    path: str
    state: str
    code: str = ""
    message: str = ""
    notes: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    before: bytes = b""
    after: bytes = b""
    patch: bytes = b""
    to: str = ""
    raised: Raised | None = None
    recorded: bool = False
    touched: tuple[str, ...] = ()
    date: str = ""
    claims: tuple[Claims, ...] = ()

    def __repr__(self) -> str:
        # What a NamedTuple shows of itself is digests and patches, and a plan has thousands.
        return (
            f"<FilePlan {self.path}: {', '.join(filter(None, (self.state, self.code, self.to and f'to {self.to}')))}>"
        )

    @property
    def is_created(self) -> bool:
        """Whether there is no such file before."""
        return self.before == ABSENT

    @property
    def is_deleted(self) -> bool:
        """Whether there is no such file after."""
        return self.after == ABSENT

    @property
    def is_problem(self) -> bool:
        """Whether nothing will be done to the page though it was asked for."""
        return self.state in ("refused", "failed", "bug")

    def instead(self, state: str, code: str, message: str) -> FilePlan:
        """The same page, with nothing to be done to it."""
        return FilePlan(self.path, state, code, message, before=self.before)


def digest(*parts: bytes) -> bytes:
    """What tells the bytes of two files apart; a file may be given in parts, so that it need not be joined."""
    found = hashlib.blake2b(digest_size=DIGEST_SIZE)
    for part in parts:
        found.update(part)
    return found.digest()


def plan_batch(change: Change, base: Base, tasks: Iterable[PlanTask]) -> list[FilePlan]:
    """What is to become of some pages, in their order; reads those that come without their bytes.

    Never raises for a bad page.
    """
    return [_planned(change, base, task) for task in tasks]


def _planned(change: Change, base: Base, task: PlanTask) -> FilePlan:
    if task.data is not None:
        return plan_file(change, task.data, task.path, base, named=task.named)
    try:
        data = read_bytes(base.file(task.path))
    except FileError as error:
        return failed(task.path, base.name(task.path), error)
    return plan_file(change, data, task.path, base, named=task.named)


def failed(path: str, name: str, error: FileError) -> FilePlan:
    """The plan of a file that could not be read or written."""
    return FilePlan(path, "failed", error.code, f"{one_line(name)}: {error.code}: {error.why}")


def plan_file(
    change: Change, data: bytes, path: str, base: Base | None = None, *, named: bool = False, path_known: bool = True
) -> FilePlan:
    """What is to become of a page with these bytes; nothing is read or written.

    Never raises: what nobody foresaw is a bug of ours, told as one, and does not stop the other pages. What is
    refused because a page is no page of its layout is passed over where the page was met in a folder. The path says
    something of the page unless ``path_known`` is false.
    """
    base = base or Base("")
    layout_path = base.layout_path(path)
    shown = base.label(path)
    before = digest(data)
    try:
        page = parse(data, layout_path if path_known else None, content_rules=base.content_rules)
        result = result_of(change(page), page)
        plan = FilePlan(path, "unchanged", before=before, recorded=recorded(page))
        plan = _changed(result, data, plan, base)
        if plan.to and isinstance(change, MovingChange):
            plan = plan._replace(claims=change.claims(page, result.page))
        return plan._replace(touched=touched(page, result.page)) if plan.patch else plan
    except ChangeError as error:
        return _failed_change(FilePlan(path, "failed", error.code, before=before), error, shown)
    except Refused as refused:
        refused.path = shown
        passed_over = refused.code in LEFT_OUT or (not named and refused.code in PASSED_OVER)
        state = "skipped" if passed_over else "refused"
        return FilePlan(path, state, refused.code, str(refused), before=before)
    except MatterSyntaxError as error:
        error.path = shown
        return FilePlan(path, "failed", error.code, str(error), before=before)
    except PathError as error:
        return FilePlan(path, "refused", "absent", problem_line(shown, 1, 1, "absent", str(error)), before=before)
    except VerificationError as error:
        return _bug(path, shown, str(error))
    except Exception as error:  # noqa: BLE001 - one page must not stop the others
        return _bug(path, shown, f"{type(error).__name__}: {error} ({_raised_at(error)})")


def _changed(result: ChangeResult, data: bytes, plan: FilePlan, base: Base) -> FilePlan:
    page, notes, absent, date = result
    to = base.path(page.path) if page.path and page.path != base.layout_path(plan.path) else ""
    plan = plan._replace(notes=notes, absent=absent, date=date, to=to if to != plan.path else "")
    if not page.was_parsed_from(data):
        return _parsed_anew(page.to_bytes(), data, plan)
    if not page.is_changed:
        return plan._replace(state="changed" if plan.to else "unchanged", after=plan.before)
    return plan._replace(state="changed", after=digest(*page.parts), patch=packed(page.byte_edits))


def _parsed_anew(new: bytes, data: bytes, plan: FilePlan) -> FilePlan:
    """A page that a change has made of other bytes than it was given."""
    patch = patch_between(data, new) if new != data else b""
    return plan._replace(state="changed" if patch or plan.to else "unchanged", after=digest(new), patch=patch)


def _failed_change(plan: FilePlan, error: ChangeError, shown: str) -> FilePlan:
    line = one_line(problem_line(shown, 1, 1, error.code, error.why))
    raised = error.raised if isinstance(error.raised, Raised) else None
    return plan._replace(message=f"{line} ({error.remedy})" if error.remedy else line, raised=raised)


def touched(old: Page, new: Page) -> tuple[str, ...]:
    """The fields whose values differ, in lowercase; ``url`` too where it asks for the values of others."""
    before, after = ({key.lower(): value for key, value in page.items()} for page in (old, new))
    names = {name for name in {*before, *after} if before.get(name) != after.get(name)}
    if any(":" in str(fields.get("url", "")) for fields in (before, after)):
        names.add("url")
    return tuple(sorted(names))


def plan_bytes(old: bytes, new: bytes, path: str) -> FilePlan:
    """What is to become of a file that is no page, or not yet: other bytes."""
    if old == new:
        return FilePlan(path, "unchanged", before=digest(old), after=digest(old))
    return FilePlan(path, "changed", before=digest(old), after=digest(new), patch=patch_between(old, new))


# Refusals that only say that a page met in a folder is none of those that were meant.
PASSED_OVER = frozenset(
    [
        "not-a-page-section",
        "not-a-page-deck",
        "not-a-page-widget",
        "not-a-page-author",
        "not-a-page-resource",
        "other-layout",
        "layout-unknown",
        "no-front-matter",
    ]
)
# The refusals of a change that a caller's own conditions leave a page out, or cannot be asked of it.
LEFT_OUT = frozenset(["not-selected", "not-comparable"])
# The code of a page that somebody at the terminal does not want changed: it keeps its links too.
DECLINED = "declined"


def _bug(path: str, shown: str, what: str) -> FilePlan:
    found = message("bug", why=what)
    return FilePlan(path, "bug", found.code, problem_line(shown, 1, 1, found.code, found.why))


def _raised_at(error: Exception) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return "nowhere"
    return f"{os.path.basename(trace.tb_frame.f_code.co_filename)}:{trace.tb_lineno}"
