"""What Hugo reads, not what PyYAML makes of it."""

import json

import pytest

from hugoconv.errors import MatterSyntaxError
from hugoconv.syntax.yaml.parser import read
from hugoconv.syntax.yaml.values import data, plain_value
from tests.shared import shared

CASES = {
    "yes": "yes", "no": "no", "on": "on", "y": "y", "true": True, "False": False, "TRUE": True, "tRUE": "tRUE",
    "~": None, "null": None, "Null": None, "nULL": "nULL",
    "0": 0, "10": 10, "-3": -3, "+4": 4, "010": 8, "08": "08", "0o17": 15, "0O17": "0O17", "0x1f": 31, "0b11": 3,
    "1_000": 1000, "12:30": "12:30", "1e3": "1e3", "1.5e3": 1500.0, ".5": 0.5, "1.": 1.0, "1.2.3": "1.2.3",
    "18446744073709551615": 2**64 - 1, "18446744073709551616": "18446744073709551616", "-9223372036854775809": "-9223372036854775809",
    "2021-01-23": "2021-01-23", "2021-01-23T00:00:00Z": "2021-01-23T00:00:00Z", "+.inf": "+.inf", "=": "=", "1.0e400": "1.0e400",
    "a\tb": "ab",
}  # fmt: skip


@pytest.mark.parametrize("text", CASES)
def test_a_plain_scalar_is_what_hugo_reads(text: str) -> None:
    value = plain_value(text)
    assert value == CASES[text]
    assert type(value) is type(CASES[text])


def test_infinity_and_nan_are_floats() -> None:
    assert plain_value(".inf") == float("inf")
    assert plain_value("-.inf") == float("-inf")
    assert str(plain_value(".nan")) == "nan"


def test_a_quoted_scalar_is_always_text() -> None:
    assert data(read("a: '10'\nb: \"true\"\nc: |\n  1\n").root) == {"a": "10", "b": "true", "c": "1\n"}


def test_a_merge_that_follows_a_key_overrides_it() -> None:
    text = "a: &a {x: 1, y: 2}\nb:\n  x: 0\n  <<: *a\nc:\n  <<: *a\n  x: 3\n"
    found = data(read(text).root)
    assert found["b"] == {"x": 1, "y": 2}
    assert found["c"] == {"x": 3, "y": 2}


def go(value: object) -> object:
    """A value as the oracle writes it."""
    if isinstance(value, bool):
        return f"bool:{str(value).lower()}"
    if value is None:
        return "<nil>:<nil>"
    if isinstance(value, int):
        return f"{'uint64' if value >= 0 else 'int64'}:{value}"
    if isinstance(value, float):
        shown = repr(value).removesuffix(".0").replace("inf", "Inf").replace("nan", "NaN")
        return f"float64:{'+' + shown if shown == 'Inf' else shown}"
    if isinstance(value, list):
        return [go(item) for item in value]
    if isinstance(value, dict):
        return {key: go(item) for key, item in value.items()}
    return f"string:{value}"


# What Hugo does otherwise, each with its reason; the text of a case -> why.
KNOWN = {
    "v: {a:1}\n": "a pair without a blank",
    "v: ,a\n": "accepted by Hugo alone",
    "v: }\n": "accepted by Hugo alone",
    'v: "\\ud83d\\ude00"\n': "a surrogate pair in escapes, accepted by Hugo alone",
    "v:\n  010: a\n": "a key that is a number",
    "v: &a\n": "an anchor with nothing behind it, refused by Hugo",
    "v: !\n": "an empty value with a tag",
    "v: !!str null\n": "a tag on a null",
    "v: !!timestamp 2020-01-02\n": "a tag for times",
    "v: !!timestamp 2020-01-02 03:04:05\n": "a tag for times",
    "v: !!int\n": "the kind of a tagged number",
    "v: !!int 1.5\n": "the kind of a tagged number",
    "v: !!merge x\n": "a tag for merging",
}


def test_the_table_of_scalars_agrees_with_hugo() -> None:
    path = shared("suites", "hugo-frontmatter-cases.json")
    if path is None:
        pytest.skip("no ../shared")
    cases = json.loads(path.read_text("utf-8"))["oracle"]["yaml_scalars"]
    agreed = 0
    for case in cases:
        text, answer = case["input"][4:-4], case["hugo_0_168"]
        if text in KNOWN or "error" in answer:
            continue
        try:
            found = go(data(read(text).root))
        except MatterSyntaxError as error:
            pytest.fail(f"{text!r}: {error}")
        assert found == answer["params"], text
        agreed += 1
    assert agreed > 230
