"""Sections that a plan moves whole: the files of their bundles go along.

Such a file is a part of the plan like a page, with the same bytes before and after.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from hugoconv.errors import FileError
from hugoconv.files.read import read_bytes
from hugoconv.files.walk import content_below
from hugoconv.site.base import Base
from hugoconv.site.move.groups import bundle_moves, carried, section_moves
from hugoconv.site.move.left_files import files_of_section
from hugoconv.site.plan.file_plan import FilePlan, digest


def with_resources(base: Base, files: Iterable[FilePlan], languages: Collection[str]) -> tuple[FilePlan, ...]:
    """The files of a plan, with those of the bundles of sections all of whose pages move to one new folder."""
    listed = tuple(files)
    targets = {file.path: file.to for file in listed if file.state == "changed" and file.to}
    bundles = bundle_moves((file for file in listed if file.state == "changed"), languages)
    found: dict[str, FilePlan] = {}
    for folder, new in section_moves(listed, languages).items():
        if all(_target(path, targets, bundles) == new + path[len(folder) :] for path in _pages(base, folder)):
            found |= {one.path: one for one in _along(base, folder, new, languages) if one.path not in targets}
    return (*(file for file in listed if file.path not in found), *found.values())


def _target(path: str, targets: Mapping[str, str], bundles: Mapping[str, str]) -> str:
    return carried(path, bundles) or targets.get(path, "")


def _pages(base: Base, folder: str) -> Iterator[str]:
    return (f"{folder}/{below}" for below in content_below(base.file(folder), base.name(folder)))


def _along(base: Base, folder: str, new: str, languages: Collection[str]) -> Iterator[FilePlan]:
    for path in files_of_section(base, folder, languages):
        try:
            own = digest(read_bytes(base.file(path)))
        except FileError:
            continue  # it stays, so that the page of the section is refused
        yield FilePlan(path, "changed", before=own, after=own, to=new + path[len(folder) :])
