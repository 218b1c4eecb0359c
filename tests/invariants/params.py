"""The real Hugo's ``.Params`` of a page are those that ``Page.params`` says, dates and casts included."""

from __future__ import annotations

from typing import Any

import hugoconv
from hugoconv.errors import MatterSyntaxError
from tests.corpus import CorpusPage
from tests.invariants.hugo import asker, noted
from tests.invariants.report import DoesNotApplyError, Report, crash, law
from tests.invariants.suite import _plain, _typed


def ask_hugo(pages: list[CorpusPage]) -> Report:
    """All parameters of pages as they are."""
    report = Report()
    ask = asker()
    if ask is None:
        report.count("skipped: no Hugo")
        return report
    asked = [p for p in pages if p.builds and p.kind != "none" and not p.facts.get("not_rendered")]
    for page, answer in zip(asked, ask([p.read() for p in asked]), strict=True):
        if answer.get("ok") and "params" in answer:
            _compare(page, answer["params"], report)
        else:
            report.count("pages that Hugo does not render here")
    return report


@law
def _compare(page: CorpusPage, answer: dict[str, Any], report: Report) -> None:
    try:
        read = hugoconv.parse(page.read())
    except MatterSyntaxError:
        raise DoesNotApplyError("not accepted") from None
    report.count("pages")
    try:
        own = _plain(read.params())
    except Exception as error:
        report.stop(page.name, "params", crash(error))
    theirs = _typed(answer)
    report.count("parameters", len(theirs))
    others = [key for key in {**own, **theirs} if own.get(key) != theirs.get(key)]
    if others and noted(read):
        report.count("pages that differ, with a note")
    elif others:
        key = others[0]
        report.fail(page.name, f"params {key}", f"{own.get(key)!r:.150}, and for Hugo {theirs.get(key)!r:.150}")
