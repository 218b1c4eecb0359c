"""The promises I1 to I8, on pages made together with their model and on mutated fixtures."""

import re

import pytest
import yaml
from hypothesis import given, reject
from hypothesis import strategies as st

from hugoconv.errors import HugoconvError, MatterSyntaxError, Refused
from hugoconv.page.page import Page, parse
from hugoconv.text.patches import packed, patched
from tests.strategies import ANY_TEXT, Model, fixture_pages, models

SOME_FIELDS = models().filter(lambda model: model.fields)
EOLS = st.sampled_from(["\n", "\r\n"])


class Plain(yaml.CSafeLoader if hasattr(yaml, "CSafeLoader") else yaml.SafeLoader):  # type: ignore[misc]
    """A loader that reads every scalar as text."""


Plain.yaml_implicit_resolvers = {}


def texts(data: bytes) -> dict[str, object]:
    """The fields of written bytes, by PyYAML, every scalar as text."""
    _, matter, _ = re.split(r"^---\r?\n", data.decode(), maxsplit=2, flags=re.MULTILINE)
    return yaml.load(matter, Plain) or {}


@given(fixture_pages())
def test_i1_what_is_read_is_given_back(data: bytes) -> None:
    try:
        page = parse(data)
    except MatterSyntaxError:
        reject()
    assert page.to_bytes() == data
    assert page.original == data


@given(models(), EOLS)
def test_a_page_reads_as_its_model(model: Model, eol: str) -> None:
    page = parse(model.page.replace("\n", eol))
    assert dict(page) == model.fields
    assert [field.key for field in page.commented_out] == model.hidden
    assert [f.name for f in page.fields.values()] == list(model.fields)


@given(st.data(), SOME_FIELDS, EOLS, ANY_TEXT | st.just("---"))
def test_i3_i4_i5_setting_a_field_changes_just_that(data: st.DataObject, model: Model, eol: str, value: str) -> None:
    name = data.draw(st.sampled_from(sorted(model.fields)))
    page = parse(model.page.replace("\n", eol))
    try:
        changed = page.set(name, value)
    except Refused as refused:
        assert refused.code == "comment-after-empty-block"
        reject()
    assert dict(changed) == {**model.fields, name: value}
    assert changed.body == page.body
    assert changed.edits.inverse(page.matter).apply(changed.matter) == page.matter
    again = parse(changed.to_bytes())
    assert dict(again) == dict(changed)
    old, new = texts(page.to_bytes()), texts(changed.to_bytes())
    assert {k: v for k, v in old.items() if k != name} == {k: v for k, v in new.items() if k != name}


@given(st.data(), SOME_FIELDS)
def test_i4_removing_a_field_leaves_the_others_and_their_comments(data: st.DataObject, model: Model) -> None:
    name = data.draw(st.sampled_from(sorted(model.fields)))
    page = parse(model.page)
    changed = page.remove(name)
    assert dict(changed) == {k: v for k, v in model.fields.items() if k != name}
    kept = [(c.text, c.owner) for c in page.comments if not c.owner or c.owner[0] != name or name in model.hidden]
    assert [(c.text, c.owner) for c in changed.comments] == kept
    assert [f.path for f in changed.commented_out] == [f.path for f in page.commented_out]


@given(st.data(), SOME_FIELDS, EOLS)
def test_a_field_hidden_and_brought_back_gives_the_bytes(data: st.DataObject, model: Model, eol: str) -> None:
    name = data.draw(st.sampled_from(sorted(model.fields)))
    page = parse(model.page.replace("\n", eol))
    hidden = parse(page.comment_out(name).to_bytes())
    assert name not in hidden
    assert hidden.uncomment(name).to_bytes() == page.to_bytes()


@given(st.data(), SOME_FIELDS)
def test_a_field_renamed_keeps_its_place_and_its_comments(data: st.DataObject, model: Model) -> None:
    name = data.draw(st.sampled_from(sorted(model.fields)))
    page = parse(model.page)
    changed = page.rename(name, "zz")
    assert list(changed) == ["zz" if key == name else key for key in page]
    assert [c.text for c in changed.comments] == [c.text for c in page.comments]
    assert changed.rename("zz", name).to_bytes() == page.to_bytes()


@given(models())
def test_i7_setting_every_field_to_what_it_is_makes_no_edit(model: Model) -> None:
    page = parse(model.page)
    assert page.set_many(model.fields) is page


@given(st.data(), models(), ANY_TEXT)
def test_i7_doing_a_thing_twice_is_doing_it_once(data: st.DataObject, model: Model, value: str) -> None:
    page = parse(model.page)
    once = page.set("zz", [value]).append("zz", "more")
    assert once.set("zz", [value] if value == "more" else [value, "more"]) is once
    assert once.append("zz", "more") is once
    assert once.discard("zz", "none") is once


