"""What somebody has chosen of a plan on its review page: a file of JSON, held against the plan before anything is done.

    {"format": "hugoconv choices 1", "plan": "<digest>", "approved": ["content/a.md"], "skipped": []}

Only what is approved is done.
"""

from __future__ import annotations

import hashlib
import json
import os
from typing import TYPE_CHECKING, Any, NamedTuple

from hugoconv.errors import one_line
from hugoconv.files.read import read_bytes
from hugoconv.refusals import refused
from hugoconv.site.move.groups import groups
from hugoconv.site.plan.file_plan import DIGEST_SIZE

if TYPE_CHECKING:
    from hugoconv.site.plan.plan import Plan

FORMAT = "hugoconv choices 1"


class ReviewChoices(NamedTuple):
    """The paths of the pages that are approved and of those that are not to be changed, of the plan with a digest."""

    plan: str
    approved: frozenset[str]
    skipped: frozenset[str] = frozenset()
    file: str = ""

    def checked(self, plan: Plan) -> ReviewChoices:
        """The choices, which are about a plan. Raises Refused ``choices-of-another-plan``, ``choice-of-no-page`` and
        ``choices-split-group``."""
        if self.plan != digest_of(plan):
            raise refused("choices-of-another-plan", path=self.file)
        strange = sorted((self.approved | self.skipped) - {file.path for file in plan.changed})
        if strange:
            raise refused("choice-of-no-page", path=self.file, page=one_line(strange[0]))
        for group in groups(plan.files, plan.languages):
            paths = sorted(file.path for file in group.files)
            halves = [path for path in paths if path in self.approved], [p for p in paths if p not in self.approved]
            if all(halves):
                one, other = (one_line(half[0]) for half in halves)
                raise refused("choices-split-group", path=self.file, approved=one, other=other)
        return self


def digest_of(plan: Plan) -> str:
    """What tells plans apart: which pages would change, from which bytes to which, and where they move."""
    found = hashlib.blake2b(digest_size=DIGEST_SIZE)
    for file in plan.changed:
        for part in (file.path, file.to):
            found.update(part.encode("utf-8", "surrogatepass") + b"\0")
        found.update(file.before + file.after)
    return found.hexdigest()


def read_choices(path: str | os.PathLike[str]) -> ReviewChoices:
    """The choices in a file. Raises FileError for one that cannot be read, and Refused ``choices-unreadable``."""
    name, data = os.fspath(path), read_bytes(path)
    try:
        return _choices(json.loads(data), name)
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise refused("choices-unreadable", path=name, reason=one_line(f"{type(error).__name__}: {error}")) from None


def _choices(data: Any, name: str) -> ReviewChoices:
    if data["format"] != FORMAT:
        raise ValueError(f"its format is {data['format']!r}")
    approved, skipped = (_paths(data.get(key, [])) for key in ("approved", "skipped"))
    if both := approved & skipped:
        raise ValueError(f"{min(both)!r} is approved and skipped")
    return ReviewChoices(str(data["plan"]), approved, skipped, name)


def _paths(listed: Any) -> frozenset[str]:
    if not isinstance(listed, list) or not all(isinstance(path, str) for path in listed):
        raise TypeError("paths have to be a list of texts")
    return frozenset(listed)
