"""A layout in one theme version as a JSON Schema, for the language servers of editors.

It says what Hugo and the theme take, no more: Hugo casts a number to text and text to a list, so that these are no
mistakes; fields that nobody knows are the author's own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from hugoconv.hugo.reserved import DATE, MAP, MAPS, RESERVED, TEXT, TRUTH, WHOLE, WORDS
from hugoconv.layouts.eras import Era, default_era, needed_era
from hugoconv.layouts.schema import Layout, Layouts, SchemaField, built_in, is_read
from hugoconv.syntax.values import Value

JsonSchema = dict[str, Value]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
# A field may stand there without a value in YAML, which is null.
_SINGLE: Mapping[str, list[Value]] = {
    "string": ["string", "number", "null"],
    "markdown": ["string", "number", "null"],
    "date": ["string", "null"],
    "bool": ["boolean", "null"],
    "int": ["integer", "string", "null"],
    "list": ["array", "null"],
    "map": ["object", "string", "null"],
}
# Of text: a date is nothing else to a schema, and has a year in it, however it is written; a map may be left empty.
_PATTERNS: Mapping[str, str] = {"date": r"^\s*$|\d{4}", "int": r"^\s*[-+]?\d*\s*$", "map": r"^\s*$"}
_OF_HUGO: Mapping[str, str] = {TEXT: "string", TRUTH: "bool", WHOLE: "int", WORDS: "list", DATE: "date", MAP: "map"}
# One alone is a list of one to Hugo: its own lists, and the terms of its taxonomies.
_SINGLE_TOO = frozenset(
    [name for name, kind in RESERVED.items() if kind == WORDS] + ["tags", "categories", "authors", "series"]
)
_CITATIONS = re.compile(r" ?\((?:[\w.-]+@[0-9a-f]+(?:, )?)+\)")
_SPELLINGS = ("linkTitle", "translationKey", "isCJKLanguage", "publishDate", "expiryDate", "pubDate", "unpublishDate")
_SPELLED = {name.lower(): name for name in _SPELLINGS}


def json_schema(layout: str, era: str | None = None, layouts: Layouts | None = None) -> JsonSchema:
    """What the front matter of a layout has in a theme version, as a JSON Schema (draft 2020-12): the kind of every
    field that Hugo or the theme reads. Fields of other versions are marked as deprecated, any others are allowed.

    Without ``era`` it is the most frequent one; ``layouts`` are those of ``read_layouts``. Refused (``layout-unknown``,
    ``era-unknown``) for names of none.

    >>> found = json_schema("talk", "5.9")
    >>> found["title"]
    'talk, Academic 4.1 to Wowchemy 5.9'
    >>> sorted(found["properties"]["all_day"].items())
    [('description', 'whether clock times are left out'), ('type', ['boolean', 'null'])]
    """
    known = layouts or built_in()
    found = known.all[known.needed(layout)]
    rules = needed_era(era) if era else default_era()
    return {"$schema": _DIALECT, "title": f"{found.name}, {rules.title}", **_fields(found, rules)}


def _fields(layout: Layout, era: Era) -> JsonSchema:
    own = {about.name: _top(layout, about, era) for about in layout.fields.values() if "." not in about.name}
    there = {name.lower() for name in own}
    hugo = {_SPELLED.get(name, name): _of_hugo(name, kind) for name, kind in RESERVED.items() if name not in there}
    return {"type": "object", "properties": {**own, **hugo}}


def _of_hugo(name: str, kind: str) -> JsonSchema:
    if kind == MAPS:
        return {"type": ["object", "array", "null"]}
    return _of_kind(_OF_HUGO[kind], name) if kind in _OF_HUGO else {}


def _top(layout: Layout, about: SchemaField, era: Era) -> JsonSchema:
    """The schema of a top-level field, with what a map holds."""
    head, found = f"{about.name.casefold()}.", _of_field(about, era)
    inside = (one for name, one in layout.fields.items() if name.startswith(head))
    inner: JsonSchema = {one.name.partition(".")[2]: _of_field(one, era) for one in inside}
    return {**found, "properties": inner} if inner else found


def _of_field(about: SchemaField, era: Era) -> JsonSchema:
    found = _of_kind(about.type, about.name.casefold())
    if text := _CITATIONS.sub("", about.about):
        found["description"] = text
    if not is_read(about, era):
        found |= {"deprecated": True, "deprecationMessage": f"{era.title} does not read {about.name}."}
    return found


def _of_kind(kind: str, name: str) -> JsonSchema:
    kinds = _SINGLE[kind]
    found: JsonSchema = {"type": [*kinds, "string"] if kind == "list" and name in _SINGLE_TOO else list(kinds)}
    if kind in _PATTERNS:
        found["pattern"] = _PATTERNS[kind]
    return found
