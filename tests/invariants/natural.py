"""Every operation at every path of a small page: the result is that of a plain dict, or a refusal by name.

What is right is told by the standard library's readers and by dicts and lists that are changed as a program would.
"""

from __future__ import annotations

import copy
import json
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import yaml

import hugoconv
from hugoconv.errors import MatterSyntaxError, PathError, Refused, VerificationError
from hugoconv.syntax.comments import comment_spans
from hugoconv.syntax.tree import parts_of
from tests import natural_pages
from tests.corpus import CorpusPage
from tests.invariants.report import DoesNotApplyError, Report, crash, law, page_law

Path = tuple[Any, ...]

VALUES: tuple[Any, ...] = (
    *("text", 7, True, ["p", "q"], {"k": "v"}, [{"k": 1}], [], {}, "two\nlines", "", None),
    {"m": {"k": 1}, "l": [{"k": "v", "m": {"n": 2}, "o": 3}], "i": ["x"], "z": 2},
)


class _Texts(yaml.CSafeLoader if hasattr(yaml, "CSafeLoader") else yaml.SafeLoader):  # type: ignore[misc]
    """A loader that reads every scalar as text."""


_Texts.yaml_implicit_resolvers = {}


def check_bytes(name: str, data: bytes, *, values: tuple[Any, ...] = VALUES) -> Report:
    """Tries everything on one page."""
    report = Report()
    _check_bytes(name, data, values, report)
    return report


@law
def _check_bytes(name: str, data: bytes, values: tuple[Any, ...], report: Report) -> None:
    try:
        page = hugoconv.parse(data)
    except MatterSyntaxError:
        raise DoesNotApplyError("not accepted") from None
    report.count("pages")
    _Trial(name, page, values, report).everything()


def run(part: tuple[int, int]) -> Report:
    """Tries everything on a share of the grid: from a page on, every so many pages."""
    first, step = part
    report = Report()
    for name, data in list(natural_pages.every_page())[first::step]:
        report.add(check_bytes(name, data))
    return report


@page_law
def check(page: CorpusPage, report: Report) -> None:
    """Comments every entry of a real page out, reads the bytes again, and brings the entry back: the bytes are as before."""
    try:
        parsed = hugoconv.parse(page.read(), page.site_path)
    except MatterSyntaxError:
        raise DoesNotApplyError("not accepted") from None
    if parsed.syntax not in ("yaml", "toml"):
        raise DoesNotApplyError("of another syntax")
    report.count("pages")
    trial = _Trial(page.name, parsed, (), report)
    for path, part in parts_of(parsed.tree):
        if hasattr(part, "key"):
            trial.hidden(path)


def wanted(page: CorpusPage) -> bool:
    """Whether the syntax of a page has comments."""
    return page.kind in ("yaml", "toml")


def comments_of(page: hugoconv.Page) -> Counter[str]:
    """The text of every comment of a page, those that hide fields without their signs."""
    return (
        Counter(span.of(page.matter) for span in comment_spans(page.tree))
        if page.syntax in ("yaml", "toml")
        else Counter()
    )


def owned(page: hugoconv.Page, path: Path) -> Counter[str]:
    """The comments that belong to a path or to something below it, or stand between its lines."""
    heads = [c.span.of(page.matter) for c in page.comments if c.owner is not None and c.owner[: len(path)] == path]
    for field in page.commented_out:
        if field.path[: len(path)] == path:
            heads += [line.of(page.matter) for line in field.lines]
    spans = [_span(page, path)]
    heads += [s.of(page.matter) for s in comment_spans(page.tree) if any(a <= s.start < b for a, b in spans)]
    return Counter(heads)


def _span(page: hugoconv.Page, path: Path) -> tuple[int, int]:
    return next(((p.start, p.end) for where, p in parts_of(page.tree) if where == path), (0, 0))


