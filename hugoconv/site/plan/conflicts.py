"""What stands in the way of a plan as a whole: found before anything is written, all of it at once.

Each page that cannot be done gets its reason; the pages that move with it are left with it.
"""

from __future__ import annotations

import os
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from hugoconv.errors import FileError, one_line, problem_line
from hugoconv.files import rooted_path as beneath
from hugoconv.hugo.page_path import LEAF, SUFFIXES, file_name, is_content
from hugoconv.refusals import Message, message
from hugoconv.site.base import Base
from hugoconv.site.inside import refuse_outside
from hugoconv.site.move.groups import bundle_moves, bundle_of, family, folders_above, is_leaf, move, parent, tied
from hugoconv.site.move.left_files import is_renamed, left_behind
from hugoconv.site.plan.file_plan import FilePlan, digest

_NAMED = 3  # files that would stay behind, and are named


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


def refused(base: Base, file: FilePlan, conflict: Message) -> FilePlan:
    """A page of a plan to which nothing will be done, with the reason and the remedy."""
    name = base.label(file.path)
    line = problem_line(name, 1, 1, conflict.code, conflict.why)
    return file.instead("refused", conflict.code, f"{line} ({conflict.remedy})")


def _taken_along(file: FilePlan, bundles: Mapping[str, str]) -> FilePlan:
    if file.state != "changed" or file.to or not (folder := bundle_of(file.path, bundles)):
        return file
    return file._replace(to=bundles[folder] + file.path[len(folder) :])


def _conflicts(disk: _Disk, files: tuple[FilePlan, ...]) -> dict[int, Message]:
    """The first conflict of every page that has one, by its place in the plan."""
    changed = [i for i, file in enumerate(files) if file.state == "changed"]
    links = {i for i in changed if os.path.islink(disk.base.file(files[i].path))}
    found = {i: conflict for i in changed if (conflict := _leaves(disk, files[i], is_link=i in links))}
    _add(found, _linked(disk, files, changed, links))
    bundles = bundle_moves((files[i] for i in changed), disk.languages)
    along = {i: folder for i in changed if files[i].to and (folder := _along(disk, files[i], bundles))}
    moving = [i for i in changed if files[i].to and i not in along]
    _add(found, _made(disk, files, changed, bundles))
    # In this order, and each without what an earlier one has found: two pages of which one cannot move anyway do not
    # stand in each other's way.
    for check in (_alone, _shared_targets, _like_targets):
        _add(found, check(disk, files, [i for i in moving if i not in found]))
    # After those, since one page that cannot move leaves all that would have moved with it.
    _add(found, _together(disk, files, moving, found))
    _add(found, _in_sections(disk, files, found))
    stays = {move(files[i], disk.languages)[0] for i in moving if i in found}
    for i, folder in along.items():
        if folder in stays:
            found.setdefault(i, message("bundle", page=disk.base.label(folder)))
    return found


def _add(found: dict[int, Message], more: _Found) -> None:
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
            # A folder that is no link lies where the one above it does: `realpath` would look at every part of every
            # path anew.
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
        # The disk is asked too: it may take a name of another spelling for this one.
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


def _leaves(disk: _Disk, file: FilePlan, *, is_link: bool) -> Message | None:
    """Whether a page, or the place it is to go to, lies outside of the base; also through a link."""
    for path in (file.path, file.to):
        if path and (found := _foreign(path)):
            return found
    real = os.path.realpath(disk.base.file(file.path)) if is_link else disk.real(parent(file.path))
    if not disk.is_inside(real):
        return message("outside-site", "page", path=one_line(real))
    if not file.to:
        return None
    source, target = move(file, disk.languages)
    if is_link or os.path.islink(disk.base.file(source)):
        return message("is-a-link", "moved", path=one_line(source))
    if not disk.is_inside(disk.real(parent(target))):
        return message("outside-site", "target", path=one_line(disk.real(parent(target))))
    return None


def _foreign(path: str) -> Message | None:
    """Why no page can lie at a path, None where one can."""
    try:
        refuse_outside(path)
    except FileError as error:
        return message("outside-site", "foreign", path=one_line(path), why=error.why)
    return None


_Found = Iterator[tuple[int, Message]]


def _linked(disk: _Disk, files: tuple[FilePlan, ...], changed: list[int], links: set[int]) -> _Found:
    """Links to files of which something else is to become."""
    if not links:
        return
    reals = {os.path.join(disk.real(parent(files[i].path)), os.path.basename(files[i].path)): i for i in changed}
    for i in sorted(links):
        other = files[reals.setdefault(os.path.realpath(disk.base.file(files[i].path)), i)]
        if other.to or other.after != files[i].after:
            yield i, message("is-a-link", "other-page", page=disk.base.label(other.path))


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
            yield i, _left_behind(disk, rest)
        elif target.startswith(f"{source}/"):
            yield i, message("inside-itself", target=one_line(target))
        elif disk.exists(target):
            ring = _is_ring(sources, source)
            yield i, message("move-ring" if ring else "target-exists", target=name)
        elif not os.path.isdir(disk.base.file(there)):
            yield i, message("target-exists", "no-folder", target=disk.base.label(there))
        elif bundle := _bundle_above(disk, target) or bundle_of(target, arriving):
            yield i, message("inside-bundle", "into", bundle=one_line(bundle))
        elif (bundle := bundle_of(source, bundles)) and bundle != source:
            yield i, message("inside-bundle", "out-of", bundle=one_line(bundle))
        # There is no rename from one file system to another, and a copy is not whole at every instant.
        elif os.path.lexists(disk.base.file(source)) and disk.device(source) != disk.device(there):
            yield i, message("other-device", folder=one_line(parent(target)))


