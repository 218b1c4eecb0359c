"""A page in every other syntax and back: data, comments, commented-out fields, body; and what the real Hugo reads.

The verdict comes from the bytes as other readers see them: PyYAML, tomllib, json, and Hugo itself.
"""

from __future__ import annotations

import datetime
import json
import re
import tomllib
from collections.abc import Iterator
from typing import Any

import yaml

import hugoconv
from hugoconv.errors import MatterSyntaxError, Refused, VerificationError
from hugoconv.layouts.parse import parse
from tests.corpus import CorpusPage
from tests.invariants import judge, kinds
from tests.invariants.hugo import asker
from tests.invariants.report import DoesNotApplyError, Report, crash, law, page_law
from tests.invariants.there_and_back import comments_changed, hidden_changed, notes_of

TARGETS = ("yaml", "toml", "json")
FENCES = {"yaml": b"---", "toml": b"+++"}
_MOMENT = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:[Tt ](\d\d:\d\d)(?::(\d\d(?:\.\d+)?))?)?(?: ?(Z|z|[+-]\d\d:?\d\d))?(?: .*)?\Z"
)
_SIGN = re.compile(r"^#[ \t]*")


@page_law
def check(page: CorpusPage, report: Report) -> None:
    """Every translation of one page, as it is and with other line ends, a BOM, and no line end at its end."""
    data = page.read()
    try:
        syntax = parse(data).syntax
    except MatterSyntaxError:
        raise DoesNotApplyError("not accepted") from None
    if syntax == "none":
        raise DoesNotApplyError("no front matter")
    report.count("pages")
    for dress, dressed in _dresses(data):
        for to in TARGETS:
            if to != syntax:
                _there_and_back(f"{page.name} [{dress}]", dressed, to, report)


def _dresses(data: bytes) -> Iterator[tuple[str, bytes]]:
    yield "as is", data
    if b"\r" not in data:
        yield "CRLF", data.replace(b"\n", b"\r\n")
    if not data.startswith(b"\xef\xbb\xbf"):
        yield "BOM", b"\xef\xbb\xbf" + data
    parts = judge.cut(data)
    if parts is not None:
        yield "no body", parts.head + parts.matter + parts.tail[:3]


@law
def _there_and_back(name: str, data: bytes, to: str, report: Report) -> None:
    try:
        page = parse(data)
    except MatterSyntaxError:
        raise DoesNotApplyError("not accepted") from None
    there = _translated(name, page, to, report, drop=to == "json")
    out = there.page.to_bytes()
    _frame(name, page, out, to, report)
    _data(name, page, out, to, report)
    kinds = [_kinds(dict(side)) for side in (page, there.page)]
    if not there.notes and not _is_same(*kinds):
        report.fail(name, f"to {to}", f"other data without a note: {_first_other(*kinds)}", page.matter, out)
    if to in FENCES and page.syntax in FENCES:
        _comments(name, page, parse(out), report, back=False)
    again = parse(out)
    if hugoconv.translate(again, to).page.to_bytes() != out:
        report.fail(name, f"to {to} twice", "other bytes")
    if page.syntax != "org" and to != "json":
        _back(name, page, again, report)


@law
def _back(name: str, page: hugoconv.Page, there: hugoconv.Page, report: Report) -> None:
    back = _translated(name, there, page.syntax, report, drop=True)
    old, new = _plain(dict(page)), _plain(dict(parse(back.page.to_bytes())))
    if not _is_same(old, new):
        report.fail(name, f"to {there.syntax} and back", _first_other(old, new), page.matter, back.page.matter)
    if page.syntax in FENCES:
        _comments(name, page, back.page, report, back=True)


def _translated(name: str, page: hugoconv.Page, to: str, report: Report, *, drop: bool) -> hugoconv.Translation:
    report.count(f"translations from {page.syntax} to {to}")
    try:
        return hugoconv.translate(page, to, drop_comments=drop)
    except Refused as refusal:
        report.refused(f"to {to}: {refusal.code}", f"{name}: {refusal.why}")
        raise DoesNotApplyError("refused") from None
    except VerificationError as error:
        report.count("VerificationError")
        report.stop(name, f"to {to}", f"VerificationError: {error}")
    except Exception as error:
        report.stop(name, f"to {to}", crash(error))


