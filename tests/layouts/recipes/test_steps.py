"""Each kind of steps: what it does, what it leaves alone, and that it comes back."""

import pytest

from hugoconv import Page, Refused, parse
from hugoconv.layouts.recipes.kinds import done
from hugoconv.layouts.recipes.recipe import Done, Step
from hugoconv.layouts.recipes.recipe_file import read_recipe
from hugoconv.layouts.recipes.way_back import step_back


def step(text: str) -> Step:
    frame = "title = 't'\nfrom-era = 'a'\nto-era = 'b'\n[[step]]\nid = 'S'\nabout = 'x'\n"
    return read_recipe(frame + text, "r").steps[0]


def page(matter: str, path: str = "content/talk/mud.md") -> Page:
    return parse(f"---\n{matter}---\n", path)


def after(text: str, matter: str) -> Done:
    """A page after a step; the same again does nothing."""
    found = done(page(matter), step(text))
    assert done(found.page, step(text)).page.matter == found.page.matter
    return found


BOTH_WAYS = [
    ("rename = { a = 'b' }", "a: 1 # x\n# a: 2\nc: 3\n", "b: 1 # x\n# b: 2\nc: 3\n"),
    ("rename = { a = 'b' }", "#a: 2\nc: 3\n", "#b: 2\nc: 3\n"),
    ("rename = { b = 'c', a = 'b' }\nneeds = ['a']\nneeds-back = ['c']", "a: 1\nb: 2\n", "b: 1\nc: 2\n"),
    ("rename = { a = 'b' }", "a: 1\nb: ''\n", "b: 1\na: ''\n"),
    ("rename = { a = 'b', c = 'a' }\nneeds = ['c']\nneeds-back = ['b']", "a: 1\n", "a: 1\n"),
    ("rename = { a = 'b', b = 'c' }\nneeds = ['a']\nneeds-back = ['c']", "a: 1\nb: 2\n", "b: 1\nc: 2\n"),
    ("rename = { a = 'm.o.a' }", "x: 1\na: 1 # x\n", "x: 1\nm:\n  o:\n    a: 1 # x\n"),
    ("rename = { 'm.a' = 'm.b' }", "m:\n  a: 1\n  #a: 2\n", "m:\n  b: 1\n  #b: 2\n"),
    ("map = 'a'\nvalues = [['1', 'one'], ['uno', 'one'], [2, 'two']]", "a: ['1', 2]\n", "a: ['one', two]\n"),
    ("map = 'a'\nas = 'b'\nvalues = [[0, 1], [1, 3]]", "a: 1 # x\n", "b: 3 # x\n"),
    ("negate = 'a'\nas = 'b'", "a: true # x\n", "b: false # x\n"),
    ("default = 'a'\nlike = 'b'", "b: 1\n", "b: 1\na: 1\n"),
    ("default = 'a'\nvalue = 3", "b: 1\n", "b: 1\na: 3\n"),
    ("comment-out = ['a']", "# x\na:\n- 1\nb: 1\n", "# x\n# commented out by S\n#a:\n#- 1\nb: 1\n"),
    (
        "join = 'l'\nfirst = 'p'\nsecond = 'i'\nnames = { fab = 'brands' }",
        "l:\n- p: fab # x\n  i: w\n- i: z\n",
        "l:\n- #p: fab # x\n  i: brands/w\n- i: z\n",
    ),
    ("join = 'l'\nfirst = 'p'\nsecond = 'i'\nnames = { a = 'b' }", "l: [{i: w, p: a}]\n", "l: [{i: b/w}]\n"),
    ("call = 'slides-of-url'", "url_slides: slides/mud\n", "slides: mud\n"),
    ("call = 'project-files'", "projects: [mud, '']\n", "projects: [mud.md, '']\n"),
    ("call = 'type-links'", "x: 1\nurl_pdf: a.pdf\n", "x: 1\nlinks:\n- type: pdf\n  url: a.pdf\n"),
]


@pytest.mark.parametrize(("text", "before", "wanted"), BOTH_WAYS)
def test_a_step_does_what_it_says_and_comes_back(text: str, before: str, wanted: str) -> None:
    found = after(text, before)
    assert found.page.matter == wanted and not found.notes
    assert done(found.page, step_back(step(text))).page.matter == before


UNTOUCHED = [
    ("rename = { a = 'b' }", "c: 1\n"),
    ("rename = { a = 'b' }", "a: 1\nb: 1\n"),
    ("rename = { a = 'b' }", "a: ''\nb: 1\n"),
    ("rename = { a = 'm.b' }", "a: ''\n"),
    ("is = { a = 'map' }\nrename = { a = 'b' }", "a: 1\n"),
    ("where = { a = 2 }\nrename = { a = 'b' }", "a: 1\n"),
    ("map = 'a'\nvalues = [[1, 2]]\nstrict = false", "a: 7\n"),
    ("default = 'a'\nvalue = 1", "A: 2\n"),
    ("default = 'a'\nlike = 'b'", "b: ''\n"),
    ("comment-out = ['a']", "#a: 1\nb: 2\n"),
    ("call = 'slides-of-url'", "url_slides: https://example.org/slides/mud\n"),
    ("call = 'slides-of-url'", "url_slides: slides/mud\nslides: sand\n"),
    ("call = 'projects-of-url'", "url_project: https://example.org/\n"),
    ("call = 'native-dates'", "date: '2021-01-01'\n"),
    ("lies-in = ['post']\nnote = 'move'", "a: 1\n"),
    ("nothing = 'as before'", "a: 1\n"),
    ("note = 'look'\nhas = ['a']\nlacks = ['b']", "a: 1\nb: 2\n"),
    ("note = 'look'\nhas = ['a']", "a: ''\n"),
]


