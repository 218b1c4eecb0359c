"""Layouts of a user are read, mistakes are told at their places, and a lens that does not lead back is refused."""

import json
import pathlib
import pickle
import re
from typing import Any

import pytest

from hugoconv import FileError, MatterSyntaxError, Refused, read_layouts
from hugoconv.layouts.lens_laws import broken_law, samples_of
from hugoconv.layouts.own_layouts import checked_layout, layouts_from
from hugoconv.layouts.schema import Layout, Layouts, built_in, with_own
from tests.layout_schema import FILE, rendered
from tests.layouts.recipes.test_reading import accepts, toml
from tests.refusal_calls import ROOT

REVIEW = ROOT / "fixtures/layouts/review.toml"
HEAD = 'name = "review"\n'
TO = '[lens]\nto = "post"\n'
FIELD = '[field.rating]\ntype = "int"\n'
MISTAKES = [
    ("", "1:1", "name is missing"),
    (HEAD, "1:1", "field is missing"),
    (f"{HEAD}nam = 1\n{FIELD}", "2:1", "nam is no key here"),
    (f"{HEAD}names = 'reviews'\n{FIELD}", "2:1", "names has to be a list of texts"),
    (f"{HEAD}order = [1]\n{FIELD}", "2:1", "order has to be a list of texts, or a table"),
    (f"name = 'Review'\n{FIELD}", "1:1", "a layout cannot be called 'Review'"),
    (f"name = 'talk'\n{FIELD}", "1:1", "talk is a name of the layout talk already"),
    (f"{HEAD}names = ['blog']\n{FIELD}", "2:1", "blog is a name of the layout post already"),
    (f"{HEAD}field = {{ rating = 3 }}\n", "2:11", "rating has to be a table"),
    (f"{HEAD}[field.rating]\ntype = 'number'\n", "3:1", "type has to be one of string"),
    (f"{HEAD}[field.rating]\nabout = 'x'\n", "2:1", "type is missing"),
    (f"{HEAD}{FIELD}ther = false\n", "4:1", "ther is no key here"),
    (f"{HEAD}{TO}{FIELD}there = true\n", "6:1", "there has to be false or a name"),
    (f"{HEAD}{FIELD}there = false\n", "4:1", "there says what another layout has, and no lens"),
    (f"{HEAD}{FIELD}read = ['4.1', '9']\n", "4:1", "4.1 and 9 are not the first and the last"),
    (f"{HEAD}{FIELD}read = ['5.1', '4.1']\n", "4:1", "5.1 and 4.1 are not the first and the last"),
    (f"{HEAD}order = {{ '4.1' = [] }}\n{FIELD}", "2:11", "no group of theme versions is called 4.1"),
    (f"{HEAD}order = ['title']\n{FIELD}", "2:1", "title is no field of this layout"),
    (f"{HEAD}marks = {{ sure = ['stars'] }}\n{FIELD}", "2:1", "stars is no field of this layout"),
    (f"{HEAD}[lens]\nto = 'poster'\n{FIELD}", "3:1", "no layout is called poster"),
    (f"{HEAD}[lens]\n{FIELD}", "2:1", "to is missing"),
    (f"{HEAD}{TO}only-there = ['Rating']\n{FIELD}", "4:1", "rating is the name of a field that is here, too"),
    (f"{HEAD}{TO}{FIELD}there = 'rating'\n", "6:1", "rating is the name of a field that is here, too"),
    (f"{HEAD}{TO}{FIELD}there = 'x'\n[field.b]\ntype = 'int'\nthere = 'X'\n", "9:1", "X is the name of a field"),
    (f"{HEAD}{TO}{FIELD}there = 'type'\n", "6:1", "type is a field that a conversion itself needs"),
    (f"{HEAD}{TO}[field.aliases]\ntype = 'list'\nthere = false\n", "6:1", "aliases is a field that"),
    (f"{HEAD}[field.'a.b']\ntype = 'int'\n", "2:1", "a.b lies in a, which is no map here"),
    (
        f"{HEAD}{TO}[field.a]\ntype = 'map'\n[field.'a.b']\ntype = 'int'\nthere = false\n",
        "8:1",
        "a.b lies within a map, which goes along as a whole",
    ),
    (f"{HEAD}samples = ['---\\na: [\\n---\\n']\n{TO}{FIELD}", "2:1", "the sample cannot be tried"),
    (f"{HEAD}samples = ['{{\"a\": 1}}']\n{TO}{FIELD}there = false\n", "2:1", "the sample cannot be tried"),
]


@pytest.mark.parametrize(("text", "place", "why"), MISTAKES)
def test_a_mistake_is_told_with_its_place_and_a_remedy(text: str, place: str, why: str) -> None:
    with pytest.raises(Refused) as error:
        layouts_from([("my.toml", text)])
    assert str(error.value).startswith(f"my.toml:{place}: layout-mistake: {why}"), error.value
    assert error.value.remedy


