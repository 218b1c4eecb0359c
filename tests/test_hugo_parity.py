"""docs/hugo-parity.md says of every case in which hugoconv and Hugo differ why, and of no other."""

import pytest

from tests.invariants.parity import DOCS, KNOWN, answered, page_of
from tests.shared import shared

CASES = list(answered())

pytestmark = pytest.mark.skipif(
    shared("suites", "hugo-frontmatter-cases.json") is None, reason="../shared/suites is absent"
)


def test_the_page_is_what_the_cases_say() -> None:
    assert DOCS.read_text("utf-8") == page_of(CASES), "run python -m tests.invariants.parity"


def test_every_case_that_differs_has_a_reason_and_no_other() -> None:
    differing = {(case.hugo, case.group, case.name): case.differs for case in CASES if case.differs}
    assert {case: why for case, why in differing.items() if case not in KNOWN} == {}
    assert set(KNOWN) <= set(differing)


def test_today_no_more_than_one_case_differs() -> None:
    assert len(CASES) > 1800
    assert sum(case.hugo == "0.168" and bool(case.differs) for case in CASES) <= 1
