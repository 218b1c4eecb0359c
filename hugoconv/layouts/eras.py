"""Eras: theme versions that behave alike, read from ``eras.toml`` on first use."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

from hugoconv.data_files import table
from hugoconv.refusals import refused


class Era(NamedTuple):
    """Theme versions that behave alike for talks and posts; see ``eras.toml``."""

    id: str
    title: str
    released: tuple[str, str]
    versions: tuple[str, ...]
    aliases: tuple[str, ...]
    prefixes: tuple[str, ...]
    phase: str

    def names(self) -> set[str]:
        """Every name of the era, in lowercase and without a patch level."""
        versions = {name for name in (self.id, *self.versions, *self.aliases) if name[0].isdigit()}
        return {
            *versions,
            *self.aliases,
            *(f"{word}{version}" for word in self.prefixes for version in versions),
        }


def load(name: str) -> dict[str, Any]:
    """The content of a data file of the layouts."""
    return table(__package__, name)


@cache
def eras() -> tuple[Era, ...]:
    """Every era, oldest first."""
    return tuple(_era(data) for data in load("eras.toml")["era"])


def _era(data: dict[str, Any]) -> Era:
    frozen: dict[str, Any] = {key: tuple(v) if isinstance(v, list) else v for key, v in data.items()}
    return Era(**frozen)


def default_era() -> Era:
    """The era of a page that shows none: Academic 4.1 to Wowchemy 5.9, by far the most frequent."""
    return _eras_by_name()["5.9"]


def era_named(name: str) -> Era | None:
    """The era of a theme version such as 4.8, v5.2.0 or kit; None where there is none.

    >>> [era.id for name in ("4.8", "v5.2.0-beta.1", "kit", "3.x", "Wowchemy 5") if (era := era_named(name))]
    ['5.9', '5.9', '0.12', '3.3', '5.9']
    """
    wanted = "".join(name.lower().split()).removeprefix("v").partition("-")[0].removesuffix(".x")
    # A patch level counts for nothing: eras are told apart by two numbers at most.
    known = _eras_by_name()
    return known.get(wanted) or known.get(".".join(wanted.split(".")[:2]))


def needed_era(name: str) -> Era:
    """As ``era_named``, but refuses (``era-unknown``) a name of none."""
    found = era_named(name)
    if found is None:
        raise refused("era-unknown", era=name)
    return found


@cache
def _eras_by_name() -> dict[str, Era]:
    return {name: era for era in eras() for name in era.names()}
