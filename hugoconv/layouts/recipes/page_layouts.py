"""What a page is for recipes: more layouts than a conversion knows, sections among them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from hugoconv.hugo.page_path import PagePath
from hugoconv.layouts.detection import Fields, folders_of, listed, not_a_page, values
from hugoconv.layouts.eras import load
from hugoconv.layouts.schema import built_in, layout_named
from hugoconv.page.page import Page

_SECTION, _AUTHOR = "not-a-page-section", "not-a-page-author"


class PageLayouts(NamedTuple):
    """The layouts of whose steps a page is one, none where that is not certain, and why."""

    names: frozenset[str]
    reason: str


def layouts_of(page: Page) -> PageLayouts:
    """What a page is: a talk, post, publication, project or author, or the page of a section of them.

    >>> from hugoconv.layouts.parse import parse
    >>> sorted(layouts_of(parse("---\\ntitle: x\\n---\\n", path="content/publication/_index.md")).names)
    ['publication-section', 'section']
    """
    where, fields = page.where, values(page)
    excluded = not_a_page(None, fields) or not_a_page(where, fields)
    if excluded is None:
        return _layout(page, fields)
    if excluded.code == _AUTHOR or (excluded.code == _SECTION and _is_profile(where)):
        return PageLayouts(frozenset(("author",)), excluded.why)
    if excluded.code == _SECTION:
        inner = _of_folders(where)
        return PageLayouts(frozenset(("section", *([f"{inner}-section"] if inner else []))), excluded.why)
    return PageLayouts(frozenset(), excluded.why)


def _layout(page: Page, fields: Fields) -> PageLayouts:
    """The layout of a page by its type, else its folder, else its fields."""
    for name in ("type", "layout"):
        value = fields.get(name)
        if isinstance(value, str) and (value.lower() in _others() or _named(value)):
            return _one(_named(value), f"{name}: {value}")
    if found := _of_folders(page.where):
        return _one(found, f"it lies in a folder of {found}")
    marked = built_in().marked(fields) or built_in().marked({**fields, **dict(_commented_out_marks(page))})
    return _one(marked[0], f"it has {listed(marked[1])}") if marked else _one(None, "no type, folder or field tells")


def _commented_out_marks(page: Page) -> Iterator[tuple[str, str]]:
    """The fields that a recipe may have commented out, and that tell a layout even so."""
    names = [name for name in built_in().all["publication"].marks["sure"] if name in page.matter]
    return ((field.key, "there") for field in (page.commented_out if names else ()) if field.key in names)


def _one(layout: str | None, reason: str) -> PageLayouts:
    return PageLayouts(frozenset((layout,) if layout else ()), reason)


def _of_folders(where: PagePath | None) -> str | None:
    """The layout of the nearest folder with the name of one."""
    return next((layout for folder in folders_of(where) if (layout := _named(folder))), None)


def _is_profile(where: PagePath | None) -> bool:
    """Whether the page of a section is that of an author: a folder below the one of authors."""
    folders = list(folders_of(where))
    return len(folders) > 1 and _named(folders[1]) == "author"


def _named(name: str) -> str | None:
    return layout_named(name) or _names().get(name.strip().lower())


@cache
def _names() -> Mapping[str, str]:
    return {name: layout for layout, rule in _further().items() for name in rule["names"]}


def _further() -> Mapping[str, Any]:
    found: Mapping[str, Any] = load("detection.toml")["further"]
    return found


def _others() -> list[str]:
    found: list[str] = load("detection.toml")["others"]["names"]
    return found
