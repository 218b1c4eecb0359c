"""The syntaxes that can be read and changed, by the kind that a page's first characters name.

Each is loaded when a page of it is met: a site has pages in one, and each takes its time to load.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from importlib import import_module

from hugoconv.errors import MatterSyntaxError
from hugoconv.syntax.base import Syntax
from hugoconv.syntax.tree import Tree

_HOMES = {
    "yaml": "hugoconv.syntax.yaml",
    "toml": "hugoconv.syntax.toml",
    "json": "hugoconv.syntax.json",
    "org": "hugoconv.syntax.org",
}


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
        return iter(_HOMES)

    def __len__(self) -> int:
        return len(_HOMES)


def _loaded(name: str) -> Syntax:
    syntax: Syntax = getattr(import_module(_HOMES[name]), name.upper())
    return syntax


SYNTAXES: Mapping[str, Syntax] = _Syntaxes(_loaded)

NEWEST = "0.168"
_VERSION = re.compile(r"v?(\d+)\.(\d+)(?:\.\d+)?\Z")
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
    syntax = SYNTAXES[name]
    if name == "toml":
        return syntax._replace(read=_toml_1_0)
    return syntax.before_0_152() if syntax.before_0_152 else syntax


def _toml_1_0(text: str) -> Tree:
    """The tree of a TOML matter that the standard library, which knows no newer TOML, accepts too."""
    import tomllib

    tree = SYNTAXES["toml"].read(text)
    try:
        tomllib.loads(text.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))
    except tomllib.TOMLDecodeError as error:
        place = re.findall(r"\d+", str(error).rpartition("(")[2])
        line, column = map(int, place[:2]) if len(place) > 1 else (1, 1)
        at = sum(len(before) + 1 for before in text.split("\n")[: line - 1]) + column - 1
        raise MatterSyntaxError(f"not TOML 1.0: {error}", text, min(at, len(text)), code="toml-syntax") from None
    return tree


def version(hugo: str) -> tuple[int, int]:
    """A version of Hugo as numbers. Raises ValueError for what is none.

    >>> version("0.151.2"), version("v0.168")
    ((0, 151), (0, 168))
    """
    found = _VERSION.match(hugo)
    if found is None:
        raise ValueError(f"no version of Hugo: {hugo!r}")
    return int(found[1]), int(found[2])
