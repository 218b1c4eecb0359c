"""The laws of a page in TOML, JSON and Org: the same as in YAML, each held against an independent reader."""

import json
import tomllib

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hugoconv.errors import MatterSyntaxError, Refused
from hugoconv.layouts.parse import parse
from hugoconv.page.page import Page
from tests.strategies import ANY_TEXT
from tests.toml_strategies import TomlModel, json_models, toml_models

SOME_FIELDS = toml_models().filter(lambda model: model.data)
EOLS = st.sampled_from(["\n", "\r\n"])


def read(page: Page) -> dict[str, object]:
    """The data of written bytes, by the standard library."""
    return dict(tomllib.loads(parse(page.to_bytes()).matter.replace("\r\n", "\n").replace("10:00\n", "10:00:00\n")))


def unfolded(value: object) -> object:
    """CRLF within text as LF, so that pages of either line end have one model."""
    if isinstance(value, dict):
        return {key: unfolded(item) for key, item in value.items()}
    if isinstance(value, list):
        return [unfolded(item) for item in value]
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


@given(toml_models(), EOLS)
def test_a_toml_page_reads_as_its_model(model: TomlModel, eol: str) -> None:
    page = parse(model.page.replace("\n", eol))
    assert unfolded(dict(page)) == model.data
    assert [field.path for field in page.commented_out] == model.hidden
    assert page.to_bytes() == model.page.replace("\n", eol).encode()


@given(st.data(), SOME_FIELDS, EOLS, ANY_TEXT)
def test_setting_a_toml_field_changes_just_that(data: st.DataObject, model: TomlModel, eol: str, value: str) -> None:
    single = [name for name, old in model.data.items() if not _is_tables(model, name, old)]
    assume(single)
    name = data.draw(st.sampled_from(single))
    page = parse(model.page.replace("\n", eol))
    changed = page.set((name,), value)
    assert changed[(name,)] == value
    assert unfolded({**changed, name: ""}) == {**model.data, name: ""}
    assert [c.text for c in changed.comments if c.owner != (name,)] == [
        c.text for c in page.comments if c.owner is None or c.owner[0] != name
    ] or [c.text for c in changed.comments] == [c.text for c in page.comments]
    assert changed.edits.inverse(page.matter).apply(changed.matter) == page.matter


def _is_tables(model: TomlModel, name: str, value: object) -> bool:
    return isinstance(value, dict | list) and f"[{name}]" in model.text


@given(st.data(), SOME_FIELDS, EOLS)
def test_a_toml_field_hidden_and_brought_back_gives_the_bytes(data: st.DataObject, model: TomlModel, eol: str) -> None:
    name = data.draw(st.sampled_from(sorted(model.data)))
    page = parse(model.page.replace("\n", eol))
    hidden = parse(page.comment_out((name,)).to_bytes())
    assert name not in hidden
    assert hidden.uncomment((name,)).to_bytes() == page.to_bytes()


@given(st.data(), SOME_FIELDS)
def test_removing_a_toml_field_leaves_the_others_and_their_comments(data: st.DataObject, model: TomlModel) -> None:
    name = data.draw(st.sampled_from(sorted(model.data)))
    page = parse(model.page)
    changed = page.remove((name,))
    assert dict(changed) == {key: value for key, value in model.data.items() if key != name}
    kept = [c.text for c in page.comments if c.owner is not None and c.owner[0] != name]
    assert [c.text for c in changed.comments if c.owner is not None] == kept


@given(st.data(), SOME_FIELDS)
def test_a_toml_field_renamed_keeps_its_place_and_its_comments(data: st.DataObject, model: TomlModel) -> None:
    name = data.draw(st.sampled_from(sorted(model.data)))
    page = parse(model.page)
    changed = page.rename((name,), "z z")
    assert list(changed) == ["z z" if key == name else key for key in page]
    assert [c.text for c in changed.comments] == [c.text for c in page.comments]
    assert dict(parse(changed.to_bytes())) == {("z z" if k == name else k): v for k, v in model.data.items()}


@given(toml_models(), EOLS, st.sampled_from([["a"], {"k": "v"}, [{"k": 1}, {"k": 2}], "text", 7, True]))
def test_a_new_toml_field_stands_above_the_tables_and_a_new_table_below_them(
    model: TomlModel, eol: str, value: object
) -> None:
    page = parse(model.page.replace("\n", eol))
    changed = page.insert("zz", value)
    assert changed["zz"] == value
    assert unfolded({key: changed[(key,)] for key in page}) == model.data
    assert [(c.text, c.owner) for c in changed.comments] == [(c.text, c.owner) for c in page.comments]
    assert eol == "\n" or "\n" not in changed.matter.replace("\r\n", "")


@given(toml_models())
def test_setting_every_toml_field_to_what_it_is_makes_no_edit(model: TomlModel) -> None:
    page = parse(model.page)
    assert page.set_many({name: page[(name,)] for name in model.data}) is page


@given(json_models())
def test_a_json_page_reads_as_its_model(model: tuple[str, dict[str, object]]) -> None:
    text, data = model
    page = parse(text)
    assert dict(page) == data
    assert list(page) == list(data)


