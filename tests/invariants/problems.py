"""Where Hugo refuses a page, ``check`` reports an error on it, and nowhere else."""

from __future__ import annotations

from hugoconv.lint.check import check_bytes
from tests.corpus import CorpusPage
from tests.invariants.lossless import NOT_ACCEPTED
from tests.invariants.report import Report, crash, page_law


@page_law
def check(page: CorpusPage, report: Report) -> None:
    """One page against what the real Hugo made of it; what depends on a site's configuration does not count."""
    data = page.read()
    try:
        problems = check_bytes(data, page.site_path)
    except Exception as error:
        report.stop(page.name, "check", crash(error))
    for problem in problems:
        report.count(f"{problem.severity} {problem.code}")
        if not 1 <= problem.lineno <= data.count(b"\n") + data.count(b"\r") + 2:
            report.fail(page.name, "place", str(problem))
    said = [p for p in problems if p.severity == "error" and p.code != "content-not-allowed"]
    verdict = str(page.facts["hugo_0_168"])
    refused = verdict != "ok" and not verdict.endswith("-of-the-site")
    report.count(_verdict(refused=refused, said=bool(said)))
    if refused and not said:
        report.fail(page.name, "no error", f"Hugo refuses the page: {verdict}")
    elif said and not refused and page.name not in NOT_ACCEPTED:
        report.fail(page.name, "an error", f"Hugo builds the page: {said[0]}")


def _verdict(*, refused: bool, said: bool) -> str:
    return f"{'refused' if refused else 'built'} by Hugo, {'with' if said else 'without'} an error here"


def summary(report: Report) -> str:
    """How many of the errors here are pages that Hugo refuses, and how many of those have one."""
    right = report.counts[_verdict(refused=True, said=True)]
    wrong, missed = (report.counts[_verdict(refused=r, said=not r)] for r in (False, True))
    if not right:
        return "no page that Hugo refuses"
    return f"precision {right / (right + wrong):.2%}, recall {right / (right + missed):.2%}"
