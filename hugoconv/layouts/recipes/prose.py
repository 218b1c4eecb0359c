"""A recipe as prose: what each step does, to which pages, by which source, and whether it can be taken back."""

from __future__ import annotations

from collections.abc import Iterator

from hugoconv.layouts.recipes.folders import Folders
from hugoconv.layouts.recipes.notes import Note, Nothing
from hugoconv.layouts.recipes.recipe import Recipe, Step
from hugoconv.layouts.recipes.way_back import has_way_back


def lines_of(recipe: Recipe) -> Iterator[str]:
    """The lines of a recipe for a terminal."""
    yield recipe.title
    for step in recipe.steps:
        yield ""
        yield f"{step.id}  {step.about}"
        yield f"    pages: {pages_of(step)}"
        yield f"    {doing(step)}"
        yield f"    source: {step.citation}"


def pages_of(step: Step) -> str:
    """Which pages a step is about."""
    return ", ".join(name.replace("-section", " sections") for name in step.layouts) or "all"


def doing(step: Step) -> str:
    """Who does a step, and whether it can be taken back."""
    if isinstance(step.action, Note):
        return f"by hand: {step.action.text}"
    if isinstance(step.action, Nothing):
        return f"nothing to do: {step.action.text}"
    if isinstance(step.action, Folders):
        names = ", ".join(f"{old} to {new}" for old, new in step.action.names)
        return f"folders, with --move: {names}; can be taken back"
    if step.keep:
        return "the way back leaves it: the older version reads it, too"
    return "can be taken back" if has_way_back(step) else "cannot be taken back"
