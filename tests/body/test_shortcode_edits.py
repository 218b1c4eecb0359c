"""Shortcodes are renamed, and their parameters changed, as asked; nothing else is."""

import pytest
from hypothesis import given

from hugoconv.body.edited import edited
from hugoconv.body.shortcode_edits import drop_parameter, rename_parameters, rename_shortcode, set_parameter
from hugoconv.body.shortcodes import shortcodes
from hugoconv.errors import Refused
from tests.body.bodies import bodies

RENAMES = [
    ("{{< alert >}}a{{< /alert >}}", "{{< callout >}}a{{< /callout >}}"),
    ("{{%alert note%}}a{{% / alert%}}", "{{%callout note%}}a{{% / callout%}}"),
    ("{{<\nALERT\n>}}{{</ ALERT >}}", "{{<\ncallout\n>}}{{</ callout >}}"),
    ("{{< alert />}} {{< alert \"alert\" >}}", "{{< callout />}} {{< callout \"alert\" >}}"),
    ("`{{< alert >}}`\n```\n{{< alert >}}\n```\n<!-- {{< alert >}} -->", "`{{< callout >}}`\n```\n{{< callout >}}\n```\n<!-- {{< callout >}} -->"),
    ("{{</* alert */>}} {{< alert.inline >}}{{ 1 }}{{< /alert.inline >}}", None),
    ("{{< ns/alert >}}{{< alerts >}}{{< x alert >}}{{ alert }}{{< alert", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "new"), RENAMES)
def test_a_shortcode_is_renamed_wherever_hugo_runs_it(text: str, new: str | None) -> None:
    assert rename_shortcode(text, "Alert", "callout").apply(text) == (new or text)


def test_a_shortcode_in_a_folder_is_named_with_it() -> None:
    text = "{{< ns/alert >}}{{< /ns/alert >}}{{< alert >}}"
    assert rename_shortcode(text, "ns/alert", "x/y").apply(text) == "{{< x/y >}}{{< /x/y >}}{{< alert >}}"


PARAMETERS = [
    ({"title": "caption"}, '{{< x title="a" src=b >}}', '{{< x caption="a" src=b >}}'),
    ({"title": "caption"}, "{{< x title = `a` title=b>c >}}", "{{< x caption = `a` caption=b>c >}}"),
    ({"title": "caption"}, '{{< x Title="a" >}} {{< y title="a" >}} {{</* x title="a" */>}}', None),
    ({"a": "b", "b": "a"}, "{{< x a=1 b=2 >}}", "{{< x b=1 a=2 >}}"),
    ({0: "text"}, '{{< x "a \\" b" >}}', '{{< x text="a \\" b" >}}'),
    ({0: "text"}, "{{< x a>}}{{< x a/>}}{{< x text=b >}}", "{{< x text=a >}}{{< x text=a />}}{{< x text=b >}}"),
    ({0: "a", 1: "b"}, "{{< x 1 `2` >}}", "{{< x a=1 b=`2` >}}"),
    ({"a": 0, "b": 1}, '{{< x a = 1 b="2" >}}', '{{< x 1 "2" >}}'),
    ({"a": 0}, "{{< x a=/b/c.png >}}", '{{< x "/b/c.png" >}}'),
]


@pytest.mark.parametrize(("names", "text", "new"), PARAMETERS)
def test_a_parameter_gets_another_name(names: dict, text: str, new: str | None) -> None:  # type: ignore[type-arg]
    assert rename_parameters(text, "x", names).apply(text) == (new or text)


DROPPED = [
    ("a", '{{< x a="1" b=2 >}}', "{{< x b=2 >}}"),
    ("a", "{{< x b=2 a=1 >}}", "{{< x b=2 >}}"),
    ("a", '{{< x b=2 a="1">}}', "{{< x b=2 >}}"),
    ("a", '{{< x a="1">}}{{< x a="2"/>}}', "{{< x >}}{{< x />}}"),
    ("a", "{{< x\n  a=1\n  b=2\n>}}", "{{< x\n  b=2\n>}}"),
    ("a", '{{< x a=1 a=2 >}}{{< x a="1"b="2" >}}', '{{< x >}}{{< x b="2" >}}'),
    (1, "{{< x 1 2 3 >}}", "{{< x 1 3 >}}"),
    ("c", "{{< x a=1 >}} {{</* x c=1 */>}}", None),
]


@pytest.mark.parametrize(("parameter", "text", "new"), DROPPED)
def test_a_parameter_goes_with_the_space_above_it(parameter: str | int, text: str, new: str | None) -> None:
    assert drop_parameter(text, "x", parameter).apply(text) == (new or text)


SET = [
    ("a", "2", '{{< x a="1" >}}{{< x a=1 >}}{{< x a=`1` >}}', '{{< x a="2" >}}{{< x a=2 >}}{{< x a=`2` >}}'),
    ("a", "b c", "{{< x a=1 >}}{{< x >}}{{< x/>}}{{< x />}}", '{{< x a="b c" >}}{{< x a="b c" >}}{{< x/>}}{{< x a="b c" />}}'),
    ("a", "2", "{{< x a=1 a=3 >}}{{< x a=2 >}}", "{{< x a=1 a=2 >}}{{< x a=2 >}}"),
    (0, 'b"c', "{{< x 1 >}}{{< x >}}", '{{< x "b\\"c" >}}{{< x "b\\"c" >}}'),
    (1, ">}}", "{{< x 1 >}}{{< x 1>}}", '{{< x 1 ">}}" >}}{{< x 1 ">}}">}}'),
    ("a", "b\\", "{{< x >}}{{< /x >}}", "{{< x a=`b\\` >}}{{< /x >}}"),
]  # fmt: skip


@pytest.mark.parametrize(("parameter", "value", "text", "new"), SET)
def test_a_parameter_gets_a_value(parameter: str | int, value: str, text: str, new: str) -> None:
    assert set_parameter(text, "x", parameter, value).apply(text) == new


def refused(call: object, *arguments: object) -> str:
    with pytest.raises(Refused) as error:
        call(*arguments)  # type: ignore[operator]
    return str(error.value)


def test_what_hugo_would_refuse_is_refused() -> None:
    assert "'a b' is no name" in refused(rename_shortcode, "", "x", "a b")
    assert "'x.inline' is no name" in refused(rename_shortcode, "", "x.inline", "y")
    assert "side by side" in refused(rename_parameters, "{{< x 1 2 >}}", "x", {0: "a"})
    assert "side by side" in refused(rename_parameters, "{{< x a=1 b=2 >}}", "x", {"b": 0, "a": 1})
    assert "side by side" in refused(set_parameter, "{{< x a=1 >}}", "x", 0, "b")
    assert "has a parameter b already" in refused(rename_parameters, "{{< x a=1 b=2 >}}", "x", {"a": "b"})
    assert "before the position 2" in refused(set_parameter, "{{< x 1 >}}", "x", 2, "b")
    assert "no quotes" in refused(set_parameter, "{{< x >}}", "x", "a", "`\\")


@given(bodies())
def test_a_new_name_and_the_old_one_again_give_the_text(text: str) -> None:
    made = edited(text, rename_shortcode(text, "alert", "other"))
    assert not any(code.name.lower() == "alert" for code in shortcodes(made))
    again = edited(made, rename_shortcode(made, "other", "alert"))
    assert again == text.replace("{{< Alert", "{{< alert").replace("{{< /Alert", "{{< /alert")
    assert not rename_shortcode(text, "absent", "other")
