"""Layouts of a user, read from TOML: each mistake told at its place, and the laws of each lens tried."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from hugoconv.errors import Refused
from hugoconv.layouts.eras import eras
from hugoconv.layouts.forms import (
    NAMES,
    TEXT,
    TEXTS,
    TRUTH,
    VERSIONS,
    Form,
    Table,
    listed,
    one_of,
    placed,
    refuse_strange,
    table_in,
)
from hugoconv.layouts.lens_laws import broken_law, samples_of
from hugoconv.layouts.schema import Layouts, built_in, with_own
from hugoconv.refusals import refused
from hugoconv.text.regex import regex

_LIST: dict[str, Any] = {"type": "array", "items": {"type": "string", "minLength": 1}}
BY_ERA = Form(
    "a list of texts, or a table of such lists by eras",
    {"anyOf": [_LIST, {"type": "object", "additionalProperties": _LIST}]},
)
TABLE = Form("a table", {"type": "object"})
TYPES = ["string", "markdown", "bool", "int", "date", "list", "map"]

# What a file, its lens and each of its fields have; without the ones that are wanted nothing goes.
LAYOUT: Mapping[str, Form] = {
    "name": TEXT,
    "names": TEXTS,
    "folders": BY_ERA,
    "order": BY_ERA,
    "template": BY_ERA,
    "wanted": BY_ERA,
    "marks": Form("a table of lists of texts", {"type": "object", "additionalProperties": _LIST}),
    "lens": TABLE,
    "field": Form("a table of fields", {"type": "object", "minProperties": 1}),
    "samples": TEXTS,
}
LAYOUT_WANTS = ("name", "field")
LENS: Mapping[str, Form] = {"to": TEXT, "only-there": TEXTS, "phases": TRUTH}
LENS_WANTS = ("to",)
FIELD: Mapping[str, Form] = {
    "type": one_of(TYPES),
    "about": TEXT,
    "shipped": VERSIONS,
    "read": VERSIONS,
    "there": Form("false or a name", {"anyOf": [{"const": False}, TEXT.schema]}),
    "swaps": TRUTH,
    "word": TRUTH,
    "help": Form("a text, or a table of texts", {"anyOf": [TEXT.schema, NAMES.schema]}),
}
FIELD_WANTS = ("type",)
_NAME = regex(r"[a-z][a-z0-9_-]*\Z")
_KEPT = frozenset(("type", "layout", "aliases"))


def layouts_from(texts: Iterable[tuple[str, str]]) -> Layouts:
    """The layouts of the themes and those of some texts, each with its path; a lens may lead to one read before.

    Raises MatterSyntaxError for what is no TOML, Refused (``layout-mistake``), with line and column, for what is no
    layout, and for a lens whose way back does not give the bytes of a sample page.

    >>> mine = 'name = "review"\\n[lens]\\nto = "post"\\n[field.rating]\\ntype = "int"\\nthere = false\\n'
    >>> layouts_from([("review.toml", mine)]).named("review")
    'review'
    """
    known = built_in()
    for path, text in texts:
        table = checked_layout(text, path, known)
        known = with_own((*known.own, (path, text)))
        _refuse_unlawful(table, known)
    return known


def checked_layout(text: str, path: str | None, known: Layouts) -> Table:
    """The table of a text that is a layout beside those that are known, but for the laws of its lens. Raises as
    ``layouts_from``."""
    table = table_in(text, path, "layout")
    refuse_strange(table, LAYOUT, LAYOUT_WANTS)
    fields = table.inner("field")
    for name in fields.entries:
        if not isinstance(fields.said[name], dict):
            raise placed(refused("layout-mistake", case="value", name=name, form=TABLE.words), fields, name)
        refuse_strange(fields.inner(name), FIELD, FIELD_WANTS)
    _refuse_names(table, known)
    _refuse_versions(table)
    _refuse_mentions(table)
    _refuse_fields(table, fields)
    if "lens" in table.entries:
        refuse_strange(table.inner("lens"), LENS, LENS_WANTS)
        _refuse_lens(table, known)
    return table


def _refuse_names(table: Table, known: Layouts) -> None:
    name = table.said["name"]
    if not _NAME.match(name):
        raise placed(refused("layout-mistake", case="name", name=name), table, "name")
    for key, names in (("name", [name]), ("names", table.said.get("names", []))):
        for one in names:
            if other := known.named(one):
                raise placed(refused("layout-mistake", case="taken", name=one, other=other), table, key)


def _refuse_versions(table: Table) -> None:
    """Refuses eras and versions that there are not."""
    ids, versions = [era.id for era in eras()], [version for era in eras() for version in era.versions]
    for key in ("folders", "order", "template", "wanted"):
        inner = table.inner(key) if isinstance(table.said.get(key), dict) else None
        for name in inner.entries if inner else ():
            if name not in ids and inner:
                raise placed(refused("layout-mistake", case="era", name=name, known=listed(ids)), inner, name)
    for about in map(table.inner("field").inner, table.inner("field").entries):
        for key in ("shipped", "read"):
            first, last = about.said.get(key, versions[:2])
            if not {first, last} <= set(versions) or versions.index(first) > versions.index(last):
                mistake = refused("layout-mistake", case="versions", first=first, last=last, known=listed(versions))
                raise placed(mistake, about, key)


def _refuse_mentions(table: Table) -> None:
    """Refuses names of fields that the layout has not."""
    fields = {name.casefold() for name in table.inner("field").entries}
    for key in ("order", "template", "wanted", "marks"):
        said = table.said.get(key, [])
        for name in said if isinstance(said, list) else (name for names in said.values() for name in names):
            if name.casefold() not in fields:
                raise placed(refused("layout-mistake", case="no-field", name=name), table, key)


def _refuse_fields(table: Table, fields: Table) -> None:
    maps = {name.casefold() for name, about in fields.said.items() if about["type"] == "map"}
    for name, about in fields.said.items():
        outer = name.rpartition(".")[0]
        if outer and outer.casefold() not in maps:
            raise placed(refused("layout-mistake", case="no-map", name=name, outer=outer), fields, name)
        if "there" not in about:
            continue
        if "lens" not in table.entries:
            raise placed(refused("layout-mistake", case="no-lens"), fields.inner(name), "there")
        if outer:
            raise placed(refused("layout-mistake", case="inside", name=name, outer=outer), fields.inner(name), "there")
        for one in (name, about["there"] or name):
            if one.casefold() in _KEPT:
                raise placed(refused("layout-mistake", case="kept", name=one), fields.inner(name), "there")


def _refuse_lens(table: Table, known: Layouts) -> None:
    lens, fields = table.inner("lens"), table.inner("field")
    if (to := lens.said["to"]) not in known.all:
        raise placed(refused("layout-mistake", case="no-layout", name=to, known=listed(known.all)), lens, "to")
    names = [name.casefold() for name in fields.entries]
    away = [name.casefold() for name, about in fields.said.items() if "there" in about]
    there = [(name, about["there"]) for name, about in fields.said.items() if about.get("there")]
    only_there = [name.casefold() for name in lens.said.get("only-there", ())]
    for name in only_there:
        if name in names or name in _KEPT:
            raise placed(refused("layout-mistake", case="clash", name=name), lens, "only-there")
    seen = [*away, *only_there]
    for name, other in there:
        if other.casefold() in seen:
            raise placed(refused("layout-mistake", case="clash", name=other), fields.inner(name), "there")
        seen.append(other.casefold())


def _refuse_unlawful(table: Table, known: Layouts) -> None:
    """Refuses a lens that breaks a law on a sample page: one of its own, or one that is made of its fields."""
    layout = known.all[table.said["name"]]
    if layout.lens is None:
        return
    for sample in table.said.get("samples", ()):
        _try(table, known, sample, "samples")
    for sample in samples_of(layout):
        _try(table, known, sample, "lens")


def _try(table: Table, known: Layouts, sample: str, key: str) -> None:
    try:
        broken = broken_law(known.all[table.said["name"]], known, sample)
    except Refused as error:
        raise placed(refused("layout-mistake", case="sample", why=error.why), table, key) from None
    if broken is not None:
        raise placed(refused("layout-mistake", case="law", era=broken.era, why=broken.why), table, key)
