"""The bodies of real pages, scanned for links, images, headings: nothing raises, each stands where it says, none is slow."""

from __future__ import annotations

import time

from hugoconv.body.headings import headings
from hugoconv.body.images import images
from hugoconv.body.links import links, skeleton
from hugoconv.errors import MatterSyntaxError
from hugoconv.syntax.envelope import split
from tests import corpus
from tests.body.test_headings import are_read
from tests.invariants.report import DoesNotApplyError, Report, crash, page_law

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
    if (seconds := time.process_time() - started) > SLOWEST:
        report.fail(page.name, "links", f"{seconds:.1f} s for {len(text)} signs")
