"""The benchmark of growth measures the page that it says, and sees what grows too fast or takes too long."""

from __future__ import annotations

import pytest

from tests.benchmarks import growth
from tests.benchmarks.growing import Kind, kinds

FIELDS = next(kinds())


@pytest.mark.parametrize("kind", [*kinds()], ids=lambda kind: f"{kind.syntax}: {kind.name}")
def test_a_page_of_100_kb_has_100_kb(kind: Kind) -> None:
    assert len(kind.sized(100_000)) == pytest.approx(100_000, rel=0.08)


def grown(monkeypatch: pytest.MonkeyPatch, seconds: float, power: float) -> growth.Grown:
    """A work that takes so long for 100 KB, and grows so."""
    monkeypatch.setattr(growth, "timed", lambda _work, data: (seconds * (len(data) / 100_000) ** power, "", ""))
    return growth.grown(FIELDS, "parse")


def test_what_grows_as_the_page_does_is_not_measured_any_further(monkeypatch: pytest.MonkeyPatch) -> None:
    found = grown(monkeypatch, 0.8, 1.1)
    assert (len(found.times), found.exponent, found.fails()) == (2, pytest.approx(1.1), False)


def test_what_grows_faster_is_measured_on_a_page_of_twice_the_size_and_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    found = grown(monkeypatch, 0.3, 2)
    assert (len(found.times), found.exponent, found.fails()) == (3, pytest.approx(2), True)


def test_what_takes_over_a_second_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    assert grown(monkeypatch, 1.1, 1).fails()


def test_what_takes_no_time_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not grown(monkeypatch, 0.01, 3).fails()


def test_what_only_the_smallest_page_does_without_is_no_growth() -> None:
    assert growth.Grown("yaml: fields", "set title", ((50_000, 0.04), (100_000, 0.17), (200_000, 0.4))).is_linear()
    assert not growth.Grown("yaml: fields", "set title", ((50_000, 0.05), (100_000, 0.2), (200_000, 0.8))).is_linear()
