"""Where front matter begins and ends: the rule of Hugo's page lexer."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hugoconv.errors import MatterSyntaxError
from hugoconv.syntax.envelope import is_cut_alike, leads_back, split
from tests.shared import shared
from tests.strategies import fixture_pages

CASES = {
    # page: (kind, matter, body)
    b"": ("none", b"", b""),
    b"text\n---\n": ("none", b"", b"text\n---\n"),
    b"---\n---\nB": ("yaml", b"", b"B"),
    b"---\n---": ("yaml", b"", b""),
    b"---\nt: x\n---": ("yaml", b"t: x\n", b""),
    b"---\n---\n---\nB": ("yaml", b"", b"---\nB"),
    b"--- t: x\n---\nB": ("yaml", b" t: x\n", b"B"),
    b"---t: x\n---\nB": ("yaml", b"t: x\n", b"B"),
    b"---\nt: x\n---foo\nB": ("yaml", b"t: x\n", b"foo\nB"),
    b"---\nt: x\n----\nB": ("yaml", b"t: x\n", b"-\nB"),
    b"---\nt: x\n ---\n---\nB": ("yaml", b"t: x\n ---\n", b"B"),
    b"---\r\nt: x\r\n---\r\nB": ("yaml", b"t: x\r\n", b"B"),
    b"---\rt: x\r---\rB": ("yaml", b"t: x\r", b"B"),
    b"\xef\xbb\xbf---\nt: x\n---\nB": ("yaml", b"t: x\n", b"B"),
    b" \t\n\x0b\x0c---\nt: x\n---\nB": ("yaml", b"t: x\n", b"B"),
    b"---\nt: |\n---\nB\n---\n": ("yaml", b"t: |\n", b"B\n---\n"),
    b"---\nt: x\n---\n\n\nB": ("yaml", b"t: x\n", b"\n\nB"),
    b"+++\nt = 1\n+++\nB": ("toml", b"t = 1\n", b"B"),
    b'{"t": "}"}\nB': ("json", b'{"t": "}"}', b"B"),
    b'{"t": {}} B': ("json", b'{"t": {}}', b" B"),
    b"#+title: x\n#+a: b\nB": ("org", b"#+title: x\n#+a: b\n", b"B"),
    b"# title\n": ("none", b"", b"# title\n"),
    b"<!-- -->\n---\n": ("none", b"", b"<!-- -->\n---\n"),
    b"\xc2\xa0---\nt: x\n---\n": ("none", b"", b"\xc2\xa0---\nt: x\n---\n"),
}
ERRORS = {
    b"---\nt: x\n": ("unclosed-fence", 1),
    b"\n\n---\nt: x\n": ("unclosed-fence", 3),
    b"+++\nt = 1\n---\n": ("unclosed-fence", 1),
    b"- item\n": ("fence", 1),
    b"+1\n": ("fence", 1),
    b'{"t": 1\n': ("json-syntax", 1),
}


@pytest.mark.parametrize("page", CASES)
def test_a_page_is_cut_as_hugo_cuts_it(page: bytes) -> None:
    found = split(page)
    assert (found.kind, found.matter, found.body) == CASES[page]
    assert b"".join(found[:6]) == page


@pytest.mark.parametrize("page", ERRORS)
def test_a_page_that_hugo_refuses_has_an_error_with_a_place(page: bytes) -> None:
    with pytest.raises(MatterSyntaxError) as caught:
        split(page)
    assert (caught.value.code, caught.value.lineno) == ERRORS[page]
    assert caught.value.hint


@given(
    st.lists(
        st.sampled_from(
            [b"---", b"+++", b"\n", b"\r", b"a: 1", b"\xef\xbb\xbf", b" ", b"{", b"}", b'"', b"#+", b"\xff"]
        )
    )
)
def test_the_parts_joined_are_the_page(pieces: list[bytes]) -> None:
    page = b"".join(pieces)
    try:
        found = split(page)
    except MatterSyntaxError as error:
        assert error.lineno >= 1
    else:
        assert b"".join(found[:6]) == page


@given(fixture_pages())
def test_the_parts_of_a_mutated_fixture_joined_are_the_page(page: bytes) -> None:
    try:
        assert b"".join(split(page)[:6]) == page
    except MatterSyntaxError as error:
        assert error.lineno >= 1


# 0.168 takes one mark off such a body, and refuses what only the syntax can judge.
BODY_WITHOUT_MARK = ("BOM only then text", "two BOMs")


def test_the_cases_of_hugo_itself_agree() -> None:
    path = shared("suites", "hugo-frontmatter-cases.json")
    if path is None:
        pytest.skip("no ../shared")
    groups = json.loads(path.read_text("utf-8"))["oracle"]
    cases = [case for name in ("delimiters", "lexer_intro") for case in groups[name]]
    assert len(cases) > 100
    for case in cases:
        data = case["input"].encode() if "input" in case else case["input_latin1"].encode("latin-1")
        answer = case["hugo_0_168"]
        if case["name"] in BODY_WITHOUT_MARK or "error" in answer:
            continue
        assert split(data).body.decode("utf-8", "replace") == answer["body"], case["name"]


def test_pages_that_hugo_cannot_cut_are_refused_here_too() -> None:
    path = shared("suites", "hugo-frontmatter-cases.json")
    if path is None:
        pytest.skip("no ../shared")
    groups = json.loads(path.read_text("utf-8"))["oracle"]
    for case in groups["delimiters"]:
        error = case["hugo_0_168"].get("error", "")
        if "invalid YAML delimiter" in error or "EOF looking for end" in error:
            with pytest.raises(MatterSyntaxError):
                split(case["input"].encode())


@given(
    st.sampled_from(
        [
            b"---\na\n---\nB",
            b"+++\r\na\r\n+++\nB",
            b"\n---\n---",
            b"---a\n---\n",
            b"---\ra\n---\n",
            b"{}\n",
            b"#+a: b\n",
        ]
    ),
    st.lists(st.sampled_from([b"a", b"-", b"---", b"+++", b"\n", b"\r", b" "]), max_size=8).map(b"".join),
)
def test_what_is_cut_alike_leads_back(page: bytes, matter: bytes) -> None:
    old = split(page)
    assert not is_cut_alike(old, matter) or leads_back(old._replace(matter=matter))


def test_common_matter_is_cut_alike() -> None:
    assert is_cut_alike(split(b"---\na: b\n---\nB"), b"a: c\n# d\n")
    assert is_cut_alike(split(b"+++\r\na = 1\r\n+++\nB"), b"a = 2\r\n")
