"""Headings stand where our scan and mistune both see one."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hugoconv.body.headings import Heading, headings
from hugoconv.body.markdown import blocks
from hugoconv.body.shortcodes import without_shortcodes

CASES = [
    ("# One\n\ntext\n\n## Two ##\n### Three#\n", ["1 One", "2 Two", "3 Three#"]),
    ("One\n===\n\nTwo *em*  \n---  \n\ntext\n\n---\n\n- a\n---\n", ["1 One", "2 Two *em*"]),
    ("a\nb\nc\n===\n", ["1 a\nb\nc"]),
    ("> # Q\n>\n> a\n> b\n> ---\n\n- # L\n- b\n\n  ## M\n", ["1 Q", "2 a\n> b", "1 L", "2 M"]),
    ("```\n# no\n\nno\n===\n```\n\n# yes\n", ["1 yes"]),
    ("```\n# same\n```\n# same\n\n    # same\n\n~~~\ncode\n~~~\n---\n", ["1 same"]),
    ("<div>\n# no\n</div>\n\n<!--\n# no\n-->\n\n#no\n####### no\n#\n## ##\n", []),
    ("# A\r\n\r\nB\r\n---\r\n\r\nC\r\r---\r", ["1 A", "2 B"]),
    ("# 中文 {#id}\n\n标题\n====\n", ["1 中文 {#id}", "1 标题"]),
    ("# {{< icon x >}} T\n{{< x >}}\n---\n", ["1 {{< icon x >}} T", "2 {{< x >}}"]),
    ("a | b\n--- | ---\n1 | 2\n\n| c |\n|---|\n| # d |\n", []),
    ("\n---\n\n# Slide\n\n---\n\ntext\n\n---\n", ["1 Slide"]),
    ("---\n---\n\n* * *\n---\n\n___\n---\n\n***\n===\n", []),
    ("A\n===\n---\n", ["1 A"]),
    ("[d]: /x\n---\n\n# qq0qq0q\n", ["1 qq0qq0q"]),
    ("", []),
]


@pytest.mark.parametrize(("text", "found"), CASES)
def test_a_heading_has_a_level_and_a_text(text: str, found: list[str]) -> None:
    assert [f"{one.level} {one.text.of(text)}" for one in headings(text)] == found


PIECES = st.sampled_from(["# a", "## b ##", "c\n===", "d\n---", "---", "> ", "- ", "1. ", "    ", "```", "~~~", "\n", "\n\n", "\r\n", "text", "中", "{{< x >}}", "{{< y >}}\n", "<div>", "</div>", "<!--", "-->", "[l]: /x", "| a |", "\t", "`"])  # fmt: skip


@given(st.lists(PIECES, max_size=25))
def test_what_is_found_mistune_reads_too(parts: list[str]) -> None:
    text = "".join(parts)
    found = headings(text)
    assert are_read(text, found)
    for one in found:
        assert one.span.holds(one.text) and one.text.of(text).strip()


def are_read(text: str, found: list[Heading]) -> bool:
    """Whether mistune reads all of some headings of a text, in their order."""
    read = iter(token for token in blocks(without_shortcodes(text)) if token["type"] == "heading")
    return all((one.level, one.style) in ((token["attrs"]["level"], token["style"]) for token in read) for one in found)


@pytest.mark.parametrize(
    "unit", ["# a\n", "a\n===\n", "> ", "- ", "a ", "#", "# a #", "=", "---\n", "# " + " " * 50, "\n"]
)
def test_time_grows_with_the_text(unit: str) -> None:
    started = time.process_time()
    headings(unit * 3_000)
    assert time.process_time() - started < 5
