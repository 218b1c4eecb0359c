"""Every operation on every field of a page changes that field and nothing else, and can be undone to the byte.

The verdict comes from the written bytes alone, as ``judge`` reads them.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import yaml

import hugoconv
from hugoconv.errors import MatterSyntaxError, Refused, VerificationError
from hugoconv.page.operations import NewValue
from tests.corpus import CorpusPage
from tests.invariants import judge
from tests.invariants.report import DoesNotApplyError, Report, crash, law, page_law

STRINGS = (
    "another text",
    'Résumé: “x” # no comment, \\ "quoted"',
    "yes",
    "2020-01-02",
    "*no alias",
    "  blanks around ",
    "two\nlines",
    "it's 易 🎉",
    "12:30",
    "- no item",
    "{no: map}",
    "0x1F",
    "",
    "tab\there",
    "null",
    "a text, of some length, that no writer may fold; " * 6,
    "@at `tick` %percent",
    "three\n\n# no comment\n---\nlines\n",
    "\u2028\x85\ufeff\x07",
    "key: value",
)
OTHERS: dict[str, tuple[object, ...]] = {
    "string": (["a", "b: c"], 42, {"in": "a map", "n": 1}, True, None, []),
    "datetime": (["a"], 7, False, None),
    "bool": ("text", ["x", "y"], 3),
    "int": (True, "12", 1.5, ["x"]),
    "float": (3, "1.5", {"a": "b"}),
    "list": ("text", 7, {"a": ["b"]}, False, None),
    "map": ("text", ["a", "b"], 7, []),
    "null": (["a"], "text", 0, {"k": "v"}, False),
}


Steps: TypeAlias = tuple[str | int, ...]


@page_law
def check(page: CorpusPage, report: Report) -> None:
    """Tries every operation on every top-level field, and some on what they hold."""
    _try_all(page.name, page.read(), page.site_path, report)


def check_bytes(name: str, data: bytes) -> Report:
    """The same on any bytes."""
    report = Report()
    _check_bytes(name, data, report)
    return report


@law
def _check_bytes(name: str, data: bytes, report: Report) -> None:
    _try_all(name, data, None, report)


def _try_all(name: str, data: bytes, path: str | None, report: Report) -> None:
    try:
        page = hugoconv.parse(data, path)
    except MatterSyntaxError:
        raise DoesNotApplyError("not accepted") from None
    report.count("pages")
    parts = judge.cut(data)
    if parts is None:
        raise DoesNotApplyError("no YAML")
    try:
        reading = judge.read(judge.decoded(parts.matter))
    except yaml.YAMLError:
        raise DoesNotApplyError("the judge cannot read it") from None
    trial = Trial(name, data, parts, page, reading, report)
    for i, field in enumerate(reading.fields):
        if field.key.value[0] != "s":
            report.count("fields whose key is no scalar")
            continue
        report.count("fields")
        trial.one_field(i, field)
        trial.inside(i, field)
    trial.additions()


@dataclass
class Trial:
    """One page and what the judge reads in it."""

    name: str
    data: bytes
    parts: judge.Parts
    page: hugoconv.Page
    old: judge.Reading
    report: Report

    def one_field(self, i: int, field: judge.Field) -> None:
        """All operations on one top-level field."""
        path = (field.name,)
        if self.is_duplicate(field):
            self.must_refuse(field)
        elif field.name == "<<":
            self.remove(i, field)
            self.comment_out(i, field)
        else:
            self.all_of_one(i, field, path)

    def is_duplicate(self, field: judge.Field) -> bool:
        folded = [f.name.casefold() for f in self.old.fields]
        return folded.count(field.name.casefold()) > 1

    def all_of_one(self, i: int, field: judge.Field, path: tuple[str]) -> None:
        kind = self.kind_of(field.name)
        luck = int(hashlib.sha256(f"{self.name} {field.name}".encode()).hexdigest(), 16)
        others = OTHERS[kind]
        self.set(i, field, others[luck % len(others)], "set another kind")
        self.set(i, field, STRINGS[luck % len(STRINGS)], "set a string")
        self.nothing(f"set {field.name} to what it is", lambda: self.page.set(path, self.page[path]))
        self.rename(i, field, f"renamed_{field.name}" if luck % 5 else ("a: key", "yes", "8", "ключ")[luck % 4])
        self.nothing(f"rename {field.name} to itself", lambda: self.page.rename(path, field.name))
        self.remove(i, field)
        self.comment_out(i, field)
        self.there_and_back(field, kind)

    def kind_of(self, name: str) -> str:
        found = self.page.fields.get(name)
        return found.kind if found is not None else "null"

    # --- running -------------------------------------------------------------------------------------------------

    def attempt(self, what: str, operation: Callable[[], hugoconv.Page], *, extra: bool = False) -> hugoconv.Page:
        """The result of an operation; where it was refused, the law does not apply, and anything else is a failure."""
        kind = "operations"
        self.report.count("further " + kind if extra else kind)
        try:
            return operation()
        except Refused as refusal:
            if extra:
                self.report.refused(f"further: {refusal.code}", f"{self.name}: {what}: {refusal.why}")
            else:
                self.report.refused(refusal.code, f"{self.name}: {what}: {refusal.why}")
            raise DoesNotApplyError("refused") from None
        except VerificationError as error:
            self.report.count("VerificationError")
            self.report.stop(self.name, what, f"VerificationError: {error}")
        except Exception as error:
            self.report.stop(self.name, what, crash(error))

    def must_refuse(self, field: judge.Field) -> None:
        path = (field.name,)
        tries: list[tuple[str, Callable[[], hugoconv.Page]]] = [
            ("set", lambda: self.page.set(path, "x")),
            ("rename", lambda: self.page.rename(path, "renamed")),
            ("remove", lambda: self.page.remove(path)),
            ("comment out", lambda: self.page.comment_out(path)),
        ]
        for what, operation in tries:
            self.refused(f"{what} {field.name}", operation)

    @law
    def refused(self, what: str, operation: Callable[[], hugoconv.Page]) -> None:
        with contextlib.suppress(DoesNotApplyError):
            self.attempt(what, operation)
            self.report.fail(self.name, what, "not refused though the key is given twice")

    @law
    def nothing(self, what: str, operation: Callable[[], hugoconv.Page], *, extra: bool = False) -> None:
        """An operation that asks for what is there."""
        done = self.attempt(what, operation, extra=extra)
        if len(done.edits) or done.to_bytes() != self.data or done.diff():
            self.report.fail(self.name, what, "has edits", self.data, done.to_bytes())

    def written(self, what: str, done: hugoconv.Page) -> judge.Reading:
        """What the judge reads in the bytes, after all that holds for every operation was checked."""
        out = done.to_bytes()
        parts = judge.cut(out)
        if parts is None or parts.head != self.parts.head or parts.tail != self.parts.tail:
            self.report.stop(self.name, what, "bytes outside of the matter changed", self.data, out)
        text = judge.decoded(parts.matter)
        if done.matter != text or done.body != self.page.body:
            self.report.fail(self.name, what, "the page says another matter or body than its bytes")
        if done.edits.apply(self.page.matter) != done.matter:
            self.report.fail(self.name, what, "the edits do not lead to the result")
        if done.edits.inverse(self.page.matter).apply(done.matter) != self.page.matter:
            self.report.fail(self.name, what, "the inverse edits do not undo it")
        try:
            return judge.read(text)
        except yaml.YAMLError as error:
            self.report.stop(self.name, what, f"the result is no YAML: {error}", self.data, out)

    def same_elsewhere(self, what: str, new: judge.Reading, first: int, end: int) -> list[str]:
        """The new lines in the place of the old ones from ``first`` up to ``end``; all others must be equal."""
        old, tail = self.old.lines, len(self.old.lines) - end
        if new.lines[:first] == old[:first] and (not tail or new.lines[-tail:] == old[-tail:]):
            if len(new.lines) >= first + tail:
                return new.lines[first : len(new.lines) - tail]
        self.report.stop(self.name, what, "changed a line of another field", self.old.text, new.text)

    def region(self, field: judge.Field, *, leading: bool) -> tuple[int, int]:
        """The lines that an operation on a field may change."""
        root = self.old.root
        if root is not None and root.flow:
            return self.old.line_of(root.start), self.old.line_of(root.end - 1) + 1
        return (field.leading if leading else field.first), field.reach + 1

    def same_data(self, what: str, new: judge.Reading, expected: list[tuple[str, judge.Value]]) -> bool:
        if new.pairs() == expected:
            return True
        self.report.fail(self.name, what, "other data", self.old.text, new.text)
        return False

    # --- operations on a field -----------------------------------------------------------------------------------

    @law
    def set(self, i: int, field: judge.Field, value: object, kind: str) -> None:
        what = f"{kind}: {field.name} = {value!r}"
        done = self.attempt(what, lambda: self.page.set((field.name,), value))
        new = self.written(what, done)
        self.same_elsewhere(what, new, *self.region(field, leading=False))
        pairs, got = self.old.pairs(), new.pairs()
        if len(got) != len(pairs) or got[i][0] != field.name:
            self.report.stop(self.name, what, "other keys", self.old.text, new.text)
        if self.page[(field.name,)] == value and type(self.page[(field.name,)]) is type(value):
            if done.to_bytes() != self.data:
                self.report.fail(self.name, what, "is there already and was written", self.data, done.to_bytes())
            raise DoesNotApplyError("it is there already")
        said = judge.meaning(got[i][1])
        if said != judge.says(value):
            self.report.fail(self.name, what, f"reads as {said}", self.old.text, new.text)
        self.same_data(what, new, [*pairs[:i], got[i], *pairs[i + 1 :]])
        self.keeps_comments(what, new, *self.inner(field))
        self.page_agrees(what, done)

    def inner(self, field: judge.Field) -> tuple[int, int]:
        """Where comments may go with the value that is replaced: in it, and on the lines of a block below its key."""
        value = field.value
        if value.value[0] not in "lm" or value.flow or field.one_line:
            return value.start, value.end
        end = self.old.starts[field.reach] + len(self.old.lines[field.reach])
        return self.old.starts[self.old.line_of(field.key.end) + 1], end

    def keeps_comments(self, what: str, new: judge.Reading, start: int, end: int) -> None:
        """Every comment is there, in its order, but perhaps those inside of what was replaced."""
        all_old = [text for _, text in self.old.comments]
        outside = [text for at, text in self.old.comments if not start <= at < end]
        now = [text for _, text in new.comments]
        if not (_within(outside, now) and _within(now, all_old)):
            self.report.fail(self.name, what, "other comments", "\n".join(all_old), "\n".join(now))

    @law
    def page_agrees(self, what: str, done: hugoconv.Page) -> None:
        """The page says of itself what a fresh look at its bytes says; one in four is looked at."""
        if zlib.crc32(what.encode("utf-8", "replace")) % 4:
            raise DoesNotApplyError("one in four is looked at")
        fresh = hugoconv.parse(done.to_bytes(), done.path)
        if repr(dict(fresh)) != repr(dict(done)) or fresh.comments != done.comments:
            self.report.fail(
                self.name, what, "the page differs from its own bytes", repr(dict(fresh)), repr(dict(done))
            )

    @law
    def rename(self, i: int, field: judge.Field, name: str) -> None:
        what = f"rename {field.name} to {name!r}"
        done = self.attempt(what, lambda: self.page.rename((field.name,), name))
        new = self.written(what, done)
        pairs = self.old.pairs()
        self.same_data(what, new, [*pairs[:i], (name, pairs[i][1]), *pairs[i + 1 :]])
        end = self.old.line_of(max(field.key.end - 1, field.key.start)) + 1
        now = self.same_elsewhere(what, new, field.first, end)
        if end == field.first + 1 or not now:
            self.only_the_key(what, field, now, new)
        self.page_agrees(what, done)

    def only_the_key(self, what: str, field: judge.Field, now: list[str], new: judge.Reading) -> None:
        if len(now) != 1:
            self.report.stop(self.name, what, "changed another number of lines", self.old.text, new.text)
        line, at = (self.old.lines[field.first], field.key.start - self.old.starts[field.first])
        rest = line[at + field.key.end - field.key.start :]
        if not (now[0].startswith(line[:at]) and now[0].endswith(rest)):
            self.report.fail(self.name, what, "changed more than the key", line, now[0])

    @law
    def remove(self, i: int, field: judge.Field) -> None:
        what = f"remove {field.name}"
        done = self.attempt(what, lambda: self.page.remove((field.name,)))
        new = self.written(what, done)
        pairs = self.old.pairs()
        self.same_data(what, new, pairs[:i] + pairs[i + 1 :])
        first, end = self.region(field, leading=True)
        now = self.same_elsewhere(what, new, first, end)
        if not (self.old.root and self.old.root.flow):
            self.only_lines_less(what, field, first, end, now, new)
        self.page_agrees(what, done)

    def only_lines_less(
        self, what: str, field: judge.Field, first: int, end: int, now: list[str], new: judge.Reading
    ) -> None:
        if not _within(now, self.old.lines[first:end]):
            self.report.fail(self.name, what, "wrote new lines", self.old.text, new.text)
        hidden = [line for line in self.old.lines[first : field.first] if re.match(r"#[A-Za-z_][\w-]*:(\s|$)", line)]
        if not _within(hidden, now):
            self.report.fail(self.name, what, "took a commented-out field along", self.old.text, new.text)

    @law
    def comment_out(self, i: int, field: judge.Field) -> None:
        what = f"comment out {field.name}"
        done = self.attempt(what, lambda: self.page.comment_out((field.name,)))
        new = self.written(what, done)
        pairs = self.old.pairs()
        self.same_data(what, new, pairs[:i] + pairs[i + 1 :])
        now = self.same_elsewhere(what, new, field.first, field.reach + 1)
        self.only_signs(what, field, now)
        self.uncomment(f"{what}, and uncomment", field, done.to_bytes())

    def only_signs(self, what: str, field: judge.Field, now: list[str]) -> None:
        """Every line carries one more sign, and at most two lines of a lone sign stand below."""
        length = field.last + 1 - field.first
        was = self.old.lines[field.first : field.reach + 1]
        signed = len(now) >= length and all(map(_signed, was[:length], now[:length]))
        below = [n for n in range(3) if _lone_then(now[length:], n, was[length:])]
        if not signed or not below:
            self.report.fail(self.name, what, "more or less than signs", "".join(was), "".join(now))
        self.report.count("lone signs written", below[0] if below else 0)

    @law
    def uncomment(self, what: str, field: judge.Field, out: bytes) -> None:
        again = hugoconv.parse(out, self.page.path)
        back = self.attempt(what, lambda: again.uncomment((field.name,)))
        if back.to_bytes() != self.data:
            self.report.fail(self.name, what, "other bytes", self.data, back.to_bytes())

    @law
    def there_and_back(self, field: judge.Field, kind: str) -> None:
        """A scalar on one line is given another value of its kind and then its own."""
        if (
            field.value.value[0] != "s"
            or field.value.value[2] in ("|", ">")
            or not field.one_line
            or kind not in OTHERS
            or kind == "null"
        ):
            raise DoesNotApplyError("no scalar on one line")
        value = self.page[(field.name,)]
        other = another(value)
        if other is None:
            raise DoesNotApplyError("no obvious other value")
        what = f"set {field.name} to {other!r} and back to {value!r}"
        done = self.attempt(what, lambda: self.page.set((field.name,), other))
        back = self.attempt(what, lambda: done.set((field.name,), value))
        is_same = back.to_bytes() == self.data
        if not is_same and self.has_a_notation(field, value):
            raise DoesNotApplyError("the author's own notation of the value is lost")
        if not is_same:
            self.report.fail(self.name, "set and back: " + what, "other bytes", self.data, back.to_bytes())

    def has_a_notation(self, field: judge.Field, value: object) -> bool:
        """Whether the literal says more than its value: a tag, a number or escape written in another way, or
        a plain word that not every reader takes for the same."""
        _, text, style, tag, _ = field.value.value
        literal = self.old.text[field.value.start : field.value.end]
        other_number = isinstance(value, int | float) and not isinstance(value, bool) and str(value) != text
        unsure = judge.meaning(field.value.value) != judge.says(value)
        return tag is not None or unsure or other_number or (style == '"' and "\\" in literal)

    # --- operations on what a field holds ------------------------------------------------------------------------

    @law
    def inside(self, i: int, field: judge.Field) -> None:
        """Set, remove and comment out up to four of the nested entries and items."""
        if self.is_duplicate(field) or field.name == "<<":
            raise DoesNotApplyError("given twice, or merged")
        if field.value.value[0] not in "lm":
            raise DoesNotApplyError("a scalar")
        places = list(_places(field.value, ()))
        places.sort(key=lambda place: hashlib.sha256(f"{self.name} {field.name} {place[0]}".encode()).hexdigest())
        for steps, node in places[:4]:
            path = (field.name, *steps)
            self.set_inside(i, field, node, steps)
            self.remove_inside(i, field, node, steps)
            self.nothing(f"set {path} to what it is", lambda p=path: self.page.set(p, self.page[p]), extra=True)
            if isinstance(steps[-1], str):
                self.comment_out_inside(i, field, node, steps)
        if field.value.value[0] == "l":
            self.append(i, field)

    @law
    def set_inside(self, i: int, field: judge.Field, node: judge.Node, steps: Steps) -> None:
        path = (field.name, *steps)
        text = STRINGS[int(hashlib.sha256(repr(path).encode()).hexdigest(), 16) % len(STRINGS)]
        self.nested(i, field, node, f"set {path} = {text!r}", lambda: self.page.set(path, text), steps, text)

    @law
    def remove_inside(self, i: int, field: judge.Field, node: judge.Node, steps: Steps) -> None:
        path = (field.name, *steps)
        self.nested(i, field, node, f"remove {path}", lambda: self.page.remove(path), steps, None)

    @law
    def comment_out_inside(self, i: int, field: judge.Field, node: judge.Node, steps: Steps) -> None:
        path = (field.name, *steps)
        what = f"comment out {path}"
        done = self.nested(i, field, node, what, lambda: self.page.comment_out(path), steps, None)
        again = hugoconv.parse(done.to_bytes(), self.page.path)
        back = self.attempt(f"{what}, and back", lambda: again.uncomment(path), extra=True)
        if back.to_bytes() != self.data:
            self.report.fail(self.name, f"{what}, and back", "other bytes", self.data, back.to_bytes())

    def nested(
        self,
        i: int,
        field: judge.Field,
        node: judge.Node,
        what: str,
        operation: Callable[[], hugoconv.Page],
        steps: Steps,
        text: str | None,
    ) -> hugoconv.Page:
        done = self.attempt(what, operation, extra=True)
        new = self.written(what, done)
        self.same_elsewhere(what, new, *self.region(field, leading=False))
        pairs, got = self.old.pairs(), new.pairs()
        self.same_data(what, new, [*pairs[:i], *got[i : i + 1], *pairs[i + 1 :]])
        if len(got) != len(pairs):
            self.report.stop(self.name, what, "other keys", self.old.text, new.text)
        expected = _changed(pairs[i][1], steps, text)
        if _loose(got[i][1]) != _loose(expected):
            self.report.fail(self.name, what, f"reads as {got[i][1]}", self.old.text, new.text)
        if text is None:
            gone = self.nested_lines(node)
            outside = [t for at, t in self.old.comments if not gone[0] <= at < gone[1]]
            if not _within(outside, [t for _, t in new.comments]):
                self.report.fail(self.name, what, "comments lost", self.old.text, new.text)
        else:
            below = self.old.starts[self.old.line_of(node.start) + 1 :] or [node.end]
            block = node.value[0] in "lm" and not node.flow
            end = self.nested_lines(node)[1] if block else node.end
            self.keeps_comments(what, new, below[0] if block else node.start, end)
        self.page_agrees(what, done)
        return done

    def nested_lines(self, node: judge.Node) -> tuple[int, int]:
        """Offsets of the lines of a nested entry or item, its leading and its dangling comments with it."""
        old = self.old
        first, last = old.line_of(node.start), old.line_of(max(node.end - 1, node.start))
        column = node.start - old.starts[first]
        if old.lines[first][:column].endswith(("- ", "-")):  # an item: its map stands at the same column
            column -= 1
        last = judge.reach_of(old.lines, column, last, node)
        while first and old.lines[first - 1].lstrip(" \t-").startswith("#"):
            first -= 1
        return old.starts[first], old.starts[last] + len(old.lines[last])

    @law
    def append(self, i: int, field: judge.Field) -> None:
        path, item = (field.name,), "an added: item"
        what = f"append to {path}"
        done = self.attempt(what, lambda: self.page.append(path, item), extra=True)
        new = self.written(what, done)
        self.same_elsewhere(what, new, *self.region(field, leading=False))
        self.keeps_comments(what, new, 0, 0)
        pairs, got = self.old.pairs(), new.pairs()
        value = got[i][1]
        if value[0] != "l" or value[1][:-1] != pairs[i][1][1] or judge.meaning(value[1][-1]) != ("str", item):
            self.report.fail(self.name, what, "other data", self.old.text, new.text)
        self.same_data(what, new, [*pairs[:i], got[i], *pairs[i + 1 :]])
        for old in self.page[path][:1]:
            self.nothing(f"append {old!r} again to {path}", lambda: self.page.append(path, old), extra=True)
        again = hugoconv.parse(done.to_bytes(), done.path)
        back = self.attempt(f"{what} and discard", lambda: again.discard(path, item), extra=True)
        is_same = back.to_bytes() == self.data
        self.report.count("append and discard gives the bytes" if is_same else "append and discard: other bytes")
        if repr(back[path]) != repr(self.page[path]):
            self.report.fail(self.name, f"{what} and discard", "other data", self.data, back.to_bytes())

    # --- additions -----------------------------------------------------------------------------------------------

    def additions(self) -> None:
        """A new field, by insert and by set, and comments on the first and last field."""
        for name, value in (("zz_added", "added: text"), ("zz_list", ["a", "b"]), ("zz_map", {"k": "v"})):
            self.insert(name, value)
        for field in {f.name: f for f in (self.old.fields[:1] + self.old.fields[-1:])}.values():
            for kind in ("inline", "leading"):
                self.comment(field, kind)

    @law
    def insert(self, name: str, value: NewValue) -> None:
        what = f"insert {name}"
        done = self.attempt(what, lambda: self.page.insert(name, value), extra=True)
        new = self.written(what, done)
        got = new.pairs()
        others = [pair for pair in got if pair[0] != name]
        if others != self.old.pairs() or judge.meaning(dict(got)[name]) != judge.says(value):
            self.report.fail(self.name, what, "other data", self.old.text, new.text)
        self.keeps_comments(what, new, 0, 0)
        if not (self.old.root and self.old.root.flow) and not _within(self.old.lines[:-1], new.lines):
            self.report.fail(self.name, what, "changed an old line", self.old.text, new.text)
        self.page_agrees(what, done)

    @law
    def comment(self, field: judge.Field, kind: str) -> None:
        if self.is_duplicate(field) or field.name == "<<":
            raise DoesNotApplyError("given twice, or merged")
        what = f"add an {kind} comment to {field.name}"
        done = self.attempt(what, lambda: self.page.set_comment((field.name,), "# a new comment", kind), extra=True)
        new = self.written(what, done)
        self.same_data(what, new, self.old.pairs())
        if "# a new comment" not in [text for _, text in new.comments]:
            self.report.fail(self.name, what, "the comment is not there", self.old.text, new.text)
        mine = [c for c in done.comments if c.text == "# a new comment" and c.kind == kind]
        if not mine or mine[0].owner != (field.name,):
            self.report.fail(self.name, what, f"has another owner: {done.comments}", self.old.text, new.text)
        self.same_elsewhere(what, new, *self.region(field, leading=True))
        self.page_agrees(what, done)


def another(value: object) -> NewValue:
    """Another value of the same kind; None where there is no obvious one."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + 1
    if not isinstance(value, str):
        return None
    if re.match(r"\d{4}-\d\d-\d\d", value):
        return ("1" if value[0] == "2" else "2") + value[1:]
    return value + "x" if value else "x"


