"""The files of a bundle that would be left behind if only its page went elsewhere.

Rules: Hugo 0.168, checked against the binary. All that lies in the folder of a leaf bundle is part of it. A branch
bundle has the files in its folder and below that are no pages and lie in no other bundle; pages below it are none.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator

from hugoconv.hugo.page_path import SINGLE, file_name, is_content, is_ignored
from hugoconv.site.base import Base
from hugoconv.site.move.groups import is_branch, is_leaf, parent


def is_renamed(path: str, to: str, languages: Collection[str]) -> bool:
    """Whether the page of a leaf bundle is to have another name in its bundle."""
    is_both = is_leaf(path, languages) and is_leaf(to, languages)
    return is_both and os.path.basename(path) != os.path.basename(to)


def left_behind(base: Base, path: str, to: str, languages: Collection[str], along: Collection[str] = ()) -> list[str]:
    """The files of the bundle of a page that would stay where they are, those left out that go along."""
    folder = parent(path)
    if is_leaf(path, languages) and not is_leaf(to, languages):
        return list(_files(base, folder, languages, is_leaf_bundle=True))
    if is_branch(path, languages) and (parent(to) != folder or not is_branch(to, languages)):
        return [file for file in files_of_section(base, folder, languages) if file not in along]
    return []


def files_of_section(base: Base, folder: str, languages: Collection[str]) -> Iterator[str]:
    """The files of the bundle of a section."""
    return _files(base, folder, languages, is_leaf_bundle=False)


def _files(
    base: Base, folder: str, languages: Collection[str], *, is_leaf_bundle: bool, is_top: bool = True
) -> Iterator[str]:
    try:
        with os.scandir(base.file(folder)) as found:
            entries = sorted((item for item in found if not is_ignored(item.name)), key=lambda item: item.name)
    except OSError:
        return
    names = [item.name for item in entries if not item.is_dir(follow_symlinks=False)]
    if not is_top and not is_leaf_bundle and any(_is_page_of_bundle(name, languages) for name in names):
        return
    for name in names:
        is_own = is_content(name) and ((is_top and _is_page_of_bundle(name, languages)) or not is_leaf_bundle)
        if not is_own:
            yield f"{folder}/{name}"
    for item in entries:
        if item.is_dir(follow_symlinks=False):
            yield from _files(base, f"{folder}/{item.name}", languages, is_leaf_bundle=is_leaf_bundle, is_top=False)


def _is_page_of_bundle(name: str, languages: Collection[str]) -> bool:
    return is_content(name) and file_name(name, languages).bundle != SINGLE
