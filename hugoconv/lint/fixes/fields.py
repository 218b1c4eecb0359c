"""Repairs of a page that parses, as operations."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from typing import NamedTuple

from hugoconv.lint.booleans import truth_of
from hugoconv.lint.check import Diagnostic
from hugoconv.lint.fixes.dates import usual_date
from hugoconv.lint.fixes.duplicate_keys import duplicates_of
from hugoconv.page.operations import Operation, Remove, Rename, Set, SetComment
from hugoconv.page.page import Page
from hugoconv.syntax.tree import Entry, Item, Path, parts_of
from hugoconv.text.lines import line_end
from hugoconv.text.spaces import ODD_SPACES, ZERO_WIDTH


class Repair(NamedTuple):
    """What fixes some problems: steps of operations, each step done on the page after the one before; ``uses_comment``
    says that a comment becomes a value."""

    problems: tuple[Diagnostic, ...]
    steps: tuple[tuple[Operation, ...], ...]
    uses_comment: bool = False


class _PagePart(NamedTuple):
    """A part of a page with its path."""

    page: Page
    path: Path
    part: Entry | Item


class _PageParts:
    """The parts of a page by where they stand."""

    def __init__(self, page: Page) -> None:
        parts = [_PagePart(page, path, part) for path, part in parts_of(page.tree)]
        self._by_value = {place.part.value.start: place for place in parts}
        self._by_start = {place.part.start: place for place in parts}
        self._starts = sorted(self._by_start)

    def at(self, at: int) -> _PagePart | None:
        """The innermost part that begins at an offset; else the one whose value does, or whose key holds it."""
        found = self._by_start.get(at) or self._by_value.get(at)
        if found is None and self._starts and self._starts[0] < at:
            return self._by_start[self._starts[bisect_left(self._starts, at) - 1]]
        return found


def repairs(page: Page, problems: tuple[Diagnostic, ...], *, unsafe: bool) -> Iterator[Repair]:
    """A repair of everything that has one."""
    allowed = [problem for problem in problems if problem.fix and (unsafe or problem.fix != "unsafe")]
    yield from _duplicates(page, tuple(p for p in allowed if p.code == "duplicate-key"), unsafe=unsafe)
    places = _PageParts(page)
    for problem in allowed:
        way = _WAYS.get(problem.code)
        place = places.at(problem.span.start) if way and problem.span is not None else None
        if way and place and (operations := way(place)):
            yield Repair((problem,), tuple((one,) for one in operations), problem.code == "value-is-comment")


def _duplicates(page: Page, problems: tuple[Diagnostic, ...], *, unsafe: bool) -> Iterator[Repair]:
    if not problems:
        return
    by_start = {problem.span.start: problem for problem in problems if problem.span is not None}
    for group in duplicates_of(page):
        own = tuple(by_start[entry.start] for entry in group.entries[1:] if entry.start in by_start)
        if own and (unsafe or group.safe):
            yield Repair(own, (group.removals(),))


def _published(place: _PagePart) -> tuple[Operation, ...]:
    truth = truth_of(place.page[place.path])
    if truth is None or any(key.lower() == "draft" for key in place.page):
        return ()
    return Set(place.path, not truth), Rename(place.path, "draft")


def _build(place: _PagePart) -> tuple[Operation, ...]:
    return (Rename(place.path, "build"),)


def _date(place: _PagePart) -> tuple[Operation, ...]:
    value = place.page[place.path]
    new = usual_date(value) if isinstance(value, str) else None
    return (Set(place.path, new),) if new is not None else ()


def _empty_block(place: _PagePart) -> tuple[Operation, ...]:
    """Another value, and then none: an equal one would make no edit."""
    value = place.page[place.path]
    return (Set(place.path, "x"), Set(place.path, "")) if isinstance(value, str) and not value.strip() else ()


def _swallowing(place: _PagePart) -> tuple[Operation, ...]:
    return (Remove(place.path),)


def _truth(place: _PagePart) -> tuple[Operation, ...]:
    truth = truth_of(place.page[place.path])
    return (Set(place.path, truth),) if truth is not None else ()


def _comment(place: _PagePart) -> tuple[Operation, ...]:
    if not isinstance(place.part, Entry):
        return ()
    matter, at = place.page.matter, place.part.colon
    value, space, comment = matter[at : line_end(matter, at)].strip().partition(" #")
    left = f"#{comment}" if space else None
    return SetComment(place.path, left), Set(place.path, value.rstrip())


def _space(place: _PagePart) -> tuple[Operation, ...]:
    name = place.part.name.rstrip(ODD_SPACES).lstrip(ZERO_WIDTH) if isinstance(place.part, Entry) else ""
    return (Rename(place.path, name),) if name and name[0] not in ODD_SPACES else ()


_WAYS: dict[str, Callable[[_PagePart], tuple[Operation, ...]]] = {
    "published-truth": _published,
    "old-build-key": _build,
    "bad-date": _date,
    "comment-after-empty-block": _empty_block,
    "swallowing-item": _swallowing,
    "changed-at-0-152": _truth,
    "value-is-comment": _comment,
    "odd-space": _space,
}
