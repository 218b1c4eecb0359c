"""Rules do by their names what the themes did, and stand in the reference."""

import pathlib

import pytest
from hypothesis import given, reject

from hugoconv.body.edited import edited
from hugoconv.body.rules import body_rules
from hugoconv.errors import Refused
from tests.body.bodies import bodies

RULES = [
    ("alert-to-callout", "{{% alert note %}}a{{% /alert %}}", "{{% callout note %}}a{{% /callout %}}"),
    ("figure-to-caption", '{{< figure library="1" src="a" title="b" >}}', '{{< figure src="a" caption="b" >}}'),
    ("figure-to-caption", '{{< figure library="x" src="a" >}}{{< figure src="a" library=true >}}', '{{< figure library="x" src="a" >}}{{< figure src="a" >}}'),
    ("spoiler-to-text", '{{< spoiler "a" >}}b{{< /spoiler >}}', '{{< spoiler text="a" >}}b{{< /spoiler >}}'),
    ("table-to-path", '{{< table src="a.csv" header=true >}}', '{{< table path="a.csv" header=true >}}'),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "text", "new"), RULES)
def test_a_rule_does_what_a_theme_did(rule: str, text: str, new: str) -> None:
    found = body_rules()[rule]
    assert found.change(text).apply(text) == new
    if found.back:
        assert body_rules()[found.back].change(new).apply(new) == text


def test_every_rule_that_is_taken_back_takes_that_back() -> None:
    for rule in body_rules().values():
        assert not rule.back or body_rules()[rule.back].back == rule.name


def test_every_rule_stands_in_the_reference() -> None:
    text = (pathlib.Path(__file__).parents[2] / "docs" / "reference.md").read_text("utf-8")
    for rule in body_rules().values():
        back = f"`{rule.back}`" if rule.back else ""
        assert f"| `{rule.name}` | {rule.about} | {back} |\n" in text


@given(bodies())
def test_every_rule_changes_a_body_once(text: str) -> None:
    for rule in body_rules().values():
        try:
            made = edited(text, rule.change(text))
        except Refused:
            reject()
        assert not rule.change(made)
