"""Where the files of a plan really stand: what a run writes down, and works on, has no link on its way."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from hugoconv.site.base import Base
from hugoconv.site.move.groups import MoveGroup
from hugoconv.site.plan.file_plan import FilePlan


class RealGroups(NamedTuple):
    """Move groups by their real paths, each file once, and the paths by which the plan knows a file where that is not
    its real path alone."""

    groups: tuple[MoveGroup, ...]
    named: Mapping[str, list[str]]

    def as_named(self, files: Iterable[FilePlan]) -> tuple[FilePlan, ...]:
        """Files under the paths of the plan."""
        return tuple(file._replace(path=path) for file in files for path in self.paths(file.path))

    def pages(self) -> int:
        """How many pages of the plan they are."""
        return sum(len(self.paths(file.path)) for group in self.groups for file in group.files)

    def paths(self, real: str) -> list[str]:
        """The paths of the plan for a file."""
        return self.named.get(real, [real])


def real_groups(base: Base, groups: Iterable[MoveGroup]) -> RealGroups:
    """The groups of a plan by the real paths of their files; a link to a file, and the file, are one."""
    reals, seen, named = _Reals(base), set[str](), dict[str, list[str]]()
    found = []
    for group in groups:
        files = []
        for file in group.files:
            real = reals.file(file.path)
            if real not in seen:
                seen.add(real)
                is_link = real != reals.beside(file.path)
                to = "" if is_link or not file.to else reals.beside(file.to)
                # Hardly any is another: a large plan is not kept twice.
                files.append(file if (real, to) == (file.path, file.to) else file._replace(path=real, to=to))
                if real != file.path:
                    named[real] = [file.path]
            else:
                named.setdefault(real, [real]).append(file.path)
        if files:
            moves = tuple((reals.beside(source), reals.beside(target)) for source, target in group.moves)
            found.append(MoveGroup(tuple(files), moves))
    return RealGroups(tuple(found), named)


class _Reals:
    """Real paths, each folder looked at once."""

    def __init__(self, base: Base) -> None:
        self._base, self._root, self._folders = base, os.path.realpath(base.root), dict[str, str]()

    def file(self, path: str) -> str:
        """Where a file really stands."""
        file = self._base.file(path)
        return self._real(file) if os.path.islink(file) else self.beside(path)

    def beside(self, path: str) -> str:
        """The path with what stands above it as it really is."""
        folder, _, name = path.rpartition("/")
        if folder not in self._folders:
            self._folders[folder] = self.file(folder) if folder else ""
        above = self._folders[folder]
        return f"{above}/{name}" if above else name

    def _real(self, file: str) -> str:
        found = os.path.relpath(os.path.realpath(file), self._root).replace(os.sep, "/")
        return "" if found == os.curdir else found
