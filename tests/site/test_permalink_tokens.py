"""Every token of ``permalinks`` gives what Hugo makes of it, and a move by any of them loses no address."""

import pathlib

import pytest

from hugoconv.site.configuration import read_configuration
from hugoconv.site.site import Site
from tests import real_hugo as hugo
from tests.site import permalink_tokens
from tests.site.sites import addresses_in

# Those of Hugo 0.168, by its documentation.
DOCUMENTED = (
    "year month monthname day weekday weekdayname yearday section sections sectionslug sectionslugs title slug "
    "filename slugorfilename contentbasename slugorcontentbasename"
).split()


def test_all_tokens_are_in_the_table() -> None:
    assert set(DOCUMENTED) < set(permalink_tokens.TOKENS)


@pytest.mark.skipif(hugo.binary() is None, reason="no Hugo")
def test_a_move_by_any_token_loses_no_address(tmp_path: pathlib.Path) -> None:
    permalink_tokens.make(tmp_path)
    before = set(addresses_in(read_configuration(str(tmp_path))).values())
    site = Site(tmp_path)
    plan = site.plan(permalink_tokens.to_post)
    assert {file.code for file in plan.problems} == {"same-address"}
    assert site.apply(plan).moved > 200
    after = hugo.addresses(tmp_path, "https://example.org/")
    assert after == addresses_in(read_configuration(str(tmp_path)))
    assert len(set(after.values())) >= len(before)