@pytest.mark.parametrize(("text", "matter"), UNTOUCHED)
def test_a_step_leaves_other_pages_alone(text: str, matter: str) -> None:
    found = after(text, matter)
    assert found.page.matter == matter and not found.notes


NOTED = [
    ("map = 'a'\nas = 'b'\nvalues = [[0, 1], [1, 3]]", "a: 3\n", "S: a: 3 is not in the table; change it by hand"),
    ("map = 'a'\nvalues = [[1, 2]]", "a: 7\n", "S: a: 7 is not in the table; change it by hand"),
    ("negate = 'a'\nas = 'b'", "a: maybe\n", "S: a: 'maybe' is neither true nor false; change it by hand"),
    ("note = 'look'\nhas = ['a']\nlacks = ['b']", "a: 1\n", "S: look"),
    ("lies-in = ['post', 'talk']\nnote = 'move'", "a: 1\n", "S: move"),
    ("where = { a = 3 }\nnote = 'look'", "a: [2, 3]\n", "S: look"),
    (
        "join = 'l'\nfirst = 'p'\nsecond = 'i'\nnames = { a = 'b' }",
        "l: [{p: fas, i: x}]\n",
        "S: l: choose a name for fas/x by hand",
    ),
    ("call = 'type-links'", "links: x\nurl_pdf: a\n", "S: links is no list; make it one by hand"),
    ("call = 'type-links'", "url_pdf: [a]\n", "S: url_pdf is no text; change it by hand"),
]


@pytest.mark.parametrize(("text", "matter", "note"), NOTED)
def test_a_step_says_what_is_left_to_a_person(text: str, matter: str, note: str) -> None:
    found = after(text, matter)
    assert found.page.matter == matter
    assert found.notes == (note,)


def test_old_and_new_name_with_different_values_are_refused_with_the_place() -> None:
    with pytest.raises(Refused) as error:
        done(page("a: 1\nx: 3\nb: 2\n"), step("rename = { a = 'b' }"))
    assert str(error.value).startswith("content/talk/mud.md:4:1: both-fields: a and b are both here")


def test_only_what_the_step_commented_out_comes_back() -> None:
    text = "comment-out = ['a']"
    mine = page("#a: 1\nb: 2\n")
    assert done(mine, step_back(step(text))).page is mine
    both = done(page("#a: 1\na: 3\nb: 2\n"), step(text)).page
    assert done(both, step_back(step(text))).page.matter == "#a: 1\na: 3\nb: 2\n"


def test_an_item_with_both_fields_is_not_divided_again() -> None:
    joining = step("join = 'l'\nfirst = 'p'\nsecond = 'i'\nnames = { fab = 'brands' }")
    both = page("l: [{i: brands/w, p: fas}, {i: w}]\n")
    assert done(both, step_back(joining)).page is both


def test_of_links_only_those_with_a_type_and_an_address_become_fields() -> None:
    matter = "links:\n- name: x\n  url: y\n- type: pdf\n  url: a\n- type: pdf\n  url: b\n- type: code\n  url: c\n  label: C\n"
    found = done(page(matter), step_back(step("call = 'type-links'")))
    assert found.page["url_pdf"] == "a"
    assert [item["url"] for item in found.page["links"]] == ["y", "b", "c"]
    assert found.notes == (
        "S: links: the item of type pdf has no field of its own",
        "S: links: the item of type code has no field of its own",
    )


def test_a_page_without_comments_keeps_the_field() -> None:
    found = done(parse('{"a": 1}\n'), step("comment-out = ['a']"))
    assert found.page.matter.strip() == '{"a": 1}'
    assert found.notes == ("S: a stays: json has no comments",)


def test_dates_of_toml_lose_their_quotes_and_keep_their_spelling() -> None:
    before = parse("+++\ndate = \"2017-01-01 00:00:00Z\" # x\nlastmod = 'soon'\n+++\n")
    found = done(before, step("call = 'native-dates'"))
    assert found.page.matter == "date = 2017-01-01 00:00:00Z # x\nlastmod = 'soon'\n"
    assert found.notes == ("S: lastmod: 'soon' is no date; write it by hand",)


def test_comments_without_a_place_in_another_map_stay_where_they_were() -> None:
    before = parse("+++\n# number\ndoi = '1' # mine\nof = {a = 1}\n+++\n")
    found = done(before, step("rename = { doi = 'of.doi' }")).page
    assert found.matter == "# number\n# mine\nof = {a = 1, doi = '1'}\n"


def test_of_two_equal_links_one_becomes_a_field_and_the_other_stays() -> None:
    found = done(page("links:\n- type: pdf\n  url: a\n- type: pdf\n  url: a\n"), step_back(step("call = 'type-links'")))
    assert found.page.matter == "links:\n- type: pdf\n  url: a\nurl_pdf: a\n"
    assert found.notes == ("S: links: the item of type pdf has no field of its own",)


def test_links_keep_what_they_have_and_empty_addresses_go() -> None:
    matter = "links:\n- name: x\n  url: y\n# help\nurl_pdf: a.pdf # mine\nurl_video: ''\nexternal_link: z\nc: 1\n"
    found = after("call = 'type-links'", matter).page
    assert found["links"] == [
        {"name": "x", "url": "y"},
        {"type": "pdf", "url": "a.pdf"},
        {"type": "site", "url": "z"},
    ]
    assert found.matter.endswith("# help\n# mine\nc: 1\n")
