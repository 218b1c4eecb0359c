"""Which layout and era a page has, and why."""

from typing import Any

import pytest

from hugoconv.hugo.page_path import PagePath, page_path
from hugoconv.layouts.detection import _signs, detect, detect_era, detect_layout, not_a_page
from hugoconv.layouts.eras import eras
from hugoconv.layouts.parse import parse
from hugoconv.layouts.record import Record
from hugoconv.layouts.schema import built_in, layout_named

LAYOUTS: list[tuple[str | None, dict[str, Any], str | None]] = [
    ("content/talk/a.md", {}, "talk"),
    ("content/talk/a/index.md", {}, "talk"),
    ("content/event/a.md", {}, "talk"),
    ("content/events/2021/a.md", {}, "talk"),
    ("content/post/a/index.md", {}, "post"),
    ("content/blog/a.md", {}, "post"),
    ("content/en/Talk/a.md", {}, "talk"),
    ("content\\talk\\a.md", {}, "talk"),
    ("/home/x/blog/content/talk/a.md", {}, "talk"),
    ("/home/x/blog/content/news/a.md", {}, None),
    ("content/talk/post/a.md", {}, "post"),
    ("content/news/talk/index.md", {}, None),
    ("content/talk/a.md", {"type": "post"}, "post"),
    ("content/news/a.md", {"type": "event"}, "talk"),
    ("content/news/a.md", {"layout": "blog"}, "post"),
    ("content/post/a.md", {"type": "book"}, None),
    ("content/post/a.md", {"type": "single"}, "post"),
    ("content/news/a.md", {"date_end": "2021-01-01"}, "talk"),
    ("content/media/a.md", {"event": "Open Day", "location": "Hall 2"}, "talk"),
    ("content/research/a.md", {"event": "Open Day", "time_start": "2019-01-01"}, "talk"),
    ("content/news/a.md", {"location": "Hall 2"}, None),
    ("content/news/a.md", {"event": "", "location": "", "date_end": ""}, None),
    ("content/news/a.md", {"title": "x", "date": "2021-01-01"}, None),
    (None, {}, None),
    ("a.md", {"event_url": "https://example.org"}, "talk"),
]
ERAS: list[tuple[dict[str, Any], str | None]] = [
    ({"event_start": "2026-01-01"}, "0.12"),
    ({"date_end": "2021-01-01"}, "5.9"),
    ({"time_start": "2019-01-01", "all_day": False}, "4.0"),
    ({"time_start": "2019-01-01", "selected": True, "image": {"caption": "x"}}, "3.3"),
    ({"title": "x"}, None),
]


def _at(path: str | None) -> PagePath | None:
    return page_path(path) if path else None


@pytest.mark.parametrize(("path", "fields", "layout"), LAYOUTS)
def test_the_layout_of_a_page(path: str | None, fields: dict[str, Any], layout: str | None) -> None:
    found, reason = detect_layout(_at(path), fields)
    assert found == layout
    assert reason


def test_the_record_comes_before_everything_else() -> None:
    assert detect_layout(_at("content/talk/a.md"), {"type": "talk"}, Record("talk", "5.9"))[0] == "post"
    page = parse("---\n# hugoconv: was talk, era 4.0\ntitle: x\n---\n", "content/talk/a.md")
    found = detect(page)
    assert (found.layout, found.era) == ("post", "4.0")


@pytest.mark.parametrize(("fields", "era"), ERAS)
def test_the_era_of_a_page(fields: dict[str, Any], era: str | None) -> None:
    found, reason, _ = detect_era(_at("content/talk/a.md"), fields, "talk")
    assert (found.id if found else None) == era
    assert reason


def test_fields_of_different_eras_are_reported_and_not_resolved() -> None:
    found, reason, notes = detect_era(
        _at("content/talk/a.md"), {"event_start": "x", "date_end": "y", "banner": {"image": "z"}}, "talk"
    )
    assert found is None
    assert reason
    assert notes


@pytest.mark.parametrize(
    ("path", "fields", "layout", "era"),
    [
        ("content/talk/a.md", {"event_start": "x", "event": "y", "featured": True, "time_start": "z"}, "talk", None),
        ("content/talk/a.md", {"event_start": "x", "event": "y", "url_custom": []}, "talk", "0.12"),
        ("content/talk/a.md", {"date_end": "x"}, "talk", "5.9"),
        ("content/events/a.md", {"date_end": "x"}, "talk", "0.10"),
        ("content/talk/a.md", {"selected": True, "abstract_short": "x", "time_start": "y"}, "talk", "3.3"),
        ("content/post/a.md", {"date_end": "x"}, "post", "5.9"),
    ],
)
def test_what_contradicts_and_what_only_chooses(
    path: str, fields: dict[str, Any], layout: str, era: str | None
) -> None:
    found, _, _ = detect_era(_at(path), fields, layout)
    assert (found.id if found else None) == era


@pytest.mark.parametrize(
    ("path", "fields", "code"),
    [
        ("content/talk/_index.md", {}, "not-a-page-section"),
        ("content/talk/_index.zh.md", {}, "not-a-page-section"),
        ("content/slides/a.md", {"slides": {"theme": "white"}}, "not-a-page-deck"),
        ("content/home/a.md", {"widget": "blank"}, "not-a-page-widget"),
        ("content/event/index.md", {"type": "landing"}, "not-a-page-widget"),
        ("content/authors/a/index.md", {"superuser": True}, "not-a-page-author"),
        ("content/talk/a.md", {"slides": "deck", "organizer": "x"}, None),
        ("content/talk/a.md", {"slides": ["a", "b"]}, None),
        (None, {}, None),
    ],
)
def test_what_is_neither_a_talk_nor_a_post(path: str | None, fields: dict[str, Any], code: str | None) -> None:
    found = not_a_page(_at(path), fields)
    assert (found.code if found else None) == code


def test_the_rules_name_only_eras_and_layouts_that_there_are() -> None:
    known = {era.id for era in eras()}
    for sign in _signs():
        assert sign.eras
        assert sign.eras <= known, sign
        assert sign.strength in ("strong", "medium", "weak")
        assert sign.names or sign.folder
    for layout, names in ((one.name, one.names) for one in built_in().all.values()):
        assert all(layout_named(name.upper()) == layout for name in names)


@pytest.mark.parametrize("name", ["index.md", "Index.md", "index.fr.md", "INDEX.ZH-tw.md"])
def test_the_folder_of_its_own_bundle_tells_nothing_of_a_page(name: str) -> None:
    assert detect_layout(_at(f"content/post/talk/{name}"), {})[0] == "post"
    assert detect_layout(_at(f"content/post/talk/{name.lower().replace('index', 'a')}"), {})[0] == "talk"
