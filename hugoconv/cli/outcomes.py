"""What became of each page, and what the whole run comes to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hugoconv.site.move.links import LinkPlace
    from hugoconv.site.plan.file_plan import FilePlan

BUG, FAILED, WOULD_CHANGE, DONE = 4, 3, 1, 0

# What is counted for the summary instead of a code: one of them, several of them.
SKIPPED = {
    "not-a-page-section": ("section page", "section pages"),
    "not-a-page-deck": ("slide deck", "slide decks"),
    "not-a-page-widget": ("widget page", "widget pages"),
    "not-a-page-author": ("author page", "author pages"),
    "not-a-page-resource": ("file of a bundle", "files of bundles"),
    "other-layout": ("page of another layout", "pages of another layout"),
    "layout-unknown": ("page of unknown layout", "pages of unknown layout"),
    "no-comments": ("org file beside a page", "org files beside pages"),
    "no-front-matter": ("without front matter", "without front matter"),
    "declined": ("declined", "declined"),
    "not-selected": ("not selected", "not selected"),
    "not-comparable": ("not comparable", "not comparable"),
}


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


def summary(listed: Sequence[FilePlan], *, written: bool) -> str:
    """One line that counts the outcomes.

    >>> from hugoconv.site.plan.file_plan import FilePlan
    >>> summary([FilePlan("a", "changed"), FilePlan("b", "skipped", "other-layout")], written=False)
    '1 page would change, 1 skipped (1 page of another layout)'
    """
    states = Counter(outcome.state for outcome in listed)
    changed = states["changed"]
    verb = "changed" if written else "would change"
    moved = sum(bool(outcome.to) for outcome in listed if outcome.state == "changed")
    where = f" ({moved} {'moved' if written else 'to another folder'})" if moved else ""
    parts = [f"{changed} page{'' if changed == 1 else 's'} {verb}{where}"]
    parts += [f"{states['unchanged']} unchanged"] if states["unchanged"] else []
    if states["skipped"]:
        codes = Counter(o.code for o in listed if o.state == "skipped")
        why = ", ".join(f"{n} {SKIPPED[code][n > 1]}" for code, n in sorted(codes.items()))
        parts.append(f"{states['skipped']} skipped ({why})")
    for state in ("refused", "failed", "bug"):
        parts += [f"{states[state]} {'hit a bug' if state == 'bug' else state}"] if states[state] else []
    absent = sum(len(outcome.absent) for outcome in listed)
    parts += [f"{absent} operation{'' if absent == 1 else 's'} on absent fields"] if absent else []
    return ", ".join(parts)
