"""What is wrong with a page before Hugo says so, and what it reads otherwise than its author may have meant."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any, NamedTuple

from hugoconv.errors import MatterSyntaxError, problem_line
from hugoconv.layouts.parse import parse
from hugoconv.lint.diagnostics import RawDiagnostic, checks, lint_context
from hugoconv.lint.errors import REFUSED
from hugoconv.lint.fixes.fences import dashed
from hugoconv.lint.lookalikes import LOOKALIKES
from hugoconv.lint.undetected import UNSEEN, encoding_of
from hugoconv.lint.warnings import DOUBTFUL, IN_SURROUNDINGS, Surroundings, neighbours
from hugoconv.page.page import Page
from hugoconv.page.page_argument import refuse_other_than_page
from hugoconv.syntax.registry import NEWEST, version
from hugoconv.text.spans import Span


class Diagnostic(NamedTuple):
    """One thing to fix. Its ``severity`` is error for what Hugo refuses, warning for what it reads otherwise than may
    be meant.

    ``message`` says what is wrong, ``remedy`` what to do, ``path`` on which page.

    ``span`` is in code points of the matter, or None; ``lineno`` and ``colno`` count from 1 in the file. ``fix`` says
    whether there is a repair: safe, unsafe, or empty for what is left to the author.
    """

    code: str
    severity: str
    message: str
    remedy: str
    span: Span | None
    path: str | None
    lineno: int
    colno: int
    fix: str = ""

    def __str__(self) -> str:
        head = problem_line(self.path, self.lineno, self.colno, self.code, self.message)
        return f"{head} ({self.remedy})" if self.remedy else head


def check(
    page: Page, *, now: datetime.datetime | None = None, around: Surroundings | None = None
) -> tuple[Diagnostic, ...]:
    """Every problem of a page for the Hugo that it was parsed for, in the order of the file.

    With ``now`` a page that is not yet published is a warning; without, no clock is asked (I9). ``around`` says more
    of what lies beyond the page.

    >>> [str(p) for p in check(parse("---\\ndate: 2021/02/01\\ndraft: yes\\n---\\n", "x.md"))][0]
    'x.md:2:7: bad-date: date: 2021/02/01 is no date for Hugo (write it like 2021-02-01 or 2021-02-01T10:00:00+08:00)'
    """
    refuse_other_than_page(page, "check")
    context = lint_context(page)
    known = around or Surroundings(now)
    found = [one for look in (*REFUSED, *DOUBTFUL, *LOOKALIKES, *UNSEEN) for one in look(context)]
    found += [one for look in IN_SURROUNDINGS for one in look(context, known)]
    # A set, since two looks may find the same thing. It has no order that is the same at every run, so what comes out
    # is sorted by all in which two of them can differ.
    holds = [one for one in set(found) if _holds(checks()[one.code], page.hugo)]
    return tuple(_problem(page, one) for one in sorted(holds, key=lambda one: (one.span, one.code, one.value)))


def missing_neighbours(page: Page, around: Surroundings) -> tuple[Diagnostic, ...]:
    """Only the decks and projects that a page names and that are not there."""
    return tuple(_problem(page, one) for one in neighbours(lint_context(page), around))


def check_bytes(
    data: bytes,
    path: str | None = None,
    *,
    now: datetime.datetime | None = None,
    around: Surroundings | None = None,
    hugo: str = NEWEST,
) -> tuple[Diagnostic, ...]:
    """As ``check``, of bytes; what cannot be read at all is one error with its place."""
    try:
        known = around or Surroundings()
        page = parse(data, path, hugo=hugo, content_rules=known.content_rules, layouts=known.layouts)
    except MatterSyntaxError as error:
        return _unreadable(data, path, error)
    return check(page, now=now, around=around)


def _unreadable(data: bytes, path: str | None, error: MatterSyntaxError) -> tuple[Diagnostic, ...]:
    """What cannot be read as one error; for a file in another encoding that is its cause."""
    if (found := encoding_of(data)) is not None and found.fix == "safe":
        return (_of_bytes(found, path, "error"),)
    fix = checks()["fixes"].get(error.code, "")
    # The table gives a code one repair; that of a fence is for dashes of word processors alone.
    if error.code == "fence" and dashed(data.decode("utf-8", "surrogateescape")) is None:
        fix = ""
    problem = Diagnostic(error.code, "error", error.msg, error.hint, None, path, error.lineno, error.colno, fix)
    return (problem,) if found is None or not found.fix else (problem, _of_bytes(found, path, "warning"))


def _of_bytes(found: RawDiagnostic, path: str | None, severity: str) -> Diagnostic:
    """A problem that stands in no front matter that can be read."""
    return Diagnostic(found.code, severity, *_words(found), None, path, *(found.place or (1, 1)), found.fix or "")


def problem_in_file(found: RawDiagnostic, path: str, hugo: str) -> Iterator[Diagnostic]:
    """A problem of a file that is no page, if it is one for a version of Hugo."""
    if _holds(about := checks()[found.code], hugo):
        yield _of_bytes(found, path, about["severity"])


def codes() -> dict[str, dict[str, Any]]:
    """Every code of a check with what ``checks.toml`` says of it."""
    return {code: about for code, about in checks().items() if code != "fixes"}


def _holds(about: dict[str, Any], hugo: str) -> bool:
    """Whether a problem is one for a version of Hugo."""
    return version(about.get("since", "0.0")) <= version(hugo)


def _problem(page: Page, found: RawDiagnostic) -> Diagnostic:
    about = checks()[found.code]
    place = found.place or page.position(found.span.start)
    fix = about.get("fix", "") if found.fix is None else found.fix
    return Diagnostic(found.code, about["severity"], *_words(found), found.span, page.path, *place, fix)


def _words(found: RawDiagnostic) -> tuple[str, str]:
    """The message of a problem, and its remedy."""
    about = checks()[found.code]
    remedy: str = about.get("remedies", {}).get(found.value, about["remedy"])
    return about["message"].format(name=found.name, value=found.value), remedy
