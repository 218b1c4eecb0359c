"""Several operations in one step are one after the other, whatever they touch: the same bytes, or the same refusal."""

from __future__ import annotations

import itertools
import pathlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hugoconv.layouts.parse import parse
from hugoconv.page.operations import Append, CommentOut, Operation, Set
from tests.page.sequences import OPERATIONS, PAGES, one_by_one, operation_on, together

ROOT = pathlib.Path(__file__).parent.parent.parent


@pytest.mark.parametrize("name", PAGES)
def test_every_ordered_pair_of_everyday_operations_is_one_after_the_other(name: str) -> None:
    page = parse(PAGES[name], "content/talk/x.md")
    assert page.to_bytes() == PAGES[name].encode()
    done = 0
    for pair in itertools.product(OPERATIONS, repeat=2):
        there = together(page, pair)
        assert there == one_by_one(page, pair), pair
        done += not there.answer
    assert done > 100


@pytest.mark.parametrize("name", PAGES)
@given(operations=st.lists(st.sampled_from(OPERATIONS), min_size=3, max_size=4).map(tuple))
def test_longer_sequences_are_one_after_the_other(name: str, operations: tuple[Operation, ...]) -> None:
    page = parse(PAGES[name], "content/talk/x.md")
    assert together(page, operations) == one_by_one(page, operations)


FIXTURES = [
    path.read_bytes()
    for folder in ("pages", "translations", "pairs")
    for path in sorted((ROOT / "fixtures" / folder).rglob("*.md"))
]


@given(data=st.data())
def test_sequences_on_any_page_are_one_after_the_other(data: st.DataObject) -> None:
    page = parse(
        data.draw(st.sampled_from([*FIXTURES, *(text.encode() for text in PAGES.values())])), "content/talk/x.md"
    )
    size = data.draw(st.integers(1, 4))
    operations = tuple(operation_on(page, lambda options: data.draw(st.sampled_from(options))) for _ in range(size))
    assert together(page, operations) == one_by_one(page, operations)


def test_no_sequence_is_too_long() -> None:
    page = parse("---\ntags: [a]\n---\n").apply(*(Append("tags", f"t{i}") for i in range(3000)))
    assert len(page["tags"]) == 3001  # type: ignore[arg-type]
    names = [f"f{i}" for i in range(300)]
    page = parse("---\n" + "".join(f"{name}: 1\n" for name in names) + "last: 1\n---\n")
    assert len(page.apply(*map(CommentOut, names)).commented_out) == 300
    assert page.apply(*(Set(name, 2) for name in names[:50]))["f49"] == 2


def test_an_edit_that_a_later_one_takes_back_is_none() -> None:
    page = parse("---\na: 1\nb: 2\n---\n")
    same = page.apply(Set("a", 3), Set("a", 1))
    assert same == page and not same.edits and not same.diff()
    assert [edit.new for edit in page.apply(Set("a", 3), Set("b", 5), Set("a", 1)).edits] == ["5"]
