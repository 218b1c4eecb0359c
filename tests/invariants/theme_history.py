"""The theme's own pages of a release, brought to each later version, have no field of the old one without a word.

A page reads like the target version's own where every field that its layout had before and has no more is gone, or a note
names it: what only a person can do.
"""

from __future__ import annotations

import re

import hugoconv
from hugoconv.errors import MatterSyntaxError, Refused
from hugoconv.layouts.recipes.versions import versions
from hugoconv.layouts.schema import SchemaField, built_in
from tests.corpus import CorpusPage
from tests.invariants.report import DoesNotApplyError, Report, law, page_law

_RELEASE = re.compile(r"hugo-academic@v(\d+\.\d+)")
_EMPTY = (None, "", [], {}, False)


def release(page: CorpusPage) -> str | None:
    """The version of the theme whose own page it is."""
    found = _RELEASE.search(page.name)
    version = found and ("1" if found[1].startswith("0.") else found[1])
    return version if version in versions() else None


def wanted(page: CorpusPage) -> bool:
    """Whether a page comes with a release of the theme."""
    return page.kind != "none" and release(page) is not None


@page_law
def check(page: CorpusPage, report: Report) -> None:
    """A page of a release in every version that came later."""
    start = release(page)
    if start is None:
        raise DoesNotApplyError("of no release")
    try:
        parsed = hugoconv.parse(page.read(), page.site_path)
    except MatterSyntaxError:
        raise DoesNotApplyError("not accepted") from None
    layout = hugoconv.detect(parsed).layout
    if layout is None:
        raise DoesNotApplyError("of no layout")
    for to in versions()[versions().index(start) + 1 :]:
        no_old_field(report, page.name, parsed, layout, start, to)


@law
def no_old_field(report: Report, name: str, page: hugoconv.Page, layout: str, start: str, to: str) -> None:
    """No field that the layout has lost until a version stays with a value, unless a note names it or the map around."""
    try:
        done = hugoconv.migrate(page, to, from_era=start)
    except Refused as refused:
        report.refused(refused.code, f"{name}, {start} to {to}: {refused}")
        raise DoesNotApplyError(refused.code) from None
    lost = [about for about in built_in().all[layout].fields.values() if is_lost(about, to)]
    if not lost:
        raise DoesNotApplyError("nothing was lost until then")
    said = " ".join(done.notes)
    left = [about.name for about in lost if done.page.get(about.name) not in _EMPTY]
    for field in left:
        report.count(f"noted {layout} {field}")
        if field.partition(".")[0] not in said:
            report.fail(
                name, f"{start} to {to}", f"{field} stays without a word", page.to_bytes(), done.page.to_bytes()
            )


def is_lost(about: SchemaField, version: str) -> bool:
    """Whether a field was read up to an earlier version only."""
    return about.read is not None and versions().index(about.read[1]) < versions().index(version)
