"""The folders above what a run moves, makes and takes away: made for it, removed where nothing is left in them, and as
they were when it is taken back."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterable

from hugoconv.errors import FileError
from hugoconv.files.open_folders import NO_LINKS
from hugoconv.files.rooted_path import RootedPath, is_folder, make_folder, names_in, place, remove_folder, status_of
from hugoconv.site.base import Base
from hugoconv.site.move.groups import MoveGroup, folders_above, parent
from hugoconv.site.run.journal_payloads import Folder
from hugoconv.site.run.temporary import temporary


def remove_emptied(base: Base, group: MoveGroup) -> None:
    """Removes the folders above what a move group has moved from, as long as they are empty; one that cannot be removed
    stays."""
    for source in group.sources:
        for folder in folders_above(source):
            try:
                remove_folder(base.rooted(folder))
            except FileNotFoundError:
                continue
            except (OSError, FileError):
                break


def make_above(base: Base, run: str, source: str, above: Iterable[Folder]) -> None:
    for folder in sorted(above, key=lambda one: len(one.path)):
        if source.startswith(f"{folder.path}/") and not is_folder(base.rooted(folder.path)):
            _make(base, run, folder)
    make_folder(base.rooted(parent(source)))


def _make(base: Base, run: str, folder: Folder) -> None:
    """Makes a folder again; it is never there with other permissions."""
    rooted = base.rooted(folder.path)
    with place(rooted) as at:
        other = at.beside(temporary(run, folder.path))
        with contextlib.suppress(FileNotFoundError):
            os.rmdir(other, dir_fd=at.folder)
        os.mkdir(other, dir_fd=at.folder)
        _give_mode(other, at.folder, folder)
        os.rename(other, at.name, src_dir_fd=at.folder, dst_dir_fd=at.folder)


def _give_mode(name: str, above: int | None, folder: Folder) -> None:
    """Gives a new folder the mode and the owner of an old one; it is open meanwhile, so that it is no other."""
    if above is None:
        os.chmod(name, folder.mode)
        return
    descriptor = os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC | NO_LINKS, dir_fd=above)
    try:
        with contextlib.suppress(PermissionError):
            os.fchown(descriptor, folder.uid, folder.gid)
        os.fchmod(descriptor, folder.mode)
    finally:
        os.close(descriptor)


def remove_made(base: Base, folders: Iterable[str]) -> dict[str, OSError | FileError]:
    """Removes folders that a run has made, those in which nothing lies; returns those that it cannot remove."""
    base.recheck_folders()
    failed: dict[str, OSError | FileError] = {}
    # The longest path first, so that an inner folder is gone before the one around it.
    for folder in sorted(folders, key=len, reverse=True):
        try:
            remove_empty_folder(base.rooted(folder))
        except (OSError, FileError) as error:
            failed[folder] = error
    return failed


def remove_empty_folder(rooted: RootedPath) -> None:
    """Takes a folder away where it is there and empty. Raises OSError where it cannot be taken away for all that."""
    try:
        remove_folder(rooted)
    except FileNotFoundError:
        return
    except OSError:
        if not is_folder(rooted) or names_in(rooted):
            return
        raise


def all_above(paths: Iterable[str]) -> set[str]:
    return {one for folder in {parent(path) for path in paths} - {""} for one in (folder, *folders_above(folder))}


def missing_below(made: Iterable[str], group: MoveGroup) -> list[str]:
    """Which of some folders lie above what a move group moves to."""
    wanted = {folder for target in group.targets for folder in folders_above(target)}
    return [folder for folder in made if folder in wanted]


def folders_of(base: Base, groups: Iterable[MoveGroup]) -> tuple[tuple[str, ...], tuple[Folder, ...]]:
    """The folders that some groups will make, and those that they may leave empty, with the files that they take
    away."""
    listed = list(groups)
    targets = all_above(path for group in listed for path in group.targets)
    sources = all_above(path for group in listed for path in group.sources)
    gone = {file.path for group in listed for file in group.files if file.is_deleted}
    base.recheck_folders()
    made = [folder for folder in targets if not is_folder(base.rooted(folder))]
    found = ((path, status_of(base.rooted(path))) for path in (*sources, *gone))
    there = ((path, s) for path, s in found if s is not None and (path in gone or stat.S_ISDIR(s.st_mode)))
    as_they_are = (Folder(path, s.st_mode & 0o7777, s.st_uid, s.st_gid) for path, s in there)
    return tuple(sorted(made)), tuple(sorted(as_they_are))
