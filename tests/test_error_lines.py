"""The line that an error shows ends where Hugo ends it."""

from __future__ import annotations

import pytest

import hugoconv
from hugoconv.errors import MatterSyntaxError


@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c"])
def test_the_line_of_an_error_goes_on_behind_characters_that_end_none_for_hugo(sign: str) -> None:
    text = f"a: 1\nb: {sign}c\r\nd: 2\n"
    assert MatterSyntaxError("x", text, 8).source_line == f"b: {sign}c"


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", ""])
def test_the_line_of_an_error_has_no_line_end(end: str) -> None:
    assert MatterSyntaxError("x", f"a: 1{end}", 2).source_line == "a: 1"


def test_what_is_wrong_with_an_argument_has_no_place() -> None:
    with pytest.raises(hugoconv.Refused) as told:
        hugoconv.Site("fixtures/sites/small").converting("pots")
    assert str(told.value).startswith("layout-unknown: no layout is called 'pots' (")
    with pytest.raises(hugoconv.Refused) as told:
        hugoconv.parse("---\na: 1\na: 2\n---\n").set("a", 3)
    assert str(told.value).startswith("<text>:3:1: duplicate-key: ")
