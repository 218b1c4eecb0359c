"""What a page gets by ``cascade`` is what it gets in Hugo: its own fields, and its address."""

import json
import pathlib
from typing import Any

import pytest

import hugoconv
from hugoconv.errors import ConfigurationError
from hugoconv.hugo.cascade import cascades_of, handed_down
from hugoconv.hugo.globs import GlobError
from hugoconv.hugo.page_path import page_path
from hugoconv.lint.check import check_bytes
from hugoconv.site.configuration import read_configuration
from tests import real_hugo as hugo
from tests.hugo import asking
from tests.site import sites

LANGUAGES = {"languages": {"en": {}, "fr": {}}, "defaultContentLanguage": "en"}
ASKED = [
    ["fr"],
    "fr",
    "**",
    ["f*"],
    ["! fr", "**"],
    ["**", "! en"],
    ["en", "fr"],
    ["{en,de}"],
    ["! fr"],
    ["fr", "! en"],
]
BY_LANGUAGE = [{"target": {"sites": {"matrix": {"languages": of}}}, f"m{i}": 1} for i, of in enumerate(ASKED)]
Pages = dict[str, dict[str, Any]]
# Pages with their front matter, and settings of the site.
SITES: dict[str, tuple[Pages, dict[str, Any]]] = {
    "a page hands down to itself": (
        {
            "content/s/a/index.md": {"cascade": {"slug": "of a leaf", "x": 1}},
            "content/s/b.md": {"cascade": {"slug": "of a file", "x": 1}},
            "content/t/_index.md": {"cascade": {"slug": "of a section", "x": 1}},
            "content/t/c.md": {},
            "content/t/d.md": {"slug": "own", "x": None},
        },
        {},
    ),
    "params go over other fields": (
        {
            "content/t/_index.md": {"cascade": {"slug": "field", "x": 1, "Params": {"slug": "param", "X": 2}}},
            "content/t/c.md": {},
            "content/t/d.md": {"x": 5, "params": {"x": 6}},
        },
        {},
    ),
    "the first of a list wins": (
        {
            "content/t/_index.md": {
                "cascade": [{"params": {"x": 1}}, {"x": 2, "y": 3}, {"params": {"y": 4, "z": 5}}, "n"]
            },
            "content/t/d.md": {},
        },
        {},
    ),
    "the nearest wins, the site is last": (
        {
            "content/t/_index.md": {"cascade": {"x": 1, "y": 1, "params": {"z": 1}}},
            "content/t/u/_index.md": {"cascade": {"x": 2, "params": {"y": 2}}},
            "content/t/u/d.md": {},
            "content/v/e.md": {},
        },
        {"cascade": [{"x": 9, "slug": "of the site", "target": {"kind": "page"}}, {"w": 9}]},
    ),
    "a page beside a folder of its name hands down to what lies in it": (
        {
            "content/t/a.md": {"cascade": {"x": 1, "slug": "q"}},
            "content/t/a/b/c.md": {},
            "content/t/ab.md": {},
            "content/t/z/_index.md": {"cascade": {"y": 1}},
            "content/t/z/y.md": {},
        },
        {},
    ),
    "targets": (
        {
            "content/t/_index.md": {
                "cascade": [
                    {"target": {"kind": "{page,home}"}, "x": 1},
                    {"TARGET": {"Kind": "SEC*"}, "y": 1},
                    {"target": {"kind": ""}, "z": 1},
                    {"target": {"path": "/T/D"}, "slug": "d d"},
                    {"target": {"path": "/t/**/e"}, "v": 1},
                    {"target": {"path": None}, "n": 1},
                    {"target": {"path": 5}, "w": 1},
                    {"target": {"environment": "prod*"}, "e": 1},
                    {"target": {"environment": "dev*"}, "f": 1},
                ]
            },
            "content/t/d.md": {},
            "content/t/e.md": {},
            "content/t/u/e/index.md": {},
        },
        {},
    ),
    "languages": (
        {
            "content/t/_index.md": {"cascade": {"x": 1}},
            "content/t/d.md": {"cascade": BY_LANGUAGE},
            "content/t/d.fr.md": {"cascade": BY_LANGUAGE},
        },
        {**LANGUAGES, "cascade": {"target": {"sites": {"matrix": {"languages": "fr"}}}, "slug": "le fr"}},
    ),
}
REFUSED = [
    {"target": {"path": "/["}, "x": 1},
    {"target": {"environment": "{a"}, "x": 1},
    {"target": {"kind": "foo"}, "x": 1},
    {"target": "/t/d", "x": 1},
    {"target": {"path": ["/t/d"]}, "x": 1},
    {"target": {"kind": "foo"}},
    {"target": {"kind": "{page"}},
    {"target": {"environment": ["production"]}},
    {"target": ""},
    {"target": {"sites": "fr"}},
    {"target": {"sites": {"matrix": ["fr"]}}, "x": 1},
    {"target": {"sites": {"complements": "fr"}}, "x": 1},
    {"target": {"sites": {"matrix": {"languages": {"fr": 1}}}}, "x": 1},
    {"target": {"sites": {"matrix": {"languages": ["["]}}}, "x": 1},
]
BUILT = [
    {"target": None, "x": 1},
    {"target": {"path": "/["}},
    {"target": {"sites": None}, "x": 1},
    {"target": {"sites": {"matrix": {"languages": "["}}}},
    {"target": {"sites": {"matrix": {"languages": 5}}}, "x": 1},
    {"target": {"environment": "{a"}},
    [1, ["a"], None],
]


