"""Which files of a plan belong together: a page bundle with its translations, the translations of a single file, or the
page of a section with the files of its bundle.

A move group is changed and moved as a whole or not at all.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from hugoconv.hugo.page_path import BRANCH, LEAF, file_name, is_content
from hugoconv.site.plan.file_plan import FilePlan


class MoveGroup(NamedTuple):
    """Pages that are written together, and what is renamed with them.

    ``moves`` leads from old paths to new ones, a folder for a leaf bundle, else files; empty where nothing moves.
    """

    files: tuple[FilePlan, ...]
    moves: tuple[tuple[str, str], ...] = ()

    @property
    def sources(self) -> tuple[str, ...]:
        """The paths at which nothing is left."""
        return (*(source for source, _ in self.moves), *(file.path for file in self.files if file.is_deleted))

    @property
    def targets(self) -> tuple[str, ...]:
        """The paths at which something comes to be."""
        return (*(target for _, target in self.moves), *(file.path for file in self.files if file.is_created))


def is_leaf(path: str, languages: Collection[str]) -> bool:
    """Whether a page is the one of a leaf bundle: its folder moves with all that lies in it.

    >>> [is_leaf(path, ("en", "zh")) for path in ("talk/a/Index.zh.md", "talk/a/index.fr.md", "talk/a.md", "index.md")]
    [True, False, False, False]
    """
    return "/" in path and file_name(path, languages).bundle == LEAF


def is_branch(path: str, languages: Collection[str]) -> bool:
    """Whether a page is that of a section.

    >>> [is_branch(path, ("en", "zh")) for path in ("project/_index.md", "project/_Index.zh.md", "_index.png")]
    [True, True, False]
    """
    return is_content(path) and file_name(path, languages).bundle == BRANCH


def parent(path: str) -> str:
    """The folder of a path, empty for the base itself."""
    return path.rpartition("/")[0]


def folders_above(path: str) -> Iterator[str]:
    """The folders in which a path lies, the nearest first, without the base.

    >>> list(folders_above("content/talk/a.md"))
    ['content/talk', 'content']
    """
    folder = parent(path)
    while folder:
        yield folder
        folder = parent(folder)


def family(path: str, languages: Collection[str]) -> str:
    """What the translations of a page have in common: the folder of its bundle, or its name without a language.

    >>> family("talk/a/index.zh.md", ()), family("talk/a.zh.md", ("en", "zh")), family("talk/a.b.md", ("en", "zh"))
    ('talk/a/', 'talk/a', 'talk/a.b')
    >>> family("talk/a.zh.md", ()), family("talk/a.zh.md", ("en",))
    ('talk/a', 'talk/a.zh')
    """
    folder, slash, _ = path.rpartition("/")
    return f"{folder}/" if is_leaf(path, languages) else folder + slash + file_name(path, languages).base


def groups(files: Iterable[FilePlan], languages: Collection[str] = ()) -> Iterator[MoveGroup]:
    """The changed files of a plan in groups, in the order of their first pages."""
    changed = [file for file in files if file.state == "changed"]
    bundles = bundle_moves(changed, languages)
    found: dict[str, list[FilePlan]] = {}
    # Before the names of pages are asked: a file of a section lies beside its page like a page of its own.
    sections = {i: f"{folder}/_index" for folder, group in tied(changed, languages) if folder for i in group}
    for i, file in enumerate(changed):
        found.setdefault(sections.get(i) or _together(file, bundles, languages), []).append(file)
    for key, group in found.items():
        folder = key.removesuffix("/")
        whole = key.endswith("/") and folder in bundles
        moves = [(folder, bundles[folder])] if whole else [move(file, languages) for file in group if file.to]
        yield MoveGroup(tuple(group), tuple(dict.fromkeys(moves)))


def _together(file: FilePlan, bundles: Mapping[str, str], languages: Collection[str]) -> str:
    """What the files of a move group have in common: for those of a bundle that moves its folder, with a slash."""
    if bundles and (folder := bundle_of(file.path, bundles)):
        return f"{folder}/"
    return family(file.path, languages) if file.to else file.path


def move(file: FilePlan, languages: Collection[str]) -> tuple[str, str]:
    """What is renamed when a page moves."""
    if is_leaf(file.path, languages) and is_leaf(file.to, languages):
        return parent(file.path), parent(file.to)
    return file.path, file.to


def bundle_moves(files: Iterable[FilePlan], languages: Collection[str]) -> dict[str, str]:
    """The folders of the bundles that move, and where they go."""
    moved = (file for file in files if file.to and is_leaf(file.path, languages) and is_leaf(file.to, languages))
    return dict(move(file, languages) for file in moved)


def bundle_of(path: str, bundles: Collection[str]) -> str:
    """The outermost of some folders in which a file lies, empty where it lies in none.

    >>> bundle_of("talk/a/more/index.md", {"talk/a", "talk/a/more"}), bundle_of("talk/a.md", {"talk/a"})
    ('talk/a', '')
    """
    found = ""
    for folder in folders_above(path):
        # On to the top: only the outermost folder is renamed, and the inner ones go with it.
        found = folder if folder in bundles else found
    return found


def carried(path: str, bundles: Mapping[str, str]) -> str:
    """Where a file goes with the bundle in which it lies; empty where that does not move.

    >>> carried("talk/a/more/x.md", {"talk/a": "post/a"}), carried("talk/b.md", {"talk/a": "post/a"})
    ('post/a/more/x.md', '')
    """
    folder = bundle_of(path, bundles)
    return bundles[folder] + path[len(folder) :] if folder else ""


def section_moves(files: Iterable[FilePlan], languages: Collection[str]) -> dict[str, str]:
    """The folders of the sections whose page moves to another folder under its name, and where they go."""
    return {
        parent(file.path): parent(file.to)
        for file in files
        if file.state == "changed"
        and is_branch(file.path, languages)
        and os.path.basename(file.path) == os.path.basename(file.to)
        and parent(file.path) != parent(file.to)
    }


def tied(files: Sequence[FilePlan], languages: Collection[str]) -> Iterator[tuple[str, list[int]]]:
    """The page of every section that moves, in all languages, with the files of its bundle that go along, by their
    places; under no name files whose section does not move."""
    sections, found = section_moves(files, languages), dict[str, list[int]]()
    for i, file in enumerate(files) if sections else ():
        if file.to and file.state == "changed" and is_branch(file.path, languages) and parent(file.path) in sections:
            found.setdefault(parent(file.path), []).append(i)
    others = [i for i, file in enumerate(files) if file.to and file.state == "changed" and not is_content(file.path)]
    stems = {os.path.splitext(file.path)[0] for file in files if is_content(file.path)} if others else set()
    for i in others:
        if os.path.splitext(files[i].path)[0] not in stems:  # else it goes with the page of its name
            found.setdefault(_section_of(files[i], sections), []).append(i)
    yield from found.items()


def _section_of(file: FilePlan, sections: Mapping[str, str]) -> str:
    """The innermost section that moves as a file of it does, empty for none."""
    moving = (folder for folder in folders_above(file.path) if folder in sections)
    return next((folder for folder in moving if file.to == sections[folder] + file.path[len(folder) :]), "")