def _frame(name: str, page: hugoconv.Page, out: bytes, to: str, report: Report) -> None:
    """BOM, fences, line ends and body."""
    if out.startswith(b"\xef\xbb\xbf") != page.original.startswith(b"\xef\xbb\xbf"):
        report.fail(name, f"to {to}", "the BOM came or went")
    if not out.endswith(page.body):
        report.fail(name, f"to {to}", "another body")
    head = out[: len(out) - len(page.body)]
    if "[CRLF]" in name and b"\n" in page.original and re.search(rb"(?<!\r)\n", head):
        report.fail(name, f"to {to}", "a line ends in LF", page.matter, head)
    if b"\r" not in page.original and b"\r" in head:
        report.fail(name, f"to {to}", "a line ends in CR", page.matter, head)
    if not page.body and not page.original.endswith((b"\n", b"\r")) and out.endswith((b"\n", b"\r")):
        report.fail(name, f"to {to}", "a line end came at the end of the file")


def _read(syntax: str, matter: str) -> Any:
    """What a reader of a syntax makes of a matter; YAML as the text that stands there."""
    if syntax == "toml":
        return tomllib.loads(matter.replace("\r\n", "\n"))
    if syntax == "json":
        return json.loads(matter)
    if syntax == "org":
        return None
    try:
        return yaml.load(matter.replace("\r\n", "\n"), Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader)) or {}
    except yaml.YAMLError:
        return None


@law
def _data(name: str, page: hugoconv.Page, out: bytes, to: str, report: Report) -> None:
    new = parse(out)
    try:
        data = _read(to, new.matter)
    except ValueError as error:
        report.stop(name, f"to {to}", f"the result does not parse: {error}", page.matter, new.matter)
    if data is None:
        raise DoesNotApplyError("PyYAML cannot read it")
    old, got = _plain(dict(page), text=to == "yaml"), _plain(data, text=to == "yaml")
    if not _is_same(old, got):
        report.fail(name, f"to {to}", f"the data is not the same: {_first_other(old, got)}", page.matter, new.matter)


def _plain(value: Any, *, text: bool = False) -> Any:
    """A value across syntaxes: null as absent, numbers by value, moments in one form; ``text`` where all is text."""
    if isinstance(value, dict):
        inner = {str(key).lower(): _plain(item, text=text) for key, item in value.items() if item is not None}
        return {key: item for key, item in inner.items() if item not in ({}, "") or not text}
    if isinstance(value, list):
        return [_plain(item, text=text) for item in value if item is not None]
    if isinstance(value, datetime.date | datetime.time):
        value = value.isoformat(" ") if isinstance(value, datetime.datetime) else value.isoformat()
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return ("number", float(value) if value == value else "nan")
    found = _MOMENT.match(value)
    if found and found[2]:
        zone = (found[4] or "").replace(":", "").replace("+0000", "Z").replace("-0000", "Z").replace("z", "Z")
        return ("moment", found[1], found[2], float(found[3] or 0), zone)
    if text:
        return _as_number(value.replace("\r\n", "\n").replace("\t", ""))
    return "\n".join(value.splitlines()) if value.strip() else value.strip()


def _kinds(value: Any) -> Any:
    """A value with the kind of every number and truth value, a moment in one form, null as absent."""
    if isinstance(value, dict):
        return {str(key).lower(): _kinds(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [_kinds(item) for item in value if item is not None]
    return (type(value).__name__, value) if isinstance(value, bool | int | float) else _plain(value)


def _as_number(text: str) -> Any:
    if text in ("true", "True", "TRUE", "false", "False", "FALSE", "null", "Null", "~"):
        return text.lower() if text[0] in "tTfF" else ""
    try:
        return ("number", float(int(text, 0)) if re.match(r"[-+]?0[xob]", text) else float(text.replace("_", "")))
    except ValueError:
        return text


def _is_same(one: Any, other: Any) -> bool:
    """Whether what differs is only a map that has nothing in it but commented-out fields or null."""
    if one == other or (not one and not other):
        return True
    if isinstance(one, dict) and isinstance(other, dict):
        return all(_is_same(one.get(key), other.get(key)) for key in {**one, **other})
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_is_same, one, other))
    return False


def _first_other(one: Any, other: Any) -> str:
    if isinstance(one, dict) and isinstance(other, dict):
        for key in {**one, **other}:
            if not _is_same(one.get(key), other.get(key)):
                return f"{key}: {_first_other(one.get(key), other.get(key))}"
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for a, b in zip(one, other, strict=True):
            if a != b:
                return _first_other(a, b)
    return f"{one!r:.150}, now {other!r:.150}"


def _comments(name: str, old: hugoconv.Page, new: hugoconv.Page, report: Report, *, back: bool) -> None:
    """Every comment is there, with the field that owned it; those in order that have one owner. Those that are nobody's
    stay by the field above or below them, which may be a table that has moved to the end."""
    for why in [*comments_changed(old, new, headed=not back), *hidden_changed(old, new)]:
        report.fail(name, "comments", why, old.matter, new.matter)
        break
    there = _neighbours(new)
    for text, around in _neighbours(old):
        found = next((one for one in there if one[0] == text and one[1] & around), None)
        if found is None:
            report.fail(name, "comments", f"{text!r} stands elsewhere than by {around} now", old.matter, new.matter)
            break
        there.remove(found)
    report.count("comments", len(old.comments))
    report.count("commented-out fields", len(old.commented_out))


