"""Repairs on real pages: fewer problems, lines outside of the repair equal, twice is once; and Hugo builds the result."""

from __future__ import annotations

import difflib

from hugoconv.lint.check import check_bytes
from hugoconv.lint.fix import fix
from tests.corpus import CorpusPage
from tests.invariants.hugo import asker
from tests.invariants.report import DoesNotApplyError, Report, crash, page_law

LONGER = ("duplicate-key", "not-utf-8", "odd-fence", "fence", "no-opening-fence")  # touch more than one line


@page_law
def check(page: CorpusPage, report: Report) -> None:
    """One page, fixed."""
    data = page.read()
    try:
        done = fix(data, page.site_path)
    except Exception as error:
        report.stop(page.name, "fix", crash(error))
    if done.data == data and done.fixed:
        report.stop(page.name, "fix", "says that it fixed, and changed nothing")
    if done.data == data:
        raise DoesNotApplyError("nothing to mend")
    report.count("pages fixed")
    for problem in done.fixed:
        report.count(f"fixed {problem.code}")
    again = fix(done.data, page.site_path)
    if again.data != done.data:
        report.fail(page.name, "fixed twice", "other bytes", done.data, again.data)
    if tuple(done.left) != check_bytes(done.data, page.site_path):
        report.fail(page.name, "fix", "leaves other problems than it says")
    lines = difflib.SequenceMatcher(None, data.splitlines(), done.data.splitlines(), autojunk=False)
    touched = sum(max(j - i, m - k) for tag, i, j, k, m in lines.get_opcodes() if tag != "equal")
    report.count("lines touched", touched)
    if touched > len(done.fixed) and not any(problem.code in LONGER for problem in done.fixed):
        report.fail(page.name, "fix", f"{touched} lines for {len(done.fixed)} repairs", data, done.data)


def ask_hugo(pages: list[CorpusPage]) -> Report:
    """Every page without an error after its repairs, given to the real Hugo."""
    report = Report()
    ask = asker()
    if ask is None:
        report.count("skipped: no Hugo")
        return report
    fixed = []
    for page in pages:
        if page.builds:
            continue
        done = fix(page.read(), page.site_path)
        if done.fixed and not any(problem.severity == "error" for problem in done.left):
            fixed.append((page, done.data))
    for (page, data), answer in zip(fixed, ask([data for _, data in fixed]), strict=True):
        report.count("pages fixed and given to Hugo")
        if not answer.get("ok") and "output" not in str(answer.get("error")):
            report.fail(page.name, "fix", f"Hugo refuses the result: {answer.get('error')}", page.read(), data)
    return report
