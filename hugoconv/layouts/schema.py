"""Eras, layouts and their fields, read from the data files beside this module on first use."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

LAYOUTS = ("talk", "post")


class Era(NamedTuple):
    """Theme versions that behave alike for talks and posts; see ``eras.toml``."""

    id: str
    title: str
    versions: tuple[str, ...]
    phase: str
    exchanges: bool
    talk: tuple[str, ...]
    post: tuple[str, ...]


class SchemaField(NamedTuple):
    """A field of a layout: its name, type, what it says, and the eras (first, last) that ship and read it."""

    name: str
    type: str
    about: str
    shipped: tuple[str, str] | None
    read: tuple[str, str] | None
    talk_only: bool


def load(name: str) -> dict[str, Any]:
    """The content of one of the data files of this folder."""
    import tomllib
    from importlib.resources import files

    return tomllib.loads(files(__package__).joinpath(name).read_text("utf-8"))


@cache
def eras() -> tuple[Era, ...]:
    """Every era, oldest first."""
    return tuple(
        Era(
            e["id"],
            e["title"],
            tuple(e["versions"]),
            e["phase"],
            e["exchanges"],
            tuple(e["talk"]),
            tuple(e["post"]),
        )
        for e in load("eras.toml")["era"]
    )


def default_era() -> Era:
    """The era of a page that shows none: Academic 4.1 to Wowchemy 5.9, by far the most frequent."""
    found = era_named("5.9")
    assert found is not None
    return found


def era_named(name: str) -> Era | None:
    """The era of a theme version such as 4.8, v5.2.0 or kit; None where there is none.

    >>> [era.id for name in ("4.8", "v5.2.0", "kit", "3") if (era := era_named(name))]
    ['5.9', '5.9', '0.12', '3.3']
    """
    wanted = name.strip().lower().removeprefix("v")
    while wanted:
        for era in eras():
            if wanted == era.id or wanted in era.versions:
                return era
        wanted, dot, _ = wanted.rpartition(".") if wanted.count(".") > 1 else ("", "", "")
        if not dot:
            return None
    return None


@cache
def _names() -> dict[str, str]:
    return {name: layout for layout, names in load("detection.toml")["names"].items() for name in names}


def layout_named(name: str) -> str | None:
    """The layout, talk or post, that a name such as event or blog stands for; None for any other name."""
    return _names().get(name.strip().lower())


@cache
def schema(layout: str) -> dict[str, SchemaField]:
    """The fields of a layout by their case-folded names."""
    found: dict[str, SchemaField] = {}
    for name, about in load(f"{layout}.toml")["field"].items():
        shipped, read = (tuple(about[key]) if key in about else None for key in ("shipped", "read"))
        found[name.casefold()] = SchemaField(
            name, about["type"], about["about"], shipped, read, about.get("talk_only", False)
        )
    return found


def field(layout: str, name: str) -> SchemaField | None:
    """A field of a layout; the case of the letters does not count."""
    return schema(layout).get(name.casefold())


@cache
def talk_only() -> frozenset[str]:
    """Case-folded names of the fields that only a talk has, of every era: authors mix them."""
    return frozenset(name for name, about in schema("talk").items() if about.talk_only)


@cache
def known_fields() -> frozenset[str]:
    """Case-folded names of all fields of all layouts."""
    return frozenset(name for layout in LAYOUTS for name in schema(layout))


@cache
def field_order(layout: str, era: str) -> tuple[str, ...]:
    """The order in which pages of a layout have their fields in an era."""
    return tuple(load(f"{layout}.toml")["order"][era])
