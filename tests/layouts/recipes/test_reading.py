"""Recipes are read, mistakes are told at their places, and the published schema says the same as the loader."""

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest

from hugoconv import MatterSyntaxError, Refused
from hugoconv.layouts.recipes.kinds import KINDS, name_of
from hugoconv.layouts.recipes.recipe_file import read_recipe
from hugoconv.layouts.recipes.versions import own_recipes, versions
from tests.recipe_schema import FILE, rendered

HEAD = "title = 't'\nfrom-era = 'a'\nto-era = 'b'\n[[step]]\nid = 'S'\nabout = 'x'\n"

MISTAKES = [
    ("", "1:1", "title is missing"),
    ("title = 't'\nfrom-era = 'a'\nto-era = 'b'\nsteps = 1\n", "4:1", "steps is no key here"),
    ("title = 't'\nfrom-era = 'a'\nto-era = 'b'\nstep = []\n", "4:1", "step has to be a list of steps"),
    (f"{HEAD}", "4:1", "the step does not say what is to be done"),
    (f"{HEAD}rename = {{ a = 'b' }}\nnote = 'x'\n", "8:1", "the step says rename and note"),
    (f"{HEAD}rename = {{ a = 1 }}\n", "7:1", "rename has to be a table of texts"),
    (f"{HEAD}rename = {{ a = 'b' }}\nwher = 1\n", "8:1", "wher is no key here"),
    (f"{HEAD}rename = {{ a = 'b' }}\nlayouts = ['talks']\n", "8:1", "layouts has to be a list of layouts"),
    (f"{HEAD}rename = {{ a = 'b' }}\nis = {{ a = 'text' }}\n", "8:1", "is has to be a table of fields"),
    (f"{HEAD}negate = 'a'\n", "4:1", "as is missing"),
    (f"{HEAD}map = 'a'\nvalues = [[0, 1], [2, 2], [1, 3]]\n", "8:1", "1 is an old value as well as a new one"),
    (f"{HEAD}call = 'nobody'\n", "7:1", "call has to be one of"),
    (f"{HEAD}note = 'x'\n[[step]]\nid = 'S'\nabout = 'x'\nnote = 'y'\n", "9:1", "another step is called S"),
    (f"{HEAD}rename = {{ a = 'b', b = 'a' }}\n", "7:1", "the names go round in a circle"),
    (f"{HEAD}rename = {{ a = 'b', b = 'c' }}\n", "7:1", "one name takes the place of another"),
    (f"{HEAD}rename = {{ a = 'b', b = 'c' }}\nneeds = ['a']\n", "7:1", "one name takes the place of another"),
    (f"{HEAD}folders = {{ a = 'b', B = 'c' }}\n", "7:1", "b is an old folder as well as a new one"),
    (f"{HEAD}folders = {{ a = 'b/c' }}\n", "7:1", "b/c is no name of a folder at the top of the content"),
]


@pytest.mark.parametrize(("text", "place", "why"), MISTAKES)
def test_a_mistake_is_told_with_its_place_and_a_remedy(text: str, place: str, why: str) -> None:
    with pytest.raises(Refused) as error:
        read_recipe(text, "my", "my.toml")
    assert str(error.value).startswith(f"my.toml:{place}: recipe-mistake: {why}")
    assert error.value.remedy


def test_what_is_no_toml_is_told_as_such() -> None:
    with pytest.raises(MatterSyntaxError) as error:
        read_recipe("title = 'a'\nstep = ", "my", "my.toml")
    assert str(error.value).startswith("my.toml:2:")


@pytest.mark.parametrize("recipe", own_recipes(), ids=lambda recipe: recipe.name)
def test_our_own_recipes_lead_from_one_version_to_the_next(recipe: Any) -> None:
    assert recipe.name == f"{recipe.from_era}-to-{recipe.to_era}"
    assert versions().index(recipe.to_era) == versions().index(recipe.from_era) + 1
    assert all(step.citation and step.about.endswith(".") for step in recipe.steps)


def test_no_two_rules_have_one_id() -> None:
    ids = [step.id for recipe in own_recipes() for step in recipe.steps]
    assert len(ids) == len(set(ids)) > 50


# the published schema

