"""Days of publication that several posts of a plan have in common, which may come from a template."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hugoconv.errors import problem_line
from hugoconv.site.base import Base
from hugoconv.site.plan.file_plan import FilePlan

CODE = "shared-date"
_MANY = 3


def shared_dates(base: Base, files: Iterable[FilePlan]) -> Iterator[str]:
    """What has to be said of the pages that get one and the same date, with the first of them."""
    days: dict[str, list[str]] = {}
    for file in files:
        if file.date and file.state == "changed":
            days.setdefault(file.date, []).append(file.path)
    for day, paths in sorted(days.items()):
        if len(paths) >= _MANY:
            why = f"{len(paths)} pages get one and the same date, {day}, which may be that of a template"
            yield problem_line(base.label(paths[0]), 1, 1, CODE, f"{why} (--date start keeps the start)")
