"""The pages of a run in their order, and where ``-o`` wants the result of each."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from hugoconv.cli.patterns import ALL, Patterns, expanded, keeper
from hugoconv.errors import FileError, one_line
from hugoconv.refusals import file_error
from hugoconv.site.base import Base
from hugoconv.site.plan.file_plan import FilePlan
from hugoconv.site.plan.file_plan import failed as site_failed
from hugoconv.site.sources import Lookout
from hugoconv.site.walk import WalkedFile, walk


class PageTask(NamedTuple):
    """A page to work on: what a person calls it, and its path from a base. ``named`` tells an argument from a page met
    in a folder, ``argument`` is what led to it, ``copy`` is where its result goes instead of nowhere."""

    name: str
    named: bool
    argument: str
    base: Base
    path: str
    copy: str | None = None

    @property
    def told(self) -> str:
        """The path that tells the layout of the page."""
        return self.base.told(self.path)


def tasks(
    paths: Iterable[str], out: str | None = None, patterns: Patterns = ALL, *, sources: bool = False
) -> Iterator[PageTask | FilePlan]:
    """The pages that some paths name; a failed outcome stands for a path that names none.

    With ``out`` each goes to its path relative to its argument's parent, below that folder. A result that
    would fall on a page of the run or on another result is a failed outcome: nothing else is ever written. With
    ``sources`` those of which pages are rendered follow them.
    """
    found = _kept(_found(expanded(paths)), patterns)
    found = _with_sources(found) if sources else found
    if out is None:
        yield from (_task(f) if isinstance(f, WalkedFile) else f for f in found)
    else:
        yield from _placed(list(found), out)


def _found(paths: Iterable[str]) -> Iterator[WalkedFile | FilePlan]:
    for found in walk(paths):
        yield failed(found) if isinstance(found, FileError) else found


def _with_sources(found: Iterable[WalkedFile | FilePlan]) -> Iterator[WalkedFile | FilePlan]:
    lookout, seen = Lookout(), set[tuple[str, str]]()
    for one in found:
        if isinstance(one, FilePlan):
            yield one
            continue
        paths = (one.path, *lookout.sources_of(one.path, one.base.file(one.path)).changeable)
        yield from (one._replace(path=path) for path in paths if (one.base.root, path) not in seen)
        seen.update((one.base.root, path) for path in paths)


def _task(found: WalkedFile, copy: str | None = None) -> PageTask:
    return PageTask(found.name, found.named, found.argument, found.base, found.path, copy)


def _kept(found: Iterable[WalkedFile | FilePlan], patterns: Patterns) -> Iterator[WalkedFile | FilePlan]:
    """Without the files that are not meant; patterns that are none are told once, and nothing is done by them."""
    keep = keeper(patterns)
    try:
        for one in found:
            if isinstance(one, FilePlan) or keep(one):
                yield one
    except FileError as error:
        yield failed(error)


def failed(error: FileError) -> FilePlan:
    """The outcome of a file that could not be read or written."""
    return site_failed(error.path, error.path, error)


def _placed(found: list[WalkedFile | FilePlan], out: str) -> Iterator[PageTask | FilePlan]:
    sources = {os.path.realpath(_name(f)) for f in found if isinstance(f, FilePlan) or not _is_old_result(f, out)}
    results: dict[str, str] = {}
    for f in found:
        if isinstance(f, FilePlan):
            yield f
            continue
        if _is_old_result(f, out):
            continue
        copy = _copy(f, out)
        real = os.path.realpath(copy)
        if real in sources:
            yield failed(file_error(f.name, "cannot-write", case="page", page=one_line(copy)))
        elif real in results:
            yield failed(
                file_error(
                    f.name, "cannot-write", case="same-result", result=one_line(copy), page=one_line(results[real])
                )
            )
        else:
            results[real] = f.name
            yield _task(f, copy)


def _name(found: WalkedFile | FilePlan) -> str:
    return found.name if isinstance(found, WalkedFile) else found.path


def _is_old_result(found: WalkedFile, out: str) -> bool:
    """Whether a page was met in the folder of results, where that lies below the folder to work on."""
    below = os.path.realpath(out)
    argument = os.path.realpath(found.argument)
    inside = below != argument and below.startswith(os.path.join(argument, ""))
    return inside and not found.named and os.path.realpath(found.name).startswith(os.path.join(below, ""))


def _copy(found: WalkedFile, out: str) -> str:
    above = os.path.dirname(os.path.abspath(found.argument))
    return os.path.join(out, os.path.relpath(os.path.abspath(found.name), above))
