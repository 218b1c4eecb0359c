"""The files of which pages are rendered: R Markdown, Quarto and notebooks beside a page, under its name.

What is changed in the page alone is lost at the next rendering, so that sources with YAML front matter are changed with
their pages, and every source moves with its page.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import NamedTuple, TypeVar

from hugoconv.errors import FileError, problem_line
from hugoconv.files.read import read_bytes
from hugoconv.hugo.page_path import is_content
from hugoconv.refusals import message
from hugoconv.site.base import Base
from hugoconv.site.move.groups import is_leaf
from hugoconv.site.plan.file_plan import FilePlan, PlanTask, digest
from hugoconv.site.walk import WalkedFile

# Those whose front matter is that of their page, and those that have another one, or none.
WITH_MATTER = frozenset([".rmd", ".rmarkdown", ".qmd"])
WITHOUT_MATTER = frozenset([".ipynb", ".org"])
_CHANGED = "rendered-page: it is rendered from a source beside it ({}), which is changed with it"
_LEFT = "rendered-page: a source beside it ({}) is not changed, and the next rendering overwrites the page ({})"
_TWIN = "twin-page: Hugo builds only one of it and the page {} beside it, which {} (keep one of them)"
_REMEDIES = {True: "change it too: leave out --no-sources, or correct it", False: "change it by hand"}


class Sources(NamedTuple):
    """The sources of one page, as paths like its own."""

    changeable: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


class Lookout:
    """What lies beside pages; each folder is looked at once while its pages come one after the other."""

    def __init__(self) -> None:
        self._folder, self._stems = "", dict[str, list[str]]()

    def sources_of(self, base: Base, path: str) -> Sources:
        """The sources of the page at a path from a base."""
        folder, name = os.path.split(base.file(path))
        stem, suffix = os.path.splitext(name)
        if not is_content(name) or suffix.lower() in WITHOUT_MATTER:
            return Sources()
        if folder != self._folder:
            self._folder, self._stems = folder, _stems(folder)
        start = path[: len(path) - len(name)]
        found = sorted(f"{start}{other}" for other in self._stems.get(stem, ()))
        return Sources(
            tuple(one for one in found if _suffix(one) in WITH_MATTER),
            tuple(one for one in found if _suffix(one) in WITHOUT_MATTER),
        )


def _suffix(path: str) -> str:
    return os.path.splitext(path)[1].lower()


def _stems(folder: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    try:
        names = os.listdir(folder)
    except OSError:
        return {}
    for name in names:
        stem, suffix = os.path.splitext(name)
        if suffix.lower() in WITH_MATTER | WITHOUT_MATTER:
            found.setdefault(stem, []).append(name)
    return found


Listed = TypeVar("Listed", PlanTask, WalkedFile | FilePlan)


def with_sources(pages: Iterable[Listed], base_of: Callable[[Listed], Base | None]) -> Iterator[Listed]:
    """The pages, each followed by those of its sources that are to be changed with it; every file once. What has no
    base is passed on as it is."""
    lookout = Lookout()
    seen: set[str] = set()
    for page in pages:
        base = base_of(page)
        if base is None:
            yield page
            continue
        sources: Sources = lookout.sources_of(base, page.path)
        for path in (page.path, *sources.changeable):
            if base.file(path) not in seen:
                seen.add(base.file(path))
                yield page._replace(path=path)


def with_source_notes(base: Base, files: Iterable[FilePlan], languages: Collection[str]) -> Iterator[FilePlan]:
    """What is to become of pages, with a note on those that have a source, and with the sources that move with them."""
    listed = _without_duplicates(files)
    lookout, states = Lookout(), {file.path: file for file in listed}
    beside = {f.path: found for f in listed if f.state == "changed" and any(found := lookout.sources_of(base, f.path))}
    # Nearly every site: nothing is rendered there, and a plan of many pages need not be gone through once more.
    if not beside:
        yield from listed
        return
    moves = {
        to.path: to for path, found in beside.items() for to in _moves(base, states[path], found, states, languages)
    }
    for file in listed:
        if file.path in beside:
            yield _noted(file, beside[file.path], states, base, languages)
        else:
            yield moves.pop(file.path, file)
    yield from moves.values()


def _without_duplicates(files: Iterable[FilePlan]) -> tuple[FilePlan, ...]:
    """The files, with those ``.org`` skipped that have no comments for a record and lie beside a page that has."""
    listed = tuple(files)
    refused = [i for i, f in enumerate(listed) if f.code == "no-comments" and _suffix(f.path) == ".org"]
    if not refused:
        return listed
    done = {os.path.splitext(f.path)[0] for f in listed if f.state in ("changed", "unchanged")}
    skipped = {i for i in refused if os.path.splitext(listed[i].path)[0] in done}
    return tuple(f._replace(state="skipped") if i in skipped else f for i, f in enumerate(listed))


def _noted(
    page: FilePlan, found: Sources, states: dict[str, FilePlan], base: Base, languages: Collection[str]
) -> FilePlan:
    bad = [path for path in found.changeable if path in states and states[path].is_problem]
    if page.to and bad and not is_leaf(page.path, languages):
        name, other = base.label(page.path), base.label(bad[0])
        why = message("bundle", page=other)
        line = problem_line(name, 1, 1, why.code, why.why)
        return page.instead("refused", why.code, f"{line} ({why.remedy})")
    notes = []
    for path in (*found.changeable, *found.others):
        is_done = path in states and states[path].state in ("changed", "unchanged") and bool(states[path].after)
        remedy = _REMEDIES[path in found.changeable]
        suffix = os.path.splitext(path)[1]
        if suffix.lower() == ".org":
            notes.append(_TWIN.format(suffix, "is changed too" if is_done else "is not changed"))
            continue
        notes.append(_CHANGED.format(suffix) if is_done else _LEFT.format(suffix, remedy))
    return page._replace(notes=(*page.notes, *notes))


def _moves(
    base: Base, page: FilePlan, found: Sources, states: dict[str, FilePlan], languages: Collection[str]
) -> Iterator[FilePlan]:
    """The sources of a page that moves and is no bundle: each of them goes along as it is, unless it moves itself."""
    if not page.to or is_leaf(page.path, languages):
        return
    for path in (*found.changeable, *found.others):
        own = states.get(path)
        if own is not None and (own.to or own.is_problem):
            continue
        try:
            # A source that is planned for has been read already; the digest says that it is still that file when it
            # moves.
            data = own.before if own is not None and own.before else digest(read_bytes(base.file(path)))
        except FileError:
            continue
        to = os.path.splitext(page.to)[0] + os.path.splitext(path)[1]
        yield FilePlan(path, "changed", before=data, after=data, to=to)