@given(json_models(), ANY_TEXT)
def test_a_json_page_changes_as_a_dict_does(model: tuple[str, dict[str, object]], value: str) -> None:
    text, data = model
    page = parse(text)
    for name in data:
        assert json.loads(page.set((name,), value).matter) == {**data, name: value}
        assert json.loads(page.remove((name,)).matter) == {k: v for k, v in data.items() if k != name}
        assert list(json.loads(page.rename((name,), "zz").matter)) == ["zz" if k == name else k for k in data]
    assert json.loads(page.insert("zz", [value, 1]).matter) == {**data, "zz": [value, 1]}
    assert page.set_many({name: page[(name,)] for name in data}) is page


ORG = "#+TITLE: A page\n#+TAGS[]: a b\n#+draft:\n#+filetags: :x:y:\n#+DATE: <2021-02-03 Wed>\n\nBody\n"


def test_an_org_page_says_what_hugo_reads() -> None:
    page = parse(ORG)
    assert dict(page) == {
        "TITLE": "A page",
        "TAGS": ["a", "b"],
        "draft": "",
        "filetags": ["x", "y"],
        "DATE": "2021-02-03",
    }
    assert page.to_bytes() == ORG.encode()
    assert page.comments == page.commented_out == ()


@pytest.mark.parametrize(
    ("change", "old", "new"),
    [
        (lambda p: p.set("title", "Another"), "A page", "Another"),
        (lambda p: p.set("draft", True), "#+draft:", "#+draft: true"),
        (lambda p: p.set("tags", ["c"]), "a b", "c"),
        (lambda p: p.rename("draft", "x"), "#+draft:", "#+x:"),
        (lambda p: p.remove("draft"), "#+draft:\n", ""),
        (lambda p: p.insert("summary", "s"), "Wed>\n", "Wed>\n#+summary: s\n"),
        (lambda p: p.insert("cats", ["s", "t"]), "Wed>\n", "Wed>\n#+cats[]: s t\n"),
    ],
)
def test_an_org_page_changes_one_line(change: object, old: str, new: str) -> None:
    assert change(parse(ORG)).to_bytes().decode() == ORG.replace(old, new, 1)  # type: ignore[operator]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda p: p.set("title", ["a"]), "other-kind"),
        (lambda p: p.set("title", "two\nlines"), "unwritable-value"),
        (lambda p: p.set("title", {"a": 1}), "unwritable-value"),
        (lambda p: p.rename("title", "a: b"), "unwritable-value"),
        (lambda p: p.comment_out("title"), "no-comments"),
        (lambda p: p.apply(*(_removes(p))), "last-field"),
    ],
)
def test_what_org_cannot_say_is_refused(change: object, code: str) -> None:
    with pytest.raises(Refused) as caught:
        change(parse(ORG))  # type: ignore[operator]
    assert caught.value.code == code


def _removes(page: Page) -> list[object]:
    from hugoconv import Remove

    return [Remove((name,)) for name in page]


JSON_CASES = [
    ('{"a": 1}', {"a": 1.0}),
    ('{ "a" : [ ] , "b" : { } }', {"a": [], "b": {}}),
    ('{"a": "\\u00e9\\n\\"\\\\\\/"}', {"a": 'é\n"\\/'}),
    ('{"a": "\\ud83d\\ude00"}', {"a": "😀"}),
    ('{"a": "\\ud83d"}', {"a": "\ufffd"}),
    ('{"a": -0.5e+2, "b": 1E3, "c": 0}', {"a": -50.0, "b": 1000.0, "c": 0.0}),
    ('{"a": true, "b": false, "c": null}', {"a": True, "b": False, "c": None}),
    ('{"a": 1, "a": 2}', {"a": 2.0}),
    ('{"": "empty name"}', {"": "empty name"}),
    ('{\r\n\t"a":\r\n1}', {"a": 1.0}),
]
NO_JSON = [
    '{"a": 1,}',
    '{"a" 1}',
    "{a: 1}",
    "{'a': 1}",
    '{"a": 01}',
    '{"a": +1}',
    '{"a": .5}',
    '{"a": 1.}',
    '{"a": 1e}',
    '{"a": NaN}',
    '{"a": Infinity}',
    '{"a": True}',
    '{"a": nulll}',
    '{"a": [1,]}',
    '{"a": [1 2]}',
    '{"a": [,1]}',
    '{,"a": 1}',
    '{"a": "\t"}',
    '{"a": "\\x41"}',
    '{"a": "\\u12"}',
    '{"a": 1 // c\n}',
    '{"a": 1e999}',
    '{"a": "x" "y"}',
    '{"a"}',
    '{"a":}',
    "{1: 2}",
    '{"a": [1}',
]


@pytest.mark.parametrize(("text", "data"), JSON_CASES)
def test_json_is_read_as_hugo_does(text: str, data: object) -> None:
    assert dict(parse(f"{text}\nBody\n")) == data


@pytest.mark.parametrize("text", NO_JSON)
def test_what_is_no_json_is_an_error_with_a_place(text: str) -> None:
    with pytest.raises(MatterSyntaxError) as caught:
        parse(f"{text}\nBody\n", "x.md")
    assert caught.value.code == "json-syntax"
    assert str(caught.value).startswith("x.md:")
