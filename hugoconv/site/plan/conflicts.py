"""What stands in the way of a plan as a whole: found before anything is written, all of it at once.

Each page that cannot be done gets its reason; the pages that move with it are left with it.
"""

from __future__ import annotations

import os
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from hugoconv.errors import FileError, one_line, problem_line
from hugoconv.hugo.page_path import LEAF, SUFFIXES, file_name, is_content
from hugoconv.site.base import Base
from hugoconv.site.inside import refuse_outside
from hugoconv.site.move.groups import bundle_moves, bundle_of, family, folders_above, is_leaf, move, parent, tied
from hugoconv.site.move.left_files import is_renamed, left_behind
from hugoconv.site.plan.file_plan import FilePlan

_NAMED = 3  # files that would stay behind, and are named
_REMEDIES = {
    "same-target": "rename one of them first",
    "same-address": "give one of them another `slug` or `url` first, or take the alias away",
    "bundle-page-renamed": "move it under its own name, or rename the file by hand",
    "leaves-files": "move every page of the section at once, or the folder by hand, or these files first",
    "target-exists": "rename or remove what is there",
    "move-ring": "move one of them elsewhere first",
    "differs-in-case": "rename one of them: not every disk can hold both",
    "differs-in-unicode": "rename one of them: not every disk can hold both",
    "outside-site": "work on the real file, in its own site",
    "inside-itself": "name another folder",
    "inside-bundle": "move the bundle's page, or name another folder",
    "is-a-link": "work on the file that it leads to",
    "other-device": "move it by hand",
    "left-behind": "name the folder, so that all translations are converted",
    "bundle": "mend the other page first",
}


class Conflict(NamedTuple):
    """Why nothing can be done to a page."""

    code: str
    why: str


def without_conflicts(base: Base, files: Iterable[FilePlan], languages: Collection[str] = ()) -> tuple[FilePlan, ...]:
    """The files of a plan, with those refused that stand in each other's or in the disk's way.

    Other pages that lie in a bundle that moves are told where they go with it.
    """
    listed = tuple(files)
    found = _conflicts(_Disk(base, languages), listed)
    if found:
        listed = tuple(refused(base, file, found[i]) if i in found else file for i, file in enumerate(listed))
    bundles = bundle_moves((file for file in listed if file.state == "changed"), languages)
    return tuple(_taken_along(file, bundles) for file in listed) if bundles else listed


def refused(base: Base, file: FilePlan, conflict: Conflict) -> FilePlan:
    """A page of a plan to which nothing will be done, with the reason and the remedy."""
    name = base.label(file.path)
    remedy = _REMEDIES[conflict.code]
    return file.instead("refused", conflict.code, f"{problem_line(name, 1, 1, *conflict)} ({remedy})")


def _taken_along(file: FilePlan, bundles: Mapping[str, str]) -> FilePlan:
    if file.state != "changed" or file.to or not (folder := bundle_of(file.path, bundles)):
        return file
    return file._replace(to=bundles[folder] + file.path[len(folder) :])


def _conflicts(disk: _Disk, files: tuple[FilePlan, ...]) -> dict[int, Conflict]:
    """The first conflict of every page that has one, by its place in the plan."""
    changed = [i for i, file in enumerate(files) if file.state == "changed"]
    links = {i for i in changed if os.path.islink(disk.base.file(files[i].path))}
    found = {i: conflict for i in changed if (conflict := _leaves(disk, files[i], is_link=i in links))}
    _add(found, _linked(disk, files, changed, links))
    bundles = bundle_moves((files[i] for i in changed), disk.languages)
    along = {i: folder for i in changed if files[i].to and (folder := _along(disk, files[i], bundles))}
    moving = [i for i in changed if files[i].to and i not in along]
    for check in (_alone, _shared_targets, _like_targets):
        _add(found, check(disk, files, [i for i in moving if i not in found]))
    _add(found, _together(disk, files, moving, found))
    _add(found, _in_sections(disk, files, found))
    stays = {move(files[i], disk.languages)[0] for i in moving if i in found}
    for i, folder in along.items():
        if folder in stays:
            found.setdefault(i, Conflict("bundle", f"it moves with {disk.base.label(folder)}, which does not"))
    return found