def test_what_is_no_toml_or_no_file_is_told_as_such(tmp_path: pathlib.Path) -> None:
    with pytest.raises(MatterSyntaxError):
        layouts_from([("my.toml", "name = ")])
    with pytest.raises(FileError):
        read_layouts(tmp_path / "none.toml")
    (tmp_path / "latin.toml").write_bytes(b'name = "caf\xe9"\n')
    with pytest.raises(Refused, match="not-utf-8"):
        read_layouts(tmp_path / "latin.toml")


def test_the_example_of_the_page_is_the_one_that_is_read() -> None:
    page = (ROOT / "docs/layouts.md").read_text("utf-8")
    example = re.findall(r"^```toml\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)[0]
    fixture = REVIEW.read_text("utf-8")
    assert example == fixture.partition("\n")[2]


def test_the_same_files_are_the_same_layouts_in_every_process() -> None:
    layouts = read_layouts(REVIEW)
    assert layouts is read_layouts(REVIEW)
    assert pickle.loads(pickle.dumps(layouts)) is layouts
    assert pickle.loads(pickle.dumps(built_in())) is built_in()


def test_a_lens_may_lead_to_a_layout_of_ones_own() -> None:
    more = 'name = "essay"\n[lens]\nto = "review"\n[field.length]\ntype = "int"\nthere = false\n'
    layouts = layouts_from([("review.toml", REVIEW.read_text("utf-8")), ("essay.toml", more)])
    assert set(layouts.neighbours("review")) == {"post", "essay"}
    with pytest.raises(Refused):
        layouts_from([("essay.toml", more)])


# the laws


@pytest.mark.parametrize("layout", [one for one in built_in().all.values() if one.lens], ids=lambda one: one.name)
def test_the_lenses_of_the_themes_keep_the_laws_on_made_samples(layout: Layout) -> None:
    assert not [broken for sample in samples_of(layout) if (broken := broken_law(layout, built_in(), sample))]


def test_a_lens_that_does_not_lead_back_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    text = f"{HEAD}{TO}{FIELD}there = 'stars'\n"
    assert layouts_from([("my.toml", text)])
    monkeypatch.setattr("hugoconv.layouts.way_back._renames_back", lambda *_: iter(()))
    with pytest.raises(Refused) as error:
        layouts_from([("my.toml", text)])
    assert str(error.value).startswith(
        "my.toml:2:1: layout-mistake: its lens breaks a law in era 1: from review to post"
    )


# the form


class _Nothing(Layouts):
    """No layouts at all, beside which even ours are new."""

    def __init__(self) -> None:
        self.all = dict.fromkeys(built_in().all)  # type: ignore[assignment]

    def named(self, name: str) -> None:
        return None


@pytest.mark.parametrize("name", list(built_in().all))
def test_our_own_files_are_of_the_same_form(name: str) -> None:
    text = (ROOT / f"hugoconv/layouts/{name}.toml").read_text("utf-8")
    assert checked_layout(text, None, _Nothing()).said["name"] == name


def test_the_published_schema_is_that_of_the_loader() -> None:
    assert FILE.read_text("utf-8") == rendered(), "write it with `python -m tests.layout_schema`"


BASE: dict[str, Any] = {
    "name": "a", "names": ["a"], "folders": ["a"], "order": {"1": ["a"]}, "template": ["a"], "wanted": [], "marks": {"sure": ["a"]},
    "lens": {"to": "post", "only-there": ["b"], "phases": False}, "samples": ["---\n---\n"],
    "field": {"a": {
        "type": "list", "about": "x", "shipped": ["1", "1"], "read": ["1", "1"], "there": False, "swaps": True, "word": False,
        "help": {"P1": "x", "P2": "x", "P3": "x", "P4": "x"},
    }},
}  # fmt: skip
VALUES: list[Any] = [
    1,
    "",
    "a",
    True,
    False,
    [],
    ["a"],
    ["a", "b"],
    [1],
    {},
    {"a": "b"},
    {"a": ["b"]},
    {"a": 1},
    {"a": {}},
]


@pytest.mark.parametrize("path", [(), ("lens",), ("field", "a")])
def test_the_loader_and_the_published_schema_agree(path: tuple[str, ...]) -> None:
    schema, verdicts = json.loads(FILE.read_text("utf-8")), list[bool]()
    inside: Any = BASE
    for step in path:
        inside = inside[step]
    for key in (*inside, "other"):
        for value in (None, *VALUES):
            changed = {name: said for name, said in inside.items() if name != key}
            changed |= {} if value is None else {key: value}
            whole = _with(BASE, path, changed)
            told = _told(whole)
            verdicts.append(accepts(schema, whole))
            is_form = told and re.search(r"is no key here|has to be|is missing", told)
            assert bool(is_form) is not verdicts[-1], (key, value, told)
    assert 0 < sum(verdicts) < len(verdicts)


def _with(whole: Any, path: tuple[str, ...], inner: Any) -> Any:
    return {**whole, path[0]: _with(whole[path[0]], path[1:], inner)} if path else inner


def _told(layout: dict[str, Any]) -> str:
    try:
        checked_layout("".join(f"{key} = {toml(value)}\n" for key, value in layout.items()), None, with_own(()))
    except Refused as refused:
        return str(refused)
    return ""
