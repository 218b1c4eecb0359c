"""The buttons of a page: fields of their own up to one version, items of a list with a type from then on."""

from __future__ import annotations

from collections.abc import Iterator

from hugoconv.layouts.recipes.recipe import Done, Step, is_filled, noted, spelled
from hugoconv.page.operations import Append, Insert, Operation, Remove, Set
from hugoconv.page.page import Page
from hugoconv.syntax.values import Value

_FIELDS = {
    f"url_{name}": name
    for name in ("pdf", "preprint", "code", "dataset", "poster", "project", "slides", "source", "video")
} | {"external_link": "site"}


def type_links(page: Page, step: Step) -> Done:
    """A button in a field of its own becomes an item of ``links``; a field without an address goes, since an item
    without one would draw a button."""
    there = [name for name in page if name.casefold() in _FIELDS]
    odd = [name for name in there if not isinstance(page[(name,)], str | None)]
    fields = [name for name in there if name not in odd]
    if fields and is_filled(page, "links") and not isinstance(page["links"], list):
        return Done(page, noted(step, ["links is no list; make it one by hand"]))
    words = noted(step, (f"{name} is no text; change it by hand" for name in odd))
    return Done(page.apply(*_typing(page, fields)), words)


def _typing(page: Page, fields: list[str]) -> Iterator[Operation]:
    items = [{"type": _FIELDS[name.casefold()], "url": page[(name,)]} for name in fields if page[(name,)]]
    if items and not is_filled(page, "links"):
        yield Set(spelled(page, "links"), items)
    elif items:
        yield from (Append(spelled(page, "links"), item) for item in items)
    yield from (Remove((name,), keep_comments=True) for name in fields)


def untype_links(page: Page, step: Step) -> Done:
    """An item of ``links`` with a type and an address becomes a field of its own; a note for any other with a type."""
    items = page["links"] if is_filled(page, "links") and isinstance(page["links"], list) else []
    names = {kind: name for name, kind in _FIELDS.items()}
    plain, odd = dict[str, tuple[int, Value]](), list[str]()
    for i, item in enumerate(items):
        if not isinstance(item, dict) or "type" not in item:
            continue
        name = names.get(str(item["type"]), "")
        if item.keys() == {"type", "url"} and isinstance(item["url"], str) and name not in {"", *plain, *page}:
            plain[name] = i, item["url"]
        else:
            odd.append(str(item["type"]))
    words = noted(step, (f"links: the item of type {kind} has no field of its own" for kind in odd))
    return Done(page.apply(*_untyping(page, plain, all_go=len(plain) == len(items))), words)


def _untyping(page: Page, plain: dict[str, tuple[int, Value]], *, all_go: bool) -> Iterator[Operation]:
    yield from (Insert((name,), url) for name, (_, url) in plain.items())
    if plain and all_go:
        yield Remove(spelled(page, "links"), keep_comments=True)
    else:
        # By their numbers, and from the end: to discard an item takes every equal one along, which has no field.
        yield from (Remove((*spelled(page, "links"), i)) for i, _ in reversed(plain.values()))