def _neighbours(page: hugoconv.Page) -> list[tuple[str, set[str]]]:
    """The comments that are nobody's, each with the names of the fields that begin above and below it, commented-out
    ones among them, and of the field in which it stands; empty at an end of the matter."""
    hidden = [hugoconv.Field(f.key, None, "", f.span) for f in page.commented_out if not f.path[1:]]
    fields = sorted([*page.fields.values(), *hidden], key=lambda field: field.span.start)
    found = []
    for comment in notes_of(page).comments:
        if comment.owner is None:
            at = comment.span.start
            above = [field.name.lower() for field in fields if field.span.start < at][-1:] or [""]
            below = [field.name.lower() for field in fields if field.span.start > at][:1] or [""]
            around = [f"in {field.name.lower()}" for field in fields if field.span.start < at < field.span.end]
            found.append((_text(comment.text), {*above, *below, *around}))
    return found


def _text(comment: str) -> str:
    return _SIGN.sub("#", comment).rstrip()


# --- the real Hugo -----------------------------------------------------------------------------------------------


def ask_hugo(pages: list[CorpusPage]) -> Report:
    """Whether the real Hugo reads the same parameters of every page before and after each translation."""
    report = Report()
    ask = asker()
    if ask is None:
        report.count("skipped: no Hugo")
        return report
    asked = [p for p in pages if p.builds and p.kind != "org" and not p.facts.get("not_rendered")]
    questions: list[tuple[CorpusPage, str, hugoconv.Translation]] = []
    for page in asked:
        data = page.read()
        try:
            read = parse(data, page.site_path)
        except MatterSyntaxError:
            continue
        for to in TARGETS:
            try:
                done = hugoconv.translate(read, to, drop_comments=True)
            except Refused:
                continue
            if done.page.to_bytes() != data:
                questions.append((page, to, done))
    before = dict(zip((p.name for p in asked), ask([p.read() for p in asked]), strict=True))
    for to in TARGETS:
        layer = [q for q in questions if q[1] == to]
        for (page, _, done), answer in zip(layer, ask([q[2].page.to_bytes() for q in layer]), strict=True):
            _same_answer(page, done, before[page.name], answer, report)
    return report


def _same_answer(
    page: CorpusPage, done: hugoconv.Translation, before: dict[str, Any], after: dict[str, Any], report: Report
) -> None:
    to, out = done.to, done.page.to_bytes()
    report.count(f"answers to pages in {to}")
    if not before.get("ok") or "params" not in before:
        report.count("pages that Hugo does not render here")
    elif not after.get("ok"):
        report.fail(page.name, f"to {to}", f"Hugo refuses the result: {after.get('error')}", page.read(), out)
    elif "params" in after and (old := _params(before)) != (new := _params(after)):
        if any("hugo-differs" in note for note in done.notes):
            report.count("answers that differ, on a page with a note")
        elif not _is_same(old, new):
            report.fail(page.name, f"to {to}", f"Hugo reads otherwise {_first_other(old, new)}", page.read(), out)
    elif "raw" in after and before["raw"] != after["raw"]:
        report.fail(page.name, f"to {to}", "Hugo reads another body", page.read(), out)
    if "params" in before and "params" in after and not any("hugo-differs" in note for note in done.notes):
        for why in kinds.without_note(before["params"], after["params"], done.notes):
            report.fail(page.name, f"to {to}", f"another kind without a note: {why}", page.read(), out)
            break


def _params(answer: dict[str, Any]) -> dict[str, Any]:
    """The parameters; Hugo fills in a date that is absent, and leaves one that is null."""
    found = _answer(answer["params"])
    return {key: item for key, item in found.items() if key not in ("date", "lastmod", "publishdate", "expirydate")} | {
        key: answer.get(key) for key in ("date", "lastmod", "publishdate", "expirydate")
    }


def _answer(answer: Any) -> Any:
    """Hugo's answer across syntaxes."""
    if isinstance(answer, dict):
        return {key: _answer(item) for key, item in answer.items() if item != "<nil>:<nil>"}
    if isinstance(answer, list):
        return [_answer(item) for item in answer if item != "<nil>:<nil>"]
    kind, _, text = answer.partition(":")
    if kind in ("int", "int64", "uint64", "float64"):
        return ("number", float(text.replace("Inf", "inf")))
    if kind in ("time.Time", "toml.LocalDate", "toml.LocalDateTime", "toml.LocalTime"):
        return _plain(text)
    return text if kind == "bool" else _plain(text)
