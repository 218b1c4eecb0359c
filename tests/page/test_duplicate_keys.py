"""Pages on which a key is given twice: one of them can be named, and everything else is changed as on any page."""

import pytest

import hugoconv
from hugoconv import PathError, Refused, Remove
from hugoconv.layouts.parse import parse
from hugoconv.page.operations import (
    Append,
    CommentOut,
    Discard,
    Insert,
    Operation,
    Rename,
    Set,
    SetComment,
)

TWINS = [
    "a: 1\n%sa: 2\n",
    "a: 1\n%sa: 1\n",
    "a: 1 # c\n%s# d\na:\n  x: 1\n",
    "A: 1\n%sa: 2\n",
    "a:\n- x\n%sa:\n- y\n",
    "m:\n  a: 1\n  a: 2\n%sz: 1\n",
    "#a: 0\na: 1\n%s#a: 3\na: 2\n",
    "a: 1\n%sa: 2\na: 3\n",
    "l:\n- a: 1\n  a: 2\n- b: 1\n%s",
    "a: |\n  x\n%sa: |\n  y\n",
]
BETWEEN = "b: 1 # in\nc:\n  # of d\n  d: 2\n  e: [x]\n"
OPERATIONS: list[Operation] = [
    Set("b", 5),
    Set("new", {"x": 1}),
    Insert("other", "x"),
    Remove("b"),
    Remove("b", keep_comments=True),
    Rename("b", "bb"),
    CommentOut("b"),
    SetComment("b", "# hi"),
    SetComment("b", "# hi", "leading"),
    SetComment("c.d", None, "leading"),
    Set("c.d", 3),
    Set("c.new", 1),
    Append("c.e", "y"),
    Discard("c.e", "x"),
    Remove("c.d"),
    Rename("c.d", "dd"),
    CommentOut("c"),
]


@pytest.mark.parametrize("duplicate_keys", TWINS)
@pytest.mark.parametrize("operation", OPERATIONS, ids=repr)
def test_what_is_done_to_another_key_is_what_is_done_without_twins(duplicate_keys: str, operation: Operation) -> None:
    page, plain = parse(f"---\n{duplicate_keys % BETWEEN}---\n"), parse(f"---\n{BETWEEN}---\n")
    changed, alone = page.apply(operation).matter, plain.apply(operation).matter
    new = [line for line in alone.splitlines() if line not in BETWEEN.splitlines()]
    gone = [line for line in BETWEEN.splitlines() if line not in alone.splitlines()]
    before = [line for line in page.matter.splitlines() if line not in gone]
    assert [line for line in changed.splitlines() if line not in new] == [line for line in before if line not in new]
    assert set(new) <= set(changed.splitlines())


@pytest.mark.parametrize("duplicate_keys", TWINS)
@pytest.mark.parametrize(("folder", "to"), [("talk", "post"), ("post", "talk")])
def test_a_page_with_twins_is_converted_and_comes_back(duplicate_keys: str, folder: str, to: str) -> None:
    page = parse(f"---\n{duplicate_keys % BETWEEN}location: Leeds\n---\n", f"content/{folder}/x.md")
    there = hugoconv.convert(page, to=to).page
    assert hugoconv.convert(there, to=folder).page.to_bytes() == page.to_bytes()


NAMED = [
    ("a: 1\nb: x\na: 2\n", [Remove("a", nth=0)], "b: x\na: 2\n"),
    ("a: 1\nb: x\na: 2\n", [Remove("a", nth=1)], "a: 1\nb: x\n"),
    ("a: 1\na: 2\na: 3\n", [Remove("a", nth=2), Remove("a", nth=1)], "a: 1\n"),
    ("# c\na: 1\n# d\na: 2 # e\n", [Remove("a", nth=0)], "# d\na: 2 # e\n"),
    ("# c\na: 1\n# d\na: 2 # e\n", [Remove("a", nth=1)], "# c\na: 1\n"),
    ("# c\na: 1\n# d\na: 2\n", [Remove("a", keep_comments=True, nth=0)], "# c\n# d\na: 2\n"),
    ("A: 1\na: 2\n", [Remove("a", nth=0)], "a: 2\n"),
    ("m:\n  a: 1\n  a: 2\n", [Remove("m.a", nth=0)], "m:\n  a: 2\n"),
    ("m: {a: 1, b: 2, a: 3}\n", [Remove("m.a", nth=1)], "m: {a: 1, b: 2}\n"),
    ("l:\n- a: 1\n  a: 2\n", [Remove("l.0.a", nth=0)], "l:\n- a: 2\n"),
    ("a: 1\n", [Remove("a", nth=0)], ""),
]


@pytest.mark.parametrize(("before", "operations", "after"), NAMED)
def test_one_of_several_equal_keys_is_taken_away(before: str, operations: list[Operation], after: str) -> None:
    assert parse(f"---\n{before}---\n").apply(*operations).matter == after


def test_one_of_several_keys_has_to_be_named_and_to_be_there() -> None:
    page = parse("---\na: 1\na: 2\n---\n")
    with pytest.raises(Refused, match="given 2 times"):
        page.remove("a")
    with pytest.raises(PathError):
        page.remove("a", nth=2)
    with pytest.raises(PathError):
        page.remove("b", nth=0)
    assert page.remove("a", nth=0)["a"] == 2


def test_one_of_several_equal_keys_of_json_is_taken_away() -> None:
    assert parse('{"a": 1, "b": 2, "a": 3}\n').remove("a", nth=0).matter == '{"b": 2, "a": 3}'
