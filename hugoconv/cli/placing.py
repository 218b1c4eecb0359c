"""The pages of a run in their order, and where ``-o`` wants the result of each."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from hugoconv.cli.patterns import ALL, Patterns, expanded, keeper
from hugoconv.errors import FileError, one_line
from hugoconv.files.walking import Found, walk
from hugoconv.site.planning import Planned
from hugoconv.site.planning import failed as site_failed


class Task(NamedTuple):
    """A page to work on. ``named`` tells an argument from a page met in a folder, ``argument`` is what led to it,
    ``copy`` is where its result goes instead of nowhere."""

    path: str
    named: bool
    argument: str
    copy: str | None = None


def tasks(paths: Iterable[str], out: str | None = None, patterns: Patterns = ALL) -> Iterator[Task | Planned]:
    """The pages that some paths name; a failed outcome stands for a path that names none.

    With ``out`` each goes to its path relative to its argument's parent, below that folder. A result that
    would fall on a page of the run or on another result is a failed outcome: nothing else is ever written.
    """
    found = _kept(_found(expanded(paths)), patterns)
    if out is None:
        yield from (Task(f.path, f.named, f.argument) if isinstance(f, Found) else f for f in found)
    else:
        yield from _placed(list(found), out)


def _found(paths: Iterable[str]) -> Iterator[Found | Planned]:
    there = []
    for path in paths:
        if os.path.lexists(path):
            there.append(path)
        else:
            yield failed(FileError(path, "cannot-read", "no such file or folder"))
    try:
        yield from walk(there)
    except FileError as error:
        yield failed(error)


def _kept(found: Iterable[Found | Planned], patterns: Patterns) -> Iterator[Found | Planned]:
    """Without the files that are not meant; patterns that are none are told once, and nothing is done by them."""
    keep = keeper(patterns)
    try:
        for one in found:
            if isinstance(one, Planned) or keep(one):
                yield one
    except FileError as error:
        yield failed(error)


def failed(error: FileError) -> Planned:
    """The outcome of a file that could not be read or written."""
    return site_failed(error.path, error.path, error)


def _placed(found: list[Found | Planned], out: str) -> Iterator[Task | Planned]:
    sources = {os.path.realpath(f.path) for f in found if isinstance(f, Planned) or not _is_old_result(f, out)}
    results: dict[str, str] = {}
    for f in found:
        if isinstance(f, Planned):
            yield f
            continue
        if _is_old_result(f, out):
            continue
        copy = _copy(f, out)
        real = os.path.realpath(copy)
        if real in sources:
            yield failed(FileError(f.path, "cannot-write", f"its result would overwrite the page {one_line(copy)}"))
        elif real in results:
            yield failed(
                FileError(f.path, "cannot-write", f"{one_line(copy)} is the result of {one_line(results[real])}")
            )
        else:
            results[real] = f.path
            yield Task(f.path, f.named, f.argument, copy)


def _is_old_result(found: Found, out: str) -> bool:
    """Whether a page was met in the folder of results, where that lies below the folder to work on."""
    below = os.path.realpath(out)
    argument = os.path.realpath(found.argument)
    inside = below != argument and below.startswith(os.path.join(argument, ""))
    return inside and not found.named and os.path.realpath(found.path).startswith(os.path.join(below, ""))


def _copy(found: Found, out: str) -> str:
    above = os.path.dirname(os.path.abspath(found.argument))
    return os.path.join(out, os.path.relpath(os.path.abspath(found.path), above))
