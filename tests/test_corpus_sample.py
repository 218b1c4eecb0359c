"""The checks of ``python -m tests.full`` on fixed samples of the corpus."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests import corpus
from tests.invariants import (
    fixes,
    hugo,
    lens,
    lossless,
    natural,
    operations,
    problems,
    recipes,
    rereading,
    suite,
    syntaxes,
    theme_history,
    translation,
)
from tests.invariants.floors import hollow
from tests.invariants.report import Report

PARTS = 8
READ, CHANGED, OTHERS, HIDDEN, CONVERTED, CHOSEN, TRANSLATED, ASKED = 6000, 1000, 200, 400, 1200, 160, 1000, 500
MIGRATED = 600
MOST_REFUSED = 0.005

needs_corpus = pytest.mark.skipif(not corpus.all_pages(), reason="../shared/corpus is absent")
parts = pytest.mark.parametrize("part", range(PARTS))


def total(check: Callable[[corpus.CorpusPage], Report], pages: list[corpus.CorpusPage]) -> Report:
    report = Report()
    for page in pages:
        report.add(check(page))
    return report


def part_of(pages: list[corpus.CorpusPage], part: int) -> list[corpus.CorpusPage]:
    return pages[part::PARTS]


def assert_clean(report: Report) -> None:
    assert not report.failures, f"{len(report.failures)} failures\n" + "\n".join(report.failures[:8])
    assert not report.counts["VerificationError"]
    assert not list(hollow(report))


@needs_corpus
@parts
def test_a_page_that_is_only_read_is_written_as_it_was(part: int) -> None:
    assert_clean(total(lossless.check, part_of(corpus.sample(corpus.all_pages(), READ), part)))


@needs_corpus
@parts
def test_an_operation_changes_one_field_and_nothing_else(part: int) -> None:
    report = total(operations.check, part_of(corpus.sample(corpus.yaml_pages(), CHANGED), part))
    assert_clean(report)


@needs_corpus
@parts
def test_what_is_read_in_part_after_an_operation_is_the_whole(part: int) -> None:
    assert_clean(total(rereading.check, part_of(corpus.sample(corpus.yaml_pages(), CHANGED), part)))


@needs_corpus
@parts
def test_an_operation_on_another_syntax_changes_one_field_and_nothing_else(part: int) -> None:
    pages = corpus.sample([p for p in corpus.all_pages() if syntaxes.wanted(p)], OTHERS)
    assert_clean(total(syntaxes.check, part_of(pages, part)))


@needs_corpus
@parts
def test_every_entry_that_is_commented_out_comes_back(part: int) -> None:
    pages = corpus.sample([p for p in corpus.all_pages() if natural.wanted(p)], HIDDEN)
    assert_clean(total(natural.check, part_of(pages, part)))


@needs_corpus
@parts
def test_a_page_becomes_the_other_layout_and_back(part: int) -> None:
    pages = corpus.sample([p for p in corpus.all_pages() if lens.wanted(p)], CONVERTED)
    assert_clean(total(lens.trips, part_of(pages, part)))


@needs_corpus
@parts
def test_a_page_comes_back_from_whatever_its_owner_chose(part: int) -> None:
    pages = corpus.sample([p for p in corpus.all_pages() if lens.wanted(p)], CHOSEN)
    assert_clean(total(lens.choices, part_of(pages, part)))


@needs_corpus
@parts
def test_a_page_comes_to_another_theme_version_and_back(part: int) -> None:
    pages = corpus.sample([p for p in corpus.all_pages() if recipes.wanted(p)], MIGRATED)
    assert_clean(total(recipes.check, part_of(pages, part)))


@needs_corpus
@parts
def test_the_themes_own_pages_keep_no_old_field_without_a_word(part: int) -> None:
    pages = [page for page in corpus.all_pages() if theme_history.wanted(page)]
    assert_clean(total(theme_history.check, part_of(pages, part)))


@needs_corpus
@parts
def test_what_hugo_refuses_is_an_error_and_nothing_else(part: int) -> None:
    assert_clean(total(problems.check, part_of(corpus.sample(corpus.all_pages(), READ), part)))


@needs_corpus
@parts
def test_a_repair_leaves_fewer_problems_and_the_rest_as_it_was(part: int) -> None:
    assert_clean(total(fixes.check, part_of([p for p in corpus.all_pages() if not p.builds], part)))


@needs_corpus
@parts
def test_a_page_is_translated_and_comes_back(part: int) -> None:
    assert_clean(total(translation.check, part_of(corpus.sample(corpus.all_pages(), TRANSLATED), part)))


@needs_corpus
@pytest.mark.skipif(hugo.asker() is None, reason="no Hugo, or ../shared/tools is absent")
def test_hugo_reads_the_same_in_every_syntax() -> None:
    assert_clean(translation.ask_hugo(corpus.sample([p for p in corpus.all_pages() if p.builds], ASKED)))


@needs_corpus
@pytest.mark.skipif(hugo.asker() is None, reason="no Hugo, or ../shared/tools is absent")
def test_hugo_reads_all_other_fields_unchanged() -> None:
    assert_clean(hugo.run(corpus.sample([p for p in corpus.yaml_pages() if p.builds], ASKED)))


@pytest.mark.skipif(not any(suite.cases()), reason="../shared/suites is absent")
def test_the_yaml_and_toml_test_suites_and_the_answers_of_hugo_hold() -> None:
    assert_clean(suite.run())
