"""A quick look spares most pages the search for hazards, and hides none."""

from __future__ import annotations

import importlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hugoconv.errors import MatterSyntaxError
from hugoconv.syntax.yaml.parser import read
from tests.yaml_texts import mutants, written

HAZARDS = importlib.import_module("hugoconv.syntax.yaml.hazards")


def every_hazard(text: str) -> tuple[tuple[str, int], ...]:
    """The hazards that are found without a quick look; none in a text that cannot be read."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(HAZARDS, "_may_have_any", lambda _text: True)
        return hazards_of(text)


def hazards_of(text: str) -> tuple[tuple[str, int], ...]:
    try:
        return tuple(HAZARDS.hazards(read(text)))
    except MatterSyntaxError:
        return ()


def test_a_quick_look_hides_no_hazard() -> None:
    hazardous = [text for _, text in written() if every_hazard(text)]
    assert len(hazardous) > 50
    assert [text for text in hazardous if hazards_of(text) != every_hazard(text)] == []
    counts: list[int] = []

    @given(st.lists(mutants(st.sampled_from(hazardous)), min_size=5, max_size=5))
    def none_hidden(texts: list[str]) -> None:
        for text in texts:
            assert hazards_of(text) == every_hazard(text)
            counts.append(len(every_hazard(text)))

    none_hidden()
    assert sum(count > 0 for count in counts) > len(counts) / 4


@pytest.mark.parametrize(
    "text",
    [
        "date: 2020-08-16\n",
        "phone: 87-2125 # x\nb: x->\n",
        "# Is it shown?\na: really?\nb: why? # c\n",
        "a: x|\nb: y >= 1\n",
        "a: In *24th Meeting*, R&D !\n",
    ],
)
def test_a_quick_look_is_enough_for_common_text(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(HAZARDS, "_hazards", None)
    assert HAZARDS.hazards(read(text)) == ()


@pytest.mark.parametrize(
    "text",
    [
        "m: {n, [a]}\n",
        "m: {a: 1,\n  # b, [c]\n  {}}\n",
        "m: { # c\n  []}\n",
        "m: [?[1, 2]]\n",
        'm: {"c":&x }\n',
    ],
)
def test_a_quick_look_sees_what_is_between_brackets(text: str) -> None:
    assert hazards_of(text)


@pytest.mark.parametrize("text", ["tags: [a, b]\nauthors: []\n# as `projects = [x]`\n", "a: [ 'b',c ]\n"])
def test_plain_lists_are_no_suspects(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(HAZARDS, "_BRACKETED", None)
    monkeypatch.setattr(HAZARDS, "_SUSPECTS", ((), *HAZARDS._SUSPECTS[1:]))
    assert HAZARDS.hazards(read(text)) == ()


@given(st.lists(st.sampled_from([" ", "[", "]", "{", "}", ",", ":", "?", "#", "x", "'", "\n", "- "]), max_size=12))
def test_no_hazard_hides_among_plain_lists(parts: list[str]) -> None:
    for begin in ("a: [", "a: [b], ", "a: [b]\n# c = [d]\n", "- a: [b]\n"):
        text = f"{begin}{''.join(parts)}]\n"
        assert hazards_of(text) == every_hazard(text)
