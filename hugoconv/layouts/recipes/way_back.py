"""The way back of a recipe: the inverse of each of its steps, the last one first."""

from __future__ import annotations

from hugoconv.layouts.recipes.commented_out import CommentingOut
from hugoconv.layouts.recipes.notes import Note, Nothing
from hugoconv.layouts.recipes.recipe import Recipe, Step, StepCondition
from hugoconv.layouts.recipes.renames import Renaming
from hugoconv.layouts.recipes.values import Negation, ValueMap


def inverse(recipe: Recipe) -> Recipe:
    """The recipe that leads back; where a step has no way back, its place has a note that says so."""
    steps = tuple(map(step_back, reversed(recipe.steps)))
    return recipe._replace(from_era=recipe.to_era, to_era=recipe.from_era, steps=steps)


def step_back(step: Step) -> Step:
    """The step that leads back, or a note that none does."""
    step = step._replace(only_to=step.only_back_to, only_back_to=step.only_to)
    if step.keep:
        return step._replace(action=Nothing("the older version reads it as well"), condition=StepCondition())
    action = step.action.inverse()
    condition = StepCondition() if isinstance(action, Note | Nothing) else _condition(step)
    return step._replace(action=action, condition=condition)


def has_way_back(step: Step) -> bool:
    """Whether a step can be taken back on some page."""
    return step.keep or not isinstance(step.action.inverse(), Note)


def _condition(step: Step) -> StepCondition:
    """What a page has to show on the way back: what it showed, under the names that the step has given."""
    if isinstance(step.action, CommentingOut):
        return StepCondition()  # the line above says it
    names = dict(step.action.names if isinstance(step.action, Renaming) else ())
    if isinstance(step.action, ValueMap):
        names = {step.action.field: step.action.new}
    if isinstance(step.action, Negation):
        names = {step.action.old: step.action.new}
    where, kinds, folders = step.condition
    return StepCondition(
        tuple((names.get(name, name), value) for name, value in where),
        tuple((names.get(name, name), kind) for name, kind in kinds),
        folders,
    )
