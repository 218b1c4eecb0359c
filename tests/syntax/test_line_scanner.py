"""What is read line by line is what PyYAML's events say, and anything doubtful is left to them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hugoconv.errors import MatterSyntaxError
from hugoconv.syntax.limits import MAX_VALUES
from hugoconv.syntax.yaml import tree_builder
from hugoconv.syntax.yaml.line_scanner import scanned
from hugoconv.syntax.yaml.parser import read
from tests.invariants.lines import same_tree
from tests.invariants.report import Report
from tests.strategies import FIXTURES
from tests.yaml_texts import matter, mutants, written

TAKEN = [
    "",
    "# only\n",
    "a: 1",
    "a: 1\nb: 'it''s'  # c\nc: \"d\"   \n\n# e\nf:\n",
    "\n  # deep\na.b-c_1: x\nÜber: y\n2021: z\n",
    "a: x#y  # z\nb: https://example.org:80/#top\nc: -1\nd: --- x\ne: ...\n",
    "a: ''\nb: \"\"\nc: []\nd: [ ]\n",
    "a: [b, 'c, d', \"e ]\", f g , 'h']  # i\n",
    "a: [ 'b' , 'c' ]\n",
    'a: [it\'s, b"c"]\n',
    "a:\n- b\n-   c\n-\n- # d\n- ''\ne: f\n",
    "a:\n  - b\n\n  # c\n  - d\n#e: f\ng:\n",
    "a:\n- b: c\n  d:\n  - e\n  f:\n    g: h\n- i:\n",
    "a:\n-\n  b: c\n-\n  - d\n",
    "a:  # b\n    c:\n        d: e\n    f:\ng: h\n",
    "  a: b\n  c: d\n",
    "a: b\r\nc:  # d\r\n- e\r\n-\r\n\r\nf: 'g'\r\n",
    "a: b\nc: d\r\n# e\r\n",
    "a: b\na: c\n",
    "a: really ?\nb: 1\n",
    "a: <<\n",
]
LEFT = [
    "a:\tb\n",
    "a: b\rc: d\n",
    "a: b\x00\n",
    "a: b\x85c\n",
    "a: b\u2028c\n",
    "\ufeffa: b\n",
    "a: b\udc80\n",
    "- a\n",
    "a\n",
    "a: b\n  c\n",
    "a:\n  b\n",
    "a:\n  'b'\n",
    "a: b\n\n  c\n",
    "a: b\n  c: d\n",
    "a:\n- b\n  c: d\n",
    "a: b\n- c\n",
    "a:\n    b: c\n  d: e\n",
    "a:\n  - b\n - c\n",
    "a:\n  - b\n  c: d\n",
    "  a: b\nc: d\n",
    "a: b: c\n",
    "a: b:\n",
    "a: b c: d\n",
    "a: -\n",
    "a: - b\n",
    "a: ? b\n",
    "a: : b\n",
    "a: @b\n",
    "a: `b`\n",
    "a: %b\n",
    "a: ,b\n",
    "a: ]\n",
    "a: }\n",
    "a: {b: c}\n",
    "a: |\n  b\n",
    "a: >-\n",
    "a: &b c\n",
    "a: *b\n",
    "a: !b c\n",
    "a: ![b]\n",
    "? a\n: b\n",
    "<<: a\n",
    "a : b\n",
    "'a': b\n",
    "a: 'b' c\n",
    "a: 'b'#c\n",
    "a: 'b\n  c'\n",
    'a: "b\\n"\n',
    'a: "b"c\n',
    "a: [b\n  ]\n",
    "a: [b] c\n",
    "a: [b]: c\n",
    "a: [b, , c]\n",
    "a: [, b]\n",
    "a: [b: c]\n",
    "a: [b:c]\n",
    "a: [b # c]\n",
    "a: [[b]]\n",
    "a: ['b' c]\n",
    "a: ['b''c']\n",
    'a: ["b\\""]\n',
    "a: [- b]\n",
    "a: [*b]\n",
    "a: [b ? c]\n",
    "- - a\n",
    "a:\n- - b\n",
    "---\na: b\n",
    "a: b\n---\n",
    "a: b\n...\n",
    "%YAML 1.2\n",
    "k" * 1100 + ": b\n",
    "a: b\n" + "k" * 1100 + ": c\n",
    "".join(" " * depth + "a:\n" for depth in range(60)),
]


def counted(texts: Iterator[tuple[str, str]]) -> Report:
    report = Report()
    for name, text in texts:
        same_tree(name, text, report)
    return report


def assert_same(report: Report, share: float) -> None:
    assert not report.failures, "\n".join(report.failures[:3])
    assert report.applied("lines: same tree") >= share * report.tried["lines: same tree"] > 0


@pytest.mark.parametrize("text", TAKEN)
def test_the_common_form_is_read_line_by_line(text: str) -> None:
    assert_same(counted(iter([(text, text)])), share=1)


@pytest.mark.parametrize("text", LEFT, ids=lambda text: repr(text[:30]))
def test_anything_else_is_left_to_pyyaml(text: str) -> None:
    assert scanned(text) is None


def test_pyyaml_is_not_asked_about_a_talk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tree_builder, "_Parser", None)
    text = matter(FIXTURES / "pages/full-talk.md")
    assert read(text).root
    assert read(f"{text}...\n", quirks=False).root


@pytest.mark.parametrize("text", ["a: [" + "x," * MAX_VALUES + "x]\n", "a:\n" + "- b: [c]\n" * (MAX_VALUES // 4)])
def test_more_values_than_may_be_are_left_to_those_who_count(text: str) -> None:
    assert scanned(text) is None
    with pytest.raises(MatterSyntaxError) as caught:
        read(text)
    assert caught.value.code == "too-large"


def test_every_text_at_hand_has_one_tree() -> None:
    assert_same(counted(written()), share=0.04)


@st.composite
def lines(draw: st.DrawFn) -> str:
    """Lines near the common form, most of them at indents that fit."""
    text, column = "", 0
    for _ in range(draw(st.integers(1, 8))):
        column = draw(st.sampled_from([column, column, column, column + 2, column + 2, column - 2, 0, 1, column + 1]))
        column = max(column, 0)
        head = draw(
            st.sampled_from(
                ["k: ", "k: ", "k:", "k:", "- ", "- ", "-", "- k: ", "- k:", "# c", "", "'q': ", "- - ", "? "]
            )
        )
        value = draw(VALUES) if head[-1:] == " " else ""
        behind = draw(st.sampled_from(["", "", "", "", " ", "  # c", " #", "#c", " :", ": x"]))
        text += " " * column + head + value + behind + draw(ENDS)
    return text


VALUES = st.sampled_from(
    ["x", "x y", "x", "1", "", "it's", "'q'", "'it''s'", '"d"', "[]", "[a, b]", "['a', b c]", "[a,b]", "x:y", "x#y"]
    + [
        "-1",
        "- x",
        "[a, [b]]",
        "{}",
        "{a: b}",
        "|",
        ">-",
        "&a x",
        "*a",
        "!t x",
        '"\\n"',
        "'x",
        "@x",
        "x ?",
        "\u00fc \u6cb3",
        "<<",
    ]
    + [
        "[-a]",
        "['', \"\"]",
        "[a:b]",
        "[a, ]",
        "[,]",
        "[a b",
        "%x",
        "---",
        "...",
        "~",
        "x,y",
        "x]",
        "x\u00a0y",
        "[x ? y]",
    ]
)
ENDS = st.sampled_from(["\n", "\n", "\n", "\n", "\n", "\n\n", "\r\n", "\n  \n", "\n# c\n", ""])


@pytest.mark.parametrize(("texts", "share"), [(lines(), 0.1), (mutants(), 0.15)])
def test_whatever_is_read_line_by_line_has_the_tree_of_the_events(texts: st.SearchStrategy[str], share: float) -> None:
    report = Report()

    @given(st.lists(texts, min_size=5, max_size=5))
    def same(some: list[str]) -> None:
        for text in some:
            same_tree("generated", text, report)
        assert not report.failures, report.failures[0]

    same()
    assert_same(report, share)
