"""A recipe read from TOML, each mistake told at its place."""

from __future__ import annotations

from collections.abc import Iterable

from hugoconv.layouts.forms import Table, listed, placed, refuse_strange, table_in, table_of
from hugoconv.layouts.recipes.kinds import KINDS, RECIPE, RECIPE_WANTS, STEP, STEP_WANTS, Kind, name_of
from hugoconv.layouts.recipes.recipe import Recipe, Step, StepCondition, equal
from hugoconv.refusals import refused
from hugoconv.syntax.tree import Sequence


def read_recipe(text: str, name: str, path: str | None = None) -> Recipe:
    """The recipe of a text, with the name by which it is called.

    Raises MatterSyntaxError for what is no TOML, Refused (``recipe-…``), with line and column, for what is no recipe.
    """
    table = table_in(text, path, "recipe")
    refuse_strange(table, RECIPE, RECIPE_WANTS)
    nodes = table.entries["step"].value
    tables = [table_of(item.value, text, path, "recipe") for item in nodes.items] if isinstance(nodes, Sequence) else []
    steps = tuple(map(_step, tables))
    _refuse_duplicates(tables)
    return Recipe(name, table.said["title"], table.said["from-era"], table.said["to-era"], steps)


def _step(table: Table) -> Step:
    kind = _kind(table)
    refuse_strange(table, {**STEP, **kind.keys}, (*STEP_WANTS, *kind.wants))
    said = table.said
    where, kinds = tuple(said.get("where", {}).items()), tuple(said.get("is", {}).items())
    step = Step(
        said["id"],
        said.get("citation", ""),
        said["about"],
        tuple(said.get("layouts", ())),
        StepCondition(where, kinds, tuple(said.get("lies-in", ()))),
        kind.make(said),
        said.get("keep", False),
        tuple(said.get("only-to", ())),
        tuple(said.get("only-back-to", ())),
    )
    _refuse_chain(table)
    _refuse_mapped_twice(table)
    _refuse_no_folders(table)
    return step


def _kind(table: Table) -> Kind:
    found = [kind for kind in KINDS if name_of(kind) in table.entries]
    if len(found) == 1:
        return found[0]
    if not found:
        raise placed(refused("recipe-mistake", case="no-kind", kinds=listed(map(name_of, KINDS))), table)
    one, other = map(name_of, found[:2])
    raise placed(refused("recipe-mistake", case="several-kinds", one=one, other=other), table, other)


def _refuse_duplicates(tables: Iterable[Table]) -> None:
    seen: set[str] = set()
    for table in tables:
        if table.said["id"] in seen:
            raise placed(refused("recipe-mistake", case="duplicate", name=table.said["id"]), table, "id")
        seen.add(table.said["id"])


def _refuse_chain(table: Table) -> None:
    """Refuses names that go round in a circle, and names of which one takes the place of another where nothing tells
    that they have done so already: a second run would rename them again."""
    names = {old.casefold(): new.casefold() for old, new in table.said.get("rename", {}).items()}
    for name in names:
        way = [name]
        while (after := names.get(way[-1])) is not None and after not in way:
            way.append(after)
        if after is not None:
            raise placed(refused("recipe-mistake", case="circle", names=listed(way)), table, "rename")
    first, last = names.keys() - names.values(), names.values() - names.keys()
    wants = (("needs", first), ("needs-back", last)) if len(first) < len(names) else ()
    for key, ends in wants:
        if ends.isdisjoint(name.casefold() for name in table.said.get(key, ())):
            raise placed(refused("recipe-mistake", case="chain", key=key, ends=listed(sorted(ends))), table, "rename")


def _refuse_mapped_twice(table: Table) -> None:
    """Refuses a table that a second run would go on with, since a new value of it is an old one too."""
    pairs = table.said.get("values", ()) if "as" not in table.said else ()
    olds = [old for old, new in pairs if not equal(old, new)]
    for old, new in pairs:
        if not equal(old, new) and any(equal(new, one) for one in olds):
            raise placed(refused("recipe-mistake", case="twice", value=repr(new)), table, "values")


def _refuse_no_folders(table: Table) -> None:
    """Refuses names that are no folder at the top of the content, and those that a second run would go on with."""
    names = {old.lower(): new.lower() for old, new in table.said.get("folders", {}).items()}
    for name in (*names, *names.values()):
        if "/" in name or name in (".", ".."):
            raise placed(refused("recipe-mistake", case="no-folder", name=name), table, "folders")
    for name in names.keys() & names.values():
        raise placed(refused("recipe-mistake", case="folder-twice", name=name), table, "folders")
