"""What a check found: counts, failures as text, and how often each law was tried and did not apply."""

from __future__ import annotations

import difflib
import functools
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, NoReturn, ParamSpec

from tests.corpus import CorpusPage

P = ParamSpec("P")
LAWS: set[str] = set()  # those of all modules that were loaded

SHOWN_LINES = 12


class DoesNotApplyError(Exception):
    """A law has nothing to say about a page; the text says why, and is one of few."""


class BrokenError(Exception):
    """A law does not hold, and the report has it."""


@dataclass
class Report:
    """Counts by name, and one text for each failure; reports of parts add up."""

    counts: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    examples: dict[str, list[str]] = field(default_factory=dict)
    tried: Counter[str] = field(default_factory=Counter)
    idle: Counter[tuple[str, str]] = field(default_factory=Counter)

    def count(self, name: str, n: int = 1) -> None:
        """Adds to the count of that name."""
        self.counts[name] += n

    def fail(self, page: str, what: str, why: str, before: str | bytes = "", after: str | bytes = "") -> None:
        """Keeps a failure: the page, the operation, the reason and a diff of a few lines."""
        shown = short_diff(before, after) if before != after else ""
        self.failures.append(f"{page}: {what}: {why}" + (f"\n{shown}" if shown else ""))
        self.count("failures")

    def stop(self, page: str, what: str, why: str, before: str | bytes = "", after: str | bytes = "") -> NoReturn:
        """Keeps a failure after which the law cannot go on."""
        self.fail(page, what, why, before, after)
        raise BrokenError(why)

    def refused(self, code: str, example: str) -> None:
        """Counts a refusal by its code and keeps the first few examples."""
        self.count(f"refused {code}")
        kept = self.examples.setdefault(code, [])
        if len(kept) < 25:
            kept.append(example)

    def applied(self, law: str) -> int:
        """How often a law had something to say."""
        return self.tried[law] - sum(n for (name, _), n in self.idle.items() if name == law)

    def laws(self) -> Iterator[str]:
        """One line for each law: how often it applied, how often it was tried, and why it did not apply."""
        for name, tried in sorted(self.tried.items()):
            reasons = ", ".join(f"{why} {n:,}" for (law, why), n in sorted(self.idle.items()) if law == name)
            yield f"{self.applied(name):>9,} of {tried:>9,}  {name}" + (f"  ({reasons})" if reasons else "")

    def add(self, other: Report) -> None:
        """Takes in the report of another part."""
        self.counts.update(other.counts)
        self.tried.update(other.tried)
        self.idle.update(other.idle)
        self.failures += other.failures
        for code, examples in other.examples.items():
            kept = self.examples.setdefault(code, [])
            kept += examples[: max(0, 25 - len(kept))]


def law(check: Callable[P, None]) -> Callable[P, None]:
    """A check whose trials are counted, in the report that it is given or that its trial has.

    It raises ``DoesNotApplyError`` where it has nothing to say, and ``BrokenError`` after a failure.
    """
    name = _name(check)
    LAWS.add(name)

    @functools.wraps(check)
    def counted(*args: P.args, **kwargs: P.kwargs) -> None:
        report = _report_of((*args, *kwargs.values()))
        report.tried[name] += 1
        try:
            check(*args, **kwargs)
        except DoesNotApplyError as why:
            report.idle[name, str(why)] += 1
        except BrokenError:
            pass  # it is in the report

    return counted


def page_law(check: Callable[[CorpusPage, Report], None]) -> Callable[[CorpusPage], Report]:
    """A law on one page of the corpus, as a function to the report on it."""
    counted = law(check)

    @functools.wraps(check)
    def reported(page: CorpusPage) -> Report:
        report = Report()
        counted(page, report)
        return report

    return reported


def _name(check: Callable[..., Any]) -> str:
    """The module and the function in words, as ``floors.toml`` has them."""
    words = check.__name__.strip("_").replace("_", " ")
    return f"{check.__module__.rpartition('.')[2]}: {words}"


def _report_of(given: tuple[Any, ...]) -> Report:
    return next(found for one in given if isinstance(found := getattr(one, "report", one), Report))


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
