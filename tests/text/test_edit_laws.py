"""The laws of edits (I2, I3, I5)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hugoconv.text.edits import Edit, Edits, EditsOverlap

TEXTS = st.text("abc\n", max_size=12)


@st.composite
def edits_of(draw: st.DrawFn, text: str) -> Edits:
    points = sorted(draw(st.lists(st.integers(0, len(text)), max_size=6)))
    pairs = zip(points[::2], points[1::2], strict=False)
    return Edits(Edit(a, b, draw(st.text("XYZ", max_size=3))) for a, b in pairs)


@given(st.data(), TEXTS)
def test_the_inverse_gives_the_old_text_back(data: st.DataObject, text: str) -> None:
    edits = data.draw(edits_of(text))
    assert edits.inverse(text).apply(edits.apply(text)) == text


@given(st.data(), TEXTS)
def test_one_after_the_other_is_both_at_once(data: st.DataObject, text: str) -> None:
    first = data.draw(edits_of(text))
    later = data.draw(edits_of(first.apply(text)))
    assert first.then(later).apply(text) == later.apply(first.apply(text))


@given(st.data(), TEXTS)
def test_composing_is_associative_in_its_effect(data: st.DataObject, text: str) -> None:
    a = data.draw(edits_of(text))
    b = data.draw(edits_of(a.apply(text)))
    c = data.draw(edits_of(b.apply(a.apply(text))))
    assert a.then(b).then(c).apply(text) == a.then(b.then(c)).apply(text)


@given(st.data(), TEXTS)
def test_edits_are_sorted_and_disjoint(data: st.DataObject, text: str) -> None:
    found = list(data.draw(edits_of(text)))
    assert all(a.end <= b.start for a, b in zip(found, found[1:], strict=False))


@given(st.data(), TEXTS)
def test_what_no_edit_covers_is_copied(data: st.DataObject, text: str) -> None:
    edits = data.draw(edits_of(text))
    covered = {i for start, end, _ in edits for i in range(start, end)}
    new = edits.apply(text)
    for i, c in enumerate(text):
        if i not in covered:
            assert new[edits.moved(i + 1) - 1] == c


def test_overlapping_edits_are_refused() -> None:
    with pytest.raises(EditsOverlap):
        Edits([Edit(0, 3, "a"), Edit(2, 4, "b")])


def test_a_range_that_runs_backwards_is_refused() -> None:
    with pytest.raises(ValueError, match="not a range"):
        Edits([Edit(3, 2, "")])


def test_an_edit_beyond_the_text_is_refused() -> None:
    with pytest.raises(ValueError, match="an edit ends at 9"):
        Edits([Edit(0, 9, "")]).apply("abc")


def test_insertions_at_one_place_keep_their_order() -> None:
    assert Edits([Edit(1, 1, "x"), Edit(1, 1, "y")]).apply("ab") == "axyb"


def test_equal_edits_are_equal_and_hash_alike() -> None:
    a, b = Edits([Edit(0, 1, "x")]), Edits([Edit(0, 1, "x")])
    assert a == b
    assert hash(a) == hash(b)
    assert a != Edits()
