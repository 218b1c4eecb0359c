"""No operation on a small page, however its author lays it out, is a bug: the data are those of a dict, every comment is
kept, or the refusal has a name.

The grid is in ``tests/natural_pages.py``, the verdict in ``tests/invariants/natural.py``; ``python -m tests.full --only
natural`` tries all of it.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hugoconv.layouts.parse import parse
from tests.invariants import natural
from tests.invariants.report import Report
from tests.natural_pages import every_page

GRID = tuple(every_page())
SHARES = 8
BRACKETED, OTHER = 29, 4  # one of so many pages is tried
VALUES = ("text", ["p", "q"], {"k": "v"})


def _is_bracketed(name: str) -> bool:
    return name.count(", ") > 1 and not name.startswith(("yaml: |", "yaml: >"))


CHOSEN = [page for i, page in enumerate(GRID) if i % (BRACKETED if _is_bracketed(page[0]) else OTHER) == 0]


@pytest.mark.parametrize("share", range(SHARES))
def test_every_operation_on_a_small_page_is_right_or_refused(share: int) -> None:
    report = Report()
    for name, data in CHOSEN[share::SHARES]:
        report.add(natural.check_bytes(name, data, values=VALUES))
    assert not report.failures, "\n".join(report.failures[:5])
    assert report.counts["done"] > report.counts["operations"] / 2


@given(st.sampled_from(GRID), st.sampled_from(natural.VALUES))
def test_every_value_on_any_page_of_the_grid_is_right_or_refused(page: tuple[str, bytes], value: object) -> None:
    report = natural.check_bytes(*page, values=(value,))
    assert not report.failures, "\n".join(report.failures[:5])


@pytest.mark.parametrize(
    "matter",
    [
        '[image]\n alt = "a"\n #cap = "c"\n[[links]]\n name = "x"\n #url = "y"\n',
        '[image]\nalt = "a"\n\n#cap = "c"\n\n# about links\n[[links]]\nname = "x"\n',
        "[a]\nb = 1\n#c = 2\n[a.d]\ne = 1\n#f = 2\n[g]\n#h = 1\n",
        "#x = 1\n[a]\n#b = 2\n[[c]]\n#d = 3\n[[c]]\nd = 4\n#e = 5\n",
    ],
)
def test_a_new_table_takes_no_commented_out_field_from_its_owner(matter: str) -> None:
    page = parse(f"+++\n{matter}+++\nBody\n")
    before = [(field.path, field.text) for field in page.commented_out]
    for path in [(), *natural.paths_of(dict(page))]:
        for value in (1, {"x": 1}, [{"x": 1}], {"sub": {"x": 1}}):
            try:
                changed = page.insert((*path, "zz"), value)
            except LookupError:
                continue
            except Exception as error:
                assert getattr(error, "code", "") == "not-a-map", (path, value, error)
                continue
            after = [(field.path, field.text) for field in parse(changed.to_bytes()).commented_out]
            assert after == before, (path, value, changed.matter)
    if "image" in page:
        changed = page.set("image.sub.x", 1)
        assert [field.path for field in changed.commented_out] == [field.path for field in page.commented_out]
