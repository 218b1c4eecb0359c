"""The laws of translation: the data stays, comments and commented-out fields go along, the body is untouched."""

import json
import re
import tomllib
from collections import Counter

import pytest
from hypothesis import assume, given, reject
from hypothesis import strategies as st

import hugoconv
from hugoconv.errors import MatterSyntaxError, Refused
from hugoconv.layouts.parse import parse
from hugoconv.page.page import Page
from hugoconv.translation.equivalence import meaning
from hugoconv.translation.translate import translate
from tests.invariants.there_and_back import notes_of
from tests.strategies import Model, fixture_pages, models
from tests.toml_strategies import TomlModel, json_models, toml_models

EOLS = st.sampled_from(["\n", "\r\n"])
BOMS = st.sampled_from(["", "\ufeff"])


def plain(comment: str) -> str:
    return "#" + comment[1:].strip()


def comments(page: Page) -> list[str]:
    return sorted(plain(comment.text) for comment in page.comments)


def hidden(page: Page) -> list[object]:
    """The paths of the commented-out fields but for those that stand for null."""
    nulls = ("", "null", "~", '""')
    return sorted(
        str(field.path)
        for field in page.commented_out
        if re.split("[:=]", field.text, maxsplit=1)[1].strip() not in nulls
    )


def framed(page: Page, new: Page) -> None:
    old, out = page.to_bytes(), new.to_bytes()
    assert out.endswith(page.body)
    assert new.body == page.body
    assert out.startswith(b"\xef\xbb\xbf") == old.startswith(b"\xef\xbb\xbf")
    assert (b"\r\n" in out) == (b"\r\n" in old)
    assert parse(out).to_bytes() == out


@given(models(), EOLS, BOMS)
def test_yaml_becomes_toml_and_comes_back(model: Model, eol: str, bom: str) -> None:
    page = parse(bom + model.page.replace("\n", eol))
    try:
        there = translate(page, "toml").page
    except Refused as refused:
        assert refused.code == "null-in-list"
        reject()
    framed(page, there)
    there = parse(there.to_bytes())
    assert meaning(dict(there)) == meaning(model.fields)
    assert tomllib.loads(there.matter.replace("\r\n", "\n")) is not None
    assert comments(there) == comments(page)
    assert hidden(there) == hidden(page)
    back = parse(translate(there, "yaml").page.to_bytes())
    assert without_empty(meaning(dict(back))) == without_empty(meaning(model.fields))
    assert not Counter(comments(page)) - Counter(comments(back))


def without_empty(value: object) -> object:
    """A map all of whose fields are null holds nothing but commented-out fields in TOML, and is null in YAML then."""
    if isinstance(value, dict):
        return {key: without_empty(item) for key, item in value.items() if item != {}}
    return [without_empty(item) for item in value] if isinstance(value, list) else value


@given(toml_models(), EOLS, BOMS)
def test_toml_becomes_yaml_and_comes_back(model: TomlModel, eol: str, bom: str) -> None:
    page = parse(bom + model.page.replace("\n", eol))
    there = translate(page, "yaml").page
    framed(page, there)
    there = parse(there.to_bytes())
    wanted = meaning(emptied(dict(page), page))
    assert meaning(emptied(dict(there), page)) == wanted
    assert not Counter(comments(page)) - Counter(comments(there))
    # Those of an item that has nothing else stand below `{}`, where no field can be brought back to life in place.
    assert sorted(str(field.path) for field in notes_of(there).fields) == sorted(map(str, model.hidden))
    back = parse(translate(there, "toml").page.to_bytes())
    assert meaning(emptied(dict(back), page)) == wanted
    assert not Counter(comments(page)) - Counter(comments(back))


def emptied(value: object, page: Page, path: tuple[object, ...] = ()) -> object:
    """A value in which a map that holds nothing but commented-out fields counts as absent."""
    if isinstance(value, dict):
        if not value and any(field.path[:-1] == path for field in page.commented_out):
            return None
        return {key: emptied(item, page, (*path, key)) for key, item in value.items()}
    if isinstance(value, list):
        return [emptied(item, page, (*path, i)) for i, item in enumerate(value)]
    return value


@given(models(), st.booleans())
def test_json_needs_leave_to_drop_comments(model: Model, leave: bool) -> None:
    page = parse(model.page)
    try:
        there = translate(page, "json", drop_comments=leave).page
    except Refused as refused:
        assert refused.code == "no-comments"
        assert not leave
        assert str(len(page.comments) + len(page.commented_out)) in refused.why
    else:
        assert meaning(json.loads(there.matter)) == meaning(model.fields)
        assert there.body == page.body


