"""What became of each page, and what the whole run comes to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hugoconv.site.move.links import LinkPlace
    from hugoconv.site.plan.file_plan import FilePlan

# 2 is what click gives wrong usage, 130 what a shell makes of an interrupt.
BUG, FAILED, WOULD_CHANGE, DONE, INTERRUPTED = 4, 3, 1, 0, 130


def as_json(file: FilePlan, name: str, links: Sequence[LinkPlace] = ()) -> dict[str, object]:
    """What became of a page as JSON data; ``name`` is what a person calls it, ``links`` lead to its old place."""
    found = {
        "path": name,
        "state": file.state,
        "code": file.code,
        "message": file.message,
        "notes": list(file.notes),
        "absent": list(file.absent),
        "to": file.to,
        "recorded": file.recorded,
        "links": [
            {"path": link.path, "line": link.lineno, "column": link.colno, "text": link.text, "becomes": link.becomes}
            for link in links
        ],
    }
    return {key: value for key, value in found.items() if value}


def exit_status(outcomes: Sequence[FilePlan], *, check: bool, strict: bool = False) -> int:
    """The exit status of a run: the first that holds of a bug, a failure, a change that --check found."""
    states = Counter(outcome.state for outcome in outcomes)
    missing = strict and any(outcome.absent for outcome in outcomes)
    if states["bug"]:
        return BUG
    if states["refused"] or states["failed"] or missing:
        return FAILED
    return WOULD_CHANGE if check and states["changed"] else DONE
