"""Breaks one rule at a time on a copy and wants the tests to notice.

usage: python -m tests.mutation [--only TEXT] [-j N]
Exits with 1 where a broken rule was not noticed, or is not there any more.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from itertools import groupby

from tests.invariants.report import Report
from tests.mutations import body, files, layouts, page, reading, recipes, review, translation
from tests.mutations.mutation import Mutation, copy_of_project, is_green, result

MUTATIONS: list[Mutation] = [
    *reading.MUTATIONS,
    *page.MUTATIONS,
    *translation.MUTATIONS,
    *layouts.MUTATIONS,
    *recipes.MUTATIONS,
    *review.MUTATIONS,
    *files.MUTATIONS,
    *body.MUTATIONS,
]


def groups(wanted: str = "") -> list[list[Mutation]]:
    """The mutations with a text in their module, rule or tests, those with the same tests together."""
    chosen = [one for one in MUTATIONS if wanted in f"{one.module}\n{one.old}\n{one.tests}"]
    chosen.sort(key=lambda one: one.tests)
    return [list(group) for _, group in groupby(chosen, key=lambda one: one.tests)]


def run(group: list[Mutation]) -> Report:
    """Breaks the rules of one group, in a copy in which its tests pass before that."""
    report = Report()
    with copy_of_project() as copy:
        if not is_green(group[0].tests, copy):
            report.fail(group[0].tests, "with no rule broken", "the tests fail, and can notice nothing")
            return report
        for mutation in group:
            try:
                word = result(mutation, copy)
            except subprocess.CalledProcessError as error:
                word = "NOT RUN"
                print(error.stdout[-2000:], file=sys.stderr)
            print(f"{word:<10}{mutation}", flush=True)
            report.count(word.lower())
            if word != "noticed":
                report.fail(str(mutation), mutation.tests, word)
    return report


def main() -> int:
    """The exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("--only", default="", help="those with this text in their module, their rule or their tests")
    parser.add_argument("-j", type=int, default=1, help="processes")
    options = parser.parse_args()
    total = Report()
    with ProcessPoolExecutor(options.j) as pool:
        for part in pool.map(run, groups(options.only)):
            total.add(part)
    for failure in total.failures:
        print(f"FAILED {failure}")
    print(f"{total.counts['noticed']} noticed, {len(total.failures)} failures")
    return int(bool(total.failures))


if __name__ == "__main__":
    raise SystemExit(main())
