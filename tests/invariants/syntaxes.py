"""Every operation on every field of a TOML, JSON or Org page, judged by the standard library's readers and by lines.

Data after must be what the same operation makes of a dict; lines that do not belong to the field must be
equal; what was commented out must come back to the byte; new lines end as their page's lines do.
"""

from __future__ import annotations

import copy
import datetime
import hashlib
import json
import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, NoReturn, TypeAlias

import hugoconv
from hugoconv.errors import MatterSyntaxError, Refused, VerificationError
from hugoconv.page.operations import NewValue
from tests.corpus import CorpusPage
from tests.invariants.report import DoesNotApplyError, Report, crash, law, page_law

Steps: TypeAlias = tuple[str | int, ...]
Change: TypeAlias = Callable[[hugoconv.Page], hugoconv.Page]
Model: TypeAlias = Callable[[Any], object]

_OPENING = re.compile(rb"(?:\xef\xbb\xbf)?[ \t\r\n\v\f]*(?:\+\+\+\r?\n?)?")
_ORG = re.compile(r"[ \t]*#\+([^:]+?)(\[\])?:(?:[ \t]+(.*))?\Z")

TEXTS = (
    "another text",
    'Résumé: “x” # no comment, \\ "quoted"',
    "it's 易 🎉",
    "",
    "[no, list]",
    "a = b",
    "2020-01-02",
    "a text, of some length, that no writer may fold; " * 6,
)
ODD_TEXTS = ("two\nlines", "tab\there", "\u2028\x85\x07", "+++\n---\n", "  blanks  ", "'''", '"""', "back\\slash")
OTHERS: tuple[NewValue, ...] = (
    ["a", "b # c"],
    42,
    -1.5,
    True,
    {"in": "a map", "n": 1},
    [{"k": "v"}, {"k": "w"}],
    [],
    {},
    datetime.date(2020, 2, 29),
    datetime.datetime(2020, 2, 29, 10, 30, tzinfo=datetime.timezone(datetime.timedelta(hours=8))),
)


def wanted(page: CorpusPage) -> bool:
    """Whether a page is in one of these syntaxes."""
    return page.kind in ("toml", "json", "org")


@page_law
def check(page: CorpusPage, report: Report) -> None:
    """All operations on one page, as it is and with other line ends."""
    data = page.read()
    check_bytes(page.name, page.kind, data, report)
    if b"\r" not in data:
        check_bytes(f"{page.name} (CRLF)", page.kind, data.replace(b"\n", b"\r\n"), report)


@law
def check_bytes(name: str, kind: str, data: bytes, report: Report) -> None:
    """The same on any bytes."""
    try:
        page = hugoconv.parse(data)
    except MatterSyntaxError:
        raise DoesNotApplyError("not accepted") from None
    report.count("pages")
    if page.to_bytes() != data:
        report.fail(name, "to_bytes", "not the file")
    old = load(kind, page.matter)
    if not _same(old, plain(dict(page))):
        report.stop(name, "data", f"{dict(page)}\n{old}")
    trial = Trial(name, kind, data, page, old, report)
    for steps, value in _paths(old):
        if kind != "org" or len(steps) == 1:
            trial.one(steps, value)
    trial.additions()


def load(kind: str, matter: str) -> dict[str, Any]:
    """What an independent reader makes of a matter."""
    if kind == "toml":
        return dict(tomllib.loads(matter.replace("\r\n", "\n")))
    if kind == "json":
        return dict(json.loads(matter, parse_int=float))
    found: dict[str, list[Any]] = {}
    for line in matter.splitlines():
        read = _ORG.match(line.rstrip())
        if read and read[1].lower() not in ("link", "macro", "name", "setupfile", "include"):
            found.setdefault(read[1], []).append(_org_value(read[1].lower(), read[2], (read[3] or "").strip()))
    return {key: values[0] if len(values) == 1 else values for key, values in found.items()}


def _org_value(name: str, brackets: str | None, text: str) -> Any:
    if brackets:
        return text.split()
    if name == "filetags":
        return [tag for tag in text.split(":") if tag]
    stamp = re.fullmatch(r"[<\[](\d{4}-\d\d-\d\d) [^>\]]*[>\]]", text)
    return stamp[1] if stamp and name in ("date", "lastmod", "publishdate", "expirydate") else text


