"""The fields that pages of a layout have in an era and a page lacks, commented out with a line of help each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hugoconv.layouts.eras import Era
from hugoconv.layouts.live_fields import commented_out_fields
from hugoconv.layouts.schema import Layout
from hugoconv.page.operations import AddCommented, DropCommented
from hugoconv.page.page import Page


def lacking(page: Page, layout: Layout, era: Era) -> tuple[str, ...]:
    """Those that a page has neither live nor commented out."""
    there = {name.casefold() for name in page}
    there |= {field.key.casefold() for field in commented_out_fields(page)}
    return tuple(name for name in layout.template[era.id] if name.casefold() not in there)


def adding(page: Page, names: Iterable[str], layout: Layout, era: Era) -> AddCommented:
    """The operation that adds some of them."""
    order = tuple(name.casefold() for name in layout.order[era.id])
    return AddCommented(tuple(_with_lines(page, names, layout, era)), order)


def dropping(page: Page, names: Iterable[str], layout: Layout, era: Era) -> DropCommented:
    """The operation that takes away what is still as it was added."""
    return DropCommented(tuple(line for _, lines in _with_lines(page, names, layout, era) for line in lines))


def _with_lines(page: Page, names: Iterable[str], layout: Layout, era: Era) -> Iterator[tuple[str, tuple[str, ...]]]:
    wanted, helped = list(names), set[str]()
    for name in wanted:
        leader = _leader(name, layout, era)
        text = "" if leader in helped else _help(leader, layout, era)
        helped.add(leader)
        yield name, (*([f"# {text}"] if text else []), *_lines(name, layout, toml=page.has_dates))


def _leader(name: str, layout: Layout, era: Era) -> str:
    """The field with whose line of help another one goes: the nearest before it that has one."""
    names = layout.template[era.id]
    for other in reversed(names[: names.index(name) + 1]):
        if _help(other, layout, era):
            return other
    return name


def _help(name: str, layout: Layout, era: Era) -> str:
    found = layout.fields[name.casefold()].help
    return found if isinstance(found, str) else found.get(era.phase, "")


def _lines(name: str, layout: Layout, *, toml: bool) -> tuple[str, ...]:
    kind = layout.fields[name.casefold()].type
    inner = [
        about.name.partition(".")[2] for key, about in layout.fields.items() if key.startswith(f"{name.casefold()}.")
    ]
    if kind == "map" and inner:
        parts = ", ".join(f'{part} = ""' for part in inner)
        return (f"#{name} = {{{parts}}}",) if toml else (f"#{name}:", *(f"#  {part}: ''" for part in inner))
    value = _EMPTY.get(kind, "")
    if toml:
        return (f"#{name} = {value or _EMPTY_IN_TOML.get(kind, chr(34) * 2)}",)
    return (f"#{name}: {value}" if value else f"#{name}:",)


_EMPTY = {"bool": "false", "list": "[]", "map": "{}"}
_EMPTY_IN_TOML = {"int": "0"}
