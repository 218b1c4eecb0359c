"""The addresses of pages are those that the real Hugo gives them."""

import pathlib

import pytest

from hugoconv.site.configuration import read_configuration
from tests import corpus
from tests import real_hugo as hugo
from tests.invariants import addresses
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


@pytest.mark.skipif(hugo.binary() is None, reason="no Hugo")
@pytest.mark.skipif(not corpus.all_pages(), reason="../shared/corpus is absent")
def test_real_pages_have_the_addresses_that_hugo_lists() -> None:
    report = addresses.ask_hugo(corpus.sample([page for page in corpus.all_pages() if page.builds], 400))
    print(dict(report.counts))
    assert not report.failures, "\n".join(report.failures[:8])
    assert report.counts["addresses that agree"] > 700
