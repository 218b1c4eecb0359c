"""The collector waits while a page is worked on, and finds nothing to do afterwards."""

import gc
import weakref
from collections.abc import Iterator

import pytest

from hugoconv import parse, translate
from hugoconv.syntax.collector import uncollected

PAGE = "---\ntitle: A\nm: {a: [1, 2]}\n#k: 1\n#l:\n#  - a\n# A remark.\nlast: z\n---\n"


@pytest.fixture(autouse=True)
def _on() -> Iterator[None]:
    gc.enable()
    yield
    gc.enable()


def test_it_waits_and_goes_on() -> None:
    outer = uncollected(lambda: (gc.isenabled(), uncollected(gc.isenabled)(), gc.isenabled()))
    assert outer() == (False, False, False)
    assert gc.isenabled()


def test_it_goes_on_after_an_error() -> None:
    with pytest.raises(ZeroDivisionError):
        uncollected(lambda: 1 // 0)()
    assert gc.isenabled()


def test_it_stays_off_for_a_program_that_has_none() -> None:
    gc.disable()
    uncollected(list)()
    assert not gc.isenabled()


def test_a_page_is_freed_without_it() -> None:
    gc.disable()
    page = parse(PAGE)
    pages = [page, page.set("title", "B").comment_out("m").uncomment("m").remove("last"), translate(page, "toml").page]
    assert all(len(page.commented_out) == 2 for page in pages)
    kept = [weakref.ref(page) for page in pages]
    del page, pages
    assert [ref() for ref in kept] == [None, None, None]
