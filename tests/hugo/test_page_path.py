"""What a path is, is what Hugo takes it for: every name of a page, in sites with other languages and folders."""

import itertools
import pathlib
from typing import Any

import pytest

from hugoconv.hugo.page_path import page_path
from hugoconv.site.configuration import read_configuration
from hugoconv.site.discovery import discover
from hugoconv.site.move.groups import family, groups, is_branch, is_leaf
from hugoconv.site.plan.file_plan import FilePlan
from tests import real_hugo as hugo
from tests.hugo import asking
from tests.site import sites

NAMES = [
    *("index.md", "Index.md", "INDEX.MD", "index.fr.md", "Index.FR.md", "index.de.md", "index.en.md", "index.xx.md"),
    *("_index.md", "_Index.md", "_index.fr.md", "_index.xx.md", "index.html", "index.fr.en.md", "index.en.fr.md"),
    *("a.md", "a.fr.md", "a.xx.md", "a.en.md", "A B.md", "indexes.md", "index-2.md", "a.index.md", "a.b.c.md"),
]
# A folder for every name: a bundle makes files of the pages beside it.
FOLDERS = ["talk{}/", "of{}/x/", "Talk Of {}/Mud/", "content/at{}/", "tags/term{}/"]
TOP = ["_index.md", "about.md", "contact.fr.md", "other.xx.md", "tags/_index.md", "talk/_index.md"]
# Settings, and the folder in which the pages lie.
LANGUAGES = {"en": {}, "fr": {}}
CONFIGURATIONS: dict[str, tuple[dict[str, Any], str]] = {
    "one language": ({}, "content"),
    "two languages": ({"languages": LANGUAGES}, "content"),
    "a language that is not built": ({"languages": {**LANGUAGES, "de": {"disabled": True}}}, "content"),
    "another folder": ({"contentDir": "inhalt/seiten", "languages": LANGUAGES}, "inhalt/seiten"),
    "a folder for a language": (
        {"languages": {"en": {"contentDir": "content/en"}, "fr": {"contentDir": "content/fr"}}},
        "content/fr",
    ),
    "a mount": (
        {
            "module": {
                "mounts": [{"source": "notes", "target": "content/talk"}, {"source": "content", "target": "content"}]
            }
        },
        "notes",
    ),
    "another default": ({"defaultContentLanguage": "fr", "languages": LANGUAGES}, "content"),
}


@pytest.mark.skipif(hugo.binary() is None, reason="no Hugo")
@pytest.mark.parametrize("name", CONFIGURATIONS)
def test_every_path_is_what_hugo_takes_it_for(name: str, tmp_path: pathlib.Path) -> None:
    config, content = CONFIGURATIONS[name]
    config = {**config, "disableKinds": ["RSS", "sitemap", "robotsTXT", "404"]}
    within = [f"{folder.format(i)}{file}" for i, file in enumerate(NAMES) for folder in FOLDERS]
    pages: dict[str, dict[str, Any]] = {f"{content}/{path}": {} for path in (*within, *TOP)}
    answers = {page.file: page for page in asking.built(tmp_path, pages, config) if page.file}
    site = read_configuration(str(tmp_path))
    assert {page.path for page in discover(site)} == set(answers)
    for path, page in answers.items():
        own = page_path(path, site.content_rules)
        bundle = page.bundle or "single"
        wanted = (bundle, page.kind, page.language, page.section, page.path)
        assert (own.bundle, own.kind, own.language, own.section, own.path) == wanted, path
        languages = site.content_rules.languages
        assert (is_leaf(path, languages), is_branch(path, languages)) == (bundle == "leaf", bundle == "branch")


@pytest.mark.skipif(hugo.binary() is None, reason="no Hugo")
@pytest.mark.parametrize("languages", [{}, {"languages": LANGUAGES}], ids=["one language", "two languages"])
def test_the_date_and_the_slug_in_a_name_with_dots_are_those_of_hugo(
    languages: dict[str, Any], tmp_path: pathlib.Path
) -> None:
    names = [
        "v1.2.md",
        "v1.4.fr.md",
        "v1.6/index.md",
        "v1.8/index.fr.md",
        "V1.2.3.md",
        ".a.md",
        "x.y.en.md",
        "z.old.fr.md",
    ]
    pages: dict[str, dict[str, Any]] = {f"content/talk/2025-07-{i + 1:02}-{name}": {} for i, name in enumerate(names)}
    pages |= {"content/talk/v2.1.md": {}, "content/talk/2025-07-20.x.md": {}}
    config = {"frontmatter": {"date": [":filename", ":default"]}, **languages}
    answers = {page.file: page.url for page in asking.built(tmp_path, pages, config) if page.file}
    assert sites.addresses_in(read_configuration(str(tmp_path))) == answers


@pytest.mark.skipif(hugo.binary() is None, reason="no Hugo")
@pytest.mark.parametrize("languages", [{}, {"languages": LANGUAGES}], ids=["one language", "two languages"])
def test_pages_are_translations_of_each_other_where_they_are_for_hugo(
    languages: dict[str, Any], tmp_path: pathlib.Path
) -> None:
    names = [
        "a.md",
        "a.fr.md",
        "a.en.b.md",
        "a.fr.b.md",
        "a.zh.md",
        "A.FR.md",
        "a.fr.en.md",
        "a.zh.fr.md",
        "b/index.fr.md",
    ]
    pages: dict[str, dict[str, Any]] = {f"content/talk/{name}": {} for name in names}
    answers = {page.file: page.path for page in asking.built(tmp_path, pages, languages) if page.file}
    known = read_configuration(str(tmp_path)).content_rules.languages
    for one, other in itertools.combinations(answers, 2):
        are_alike = family(one, known).lower().rstrip("/") == family(other, known).lower().rstrip("/")
        assert are_alike == (answers[one] == answers[other]), (one, other)


@pytest.mark.parametrize(
    ("path", "within"),
    [
        ("content/post/x.md", "/post/x"),
        ("/srv/site/content/post/x/index.fr.md", "/post/x"),
        ("/srv/content/site/content/post/x.md", "/post/x"),
        ("content/docs/content/x.md", "/docs/content/x"),
        ("./Content/post/Index.md", "/post"),
        ("C:\\site\\content\\post\\x.md", "/post/x"),
        ("x.md", "/x"),
    ],
)
def test_where_nothing_is_known_of_a_site_its_content_lies_in_a_folder_of_that_name(path: str, within: str) -> None:
    assert page_path(path).path == within


def test_what_is_in_a_language_that_no_site_has_moves_as_a_file() -> None:
    files = [FilePlan(f"talk/a/{name}", "changed", to=f"post/a/{name}") for name in ("index.fr.md", "Index.md")]
    for known, file in itertools.product((("en",), ("en", "fr")), files):
        is_bundle = file.path.endswith("Index.md") or "fr" in known
        wanted = ("talk/a", "post/a") if is_bundle else (file.path, file.to)
        assert [group.moves for group in groups([file], known)] == [(wanted,)]