def _add(found: dict[int, Conflict], more: _Found) -> None:
    """Adds conflicts of pages that have none yet."""
    for i, conflict in more:
        found.setdefault(i, conflict)


def _along(disk: _Disk, file: FilePlan, bundles: Mapping[str, str]) -> str:
    """The bundle with which a page in it goes along, empty where it does not."""
    folder = bundle_of(file.path, bundles)
    is_own = is_leaf(file.path, disk.languages) and parent(file.path) == folder
    return folder if folder and not is_own and file.to == bundles[folder] + file.path[len(folder) :] else ""


class _Disk:
    """What a disk holds, each folder looked at once."""

    def __init__(self, base: Base, languages: Collection[str]) -> None:
        self.base, self.languages = base, languages
        self._reals: dict[str, str] = {}
        self._folders: dict[str, _Folder] = {}

    @cached_property
    def root(self) -> str:
        return os.path.realpath(self.base.root)

    def real(self, folder: str) -> str:
        """Where a folder really lies, or would."""
        if folder not in self._reals:
            above, _, name = folder.rpartition("/")
            file = self.base.file(folder)
            plain = name not in ("", ".", "..") and not os.path.isabs(folder) and not os.path.islink(file)
            self._reals[folder] = os.path.join(self.real(above), name) if plain else os.path.realpath(file)
        return self._reals[folder]

    def is_inside(self, real: str) -> bool:
        return real == self.root or real.startswith(os.path.join(self.root, ""))

    def folder(self, path: str) -> _Folder:
        """What lies in a folder, nothing where there is none."""
        if path not in self._folders:
            try:
                self._folders[path] = _folder(os.listdir(self.base.file(path)), path, self.languages)
            except OSError:
                self._folders[path] = _folder([], path, self.languages)
        return self._folders[path]

    def device(self, path: str) -> int:
        return os.stat(self.base.file(path)).st_dev

    def exists(self, path: str) -> bool:
        return path.rpartition("/")[2] in self.folder(parent(path)).names or os.path.lexists(self.base.file(path))


class _Folder(NamedTuple):
    """The names in a folder, those that some disks cannot tell apart, and the pages by what their translations have
    in common."""

    names: frozenset[str]
    alike: dict[str, list[str]]
    families: dict[str, list[str]]
    is_bundle: bool


def _folder(names: Iterable[str], path: str, languages: Collection[str]) -> _Folder:
    listed = sorted(names)
    alike, families = defaultdict[str, list[str]](list), defaultdict[str, list[str]](list)
    for name in listed:
        alike[_folded(name)].append(name)
        if os.path.splitext(name)[1].lower() in SUFFIXES:
            beside = f"{path}/{name}" if path else name
            families[family(beside, languages)].append(beside)
    is_bundle = any(is_content(name) and file_name(name, languages).bundle == LEAF for name in listed)
    return _Folder(frozenset(listed), dict(alike), dict(families), is_bundle)


def _leaves(disk: _Disk, file: FilePlan, *, is_link: bool) -> Conflict | None:
    """Whether a page, or the place it is to go to, lies outside of the base; also through a link."""
    for path in (file.path, file.to):
        if path and (why := _foreign(path)):
            return Conflict("outside-site", why)
    real = os.path.realpath(disk.base.file(file.path)) if is_link else disk.real(parent(file.path))
    if not disk.is_inside(real):
        return Conflict("outside-site", f"the file really lies at {one_line(real)}")
    if not file.to:
        return None
    source, target = move(file, disk.languages)
    if is_link or os.path.islink(disk.base.file(source)):
        return Conflict("is-a-link", f"{one_line(source)} is a symbolic link, and would be moved")
    if not disk.is_inside(disk.real(parent(target))):
        return Conflict("outside-site", f"it would really lie in {one_line(disk.real(parent(target)))}")
    return None


