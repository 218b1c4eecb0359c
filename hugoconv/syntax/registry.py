"""The syntaxes that can be read and changed, by the kind that a page's first characters name.

Each is loaded when a page of it is met: a site has pages in one, and each takes its time to load.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from importlib import import_module
from typing import NamedTuple

from hugoconv.syntax.base import Syntax
from hugoconv.text.regex import regex


class Home(NamedTuple):
    """The module of a syntax, in which its instance has the syntax's name in uppercase, and the fence around it.

    Front matter without a fence is known by its first character; ``envelope.py`` finds its end.
    """

    module: str
    fence: str = ""


HOMES = {
    "yaml": Home("hugoconv.syntax.yaml", "---"),
    "toml": Home("hugoconv.syntax.toml", "+++"),
    "json": Home("hugoconv.syntax.json"),
    "org": Home("hugoconv.syntax.org"),
}


def fence_of(name: str) -> bytes:
    """The fence around the front matter of a syntax; empty for one without, and for a page without front matter."""
    return HOMES[name].fence.encode() if name in HOMES else b""


class _Syntaxes(Mapping[str, Syntax]):
    """Syntaxes by their names, each made when it is first asked for."""

    def __init__(self, made: Callable[[str], Syntax]) -> None:
        self._made = made
        self._found: dict[str, Syntax] = {}

    def __getitem__(self, name: str) -> Syntax:
        if name not in self._found:
            self._found[name] = self._made(name)
        return self._found[name]

    def __iter__(self) -> Iterator[str]:
        return iter(HOMES)

    def __len__(self) -> int:
        return len(HOMES)


def _loaded(name: str) -> Syntax:
    syntax: Syntax = getattr(import_module(HOMES[name].module), name.upper())
    return syntax


SYNTAXES: Mapping[str, Syntax] = _Syntaxes(_loaded)

NEWEST = "0.168"
_VERSION = regex(r"v?(\d+)\.(\d+)(?:\.\d+)?\Z")
_NEW_YAML = (0, 152)


@lru_cache(maxsize=16)
def syntaxes_of(hugo: str = NEWEST) -> Mapping[str, Syntax]:
    """The syntaxes as a version of Hugo reads them: that of YAML changed its values with 0.152; TOML became 1.1 a
    little later, and is 1.0 here for every Hugo before 0.152.

    Raises ValueError for what is no version.

    >>> root = SYNTAXES["yaml"].read("v: yes").root
    >>> [syntaxes_of(v)["yaml"].data(root) for v in ("0.151.2", "0.168")]
    [{'v': True}, {'v': 'yes'}]
    """
    return SYNTAXES if version(hugo) >= _NEW_YAML else _Syntaxes(_before_0_152)


def _before_0_152(name: str) -> Syntax:
    return SYNTAXES[name].before_0_152()


def version(hugo: str) -> tuple[int, int]:
    """A version of Hugo as numbers. Raises ValueError for text that is no version.

    >>> version("0.151.2"), version("v0.168")
    ((0, 151), (0, 168))
    """
    found = _VERSION.match(hugo)
    if found is None:
        raise ValueError(f"no version of Hugo: {hugo!r}")
    return int(found[1]), int(found[2])
