"""Which files of a walk are meant: ``--include``, ``--exclude`` and ``.hugoconvignore``, by the rules of gitignore; and
patterns in the place of paths."""

from __future__ import annotations

import glob
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from hugoconv.files.read import read_bytes
from hugoconv.hugo.page_path import is_content
from hugoconv.refusals import file_error
from hugoconv.site.walk import WalkedFile

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

IGNORE_FILE = ".hugoconvignore"


class Globs(NamedTuple):
    """A file has to match one that is included, if any is, and none that is excluded."""

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()

    def take(self, names: Sequence[str]) -> bool:
        """Whether a file is meant that has these names."""
        if self.include and not _matches(self.include, "--include", names):
            return False
        return not _matches(self.exclude, "--exclude", names)


class Patterns(NamedTuple):
    """What the command line says, and what the settings of the site do."""

    given: Globs = Globs()
    settled: Globs = Globs()


ALL = Patterns()


def keeper(patterns: Patterns) -> Callable[[WalkedFile], bool]:
    """What tells whether a file is meant. One that is named itself is, whatever the settings and the ignore file say.

    Those count from the site, patterns of the command line from where it runs, too. What is returned raises FileError
    for an ignore file that cannot be read or holds no patterns; it remembers what it read, for one run.
    """
    ignored_in = cache(_ignored)

    def keep(found: WalkedFile) -> bool:
        top, inside, given = found.base.root, (found.path,), patterns.given
        if any(given) and not given.take((*inside, _below(found.name, os.curdir))):
            return False
        if found.named:
            return True
        return patterns.settled.take(inside) and not _matches(ignored_in(top), os.path.join(top, IGNORE_FILE), inside)

    return keep


def refuse_bad_patterns(patterns: Iterable[str], source: str) -> None:
    """Raises FileError (``patterns``) for what is no pattern; ``source`` says where they stand."""
    _spec(tuple(patterns), source)


def expanded(paths: Iterable[str]) -> Iterator[str]:
    """The paths, and in the place of a pattern that no shell has expanded what it matches; a path that is there is
    itself, whatever characters it has."""
    for path in paths:
        found = [] if os.path.lexists(path) or not glob.has_magic(path) else sorted(glob.glob(path, recursive=True))
        # The pattern itself where it matches nothing, so that it is told as a path that is not there.
        yield from [one for one in found if os.path.isdir(one) or is_content(one)] or [path]


def _matches(patterns: tuple[str, ...], source: str, names: Sequence[str]) -> bool:
    return bool(patterns) and any(_spec(patterns, source).match_file(name) for name in names)


def _below(path: str, folder: str) -> str:
    """A path from a folder; of one outside, from the root of the disk, where no pattern from the folder reaches it."""
    name = os.path.relpath(os.path.abspath(path), os.path.abspath(folder))
    return (os.path.abspath(path) if name.split(os.sep)[0] == os.pardir else name).replace(os.sep, "/").lstrip("/")


def _ignored(top: str) -> tuple[str, ...]:
    path = os.path.join(top, IGNORE_FILE)
    if not os.path.lexists(path):
        return ()
    try:
        return tuple(read_bytes(path).decode("utf-8-sig").splitlines())
    except UnicodeDecodeError as error:
        raise file_error(path, "patterns", case="not-utf-8", byte=error.start) from None


@cache
def _spec(patterns: tuple[str, ...], source: str) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec

    try:
        return GitIgnoreSpec.from_lines(patterns)
    except ValueError as error:
        raise file_error(source, "patterns", why=error) from None
