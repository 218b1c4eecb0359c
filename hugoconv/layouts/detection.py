"""Which layout and which era a page has, and why; rules in ``detection.toml``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from hugoconv.hugo.page_path import LEAF, SINGLE, PagePath
from hugoconv.layouts.eras import Era, default_era, era_named, eras, load
from hugoconv.layouts.record import Record, record_of
from hugoconv.layouts.schema import Layouts, built_in, layout_named
from hugoconv.page.page import Page
from hugoconv.page.page_argument import refuse_other_than_page
from hugoconv.syntax.values import Value

Fields = Mapping[str, Value]


class Exclusion(NamedTuple):
    """Why a file is neither a talk nor a post."""

    code: str
    why: str


class Detection(NamedTuple):
    """What a page is: ``layout`` is the name of one, ``era`` an id; None where nothing tells.

    ``layout_reason`` and ``era_reason`` say why, ``notes`` what else there is to know. ``not_a_page`` says why a file
    is no page of a layout, such as that of a section; None for a page.
    """

    layout: str | None
    layout_reason: str
    era: str | None
    era_reason: str
    notes: tuple[str, ...]
    not_a_page: str | None


class _Sign(NamedTuple):
    """Something that only pages of some eras show; see ``detection.toml``. ``heads`` are the top-level fields without
    which it cannot show."""

    strength: str
    eras: frozenset[str]
    fields: tuple[str, ...]
    maps: tuple[str, ...]
    without: tuple[str, ...]
    folder: str | None
    layout: str | None
    heads: frozenset[str]

    @property
    def names(self) -> tuple[str, ...]:
        """The fields that are the sign."""
        return (*self.fields, *self.maps)


@cache
def _rules() -> dict[str, Any]:
    return load("detection.toml")


@cache
def _signs() -> tuple[_Sign, ...]:
    return tuple(map(_sign, _rules()["sign"]))


def _sign(rule: dict[str, Any]) -> _Sign:
    fields, maps = tuple(rule.get("fields", ())), tuple(rule.get("maps", ()))
    return _Sign(
        rule["strength"],
        frozenset(rule["eras"]),
        fields,
        maps,
        tuple(rule.get("without", ())),
        rule.get("folder"),
        rule.get("layout"),
        frozenset(name.casefold().partition(".")[0] for name in (*fields, *maps)),
    )


def detect(page: Page, *, path: str | None = None, layouts: Layouts | None = None) -> Detection:
    """The layout and era of a page, each with its reason; ``path`` says where it would lie, ``layouts`` are those of
    ``read_layouts``, in place of the themes' alone."""
    refuse_other_than_page(page, "detect")
    where, fields = (page.moved_to(path) if path else page).where, values(page)
    found = record_of(page)
    layout, reason = detect_layout(where, fields, found, layouts)
    excluded = not_a_page(where, fields)
    code = excluded.code if excluded else None
    if found is not None and (recorded := era_named(found.era)):
        return Detection(layout, reason, recorded.id, "its record says so", (), code)
    era, era_reason, notes = detect_era(where, fields, layout)
    return Detection(layout, reason, era.id if era else None, era_reason, notes, code)


def detect_in_site(page: Page, era: str | None, reason: str = "", layouts: Layouts | None = None) -> Detection:
    """As ``detect``, in a site of an era, None where that is unknown; the notes are what ``era_in_site`` says."""
    found = detect(page, layouts=layouts)
    if era is None or record_of(page) is not None:
        return found
    own, notes = era_in_site(page, era)
    found = found._replace(notes=notes)
    return found if own is None else found._replace(era=own, era_reason=f"its site: {reason}")


def era_in_site(page: Page, era: str | None) -> tuple[str | None, tuple[str, ...]]:
    """The era of a site where a page may be of it, None where its strong signs or its record say that it is not; and
    which of its fields tell of another."""
    if era is None or record_of(page) is not None:
        return None, ()
    where, fields = page.where, values(page)
    layout, _ = detect_layout(where, fields)
    strange = [sign for sign in _shown(where, fields, layout) if sign.strength != "weak" and era not in sign.eras]
    is_other = any(sign.strength == "strong" for sign in strange)
    return None if is_other else era, tuple(map(_contradiction, strange))


def values(page: Page) -> Fields:
    """The fields of a page under case-folded names."""
    return {name.casefold(): value for name, value in page.items()}


# the layout


def detect_layout(
    where: PagePath | None, fields: Fields, record: Record | None = None, layouts: Layouts | None = None
) -> tuple[str | None, str]:
    """The layout of a page and why: the record, else an explicit type or layout, else the nearest folder with
    the name of one, else live fields. None where nothing is certain. ``fields`` have case-folded names.

    >>> detect_layout(None, {"event": "Opening", "location": "Leeds"})
    ('talk', 'it has event and location')
    """
    known = layouts or built_in()
    if record is not None:
        return _of_record(record, known)
    # As Hugo looks for templates: the type leads to their folder, the layout names one in it.
    for name in ("type", "layout"):
        value = fields.get(name)
        if not isinstance(value, str):
            continue
        layout = known.named(value)
        if layout or value.strip().lower() in _rules()["others"]["names"]:
            return layout, f"{name}: {value}"
    for folder in folders_of(where):
        if layout := known.named(folder):
            return layout, f"it lies in {folder}/"
    marked = known.marked(fields)
    return (marked[0], f"it has {listed(marked[1])}") if marked else (None, "no record, type, folder or field tells")


