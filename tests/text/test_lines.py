"""LF, CRLF and a lone CR each end a line."""

import re

from hypothesis import given
from hypothesis import strategies as st

from hugoconv.text.lines import line_break, line_end, line_start, next_line, position

TEXTS = st.text("ab\n\r", max_size=12)


def lines_of(text: str) -> list[tuple[int, int, int]]:
    """Start, end and next start of every line, found by splitting."""
    found, at = [], 0
    for part in re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z", text):
        found.append((at, at + len(part.rstrip("\r\n")), at + len(part)))
        at += len(part)
    return found


@given(TEXTS)
def test_every_offset_of_a_line_knows_its_line(text: str) -> None:
    for number, (start, end, after) in enumerate(lines_of(text), 1):
        for at in range(start, end + 1):
            assert line_start(text, at) == start
            assert line_end(text, at) == end
            assert next_line(text, at) == after
            assert position(text, at) == (number, at - start + 1)


@given(TEXTS)
def test_the_line_break_is_that_of_the_line(text: str) -> None:
    for start, end, after in lines_of(text):
        if after > end:
            assert line_break(text, start) == text[end:after]


def test_the_last_line_takes_the_break_of_the_one_before() -> None:
    assert line_break("a\r\nb", 3) == "\r\n"
    assert line_break("a", 0) == "\n"