def _foreign(path: str) -> str:
    """Why no page can lie at a path, empty where one can."""
    try:
        refuse_outside(path)
    except FileError as error:
        return f"{one_line(path)}: {error.why}"
    return ""


_Found = Iterator[tuple[int, Conflict]]


def _linked(disk: _Disk, files: tuple[FilePlan, ...], changed: list[int], links: set[int]) -> _Found:
    """Links to files of which something else is to become."""
    if not links:
        return
    reals = {os.path.join(disk.real(parent(files[i].path)), os.path.basename(files[i].path)): i for i in changed}
    for i in sorted(links):
        other = files[reals.setdefault(os.path.realpath(disk.base.file(files[i].path)), i)]
        if other.to or other.after != files[i].after:
            shown = disk.base.label(other.path)
            yield i, Conflict("is-a-link", f"it leads to {shown}, of which something else is to become")


def _alone(disk: _Disk, files: tuple[FilePlan, ...], moving: list[int]) -> _Found:
    """What is wrong with a move whatever becomes of the others."""
    sources = dict(move(files[i], disk.languages) for i in moving)
    bundles = bundle_moves((files[i] for i in moving), disk.languages)
    arriving = set(bundles.values())
    along = {files[i].path for i in moving}
    for i in moving:
        source, target = move(files[i], disk.languages)
        there, name = _existing(disk, parent(target)), disk.base.label(target)
        if is_renamed(files[i].path, files[i].to, disk.languages):
            yield i, _renamed_in_bundle(files[i])
        elif rest := left_behind(disk.base, files[i].path, files[i].to, disk.languages, along):
            yield i, Conflict("leaves-files", _left_behind(disk, rest))
        elif target.startswith(f"{source}/"):
            yield i, Conflict("inside-itself", f"{one_line(target)} lies in the bundle that moves")
        elif disk.exists(target):
            ring = _is_ring(sources, source)
            yield i, Conflict("move-ring" if ring else "target-exists", f"{name} is there")
        elif not os.path.isdir(disk.base.file(there)):
            yield i, Conflict("target-exists", f"{disk.base.label(there)} is there, and no folder")
        elif bundle := _bundle_above(disk, target) or bundle_of(target, arriving):
            yield i, Conflict("inside-bundle", f"{one_line(bundle)} is a page bundle, and its files are no pages")
        elif (bundle := bundle_of(source, bundles)) and bundle != source:
            yield i, Conflict("inside-bundle", f"it lies in {one_line(bundle)}, which moves as a whole")
        elif os.path.lexists(disk.base.file(source)) and disk.device(source) != disk.device(there):
            yield i, Conflict("other-device", f"{one_line(parent(target))} lies on another disk")


def _left_behind(disk: _Disk, rest: list[str]) -> str:
    names = ", ".join(disk.base.label(path) for path in rest[:_NAMED])
    more = f" and {len(rest) - _NAMED} more" if len(rest) > _NAMED else ""
    return f"{names}{more} {'belongs' if len(rest) == 1 else 'belong'} to it and would stay behind"


def _in_sections(disk: _Disk, files: tuple[FilePlan, ...], found: Mapping[int, Conflict]) -> _Found:
    """Files of sections whose page cannot move, and the pages of sections whose files cannot."""
    for folder, group in tied(files, disk.languages):
        bad = next((i for i in group if i in found), None)
        if folder and bad is None:
            continue
        other = "" if bad is None else disk.base.label(files[bad].path)
        why = f"it moves with {other}, which does not" if other else "its section does not move"
        yield from ((i, Conflict("bundle", why)) for i in group if i not in found)


def _renamed_in_bundle(file: FilePlan) -> Conflict:
    new = one_line(os.path.basename(file.to))
    return Conflict("bundle-page-renamed", f"a bundle moves as a whole, and its page would be named {new}")


def _is_ring(sources: dict[str, str], start: str) -> bool:
    """Whether the moves lead from a path back to it."""
    at, seen = sources.get(start), set()
    while at is not None and at not in seen:
        if at == start:
            return True
        seen.add(at)
        at = sources.get(at)
    return False


