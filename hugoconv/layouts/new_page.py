"""Pages that are made, and not read."""

from __future__ import annotations

from collections.abc import Mapping
from os import PathLike

from hugoconv.layouts.detection import detect
from hugoconv.layouts.eras import default_era, needed_era
from hugoconv.layouts.parse import parse
from hugoconv.layouts.schema import Layouts, built_in
from hugoconv.page.operations import KeyPath, NewValue, Set
from hugoconv.page.page import Page


def new(
    path: str | PathLike[str] | None = None,
    values: Mapping[str, NewValue] | Mapping[KeyPath, NewValue] | None = None,
    *,
    layout: str | None = None,
    era: str | None = None,
    syntax: str = "yaml",
    body: bytes | str = b"",
    layouts: Layouts | None = None,
) -> Page:
    """A page with these values, its fields in the order in which pages of the layout have them, others last in the
    order given; ``write`` makes the file and its folders, and never one over another.

    Without a layout it is the one that the path tells, without an era the most frequent one; ``layouts`` are those of
    ``read_layouts``. Refused (``layout-unknown``, ``era-unknown``, ``syntax-unknown``) for names of none.

    >>> page = new("content/talk/mud/index.md", {"location": "Delft", "title": "Mud"})
    >>> print(page.to_bytes().decode(), end="")
    ---
    title: Mud
    location: Delft
    ---
    """
    known = layouts or built_in()
    page = parse(body, path, layouts=known).with_front_matter(syntax).from_nothing()
    named = known.needed(layout) if layout else detect(page, layouts=known).layout
    rules = needed_era(era) if era else default_era()
    order = known.order(named, rules.id) if named else ()
    places = {name.casefold(): i for i, name in enumerate(order)}
    given = sorted((values or {}).items(), key=lambda item: places.get(_top(item[0]), len(places)))
    return page.apply(*(Set(key, value, order) for key, value in given))


def _top(path: KeyPath) -> str:
    return str(path.partition(".")[0] if isinstance(path, str) else path[0]).casefold()
