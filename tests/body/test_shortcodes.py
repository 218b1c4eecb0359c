"""Shortcodes stand where Hugo's lexer sees them."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hugoconv.body.shortcodes import shortcodes, without_shortcodes
from tests.shared import shared

CASES = [
    ("{{< ref talk >}}", [("ref", ["talk"])]),
    ("{{<ref `a b`>}}", [("ref", ["a b"])]),
    ('{{% relref "talk/mud.md#x" %}}', [("relref", ["talk/mud.md#x"])]),
    ('{{< ref path="talk/mud" lang = zh >}}', [("ref", ["path=talk/mud", "lang=zh"])]),
    ('{{< ref\n "talk/mud"\n>}}', [("ref", ["talk/mud"])]),
    ('{{< x "a \\" b" />}}', [("x", ['a " b'])]),
    ('{{< x \\"a\\" >}}', [("x", ["a"])]),
    ("{{< x a=/b/c.png >}}", [("x", ["a=/b/c.png"])]),
    ("{{< x >}}a{{< y >}}{{< /x >}}{{</ y>}}", [("x", []), ("y", []), ("/x", []), ("/y", [])]),
    ('```\n{{< ref "in code" >}}\n```', [("ref", ["in code"])]),
    ('[a]({{< ref "b" >}})', [("ref", ["b"])]),
    ('{{< x "{{< y >}}" >}}', [("x", ["{{< y >}}"])]),
    ("{{< ns/sub-x_1 >}}{{< a.inline >}}", [("ns/sub-x_1", []), ("a.inline", [])]),
    ("{{{< x >}}}", [("x", [])]),
    ("{{</* x */>}}{{%/* y */%}}{{< z >}}", [("z", [])]),
    ("{{</* {{< x >}} */>}}{{</* a */ {{< y >}} */>}}", []),
    ("{{ x }}{{- y -}}{{< x %}}{{<>}}{{< a.b >}}{{< x a:b >}}{{< 'x' >}}{{< x", []),
    ('{{< x a=1 "b" >}}{{< x "a\nb" >}}', []),
]


def shown(text: str) -> list[tuple[str, list[str]]]:
    return [
        ("/" * code.closes + code.name, [f"{a.name}={a.value}" if a.name else a.value for a in code.arguments])
        for code in shortcodes(text)
    ]


@pytest.mark.parametrize(("text", "found"), CASES)
def test_a_shortcode_has_a_name_and_arguments(text: str, found: list[tuple[str, list[str]]]) -> None:
    assert shown(text) == found


@given(
    st.lists(
        st.sampled_from(
            ["{{<", ">}}", "{{%", "%}}", "/*", "*/", "ref", " ", '"', "`", "\\", "=", "/", "\n", "河", "a.b", "-"]
        )
    )
)
def test_places_are_in_order_and_hold_what_they_say(parts: list[str]) -> None:
    text, at = "".join(parts), 0
    for code in shortcodes(text):
        assert code.start >= at
        at = code.end
        assert text[code.start :].startswith("{{")
        assert text[: code.end].endswith("}}")
        for argument in code.arguments:
            assert code.start < argument.start < argument.end < code.end
    assert len(without_shortcodes(text)) == len(text)


@given(st.text(alphabet="a{}<%>/* \n"), st.text(alphabet="a{}<%>/* \n"))
def test_what_stands_before_and_behind_does_not_matter(before: str, behind: str) -> None:
    text = before.replace("{", "(") + '{{< ref "x" >}}' + behind.replace("{", "(")
    assert ("ref", ["x"]) in shown(text)


@pytest.mark.skipif(shared("suites") is None, reason="../shared/suites is absent")
def test_the_lexer_of_hugo_sees_the_same() -> None:
    path = shared("suites", "hugo-frontmatter-cases.json")
    assert path is not None
    cases = [case for case in json.loads(path.read_text())["lexer_shortcodes"] if case["items"][-1][0] == "eof"]
    assert len(cases) > 40
    for case in cases:
        assert shown(case["input"]) == lexed(case["items"]), case["name"]


def lexed(items: list[list[str]]) -> list[tuple[str, list[str]]]:
    """The shortcodes in the tokens of Hugo's lexer."""
    found: list[tuple[str, list[str]]] = []
    closes = False
    for kind, text in items:
        if kind.startswith("sc-left"):
            closes = False
        elif kind == "sc-close":
            closes = True
        elif kind.startswith("sc-name"):
            found.append(("/" * closes + text, []))
        elif kind == "sc-param":
            found[-1][1].append(text)
        elif kind == "sc-param-val":
            found[-1][1][-1] += "=" + text
    return found
