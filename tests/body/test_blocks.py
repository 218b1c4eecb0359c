"""Shortcodes become blocks of Markdown, and those become shortcodes again."""

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from hugoconv.body.callouts import callout_to_quote, quote_to_callout
from hugoconv.body.diagrams import diagram_to_fence, fence_to_diagram
from hugoconv.body.edited import edited
from hugoconv.body.markdown import blocks
from hugoconv.body.shortcodes import said_by, shortcodes, without_shortcodes
from hugoconv.errors import Refused
from tests.body.bodies import bodies

DIAGRAMS = [
    ("{{% diagram %}}\ngraph TD\n{{% /diagram %}}\n", "```mermaid\ngraph TD\n```\n"),
    ("{{% diagram %}}\r\na\r\n\r\n---\r\nb\r\n{{% /diagram %}}", "```mermaid\r\na\r\n\r\n---\r\nb\r\n```"),
    ("a\n{{% diagram %}}\nb\n{{% /diagram %}}\nc\n", "a\n```mermaid\nb\n```\nc\n"),
    ("- a\n\n  {{% diagram %}}\n  b\n  {{% /diagram %}}\n", "- a\n\n  ```mermaid\n  b\n  ```\n"),
    ("> {{% diagram %}}\n> b\n> {{% /diagram %}}\n", "> ```mermaid\n> b\n> ```\n"),
    ("{{% diagram %}}\n```\nb\n```\n{{% /diagram %}}\n", "````mermaid\n```\nb\n```\n````\n"),
]


@pytest.mark.parametrize(("shortcode", "fence"), DIAGRAMS)
def test_a_diagram_becomes_code_and_code_a_diagram(shortcode: str, fence: str) -> None:
    assert edited(shortcode, diagram_to_fence(shortcode)) == fence
    assert edited(fence, fence_to_diagram(fence)) == shortcode


def test_a_diagram_in_one_line_gets_three() -> None:
    text = "  {{< Diagram >}}graph{{< /Diagram >}}\n"
    assert edited(text, diagram_to_fence(text)) == "  ```mermaid\n  graph\n  ```\n"


@pytest.mark.parametrize(
    "text",
    ["````md\n```mermaid\na\n```\n````\n", "```mermaid {x}\na\n```\n", "    ```mermaid\n    a\n    ```\n", "```mermaid\na\n", "{{%/* diagram */%}}a{{%/* /diagram */%}}", "{{< diagram >}}"],
)  # fmt: skip
def test_what_is_no_diagram_stays(text: str) -> None:
    assert not fence_to_diagram(text)
    assert not diagram_to_fence(text)


CALLOUTS = [
    ("{{% callout note %}}\nA.\n\nB.\n{{% /callout %}}\n", "> [!NOTE]\n> A.\n>\n> B.\n"),
    ("{{% callout warning %}}\r\n```\r\ncode\r\n```\r\n- a\r\n  - b\r\n{{% /callout %}}", "> [!WARNING]\r\n> ```\r\n> code\r\n> ```\r\n> - a\r\n>   - b"),
    ("- a\n\n  {{% callout tip %}}\n  b\n\n  c {{< ref \"x\" >}}\n  {{% /callout %}}\n", "- a\n\n  > [!TIP]\n  > b\n  >\n  > c {{< ref \"x\" >}}\n"),
    ("{{% callout note %}}\n{{% /callout %}}\n", "> [!NOTE]\n"),
]  # fmt: skip


@pytest.mark.parametrize(("shortcode", "quote"), CALLOUTS)
def test_a_callout_becomes_an_alert_and_an_alert_a_callout(shortcode: str, quote: str) -> None:
    assert edited(shortcode, callout_to_quote(shortcode)) == quote
    assert edited(quote, quote_to_callout(quote)) == shortcode


