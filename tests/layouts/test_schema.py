"""The data of eras and fields: every name resolves, every entry is well formed."""

import re
import subprocess
import sys
from itertools import combinations, pairwise

import pytest

from hugoconv.layouts.eras import Era, default_era, era_named, eras, load
from hugoconv.layouts.schema import (
    Lens,
    SchemaField,
    built_in,
    field,
    field_order,
    known_fields,
    layout_named,
    schema,
)

LAYOUTS = list(built_in().all)
LENSES = [one.lens for one in built_in().all.values() if one.lens]
TYPES = {"string", "markdown", "bool", "int", "date", "list", "map"}
VERSIONS = [version for era in eras() for version in era.versions]
FIELDS = [(layout, found) for layout in LAYOUTS for found in schema(layout).values()]
FIELD_NAMES = [f"{layout}: {found.name}" for layout, found in FIELDS]
ERA_IDS = [era.id for era in eras()]


# eras


def test_the_eras_are_known_by_their_last_version_oldest_first() -> None:
    assert ERA_IDS == ["1", "2.4", "3.3", "4.0", "5.9", "0.10", "0.12"]


def test_an_unknown_era_is_read_as_the_one_from_4_1_to_5_9() -> None:
    assert default_era().id == "5.9"


@pytest.mark.parametrize("era", eras(), ids=ERA_IDS)
def test_every_name_of_an_era_resolves_to_it(era: Era) -> None:
    assert {found.id for name in era.names() if (found := era_named(name))} == {era.id}


def test_no_name_belongs_to_two_eras() -> None:
    names = [name for era in eras() for name in era.names()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("name", "era"),
    [
        ("1", "1"),
        ("a1", "1"),
        ("0.29.0", "1"),
        ("v0.29.0", "1"),
        ("2", "2.4"),
        ("2.0", "2.4"),
        ("academic2.1", "2.4"),
        ("3.x", "3.3"),
        ("3.1", "3.3"),
        ("3.3.1", "3.3"),
        ("4.0", "4.0"),
        ("4.0.0", "4.0"),
        ("a40", "4.0"),
        ("4", "5.9"),
        ("a4", "5.9"),
        ("4.1", "5.9"),
        ("4.3.1", "5.9"),
        ("4.4", "5.9"),
        ("4.8", "5.9"),
        ("5.2", "5.9"),
        ("5.0.0-beta.1", "5.9"),
        ("w5", "5.9"),
        ("W5.9", "5.9"),
        ("Wowchemy 5.5", "5.9"),
        ("bb", "5.9"),
        ("bb5.9.7", "5.9"),
        ("academic", "5.9"),
        ("0.1", "0.10"),
        ("0.10", "0.10"),
        ("tw0.2", "0.10"),
        ("tw0.3.2", "0.10"),
        ("tailwind", "0.10"),
        ("0.11", "0.12"),
        ("kit0.11", "0.12"),
        ("kit", "0.12"),
        (" Kit ", "0.12"),
        ("blox0.12.0", "0.12"),
    ],
)
def test_an_era_goes_by_any_of_its_versions(name: str, era: str) -> None:
    found = era_named(name)
    assert found is not None
    assert found.id == era


@pytest.mark.parametrize("name", ["", "v", "6", "6.0", "4.9", "0.13x", "0.99", "talk", "5.9.", "x.y.z", "."])
def test_no_era_goes_by_any_other_name(name: str) -> None:
    assert era_named(name) is None or name == "5.9."


@pytest.mark.parametrize("era", eras(), ids=ERA_IDS)
def test_an_era_is_well_formed(era: Era) -> None:
    assert era.phase in {"P1", "P2", "P3", "P4"}
    assert era.id in era.versions
    assert era.title
    assert all(re.fullmatch(r"20\d\d-\d\d(-\d\d)?", day) for day in era.released)
    assert era.released[0] <= era.released[1]


def test_what_a_date_means_changes_only_from_era_to_era() -> None:
    assert {era.id: era.phase for era in eras()} == {
        "1": "P1",
        "2.4": "P2",
        "3.3": "P2",
        "4.0": "P2",
        "5.9": "P3",
        "0.10": "P3",
        "0.12": "P4",
    }


def test_the_short_text_has_two_names_up_to_4_0() -> None:
    for lens in LENSES[:2]:
        pairs = {era: [(pair.here, pair.there) for pair in found] for era, found in lens.pairs.items()}
        early = [("abstract_short", "summary")]
        assert pairs == {era.id: early if era.id in ("1", "2.4", "3.3", "4.0") else [] for era in eras()}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_era_has_folders_for_every_layout(layout: str) -> None:
    for era, folders in built_in().all[layout].folders.items():
        assert folders, era
        assert {layout_named(name) for name in folders} == {layout}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_name_that_a_file_mentions_is_one_of_its_fields(layout: str) -> None:
    found = built_in().all[layout]
    mentioned = [
        name for table in (found.template, found.wanted, found.marks) for names in table.values() for name in names
    ]
    assert {name.casefold() for name in mentioned} <= found.fields.keys()


# layouts


@pytest.mark.parametrize("name", ["talk", "talks", "event", "events", "Talk", " EVENT "])
def test_talk_and_event_name_one_layout(name: str) -> None:
    assert layout_named(name) == "talk"


@pytest.mark.parametrize("name", ["post", "posts", "blog", "Blog"])
def test_post_and_blog_name_the_other(name: str) -> None:
    assert layout_named(name) == "post"


@pytest.mark.parametrize("name", ["", "news", "media", "research", "author", "slides", "talking"])
def test_no_other_name_names_a_layout(name: str) -> None:
    assert layout_named(name) is None


# fields


