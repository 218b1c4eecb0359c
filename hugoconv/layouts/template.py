"""The fields that a talk of an era has and a page lacks, commented out with a line of help each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from hugoconv.layouts.live_fields import commented_out_fields
from hugoconv.layouts.schema import Era, field, field_order, load
from hugoconv.page.operations import AddCommented, DropCommented
from hugoconv.page.page import Page

_ADDRESS = ("street", "city", "region", "postcode", "country")


def template_of(era: Era) -> tuple[str, ...]:
    """The names of those fields in their order."""
    return tuple(load("talk.toml")["template"][era.id])


def lacking(page: Page, era: Era) -> tuple[str, ...]:
    """Those that a page has neither live nor commented out."""
    there = {name.casefold() for name in page}
    there |= {field.key.casefold() for field in commented_out_fields(page)}
    return tuple(name for name in template_of(era) if name.casefold() not in there)


def adding(page: Page, names: Iterable[str], era: Era) -> AddCommented:
    """The operation that adds some of them."""
    return AddCommented(
        tuple(_with_lines(page, names, era)), tuple(name.casefold() for name in field_order("talk", era.id))
    )


def dropping(page: Page, names: Iterable[str], era: Era) -> DropCommented:
    """The operation that takes away what is still as it was added."""
    return DropCommented(tuple(line for _, lines in _with_lines(page, names, era) for line in lines))


def _with_lines(page: Page, names: Iterable[str], era: Era) -> Iterator[tuple[str, tuple[str, ...]]]:
    wanted, helped = list(names), set[str]()
    for name in wanted:
        leader = _leader(name, era)
        text = "" if leader in helped else _help(leader, era)
        helped.add(leader)
        yield name, (*([f"# {text}"] if text else []), *_lines(name, toml=page.has_dates))


@cache
def _leader(name: str, era: Era) -> str:
    """The field with whose line of help another one goes: the nearest before it that has one."""
    names = template_of(era)
    for other in reversed(names[: names.index(name) + 1]):
        if _help(other, era):
            return other
    return name


def _help(name: str, era: Era) -> str:
    found = load("talk.toml")["field"][name].get("help", "")
    return str(found[era.phase] if isinstance(found, dict) else found)


def _lines(name: str, *, toml: bool) -> tuple[str, ...]:
    about = field("talk", name)
    kind = about.type if about else "string"
    if kind == "map":
        inner = ", ".join(f'{part} = ""' for part in _ADDRESS)
        return (f"#{name} = {{{inner}}}",) if toml else (f"#{name}:", *(f"#  {part}: ''" for part in _ADDRESS))
    if kind == "bool":
        return (f"#{name} = false" if toml else f"#{name}: false",)
    return (f'#{name} = ""' if toml else f"#{name}:",)
