"""A layout as a JSON Schema: it takes what Hugo and the theme take, and says what they do not."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest

import hugoconv
from hugoconv.layouts.eras import eras
from hugoconv.layouts.schema import built_in
from tests import corpus
from tests.strategies import FIXTURES

LAYOUTS = list(built_in().all)


def validator(layout: str, era: str | None = None, **more: Any) -> jsonschema.Draft202012Validator:
    found = hugoconv.json_schema(layout, era, **more)
    jsonschema.Draft202012Validator.check_schema(found)
    return jsonschema.Draft202012Validator(found)


def wrong(page: hugoconv.Page, against: jsonschema.Draft202012Validator) -> list[str]:
    """The paths of what a schema does not take."""
    return [".".join(map(str, error.path)) for error in against.iter_errors(page.to_dict(json_safe=True))]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("era", [era.id for era in eras()])
def test_every_layout_has_a_schema_in_every_version(layout: str, era: str) -> None:
    schema = validator(layout, era).schema
    assert set(built_in().order(layout, era)) <= set(schema["properties"])


def test_the_fixture_of_all_fields_is_taken() -> None:
    for name in ("full-talk.md", "full-talk-toml.md"):
        page = hugoconv.read(FIXTURES / "pages" / name)
        assert len(page) > 15
        assert wrong(page, validator("talk", "5.9")) == []


@pytest.mark.parametrize(
    ("line", "path"),
    [
        ("all_day: no", "all_day"),
        ("draft: 1", "draft"),
        ("date: soon", "date"),
        ("lastmod: true", "lastmod"),
        ("projects: mud", "projects"),
        ("address: Delft", "address"),
        ("address: {city: [Delft]}", "address.city"),
        ("weight: first", "weight"),
    ],
)
def test_wrong_kinds_are_told_at_their_place(line: str, path: str) -> None:
    assert wrong(hugoconv.parse(f"---\ntitle: Mud\n{line}\n---\n"), validator("talk", "5.9")) == [path]


@pytest.mark.parametrize(
    "line",
    [
        "title: 2020",
        "tags: mud",
        "date: 2020-01-02",
        "date:",
        "date: Jan 2, 2020",
        "weight: '10'",
        "address: ''",
        "own: [1, {a: b}]",
    ],
)
def test_what_hugo_casts_is_no_mistake(line: str) -> None:
    assert wrong(hugoconv.parse(f"---\n{line}\n---\n"), validator("talk", "5.9")) == []


def test_fields_of_another_version_are_deprecated() -> None:
    def deprecated(era: str) -> set[str]:
        fields = hugoconv.json_schema("talk", era)["properties"]
        return {name for name, about in fields.items() if about.get("deprecated")}  # type: ignore[union-attr]

    assert {"time_start", "event_start", "selected"} <= deprecated("5.9")
    assert {"date_end", "event_start"} <= deprecated("4.0") and "time_start" not in deprecated("4.0")


def test_no_description_has_a_citation_and_a_layout_of_ones_own_has_a_schema() -> None:
    for layout in LAYOUTS:
        fields: Any = hugoconv.json_schema(layout)["properties"]
        assert not [name for name, about in fields.items() if "@" in about.get("description", "")]
    mine = hugoconv.read_layouts(FIXTURES / "layouts/review.toml")
    found: Any = validator("reviews", layouts=mine).schema
    assert found["title"].startswith("review, ") and "title" in found["properties"]


def test_names_of_none_are_refused() -> None:
    with pytest.raises(hugoconv.Refused, match="layout-unknown"):
        hugoconv.json_schema("tlk")
    with pytest.raises(hugoconv.Refused, match="era-unknown"):
        hugoconv.json_schema("talk", "77")


@pytest.mark.skipif(not corpus.all_pages(), reason="../shared/corpus is absent")
def test_real_pages_are_taken() -> None:
    validators = {(name, era.id): validator(name, era.id) for name in LAYOUTS for era in eras()}
    pages = valid = 0
    for one in corpus.all_pages()[::3]:
        try:
            page = hugoconv.parse(one.read(), one.site_path)
        except hugoconv.HugoconvError:
            continue
        found = hugoconv.detect(page)
        if found.layout and found.era and not found.not_a_page:
            pages += 1
            valid += not wrong(page, validators[found.layout, found.era])
    assert pages > 300 and valid / pages > 0.9
