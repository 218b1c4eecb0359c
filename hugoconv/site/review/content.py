"""What a review page says: the pages of a plan as data for the browser."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from hugoconv.errors import FileError
from hugoconv.files.explanations import explanations
from hugoconv.refusals import meanings
from hugoconv.site.arguments import CONTENT
from hugoconv.site.move.groups import groups
from hugoconv.site.review.choices import digest_of
from hugoconv.site.review.fields import fields_of
from hugoconv.site.review.rows import Hunk, hunks
from hugoconv.text.patches import patched
from hugoconv.text.regex import regex

if TYPE_CHECKING:
    from hugoconv.site.plan.file_plan import FilePlan
    from hugoconv.site.plan.plan import Plan

_CODE = regex(r"(?:^|:\d+:\d+: |\s)([a-z]+(?:-[a-z]+)+): ")


class PageRow(NamedTuple):
    """What the browser knows of a page before its diff is asked for. Empty parts are left out of the JSON."""

    path: str
    state: str
    to: str = ""
    section: str = ""
    code: str = ""
    message: str = ""
    notes: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    added: int = 0
    removed: int = 0
    group: int = 0
    along: tuple[tuple[str, str], ...] = ()
    unreadable: str = ""

    @property
    def outcome(self) -> str:
        """The state; ``noted`` for a page that stays as it is and has notes: there may be something to do by hand."""
        return "noted" if self.state == "unchanged" and self.notes else self.state


class Content(NamedTuple):
    """What a review page says. ``diffs`` are the hunks of the ``rows``, in their order; ``meanings`` are the
    page of the documentation and the text that explain a code."""

    digest: str
    rows: list[PageRow]
    diffs: list[list[Hunk]]
    meanings: dict[str, tuple[str, str]]
    notes: tuple[str, ...]

    def counts(self) -> Counter[str]:
        """How many pages there are of every outcome, and how many move."""
        found = Counter(row.outcome for row in self.rows)
        found["moved"] = sum(bool(row.to) for row in self.rows)
        return found


def content_of(plan: Plan) -> Content:
    """The content of the review page of a plan. Every page that would change is read once more; of one that is no
    longer as it was there is no diff, and its row says why."""
    along, grouped = plan.taken_along(), _groups(plan)
    known = explanations() if any(file.notes or file.code for file in plan.files) or plan.notes else {}
    rows, diffs = [], list[list[Hunk]]()
    for file in plan.files:
        row, diff = _row(plan, file, known)
        rows.append(row._replace(group=grouped.get(file.path, 0), along=along.get(file.path, ())))
        diffs.append(diff)
    codes = sorted({code for row in rows for code in row.codes} | set(_codes(plan.notes, known)))
    refusals = meanings()
    told = {c: ("refusals" if c in refusals else "notes", known[c]) for c in codes if c in known}
    return Content(digest_of(plan), rows, diffs, told, plan.notes)


def _groups(plan: Plan) -> dict[str, int]:
    """The number of its group for every page that is changed only with others."""
    found = (group for group in groups(plan.files, plan.languages) if len(group.files) > 1)
    return {file.path: n for n, group in enumerate(found, 1) for file in group.files}


def _row(plan: Plan, file: FilePlan, known: Mapping[str, str]) -> tuple[PageRow, list[Hunk]]:
    codes = tuple(dict.fromkeys(filter(None, (file.code, *_codes(file.notes, known)))))
    row = PageRow(
        file.path, file.state, file.to, section_of(file.path), file.code, file.message, file.notes, codes, file.absent
    )
    if file.state != "changed" or not file.patch:
        return row, []
    try:
        old = plan.read(file)
    except FileError as error:
        return row._replace(unreadable=str(error)), []
    new = patched(old, file.patch)
    found = hunks(old, new)
    added, removed = _counted(found)
    return row._replace(fields=fields_of(found, old, new), added=added, removed=removed), found


def section_of(path: str) -> str:
    """The section in which a page lies.

    >>> section_of("content/talk/a/index.md"), section_of("content/about.md"), section_of("talk/a.md")
    ('talk', '', 'talk')
    """
    *folders, _ = path.split("/")
    below = folders[folders.index(CONTENT) + 1 :] if CONTENT in folders else folders
    return below[0] if below else ""


def _codes(notes: Iterable[str], known: Mapping[str, str]) -> Iterator[str]:
    """The codes that notes have."""
    for note in notes:
        found = _CODE.search(note)
        if found and found[1] in known:
            yield found[1]


def _counted(found: Iterable[Hunk]) -> tuple[int, int]:
    """How many lines come and go."""
    rows = [row for hunk in found for row in hunk[2:]]
    pairs = sum(isinstance(row, tuple) for row in rows)
    signs = Counter(row[:1] for row in rows if isinstance(row, str))
    return pairs + signs["+"], pairs + signs["-"]


def as_data(row: PageRow) -> dict[str, Any]:
    """A row as JSON, without what is empty."""
    return {name: value for name, value in row._asdict().items() if value}