def _of_record(record: Record, known: Layouts) -> tuple[str | None, str]:
    if strange := [name for name in (record.was, record.layout) if name not in known.all]:
        return None, f"its record names the layout {strange[0]}, which is not known here"
    return record.layout, f"its record says it was a {record.was}"


def folders_of(where: PagePath | None) -> Iterator[str]:
    """The folders above a page up to the content, the nearest first; that of its own bundle does not count.

    A site may itself lie in a folder called blog.
    """
    if where is not None:
        yield from reversed(where.folders[:-1] if where.bundle == LEAF else where.folders)


def _stem(where: PagePath | None) -> str:
    """The name of a file without its suffix and language; of a bundle in lowercase, as Hugo knows it."""
    if where is None:
        return ""
    return where.file if where.bundle == SINGLE else where.file.lower()


def listed(names: Iterable[str]) -> str:
    *most, last = dict.fromkeys(names)
    return f"{', '.join(most)} and {last}" if most else last


# what has no layout


def not_a_page(where: PagePath | None, fields: Fields) -> Exclusion | None:
    """Why a file is neither a talk nor a post, or None: a section, a slide deck, a widget, an author."""
    stem = _stem(where)
    for rule in _rules()["not_a_page"]:
        if because := _because(rule, stem, fields):
            return Exclusion(rule["code"], f"{because} makes it {rule['what']}, neither a talk nor a post")
    return None


def _because(rule: dict[str, Any], stem: str, fields: Fields) -> str:
    if stem in rule.get("files", ()):
        return f"the name {stem}"
    for field in rule.get("maps", ()):
        if isinstance(fields.get(field), dict):
            return f"the map {field}"
    for field in rule.get("fields", ()):
        if field in fields:
            return f"the field {field}"
    value = fields.get("type")
    return f"type: {value}" if value in rule.get("types", ()) else ""


# the era


def detect_era(where: PagePath | None, fields: Fields, layout: str | None) -> tuple[Era | None, str, tuple[str, ...]]:
    """The era of a page, why, and what contradicts it; ``fields`` have case-folded names.

    None where nothing tells, where signs disagree, and where eras are left that treat the page differently.
    """
    shown = _shown(where, fields, layout)
    strong, medium, weak = (
        [sign for sign in shown if sign.strength == strength] for strength in ("strong", "medium", "weak")
    )
    certain = _common(strong)
    fitting = [sign for sign in medium if sign.eras & certain]
    left = certain & _common(fitting)
    if not left:
        names = listed(_names(fitting if certain else strong))
        return None, "its fields disagree", (f"fields of different theme versions: {names}",)
    notes = tuple(_contradiction(sign) for sign in medium if sign not in fitting)
    if len({_treatments()[era] for era in left}) > 1:
        return None, "nothing certain tells", notes
    for sign in weak:
        # A weak sign narrows what is left; it never contradicts the others.
        left = left & sign.eras or left
    return _preferred(left), f"it has {listed(_names(_narrowing([*strong, *fitting])))}", notes


def _shown(where: PagePath | None, fields: Fields, layout: str | None) -> list[_Sign]:
    """The signs of a page."""
    there = frozenset(fields)
    return [sign for sign in _signs() if sign.heads <= there and _shows(sign, where, fields, layout)]


def _common(signs: Iterable[_Sign]) -> frozenset[str]:
    """The eras that have pages with all of these signs."""
    return frozenset(era.id for era in eras()).intersection(*(sign.eras for sign in signs))


def _narrowing(signs: Iterable[_Sign]) -> Iterator[_Sign]:
    """Those signs that leave fewer eras than the ones before them."""
    left = _common(())
    for sign in signs:
        if left - sign.eras:
            left &= sign.eras
            yield sign


def _names(signs: Iterable[_Sign]) -> Iterator[str]:
    return (name for sign in signs for name in sign.names)


def _contradiction(sign: _Sign) -> str:
    titles = ", ".join(era.title for era in eras() if era.id in sign.eras)
    return f"{listed(sign.names)} would rather tell of another theme version: {titles}"


@cache
def _treatments() -> dict[str, int]:
    """By the ids of eras, a number for what a conversion of talk and post does there: signs tell eras for those."""
    lens = built_in().all["talk"].lens
    kinds = [lens and lens.treatment(era) for era in eras()]
    return {era.id: kinds.index(kind) for era, kind in zip(eras(), kinds, strict=True)}


def _preferred(left: frozenset[str]) -> Era:
    """One of several eras that are left: the default one, else the latest."""
    usual = default_era()
    return usual if usual.id in left else next(era for era in reversed(eras()) if era.id in left)


def _shows(sign: _Sign, where: PagePath | None, fields: Fields, layout: str | None) -> bool:
    return (
        sign.layout in (None, layout)
        and (sign.folder is None or sign.folder == _layout_folder(where))
        and all(_is_live(fields, name.casefold()) for name in sign.fields)
        and all(isinstance(fields.get(name.casefold()), dict) for name in sign.maps)
        and not any(name.casefold() in fields for name in sign.without)
    )


def _layout_folder(where: PagePath | None) -> str | None:
    """The nearest folder with the name of a layout, in lowercase."""
    return next((folder.lower() for folder in folders_of(where) if layout_named(folder)), None)


def _is_live(fields: Fields, name: str) -> bool:
    """Whether a field is there, be it empty; inside a map or the items of a list it must have a value."""
    head, dot, rest = name.partition(".")
    value = fields.get(head)
    if not dot:
        return head in fields
    items = value if isinstance(value, list) else [value]
    return any(isinstance(item, dict) and item.get(rest) not in (None, "") for item in items)
