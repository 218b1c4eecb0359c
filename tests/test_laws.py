"""A law says how often it was tried and why it did not apply, and one that tests nothing is a failure."""

from __future__ import annotations

from tests.full import running
from tests.invariants import floors
from tests.invariants.report import LAWS, DoesNotApplyError, Report, law


@law
def _of_even_numbers(number: int, report: Report) -> None:
    if number % 2:
        raise DoesNotApplyError("odd")
    if number > 1000:
        report.stop(str(number), "size", "too large")


NAME = "test_laws: of even numbers"


def tried(numbers: range) -> Report:
    report = Report()
    for number in numbers:
        _of_even_numbers(number, report)
    return report


def test_a_law_counts_what_it_was_tried_on_and_what_it_applied_to() -> None:
    report = tried(range(7))
    report.add(tried(range(3)))
    assert list(report.laws()) == [f"{6:>9,} of {10:>9,}  {NAME}  (odd 4)"]


def test_a_law_that_is_broken_has_applied() -> None:
    report = tried(range(1002, 1003))
    assert (report.applied(NAME), report.failures) == (1, ["1002: size: too large"])


def test_a_law_that_applied_to_none_of_many_is_hollow() -> None:
    assert list(floors.hollow(tried(range(1, 999, 2)))) == [f"{NAME}: applied to 0 of 499, 0% are wanted"]
    assert not list(floors.hollow(tried(range(1, 99, 2)))), "few tell nothing"
    assert not list(floors.hollow(tried(range(999))))


def test_a_law_that_was_never_tried_is_told_after_a_run_over_all_pages() -> None:
    known = floors.FLOORS["lossless"]
    assert list(floors.untried("lossless", Report())) == [f"{name}: never tried" for name in known]


def test_every_law_has_a_floor_and_every_floor_a_law() -> None:
    assert running.NAMES
    named = {name for laws in floors.FLOORS.values() for name in laws}
    assert named == {name for name in LAWS if not name.startswith("test_")}


def test_the_tables_of_floors_are_named_as_the_checks_are() -> None:
    assert set(floors.FLOORS) <= set(running.NAMES)