def _signed(bare: str, line: str) -> bool:
    """Whether a line is the bare one with one sign more."""
    return "#" in line and line.replace("#", "", 1) == bare


def _lone_then(now: list[str], marks: int, was: list[str]) -> bool:
    """Whether so many lines of a lone sign stand above lines that are as before, or signed."""
    rest = now[marks:]
    return (
        all(line.strip() == "#" for line in now[:marks])
        and len(rest) == len(was)
        and all(a == b or _signed(a, b) for a, b in zip(was, rest, strict=True))
    )


def _within(short: list[str], long: list[str]) -> bool:
    """Whether all of the first list stand in the second, in their order."""
    rest = iter(long)
    return all(item in rest for item in short)


Place = tuple[Steps, judge.Node]


def _places(node: judge.Node, steps: tuple[str | int, ...]) -> list[Place]:
    """All nested entries and items with their paths; not below keys that are given twice or no scalars."""
    found: list[Place] = []
    names = [k.text.casefold() for k, _ in node.pairs]
    for key, value in node.pairs:
        if key.value[0] == "s" and names.count(key.text.casefold()) == 1 and key.text != "<<":
            found += [((*steps, key.text), _joined(key, value)), *_places(value, (*steps, key.text))]
    for n, item in enumerate(node.items):
        found += [((*steps, n), item), *_places(item, (*steps, n))]
    return found


def _joined(key: judge.Node, value: judge.Node) -> judge.Node:
    return judge.Node(value.value, key.start, max(key.end, value.end), value.flow, value.pairs, value.items)


def _changed(value: judge.Value, steps: tuple[str | int, ...], text: str | None) -> judge.Value:
    """The value with a string in the place that the steps name, or without it where the text is None."""
    step, rest = steps[0], steps[1:]
    out = []
    for n, part in enumerate(value[1]):
        here = n == step if value[0] == "l" else part[0][1] == step
        old = part if value[0] == "l" else part[1]
        if not here:
            out.append(part)
            continue
        if not rest and text is None:
            continue
        new = _changed(old, rest, text) if rest else ("s", text, "?", None, None)
        out.append(new if value[0] == "l" else (part[0], new))
    return (value[0], out, *value[2:])


def _loose(value: judge.Value) -> judge.Value:
    """The value without styles; a collection that became empty may be any empty thing."""
    if value[0] == "l":
        return [_loose(v) for v in value[1]] or "empty"
    if value[0] == "m":
        return {k[1]: _loose(v) for k, v in value[1]} or "empty"
    if value[0] == "s" and value[1] in ("", "null", "~") and value[2] == "":
        return "empty"
    return value[1]
