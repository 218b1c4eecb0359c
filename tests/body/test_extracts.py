"""What a body says at first, as plain text."""

import re
import time
from unicodedata import east_asian_width

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hugoconv.body.extracts import first_heading, first_image, first_paragraph
from hugoconv.body.sentences import one_line, shortened
from tests.body.bodies import bodies

PARAGRAPHS = [
    ("A **b** `c` [d](/e/) ~~f~~ <b>g</b>\\* &amp; https://h.org/.\n\nMore.\n", "A b c d f g* & https://h.org/."),
    ("![fig](a.png)\n\n[![b](c.png)](/d/)\n\nText ![x](y.png).\n", "Text ."),
    ("# Title\n\n> quoted\n\n- item\n\n```\ncode\n```\n\n<div>\nx\n</div>\n\n| a |\n|---|\n\nText.\n", "Text."),
    ("{{< figure src=a >}}\n\n{{% callout note %}}\nNo.\n\nNo.\n{{% /callout %}}\n\n{{< alert >}}No.{{< /alert >}}\n\nA {{< hl >}}b{{< /hl >}} c.\n", "A b c."),
    ("{{< outer >}}\n{{< inner >}}\nNo.\n{{< /inner >}}\n{{< /outer >}}\n\nText.\n", "Text."),
    ("{{% x %}}\nno end\n", "no end"),
    ("Foot[^1] note.\n\n[^1]: No.\n", "Foot note."),
    ("一行\r\n二行，English\r\n三行。\r\n", "一行二行，English 三行。"),
    ("한글\n한글\n", "한글 한글"),
    ("Above. <!--more--> Below.\n", "Above."),
    ("<!--more-->\n\nBelow.\n", "Below."),
    ("---\n\n***\n\n***bold***\n", "bold"),
    ("$$\na = b\n$$\n\nLet $a$ be $b$.\n", "Let $a$ be $b$."),
    ("", ""),
    ("```\ncode\n```\n", ""),
    ("One. " * 100, ("One. " * 60).strip()),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said"), PARAGRAPHS)
def test_the_first_paragraph_is_plain_text(text: str, said: str) -> None:
    assert first_paragraph(text) == said


HEADINGS = [
    ("Text\n\n## A *b* [c](/d/) {#e .f}\n\n# G\n", "A b c"),
    ("标题\n===\n", "标题"),
    ("```\n# no\n```\n\n> # no\n\n{{< x >}}\n# no\n{{< /x >}}\n\n# {{< icon a >}} Yes\n", "Yes"),
    ("# ![logo](a.png)\n\n# Yes {really}\n", "Yes {really}"),
    ("no\n", ""),
]


@pytest.mark.parametrize(("text", "said"), HEADINGS)
def test_the_first_heading_is_plain_text(text: str, said: str) -> None:
    assert first_heading(text) == said


IMAGES = [
    ("`![a](no.png)`\n\n![a](yes.png) ![b](c.png)\n", "yes.png"),
    ("![a]\n\n[a]: yes.png\n", "yes.png"),
    ("<a href='x'><img alt='' src='yes.png'></a>\n\n![b](c.png)\n", "yes.png"),
    ("{{</* figure src=no.png */>}} {{< Figure src=\"yes.png\" >}}\n", "yes.png"),
    ("text [a](b.png)\n", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "leads"), IMAGES)
def test_the_first_image_is_of_any_form(text: str, leads: str) -> None:
    assert first_image(text) == leads


SHORT = [
    ("One two. Three four.", 19, "One two."),
    ("One two. Three four.", 20, "One two. Three four."),
    ("By Dr. A. Who et al. in it. Then.", 30, "By Dr. A. Who et al. in it."),
    ("See 3.14 or a.b.c now. End.", 24, "See 3.14 or a.b.c now."),
    ("He said \"yes.\" Then no.", 16, "He said \"yes.\""),
    ("一二三四五。六七八九十。", 14, "一二三四五。"),
    ("一二，三四五六七八九十", 10, "一二…"),
    ("一二三四五六七八九十", 10, "一二三四…"),
    ("onewordwithoutanyend", 8, "oneword…"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "limit", "short"), SHORT)
def test_what_is_too_long_ends_with_a_sentence(text: str, limit: int, short: str) -> None:
    assert shortened(text, limit) == short


@given(bodies(), st.integers(10, 80))
def test_a_paragraph_is_one_short_line_of_text(text: str, limit: int) -> None:
    said = first_paragraph(text, limit)
    assert sum(2 if east_asian_width(char) in "WF" else 1 for char in said) <= limit
    assert said == one_line(said)
    assert not re.search("\\*\\*|\\[\\^|\\{\\{|<b>|!\\[", said)


@pytest.mark.parametrize("unit", ["a. ", "中。", "{{< x >}}\n", "{{< x >}}\n{{< /x >}}\n", "# a\n", "> ", "a\n"])
def test_time_grows_with_the_text(unit: str) -> None:
    started = time.process_time()
    first_paragraph(unit * 3_000)
    first_heading(unit * 3_000)
    assert time.process_time() - started < 5
