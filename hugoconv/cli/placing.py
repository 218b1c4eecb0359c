"""The pages of a run in their order, and where ``-o`` wants the result of each."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from hugoconv.cli.outcomes import Outcome
from hugoconv.cli.printing import one_line
from hugoconv.errors import FileError
from hugoconv.files.walking import Found, walk


class Task(NamedTuple):
    """A page to work on. ``named`` tells an argument from a page met in a folder, ``copy`` is where its result
    goes instead of nowhere."""

    path: str
    named: bool
    copy: str | None = None


def tasks(paths: Iterable[str], out: str | None = None) -> Iterator[Task | Outcome]:
    """The pages that some paths name; a failed outcome stands for a path that names none.

    With ``out`` each goes to its path relative to its argument's parent, below that folder. A result that
    would fall on a page of the run or on another result is a failed outcome: nothing else is ever written.
    """
    found = _found(paths)
    if out is None:
        yield from (Task(f.path, f.named) if isinstance(f, Found) else f for f in found)
    else:
        yield from _placed(list(found), out)


def _found(paths: Iterable[str]) -> Iterator[Found | Outcome]:
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


def failed(error: FileError) -> Outcome:
    """The outcome of a file that could not be read or written."""
    message = f"{one_line(error.path)}: {error.code}: {error.why}"
    return Outcome(error.path, "failed", error.code, message)


def _placed(found: list[Found | Outcome], out: str) -> Iterator[Task | Outcome]:
    sources = {os.path.realpath(f.path) for f in found if isinstance(f, Outcome) or not _is_old_result(f, out)}
    results: dict[str, str] = {}
    for f in found:
        if isinstance(f, Outcome):
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
            yield Task(f.path, f.named, copy)


def _is_old_result(found: Found, out: str) -> bool:
    """Whether a page was met in the folder of results, where that lies below the folder to work on."""
    below = os.path.realpath(out)
    argument = os.path.realpath(found.argument)
    inside = below != argument and below.startswith(os.path.join(argument, ""))
    return inside and not found.named and os.path.realpath(found.path).startswith(os.path.join(below, ""))


def _copy(found: Found, out: str) -> str:
    above = os.path.dirname(os.path.abspath(found.argument))
    return os.path.join(out, os.path.relpath(os.path.abspath(found.path), above))
