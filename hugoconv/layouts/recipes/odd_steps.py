"""Steps that are too odd for data: small functions with a name, from a page and a step to what becomes of it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from hugoconv.layouts.recipes.links import type_links, untype_links
from hugoconv.layouts.recipes.notes import Note
from hugoconv.layouts.recipes.recipe import Done, Step, is_filled, noted, path_of, spelled, value_of
from hugoconv.layouts.recipes.renames import operations_of
from hugoconv.page.date_operations import typed_date
from hugoconv.page.operations import Append, Operation, Remove, Set
from hugoconv.page.page import Page
from hugoconv.text.regex import regex

NO_WAY_BACK = "there is no way back; look at it by hand"
_DAY_AND_TIME = regex(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?)?")
_DATES = ("date", "publishDate", "lastmod", "expiryDate")
_PROJECT = regex(r"/?project/([\w.-]+?)/?")
_SLIDES = regex(r"/?slides/([\w-]+)/?")


class Call(NamedTuple):
    """One of the functions below, by its name."""

    name: str

    def inverse(self) -> Call | Note:
        """The function that takes it back; where there is none, a note on pages that may have come from here."""
        odd = ODD_STEPS[self.name]
        return Call(odd.inverse) if odd.inverse else Note(NO_WAY_BACK, odd.makes)


class OddStep(NamedTuple):
    """A function, the name of the one that takes it back, if any, and else the fields that it makes."""

    do: Callable[[Page, Step], Done]
    inverse: str = ""
    makes: tuple[str, ...] = ()


def call(page: Page, step: Step) -> Done:
    """What the function says."""
    return ODD_STEPS[step.action.name].do(page, step)


def native_dates(page: Page, step: Step) -> Done:
    """Dates in quotes become ones without, in a syntax that has such; notes of those that are none."""
    texts = {name: value_of(page, name) for name in _DATES} if page.has_dates else {}
    found = {name: _native(text) for name, text in texts.items() if isinstance(text, str) and text}
    odd = [f"{name}: {texts[name]!r} is no date; write it by hand" for name, date in found.items() if date is None]
    return Done(page.apply(*(Set(spelled(page, name), date) for name, date in found.items() if date)), noted(step, odd))


def _native(text: str) -> datetime.date | None:
    try:
        return typed_date(text) if _DAY_AND_TIME.fullmatch(text) else None
    except ValueError:
        return None


def projects_of_url(page: Page, step: Step) -> Done:
    """The address of a project of the site becomes its name among the projects."""
    del step
    name = _inside(page, "url_project", _PROJECT)
    if name is None:
        return Done(page)
    return Done(page.apply(_listed(page, "projects", name), Remove(spelled(page, "url_project"), keep_comments=True)))


def _listed(page: Page, field: str, name: str) -> Operation:
    there = value_of(page, field)
    return Append(spelled(page, field), name) if isinstance(there, list) else Set(spelled(page, field), [name])


def _inside(page: Page, field: str, pattern: re.Pattern[str]) -> str | None:
    """The part of an address that names a page of the site; None for any other."""
    value = value_of(page, field)
    found = pattern.fullmatch(value) if isinstance(value, str) else None
    return found[1] if found else None


def slides_of_url(page: Page, step: Step) -> Done:
    """The address of a deck of the site becomes its name."""
    del step
    name = _inside(page, "url_slides", _SLIDES)
    if name is None or is_filled(page, "slides"):
        return Done(page)
    named = page.apply(Set(spelled(page, "url_slides"), name))
    return Done(named.apply(*operations_of(named, "url_slides", "slides")))


def url_of_slides(page: Page, step: Step) -> Done:
    """The name of a deck becomes its address."""
    del step
    name = value_of(page, "slides")
    if not isinstance(name, str) or not name or is_filled(page, "url_slides"):
        return Done(page)
    named = page.apply(Set(spelled(page, "slides"), f"slides/{name}"))
    return Done(named.apply(*operations_of(named, "slides", "url_slides")))


def project_files(page: Page, step: Step) -> Done:
    """The names of projects get the suffix of their files."""
    del step
    return Done(page.apply(*(Set(path, f"{name}.md") for path, name in _projects(page) if not name.endswith(".md"))))


def project_names(page: Page, step: Step) -> Done:
    """The names of projects lose the suffix of their files."""
    del step
    found = ((path, name) for path, name in _projects(page) if name.endswith(".md"))
    return Done(page.apply(*(Set(path, name.removesuffix(".md")) for path, name in found)))


def _projects(page: Page) -> Iterator[tuple[tuple[str | int, ...], str]]:
    found = value_of(page, "projects")
    for i, name in enumerate(found if isinstance(found, list) else ()):
        if isinstance(name, str) and name:
            yield (*spelled(page, "projects"), i), name


def image_map(page: Page, step: Step) -> Done:
    """A picture that is named alone becomes a map with its name."""
    del step
    name = value_of(page, "image")
    if not isinstance(name, str) or not name:
        return Done(page)
    return Done(page.apply(Set(path_of("image"), {"filename": name})))


ODD_STEPS = {
    "native-dates": OddStep(native_dates, makes=_DATES),
    "projects-of-url": OddStep(projects_of_url, makes=("projects",)),
    "project-files": OddStep(project_files, "project-names"),
    "project-names": OddStep(project_names, "project-files"),
    "slides-of-url": OddStep(slides_of_url, "url-of-slides"),
    "url-of-slides": OddStep(url_of_slides, "slides-of-url"),
    "image-map": OddStep(image_map, makes=("image",)),
    "type-links": OddStep(type_links, "untype-links"),
    "untype-links": OddStep(untype_links, "type-links"),
}
