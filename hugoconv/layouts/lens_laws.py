"""The laws of a lens, tried on sample pages: there and back gives the bytes, and doing it twice is doing it once."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

from hugoconv.errors import MatterSyntaxError, Refused
from hugoconv.layouts.convert import convert
from hugoconv.layouts.detection import detect
from hugoconv.layouts.eras import Era, eras
from hugoconv.layouts.parse import parse
from hugoconv.layouts.schema import Layout, Layouts, SchemaField
from hugoconv.page.page import Page
from hugoconv.refusals import refused

_VALUES = {"bool": "true", "int": "3", "date": "2021-03-12", "list": '["a", "b"]', "string": '"a"', "markdown": '"a"'}


class Broken(NamedTuple):
    """In which era a law does not hold, and how."""

    era: str
    why: str


def broken_law(layout: Layout, known: Layouts, sample: str) -> Broken | None:
    """The first law that the lens of a layout breaks on a page, taken as one of it and as one of the other layout, in
    any era; None where all hold. Refused, or raises MatterSyntaxError, where the page cannot be converted at all."""
    lens = layout.lens
    if lens is None:
        return None
    page = _parsed(sample, known)
    for era, was in product(_unlike(layout), (lens.here, lens.there)):
        if why := _broken(page, was, lens.other(was), era, known):
            return Broken(era.id, why)
    return None


def _unlike(layout: Layout) -> Iterator[Era]:
    """The first of the eras that the lens treats alike."""
    seen = []
    for era in eras():
        treatment = layout.lens and layout.lens.treatment(era)
        if treatment not in seen:
            seen.append(treatment)
            yield era


def _parsed(sample: str, known: Layouts) -> Page:
    try:
        return parse(sample, layouts=known)
    except MatterSyntaxError as error:
        raise refused("layout-mistake", case="sample", why=error.msg) from None


def _broken(page: Page, was: str, to: str, era: Era, known: Layouts) -> str:
    try:
        there = convert(page, to, from_=was, era=era.id, layouts=known).page
    except Refused as error:
        if error.code == "no-way-back":
            return f"from {was} to {to} and back does not give the bytes"
        raise
    fresh = parse(there.to_bytes(), layouts=known)
    if convert(fresh, to, from_=was, era=era.id, layouts=known).page.byte_edits and there is not page:
        return f"from {was} to {to} twice is not the same as once"
    if there is not page and detect(fresh, layouts=known).layout != to:
        return f"what was a {was} is not known as a {to}"
    if convert(fresh, was, from_=to, era=era.id, layouts=known).page.to_bytes() != page.to_bytes():
        return f"from {was} to {to} and back does not give the bytes"
    return ""


def samples_of(layout: Layout) -> Iterator[str]:
    """Pages with all fields of a layout, live, commented out, or both by turns, in YAML and in TOML; with the names
    that they have in the other layout, and without."""
    fields = [about for name, about in layout.fields.items() if "." not in name]
    others = [about._replace(name=about.name_there) for about in fields if about.name_there]
    for all_, toml in product((fields, others, _distinct([*fields, *others])), (False, True)):
        for signs in (("",), ("#",), ("", "#"), ("#", "")):
            lines = [signs[i % len(signs)] + _line(about, toml=toml) for i, about in enumerate(all_)]
            fence = "+++" if toml else "---"
            yield "\n".join((fence, *lines, fence, ""))


def _distinct(fields: list[SchemaField]) -> list[SchemaField]:
    return list({about.name.casefold(): about for about in fields}.values())


def _line(about: SchemaField, *, toml: bool) -> str:
    name = (
        about.name
        if about.name.replace("_", "").replace("-", "").isalnum() and about.name.isascii()
        else f'"{about.name}"'
    )
    value = _VALUES.get(about.type, '{ a = "b" }' if toml else "{ a: b }")
    return f"{name} = {value}" if toml else f"{name}: {value}"
