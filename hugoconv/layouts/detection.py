"""Which layout and which era a page has, and why; rules in ``detection.toml``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from hugoconv.layouts.record import record_of
from hugoconv.layouts.schema import Era, default_era, era_named, eras, layout_named, load
from hugoconv.page.page import Page
from hugoconv.syntax.values import Value

Fields = Mapping[str, Value]
OTHER = {"talk": "post", "post": "talk"}


class Exclusion(NamedTuple):
    """Why a file is neither a talk nor a post."""

    code: str
    why: str


class Detection(NamedTuple):
    """What a page is, and why. ``layout`` is talk, post or None, ``era`` an id or None where nothing tells."""

    layout: str | None
    layout_reason: str
    era: str | None
    era_reason: str
    notes: tuple[str, ...]
    not_a_page: str | None


class _Sign(NamedTuple):
    fields: tuple[str, ...]
    without: tuple[str, ...]
    eras: frozenset[str]
    strong: bool


@cache
def _rules() -> dict[str, Any]:
    return load("detection.toml")


@cache
def _signs() -> tuple[_Sign, ...]:
    return tuple(
        _Sign(
            tuple(sign["fields"]),
            tuple(sign.get("without", ())),
            frozenset(sign["eras"]),
            sign.get("strong", False),
        )
        for sign in _rules()["sign"]
    )


def detect(page: Page, *, path: str | None = None) -> Detection:
    """The layout and era of a page, each with its reason; ``path`` says where it would lie."""
    where, fields = path or page.path, values(page)
    found = record_of(page)
    layout, reason = detect_layout(where, fields, found.was if found else None)
    excluded = not_a_page(where, fields)
    if found is not None and era_named(found.era):
        return Detection(
            layout, reason, found.era, "the record says so", (), excluded.code if excluded else None
        )
    era, era_reason, notes = detect_era(where, fields, layout)
    return Detection(
        layout, reason, era.id if era else None, era_reason, notes, excluded.code if excluded else None
    )


def values(page: Page) -> Fields:
    """The fields of a page under case-folded names."""
    return {name.casefold(): value for name, value in page.items()}


def detect_layout(path: str | None, fields: Fields, was: str | None = None) -> tuple[str | None, str]:
    """The layout of a page and why: the record, else an explicit type or layout, else the nearest folder with
    the name of one, else live fields. None where nothing is certain."""
    if was is not None:
        return OTHER[was], f"its record says it was a {was}"
    for name in ("type", "layout"):
        value = fields.get(name)
        if isinstance(value, str) and (layout := layout_named(value)):
            return layout, f"{name}: {value}"
    for folder in _folders(path):
        if layout := layout_named(folder):
            return layout, f"it lies in {folder}/"
    marks = _rules()["marks"]
    sure = [name for name in marks["sure"] if _is_set(fields.get(name))]
    company = [name for name in marks["company"] if _is_set(fields.get(name))]
    if sure or len(company) > 1:
        return "talk", f"it has {', '.join(sure or company)}"
    return None, "no record, type, folder or field tells"


def _folders(path: str | None) -> Iterator[str]:
    """The folders above a page, the nearest first; that of its own bundle does not count."""
    parts = [part for part in (path or "").replace("\\", "/").split("/") if part not in ("", ".")]
    own = 2 if parts and parts[-1].partition(".")[0] == "index" else 1
    return reversed(parts[:-own])


def _is_set(value: Value) -> bool:
    return value not in (None, "", [], {}, False)


def not_a_page(path: str | None, fields: Fields) -> Exclusion | None:
    """Why a file is neither a talk nor a post, or None: a section, a slide deck, a widget, an author."""
    name = (path or "").replace("\\", "/").rpartition("/")[2].partition(".")[0]
    for rule in _rules()["not_a_page"]:
        because = _because(rule, name, fields)
        if because:
            return Exclusion(rule["code"], f"{because} makes it {rule['what']}, neither a talk nor a post")
    return None


def _because(rule: dict[str, Any], name: str, fields: Fields) -> str:
    if name in rule.get("files", ()):
        return f"the name {name}"
    for field in rule.get("maps", ()):
        if isinstance(fields.get(field), dict):
            return f"the map {field}"
    for field in rule.get("fields", ()):
        if field in fields:
            return f"the field {field}"
    value = fields.get("type")
    return f"type: {value}" if value in rule.get("types", ()) else ""


def detect_era(
    path: str | None, fields: Fields, layout: str | None
) -> tuple[Era | None, str, tuple[str, ...]]:
    """The era of a page, why, and what contradicts it. None where nothing tells or strong signs disagree."""
    del layout
    strong = [sign for sign in _signs() if sign.strong and _shows(sign, fields)]
    left = {era.id for era in eras()}
    for sign in strong:
        if not left & sign.eras:
            names = ", ".join(sorted({", ".join(s.fields) for s in strong}))
            return None, "its fields disagree", (f"fields of several theme versions: {names}",)
        left &= sign.eras
    weak = [sign for sign in _signs() if not sign.strong and _shows(sign, fields)]
    reasons = [" and ".join(sign.fields) for sign in strong]
    for names, sign_eras in [*((" and ".join(s.fields), s.eras) for s in weak), *_folder_sign(path)]:
        if left & sign_eras and left - sign_eras:
            left &= sign_eras
            reasons.append(names)
    if not strong and len(left) > 1:
        return None, "nothing certain tells", ()
    found = _preferred(left)
    return found, f"it has {', '.join(dict.fromkeys(reasons))}", ()


def _preferred(left: set[str]) -> Era:
    """One of several eras that are left: the default one, else the latest."""
    usual = default_era()
    return usual if usual.id in left else next(era for era in reversed(eras()) if era.id in left)


def _folder_sign(path: str | None) -> Iterator[tuple[str, frozenset[str]]]:
    known = _rules()["folders"]
    for folder in _folders(path):
        if folder.lower() in known:
            yield f"the folder {folder}/", frozenset(known[folder.lower()])
            return


def _shows(sign: _Sign, fields: Fields) -> bool:
    return all(_has(fields, name) for name in sign.fields) and not any(_has(fields, n) for n in sign.without)


def _has(fields: Fields, name: str) -> bool:
    """Whether a field is there, with a value; a dot leads into a map or the first item of a list."""
    head, dot, rest = name.partition(".")
    value = fields.get(head)
    if isinstance(value, list) and dot:
        value = value[0] if value else None
    if not dot:
        return head in fields and value not in (None, "")
    return isinstance(value, dict) and value.get(rest) not in (None, "")
