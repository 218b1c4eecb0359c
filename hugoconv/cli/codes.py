"""Which codes of a check are wanted: ``--select`` and ``--ignore``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fnmatch import fnmatchcase

import click

from hugoconv.cli.suggestions import meant
from hugoconv.files.explanations import explanations


def chosen(select: Sequence[str], ignore: Sequence[str]) -> Callable[[str], bool]:
    """Whether a code is wanted: one that is selected, or all of them, and not ignored. Wrong usage for what names no
    code: a pattern (``*-date``), the beginning of some (``yaml``) or a code; several are parted by commas.

    >>> wanted = chosen(["bad-date,yaml"], ["yaml-t*"])
    >>> [code for code in ("bad-date", "yaml-syntax", "fence") if wanted(code)]
    ['bad-date', 'yaml-syntax']
    """
    taken, left = _codes(select, "--select"), _codes(ignore, "--ignore")
    return lambda code: (not select or code in taken) and code not in left


def _codes(given: Iterable[str], option: str) -> frozenset[str]:
    found: set[str] = set()
    known = tuple(explanations()) if given else ()
    for pattern in (part.strip() for text in given for part in text.split(",")):
        codes = [code for code in known if code.startswith(pattern) or fnmatchcase(code, pattern)]
        codes = [pattern] if pattern in known else codes
        if not codes or not pattern:
            if option == "--ignore" and "*" in pattern:
                continue
            raise click.UsageError(f"{option}: no code is called {pattern!r}.{meant(pattern, known)}")
        found.update(codes)
    return frozenset(found)
