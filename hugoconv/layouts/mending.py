"""Repairs where there is one certain way to mend a page, as small edits; what is not certain is left to its author.

A page that parses is mended by verified operations. One that does not is the one place where text without a
tree is edited: the result must parse, or stop at a later place, and everything outside the edit stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from hugoconv.errors import HugoconvError, MatterSyntaxError
from hugoconv.layouts.checking import Problem, check_bytes
from hugoconv.layouts.parsing import parse
from hugoconv.page.operations import Rename, Set
from hugoconv.page.page import Page
from hugoconv.page.snapshot import Snapshot
from hugoconv.syntax.dates import parse_date
from hugoconv.syntax.nodes import Entry, Item, Mapping, Node, Path, Sequence, children, parts_of
from hugoconv.syntax.table import SYNTAXES
from hugoconv.syntax.values import shape_of
from hugoconv.text.lines import line_end, line_start, next_line
from hugoconv.text.spans import Span

MOST_ROUNDS = 50

_WIDE = str.maketrans("０１２３４５６７８９：－／．＋　", "0123456789:-/.+ ")
_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?=\D|\Z)")
_TIME = re.compile(r"[Tt ]+(\d{1,2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?\s*(Z|z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?\Z")
_MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_MONTH_FIRST = re.compile(rf"{_MONTH} (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})\Z", re.IGNORECASE)
_DAY_FIRST = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th)? {_MONTH},? (\d{{4}})\Z", re.IGNORECASE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FIELD_LINE = re.compile(r"[ ]*(?:- +)*[\w-]+: +(?P<value>[^\s\"'\[{|>#&!][^\r\n]*?)[ \t]*\Z")
_FIELD_LIKE = re.compile(r"\s*(?:[\w-]+\s*[:=]|- |#|\[|\]|\})")


class Mended(NamedTuple):
    """A page after its repairs: its bytes, what was mended, and what is left to do by hand."""

    data: bytes
    mended: tuple[Problem, ...]
    left: tuple[Problem, ...]


def mend(data: bytes, path: str | None = None, *, unsafe: bool = False) -> Mended:
    """A page with everything mended that has one certain remedy; with ``unsafe`` guesses too.

    Doing it twice is doing it once; what is not mended stays to the byte.

    >>> mend(b"---\\ntitle: Maps: a talk\\ndate: 2020/1/2\\n---\\n").data
    b'---\\ntitle: "Maps: a talk"\\ndate: 2020-01-02\\n---\\n'
    """
    mended: list[Problem] = []
    for _ in range(MOST_ROUNDS):
        problems = check_bytes(data, path)
        step = next(_steps(data, path, problems, unsafe=unsafe), None)
        if step is None:
            break
        problem, data = step
        mended.append(problem)
    return Mended(data, tuple(mended), check_bytes(data, path))


def _steps(
    data: bytes, path: str | None, problems: tuple[Problem, ...], *, unsafe: bool
) -> Iterator[tuple[Problem, bytes]]:
    """Every problem that can be mended, with the page after that."""
    for problem in problems:
        if problem.span is None:
            new = _mended_text(data, problem, unsafe=unsafe)
        else:
            new = _mended_page(parse(data, path), problem) if unsafe or problem.fix != "unsafe" else None
        if new is not None and new != data and _is_better(data, new, path):
            yield problem, new


def _is_better(old: bytes, new: bytes, path: str | None) -> bool:
    """Whether a repair leaves fewer problems, or at least none before the place of the first one."""
    before, after = check_bytes(old, path), check_bytes(new, path)
    if any(problem.span is None for problem in after):
        place = (after[0].lineno, after[0].colno)
        return before[0].span is None and place > (before[0].lineno, before[0].colno)
    return any(problem.span is None for problem in before) or len(after) < len(before)


# pages that parse


def _mended_page(page: Page, problem: Problem) -> bytes | None:
    way = _WAYS.get(problem.code)
    if way is None:
        return None
    try:
        new = way(page, problem)
    except HugoconvError:
        return None
    return new.to_bytes() if isinstance(new, Page) else new


def _entry_at(page: Page, problem: Problem) -> str | None:
    """The name of the top-level field that holds a problem."""
    assert problem.span is not None
    spans = ((field.name, field.span) for field in page.fields.values())
    return next((name for name, span in spans if span.start <= problem.span.start < span.end), None)


def _published(page: Page, problem: Problem) -> Page | None:
    name = _entry_at(page, problem)
    if name is None or any(key.lower() == "draft" for key in page):
        return None
    return page.apply(Rename((name,), "draft"), Set(("draft",), not page[(name,)]))


def _build(page: Page, problem: Problem) -> Page | None:
    path = next((path for path, part in parts_of(page.tree) if _key_start(part) == problem.span), None)
    return page.rename(path, "build") if path is not None else None


def _key_start(part: Entry | Item) -> Span | None:
    return Span(part.key.start, part.key.end) if isinstance(part, Entry) else None


def _date(page: Page, problem: Problem) -> Page | None:
    name = _entry_at(page, problem)
    value = page[(name,)] if name is not None else None
    new = usual_date(value) if isinstance(value, str) else None
    return page.set((name,), new) if name is not None and new is not None else None


def usual_date(text: str) -> str | None:
    """A date in an odd form that has one meaning, in the form that Hugo reads; None where it is not certain.

    A day and month in numbers alone could be either: that is never guessed.

    >>> [usual_date(t) for t in ("2020/1/2", "Jan 2, 2020", "2020-01-02T03：04", "1/2/2020")]
    ['2020-01-02', '2020-01-02', '2020-01-02T03:04:00', None]
    """
    plain = text.translate(_WIDE).strip()
    new = _named_month(plain) or _numbers(plain)
    if new is None:
        return None
    try:
        return new if parse_date(new) is not None else None
    except ValueError:
        return None


def _numbers(text: str) -> str | None:
    day = _DAY.match(text)
    if day is None:
        return None
    date = f"{day[1]}-{int(day[2]):02}-{int(day[3]):02}"
    rest = text[day.end() :]
    if not rest:
        return date
    time = _TIME.fullmatch(rest)
    if time is None:
        return None
    zone = (time[4] or "").upper().replace("UTC", "Z").replace("GMT", "Z")
    if zone[:1] in ("+", "-"):
        digits = zone[1:].replace(":", "").ljust(4, "0")
        zone = f"{zone[0]}{digits[:2]}:{digits[2:]}"
    return f"{date}T{int(time[1]):02}:{time[2]}:{time[3] or '00'}{zone}"


def _named_month(text: str) -> str | None:
    if found := _MONTH_FIRST.match(text):
        month, day, year = found.groups()
    elif found := _DAY_FIRST.match(text):
        day, month, year = found.groups()
    else:
        return None
    return f"{year}-{_MONTHS.index(month.lower()[:3]) + 1:02}-{int(day):02}"


def _empty_block(page: Page, problem: Problem) -> Page | None:
    name = _entry_at(page, problem)
    if name is None or not isinstance(page[(name,)], str):
        return None
    assert problem.span is not None
    start = problem.span.start
    matter = page.matter[:start] + '""' + page.matter[line_end(page.matter, start) :]
    return page.rewritten(matter, page.syntax) if not str(page[(name,)]).strip() else None


def _swallowing(page: Page, problem: Problem) -> bytes | None:
    """The page without an item that takes what follows for its value; ``[]`` where it was the only one."""
    assert problem.span is not None
    at = problem.span.start
    holder = next((e for _, e in parts_of(page.tree) if isinstance(e, Entry) and _ends_with(e.value, at)), None)
    if holder is None or not isinstance(holder.value, Sequence):
        return None
    matter, alone = page.matter, len(holder.value.items) == 1
    start, stop = line_start(matter, at), next_line(matter, at)
    if matter[at + 1 : stop].strip():  # a comment
        return None
    rest = matter[: holder.colon] + " []" + matter[holder.colon : start] if alone else matter[:start]
    return page.rewritten(rest + matter[stop:], page.syntax).to_bytes()


def _ends_with(node: Node, at: int) -> bool:
    return isinstance(node, Sequence) and node.items[-1].start == at


def _twin(page: Page, problem: Problem) -> bytes | None:
    """The page without the second of two equal fields."""
    root, syntax = page.tree.root, SYNTAXES[page.syntax]
    if root is None or problem.span is None:
        return None
    found = next(_twins(root, problem.span.start, ()), None)
    if found is None or shape_of(syntax.data(found[0].value)) != shape_of(syntax.data(found[1].value)):
        return None
    _, second, holder = found
    snapshot = Snapshot(page.tree, syntax, page.known)
    if holder.flow or not snapshot.begins_line(second):
        return None
    lines = snapshot.lines(second)
    leading = snapshot.leading(second)
    start = leading.start if leading else lines.start
    matter = page.matter[:start] + page.matter[next_line(page.matter, lines.end) :]
    return page.rewritten(matter, page.syntax).to_bytes()


def _twins(node: Node, at: int, path: Path) -> Iterator[tuple[Entry, Entry, Mapping]]:
    """The two fields of one name, the second of which begins at an offset."""
    seen: dict[str | int, Entry] = {}
    for step, part in children(node):
        if isinstance(node, Mapping) and isinstance(part, Entry):
            if step in seen and part.start == at:
                yield seen[step], part, node
            seen.setdefault(step, part)
        yield from _twins(part.value, at, (*path, step))


_WAYS: dict[str, Callable[[Page, Problem], Page | bytes | None]] = {
    "published-truth": _published,
    "old-build-key": _build,
    "bad-date": _date,
    "comment-after-empty-block": _empty_block,
    "swallowing-item": _swallowing,
    "duplicate-key": _twin,
}


# pages that do not parse


def _mended_text(data: bytes, problem: Problem, *, unsafe: bool) -> bytes | None:
    text = data.decode("utf-8", "surrogateescape")
    if problem.code == "unclosed-fence":
        return _fenced(text, unsafe=unsafe)
    if problem.code != "yaml-syntax":
        return None
    lines = text.splitlines(keepends=True)
    for number in (problem.lineno, problem.lineno - 1):
        if 1 < number <= len(lines) and (new := _mended_line(lines[number - 1])) is not None:
            return "".join((*lines[: number - 1], new, *lines[number:])).encode("utf-8", "surrogateescape")
    return None


def _mended_line(line: str) -> str | None:
    """A line with blanks for the tabs of its indent, or with its value in quotes."""
    body = line.rstrip("\r\n")
    if any("\ud800" <= c <= "\udfff" for c in body):
        return None
    end = line[len(body) :]
    indent = body[: len(body) - len(body.lstrip(" \t"))]
    if "\t" in indent:
        return indent.replace("\t", "  ") + body[len(indent) :] + end
    found = _FIELD_LINE.match(body)
    if found is None or " #" in found["value"]:
        return None
    start, stop = found.span("value")
    value = body[start:stop]
    if ": " not in value and not value.endswith(":") and value[0] not in "@`%*":
        return None
    quoted = '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return body[:start] + quoted + body[stop:] + end


def _fenced(text: str, *, unsafe: bool) -> bytes | None:
    """The page with a closing fence above its first empty line, where what follows is certainly no field."""
    start = len(text) - len(text.lstrip("\ufeff \t\r\n"))
    fence = text[start : start + 3]
    lines = text[start:].splitlines(keepends=True)
    end = next((i for i, line in enumerate(lines) if i and not line.strip()), None)
    if end is None or end < 2:
        return None
    below = next((line for line in lines[end:] if line.strip()), "")
    if not below or (_FIELD_LIKE.match(below) and not (unsafe and below.startswith("#"))):
        return None
    eol = lines[0][len(lines[0].rstrip("\r\n")) :] or "\n"
    new = text[:start] + "".join((*lines[:end], fence, eol, *lines[end:]))
    try:
        page = parse(new)
    except MatterSyntaxError:
        return None
    return new.encode("utf-8", "surrogateescape") if len(page) and fence == text[start : start + 3] else None
