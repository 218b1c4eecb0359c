"""Files that a plan makes, and those that it takes away."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, TypeAlias

from hugoconv.errors import FileError
from hugoconv.files.read import read_bytes
from hugoconv.page.page import Page
from hugoconv.site.base import Base
from hugoconv.site.move.new_addresses import new_clashes
from hugoconv.site.page_paths import Named, each, path_in
from hugoconv.site.plan.conflicts import refused, without_conflicts
from hugoconv.site.plan.file_plan import ABSENT, FilePlan, digest, failed
from hugoconv.site.plan.plan import Plan
from hugoconv.site.survey import Survey
from hugoconv.text.patches import patch_between

if TYPE_CHECKING:
    from pathlib import Path

Content: TypeAlias = Page | bytes | str
Created: TypeAlias = "Mapping[str, Content] | Mapping[Path, Content] | Page | Iterable[Page]"


def created(base: Base, files: Created | None) -> Iterator[FilePlan]:
    """The plans of files that are to be made, with what they are to hold; their paths lead on from the top. Raises
    TypeError for what has no content, or is none."""
    for named, given in _contents(files):
        data = given.to_bytes() if isinstance(given, Page) else given.encode() if isinstance(given, str) else given
        if not isinstance(data, bytes):
            raise TypeError(f"a file is made of a page, bytes or text, not {type(data).__name__}")
        path = path_in(base, os.path.join(base.root, named))
        yield FilePlan(path, "changed", before=ABSENT, after=digest(data), patch=patch_between(b"", data))


def _contents(files: Created | None) -> Iterator[tuple[str | Path, Content]]:
    """Paths with contents; pages alone, too, have theirs. A page is a map itself, of fields."""
    pages = [files] if isinstance(files, Page) else files or ()
    if isinstance(pages, Mapping):
        yield from pages.items()
        return
    for page in pages:
        if not isinstance(page, Page) or page.path is None:
            raise TypeError("create takes paths with contents, or pages that have a path")
        yield page.path, page


def deleted(base: Base, named: Named | Iterable[Named] | None) -> Iterator[FilePlan]:
    """The plans of files that are to be taken away; a folder stands for all files in it."""
    for path in dict.fromkeys(_files(base, named)):
        try:
            data = read_bytes(base.file(path))
        except FileError as error:
            yield failed(path, base.name(path), error)
        else:
            yield FilePlan(path, "changed", before=digest(data), after=ABSENT, patch=patch_between(data, b""))


def _files(base: Base, named: Named | Iterable[Named] | None) -> Iterator[str]:
    for one in () if named is None else each(named):
        path = path_in(base, one)
        if not os.path.isdir(base.file(path)) or os.path.islink(base.file(path)):
            yield path
            continue
        for folder, folders, names in os.walk(base.file(path)):
            folders.sort()
            yield from (path_in(base, os.path.join(folder, name)) for name in sorted(names))


def with_made(plan: Plan, made: Iterable[FilePlan], survey: Survey) -> Plan:
    """The plan, with files that are made and taken away; those are refused that stand in the way, or that Hugo would
    put at an address of others."""
    files = (*plan.files, *made)
    if len(files) == len(plan.files):
        return plan
    checked = without_conflicts(plan.base, files, plan.languages)
    found = new_clashes(plan.base, checked, survey)
    return plan._replace(
        files=tuple(refused(plan.base, file, found[file.path]) if file.path in found else file for file in checked)
    )
