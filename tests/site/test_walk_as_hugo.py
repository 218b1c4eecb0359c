"""A folder of a site stands for the content files that Hugo reads in it."""

import os
import pathlib

import pytest

from hugoconv.site.base import base_of
from hugoconv.site.configuration import Configuration, read_configuration
from hugoconv.site.discovery import discover
from hugoconv.site.resources import resource_finder
from hugoconv.site.walk import WalkedFile, walk
from tests import real_hugo as hugo

ELSEWHERE = (
    "README.md layouts/a.html archetypes/default.md static/x.html themes/t/archetypes/a.md themes/t/layouts/b.html "
    "themes/t/exampleSite/content/c.md public/post/a/index.html .github/a.md node_modules/p/README.md"
).split()
INSIDE = (
    "_index.md post/a.md post/.h.md post/#x.md post/x.md~ post/draft.md .hid/x.md talk/a/index.md sec/_index.md".split()
)
RESOURCES = "talk/a/2020/index.md talk/a/2020/_index.md talk/a/notes.md talk/a/sub/x.md".split()
# The configuration, and the folders of its content.
LANGUAGES = """defaultContentLanguage = "en"
[languages.en]
contentDir = "content/en"
[languages.zh]
contentDir = "content/zh"
"""
MOUNTS = """[[module.mounts]]
source = "content"
target = "content"
[[module.mounts]]
source = "themes/t/notes"
target = "content/notes"
"""
SITES = {
    "plain": ("", ["content"]),
    "named": ('contentDir = "inhalt"\n', ["inhalt"]),
    "deep": ('contentDir = "src/pages"\n', ["src/pages"]),
    "languages": (LANGUAGES, ["content/en", "content/zh"]),
    "mounts": (MOUNTS, ["content", "themes/t/notes"]),
}


def make(root: pathlib.Path, config: str, folders: list[str]) -> None:
    inside = [f"{folder}/{name}" for folder in folders for name in (*INSIDE, *RESOURCES)]
    for name in (*ELSEWHERE, *inside):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"---\ntitle: {name.replace('#', '')}\n---\n")
    (root / "layouts/a.html").write_text("x")
    (root / "hugo.toml").write_text('ignoreFiles = ["draft\\\\.md$"]\n' + config)
    (root / folders[0] / "post/link.md").symlink_to("a.md")
    (root / folders[0] / "post/linked").symlink_to(root / "archetypes")


def walked(*paths: pathlib.Path) -> set[str]:
    return {found.path for found in walk(paths) if isinstance(found, WalkedFile)}


@pytest.mark.skipif(hugo.binary() is None, reason="no Hugo")
@pytest.mark.parametrize("name", SITES)
def test_the_root_stands_for_what_hugo_lists_and_the_files_of_its_bundles(name: str, tmp_path: pathlib.Path) -> None:
    config, folders = SITES[name]
    make(tmp_path, config, folders)
    pages = {row["path"] for row in hugo.listed(tmp_path)}
    resources = {f"{folder}/{path}" for folder in folders for path in RESOURCES}
    assert walked(tmp_path) == pages | resources
    configuration = read_configuration(str(tmp_path))
    assert {page.path for page in discover(configuration)} == pages
    resource = resource_finder(base_of(str(tmp_path)), configuration)
    assert {path for path in walked(tmp_path) if resource(path)} == resources


@pytest.mark.parametrize("name", SITES)
def test_a_part_of_a_site_is_what_it_is_in_the_whole(name: str, tmp_path: pathlib.Path) -> None:
    config, folders = SITES[name]
    make(tmp_path, config, folders)
    whole = walked(tmp_path)
    for part in (os.path.dirname(folders[0]), folders[0], f"{folders[0]}/talk", f"{folders[0]}/talk/a/2020"):
        assert walked(tmp_path / part) == {path for path in whole if f"{path}".startswith(f"{part}/" if part else "")}


@pytest.mark.parametrize(
    ("folder", "pages"),
    [
        ("archetypes", {"archetypes/default.md"}),
        ("static", {"static/x.html"}),
        ("themes/t/exampleSite", {"themes/t/exampleSite/content/c.md"}),
        ("public/post", {"public/post/a/index.html"}),
    ],
)
def test_another_folder_is_read_where_it_is_named(folder: str, pages: set[str], tmp_path: pathlib.Path) -> None:
    make(tmp_path, *SITES["plain"])
    assert walked(tmp_path / folder) == pages


def test_a_folder_of_sites_stands_for_the_content_of_each(tmp_path: pathlib.Path) -> None:
    make(tmp_path / "one", *SITES["named"])
    make(tmp_path / "docs/two", *SITES["plain"])
    (tmp_path / "README.md").write_text("x")
    found = {(found.base.root, found.path) for found in walk([tmp_path]) if isinstance(found, WalkedFile)}
    roots = [str(tmp_path / "one"), str(tmp_path / "docs/two")]
    assert found == {(root, path) for root in roots for path in walked(pathlib.Path(root))} | {
        (str(tmp_path), "README.md")
    }


def test_each_folder_is_looked_at_once(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = [f"content/talk/{name}/index.md" for name in "abc"] + ["content/talk/d.md", "content/talk/e.md"]
    for path in paths:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("")
    looked: list[str] = []
    known = os.listdir
    monkeypatch.setattr(os, "listdir", lambda folder: (looked.append(folder), known(folder))[1])
    resource = resource_finder(base_of(str(tmp_path)), Configuration(str(tmp_path)))
    assert [resource(path) for path in (*paths, *paths)] == [""] * 10
    assert len(looked) == len(set(looked)) == 5
