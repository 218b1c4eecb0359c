"""The one line that a conversion leaves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hugoconv.layouts.convert import convert
from hugoconv.layouts.parse import parse
from hugoconv.layouts.record import EventLine, Named, Record, forget, parse_record, record_of

NAMES = st.text("abcdefXYZ_", min_size=1, max_size=10)
ALIASES = st.text("abc/%;,: 河\n\u2028", max_size=8)
RECORDS = st.builds(
    Record,
    was=st.sampled_from(["talk", "post"]),
    now=st.sampled_from(["", "publication", "review-2", "post"]),
    era=st.sampled_from(["1", "4.0", "5.9", "0.12"]),
    renamed=st.lists(st.tuples(NAMES, NAMES), max_size=2).map(tuple),
    commented_out=st.lists(st.builds(Named, NAMES, st.none() | st.integers(1, 30)), max_size=3).map(tuple),
    live=st.lists(st.builds(Named, NAMES, st.none()), max_size=3).map(tuple),
    folder=st.just("") | st.text("abc %;,: 河流", min_size=1, max_size=8),
    alias=st.text("abc/%;,: 河流", min_size=1, max_size=8),
    new_aliases=st.booleans(),
    template=st.lists(NAMES, max_size=3).map(tuple),
    start=st.sampled_from(["", "time_start", "event_start"]),
    event_line=st.none()
    | st.builds(
        EventLine,
        st.sampled_from(["subtitle", "summary", "body"]),
        st.sampled_from(["00000000", "5f3c9a12"]),
        st.sampled_from(["", "''", '""', "null", "empty"]),
    ),
    rewritten=st.lists(st.tuples(ALIASES, ALIASES), max_size=3).map(tuple),
) | st.sampled_from([Record("talk", "5.9"), Record("publication", "5.9", now="post")])


@given(RECORDS)
def test_a_record_written_reads_as_the_same(record: Record) -> None:
    assert parse_record(f"# hugoconv: {record}") == record


@pytest.mark.parametrize(
    "line",
    [
        "# hugoconv: was talk",
        "# hugoconv: was slides, era 5.9",
        "# hugoconv: was talk, era 5.9; date",
        "# hugoconv: was talk, era 5.9; already commented out: ",
        "# hugoconv: was talk, era 5.9; already commented out: a b",
        "# hugoconv: was talk, era 5.9;",
        "# hugoconv: convert this",
        "#hugoconv: was talk, era 5.9",
        "# was talk, era 5.9",
        "# hugoconv: was talk, era 5.9; aliases /a was a, /b",
    ],
)
def test_a_line_of_any_other_form_is_a_plain_comment(line: str) -> None:
    assert parse_record(line) is None


def test_only_the_first_line_of_the_matter_is_a_record() -> None:
    line = "# hugoconv: was talk, era 5.9\n"
    assert record_of(parse(f"---\n{line}a: 1\n---\n")) == Record("talk", "5.9")
    assert record_of(parse(f"---\na: 1\n{line}---\n")) is None
    assert record_of(parse(f"---\n\n{line}a: 1\n---\n")) is None


def test_a_record_can_be_forgotten() -> None:
    page = parse("---\n# hugoconv: was talk, era 5.9\na: 1\n---\n")
    assert forget(page).to_bytes() == b"---\na: 1\n---\n"
    other = parse("---\n# hugoconv: mine\na: 1\n---\n")
    assert forget(other) is other


@pytest.mark.parametrize("fence", ["--- ", "---\t ", "---", "+++ ", "+++\t"])
@pytest.mark.parametrize("eol", ["\n", "\r\n"])
def test_a_record_stands_on_a_line_of_its_own_below_the_fence(fence: str, eol: str) -> None:
    sign = ":" if fence[0] == "-" else " ="
    page = parse(eol.join((fence, f"title{sign} 'x'", f"event{sign} 'y'", fence[:3], "")), "content/talk/x.md")
    post = convert(page, to="post").page
    assert post.to_bytes().decode().startswith(f"{fence}{eol}# hugoconv: was talk, era 5.9{eol}title")
    assert record_of(post) is not None and convert(post, to="talk").page == page
