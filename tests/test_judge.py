"""The judge of the corpus checks sees what it is there to see."""

from __future__ import annotations

import pytest

from tests.invariants import judge
from tests.invariants.lens import strange_line

PAGE = b"\xef\xbb\xbf---\r\ntitle: A talk # tentative\r\n# where\r\nlocation: Here\r\ntags:\r\n- a\r\n---\r\nbody\r\n"
MATTER = "title: A talk # tentative\n# where\nlocation: Here\ntext: |\n  # no comment\n\ntags: # all\n  - a\n  # - b\n"


def test_a_page_is_cut_at_its_fences_and_joins_again() -> None:
    parts = judge.cut(PAGE)
    assert parts is not None
    assert b"".join(parts) == PAGE
    assert parts.head == b"\xef\xbb\xbf---\r\n"
    assert parts.tail == b"---\r\nbody\r\n"


@pytest.mark.parametrize("page", [b"", b"text", b"---\ntitle: x\n", b"--\n--\n", b"+++\n---\n"])
def test_what_has_no_yaml_between_fences_is_not_cut(page: bytes) -> None:
    assert judge.cut(page) is None


def test_the_judge_reads_keys_given_twice_and_keeps_every_scalar_as_text() -> None:
    pairs = judge.read("a: yes\na: 2020-01-02\n").pairs()
    assert [(name, value[1]) for name, value in pairs] == [("a", "yes"), ("a", "2020-01-02")]


def test_comments_are_found_outside_of_scalars_alone() -> None:
    assert [text for _, text in judge.read(MATTER).comments] == ["# tentative", "# where", "# all", "# - b"]


def test_a_field_owns_its_lines_and_the_comments_above_and_inside() -> None:
    title, location, text, tags = judge.read(MATTER).fields
    assert (title.first, title.last, title.one_line) == (0, 0, True)
    assert (location.leading, location.first) == (1, 2)
    assert (text.first, text.last, text.reach) == (3, 4, 5)
    assert (tags.first, tags.last, tags.reach) == (6, 7, 8)


@pytest.mark.parametrize(
    ("literal", "said"),
    [
        ("a text", ("str", "a text")),
        ("'yes'", ("str", "yes")),
        ("yes", ("unsure", "yes")),
        ("12:30", ("unsure", "12:30")),
        ("1e3", ("unsure", "1e3")),
        ("true", ("bool", "true")),
        ("7", ("int", 7)),
        ("2020-01-02", ("str", "2020-01-02")),
    ],
)
def test_new_text_means_what_every_reader_takes_it_for(literal: str, said: object) -> None:
    assert judge.meaning(judge.read(f"v: {literal}\n").fields[0].value.value) == said


@pytest.mark.parametrize(
    "after",
    [
        "# hugoconv: was talk, era 5.9\ntitle: x\n#event: y\n",
        "title: x\nevent: y\n",
        "title: x\n#event: y\n#\n",
    ],
)
def test_a_conversion_may_hide_the_fields_of_a_talk(after: str) -> None:
    assert strange_line(judge.read("title: x\nevent: y\n"), judge.read(after)) == ""


@pytest.mark.parametrize(
    "after",
    [
        "#title: x\nevent: y\n",
        "title: z\nevent: y\n",
        "event: y\ntitle: x\n",
        "title: x\n",
        "title: x\n# c\nevent: y\n",
    ],
)
def test_a_conversion_that_touches_another_line_is_seen(after: str) -> None:
    assert strange_line(judge.read("title: x\nevent: y\n"), judge.read(after)) != ""
