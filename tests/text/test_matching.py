"""Which lines of two texts are the same ones, and how little is compared to tell."""

from __future__ import annotations

from difflib import SequenceMatcher
from unittest import mock

from hypothesis import given
from hypothesis import strategies as st

from hugoconv.text import opcodes as matching
from hugoconv.text.opcodes import grouped, opcodes

_LINES = st.lists(st.sampled_from("abcdefgh"), max_size=30)


def _long(old: list[str], new: list[str]) -> list[matching.Opcode]:
    """The opcodes as those of long texts are found."""
    with mock.patch.object(matching, "FEW", -1):
        return opcodes(old, new)


@given(_LINES, _LINES)
def test_the_runs_make_one_text_of_the_other(old: list[str], new: list[str]) -> None:
    for codes in (opcodes(old, new), _long(old, new)):
        assert [line for _, i, i2, _, _ in codes for line in old[i:i2]] == old
        assert [line for _, _, _, j, j2 in codes for line in new[j:j2]] == new
        for tag, i, i2, j, j2 in codes:
            assert (tag == "equal") == (old[i:i2] == new[j:j2])
            assert (tag in ("equal", "replace", "delete"), tag in ("equal", "replace", "insert")) == (i < i2, j < j2)
        tags = [tag for tag, *_ in codes]
        assert not any(tag == after for tag, after in zip(tags, tags[1:], strict=False))


@given(_LINES, _LINES)
def test_of_short_texts_the_hunks_are_those_of_difflib(old: list[str], new: list[str]) -> None:
    assert list(grouped(opcodes(old, new), 3)) == list(SequenceMatcher(None, old, new).get_grouped_opcodes(3))


def test_lines_that_stand_once_are_matched_however_much_moved() -> None:
    old = [f"{i}" for i in range(20)]
    assert _long(old, [*old[:5], *old[10:], *old[5:10]]) == [
        ("equal", 0, 5, 0, 5),
        ("delete", 5, 10, 5, 5),
        ("equal", 10, 20, 5, 15),
        ("insert", 20, 20, 15, 20),
    ]


def test_texts_in_which_every_other_line_changed_are_compared_line_by_line() -> None:
    """Looking for the longest run again and again would take the square."""
    compared = 0

    class Counting(SequenceMatcher[str]):
        def __init__(self, isjunk: None, a: list[str], b: list[str]) -> None:
            nonlocal compared
            compared += max(len(a), 1) * max(len(b), 1)
            super().__init__(isjunk, a, b)

    old = [f"{i}\n" for i in range(2000)]
    new = [f"#{line}" if i % 2 else line for i, line in enumerate(old)]
    with mock.patch.object(matching, "SequenceMatcher", Counting):
        assert len(opcodes(old, new)) == 2000
    assert compared <= 2 * len(old)
