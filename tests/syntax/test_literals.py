"""New text reads back as the value, for every reader."""

import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from hugoconv.errors import Refused
from hugoconv.syntax.style import Style
from hugoconv.syntax.yaml import literals
from hugoconv.syntax.yaml.parser import read
from hugoconv.syntax.yaml.values import accept, data
from tests.shared import shared
from tests.strategies import ANY_TEXT

STYLES = st.builds(
    Style,
    quote=st.sampled_from("'\""),
    eager=st.booleans(),
    step=st.integers(1, 4),
    dash=st.integers(0, 4),
    wide=st.sampled_from([" ", "   "]),
    spaced=st.booleans(),
    block=st.booleans(),
    eol=st.sampled_from(["\n", "\r\n"]),
)
SCALARS = st.one_of(
    ANY_TEXT,
    st.integers(-(2**63), 2**64 - 1),
    st.booleans(),
    st.none(),
    st.floats(allow_nan=False, allow_infinity=False),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ANY_TEXT, inner, max_size=3),
    max_leaves=6,
)
LIKES = st.sampled_from(["empty", "plain", "single", "double", "literal", "folded"])


def read_back(text: str) -> object:
    found = data(read(text).root)
    assert isinstance(found, dict)
    return found["v"]


@given(VALUES, STYLES)
def test_a_value_behind_its_key_reads_back(value: object, style: Style) -> None:
    assert read_back(f"v:{literals.after_colon(value, style, 0)}{style.eol}") == value


@given(VALUES, STYLES)
def test_a_value_in_brackets_reads_back(value: object, style: Style) -> None:
    assert read_back(f"v: [{literals.inline(value, style, flow=True)}]\n") == [value]


@given(VALUES, STYLES)
def test_an_item_reads_back(value: object, style: Style) -> None:
    assert read_back(f"v:\n- {literals.item_text(value, style._replace(wide=' '), 0)}\n") == [value]


@given(SCALARS, STYLES, LIKES)
def test_a_scalar_in_the_style_of_another_reads_back(value: object, style: Style, like: str) -> None:
    assert read_back(f"v: {literals.inline(value, style, like=like)}\n") == value


@given(ANY_TEXT)
def test_a_key_reads_back(name: str) -> None:
    found = data(read(f"{literals.key(name)}: 1\n").root)
    assert found == {name: 1}


@given(ANY_TEXT)
def test_a_string_without_quotes_is_the_same_string_for_pyyaml(value: str) -> None:
    if literals.is_plain(value) and not literals._DATE.match(value):
        assert yaml.safe_load(f"v: {value}\n") == {"v": value}
    if literals.is_plain(value, flow=True) and not literals._DATE.match(value):
        assert yaml.safe_load(f"v: [{value}]\n") == {"v": [value]}


@given(ANY_TEXT, STYLES)
def test_what_is_written_holds_no_line_of_its_own(value: str, style: Style) -> None:
    assert "\n" not in literals.inline(value, style)


@pytest.mark.parametrize(
    "value",
    [
        "yes",
        "No",
        "on",
        "y",
        "null",
        "~",
        "12:30",
        "010",
        "08",
        "1_000",
        "1e3",
        "0x1f",
        ".5",
        "+1",
        "-",
        "a: b",
        "a #b",
        "*x",
        "@x",
        "",
        " x",
        "x:",
    ],
)
def test_what_one_of_the_readers_takes_for_something_else_is_quoted(value: str) -> None:
    assert literals.inline(value, Style()) == f'"{value}"'


@pytest.mark.parametrize(
    "value",
    [
        "A talk",
        "2021-01-23",
        "2021-01-23T00:00:00Z",
        "../x",
        "+49 40 1",
        "河流",
        "it's",
        "b99f2517e",
        "C#",
        ".NET",
        "a:b",
    ],
)
def test_what_every_reader_takes_for_text_stays_plain(value: str) -> None:
    assert literals.inline(value, Style()) == value


def test_emoji_and_cjk_are_never_escaped() -> None:
    assert literals.double_quoted("河流 🌊") == '"河流 🌊"'


def test_values_without_a_counterpart_are_refused() -> None:
    for value in (object(), {1: 2}, b"x"):
        with pytest.raises(Refused):
            accept(value)
    with pytest.raises(Refused):
        literals.inline("\ud800", Style())
    with pytest.raises(Refused):
        literals.inline(2**70, Style())


def test_plain_text_is_the_same_for_three_engines() -> None:
    path = shared("suites", "hugo-frontmatter-cases.json")
    if path is None:
        pytest.skip("no ../shared")
    cases = json.loads(path.read_text("utf-8"))["scalars_three_engines"]
    checked = 0
    for case in cases:
        scalar = case["scalar"]
        if literals.is_plain(scalar) and not literals._DATE.match(scalar):
            checked += 1
            for engine in ("pyyaml", "hugo151", "hugo168"):
                assert case[engine] == ["str", scalar], case
    assert checked > 20
