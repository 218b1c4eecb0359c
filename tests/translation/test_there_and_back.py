"""A page in the other syntax with comments and back keeps every comment with its owner, what is commented out, the empty
lines between its fields, and its quotes."""

import pytest
from hypothesis import example, given, reject
from hypothesis import strategies as st

from hugoconv.errors import MatterSyntaxError, Refused
from hugoconv.layouts.parse import parse
from hugoconv.translation.translate import translate
from tests import corpus
from tests.invariants import there_and_back
from tests.strategies import Model, listed_models, models
from tests.toml_strategies import TomlModel, toml_models

EOLS = st.sampled_from(["\n", "\r\n"])


def kept(text: str) -> str:
    """The page there, which comes back with all that it had."""
    there, back = there_and_back.there_and_back(parse(text))
    found = list(there_and_back.differences(parse(text), there, back))
    assert not found, f"{found}\n{text}\n{there.matter}\n{back.matter}"
    return there.matter


@example("# A note\n\nt:\n- n: a\n- n: null\n  #u: a\n  # A note\n\n  i: a\n#- n: a\n", "\n")
@example("l:\n- n: null\n- n:\n  u:\nx: 1\n", "\n")
@example("s:\n- n:\n  - n: a  # beside\n  # A note\n\n  u: a\n", "\n")
@example("l:\n- n: 1\n#- a: b\n#  #c: d\n#  #\n#  # A note\n#  x: 1\n", "\n")
@example("Error: # [[links]]\nx: 1\n", "\n")
@example('organizations:\n- name: U\n#  url: "https://a"\n\n# Social\nsocial:\n- icon: e\n', "\n")
@example("e:\n  c:\n  - a: 1\n# e:\n#   c:\n#   - a: 2\n", "\n")
@given(listed_models(), EOLS)
def test_lists_with_comments_go_to_toml_and_back(matter: str, eol: str) -> None:
    text = f"---\n{matter}---\nBody\n".replace("\n", eol)
    try:
        page = parse(text)
    except MatterSyntaxError:
        reject()
    try:
        kept(text)
    except Refused as refused:
        assert refused.code in there_and_back.REFUSALS, f"{refused}\n{page.matter}"


@given(listed_models(), EOLS)
def test_lists_with_comments_in_toml_go_to_yaml_and_back(matter: str, eol: str) -> None:
    try:
        there = translate(parse(f"---\n{matter}---\nBody\n".replace("\n", eol)), "toml", drop_nulls=True).page
        kept(there.to_bytes().decode())
    except MatterSyntaxError:
        reject()
    except Refused as refused:
        # a null that opens an item is commented out, and what stands above it can't come back between item and field
        without_place = "null" in matter and refused.code == "comment-without-place-on-the-way-back"
        assert refused.code in there_and_back.REFUSALS or without_place, f"{refused}\n{matter}"


@given(models(), EOLS)
def test_pages_in_yaml_go_there_and_back(model: Model, eol: str) -> None:
    kept(model.page.replace("\n", eol))


@example(TomlModel("[m]\nx = 1\n#[m.m]\n#y = 2\n"), "\n")
@example(TomlModel("[m]\nx = 1\n#m.y = 2\n"), "\n")
@example(TomlModel('#"Über" = "x"\n[m]\nx = 1\n#y = 2\n#"a b" = 3\n'), "\n")
@given(toml_models(), EOLS)
def test_pages_in_toml_go_there_and_back(model: TomlModel, eol: str) -> None:
    try:
        kept(model.page.replace("\n", eol))
    except Refused as refused:
        assert refused.code.startswith("comment-without-place")
        assert any(isinstance(path[-2], int) for path in model.hidden if path[1:])


@pytest.mark.skipif(corpus.corpus_folder() is None, reason="no corpus")
def test_real_pages_go_there_and_back() -> None:
    pages = [page for page in corpus.all_pages() if page.kind in ("yaml", "toml")]
    for page in corpus.sample(pages, 150):
        report = there_and_back.check(page)
        assert not report.failures, report.failures[0]
