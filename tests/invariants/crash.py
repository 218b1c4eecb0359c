"""The crash lab in full: 500 pages killed at 300 instants and stopped once at every call; 60 pages stopped in every way
at every call; runs whose undo or resume is stopped too; lost power; and enemies."""

from __future__ import annotations

from typing import NamedTuple

from tests.invariants.report import Report
from tests.site.crash import fault_series, kill_series, lab, pair_series, power_series, undo_series
from tests.site.crash_enemies import enemy_series

MANY, FEW = 500, 60
KILLS, PAIRS, LARGE_PAIRS = 300, 1500, 100


class Part(NamedTuple):
    """A share of the lab's work: a series over a site of so many pages, every ``step``-th case from ``first`` on."""

    series: str
    pages: int
    first: int
    step: int


def parts(shares: int) -> list[Part]:
    """The work in so many shares for every series."""
    series = [
        ("kills", MANY),
        ("each call once", MANY),
        ("each call in every way", FEW),
        ("others", MANY),
        ("others", FEW),
    ]
    return [Part(name, pages, first, shares) for name, pages in series for first in range(shares)]


def run(part: Part) -> Report:
    """What a share of the work found."""
    name, pages, first, step = part
    with lab(pages) as found:
        if name == "kills":
            kill_series(found, range(first, KILLS, step))
        elif name == "others":
            cases = range(first, PAIRS if pages == FEW else LARGE_PAIRS, step)
            for series in (pair_series, undo_series, power_series, enemy_series):
                series(found, cases)
        else:
            fault_series(found, range(first, len(found.calls), step), every=name.endswith("every way"))
    total = Report()
    total.add(found.report)
    for key, count in found.report.counts.items():
        total.counts[f"{pages} pages: {key}"] = count
        del total.counts[key]
    return total
