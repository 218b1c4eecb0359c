"""A page that is only read comes out as it went in, and what cannot be read is an error with a place."""

from __future__ import annotations

import yaml

import hugoconv
from hugoconv.errors import MatterSyntaxError
from tests.corpus import CorpusPage
from tests.invariants import judge, lines
from tests.invariants.report import DoesNotApplyError, Report, crash, law, page_law

# Pages that Hugo reads and hugoconv refuses, by name, each with its reason.
_UNINDENTED = "a value begins below its key without any indent, which YAML forbids and PyYAML refuses"
_AUTHOR = "content/authors/Adhya-Neshaa-Nedumaran/_index.md"
_LAB = "pages/ClinicalBrainLab+clinicalbrainlab.github.io@rare"
NOT_ACCEPTED: dict[str, str] = {
    "pages/AudioMindLab+LLAM@rare/b950416ddf/content/publication/2023/sun2023Investigation/index.md": _UNINDENTED,
    f"{_LAB}/631ea4abc9/{_AUTHOR}": _UNINDENTED,
    f"{_LAB}/95700cb43c/{_AUTHOR}": _UNINDENTED,
}


@page_law
def check(page: CorpusPage, report: Report) -> None:
    """Parses one page of any syntax and writes it out again."""
    data = page.read()
    report.count("pages")
    try:
        read = hugoconv.parse(data, page.site_path)
        out = read.to_bytes()
    except MatterSyntaxError as error:
        _check_error(page, data, error, report)
        raise DoesNotApplyError("not accepted") from None
    except Exception as error:
        report.stop(page.name, "parse", crash(error))
    report.count("accepted")
    if out != data:
        report.fail(page.name, "to_bytes", "not the file", data, out)
    if page.kind == "yaml":
        lines.same_tree(page.name, read.matter, report)
    if page.kind in ("yaml", "toml"):
        _check_page(page, data, read, report)


@law
def _check_page(page: CorpusPage, data: bytes, read: hugoconv.Page, report: Report) -> None:
    parts = judge.cut(data)
    if parts is None:
        report.stop(page.name, "parse", "accepted though Hugo finds no front matter")
    if read.matter != judge.decoded(parts.matter):
        report.fail(
            page.name,
            "matter",
            "not what stands between the fences",
            judge.decoded(parts.matter),
            read.matter,
        )
    if not data.endswith(read.body) or len(read.body) > len(parts.tail):
        report.fail(page.name, "body", "not the end of the file")
    if len(read.edits) or read.diff():
        report.fail(page.name, "edits", "a page that was only read has edits")
    try:
        own = judge.read_page(data)
    except (yaml.YAMLError, ValueError) as error:
        report.count("accepted, the judge cannot read it")
        report.refused("unjudged", f"{page.name}: {error}")
        raise DoesNotApplyError("the judge cannot read it") from None
    names = [name for name, _ in own.pairs()]
    if len(set(names)) == len(names) and list(read) != names and "<<" not in names:
        report.fail(page.name, "keys", "other keys or another order", "\n".join(names), "\n".join(read))
    _check_comments(page, read, own, report)


def _check_comments(page: CorpusPage, read: hugoconv.Page, own: judge.Reading, report: Report) -> None:
    """Every comment of the judge lies in exactly one comment or commented-out field of the page."""
    spans = [tuple(c.span) for c in read.comments] + [tuple(c.span) for c in read.commented_out]
    for at, text in own.comments:
        holders = [s for s in spans if s[0] <= at < s[1]]
        if len(holders) == 1:
            continue
        ends = [c for c in read.commented_out if text == "#" and c.span[1] <= at <= c.span[1] + 4]
        if not (holders or ends):
            report.fail(page.name, "comments", f"{text!r} at {at} belongs to no comment and no commented-out field")
        elif len(holders) > 1:
            report.fail(page.name, "comments", f"{text!r} at {at} belongs to {len(holders)} of them")
    report.count("comments", len(read.comments))
    report.count("commented-out fields", len(read.commented_out))
    for comment in read.comments:
        if read.matter[comment.span[0] : comment.span[1]] != comment.text:
            report.fail(page.name, "comments", f"the span of {comment.text!r} is wrong")


def _check_error(page: CorpusPage, data: bytes, error: MatterSyntaxError, report: Report) -> None:
    report.count(f"error {error.code}")
    if page.name in NOT_ACCEPTED:
        report.refused("not accepted, though Hugo reads it", f"{page.name}: {NOT_ACCEPTED[page.name]}")
    elif page.builds:
        report.fail(page.name, "parse", f"Hugo reads this page: {error}")
    rows = data.splitlines() or [b""]
    if not 1 <= error.lineno <= len(rows) + 1:
        report.fail(page.name, "place", f"line {error.lineno} of {len(rows)}")
    elif error.colno < 1 or error.colno > len((rows + [b""])[error.lineno - 1].decode("utf-8", "replace")) + 2:
        report.fail(page.name, "place", f"column {error.colno} of line {error.lineno}: {error}")
    head = str(error).splitlines()[0]
    if not head.startswith(f"{page.site_path}:{error.lineno}:{error.colno}: {error.code}: "):
        report.fail(page.name, "message", f"of another form: {head}")
    if not error.msg:
        report.fail(page.name, "message", "is empty")
