"""The syntaxes that can be read and changed, by the kind that a page's first characters name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from hugoconv.errors import MatterSyntaxError
from hugoconv.syntax.json import JSON
from hugoconv.syntax.nodes import Tree
from hugoconv.syntax.org import ORG
from hugoconv.syntax.syntax import Syntax
from hugoconv.syntax.toml import TOML
from hugoconv.syntax.yaml import YAML

SYNTAXES: dict[str, Syntax] = {syntax.name: syntax for syntax in (YAML, TOML, JSON, ORG)}

NEWEST = "0.168"
_VERSION = re.compile(r"v?(\d+)\.(\d+)(?:\.\d+)?\Z")
_NEW_YAML = (0, 152)


@lru_cache(maxsize=16)
def syntaxes_of(hugo: str = NEWEST) -> Mapping[str, Syntax]:
    """The syntaxes as a version of Hugo reads them: that of YAML changed its values with 0.152; TOML became 1.1 a
    little later, and is 1.0 here for every Hugo before 0.152.

    Raises ValueError for what is no version.

    >>> [syntaxes_of(v)["yaml"].data(YAML.read("v: yes").root) for v in ("0.151.2", "0.168")]
    [{'v': True}, {'v': 'yes'}]
    """
    if version(hugo) >= _NEW_YAML:
        return SYNTAXES
    old = {name: syntax.before_0_152() if syntax.before_0_152 else syntax for name, syntax in SYNTAXES.items()}
    return {**old, "toml": TOML._replace(read=_toml_1_0)}


def _toml_1_0(text: str) -> Tree:
    """The tree of a TOML matter that the standard library, which knows no newer TOML, accepts too."""
    import tomllib

    tree = TOML.read(text)
    try:
        tomllib.loads(text.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))
    except tomllib.TOMLDecodeError as error:
        place = re.findall(r"\d+", str(error).rpartition("(")[2])
        line, column = map(int, place[:2]) if len(place) > 1 else (1, 1)
        at = sum(len(before) for before in text.splitlines(keepends=True)[: line - 1]) + column - 1
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
