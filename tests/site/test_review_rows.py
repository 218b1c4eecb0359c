"""The rows of a diff on a review page say both files, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hugoconv.site.review.fields import fields_of
from hugoconv.site.review.rows import MOST_ROWS, NO_NEWLINE, NOT_SHOWN, hunks
from hugoconv.site.review.words import words

LINES = st.lists(
    st.sampled_from(["a: 1", "a: 2", "#a: 1", "", "  b: x y", "# 中文", "标题: 中文字", "c\r", "\x0b\x85", "😀 x"]),
    max_size=60,
)
TEXTS = st.builds(lambda lines, end: "\n".join(lines) + end, LINES, st.sampled_from(["", "\n"]))


def side(row, which):
    """A row's line in the old file (1) or the new one (2), None where it has none there."""
    if isinstance(row, tuple):
        return "".join(part for i, part in enumerate(row) if i % 3 in (0, which))
    return row[1:] if row[0] in (" -" if which == 1 else " +") else None


def rebuilt(old, found):
    """The new lines that hunks make of the old ones; both sides are held against the lines where they say they are."""
    made, at = [], 0
    for start, there, *rows in found:
        made += old[at : start - 1]
        at = start - 1
        assert there == len(made) + 1
        for row in rows:
            if (line := side(row, 1)) is not None:
                assert old[at] == line
                at += 1
            if (line := side(row, 2)) is not None:
                made.append(line)
    return made + old[at:]


def all_with_cr(text):
    return text.endswith("\r\n") and text.count("\n") == text.count("\r\n")


@given(TEXTS, TEXTS)
def test_the_rows_lead_from_the_old_lines_to_the_new_ones(old, new):
    found = hunks(old.encode(), new.encode())
    before, after = old.split("\n"), new.split("\n")
    if all_with_cr(old or "\r\n") and all_with_cr(new or "\r\n"):
        before, after = old.replace("\r", "").split("\n"), new.replace("\r", "").split("\n")
    made = rebuilt(before if before[-1] else before[:-1], found)
    assert made == (after if after[-1] else after[:-1])


@given(st.text(max_size=80), st.text(max_size=80))
def test_the_words_of_two_lines_say_both(old, new):
    found = words(old, new)
    assert len(found) % 3 == 1
    assert (side(found, 1), side(found, 2)) == (old, new)


@pytest.mark.parametrize(
    ("old", "new", "marked"),
    [
        ("date: 2020-01-01", "date: 2021-01-01", [("2020", "2021")]),
        ("标题: 中文字", "标题: 中国字", [("文", "国")]),
        ("a: x y z", "a: u v z", [("x y", "u v")]),
    ],
)
def test_words_are_marked_whole(old, new, marked):
    found = words(old, new)
    assert [(found[i], found[i + 1]) for i in range(1, len(found), 3)] == marked


def test_a_line_end_that_comes_or_goes_is_said():
    assert hunks(b"a\nb\n", b"a\nb") == [[1, 1, " a", "-b", "+b", NO_NEWLINE]]


def test_a_return_at_every_line_is_not_said_and_a_new_one_is():
    assert hunks(b"a: 1\r\n", b"a: 2\r\n") == [[1, 1, ("a: ", "1", "2", "")]]
    assert hunks(b"a\nb\n", b"a\nb\r\n") == [[1, 1, " a", ("b", "", "\r", "")]]


def test_bytes_that_are_no_text_are_there_as_such():
    assert hunks(b"a: \xff\n", b"a: \xfe\n") == [[1, 1, ("a: ", "\udcff", "\udcfe", "")]]


def test_a_page_of_many_changes_ends_with_a_word_of_it():
    old = b"".join(b"a%d\n" % n for n in range(5000))
    *_, last = hunks(old, old.replace(b"a", b"b"))[0]
    assert last == NOT_SHOWN and len(hunks(old, old.replace(b"a", b"b"))[0]) == MOST_ROWS + 3


def test_a_long_line_is_shortened():
    (_, _, row), *_ = hunks(b"x" * 9000 + b" old\n", b"x" * 9000 + b" new\n")
    assert isinstance(row, tuple) and sum(map(len, row)) < 500 and row[1:3] == ("old", "new")


@pytest.mark.parametrize(
    ("old", "new", "names"),
    [
        ("---\ntitle: a\n---\n", "---\ntitle: b\n---\n", {"title"}),
        ("---\nevent: a\n---\n", "---\n#event: a\n---\n", {"event"}),
        ("---\nimage:\n  caption: a\n---\n", "---\nimage:\n  caption: b\n---\n", {"image"}),
        ("---\na: 1\n---\nx\n", "---\na: 1\n---\ny: 2\n", {"(body)"}),
        (
            "+++\nTitle = 'a'\n[menu.main]\nname = 'x'\n+++\n",
            "+++\nTitle = 'a'\n[menu.main]\nname = 'y'\n+++\n",
            {"name"},
        ),
        ('{\n  "title": "a"\n}\n', '{\n  "title": "b"\n}\n', {"title"}),
        ("---\na: 1\n---\n", "---\n# hugoconv: was talk, era 5.9\na: 1\n---\n", {"(record)"}),
        ("no front matter\n", "other front matter\n", {"(body)"}),
    ],
)
def test_fields_are_told_by_their_lines(old, new, names):
    before, after = old.encode(), new.encode()
    assert set(fields_of(hunks(before, after), before, after)) == names
