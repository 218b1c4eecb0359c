"""The line that an error shows ends where Hugo ends it."""

from __future__ import annotations

import pytest

from hugoconv.errors import MatterSyntaxError


@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c"])
def test_the_line_of_an_error_goes_on_behind_characters_that_end_none_for_hugo(sign: str) -> None:
    text = f"a: 1\nb: {sign}c\r\nd: 2\n"
    assert MatterSyntaxError("x", text, 8).source_line == f"b: {sign}c"


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", ""])
def test_the_line_of_an_error_has_no_line_end(end: str) -> None:
    assert MatterSyntaxError("x", f"a: 1{end}", 2).source_line == "a: 1"