def _left_behind(disk: _Disk, rest: list[str]) -> Message:
    names = ", ".join(disk.base.label(path) for path in rest[:_NAMED])
    more = f" and {len(rest) - _NAMED} more" if len(rest) > _NAMED else ""
    return message("leaves-files", "one" if len(rest) == 1 else "", files=names + more)


def _in_sections(disk: _Disk, files: tuple[FilePlan, ...], found: Mapping[int, Message]) -> _Found:
    """Files of sections whose page cannot move, and the pages of sections whose files cannot."""
    for folder, group in tied(files, disk.languages):
        bad = next((i for i in group if i in found), None)
        if folder and bad is None:
            continue
        why = message("bundle", "section") if bad is None else message("bundle", page=disk.base.label(files[bad].path))
        yield from ((i, why) for i in group if i not in found)


def _renamed_in_bundle(file: FilePlan) -> Message:
    new = one_line(os.path.basename(file.to))
    return message("bundle-page-renamed", name=new)


def _is_ring(sources: dict[str, str], start: str) -> bool:
    """Whether the moves lead from a path back to it."""
    at, seen = sources.get(start), set()
    # A chain may run into a ring of others, and would go round in it for ever.
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
    for i, other, target in _alike(disk, files, moving, lambda target: target):
        yield i, message("same-target", page=other, target=target)


def _made(disk: _Disk, files: tuple[FilePlan, ...], changed: list[int], bundles: Mapping[str, str]) -> _Found:
    """Files that are to be made or taken away where that cannot be."""
    made = [i for i in changed if files[i].is_created or files[i].is_deleted]
    if not made:
        return
    places = Counter(_composed(_folded(path)) for i in changed for path in {files[i].path, files[i].to} - {""})
    for i in made:
        path = files[i].path
        target = disk.base.label(path)
        # As the disk may see it: on some of them two names that differ in case or in Unicode are one file.
        if places[_composed(_folded(path))] > 1:
            yield i, message("same-target", "several", target=target)
        elif os.path.islink(disk.base.file(path)) and not files[i].is_created:
            yield i, message("is-a-link", "deleted", path=one_line(path))
        elif folder := bundle_of(path, {**bundles, **dict.fromkeys(bundles.values(), "")}):
            yield i, message("inside-bundle", "made", bundle=one_line(folder))
        elif files[i].is_created and (found := _in_the_way(disk, files[i])):
            yield i, found


def _in_the_way(disk: _Disk, file: FilePlan) -> Message | None:
    """What stands in the way of a file that is to be made, unless it is that file."""
    there = _existing(disk, parent(file.path))
    if disk.exists(file.path):
        try:
            is_it = digest(beneath.read(disk.base.rooted(file.path))[0]) == file.after
        except (OSError, FileError):
            is_it = False
        # The very file is no hindrance: a plan that has been carried out already does nothing the second time.
        return None if is_it else message("target-exists", target=disk.base.label(file.path))
    if not os.path.isdir(disk.base.file(there)):
        return message("target-exists", "no-folder", target=disk.base.label(there))
    for path in _arriving(disk, file.path):
        for other in disk.folder(parent(path)).alike.get(_folded(os.path.basename(path)), ()):
            return message("differs-in-case", "there", target=disk.base.label(f"{parent(path)}/{other}".lstrip("/")))
    return None


def _like_targets(disk: _Disk, files: tuple[FilePlan, ...], moving: list[int]) -> _Found:
    """Targets that some disks cannot tell apart, from each other or from what is there."""
    for i, other, target in _alike(disk, files, moving, _composed):
        yield i, message("differs-in-unicode", page=other, target=target)
    for i, other, target in _alike(disk, files, moving, _folded):
        yield i, message("differs-in-case", page=other, target=target)
    for i in moving:
        for path in _arriving(disk, move(files[i], disk.languages)[1]):
            folder, name = parent(path), os.path.basename(path)
            for other in disk.folder(folder).alike.get(_folded(name), ()):
                if other != name:
                    is_composed = _composed(other) == _composed(name)
                    there = disk.base.label(f"{folder}/{other}".lstrip("/"))
                    found = message("differs-in-unicode" if is_composed else "differs-in-case", "there", target=there)
                    yield i, found


def _arriving(disk: _Disk, target: str) -> Iterator[str]:
    """A target, and the folders that will be made for it."""
    while target and not disk.exists(target):
        yield target
        target = parent(target)


def _alike(
    disk: _Disk, files: tuple[FilePlan, ...], moving: list[int], key: Callable[[str], str]
) -> Iterator[tuple[int, str, str]]:
    """The moves to places with one key, each with another page that goes there, and the place."""
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
                yield i, disk.base.label(other), one_line(target)


def _composed(path: str) -> str:
    return unicodedata.normalize("NFC", path)


# Disks of Windows and macOS do not tell the case of letters apart, those of macOS neither how an accent is composed.
def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", path.casefold())


def _together(disk: _Disk, files: tuple[FilePlan, ...], moving: list[int], found: dict[int, Message]) -> _Found:
    """Pages that move with one that cannot: a bundle and its translations go together, or stay."""
    states = {file.path: (file, found.get(i)) for i, file in enumerate(files)}
    for i in moving:
        for other in _companions(disk, files[i].path):
            file, conflict = states.get(other, (None, None))
            shown = disk.base.label(other)
            if file is None and is_leaf(other, disk.languages) and _differ_in_suffix(files[i].path, other):
                continue
            if file is None:
                yield i, message("left-behind", page=shown)
            elif conflict is not None or not _goes_along(disk, files[i], file):
                yield i, message("bundle", page=shown)


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