def plain(value: Any) -> Any:
    """A value with the line ends in its texts as the readers see them here."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


def _same(one: Any, other: Any) -> bool:
    """Whether data is equal, kinds and the order of keys too."""
    if isinstance(one, dict) and isinstance(other, dict):
        return list(one) == list(other) and all(_same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_same, one, other))
    return type(one) is type(other) and (one == other or (one != one and other != other))


def _paths(data: Any, above: Steps = ()) -> Iterator[tuple[Steps, Any]]:
    parts = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for i, (key, value) in enumerate(parts):
        yield (*above, key), value
        if i < 12:
            yield from _paths(value, (*above, key))


@dataclass
class Trial:
    """One page, and what an independent reader makes of it."""

    name: str
    kind: str
    data: bytes
    page: hugoconv.Page
    old: dict[str, Any]
    report: Report

    def one(self, steps: Steps, value: Any) -> None:
        """All operations on the field or item at a path."""
        luck = int(hashlib.sha256(f"{self.name} {steps}".encode()).hexdigest(), 16)
        texts = TEXTS if self.kind == "org" else TEXTS + ODD_TEXTS
        self.nothing(f"set {steps} to what it is", lambda page: page.set(steps, page[steps]))
        self.change(f"set {steps} to a text", lambda page: page.set(steps, texts[luck % len(texts)]),
                     lambda data: _put(data, steps, texts[luck % len(texts)]))  # fmt: skip
        other = OTHERS[luck % len(OTHERS)]
        self.change(f"set {steps} to {other!r}", lambda page: page.set(steps, other),
                     lambda data: _put(data, steps, other))  # fmt: skip
        self.change(f"remove {steps}", lambda page: page.remove(steps), lambda data: _drop(data, steps), gone=steps)
        if isinstance(steps[-1], str):
            new = ("renamed", "a b", "x.y", "é")[luck % 4] if self.kind != "org" else "renamed"
            self.change(
                f"rename {steps}",
                lambda page: page.rename(steps, (*steps[:-1], new)),
                lambda data: _named(data, steps, new),
            )
            self.there_and_back(steps)
            for kind in ("inline", "leading"):
                self.remark(steps, kind)
        if isinstance(value, list) and self.kind != "org":
            self.change(f"append to {steps}", lambda page: page.append(steps, _like(value)),
                         lambda data: _at(data, steps).append(_like(value)))  # fmt: skip
        if isinstance(value, dict) and self.kind != "org":
            self.inserted((*steps, "new_field"), luck)

    def additions(self) -> None:
        """New fields of every kind."""
        for i in range(len(OTHERS)):
            self.inserted(("new_field",), i)

    @law
    def inserted(self, steps: Steps, luck: int) -> None:
        value = (*OTHERS, "a text")[luck % (len(OTHERS) + 1)]
        done = self.changed(f"insert {steps} as {value!r}", lambda page: page.insert(steps, value),
                            lambda data: _put(data, steps, value), ordered=False)  # fmt: skip
        old, new = self.page.matter.splitlines(), done.matter.splitlines()
        if self.kind != "json" and not _is_subsequence(old, new):
            if not any("{" in line or "[" in line for line in set(old) - set(new)):
                self.fail(f"insert {steps}", "lines changed", done)

    @law
    def change(self, what: str, change: Change, model: Model, *, gone: Steps = ()) -> None:
        self.changed(what, change, model, gone=gone)

    def changed(
        self,
        what: str,
        change: Change,
        model: Model,
        *,
        ordered: bool = True,
        gone: Steps = (),
    ) -> hugoconv.Page:
        """The page after a change, held against the model of it."""
        wanted = copy.deepcopy(self.old)
        model(wanted)
        done = self.attempt(what, change)
        self.confined(what, done)
        try:
            new = load(self.kind, done.matter)
        except ValueError as error:
            self.stop(what, f"the result does not parse: {error}", done)
        wanted = plain(self.as_read(wanted))
        if not (_same(new, wanted) if ordered else new == wanted) and not _same(new, _pruned(wanted, gone)):
            self.fail(what, f"the data is {_difference(wanted, new)}", done)
        if gone and "remove" in what and not _is_subsequence(done.matter.splitlines(), self.page.matter.splitlines()):
            if self.kind == "toml" and not re.search(r"[\[{]", self.page.matter):
                self.fail(what, "more than lines went away", done)
        return done

    def as_read(self, value: Any) -> Any:
        """A value as the syntax can say it."""
        if isinstance(value, dict):
            return {key: self.as_read(item) for key, item in value.items()}
        if isinstance(value, list | tuple):
            return [self.as_read(item) for item in value]
        if self.kind == "toml" or isinstance(value, str) or value is None:
            return value
        if isinstance(value, datetime.date):
            return value.isoformat()
        if self.kind == "org":
            return str(value).lower() if isinstance(value, bool) else str(value)
        return float(value) if isinstance(value, int) and not isinstance(value, bool) else value

    def attempt(self, what: str, change: Change) -> hugoconv.Page:
        self.report.count(f"operations on {self.kind}")
        try:
            return change(self.page)
        except Refused as refusal:
            self.report.refused(f"{self.kind}: {refusal.code}", f"{self.name}: {what}: {refusal.why}")
            raise DoesNotApplyError("refused") from None
        except VerificationError as error:
            self.report.count("VerificationError")
            self.report.stop(self.name, what, f"VerificationError: {error}")
        except Exception as error:
            self.report.stop(self.name, what, crash(error))

    @law
    def nothing(self, what: str, change: Change) -> None:
        done = self.attempt(what, change)
        if len(done.edits) or done.to_bytes() != self.data:
            self.fail(what, "has edits", done)

    def confined(self, what: str, done: hugoconv.Page) -> None:
        """Head, body and line ends are as they were, and the edits say what was done."""
        out = done.to_bytes()
        head = _OPENING.match(self.data)
        if not out.startswith(head.group() if head else b"") or not out.endswith(self.page.body):
            self.fail(what, "bytes outside of the matter changed", done)
        if done.edits.apply(self.page.matter) != done.matter:
            self.fail(what, "the edits do not lead to the result", done)
        if "\r\n" in self.page.matter and re.search(r"(?<!\r)\n", done.matter) and b"(CRLF)" in self.name.encode():
            self.fail(what, "a line ends in LF", done)
        if b"\r" not in self.data and "\r" in done.matter:
            self.fail(what, "a line ends in CR", done)

    @law
    def there_and_back(self, steps: Steps) -> None:
        """Commented out, every line of the field has a sign more; uncommented, the file is the old one."""
        if self.kind != "toml":
            raise DoesNotApplyError("a syntax without comments")
        hidden = self.changed(
            f"comment out {steps}", lambda page: page.comment_out(steps), lambda data: _drop(data, steps), gone=steps
        )
        before = self.page.matter.splitlines()
        if any(line not in before and line.replace("#", "", 1) not in before for line in hidden.matter.splitlines()):
            self.fail(f"comment out {steps}", "more than signs came", hidden)
        fresh = hugoconv.parse(hidden.to_bytes())
        if sum(field.path == steps for field in fresh.commented_out) > 1:
            raise DoesNotApplyError("commented out twice")
        try:
            back = fresh.uncomment(steps)
        except Refused as refusal:
            self.report.refused(f"{self.kind}: {refusal.code}", f"{self.name}: uncomment {steps}: {refusal.why}")
            raise DoesNotApplyError("refused") from None
        except Exception as error:
            self.stop(f"uncomment {steps}", crash(error), hidden)
        if back.to_bytes() != self.data:
            self.fail(f"uncomment {steps}", "other bytes", back)

    @law
    def remark(self, steps: Steps, kind: str) -> None:
        """A comment set is there, and its owner is the field."""
        if self.kind != "toml":
            raise DoesNotApplyError("a syntax without comments")
        if any(c.owner == steps and c.kind == kind for c in self.page.comments):
            raise DoesNotApplyError("there is one already")
        what = f"{kind} comment of {steps}"
        done = self.changed(what, lambda page: page.set_comment(steps, "new", kind), lambda _data: None)
        own = [c.text for c in done.comments if c.owner is not None and c.owner[: len(steps)] == steps]
        if "# new" not in own:
            self.fail(what, "the comment is not there", done)

    def stop(self, what: str, why: str, done: hugoconv.Page) -> NoReturn:
        self.report.stop(self.name, what, why, self.page.matter, done.matter)

    def fail(self, what: str, why: str, done: hugoconv.Page) -> None:
        self.report.fail(self.name, what, why, self.page.matter, done.matter)


def _at(data: Any, steps: Steps) -> Any:
    for step in steps:
        data = data[step]
    return data


def _put(data: Any, steps: Steps, value: Any) -> None:
    _at(data, steps[:-1])[steps[-1]] = copy.deepcopy(value)


def _drop(data: Any, steps: Steps) -> None:
    del _at(data, steps[:-1])[steps[-1]]


def _pruned(data: Any, steps: Steps) -> Any:
    """The data without the maps and lists on a path that hold nothing: no header is left to write them."""
    for n in range(len(steps) - 1, 0, -1):
        if _at(data, steps[:n]):
            break
        _drop(data, steps[:n])
    return data


def _named(data: Any, steps: Steps, new: str) -> None:
    holder = _at(data, steps[:-1])
    items = [(new if key == steps[-1] else key, value) for key, value in holder.items()]
    holder.clear()
    holder.update(items)


def _like(value: list[Any]) -> Any:
    return {"added": "x"} if value and isinstance(value[0], dict) else "an added item"


def _is_subsequence(few: list[str], many: list[str]) -> bool:
    rest = iter(many)
    return all(line in rest for line in few)


def _difference(wanted: Any, got: Any) -> str:
    if isinstance(wanted, dict) and isinstance(got, dict):
        for key in {**wanted, **got}:
            if key not in got or key not in wanted or not _same(wanted[key], got[key]):
                return f"{key}: {got.get(key)!r:.200}, wanted {wanted.get(key)!r:.200}"
    return f"in another order: {list(got)}, wanted {list(wanted)}"
