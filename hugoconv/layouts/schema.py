"""Eras, layouts and their fields, read from the data files beside this module on first use."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

from hugoconv.data_files import table
from hugoconv.refusals import refused

LAYOUTS = ("talk", "post")


class Era(NamedTuple):
    """Theme versions that behave alike for talks and posts; see ``eras.toml``.

    ``talk`` and ``post`` are the folders, and so the types, of the two layouts, the usual one first.
    """

    id: str
    title: str
    released: tuple[str, str]
    versions: tuple[str, ...]
    aliases: tuple[str, ...]
    prefixes: tuple[str, ...]
    phase: str
    exchanges: bool
    talk: tuple[str, ...]
    post: tuple[str, ...]

    def names(self) -> set[str]:
        """Every name of the era, in lowercase and without a patch level."""
        versions = {name for name in (self.id, *self.versions, *self.aliases) if name[0].isdigit()}
        return {
            *versions,
            *self.aliases,
            *(f"{word}{version}" for word in self.prefixes for version in versions),
        }


class SchemaField(NamedTuple):
    """A field of a layout: name, type, what it says; the versions, first and last, that ship and read it."""

    name: str
    type: str
    about: str
    shipped: tuple[str, str] | None
    read: tuple[str, str] | None
    talk_only: bool


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
    known = _eras_by_name()
    return known.get(wanted) or known.get(".".join(wanted.split(".")[:2]))


def needed_era(name: str) -> Era:
    """As ``era_named``, but refuses (``era-unknown``) a name of none."""
    found = era_named(name)
    if found is None:
        raise refused("era-unknown", era=name)
    return found


def needed_layout(name: str) -> str:
    """As ``layout_named``, but refuses (``layout-unknown``) a name of none."""
    found = layout_named(name)
    if found is None:
        raise refused("layout-unknown", name=name)
    return found


@cache
def _eras_by_name() -> dict[str, Era]:
    return {name: era for era in eras() for name in era.names()}


def layout_named(name: str) -> str | None:
    """The layout, talk or post, that a name such as event or blog stands for; None for any other name."""
    return _layouts_by_name().get(name.strip().lower())


@cache
def _layouts_by_name() -> dict[str, str]:
    return {name: layout for layout, names in load("detection.toml")["names"].items() for name in names}


@cache
def schema(layout: str) -> dict[str, SchemaField]:
    """The fields of a layout by their case-folded names; those inside a map have a dotted name."""
    return {
        name.casefold(): SchemaField(
            name,
            about["type"],
            about["about"],
            _range(about.get("shipped")),
            _range(about.get("read")),
            about.get("talk_only", False),
        )
        for name, about in load(f"{layout}.toml")["field"].items()
    }


def _range(versions: list[str] | None) -> tuple[str, str] | None:
    return None if versions is None else (versions[0], versions[1])


def field(layout: str, name: str) -> SchemaField | None:
    """A field of a layout; the case of the letters does not count, and a dot leads into a map.

    >>> found = field("talk", "publishdate")
    >>> found and (found.name, found.shipped)
    ('publishDate', ('4.1', '0.10'))
    """
    return schema(layout).get(name.casefold())


@cache
def talk_only() -> frozenset[str]:
    """Case-folded names of the fields that only a talk has, of every era: authors mix them."""
    return frozenset(name for name, about in schema("talk").items() if about.talk_only)


@cache
def fields_of_type(kind: str) -> frozenset[str]:
    """Case-folded names of the fields of all layouts that are of one type; those inside a map have a dotted name."""
    return frozenset(name for layout in LAYOUTS for name, about in schema(layout).items() if about.type == kind)


@cache
def known_fields() -> frozenset[str]:
    """Case-folded names of all top-level fields of all layouts."""
    return frozenset(name for layout in LAYOUTS for name in schema(layout) if "." not in name)


@cache
def field_order(layout: str, era: str) -> tuple[str, ...]:
    """The order in which pages of a layout have their fields in an era, named by its id."""
    return tuple(load(f"{layout}.toml")["order"][era])