@pytest.mark.skipif(hugo.binary() is None, reason="no Hugo")
@pytest.mark.parametrize("name", SITES)
def test_pages_get_what_hugo_hands_down(name: str, tmp_path: pathlib.Path) -> None:
    pages, config = SITES[name]
    answers = {page.file: page for page in asking.built(tmp_path, pages, config) if page.file}
    site = read_configuration(str(tmp_path))
    assert sites.addresses_in(site) == {file: page.url for file, page in answers.items()}
    for where, page in sites.parsed(site):
        wanted = answers[where.path]
        spot = page_path(where.path, site.content_rules)
        assert (spot.path, spot.kind, spot.language) == (wanted.path, wanted.kind, wanted.language)
        own = handed_down(cascades_of(page.get("cascade")), spot)
        assert {field: wanted.params[field.lower()] for field in own if field not in page} == {
            field: value for field, value in own.items() if field not in page
        }


@pytest.mark.skipif(hugo.binary() is None, reason="no Hugo")
def test_a_page_alone_has_the_parameters_that_hugo_gives_it(tmp_path: pathlib.Path) -> None:
    targets = ["/talk/[ab]", "/{talk/a,b{c,d}}", "/talk/**/a", "/**/a", "/talk/*", "/talk/[!a]", "/b{c,d}"]
    cascade = [{"target": {"path": path}, f"m{i}": 1} for i, path in enumerate(targets)]
    pages: Pages = {f"content/{name}.md": {"cascade": cascade} for name in ("talk/a", "talk/b", "a", "bc", "talk/x/a")}
    for page in asking.built(tmp_path, pages, {}):
        if page.file:
            own = hugoconv.read(tmp_path / page.file).params()
            assert {name for name in own if name[0] == "m"} == {name for name in page.params if name[0] == "m"}, (
                page.file
            )


@pytest.mark.skipif(hugo.binary() is None, reason="no Hugo")
@pytest.mark.parametrize("cascade", REFUSED, ids=str)
def test_what_hugo_refuses_to_hand_down_is_told(cascade: dict[str, Any], tmp_path: pathlib.Path) -> None:
    assert asking.refusal(tmp_path / "page", {"content/a.md": {"cascade": cascade}}, {})
    with pytest.raises(ValueError, match="target|brackets|closed|kind"):
        hugoconv.read(tmp_path / "page/content/a.md").params()
    assert "cascade-target" in {problem.code for problem in check_bytes((tmp_path / "page/content/a.md").read_bytes())}
    assert asking.refusal(tmp_path / "site", {"content/a.md": {}}, {"cascade": [cascade]})
    with pytest.raises(ConfigurationError):
        read_configuration(str(tmp_path / "site"))


@pytest.mark.skipif(hugo.binary() is None, reason="no Hugo")
def test_a_cascade_that_hugo_takes_is_none_that_it_refuses() -> None:
    pages = [json.dumps({"cascade": cascade}).encode() + b"\n" for cascade in BUILT]
    assert not [answer for answer in hugo.answers(pages) if isinstance(answer, str)]
    assert [check_bytes(page) for page in pages] == [()] * len(BUILT)


@pytest.mark.skipif(hugo.binary() is None, reason="no Hugo")
@pytest.mark.parametrize(
    "rules", [{"a[": "/x/:slug/"}, {"page": {"{a": "/x/"}}, [{"target": {"path": "["}, "pattern": "/x/"}]]
)
def test_a_rule_for_addresses_that_hugo_refuses_is_told(rules: Any, tmp_path: pathlib.Path) -> None:
    assert asking.refusal(tmp_path, {"content/a.md": {}}, {"permalinks": rules})
    with pytest.raises(ConfigurationError) as error:
        read_configuration(str(tmp_path))
    assert error.value.code == "bad-setting"


def test_what_is_handed_down_to_nobody_is_not_read() -> None:
    assert handed_down(cascades_of({"target": {"path": "/["}}), page_path("content/a.md")) == {}
    with pytest.raises(GlobError):
        handed_down(cascades_of({"target": {"path": "/["}, "x": 1}), page_path("content/a.md"))