@given(json_models(), st.sampled_from(["yaml", "toml"]))
def test_json_becomes_yaml_or_toml(model: tuple[str, dict[str, object]], to: str) -> None:
    page = parse(model[0])
    try:
        there = translate(page, to).page
    except Refused as refused:
        assert refused.code in ("null-in-list", "too-many-collections", "comment-after-empty-block")
        reject()
    assert meaning(dict(parse(there.to_bytes()))) == meaning(model[1])


@given(fixture_pages(), st.sampled_from(["yaml", "toml", "json"]))
def test_every_mutated_fixture_is_translated_or_refused(data: bytes, to: str) -> None:
    try:
        page = parse(data, "content/talk/x.md")
        done = translate(page, to, drop_comments=True)
    except (Refused, MatterSyntaxError) as error:
        assert str(error)
    else:
        assert done.page.body == page.body
        again = parse(done.page.to_bytes())
        assert translate(again, to).page is again


@given(models())
def test_a_page_in_the_syntax_already_comes_back_unchanged(model: Model) -> None:
    page = parse(model.page)
    assert translate(page, "yaml").page is page


@given(models(), st.sampled_from(["talk", "post"]))
def test_the_record_of_a_conversion_stays_the_first_line(model: Model, to: str) -> None:
    page = parse(model.page, "content/x.md")
    try:
        there = hugoconv.convert(page, to, from_="post" if to == "talk" else "talk").page
        new = translate(there, "toml").page
    except Refused:
        assume(condition=False)
    assert new.directive == there.directive
    if there.directive is not None:
        assert new.matter.startswith(there.directive)


@pytest.mark.parametrize(
    ("text", "to", "code"),
    [
        ("---\na: [1, null]\n---\n", "toml", "null-in-list"),
        ("---\na: 1\na: 2\n---\n", "toml", "duplicate-key"),
        ('{"a": 1, "a": 2}\n', "yaml", "duplicate-key"),
        ("---\na: 1 # c\n---\n", "json", "no-comments"),
        ("---\na: 18446744073709551615\n---\n", "toml", "unwritable-value"),
        ("---\na: .inf\n---\n", "json", "unwritable-value"),
        ("---\na: 1\n---\n", "org", "syntax-unknown"),
        ("---\na: 1\n---\n", "xml", "syntax-unknown"),
        ("Hello\n", "toml", "no-front-matter"),
        (b"---\na: caf\xe9\n---\n", "toml", "not-utf-8"),
        ("+++\n" + "\n\n".join(f"[[x]]\na{i} = 1" for i in range(101)) + "\n+++\n", "yaml", "too-many-collections"),
    ],
)
def test_what_cannot_be_said_is_refused(text: str | bytes, to: str, code: str) -> None:
    with pytest.raises(Refused) as caught:
        translate(parse(text), to)
    assert caught.value.code == code


def test_nulls_in_lists_may_go_where_that_is_asked_for() -> None:
    page = parse("---\na: [1, null, {b: [~]}]\n---\n")
    assert dict(translate(page, "toml", drop_nulls=True).page) == {"a": [1, {"b": []}]}


def test_numbers_that_json_lacks_stay_in_toml() -> None:
    there = translate(parse("---\na: .inf\nb: -.INF\n---\n"), "toml")
    assert there.page.matter == "a = inf\nb = -inf\n"
    assert there.notes == ("a: .inf is written inf now", "b: -.INF is written -inf now")
    assert translate(there.page, "yaml").page.matter == "a: .inf\nb: -.inf\n"


def test_prose_that_would_read_as_a_field_is_set_apart() -> None:
    page = parse('---\n#x = "prose here"\ntitle: t\n---\n')
    there = translate(page, "toml").page
    assert there.matter == '#  x = "prose here"\ntitle = "t"\n'
    assert there.commented_out == ()


@pytest.mark.parametrize(
    ("text", "to", "place"),
    [
        ("---\na: 1\nb: 18446744073709551615\n---\n", "toml", (3, 1)),
        ("---\na: 1\nb:\n  c: .inf\n---\n", "json", (4, 3)),
        ("---\na:\n- 1\n- null\n---\n", "toml", (4, 1)),
        ("---\na: 1\nb: 2  # c\n---\n", "json", (3, 7)),
        ("---\na: 1\na: 2\n---\n", "toml", (3, 1)),
    ],
)
def test_a_refusal_names_the_place_in_the_file(text: str, to: str, place: tuple[int, int]) -> None:
    with pytest.raises(Refused) as caught:
        translate(parse(text, "x.md"), to)
    assert (caught.value.path, caught.value.lineno, caught.value.colno) == ("x.md", *place)


