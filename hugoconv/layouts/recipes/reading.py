"""A recipe read from TOML, each mistake told at its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from hugoconv.errors import Refused
from hugoconv.layouts.recipes.kinds import KINDS, RECIPE, RECIPE_WANTS, STEP, STEP_WANTS, Form, Kind, name_of
from hugoconv.layouts.recipes.recipe import Condition, Recipe, Step, equal
from hugoconv.refusals import refused
from hugoconv.syntax.registry import SYNTAXES
from hugoconv.syntax.tree import Entry, Node, Sequence, entries_of
from hugoconv.text.lines import position


class _Table(NamedTuple):
    """A table of a recipe: its entries by their keys, what they say, where it stands, and where mistakes are told."""

    entries: Mapping[str, Entry]
    said: Mapping[str, Any]
    at: int
    text: str
    path: str | None


def read_recipe(text: str, name: str, path: str | None = None) -> Recipe:
    """The recipe of a text, with the name by which it is called.

    Raises MatterSyntaxError for what is no TOML, Refused (``recipe-…``), with line and column, for what is no recipe.
    """
    tree = SYNTAXES["toml"].read(text)
    table = _table(tree.root, text, path)
    _refuse_strange(table, RECIPE, RECIPE_WANTS)
    nodes = table.entries["step"].value
    tables = [_table(item.value, text, path) for item in nodes.items] if isinstance(nodes, Sequence) else []
    steps = tuple(map(_step, tables))
    _refuse_twins(tables)
    return Recipe(name, table.said["title"], table.said["from-era"], table.said["to-era"], steps)


def _table(node: Node | None, text: str, path: str | None) -> _Table:
    said = SYNTAXES["toml"].data(node) if node is not None else {}
    at = node.start if node is not None else 0
    return _Table(
        {entry.name: entry for entry in entries_of(node)}, said if isinstance(said, dict) else {}, at, text, path
    )


def _step(table: _Table) -> Step:
    kind = _kind(table)
    _refuse_strange(table, {**STEP, **kind.keys}, (*STEP_WANTS, *kind.wants))
    said = table.said
    where, kinds = tuple(said.get("where", {}).items()), tuple(said.get("is", {}).items())
    step = Step(
        said["id"],
        said.get("citation", ""),
        said["about"],
        tuple(said.get("layouts", ())),
        Condition(where, kinds, tuple(said.get("lies-in", ()))),
        kind.make(said),
        said.get("keep", False),
        tuple(said.get("only-to", ())),
        tuple(said.get("only-back-to", ())),
    )
    _refuse_chain(table)
    _refuse_mapped_twice(table)
    _refuse_no_folders(table)
    return step


def _kind(table: _Table) -> Kind:
    found = [kind for kind in KINDS if name_of(kind) in table.entries]
    if len(found) == 1:
        return found[0]
    if not found:
        raise _placed(refused("recipe-mistake", case="no-kind", kinds=_listed(map(name_of, KINDS))), table)
    one, other = map(name_of, found[:2])
    raise _placed(refused("recipe-mistake", case="several-kinds", one=one, other=other), table, other)


def _refuse_strange(table: _Table, forms: Mapping[str, Form], wants: Iterable[str]) -> None:
    """Refuses keys that are not known, values of another form, and a table that lacks a key."""
    for name in table.entries:
        if name not in forms:
            raise _placed(refused("recipe-mistake", case="key", name=name, known=_listed(forms)), table, name)
        if not fits(table.said[name], forms[name].schema):
            raise _placed(refused("recipe-mistake", case="value", name=name, form=forms[name].words), table, name)
    for name in wants:
        if name not in table.entries:
            raise _placed(refused("recipe-mistake", case="lacks", name=name, form=forms[name].words), table)


def _refuse_twins(tables: Iterable[_Table]) -> None:
    seen: set[str] = set()
    for table in tables:
        if table.said["id"] in seen:
            raise _placed(refused("recipe-mistake", case="twin", name=table.said["id"]), table, "id")
        seen.add(table.said["id"])


def _refuse_chain(table: _Table) -> None:
    """Refuses names that go round in a circle, and names of which one takes the place of another where nothing tells
    that they have done so already: a second run would rename them again."""
    names = {old.casefold(): new.casefold() for old, new in table.said.get("rename", {}).items()}
    for name in names:
        way = [name]
        while (after := names.get(way[-1])) is not None and after not in way:
            way.append(after)
        if after is not None:
            raise _placed(refused("recipe-mistake", case="circle", names=_listed(way)), table, "rename")
    first, last = names.keys() - names.values(), names.values() - names.keys()
    wants = (("needs", first), ("needs-back", last)) if len(first) < len(names) else ()
    for key, ends in wants:
        if ends.isdisjoint(name.casefold() for name in table.said.get(key, ())):
            raise _placed(refused("recipe-mistake", case="chain", key=key, ends=_listed(sorted(ends))), table, "rename")


def _refuse_mapped_twice(table: _Table) -> None:
    """Refuses a table that a second run would go on with, since a new value of it is an old one too."""
    pairs = table.said.get("values", ()) if "as" not in table.said else ()
    olds = [old for old, new in pairs if not equal(old, new)]
    for old, new in pairs:
        if not equal(old, new) and any(equal(new, one) for one in olds):
            raise _placed(refused("recipe-mistake", case="twice", value=repr(new)), table, "values")


def _refuse_no_folders(table: _Table) -> None:
    """Refuses names that are no folder at the top of the content, and those that a second run would go on with."""
    names = {old.lower(): new.lower() for old, new in table.said.get("folders", {}).items()}
    for name in (*names, *names.values()):
        if "/" in name or name in (".", ".."):
            raise _placed(refused("recipe-mistake", case="no-folder", name=name), table, "folders")
    for name in names.keys() & names.values():
        raise _placed(refused("recipe-mistake", case="folder-twice", name=name), table, "folders")


def fits(value: Any, schema: Mapping[str, Any]) -> bool:
    """Whether a value is as a JSON Schema wants it; of those, the words that recipes use are known.

    >>> fits(["a"], {"type": "array", "items": {"type": "string", "minLength": 1}})
    True
    """
    if "enum" in schema:
        return value in schema["enum"]
    if "type" in schema and not isinstance(value, _TYPES[schema["type"]]):
        return False
    if isinstance(value, str):
        return len(value) >= int(schema.get("minLength", 0))
    if isinstance(value, list):
        most, least = schema.get("maxItems", len(value)), schema.get("minItems", 0)
        return bool(least <= len(value) <= most) and all(fits(item, schema.get("items", {})) for item in value)
    if isinstance(value, dict):
        inner = schema.get("additionalProperties", {})
        return len(value) >= int(schema.get("minProperties", 0)) and all(fits(item, inner) for item in value.values())
    return True


_TYPES: Mapping[str, type] = {"string": str, "boolean": bool, "array": list, "object": dict}


def _placed(mistake: Refused, table: _Table, key: str = "") -> Refused:
    """A mistake at the entry of a key, or at the beginning of the table."""
    at = table.entries[key].start if key in table.entries else table.at
    mistake.path, (mistake.lineno, mistake.colno) = table.path, position(table.text, at)
    return mistake


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)