ONE_WAY = [
    ("{{< callout >}}A.{{< /callout >}}", "> [!NOTE]\n> A."),
    ("a\n{{% callout note %}}\n\nb\n\n{{% /callout %}}\nc\n", "a\n> [!NOTE]\n> b\n\nc\n"),
    ("{{% callout a %}}\nb\n{{% /callout %}}\n{{% callout c %}}\nd\n{{% /callout %}}\n", "> [!A]\n> b\n\n> [!C]\n> d\n"),
    ("> a\n{{% callout b %}}\nc\n{{% /callout %}}\n", "> a\n\n> [!B]\n> c\n"),
    ("{{% callout a %}}\nb\n\n{{% callout c %}}\nd\n{{% /callout %}}\n{{% /callout %}}\n", "> [!A]\n> b\n>\n> > [!C]\n> > d\n"),
    ("<!-- {{% callout note %}}\nA.\n{{% /callout %}} -->\n", "<!-- > [!NOTE]\n> A.\n -->\n"),
    ("<!--\n{{% callout note %}}\nA.\n{{% /callout %}}\n-->\n", "<!--\n> [!NOTE]\n> A.\n\n-->\n"),
    ("1. a\n\n   {{% callout note %}}\nlazy\n   {{% /callout %}}\n", "1. a\n\n   > [!NOTE]\n   > lazy\n"),
]  # fmt: skip


@pytest.mark.parametrize(("shortcode", "quote"), ONE_WAY)
def test_an_empty_line_keeps_an_alert_from_its_neighbours(shortcode: str, quote: str) -> None:
    assert edited(shortcode, callout_to_quote(shortcode)) == quote


@pytest.mark.parametrize(
    "text",
    [
        "a {{% callout note %}}\nb\n{{% /callout %}}\n",
        "{{% callout note %}}\nb\n{{% /callout %}} c\n",
        "#{{% callout note %}}\n#b\n#{{% /callout %}}\n",
        "{{% callout note %}}\n{{< x\ny >}}\n{{% /callout %}}\n",
        '{{% callout title="x" %}}\nb\n{{% /callout %}}\n',
        "{{% callout a b %}}\nb\n{{% /callout %}}\n",
    ],
)
def test_a_callout_that_no_alert_can_be_is_refused(text: str) -> None:
    with pytest.raises(Refused) as refused:
        callout_to_quote(text)
    assert refused.value.code == "not-a-block"


def test_a_shortcode_below_an_alert_does_not_go_on_in_it() -> None:
    text = "{{% x %}}\n> [!NOTE]\n> a\n{{% /x %}}\n"
    assert edited(text, quote_to_callout(text)) == "{{% x %}}\n{{% callout note %}}\na\n{{% /callout %}}\n{{% /x %}}\n"


def test_an_alert_that_goes_on_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        quote_to_callout("> [!NOTE]\n> a\nb\n")
    assert refused.value.code == "not-a-block"


@pytest.mark.parametrize(
    "text", ["```\n> [!NOTE]\n> a\n```\n", "    > [!NOTE]\n", "> a\n> [!NOTE]\n", "> [!NOTE] a\n", "[!NOTE]\n"]
)
def test_what_is_no_alert_stays(text: str) -> None:
    assert not quote_to_callout(text)


@given(bodies(), st.sampled_from([callout_to_quote, diagram_to_fence, fence_to_diagram, quote_to_callout]))
def test_other_shortcodes_and_blocks_stay(text: str, rule) -> None:  # type: ignore[no-untyped-def]
    try:
        made = edited(text, rule(text))
    except Refused:
        reject()
    assert made == edited(made, rule(made))
    assert others(made) == others(text)


def others(text: str) -> object:
    """The headings and tables of a text, and what its shortcodes say that no rule is about."""
    kinds = [token["type"] for token in blocks(without_shortcodes(text)) if token["type"] in ("heading", "table")]
    return kinds, [said_by(code) for code in shortcodes(text) if code.name not in ("callout", "diagram")]
