"""Every rule has an example in YAML and TOML, and docs/migrations.md shows them all."""

from typing import Any

import pytest

from hugoconv import migrate
from hugoconv.layouts.recipes.folders import Folders
from hugoconv.layouts.recipes.kinds import done
from hugoconv.layouts.recipes.notes import Note, Nothing
from hugoconv.layouts.recipes.page_layouts import layouts_of
from hugoconv.layouts.recipes.recipe import Recipe, Step
from hugoconv.layouts.recipes.versions import own_recipes
from hugoconv.layouts.recipes.way_back import step_back
from tests.migrations_page import EXAMPLES, FENCES, PAGE, example, page_of, rendered

STEPS = [(recipe, step) for recipe in own_recipes() for step in recipe.steps]
TRIED = [(recipe, step, syntax) for recipe, step in STEPS if example(step) for syntax in FENCES]
TOLD = [found for found in TRIED if isinstance(found[1].action, Note | Folders)]
DONE = [found for found in TRIED if found not in TOLD]


def name_of(value: Any) -> str:
    return getattr(value, "id", None) or getattr(value, "name", None) or str(value)


def test_every_rule_that_does_or_tells_something_has_an_example() -> None:
    wanted = {step.id for _, step in STEPS if not isinstance(step.action, Nothing)}
    assert {file.stem for file in EXAMPLES.iterdir()} == wanted
    assert len(wanted) > 45


@pytest.mark.parametrize(("recipe", "step", "syntax"), DONE, ids=name_of)
def test_a_rule_does_what_its_example_shows(recipe: Recipe, step: Step, syntax: str) -> None:
    said = example(step)
    before = page_of(said[syntax]["before"], syntax, said["path"])
    assert not step.layouts or layouts_of(before).names & set(step.layouts)
    found = done(before, step)
    assert found.page.to_bytes() == page_of(said[syntax]["after"], syntax, said["path"]).to_bytes()
    assert not found.notes
    back = done(found.page, step_back(step)).page
    assert (back.to_bytes() == before.to_bytes()) is said[syntax]["comes_back"]


@pytest.mark.parametrize(("recipe", "step", "syntax"), TOLD, ids=name_of)
def test_a_note_is_told_of_its_example(recipe: Recipe, step: Step, syntax: str) -> None:
    said = example(step)
    page = page_of(said[syntax]["before"], syntax, said["path"])
    notes = migrate(page, recipe.to_era, from_era=recipe.from_era).notes
    assert any(note.startswith(f"{step.id}: ") for note in notes)
    if isinstance(step.action, Folders):
        assert page.path is not None and step.action.names[0][0] in page.path
    assert done(page, step).page is page


@pytest.mark.parametrize(("recipe", "step", "syntax"), DONE, ids=name_of)
def test_a_migration_does_each_rule(recipe: Recipe, step: Step, syntax: str) -> None:
    said = example(step)
    page = page_of(said[syntax]["before"], syntax, said["path"])
    found = migrate(page, recipe.to_era, from_era=recipe.from_era)
    assert (step.id in found.steps) is (said[syntax]["before"] != said[syntax]["after"])
    assert (step.id in found.one_way) is not said[syntax]["comes_back"]


def test_the_documentation_shows_every_rule() -> None:
    page = PAGE.read_text("utf-8")
    assert rendered(page) == page, "write it with `python -m tests.migrations_page`"
