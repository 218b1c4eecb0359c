"""Steps that change nothing: what a person has to do by hand, and what is only worth knowing."""

from __future__ import annotations

from typing import NamedTuple

from hugoconv.layouts.recipes.recipe import Done, Step, has, is_filled, noted
from hugoconv.page.page import Page


class Note(NamedTuple):
    """What is to be done by hand on a page that has one of some fields with a value, and lacks all of others."""

    text: str
    has: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()

    def inverse(self) -> Nothing:
        """There is nothing to take back."""
        return Nothing(self.text)


class Nothing(NamedTuple):
    """Why a page has not to be changed."""

    text: str

    def inverse(self) -> Nothing:
        """There is nothing to take back."""
        return self


def tell(page: Page, step: Step) -> Done:
    """The page as it is, with the note where it concerns it."""
    action: Note = step.action
    concerns = not action.has or any(is_filled(page, name) for name in action.has)
    if not concerns or any(has(page, name) for name in action.lacks):
        return Done(page)
    return Done(page, noted(step, [action.text]))


def leave(page: Page, _step: Step) -> Done:
    """The page as it is."""
    return Done(page)
