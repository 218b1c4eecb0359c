"""What a check found: counts, and failures as text."""

from __future__ import annotations

import difflib
import traceback
from collections import Counter
from dataclasses import dataclass, field

SHOWN_LINES = 12


@dataclass
class Report:
    """Counts by name, and one text for each failure; reports of parts add up."""

    counts: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    examples: dict[str, list[str]] = field(default_factory=dict)

    def count(self, name: str, n: int = 1) -> None:
        """Adds to the count of that name."""
        self.counts[name] += n

    def fail(self, page: str, what: str, why: str, before: str | bytes = "", after: str | bytes = "") -> None:
        """Keeps a failure: the page, the operation, the reason and a diff of a few lines."""
        shown = short_diff(before, after) if before != after else ""
        self.failures.append(f"{page}: {what}: {why}" + (f"\n{shown}" if shown else ""))
        self.count("failures")

    def refused(self, code: str, example: str) -> None:
        """Counts a refusal by its code and keeps the first few examples."""
        self.count(f"refused {code}")
        kept = self.examples.setdefault(code, [])
        if len(kept) < 25:
            kept.append(example)

    def add(self, other: Report) -> None:
        """Takes in the report of another part."""
        self.counts.update(other.counts)
        self.failures += other.failures
        for code, examples in other.examples.items():
            kept = self.examples.setdefault(code, [])
            kept += examples[: max(0, 25 - len(kept))]


def crash(error: Exception) -> str:
    """An exception that nobody expected, in one line: what it says and where it was raised."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{last.filename.rpartition('hugoconv/')[2]}:{last.lineno}"
    return f"crashed: {type(error).__name__}: {error} ({place})"


def short_diff(before: str | bytes, after: str | bytes) -> str:
    """A few lines of a unified diff, with line ends shown."""
    old, new = (_lines(side) for side in (before, after))
    lines = list(difflib.unified_diff(old, new, "expected or before", "got", lineterm="", n=1))[2:]
    cut = [line[:160] for line in lines[:SHOWN_LINES]]
    return "\n".join("    " + line for line in [*cut, *(["…"] if len(lines) > SHOWN_LINES else [])])


def _lines(side: str | bytes) -> list[str]:
    text = side.decode("utf-8", "backslashreplace") if isinstance(side, bytes) else side
    return [repr(line)[1:-1] for line in text.splitlines(keepends=True)]