BASE: dict[str, Any] = {"title": "t", "from-era": "a", "to-era": "b", "step": []}
COMMON = {
    "id": "S", "about": "x", "citation": "y", "layouts": ["talk"], "where": {"a": 1}, "is": {"a": "map"}, "keep": True, "lies-in": ["talk"],
    "only-to": ["1", "2"],
}  # fmt: skip
OWN: list[dict[str, Any]] = [
    {"rename": {"a": "b"}, "needs": ["a"], "needs-back": ["b"]},
    {"map": "a", "values": [[1, 2]], "as": "b", "strict": False},
    {"negate": "a", "as": "b"},
    {"default": "a", "value": 1, "like": "b"},
    {"comment-out": ["a"]},
    {"join": "a", "first": "b", "second": "c", "names": {"d": "e"}},
    {"note": "a", "has": ["b"], "lacks": ["c"]},
    {"folders": {"a": "b"}},
    {"nothing": "a"},
    {"call": "image-map"},
]
VALUES: list[Any] = [1, "", "a", True, [], ["a"], ["a", "b"], [1], [["a", 1]], [["a"]], {}, {"a": "b"}, {"a": 1}]


def recipes() -> Iterator[dict[str, Any]]:
    """Recipes, and each with a key less, one more, or another value."""
    for own in OWN:
        whole = {**BASE, "step": [{**COMMON, **own}]}
        yield whole
        for path in ((), ("step", 0)):
            yield from _changed(whole, path)


def _changed(whole: dict[str, Any], path: tuple[Any, ...]) -> Iterator[dict[str, Any]]:
    def inside(found: Any) -> dict[str, Any]:
        for step in path:
            found = found[step]
        return found

    for key in [*inside(whole), "other"]:
        for value in [None, *VALUES]:
            other = copy.deepcopy(whole)
            inside(other).pop(key, None)
            if value is not None:
                inside(other)[key] = value
            yield other


def accepts(schema: Any, value: Any) -> bool:
    """Whether a JSON Schema accepts a value; as much of the standard as the schema uses."""
    types = {"string": str, "boolean": bool, "array": list, "object": dict}
    if "type" in schema and not isinstance(value, types[schema["type"]]):
        return False
    if "enum" in schema and value not in schema["enum"]:
        return False
    if "const" in schema and value is not schema["const"]:
        return False
    if "anyOf" in schema and not any(accepts(one, value) for one in schema["anyOf"]):
        return False
    if "oneOf" in schema and sum(accepts(one, value) for one in schema["oneOf"]) != 1:
        return False
    if isinstance(value, str):
        return len(value) >= schema.get("minLength", 0)
    if isinstance(value, list):
        size = schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value))
        return size and all(accepts(schema.get("items", {}), item) for item in value)
    if isinstance(value, dict):
        known, more = schema.get("properties", {}), schema.get("additionalProperties", {})
        inner = all(
            accepts(known[k], v) if k in known else more is not False and accepts(more, v) for k, v in value.items()
        )
        return inner and set(schema.get("required", ())) <= set(value) and len(value) >= schema.get("minProperties", 0)
    return True


def toml(value: Any) -> str:
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key} = {toml(inner)}' for key, inner in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(toml, value))}]"
    return json.dumps(value)


def is_read(recipe: dict[str, Any]) -> bool:
    try:
        read_recipe("".join(f"{key} = {toml(value)}\n" for key, value in recipe.items()), "r")
    except Refused as refused:
        assert refused.code == "recipe-mistake"
        return False
    return True


def test_the_published_schema_is_that_of_the_loader() -> None:
    assert FILE.read_text("utf-8") == rendered(), "write it with `python -m tests.recipe_schema`"


def test_there_is_an_example_of_every_kind() -> None:
    assert {next(iter(own)) for own in OWN} == {name_of(kind) for kind in KINDS}


def test_the_loader_and_the_published_schema_agree() -> None:
    schema = json.loads(FILE.read_text("utf-8"))
    verdicts = [(recipe, is_read(recipe)) for recipe in recipes()]
    assert [recipe for recipe, read in verdicts if accepts(schema, recipe) is not read] == []
    assert 200 < sum(read for _, read in verdicts) < len(verdicts) - 200