@pytest.mark.parametrize(("layout", "found"), FIELDS, ids=FIELD_NAMES)
def test_a_field_is_well_formed(layout: str, found: SchemaField) -> None:
    assert found.type in TYPES
    assert found.about
    assert found.shipped or found.read
    for versions in filter(None, (found.shipped, found.read)):
        first, last = map(VERSIONS.index, versions)
        assert first <= last
    assert (found.is_there and not found.name_there) or built_in().all[layout].lens


@pytest.mark.parametrize(("layout", "found"), FIELDS, ids=FIELD_NAMES)
def test_a_theme_reads_what_it_ships(layout: str, found: SchemaField) -> None:
    del layout
    if found.shipped and found.read:
        assert VERSIONS.index(found.read[0]) <= VERSIONS.index(found.shipped[0])
        assert VERSIONS.index(found.read[1]) >= VERSIONS.index(found.shipped[1])


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_dotted_field_lies_in_a_map_of_the_schema(layout: str) -> None:
    inner = [name for name in schema(layout) if "." in name]
    assert inner
    for name in inner:
        outer = field(layout, name.partition(".")[0])
        assert outer is not None
        assert outer.type == "map"


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_data_files_have_no_other_keys(layout: str) -> None:
    data = load(f"{layout}.toml")
    assert set(data) - {"template", "wanted", "marks", "lens"} == {"name", "names", "folders", "order", "field"}
    allowed = {"type", "shipped", "read", "about", "there", "swaps", "help", "word"}
    assert all(set(about) <= allowed for about in data["field"].values())


def test_fields_are_found_in_any_case() -> None:
    found = field("talk", "PUBLISHDATE")
    assert found is not None
    assert found.name == "publishDate"
    assert field("talk", "image.Focal_Point") is not None
    assert field("talk", "nothing") is None


def test_fields_of_both_layouts_agree_on_their_type() -> None:
    for one, other in combinations(map(schema, LAYOUTS), 2):
        assert {name for name in one.keys() & other.keys() if one[name].type != other[name].type} == set()


@pytest.mark.parametrize("lens", LENSES, ids=lambda lens: lens.here)
def test_a_post_has_no_field_that_only_another_layout_has(lens: Lens) -> None:
    assert lens.only_here
    assert not lens.only_here & schema(lens.there).keys()
    assert all("." not in name for name in lens.only_here)


@pytest.mark.parametrize("lens", LENSES, ids=lambda lens: lens.here)
def test_a_field_that_a_post_has_not_and_that_stays_is_read_by_hugo_or_old(lens: Lens) -> None:
    here, there = schema(lens.here), schema(lens.there)
    renamed = {pair.here.casefold() for pairs in lens.pairs.values() for pair in pairs}
    stay = {name for name in here.keys() - there.keys() - lens.only_here - renamed if "." not in name}
    assert stay <= {"selected", "hide_date", "show_date"}


def test_the_fields_that_only_a_talk_has_are_those_of_every_era() -> None:
    assert LENSES[0].only_here >= {
        "event", "event_name", "event_url", "event_short", "location", "address", "address_format",
        "time_start", "time_end", "date_end", "all_day", "event_start", "event_end", "event_all_day",
    }  # fmt: skip


@pytest.mark.parametrize(
    "name",
    [
        "title",
        "date",
        "publishdate",
        "abstract",
        "summary",
        "slides",
        "projects",
        "links",
        "url_pdf",
        "image",
    ],
)
def test_a_field_that_both_layouts_read_is_not_a_talks_own(name: str) -> None:
    assert name not in LENSES[0].only_here


def test_known_fields_are_top_level_and_case_folded() -> None:
    assert {"publishdate", "slides", "projects", "url_preprint", "gallery_item"} <= known_fields()
    assert all(name == name.casefold() and "." not in name for name in known_fields())


def test_known_fields_have_no_words_of_prose() -> None:
    assert not known_fields() & {"publication", "status", "role", "duration", "highlights"}
    assert not known_fields() & {"note", "notes", "documentation", "caption", "name", "url", "see", "options"}


# order


@pytest.mark.parametrize("era", ERA_IDS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_order_of_fields_names_fields_of_the_layout_once(layout: str, era: str) -> None:
    order = field_order(layout, era)
    assert order[0] == "title"
    assert len(order) == len(set(order))
    assert all((found := field(layout, name)) and found.name == name for name in order)


@pytest.mark.parametrize("era", eras(), ids=ERA_IDS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_what_an_era_orders_it_reads(layout: str, era: Era) -> None:
    first, last = VERSIONS.index(era.versions[0]), VERSIONS.index(era.versions[-1])
    for name in field_order(layout, era.id):
        found = field(layout, name)
        assert found is not None
        assert found.read is not None
        assert VERSIONS.index(found.read[0]) <= last, name
        assert VERSIONS.index(found.read[1]) >= first, name


@pytest.mark.parametrize(
    ("era", "before", "after"),
    [
        ("2.4", "time_start", "time_end"),
        ("4.0", "time_end", "all_day"),
        ("5.9", "event", "date"),
        ("5.9", "date", "publishDate"),
        ("5.9", "slides", "projects"),
        ("0.12", "date", "event_name"),
    ],
)
def test_a_talk_is_ordered_as_its_archetype(era: str, before: str, after: str) -> None:
    order = field_order("talk", era)
    assert order.index(before) < order.index(after)


# loading


def test_versions_are_ordered_within_an_era() -> None:
    for era in eras():
        numbers = [tuple(map(int, version.split("."))) for version in era.versions]
        assert all(one < other for one, other in pairwise(numbers))


def test_importing_the_package_reads_no_data_file() -> None:
    code = "import hugoconv, sys; sys.exit('tomllib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
