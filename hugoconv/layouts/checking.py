"""What is wrong with a page before Hugo says so, and what it reads otherwise than its author may have meant."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from hugoconv.errors import MatterSyntaxError, problem_line
from hugoconv.layouts.detection import detect
from hugoconv.layouts.parsing import parse
from hugoconv.layouts.schema import load
from hugoconv.page.dating import dates_of
from hugoconv.page.page import Page
from hugoconv.page.paths import shown
from hugoconv.syntax.dates import parse_date
from hugoconv.syntax.nodes import Entry, Mapping, Node, Path, Scalar, children, entries_of, parts_of
from hugoconv.syntax.table import SYNTAXES
from hugoconv.syntax.values import Value, kind_of
from hugoconv.text.spans import Span

DATES = ("date", "publishdate", "pubdate", "published", "lastmod", "modified", "expirydate", "unpublishdate")
_STARTS = ("date", "time_start", "event_start")
_MARKUP = {
    *("goldmark", "markdown", "md", "mdown", "html", "htm", "org", "pandoc", "pdc", "rst", "restructuredtext"),
    *("asciidoc", "asciidocext", "adoc", "ad"),
}
_SUFFIX = re.compile(r"\.(org|html?)\Z", re.IGNORECASE)
_LEADING_ZERO = re.compile(r"[-+]?0[0-7_]*[1-7][0-7_]*\Z")
_URL = re.compile(r"https?:", re.IGNORECASE)


class Problem(NamedTuple):
    """One thing to mend: an error is what Hugo refuses, a warning what it reads otherwise than may be meant.

    ``span`` is in code points of the matter, or None; ``lineno`` and ``colno`` count from 1 in the file.
    """

    code: str
    severity: str
    message: str
    remedy: str
    span: Span | None
    path: str | None
    lineno: int
    colno: int

    def __str__(self) -> str:
        head = problem_line(self.path, self.lineno, self.colno, self.code, self.message)
        return f"{head} ({self.remedy})" if self.remedy else head


class _Found(NamedTuple):
    """A problem where it stands, with the words of its message."""

    code: str
    span: Span
    name: str = ""
    value: str = ""


def check(page: Page, *, now: datetime.datetime | None = None) -> tuple[Problem, ...]:
    """Every problem of a page, in the order of the file.

    With ``now`` a page that is not yet published is a warning; without, no clock is asked (I9).

    >>> [str(p) for p in check(parse("---\\ndate: 2021/02/01\\ndraft: yes\\n---\\n", "x.md"))][0]
    'x.md:2:7: bad-date: date: 2021/02/01 is no date for Hugo (write it like 2021-02-01 or 2021-02-01T10:00:00+08:00)'
    """
    found = [one for look in _CHECKS for one in look(page)]
    if now is not None:
        found += _not_yet(page, now)
    return tuple(_problem(page, one) for one in sorted(set(found), key=lambda one: (one.span, one.code)))


def check_bytes(data: bytes, path: str | None = None, *, now: datetime.datetime | None = None) -> tuple[Problem, ...]:
    """As ``check``, of bytes; what cannot be read at all is one error with its place."""
    try:
        page = parse(data, path)
    except MatterSyntaxError as error:
        return (Problem(error.code, "error", error.msg, error.hint, None, path, error.lineno, error.colno),)
    return check(page, now=now)


def _problem(page: Page, found: _Found) -> Problem:
    about = load("checks.toml")[found.code]
    lineno, colno = page.position(found.span.start)
    message = about["message"].format(name=found.name, value=found.value)
    return Problem(found.code, about["severity"], message, about["remedy"], found.span, page.path, lineno, colno)


# what every check is made of


def _fields(page: Page) -> Iterator[tuple[str, Entry, Value]]:
    """The top-level fields with their values, names in small letters; a key given twice only once."""
    data = dict(page)
    seen: set[str] = set()
    for entry in entries_of(page.tree.root):
        if entry.name in data and entry.name not in seen:
            seen.add(entry.name)
            yield entry.name.lower(), entry, data[entry.name]


def _value_span(entry: Entry) -> Span:
    return Span(entry.value.start, entry.value.end) if entry.value.end > entry.value.start else Span(*entry[:2])


def _short(page: Page, node: Node) -> str:
    text = page.matter[node.start : node.end].splitlines() or [""]
    return text[0] if len(text[0]) <= 40 else f"{text[0][:39]}…"


# errors


def _duplicates(page: Page) -> Iterator[_Found]:
    if page.syntax == "yaml" and page.tree.root is not None:
        yield from _duplicates_in(page, page.tree.root, ())


def _duplicates_in(page: Page, node: Node, path: Path) -> Iterator[_Found]:
    seen: set[str | int] = set()
    for step, part in children(node):
        if isinstance(node, Mapping) and step in seen:
            yield _Found("duplicate-key", Span(part.start, part.end), shown((*path, step)))
        seen.add(step)
        yield from _duplicates_in(page, part.value, (*path, step))


def _dates(page: Page) -> Iterator[_Found]:
    for name, entry, value in _fields(page):
        if name not in DATES:
            continue
        if name == "published" and isinstance(value, bool):
            yield _Found("published-truth", _value_span(entry), entry.name, str(value).lower())
            continue
        try:
            parse_date(value)
        except ValueError:
            yield _Found("bad-date", _value_span(entry), entry.name, _short(page, entry.value))


def _maps(page: Page) -> Iterator[_Found]:
    for name, entry, value in _fields(page):
        needs_map = name in ("build", "sites") or (name == "params" and value is not None)
        if (needs_map and not isinstance(value, dict)) or (
            name == "cascade" and not isinstance(value, dict | list) and value is not None
        ):
            yield _Found("not-a-map-field", _value_span(entry), entry.name, f"a {kind_of(value)}")


def _builds(page: Page) -> Iterator[_Found]:
    """Of the page itself, and of those that its cascade reaches."""
    for path, part in parts_of(page.tree):
        if isinstance(part, Entry) and part.name.lower() == "_build" and str(path[0]).lower() in ("_build", "cascade"):
            yield _Found("old-build-key", Span(part.key.start, part.key.end))


def _addresses(page: Page) -> Iterator[_Found]:
    for name, entry, value in _fields(page):
        values = value if isinstance(value, list) else [value]
        if name == "url" and isinstance(value, str) and _URL.match(value):
            yield _Found("absolute-url", _value_span(entry), entry.name, value)
        if name == "aliases":
            for alias in values:
                if isinstance(alias, str) and _URL.match(alias):
                    yield _Found("absolute-url", _value_span(entry), entry.name, alias)


def _markup(page: Page) -> Iterator[_Found]:
    for name, entry, value in _fields(page):
        if name == "markup" and isinstance(value, str) and value and value.lower() not in _MARKUP:
            yield _Found("unknown-markup", _value_span(entry), entry.name, value)


def _content(page: Page) -> Iterator[_Found]:
    suffix = _SUFFIX.search(page.path or "")
    if suffix is not None:
        yield _Found("content-not-allowed", Span(0, 0), "", suffix.group().lower())


def _hazards(page: Page) -> Iterator[_Found]:
    syntax = SYNTAXES.get(page.syntax)
    for code, at in syntax.hazards(page.tree) if syntax else ():
        yield _Found(code, Span(at, at))


# warnings


def _cases(page: Page) -> Iterator[_Found]:
    seen: dict[str, str] = {}
    for entry in entries_of(page.tree.root):
        other = seen.setdefault(entry.name.casefold(), entry.name)
        if other != entry.name:
            yield _Found("keys-differ-in-case", Span(*entry[:2]), other, entry.name)


def _plain_scalars(page: Page) -> Iterator[_Found]:
    syntax = SYNTAXES.get(page.syntax)
    if syntax is None or syntax.before_0_152 is None:
        return
    for path, part in parts_of(page.tree):
        value = part.value
        if not isinstance(value, Scalar) or value.style != "plain" or value.tag is not None:
            continue
        now, before = syntax.data(value), syntax.before_0_152(value)
        span = Span(value.start, value.end)
        if type(now) is not type(before):
            said = f"{value.text} is {_said(now)} for Hugo since 0.152, and was {_said(before)} before"
            yield _Found("changed-at-0-152", span, shown(path), said)
        elif isinstance(now, int) and _LEADING_ZERO.match(value.text):
            yield _Found("leading-zero", span, shown(path), f"{value.text} as {now}")


def _said(value: Value) -> str:
    return "text" if isinstance(value, str) else str(value).lower()


def _differences(page: Page) -> Iterator[_Found]:
    syntax = SYNTAXES.get(page.syntax)
    for why, at in syntax.differences(page.tree) if syntax else ():
        if "empty item" not in why:  # a hazard too, and told as that
            yield _Found("hugo-differs", Span(at, at), "", why)


def _numbers(page: Page) -> Iterator[_Found]:
    for name, entry, value in _fields(page):
        if name in DATES and isinstance(value, int) and not isinstance(value, bool):
            yield _Found("date-is-number", _value_span(entry), entry.name, str(value))


def _words(page: Page) -> Iterator[_Found]:
    for name, entry, value in _fields(page):
        if name in ("tags", "categories") and isinstance(value, str) and "," in value:
            yield _Found("words-in-text", _value_span(entry), entry.name)


def _starts(page: Page) -> Iterator[_Found]:
    found = detect(page)
    if found.layout != "talk" or found.not_a_page is not None:
        return
    set_fields = {name for name, _, value in _fields(page) if value not in (None, "")}
    if not set_fields.intersection(_STARTS):
        yield _Found("talk-without-start", Span(0, 0))


def _eras(page: Page) -> Iterator[_Found]:
    found = detect(page)
    if found.layout is not None and found.not_a_page is None:
        yield from (_Found("other-era", Span(0, 0), "", note) for note in found.notes)


def _not_yet(page: Page, now: datetime.datetime) -> Iterator[_Found]:
    try:
        moment = dates_of(page)["publishdate"]
    except ValueError:
        return
    if moment is None or moment.at() <= now:
        return
    entry = next(entry for name, entry, value in _fields(page) if name in DATES and parse_date(value) == moment)
    yield _Found("hidden-by-its-date", _value_span(entry), entry.name, moment.at().isoformat())


_CHECKS: tuple[Callable[[Page], Iterator[_Found]], ...] = (
    _duplicates,
    _dates,
    _maps,
    _builds,
    _addresses,
    _markup,
    _content,
    _hazards,
    _cases,
    _plain_scalars,
    _differences,
    _numbers,
    _words,
    _starts,
    _eras,
)
