"""The addresses of pages are those that the real Hugo gives them."""

import pathlib

import pytest

from hugoconv.site.configuration import read_configuration
from tests import hugo
from tests.site import sites

CASES = pytest.mark.parametrize("case", sites.cases(), ids=lambda case: case.name)


@CASES
def test_addresses_are_those_of_the_table(case: sites.Case, tmp_path: pathlib.Path) -> None:
    sites.make(tmp_path, case)
    configuration = read_configuration(str(tmp_path))
    wanted = {path: configuration.base_path + own if own else "" for path, own in case.addresses.items()}
    assert sites.addresses_in(configuration) == {**wanted, **case.ours}


def test_a_known_difference_is_one() -> None:
    for case in sites.cases():
        assert all(case.addresses[path] != own for path, own in case.ours.items())


@pytest.mark.skipif(hugo.binary() is None, reason="no Hugo")
@CASES
def test_the_table_says_what_hugo_lists(case: sites.Case, tmp_path: pathlib.Path) -> None:
    sites.make(tmp_path, case)
    configuration = read_configuration(str(tmp_path))
    listed = hugo.addresses(tmp_path, configuration.base_url)
    assert listed == {path: configuration.base_path + own if own else "" for path, own in case.addresses.items()}