@pytest.mark.parametrize(
    ("text", "to", "notes"),
    [
        (
            "---\na: yes\nb: 1e3\nc: 18446744073709551616\nd: 12:30\n---\n",
            "toml",
            ["a: yes is", "b: 1e3 is", "c: 1844"],
        ),
        ("---\na: 010\nb: 0o17\nc: 1_000\nd: 1.10\n---\n", "toml", ["a: 010 is written 8 now"]),
        ("---\na: 010\nb: 1.10\n---\n", "json", ["a: 010 is", "b: 1.10 is written 1.1 now", "whole numbers"]),
        ("---\na: yes\nb: x\n---\n", "json", ["a: yes is text"]),
        ("+++\na = 2021-02-01\n+++\n", "json", ["a: a date is text now"]),
        ("+++\na = 0x1F\nb = 1e3\n+++\n", "yaml", ["b: 1e3 is written 1000.0 now"]),
        ('{"a": 1}\n', "yaml", ["whole numbers"]),
        ("---\na: &x [1]\nb: *x\n---\n", "toml", ["anchors and merge keys"]),
        ("---\na: 'b'\nc: 1.5\n---\n", "toml", []),
    ],
)
def test_every_change_of_spelling_is_noted(text: str, to: str, notes: list[str]) -> None:
    found = translate(parse(text), to).notes
    assert len(found) == len(notes), found
    assert all(note.startswith(start) for note, start in zip(found, notes, strict=True)), found


def test_comments_that_are_left_out_are_counted() -> None:
    there = translate(parse("---\n# one\na: x  # two\n#b: y\n---\n"), "json", drop_comments=True)
    assert there.notes == ("comments and commented-out fields are left out: 3",)


def test_the_comments_of_an_item_that_is_left_out_stay() -> None:
    page = parse("---\na:\n  # above\n  -  # beside\n  # next\n  - x  # last\n---\n")
    there = translate(page, "toml", drop_nulls=True)
    assert comments(there.page) == comments(page)
    assert [(c.text, c.owner) for c in there.page.comments][2:] == [("# next", ("a", 0)), ("# last", ("a", 0))]
    assert "a.0: an item without a value is left out" in there.notes


def test_lines_of_org_that_hugo_skips_become_comments() -> None:
    page = parse("#+title: t\n#+link: x y\n#+odd line\n#+tags[]: a\n* Head\n")
    assert translate(page, "toml").page.matter == 'title = "t"\n#+link: x y\n#+odd line\n\ntags = ["a"]\n'
    assert translate(page, "yaml").page.matter == "title: t\n#+link: x y\n#+odd line\n\ntags: [a]\n"
    with pytest.raises(Refused, match="the page has 2"):
        translate(page, "json")


FREE = """\
---
# About the whole page.

image:
  caption: c

# About what is below.

math: true
links:
- url: x

# About the end.
---
"""


def test_a_comment_that_is_nobodys_stays_with_the_field_below_it_or_at_the_end() -> None:
    there = translate(parse(FREE), "toml").page
    assert there.matter == (
        "# About the whole page.\n\n# About what is below.\n\nmath = true\n\n"
        '[image]\n  caption = "c"\n\n[[links]]\n  url = "x"\n\n# About the end.\n'
    )
    assert translate(parse(there.to_bytes()), "yaml").page.matter == (
        "# About the whole page.\n\n# About what is below.\n\nmath: true\n\n"
        'image:\n  caption: "c"\n\nlinks:\n- url: "x"\n\n# About the end.\n'
    )


def test_comments_of_a_field_that_is_prose_in_the_other_syntax_take_the_place_of_no_other() -> None:
    page = parse('+++\n# A note\n\n#t = 1\n\n# A note\n#"河\\"" = ""\nsummary = "a"\n\n# A note\n\n+++\n')
    there = translate(page, "yaml").page
    assert [(c.text, c.owner) for c in there.comments] == [
        ("# A note", None),
        ("# A note", ("summary",)),
        ('#河": ""', ("summary",)),
        ("# A note", None),
    ]


def test_options_behind_a_sign_and_a_blank_become_options_of_the_other_syntax() -> None:
    page = parse('+++\ntitle = "t"\n\n# Background color.\n# color = "navy"  # Any name.\n\n# 1 = Book\n+++\n')
    there = translate(page, "yaml").page
    assert there.matter == 'title: "t"\n\n# Background color.\n#color: "navy"  # Any name.\n\n# 1 = Book\n'
    assert parse(there.to_bytes()).uncomment("color")["color"] == "navy"


def test_an_empty_line_between_items_stays_between_them() -> None:
    page = parse("---\na:\n- b: 1\n\n- b: 2\n---\n")
    there = translate(page, "toml").page
    assert there.matter == "[[a]]\n  b = 1\n\n[[a]]\n  b = 2\n"
    assert translate(there, "yaml").page.matter == page.matter
