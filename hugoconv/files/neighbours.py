"""What lies beside a page in its site: the decks and the projects that a page may name."""

from __future__ import annotations

import os
import posixpath
from functools import lru_cache
from typing import NamedTuple

from hugoconv.hugo.page_path import ContentRules, content_folder, folders_of, inside, likely_rules

SLIDES = ("slides", "slide")
PROJECTS = ("project", "projects")


class Neighbours(NamedTuple):
    """Names in lowercase, without a suffix; None where the page lies in no content folder."""

    slides: frozenset[str] | None
    projects: frozenset[str] | None


def neighbours_of(root: str, path: str, rules: ContentRules | None = None) -> Neighbours:
    """The decks and projects beside the page at a path from the root of its site: in the nearest folder of that name,
    up to the content. Without ``rules`` nothing is known of the site."""
    known = rules or likely_rules(path)
    try:
        return _beside(root, posixpath.dirname(inside(path, known)), content_folder(path, known).language, known)
    except ValueError:
        return Neighbours(None, None)


@lru_cache(maxsize=4096)
def _beside(root: str, folder: str, language: str, rules: ContentRules) -> Neighbours:
    slides: frozenset[str] = frozenset()
    projects: frozenset[str] = frozenset()
    above: str | None = folder
    while above is not None:
        slides = slides or _names(root, above, SLIDES, language, rules)
        projects = projects or _names(root, above, PROJECTS, language, rules)
        above = posixpath.dirname(above) if above else None
    return Neighbours(slides, projects)


def _names(root: str, above: str, wanted: tuple[str, ...], language: str, rules: ContentRules) -> frozenset[str]:
    folders = (folder for one in wanted for folder in folders_of(posixpath.join(above, one), language, rules))
    return frozenset(name for folder in folders for name in _listed(os.path.join(root, folder)))


@lru_cache(maxsize=4096)
def _listed(folder: str) -> tuple[str, ...]:
    try:
        return tuple(name.lower().partition(".md")[0] for name in os.listdir(folder))
    except OSError:
        return ()
