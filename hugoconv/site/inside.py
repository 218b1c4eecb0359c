"""What of a folder is the site's own: every path of a plan and of a journal has to lie there."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from hugoconv.errors import FileError
from hugoconv.files.rooted_path import is_name, parts_of
from hugoconv.refusals import file_error
from hugoconv.text.regex import regex

# What a version control keeps can make it run programs, and the journals are ours; no page lies there.
_FORBIDDEN = frozenset([".git", ".hg", ".svn", ".bzr", ".jj", ".hugoconv"])
# The short name that Windows gives to such a folder.
_SHORT = regex(r"(?:git|hugoco)~\d+\Z")


def refuse_outside(path: str) -> None:
    """Raises FileError ``outside-site`` for a path that leads out of the site, or into what is no part of it.

    >>> refuse_outside("content/.github/a.md")
    >>> refuse_outside("content/.GIT/hooks/pre-commit")
    Traceback (most recent call last):
    hugoconv.errors.FileError: content/.GIT/hooks/pre-commit: outside-site: .GIT is no part of the site
    """
    folder, _, name = path.rpartition("/")
    for part in (name,) if folder and is_name(name) and is_own(folder) else parts_of(path):
        if ("." in part or "~" in part) and _is_forbidden(part):
            raise file_error(path, "outside-site", case="part", part=part)


@lru_cache(maxsize=4096)
def is_own(folder: str) -> bool:
    """Whether a folder is the site's own."""
    try:
        refuse_outside(folder)
    except FileError:
        return False
    return True


@lru_cache(maxsize=4096)
def _is_forbidden(part: str) -> bool:
    """Whether some disk takes a name for one of those: without the case of its letters, characters that are not seen,
    or what Windows does not count at the end."""
    seen = part if part.isascii() else "".join(c for c in part if unicodedata.category(c) != "Cf")
    name = unicodedata.normalize("NFKC", seen).casefold().partition(":")[0].rstrip(" .")
    return name in _FORBIDDEN or bool(_SHORT.match(name))
