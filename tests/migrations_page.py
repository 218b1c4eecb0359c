"""docs/migrations.md: what stands below its line is written from the recipes, and from the examples in fixtures/recipes.

python -m tests.migrations_page     # writes it
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any

from hugoconv.layouts.recipes.folders import Folders
from hugoconv.layouts.recipes.kinds import done
from hugoconv.layouts.recipes.notes import Note, Nothing
from hugoconv.layouts.recipes.prose import pages_of
from hugoconv.layouts.recipes.recipe import Recipe, Step
from hugoconv.layouts.recipes.versions import own_recipes
from hugoconv.layouts.recipes.way_back import has_way_back
from hugoconv.page.page import Page, parse
from tests.refusal_calls import ROOT

PAGE = ROOT / "docs/migrations.md"
EXAMPLES = ROOT / "fixtures/recipes"
LINE = "<!-- What follows is written by `python -m tests.migrations_page`. -->\n"
FENCES = {"yaml": "---\n", "toml": "+++\n"}


def rendered(page: str) -> str:
    """The page with the table of all rules and their examples below its line."""
    return page.partition(LINE)[0] + LINE + "\n" + "\n".join(_lines()) + "\n"


def example(step: Step) -> dict[str, Any]:
    """The example of a step; none of one that does nothing."""
    file = EXAMPLES / f"{step.id}.toml"
    return tomllib.loads(file.read_text("utf-8")) if file.exists() else {}


def page_of(matter: str, syntax: str, path: str) -> Page:
    fence = FENCES[syntax]
    return parse(f"{fence}{matter}{fence}", path)


def _lines() -> Iterator[str]:
    yield "## All rules"
    yield ""
    yield "| rule | from | to | pages | what | way back | source |"
    yield "|---|---|---|---|---|---|---|"
    for recipe in own_recipes():
        yield from (_row(recipe, step) for step in recipe.steps)
    for recipe in own_recipes():
        yield ""
        yield f"## {recipe.title}"
        for step in recipe.steps:
            yield from _section(step)


def _row(recipe: Recipe, step: Step) -> str:
    cells = (step.id, recipe.from_era, recipe.to_era, pages_of(step), step.about, way_back(step), step.citation)
    return f"| {' | '.join(cells)} |"


def way_back(step: Step) -> str:
    """What becomes of a step on the way back, in a word."""
    if isinstance(step.action, Note):
        return "by hand"
    if isinstance(step.action, Nothing):
        return "nothing to do"
    if step.keep:
        return "stays"
    if isinstance(step.action, Folders):
        return "yes, with `--move`"
    return "yes" if has_way_back(step) else "no"


def _section(step: Step) -> Iterator[str]:
    yield ""
    yield f"### {step.id}"
    yield ""
    yield step.about
    if isinstance(step.action, Nothing):
        yield f"Nothing to do: {step.action.text}."
        return
    if isinstance(step.action, Folders):
        yield ""
        for old, new in step.action.names:
            yield f"- `content/{old}/mud/index.md` becomes `content/{new}/mud/index.md`"
        yield ""
        yield "With `--move`; the old address is among the `aliases` of the page then."
        return
    said = example(step)
    before = said["yaml"]["before"] if step.id != "P02" else said["toml"]["before"]
    syntax = "yaml" if step.id != "P02" else "toml"
    yield ""
    yield from _block(before, syntax)
    if isinstance(step.action, Note):
        yield ""
        yield f"A note says: *{done(page_of(before, syntax, said['path']), step).notes[0]}*"
        return
    yield ""
    yield "becomes"
    yield ""
    yield from _block(said[syntax]["after"], syntax)


def _block(matter: str, syntax: str) -> Iterator[str]:
    yield f"```{syntax}"
    yield matter.rstrip("\n")
    yield "```"


if __name__ == "__main__":
    PAGE.write_text(rendered(PAGE.read_text("utf-8")), "utf-8")
