"""The pages of a run in their order, and where ``-o`` wants the result of each."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from hugoconv.cli.patterns import ALL, Patterns, expanded, keeper
from hugoconv.errors import FileError, one_line
from hugoconv.refusals import file_error
from hugoconv.site.plan.file_plan import FilePlan
from hugoconv.site.plan.file_plan import failed as site_failed
from hugoconv.site.sources import with_sources
from hugoconv.site.walk import WalkedFile, walk

STDIN = "<stdin>"  # what the page that comes from standard input is called


def tasks(
    paths: Iterable[str], out: str | None = None, patterns: Patterns = ALL, *, sources: bool = False
) -> Iterator[WalkedFile | FilePlan]:
    """The pages that some paths name; a failed outcome stands for a path that names none.

    With ``out`` each goes to its path relative to its argument's parent, below that folder. A result that
    would fall on a page of the run or on another result is a failed outcome: nothing else is ever written. With
    ``sources`` those of which pages are rendered follow them.
    """
    found = _kept(_found(expanded(paths)), patterns)
    found = with_sources(found, lambda one: one.base if isinstance(one, WalkedFile) else None) if sources else found
    yield from found if out is None else _placed(list(found), out)


def _found(paths: Iterable[str]) -> Iterator[WalkedFile | FilePlan]:
    for found in walk(paths):
        yield failed(found) if isinstance(found, FileError) else found


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


def _placed(found: list[WalkedFile | FilePlan], out: str) -> Iterator[WalkedFile | FilePlan]:
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
        # By their real paths: by way of a link two names lead to one file.
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
            yield f._replace(copy=copy)


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
