"""Layouts: their names, folders and fields, and the lens that leads from one to another; each a file of TOML."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from hugoconv.layouts.eras import Era, eras, load
from hugoconv.refusals import refused

ByEra = Mapping[str, tuple[str, ...]]


class SchemaField(NamedTuple):
    """A field of a layout: name, type, what it says; the versions, first and last, that ship and read it; whether the
    layout that its lens leads to has it, and under which other name; see ``talk.toml``."""

    name: str
    type: str
    about: str
    shipped: tuple[str, str] | None
    read: tuple[str, str] | None
    is_there: bool = True
    name_there: str = ""
    swaps: bool = False
    is_word: bool = False
    help: str | Mapping[str, str] = ""


class Pair(NamedTuple):
    """The two names of one field, in two layouts."""

    here: str
    there: str
    swaps: bool


class Lens(NamedTuple):
    """What corresponds between a layout, ``here``, and another, ``there``: which fields only one of them has, by
    case-folded names; the fields with two names, by eras; whether dates mean what ``eras.toml`` says of a talk;
    which of the fields are words of prose, too."""

    here: str
    there: str
    only_here: frozenset[str]
    only_there: frozenset[str]
    pairs: Mapping[str, tuple[Pair, ...]]
    phases: bool
    commented_out_here: frozenset[str]
    words: frozenset[str]

    def other(self, layout: str) -> str:
        """The other one of the two layouts."""
        return self.there if layout == self.here else self.here

    def only(self, layout: str) -> frozenset[str]:
        """The fields that only one of them has."""
        return self.only_here if layout == self.here else self.only_there

    def commented_out(self, layout: str) -> frozenset[str]:
        """The fields that the way from one of them may comment out."""
        return self.commented_out_here if layout == self.here else self.only_there

    def treatment(self, era: Era) -> object:
        """All that the era decides of a conversion."""
        return self.phases and era.phase == "P3", self.pairs[era.id]


class Layout(NamedTuple):
    """What stands in the file of one layout; ``folders``, ``order``, ``template`` and ``wanted`` by the ids of eras."""

    name: str
    names: tuple[str, ...]
    folders: ByEra
    order: ByEra
    template: ByEra
    wanted: ByEra
    marks: Mapping[str, tuple[str, ...]]
    fields: Mapping[str, SchemaField]
    lens: Lens | None


class Layouts:
    """The layouts of the themes and, after them, those of a user's own files, given as pairs of path and text.

    Two of the same files are the same object, in every process: what is remembered for one serves the other.
    """

    own: tuple[tuple[str, str], ...]
    #: The layouts by their names.
    all: dict[str, Layout]
    #: The names of fields at the top, in lowercase, that any of them has.
    known: frozenset[str]

    def __init__(self, own: tuple[tuple[str, str], ...]) -> None:
        self.own = own
        import tomllib

        ours = (layout_of(load(f"{name}.toml")) for name in load("detection.toml")["layouts"])
        self.all = {one.name: one for one in (*ours, *(layout_of(tomllib.loads(text)) for _, text in own))}
        self._named = {name: one.name for one in self.all.values() for name in one.names}
        self.known = frozenset(
            name
            for one in self.all.values()
            for name, about in one.fields.items()
            if "." not in name and not about.is_word
        )

    def __reduce__(self) -> tuple[Callable[..., Layouts], tuple[object, ...]]:
        return with_own, (self.own,)

    def named(self, name: str) -> str | None:
        """The layout that a name such as event or blog stands for; None for any other name."""
        return self._named.get(name.strip().lower())

    def needed(self, name: str) -> str:
        """As ``named``, but refuses (``layout-unknown``) a name of none."""
        found = self.named(name)
        if found is None:
            raise refused("layout-unknown", name=name, known=", ".join(self.all))
        return found

    def names(self) -> tuple[str, ...]:
        """Every name of every layout."""
        return tuple(self._named)

    def order(self, layout: str, era: str) -> tuple[str, ...]:
        """The order in which pages of a layout have their fields in an era, named by its id."""
        return self.all[layout].order[era]

    def lens(self, one: str, other: str) -> Lens | None:
        """The lens between two layouts; None where nothing says what corresponds."""
        for here, there in ((one, other), (other, one)):
            lens = self.all[here].lens if here in self.all else None
            if lens is not None and lens.there == there:
                return lens
        return None

    def neighbours(self, layout: str) -> Iterator[str]:
        """The layouts to which a lens leads from one."""
        return (name for name in self.all if self.lens(layout, name))

    def marked(self, fields: Mapping[str, Any]) -> tuple[str, list[str]] | None:
        """The first layout that the live fields of a page tell, and by which of them; names are case-folded."""
        for one in self.all.values():
            if marks := marks_of(one, fields):
                return one.name, marks
        return None


def marks_of(layout: Layout, fields: Mapping[str, Any]) -> list[str]:
    """The live fields with a value that together make sure that a page is of a layout; none where they do not."""
    shown = {kind: [n for n in names if _is_set(fields.get(n))] for kind, names in layout.marks.items()}
    sure = shown.pop("sure", [])
    company = [name for names in shown.values() for name in names]
    # Of one kind alone a page of another layout may have some, too.
    return sure or (company if sum(map(bool, shown.values())) > 1 else [])


def _is_set(value: Any) -> bool:
    return value not in (None, "", [], {}, False)


@cache
def with_own(own: tuple[tuple[str, str], ...]) -> Layouts:
    """The layouts of the themes and those of some texts, each with its path. The texts have been checked."""
    return Layouts(own)


@cache
def built_in() -> Layouts:
    """The layouts of the themes."""
    return with_own(())


def layout_of(said: Mapping[str, Any]) -> Layout:
    """The layout of a file that is known to be one."""
    fields = {name.casefold(): _field(name, about) for name, about in said.get("field", {}).items()}
    named = said["name"]
    return Layout(
        named,
        tuple(name.lower() for name in said.get("names", [named])),
        by_era(said.get("folders", [named])),
        by_era(said.get("order", [name for name in said.get("field", {}) if "." not in name])),
        by_era(said.get("template", [])),
        by_era(said.get("wanted", [])),
        {kind: tuple(name.casefold() for name in names) for kind, names in said.get("marks", {}).items()},
        fields,
        _lens(named, said["lens"], fields) if "lens" in said else None,
    )


def by_era(said: list[str] | Mapping[str, list[str]]) -> ByEra:
    """What is said for every era at once, or for each, by the ids of eras."""
    return {era.id: tuple(said if isinstance(said, list) else said.get(era.id, ())) for era in eras()}


def _field(name: str, about: Mapping[str, Any]) -> SchemaField:
    there = about.get("there", "")
    return SchemaField(
        name,
        about["type"],
        about.get("about", ""),
        _range(about.get("shipped")),
        _range(about.get("read")),
        there is not False,
        there or "",
        about.get("swaps", False),
        about.get("word", False),
        about.get("help", ""),
    )


def _range(versions: list[str] | None) -> tuple[str, str] | None:
    return None if versions is None else (versions[0], versions[1])


def _lens(here: str, said: Mapping[str, Any], fields: Mapping[str, SchemaField]) -> Lens:
    only = frozenset(name for name, about in fields.items() if not about.is_there)
    phases = said.get("phases", False)
    return Lens(
        here,
        said["to"],
        only,
        frozenset(name.casefold() for name in said.get("only-there", ())),
        {era.id: tuple(_pairs(era, fields.values())) for era in eras()},
        phases,
        only | {"date"} if phases else only,
        frozenset(name for name, about in fields.items() if about.is_word),
    )


def _pairs(era: Era, fields: Iterable[SchemaField]) -> Iterator[Pair]:
    for about in fields:
        if about.name_there and is_read(about, era):
            yield Pair(about.name, about.name_there, about.swaps)


def is_read(about: SchemaField, era: Era) -> bool:
    """Whether any version of an era reads a field; all do where nothing is said."""
    if about.read is None:
        return True
    versions = [version for one in eras() for version in one.versions]
    first, last = map(versions.index, about.read)
    return any(first <= versions.index(version) <= last for version in era.versions)


# of the layouts of the themes


def layout_named(name: str) -> str | None:
    """The layout of the themes that a name such as event or blog stands for; None for any other name."""
    return built_in().named(name)


def schema(layout: str) -> Mapping[str, SchemaField]:
    """The fields of a layout by their case-folded names; those inside a map have a dotted name."""
    return built_in().all[layout].fields


def field(layout: str, name: str) -> SchemaField | None:
    """A field of a layout; the case of the letters does not count, and a dot leads into a map.

    >>> found = field("talk", "publishdate")
    >>> found and (found.name, found.shipped)
    ('publishDate', ('4.1', '0.10'))
    """
    return schema(layout).get(name.casefold())


@cache
def fields_of_type(kind: str) -> frozenset[str]:
    """Case-folded names of the fields of all layouts that are of one type; those inside a map have a dotted name."""
    return frozenset(name for layout in built_in().all for name, about in schema(layout).items() if about.type == kind)


def known_fields() -> frozenset[str]:
    """Case-folded names of the top-level fields of all layouts, but for those that are words of prose too."""
    return built_in().known


def field_order(layout: str, era: str) -> tuple[str, ...]:
    """The order in which pages of a layout have their fields in an era, named by its id."""
    return built_in().order(layout, era)