def _bundle_above(disk: _Disk, target: str) -> str:
    return next((folder for folder in folders_above(target) if disk.folder(folder).is_bundle), "")


def _existing(disk: _Disk, folder: str) -> str:
    """The nearest of a folder and those above it that is there."""
    return next((at for at in (folder, *folders_above(folder)) if at and os.path.lexists(disk.base.file(at))), "")


def _shared_targets(disk: _Disk, files: tuple[FilePlan, ...], moving: list[int]) -> _Found:
    """Two sources to one target."""
    yield from _alike(disk, files, moving, lambda target: target, "same-target")


def _like_targets(disk: _Disk, files: tuple[FilePlan, ...], moving: list[int]) -> _Found:
    """Targets that some disks cannot tell apart, from each other or from what is there."""
    yield from _alike(disk, files, moving, _composed, "differs-in-unicode")
    yield from _alike(disk, files, moving, _folded, "differs-in-case")
    for i in moving:
        for path in _arriving(disk, move(files[i], disk.languages)[1]):
            folder, name = parent(path), os.path.basename(path)
            for other in disk.folder(folder).alike.get(_folded(name), ()):
                if other != name:
                    code = "differs-in-unicode" if _composed(other) == _composed(name) else "differs-in-case"
                    yield i, Conflict(code, f"{disk.base.label(f'{folder}/{other}'.lstrip('/'))} is there")


def _arriving(disk: _Disk, target: str) -> Iterator[str]:
    """A target, and the folders that will be made for it."""
    while target and not disk.exists(target):
        yield target
        target = parent(target)


def _alike(disk: _Disk, files: tuple[FilePlan, ...], moving: list[int], key: Callable[[str], str], code: str) -> _Found:
    groups: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for i in moving:
        source, target = move(files[i], disk.languages)
        groups[key(target)][source].append(i)
    for sources in groups.values():
        names = list(sources)
        for name in names if len(names) > 1 else ():
            other = names[0] if name != names[0] else names[1]
            for i in sources[name]:
                target = disk.base.name(move(files[i], disk.languages)[1])
                yield i, Conflict(code, f"{disk.base.label(other)} would become {one_line(target)} too")


def _composed(path: str) -> str:
    return unicodedata.normalize("NFC", path)


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", path.casefold())


def _together(disk: _Disk, files: tuple[FilePlan, ...], moving: list[int], found: dict[int, Conflict]) -> _Found:
    """Pages that move with one that cannot: a bundle and its translations go together, or stay."""
    states = {file.path: (file, found.get(i)) for i, file in enumerate(files)}
    for i in moving:
        for other in _companions(disk, files[i].path):
            file, conflict = states.get(other, (None, None))
            shown = disk.base.label(other)
            if file is None and is_leaf(other, disk.languages) and _differ_in_suffix(files[i].path, other):
                continue
            if file is None:
                yield i, Conflict("left-behind", f"{shown} is a translation of it, and not among the pages of this run")
            elif conflict is not None or not _goes_along(disk, files[i], file):
                yield i, Conflict("bundle", f"it moves with {shown}, which does not")


def _differ_in_suffix(path: str, other: str) -> bool:
    """Whether two pages have one name but for the suffix, so that neither is a translation of the other."""
    return os.path.splitext(path)[0] == os.path.splitext(other)[0]


def _companions(disk: _Disk, path: str) -> Iterator[str]:
    """The translations of a page that lie beside it."""
    beside = disk.folder(parent(path)).families.get(family(path, disk.languages), ())
    return (other for other in beside if other != path)


def _goes_along(disk: _Disk, file: FilePlan, other: FilePlan) -> bool:
    """Whether a translation goes to the same place, or is as it should be and goes along in the bundle."""
    if other.state in ("unchanged", "skipped"):
        return is_leaf(file.path, disk.languages)
    if other.state != "changed" or not other.to:
        return False
    return family(file.to, disk.languages) == family(other.to, disk.languages)
