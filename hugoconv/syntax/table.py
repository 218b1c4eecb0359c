"""The syntaxes that can be read and changed, by the kind that a page's first characters name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from hugoconv.syntax.json import JSON
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
    """The syntaxes as a version of Hugo reads them; only that of YAML ever changed its values, with 0.152.

    Raises ValueError for what is no version.

    >>> [syntaxes_of(v)["yaml"].data(YAML.read("v: yes").root) for v in ("0.151.2", "0.168")]
    [{'v': True}, {'v': 'yes'}]
    """
    if version(hugo) >= _NEW_YAML:
        return SYNTAXES
    return {name: syntax.before_0_152() if syntax.before_0_152 else syntax for name, syntax in SYNTAXES.items()}


def version(hugo: str) -> tuple[int, int]:
    """A version of Hugo as numbers. Raises ValueError for what is none.

    >>> version("0.151.2"), version("v0.168")
    ((0, 151), (0, 168))
    """
    found = _VERSION.match(hugo)
    if found is None:
        raise ValueError(f"no version of Hugo: {hugo!r}")
    return int(found[1]), int(found[2])
