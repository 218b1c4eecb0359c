"""A page comes to another theme version by all recipes between, and leaves alone what is not certain."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hugoconv import Refused, migrate, parse
from hugoconv.layouts.recipes.page_layouts import layouts_of
from hugoconv.layouts.recipes.versions import range_named, versions, way
from tests.layouts.recipes.test_examples import DONE
from tests.migrations_page import example, page_of

TALK = "content/talk/mud/index.md"
OLD = """---
title: Mud
# Shown from then on.
date: 2018-03-01  # spring
time_start: 2018-06-01T10:00:00Z
#time_end: 2018-06-01T11:00:00Z
selected: true
abstract_short: Mud moves.
# url_custom:
# - name: Data
---
Hello
"""
NEW = """---
title: Mud
# Shown from then on.
date: 2018-03-01  # spring
event_start: 2018-06-01T10:00:00Z
#event_end: 2018-06-01T11:00:00Z
featured: true
summary: Mud moves.
# links:
# - name: Data
---
Hello
"""


def test_a_talk_of_2018_comes_to_2026_and_back() -> None:
    there = migrate(parse(OLD, TALK), "kit")
    assert there.page.to_bytes().decode() == NEW
    assert there.steps == ("P15", "P19", "P19-end", "P20", "P21", "P45", "P45-names")
    assert not there.one_way
    assert migrate(there.page, "3.3").page.to_bytes().decode() == OLD


def test_the_era_of_the_site_counts_unless_the_page_certainly_shows_another() -> None:
    page = parse("---\nselected: true\n---\n", "content/publication/mud.md")
    assert migrate(page, "5.9", site_era="3.3").page.matter == "featured: true\n"
    assert migrate(page, "5.9", site_era="5.9").page.matter == "selected: true\n"
    other = parse("---\nbanner: {image: x}\nselected: true\n---\n", "content/publication/mud.md")
    assert migrate(other, "5.9", site_era="3.3").page is other
    assert "P15" not in migrate(other, "3.3", site_era="0.10").steps


def test_a_page_that_tells_no_era_is_refused_unless_it_is_named() -> None:
    page = parse("---\ntitle: x\n---\n", "content/publication/mud.md")
    with pytest.raises(Refused) as error:
        migrate(page, "5.9")
    assert error.value.code == "era-unknown"
    assert migrate(page, "5.9", from_era="4.1").page is page


@pytest.mark.parametrize("wrong", [{"to_era": "next"}, {"to_era": "5.9", "from_era": "first"}])
def test_an_unknown_version_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(Refused) as error:
        migrate(parse(OLD, TALK), **wrong)
    assert error.value.code == "era-unknown"


def test_a_page_with_a_record_is_refused() -> None:
    page = parse("---\n# hugoconv: was talk, era 3.3\nselected: true\n---\n", "content/post/mud.md")
    with pytest.raises(Refused) as error:
        migrate(page, "5.9")
    assert error.value.code == "has-record"


def test_a_contradictory_page_is_refused_with_its_place_and_stays() -> None:
    page = parse("---\nselected: true\nfeatured: false\n---\n", "content/publication/mud.md")
    with pytest.raises(Refused) as error:
        migrate(page, "5.9", from_era="3.3")
    assert str(error.value).startswith("content/publication/mud.md:3:1: both-fields: selected and featured")


def test_what_leads_one_way_only_is_told() -> None:
    done = migrate(parse("---\nurl_pdf: ''\n---\n", TALK), "0.5", from_era="0.4")
    assert done.one_way == ("P40",)
    assert done.notes == ("no recipe gives the bytes back: P40",)


def test_a_start_that_would_be_taken_for_a_default_leads_one_way() -> None:
    matter = "date: 2026-06-01\npublishDate: 2026-06-01\n"
    done = migrate(parse(f"---\n{matter}---\n", TALK), "0.11", from_era="0.10")
    assert done.page.matter == "event_start: 2026-06-01\ndate: 2026-06-01\n"
    assert done.one_way == ("P45-start",)


PAGES = [
    ("content/talk/a.md", "", {"talk"}),
    ("content/blog/a/index.md", "", {"post"}),
    ("content/publications/a.md", "", {"publication"}),
    ("content/project/a.md", "", {"project"}),
    ("content/research/a.md", "publication_types: ['2']\n", {"publication"}),
    ("content/news/a.md", "event: x\nlocation: y\n", {"talk"}),
    ("content/publication/a.md", "event: x\nlocation: y\n", {"publication"}),
    ("content/news/a.md", "type: project\n", {"project"}),
    ("content/news/a.md", "type: book\n", set()),
    ("content/about/a.md", "", set()),
    ("content/authors/me/_index.md", "", {"author"}),
    ("content/en/author/me/_index.md", "", {"author"}),
    ("content/people/me/_index.md", "superuser: true\n", {"author"}),
    ("content/authors/_index.md", "", {"section", "author-section"}),
    ("content/talk/_index.md", "", {"section", "talk-section"}),
    ("content/news/_index.md", "", {"section"}),
    ("content/slides/a.md", "slides: {theme: black}\n", set()),
    ("content/home/a.md", "widget: pages\n", set()),
]


@pytest.mark.parametrize(("path", "matter", "names"), PAGES)
def test_what_a_page_is_for_recipes(path: str, matter: str, names: set[str]) -> None:
    found = layouts_of(parse(f"---\ntitle: x\n{matter}---\n", path))
    assert found.names == names
    assert found.reason


def test_a_page_that_only_its_type_tells_comes_back_without_one() -> None:
    page = parse("---\ntitle: x\npublication_types: ['0']\n---\n", "content/research/mud.md")
    there = migrate(page, "5.9", from_era="4.1")
    assert there.steps == ("P37-none",)
    assert migrate(there.page, "4.1", from_era="5.9").page.to_bytes() == page.to_bytes()


def test_the_comments_of_what_is_emptied_stay() -> None:
    page = parse(
        "---\ntitle: x\n# ids\nhugoblox:\n  ids:\n    doi: 1/2 # a\n# links\nlinks:\n- type: pdf\n  url: b\n---\n"
    )
    back = migrate(page.moved_to("content/publication/mud.md"), "0.4", from_era="0.5").page
    assert back.matter == "title: x\n# ids\n# links\nurl_pdf: b\ndoi: 1/2 # a\n"


def test_other_pages_are_left_alone_with_a_note() -> None:
    page = parse("---\nselected: true\n---\n", "content/about/a.md")
    assert migrate(page, "5.9") == (page, ("left alone: no type, folder or field tells",), (), (), None)


# the way from one version to another


def test_a_range_within_an_era_goes_up_and_down() -> None:
    known = range_named("bb")
    assert known == ("4.1", "5.9")
    names = [f"{recipe.from_era} {recipe.to_era}" for recipe in way(known, "5.0")]
    assert names == ["4.1 4.2", "4.2 4.3", "4.3 4.4", "4.4 4.5", "4.6 4.7", "4.8 5.0", "5.9 5.8", "5.5 5.4", "5.3 5.2"]


def test_a_version_that_is_only_passed_by_leaves_nothing() -> None:
    page = parse("---\ntitle: x\ndate: 2017-01-01\nprojects: [a]\n---\n", TALK)
    assert migrate(page, "3.3", from_era="1").page["time_start"] == "2017-01-01"
    assert migrate(page, "5.9", from_era="1").page is page
    assert migrate(page, "2.3", from_era="2.2").page["projects"] == ["a.md"]
    assert migrate(page, "2.2", from_era="2.4").page is page


@given(
    example_of=st.sampled_from(DONE),
    ends=st.tuples(st.sampled_from(versions()), st.sampled_from(versions())),
)
def test_a_second_run_changes_nothing_and_what_leads_both_ways_comes_back(example_of, ends) -> None:
    _, step, syntax = example_of
    said = example(step)
    page = page_of(said[syntax]["before"], syntax, said["path"])
    start, to = ends
    there = migrate(page, to, from_era=start)
    assert migrate(there.page, to, from_era=start).page.to_bytes() == there.page.to_bytes()
    assume(there.steps and not there.one_way and not migrate(page, start, from_era=to).steps)
    assert migrate(there.page, start, from_era=to).page.to_bytes() == page.to_bytes()
