"""Patterns name the paths that they name for Hugo, and none takes long."""

import pathlib
import re
import time
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hugoconv.hugo.globs import GlobError, matches
from tests import real_hugo as hugo
from tests.hugo import asking

TABLE = tomllib.loads((pathlib.Path(__file__).parents[2] / "fixtures/hugo/globs.toml").read_text("utf-8"))
MATCHED: dict[str, list[str]] = TABLE["matched"]
PLAIN = st.text("ab/-é", max_size=6)
PARTS = st.lists(st.sampled_from(["a", "b", "/", "*", "**", "?", "[ab]", "[!a]", "{a,b}", "{,/a}"]), max_size=6)


@pytest.mark.parametrize("glob", MATCHED)
def test_a_pattern_names_the_paths_of_the_table(glob: str) -> None:
    assert [path for path in TABLE["paths"] if matches(glob, path)] == MATCHED[glob]


@pytest.mark.parametrize("glob", TABLE["refused"])
def test_a_pattern_that_hugo_refuses_is_refused(glob: str) -> None:
    with pytest.raises(GlobError):
        matches(glob, "/a")


@pytest.mark.skipif(hugo.binary() is None, reason="no Hugo")
def test_the_table_of_patterns_says_what_hugo_does(tmp_path: pathlib.Path) -> None:
    pages = {f"content{path}/_index.md": {} for path in TABLE["paths"]}
    cascade = [{"target": {"path": glob}, "params": {f"m{i}": True}} for i, glob in enumerate(MATCHED)]
    found = {page.path: page.params for page in asking.built(tmp_path, pages, {"cascade": cascade})}
    for i, glob in enumerate(MATCHED):
        assert [path for path in TABLE["paths"] if found[path].get(f"m{i}")] == MATCHED[glob], glob


@pytest.mark.skipif(hugo.binary() is None, reason="no Hugo")
@pytest.mark.parametrize("glob", TABLE["refused"][::4])
def test_hugo_builds_no_site_with_a_pattern_that_it_refuses(glob: str, tmp_path: pathlib.Path) -> None:
    config = {"cascade": [{"target": {"path": glob}, "params": {"m": True}}]}
    assert "failed to compile cascade target" in asking.refusal(tmp_path, {"content/a.md": {}}, config)


@given(PARTS, PLAIN)
def test_a_pattern_without_surprises_is_a_regular_expression(parts: list[str], text: str) -> None:
    meant = {"*": "[^/]*", "**": ".*", "?": "[^/]", "[!a]": "[^a]", "{a,b}": "(?:a|b)", "{,/a}": "(?:|/a)"}
    # Three stars are two and one, wherever they come from.
    glob = re.sub(r"\*{3,}", "**", "".join(parts))
    pattern = "".join(meant.get(part, part) for part in re.findall(r"\*\*|\{.*?\}|\[.*?\]|.", glob))
    assert matches(glob, text) == bool(re.fullmatch(pattern, text, re.DOTALL))


@pytest.mark.parametrize(
    "glob",
    [
        "/" + "*a" * 200 + "!",
        "/" + "{a,aa}" * 200 + "!",
        "/" + "{,a}" * 300,
        "{" * 5000 + "a" + "}" * 5000,
        "**" * 3000,
    ],
)
def test_a_hostile_pattern_takes_no_longer_than_its_length(glob: str) -> None:
    start = time.process_time()
    matches(glob, "/" + "a" * 200)
    assert time.process_time() - start < 2