def same(one: Any, other: Any) -> bool:
    """Whether two values are equal and of one kind."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[k], other[k]) for k in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other or (one != one and other != other))


def _at(value: Any, path: Path) -> Any:
    for step in path:
        value = value[step]
    return value


def paths_of(value: Any, path: Path = ()) -> Iterator[Path]:
    """Every path of some data."""
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, inner in steps:
        yield (*path, step)
        yield from paths_of(inner, (*path, step))


class _Trial:
    def __init__(self, name: str, page: hugoconv.Page, values: tuple[Any, ...], report: Report) -> None:
        self.name, self.page, self.values, self.report = name, page, values, report
        self.data = copy.deepcopy(dict(page))
        self.odd = independently(page)  # Hugo reads it otherwise than the other reader

    def everything(self) -> None:
        paths = list(paths_of(self.data))
        for path in paths:
            self.changes(path)
            self.comments(path)
            if self.page.syntax != "org":
                self.hidden(path)
        for path in [(), *paths]:
            if isinstance(_at(self.data, path), dict):
                self.inserts(path)
            if path and isinstance(_at(self.data, path), list):
                self.lists(path)
        self.fields_brought_back()
        for path in [*paths, (), ("nope",), ("nope", "deeper"), ("nope", 0)]:
            self.attempt(f"uncomment {path}", lambda path=path: self.page.uncomment(path))
        self.directives()

    # --- running

    def attempt(self, what: str, operation: Callable[[], hugoconv.Page]) -> hugoconv.Page | None:
        """The result of an operation that has to be an answer of some kind."""
        self.report.count("operations")
        try:
            done = operation()
        except Refused as refused:
            self.report.refused(refused.code, f"{self.name}: {what}: {refused.why}")
            if not (refused.code and refused.why and refused.lineno >= 1):
                self.report.fail(self.name, what, "a refusal without code or place")
            return None
        except PathError:
            self.report.count("no such path")
            return None
        except VerificationError as error:
            self.report.fail(self.name, what, f"VerificationError: {error}", self.page.to_bytes())
            return None
        except Exception as error:
            self.report.fail(self.name, what, crash(error), self.page.to_bytes())
            return None
        self.report.count("done")
        return done

    def judged(
        self, what: str, operation: Callable[[], hugoconv.Page], wanted: Any, lost: Counter[str], come: Counter[str]
    ) -> hugoconv.Page | None:
        """As ``attempt``, with the data and the comments that the bytes have to say afterwards."""
        done = self.attempt(what, operation)
        if done is None:
            return None
        before, after = self.page.to_bytes(), done.to_bytes()
        try:
            fresh = hugoconv.parse(after)
        except MatterSyntaxError as error:
            self.report.fail(self.name, what, f"the result cannot be read: {error.msg}", before, after)
            return None
        if not self.equal(dict(fresh), wanted) and "*" not in self.page.matter:  # an alias shows a change too
            self.report.fail(self.name, what, f"reads as {dict(fresh)!r}, not {wanted!r}", before, after)
        if done.body != self.page.body:
            self.report.fail(self.name, what, "another body", before, after)
        if not self.odd and (said := independently(fresh)):
            self.report.fail(self.name, what, said, before, after)
        old, new = comments_of(self.page), comments_of(fresh)
        if (old - new) - lost or (new - old) - come:
            self.report.fail(
                self.name, what, f"comments lost {old - new - lost}, come {new - old - come}", before, after
            )
        return done

    def equal(self, got: Any, wanted: Any) -> bool:
        """TOML has no place for a list of tables without a table, nor for a map that only headers of others named; a map
        in YAML whose fields are all commented out is null."""
        if self.page.syntax == "toml":
            return same(_solid(got), _solid(wanted))
        return same(got, wanted) or (bool(self.page.commented_out) and same(_emptied(got), _emptied(wanted)))

    # --- operations

    def changes(self, path: Path) -> None:
        page = self.page
        for value in self.values:
            wanted = self.with_value(path, value)
            lost = owned(page, path) if isinstance(_at(self.data, path), dict | list) else Counter()
            done = self.judged(f"set {path} = {value!r}", lambda v=value: page.set(path, v), wanted, lost, Counter())
            if done is not None and len(done.set(path, value).edits) != len(done.edits):
                self.report.fail(self.name, f"set {path} = {value!r}", "twice is not once")
        wanted = copy.deepcopy(self.data)
        del _at(wanted, path[:-1])[path[-1]]
        self.judged(f"remove {path}", lambda: page.remove(path), wanted, owned(page, path), Counter())
        self.judged(
            f"remove {path}, comments kept",
            lambda: page.remove(path, keep_comments=True),
            wanted,
            owned(page, path),
            Counter(),
        )
        if isinstance(path[-1], str):
            for new in ("zz", "a b", "8"):
                self.judged(
                    f"rename {path} to {new}",
                    lambda n=new: page.rename(path, n),
                    self.renamed(path, new),
                    Counter(),
                    Counter(),
                )
        self.attempt(f"append below {path}", lambda: page.append(path, "x"))
        self.attempt(f"insert {path}", lambda: page.insert(path, "x"))

    def with_value(self, path: Path, value: Any) -> Any:
        wanted = copy.deepcopy(self.data)
        _at(wanted, path[:-1])[path[-1]] = self.as_read(value)
        return wanted

    def as_read(self, value: Any) -> Any:
        """A value as the syntax says it: Org knows only text."""
        if self.page.syntax == "org" and not isinstance(value, list):
            return str(value).lower() if isinstance(value, bool) else str(value)
        return copy.deepcopy(value)

    def renamed(self, path: Path, new: str) -> Any:
        wanted = copy.deepcopy(self.data)
        holder = _at(wanted, path[:-1])
        pairs = [(new if k == path[-1] else k, v) for k, v in holder.items()]
        holder.clear()
        holder.update(pairs)
        return wanted

    def inserts(self, path: Path) -> None:
        page, holder = self.page, _at(self.data, path)
        first = next(iter(holder), None)
        for value in self.values:
            for order in ((), ("zz", str(first))):
                wanted = copy.deepcopy(self.data)
                _at(wanted, path)["zz"] = self.as_read(value)
                what = f"insert {(*path, 'zz')} = {value!r}" + (" first" if order else "")
                op = hugoconv.Insert((*path, "zz"), value, order)
                done = self.judged(what, lambda op=op: page.apply(op), wanted, Counter(), Counter())
                if done is not None:
                    self.same_owners(what, done)
        wanted = copy.deepcopy(self.data)
        _at(wanted, path)["zz"] = {"sub": {"x": 1}}
        what = f"set {(*path, 'zz', 'sub', 'x')}"
        done = self.judged(what, lambda: page.set((*path, "zz", "sub", "x"), 1), wanted, Counter(), Counter())
        if done is not None:
            self.same_owners(what, done)

    def same_owners(self, what: str, done: hugoconv.Page) -> None:
        """Commented-out fields belong to what they belonged to, and so do comments."""
        fresh = hugoconv.parse(done.to_bytes())
        old = [(f.path, f.text) for f in self.page.commented_out]
        new = [(f.path, f.text) for f in fresh.commented_out]
        if self.data and old != new:
            self.report.fail(
                self.name, what, f"commented-out fields were {old}, are {new}", self.page.to_bytes(), done.to_bytes()
            )
        notes = [(c.text, c.owner) for c in self.page.comments if c.owner]
        now = [(c.text, c.owner) for c in fresh.comments if c.owner]
        if self.data and notes != now:
            self.report.fail(
                self.name, what, f"comments were of {notes}, are of {now}", self.page.to_bytes(), done.to_bytes()
            )

    def lists(self, path: Path) -> None:
        page, items = self.page, _at(self.data, path)
        for value in (*self.values[:7], {"k": [1]}):
            wanted = copy.deepcopy(self.data)
            _at(wanted, path).append(self.as_read(value)) if not any(same(value, i) for i in items) else None
            self.judged(
                f"append {value!r} to {path}", lambda v=value: page.append(path, v), wanted, Counter(), Counter()
            )
        for i, item in enumerate(items):
            wanted = copy.deepcopy(self.data)
            _at(wanted, path)[:] = [other for other in items if not same(other, item)]
            lost: Counter[str] = Counter()
            for j, other in enumerate(items):
                lost += owned(page, (*path, j)) if same(other, item) else Counter()
            self.judged(f"discard {item!r} from {path}", lambda v=item: page.discard(path, v), wanted, lost, Counter())
        for value in ([*items, "new"], items[1:], items[:-1], [], ["new", *items], list(reversed(items))):
            lost = owned(page, path)
            self.judged(
                f"set {path} = {value!r}",
                lambda v=value: page.set(path, v),
                self.with_value(path, value),
                lost,
                Counter(),
            )

    def comments(self, path: Path) -> None:
        page = self.page
        for kind in ("inline", "leading"):
            for text in ("said", "# said", "said: x", f"{path[-1]}: x", f"{path[-1]} = 1", None, "", "#"):
                line = "" if text is None else text if text.startswith("#") else f"# {text}".rstrip()
                come = Counter([line] if line else [])
                lost = owned(page, path)
                self.judged(
                    f"{kind} comment of {path}: {text!r}",
                    lambda k=kind, t=text: page.set_comment(path, t, k),
                    self.data,
                    lost,
                    come,
                )

    @law
    def hidden(self, path: Path) -> None:
        """A field is commented out, the bytes are read again, and it is uncommented: the bytes are the old ones."""
        page, what = self.page, f"comment out {path}"
        done = self.attempt(what, lambda: page.comment_out(path))
        if done is None:
            raise DoesNotApplyError("refused")
        try:
            fresh = hugoconv.parse(done.to_bytes(), page.path)
        except MatterSyntaxError as error:
            self.report.stop(self.name, what, f"cannot be read: {error.msg}", page.to_bytes(), done.to_bytes())
        if self.judges(path):
            self.only_hidden(what, path, done, fresh)
        self.brought_back(what, path, fresh)

    def only_hidden(self, what: str, path: Path, done: hugoconv.Page, fresh: hugoconv.Page) -> None:
        page = self.page
        wanted = copy.deepcopy(self.data)
        del _at(wanted, path[:-1])[path[-1]]
        if not same(_emptied(dict(fresh)), _emptied(wanted)):
            self.report.fail(self.name, what, f"reads as {dict(fresh)!r}", page.to_bytes(), done.to_bytes())
        before = Counter({text: n for text, n in comments_of(page).items() if not text.startswith("##")})
        if before - owned(page, path) - comments_of(fresh):
            self.report.fail(self.name, what, "a comment was lost", page.to_bytes(), done.to_bytes())

    def judges(self, path: Path) -> bool:
        """Whether a path is one of the data: no other entry has it, and no alias or merge key is around."""
        try:
            _at(self.data, path)
        except (LookupError, TypeError):
            return False
        return "*" not in self.page.matter

    @law
    def brought_back(self, what: str, path: Path, hidden: hugoconv.Page) -> None:
        duplicate_keys = sum(
            1 for f in self.page.commented_out if list(map(_folded, f.path))[: len(path)] == [*map(_folded, path)]
        )
        if duplicate_keys:  # the author had commented such a field out, and which is meant is to be said
            raise DoesNotApplyError("commented out already")
        try:
            back = hidden.uncomment(path)
        except Exception as error:
            self.report.stop(self.name, f"{what} and back", crash(error), self.page.to_bytes(), hidden.to_bytes())
        if back.to_bytes() != self.page.to_bytes():
            self.report.fail(self.name, f"{what} and back", "other bytes", self.page.to_bytes(), back.to_bytes())

    def fields_brought_back(self) -> None:
        """Every commented-out field can be brought back, or is refused."""
        for field in self.page.commented_out:
            done = self.attempt(f"uncomment {field.path}", lambda f=field: self.page.uncomment(f.path))
            if done is not None and not self.odd and independently(done):
                self.report.fail(self.name, f"uncomment {field.path}", str(independently(done)))

    def directives(self) -> None:
        from hugoconv.page.operations import AddDirective, DropDirective

        self.attempt("add a directive", lambda: self.page.apply(AddDirective("was talk")))
        self.attempt("drop a directive", lambda: self.page.apply(DropDirective()))


def _folded(step: Any) -> str:
    return str(step).casefold()


def _emptied(value: Any) -> Any:
    """A map whose last field was commented out reads as null, and one that only headers named is not there."""
    if isinstance(value, dict):
        inner = {key: _emptied(item) for key, item in value.items()}
        return {key: item for key, item in inner.items() if item is not None} or None
    if isinstance(value, list):
        return [_emptied(item) for item in value] or None
    return value


def _solid(value: Any) -> Any:
    if isinstance(value, dict):
        inner = {key: _solid(item) for key, item in value.items()}
        return {key: item for key, item in inner.items() if item not in ([], {})}
    return [_solid(item) for item in value] if isinstance(value, list) else value


def independently(page: hugoconv.Page) -> str:
    """What another reader says against a page; nothing where it reads the same keys and texts."""
    matter, data = page.matter, dict(page)
    try:
        if page.syntax == "toml":
            read: Any = tomllib.loads(matter.replace("\r\n", "\n"))
        elif page.syntax == "json":
            read = json.loads(matter)
        elif page.syntax == "yaml":
            read = yaml.load(matter, _Texts) or {}
            return (
                ""
                if _keys(read) == _keys(data) or "<<" in matter or "*" in matter or "!" in matter
                else f"PyYAML reads {read!r}"
            )
        else:
            return ""
    except (tomllib.TOMLDecodeError, json.JSONDecodeError, yaml.YAMLError, TypeError, UnicodeError) as error:
        if page.syntax == "toml" and ("\n" in matter):
            return ""  # TOML 1.1 allows line ends within braces
        return f"another reader refuses it: {error}"
    return "" if same(read, data) else f"another reader reads {read!r}"


def _keys(value: Any) -> Any:
    """The tree of keys and lengths of some data."""
    if isinstance(value, dict):
        return {str(key): _keys(item) for key, item in value.items()}
    return [_keys(item) for item in value] if isinstance(value, list) else None
