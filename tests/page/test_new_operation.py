"""An operation is a class, a function of edits and a row: everything else follows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pytest

from hugoconv.layouts.parse import parse
from hugoconv.page import operations
from hugoconv.page.edits.registry import RULES, OperationRule
from hugoconv.page.edits.set import replace
from hugoconv.page.expected import ExpectedNode, at
from hugoconv.page.footprints import of_value
from hugoconv.page.operations import Set
from hugoconv.page.paths import need
from hugoconv.page.snapshot import Snapshot
from hugoconv.text.edits import Edit


class Capitals(NamedTuple):
    """Write the text of a field in capitals."""

    path: str


def capitals(snapshot: Snapshot, model: ExpectedNode, group: list[Capitals]) -> Iterator[Edit]:
    """The edits of a Capitals."""
    place = need(snapshot.tree, group[0].path, snapshot.syntax)
    value = str(snapshot.syntax.data(place.part.value)).upper()
    yield from replace(snapshot, at(model, place.indexes), place.part, value, place.path)


@pytest.fixture(autouse=True)
def row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(RULES, Capitals, OperationRule(capitals, of_value))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("---\ntitle: 'a'  # c\nb: 1\n---\n", "---\ntitle: 'A'  # c\nb: 2\n---\n"),
        ('+++\ntitle = "a" # c\nb = 1\n+++\n', '+++\ntitle = "A" # c\nb = 2\n+++\n'),
        ('{"title": "a", "b": 1}\n', '{"title": "A", "b": 2}\n'),
        ("#+title: a\n#+b: 1\n", "#+title: A\n#+b: 2\n"),
    ],
)
def test_it_is_verified_and_goes_with_others(before: str, after: str) -> None:
    number = 2 if not before.startswith("#+") else "2"
    assert parse(before).apply(Capitals("title"), Set("b", number)).to_bytes().decode() == after  # type: ignore[arg-type]


def test_every_operation_has_a_row() -> None:
    kinds = operations.Operation.__args__  # type: ignore[attr-defined]
    assert set(kinds) == set(RULES) - {Capitals}
