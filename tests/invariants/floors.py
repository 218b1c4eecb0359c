"""How often every law has to apply, of the times that it is tried: the shares stand in ``floors.toml``."""

from __future__ import annotations

import pathlib
import tomllib
from collections.abc import Iterator

from tests.invariants.report import Report

FLOORS: dict[str, dict[str, float]] = tomllib.loads(pathlib.Path(__file__).with_suffix(".toml").read_text("utf-8"))
FEW = 100  # trials of which nothing is to be wanted


def hollow(report: Report) -> Iterator[str]:
    """Every law that applied to none, or to fewer than its share, of the many times that it was tried."""
    for name, tried in sorted(report.tried.items()):
        applied = report.applied(name)
        if tried >= FEW and (not applied or applied < tried * _floor(name)):
            yield f"{name}: applied to {applied} of {tried}, {_floor(name):.0%} are wanted"


def untried(name: str, report: Report) -> Iterator[str]:
    """Every law of a check that a run over all pages never came to."""
    yield from (f"{law}: never tried" for law in FLOORS.get(name, ()) if law not in report.tried)


def _floor(name: str) -> float:
    return min((laws[name] for laws in FLOORS.values() if name in laws), default=0.0)
