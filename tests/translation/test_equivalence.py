"""What is compared after a translation: a value, a comment or a commented-out field that is not what it was is told."""

from __future__ import annotations

import pytest

from hugoconv.errors import Refused
from hugoconv.layouts.parse import parse
from hugoconv.translation.account import other_data, refuse_unread
from hugoconv.translation.equivalence import Side, other_notes, side_of
from hugoconv.translation.nulls import NullItems

DATES = frozenset(("date", "lastmod"))


def sides(yaml: str, toml: str) -> tuple[Side, Side]:
    return side_of(parse(f"---\n{yaml}---\n")), side_of(parse(f"+++\n{toml}+++\n"))


# YAML, TOML that would not say the same, and what is told.
OTHER_DATA = [
    ("a: 1\n", "a = 2\n", "a: 1, now 2"),
    ("a: 1\n", "a = '1'\n", "a: 1, now '1'"),
    ("a: 1\nb: 2\n", "a = 1\n", "b: 2, now nothing"),
    ("a: 1\n", "a = 1\nb = 2\n", "b: nothing, now 2"),
    ("l: [1, 2]\n", "l = [2, 1]\n", "l.0: 1, now 2"),
    ("title: 2020-01-02\n", "title = 2020-01-02\n", "title: '2020-01-02', now"),
    ("m:\n  date: 2020-01-02\n", "[m]\ndate = 2020-01-02\n", "m.date: '2020-01-02', now"),
    ("m: {a: 1}\n", "#[m]\n#b = 1\n", "m: {'a': 1}, now nothing"),
]
SAME_DATA = [
    ("a: 1\nb: [x, 2]\n", "b = ['x', 2]\na = 1\n"),
    ("date: 2020-01-02\n", "date = 2020-01-02\n"),
    ("a:\nb: 1\n", "b = 1\n"),
    ("a: 1.0\n", "a = 1\n"),
    ("m:\n  #b: 1\n", "#[m]\n#b = 1\n"),
]
OTHER_NOTES = [
    ("# c\na: 1\n", "a = 1\n", "was lost"),
    ("a: 1\n", "# c\na = 1\n", "'#c' came"),
    ("# c\na: 1\nb: 2\n", "a = 1\n# c\nb = 2\n", "is now one of ('b',)"),
    ("# c\n# d\na: 1\n", "# d\n# c\na = 1\n", "another order"),
    ("#b: 1\na: 1\n", "a = 1\n", "what is commented out was lost"),
    ("#b: 1\na: 1\n", "#b = 2\na = 1\n", "what is commented out was lost"),
    ("a: 1\n", "#b = 2\na = 1\n", "something commented out came"),
    ("#b: 1\na: 1\n", "#b = 1\n#b = 1\na = 1\n", "something commented out came"),
    ("#b:\n#  # in it\n#  c: 1\na: 1\n", "a = 1\n#[b]\n#c = 1\n", "within what is commented out was lost"),
]
SAME_NOTES = [
    ("# c\na: 1 # d\n", "# c\na = 1 # d\n"),
    ("#b: 1\na: 1\n", "#b = 1\na = 1\n"),
    ("a: 1\nl:\n# c\n- n: 1\n", "a = 1\n\n# c\n[[l]]\nn = 1\n"),
    ("a:\nb: 1\n", '#a = ""\nb = 1\n'),
]


@pytest.mark.parametrize(("yaml", "toml", "said"), OTHER_DATA)
def test_a_value_that_is_not_what_it_was_is_told(yaml: str, toml: str, said: str) -> None:
    assert said in other_data(*sides(yaml, toml), NullItems(), DATES)


@pytest.mark.parametrize(("yaml", "toml"), SAME_DATA)
def test_a_value_that_means_the_same_is_the_same(yaml: str, toml: str) -> None:
    assert other_data(*sides(yaml, toml), NullItems(), DATES) == ""


@pytest.mark.parametrize(("yaml", "toml", "said"), OTHER_NOTES)
def test_a_comment_or_field_that_is_not_what_it_was_is_told(yaml: str, toml: str, said: str) -> None:
    assert said in other_notes(*sides(yaml, toml), NullItems())


@pytest.mark.parametrize(("yaml", "toml"), SAME_NOTES)
def test_what_has_its_owner_and_says_the_same_is_the_same(yaml: str, toml: str) -> None:
    assert other_notes(*sides(yaml, toml), NullItems()) == ""


def test_text_that_is_neither_field_nor_comment_is_refused() -> None:
    refuse_unread(side_of(parse("---\n# c\na: 1 # d\n#b: 1\n---\n")))
    with pytest.raises(Refused) as refused:
        refuse_unread(side_of(parse("---\n&a\n---\n")))
    assert refused.value.code == "text-without-field"
