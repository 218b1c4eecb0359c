"""Runs every check on the whole corpus in some processes and prints what was counted, and how often every law applied.

usage: python -m tests.full [--only NAME] [-j N] [--limit N] [--show N]
Exits with 1 where anything failed, or where a law applied to nothing, or to less than ``floors.toml`` wants.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from typing import Any

from tests import corpus, mutation
from tests.invariants import (
    addresses,
    bodies,
    crash,
    fixes,
    hugo,
    lens,
    lossless,
    natural,
    operations,
    params,
    problems,
    real_sites,
    recipes,
    rereading,
    sequences,
    sites,
    suite,
    syntaxes,
    theme_history,
    there_and_back,
    translation,
    upgraded_sites,
)
from tests.invariants.floors import hollow, untried
from tests.invariants.report import Report
from tests.whole import read_whole_if_asked

BATCH = 40
SHARES = 60  # of the grid of small pages
SITE_PAGES = 10_000
REAL_SITES = 10
UPGRADED_SITES = 12
MOST_REFUSED = 0.005

PAGE_CHECKS: dict[str, Callable[[corpus.CorpusPage], Report]] = {
    "lossless": lossless.check,
    "hidden": natural.check,
    "operations": operations.check,
    "sequences": sequences.check,
    "rereading": rereading.check,
    "lens": lens.check,
    "syntaxes": syntaxes.check,
    "translation": translation.check,
    "there-and-back": there_and_back.check,
    "problems": problems.check,
    "fixes": fixes.check,
    "bodies": bodies.check,
    "recipes": recipes.check,
    "theme-history": theme_history.check,
}
WANTED: dict[str, Callable[[corpus.CorpusPage], bool]] = {
    "lens": lens.wanted,
    "recipes": recipes.wanted,
    "theme-history": theme_history.wanted,
    "hidden": natural.wanted,
    "syntaxes": syntaxes.wanted,
}
HUGO_CHECKS = {
    "hugo": hugo.run,
    "translated-hugo": translation.ask_hugo,
    "fixed-hugo": fixes.ask_hugo,
    "params-hugo": params.ask_hugo,
    "addresses-hugo": addresses.ask_hugo,
}
NAMES = (*PAGE_CHECKS, *HUGO_CHECKS, "natural", "suite", "sites", "real-sites", "upgraded-sites", "crash", "mutations")


def main() -> int:
    """The exit code."""
    options = _options()
    read_whole_if_asked()
    names = options.only or NAMES
    if not corpus.all_pages():
        print("skipped what needs ../shared/corpus, which is absent (HUGOCONV_SHARED names another place)")
        names = [name for name in names if name in ("natural", "crash", "mutations")]
    failed = False
    for name in names:
        started = time.monotonic()
        report = run(name, options.j, options.limit)
        report.failures += hollow(report)
        if options.limit is None and not report.counts["skipped: no Hugo"]:
            report.failures += untried(name, report)
        failed |= show(name, report, time.monotonic() - started, options.show)
    return int(failed)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.full", description=__doc__)
    parser.add_argument("--only", action="append", choices=NAMES, help="one check (repeatable)")
    parser.add_argument("-j", type=int, default=2, help="processes")
    parser.add_argument("--limit", type=int, help="a stratified sample of so many pages")
    parser.add_argument("--show", type=int, default=40, help="failures and examples of refusals to print")
    return parser.parse_args()


def run(name: str, processes: int, limit: int | None) -> Report:
    """The report of one check on all pages, or on a sample."""
    if name == "suite":
        return suite.run()
    if name == "sites":
        return sites.run(limit or SITE_PAGES)
    if name == "real-sites":
        return real_sites.run(limit or REAL_SITES)
    if name == "upgraded-sites":
        return upgraded_sites.run(limit or UPGRADED_SITES)
    if name == "crash":
        return _crash_lab(processes, limit)
    if name == "natural":
        return _shares(natural.run, [(i, SHARES) for i in range(SHARES)][:limit], processes)
    if name == "mutations":
        return _shares(mutation.run, mutation.groups()[:limit], processes)
    pages = _pages(name, limit)
    if name in HUGO_CHECKS:
        jobs = [(name, pages[at : at + 150]) for at in range(0, len(pages), 150)]
    else:
        jobs = [(name, pages[at : at + BATCH]) for at in range(0, len(pages), BATCH)]
    total = Report()
    with ProcessPoolExecutor(processes) as pool:
        for part in pool.map(_batch, jobs):
            total.add(part)
    return total


def _crash_lab(processes: int, limit: int | None) -> Report:
    """The report of the crash lab, or of so many of its shares."""
    return _shares(crash.run, crash.parts(12)[:limit], processes)


def _shares(work: Callable[[Any], Report], parts: list[Any], processes: int) -> Report:
    total = Report()
    with ProcessPoolExecutor(processes) as pool:
        for part in pool.map(work, parts):
            total.add(part)
    return total


def _pages(name: str, limit: int | None) -> list[corpus.CorpusPage]:
    every = corpus.yaml_pages() if name in ("operations", "rereading", "hugo") else corpus.all_pages()
    pages = [p for p in every if WANTED.get(name, _any)(p)]
    return pages if limit is None else corpus.sample(pages, limit)


def _any(page: corpus.CorpusPage) -> bool:
    del page
    return True


def _batch(job: tuple[str, list[corpus.CorpusPage]]) -> Report:
    name, pages = job
    if name in HUGO_CHECKS:
        return HUGO_CHECKS[name](pages)
    total = Report()
    for page in pages:
        total.add(PAGE_CHECKS[name](page))
    return total


def show(name: str, report: Report, seconds: float, shown: int) -> bool:
    """Prints one report; whether the check failed."""
    print(f"\n== {name} ({seconds:.0f} s)")
    counts = report.counts
    whole = counts["operations"] or counts["conversions"]
    for key in sorted(counts, key=lambda k: (k.startswith("refused"), k)):
        share = f"  {100 * counts[key] / whole:.3f} %" if key.startswith("refused") and whole else ""
        print(f"  {counts[key]:>9,}  {key}{share}")
    for line in report.laws():
        print(f"  {line}")
    for code, examples in sorted(report.examples.items()):
        print(f"  -- {code}")
        for example in examples[: max(2, shown // 8)]:
            print(f"       {example[:300]}")
    refused = sum(n for key, n in counts.items() if key.startswith("refused ") and "further:" not in key)
    too_many = name == "operations" and whole and refused > MOST_REFUSED * whole
    if name == "operations" and whole:
        print(
            f"  refused: {refused:,} of {whole:,}, {100 * refused / whole:.3f} %" + ("  TOO MANY" if too_many else "")
        )
    if name == "problems":
        print(f"  {problems.summary(report)}")
    for failure in report.failures[:shown]:
        print(f"  FAILED {failure}")
    if len(report.failures) > shown:
        print(f"  … and {len(report.failures) - shown} more")
    sys.stdout.flush()
    return bool(report.failures or counts["VerificationError"] or too_many)
