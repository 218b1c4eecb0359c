"""The bodies of real pages, scanned and changed: nothing raises, each place says what it should, none is slow."""

from __future__ import annotations

import time

from hugoconv.body.edited import edited
from hugoconv.body.headings import headings
from hugoconv.body.images import images
from hugoconv.body.links import links, skeleton
from hugoconv.body.rules import body_rules
from hugoconv.errors import HugoconvError, MatterSyntaxError, Refused
from hugoconv.syntax.envelope import split
from hugoconv.text.edits import Edits
from tests import corpus
from tests.body.test_headings import are_read
from tests.invariants.report import DoesNotApplyError, Report, crash, law, page_law

SLOWEST = 5.0  # seconds


@page_law
def check(page: corpus.CorpusPage, report: Report) -> None:
    """What was found in the body of one page."""
    try:
        text = split(page.read()).body.decode("utf-8", "surrogateescape")
    except MatterSyntaxError:
        raise DoesNotApplyError("cannot be cut") from None
    started = time.process_time()
    try:
        found = links(text)
        titles, pictures = headings(text), images(text)
        is_same = skeleton(text) == skeleton(text)
    except Exception as error:
        report.stop(page.name, "links", crash(error))
    report.count("bodies")
    report.count("links", len(found))
    report.count("headings", len(titles))
    report.count("images", len(pictures))
    if any(not image.span.of(text).startswith("![") or not image.span.holds(image.label) for image in pictures):
        report.fail(page.name, "images", "one stands elsewhere")
    if not are_read(text, titles):
        report.fail(page.name, "headings", "mistune reads others")
    if not is_same or any(text[one.target.start : one.target.end] != one.target.of(text) for one in found):
        report.fail(page.name, "links", "read twice, they differ")
    _rules(page.name, text, report)
    if (seconds := time.process_time() - started) > SLOWEST:
        report.fail(page.name, "links", f"{seconds:.1f} s for {len(text)} signs")


@law
def _rules(name: str, text: str, report: Report) -> None:
    """Each rule changes a body once, with nothing else reading otherwise, or refuses it by a code of its own."""
    changed = 0
    if edited(text, Edits()) != text:
        report.fail(name, "no edit", "the body is another", text)
    for rule in body_rules().values():
        try:
            new = edited(text, rule.change(text))
            changed += new != text
            if new != text and rule.change(new):
                report.fail(name, rule.name, "changes a body twice", text, new)
        except Refused as error:
            report.refused(f"{rule.name}: {error.code}", name)
            if error.code == "other-markdown":
                report.fail(name, rule.name, "other text would read otherwise")
        except HugoconvError as error:
            report.fail(name, rule.name, crash(error))
    report.count("bodies changed by rules", changed)
    if not changed:
        raise DoesNotApplyError("no rule changes it")