@given(models(), ANY_TEXT, EOLS)
def test_i8_new_lines_end_as_their_neighbours(model: Model, value: str, eol: str) -> None:
    page = parse(model.page.replace("\n", eol))
    changed = page.set("zz", {"a": value, "b": ["x", {"c": 1}]})
    assert changed.to_bytes().count(b"\n") == changed.to_bytes().count(eol.encode())


@given(fixture_pages(), st.sampled_from(["title", "date", "tags", "image", "location"]), ANY_TEXT)
def test_every_change_of_a_mutated_fixture_is_made_or_refused(data: bytes, name: str, value: str) -> None:
    try:
        page = parse(data)
        for change in (
            lambda p: p.set(name, value),
            lambda p: p.comment_out(name),
            lambda p: p.remove(name),
            lambda p: p.rename(name, "zz"),
            lambda p: p.append(name, value),
        ):
            attempt(page, change)
    except MatterSyntaxError as error:
        assert error.lineno >= 1
        assert str(error)


def attempt(page: Page, change: object) -> None:
    try:
        changed = change(page)  # type: ignore[operator]
    except (Refused, LookupError):
        return
    assert changed.body == page.body
    assert changed.edits.inverse(page.matter).apply(changed.matter) == page.matter


def test_a_page_without_front_matter_can_be_read_and_not_changed() -> None:
    page = parse("Hello\n")
    assert dict(page) == {}
    assert page.syntax == "none"
    with pytest.raises(Refused) as caught:
        page.set("a", 1)
    assert caught.value.code == "no-front-matter"


@pytest.mark.parametrize(
    ("text", "new"),
    [
        ("+++\na = 1 # c\n+++\nB\n", "+++\na = 2 # c\n+++\nB\n"),
        ('{"a": 1}\nB\n', '{"a": 2}\nB\n'),
        ("#+a: 1\nB\n", "#+a: 2\nB\n"),
    ],
)
def test_every_syntax_is_given_back_and_changed(text: str, new: str) -> None:
    page = parse(text)
    assert page.to_bytes() == text.encode()
    assert page.set("a", 2).to_bytes() == new.encode()


@pytest.mark.parametrize("text", ['{"event": "x"}\nB\n', "#+event: x\nB\n"])
def test_a_syntax_without_comments_refuses_them(text: str) -> None:
    with pytest.raises(Refused) as caught:
        parse(text).comment_out("event")
    assert caught.value.code == "no-comments"


def test_reading_is_a_mapping_that_knows_no_case() -> None:
    page = parse("---\nTitle: x\nimage:\n  caption: c\nl: [a, {b: 1}]\nx.y: 2\n---\n")
    assert page["title"] == page["Title"] == "x"
    assert page["image.caption"] == page[("image", "caption")] == "c"
    assert page["l.1.b"] == 1
    assert page["x.y"] == 2
    assert page.get("nope") is None
    assert "image.caption" in page
    assert "nope" not in page
    with pytest.raises(LookupError):
        page["image.nope"]


def test_an_error_of_the_root_is_a_hugoconv_error() -> None:
    with pytest.raises(HugoconvError):
        parse("---\n- a\n---\n")


def test_the_diff_is_that_of_git() -> None:
    page = parse("---\na: 1\n---\nBody", "p.md").set("a", 2)
    assert page.diff().splitlines() == [
        "--- a/p.md",
        "+++ b/p.md",
        "@@ -1,4 +1,4 @@",
        " ---",
        "-a: 1",
        "+a: 2",
        " ---",
        " Body",
        "\\ No newline at end of file",
    ]
    assert parse("---\na: 1\n---\n").diff() == ""


@pytest.mark.parametrize("syntax", ["yaml", "toml", "json"])
def test_a_front_matter_is_begun_above_a_text(syntax: str) -> None:
    page = parse(b"\xef\xbb\xbfHello\r\n\xff\r\n")
    begun = page.with_front_matter(syntax)
    assert begun.body == page.body and begun.syntax == syntax and not list(begun)
    full = begun.set("title", "x").set("tags", ["a"])
    assert parse(full.to_bytes()) == full and dict(full) == {"title": "x", "tags": ["a"]}
    assert patched(page.to_bytes(), packed(full.byte_edits)) == full.to_bytes()
    assert full.diff().count("+") > 4 and b"\r\n" in full.to_bytes()[: -len(page.body)]
    for again in (full, begun):
        with pytest.raises(Refused) as refused:
            again.with_front_matter()
        assert refused.value.code == "has-front-matter"
    with pytest.raises(Refused):
        page.with_front_matter("org")
