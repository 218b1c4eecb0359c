"""What lies beside a page in its site: the decks and the projects that a page may name."""

from __future__ import annotations

import os
from functools import lru_cache
from typing import NamedTuple

SLIDES = ("slides", "slide")
PROJECTS = ("project", "projects")


class Neighbours(NamedTuple):
    """Names in lowercase, without a suffix; None where the page lies in no content folder."""

    slides: frozenset[str] | None
    projects: frozenset[str] | None


def neighbours_of(path: str | os.PathLike[str]) -> Neighbours:
    """The decks and projects beside a page: in the nearest folder of that name, up to the content folder."""
    return _beside(os.path.dirname(os.path.abspath(path)))


@lru_cache(maxsize=4096)
def _beside(folder: str) -> Neighbours:
    parts = folder.split(os.sep)
    if "content" not in parts:
        return Neighbours(None, None)
    top = len(parts) - parts[::-1].index("content")
    above = tuple(os.sep.join(parts[:n]) for n in range(len(parts), top - 1, -1))
    return Neighbours(_names(above, SLIDES), _names(above, PROJECTS))


@lru_cache(maxsize=4096)
def _names(folders: tuple[str, ...], wanted: tuple[str, ...]) -> frozenset[str]:
    for folder in folders:
        found = [name for one in wanted for name in _listed(os.path.join(folder, one))]
        if found:
            return frozenset(found)
    return frozenset()


@lru_cache(maxsize=4096)
def _listed(folder: str) -> tuple[str, ...]:
    try:
        return tuple(name.lower().partition(".md")[0] for name in os.listdir(folder))
    except OSError:
        return ()
