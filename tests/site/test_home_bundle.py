"""Below an ``index.md`` at the top of a content folder Hugo finds files of that bundle and no pages, in all commands."""

import json
import pathlib

import pytest

from hugoconv.site.site import Site
from tests.cli.invoking import run

TALK = "---\ntitle: B\nevent: x\n---\n"
MOUNTS = "[[module.mounts]]\nsource = 'content'\ntarget = 'content'\n[[module.mounts]]\nsource = 'more'\ntarget = 'content/more'\n"
# The configuration, the bundle, and the only page that Hugo 0.168 lists of it.
SITES = [
    ("", "content", "content/index.md"),
    ("[languages.en]\n[languages.zh]\n", "content", "content/index.zh.md"),
    (MOUNTS, "more", "more/index.md"),
]
BELOW = ("talk/b.md", "talk/a/index.md", "talk/deep/er/c.md")


@pytest.fixture(params=SITES, ids=["home", "in one language", "mounted"])
def site(request: pytest.FixtureRequest, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    configuration, folder, page = request.param
    for name in (page, *(f"{folder}/{below}" for below in BELOW)):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(TALK)
    (tmp_path / "hugo.toml").write_text(configuration)
    monkeypatch.chdir(tmp_path)
    return folder, page


def test_they_are_files_of_it_in_all_commands(site: tuple[str, str]) -> None:
    folder, page = site
    files = {f"{folder}/{below}" for below in BELOW}
    assert {one.path: set(one.resources) for one in Site(".").pages()} == {page: files}
    shown = json.loads(run("show", folder, "--json").stdout)
    assert {one["path"] for one in shown if one["not_a_page"] == "not-a-page-resource"} == files
    for way in ((), ("--move",)):
        found = json.loads(run("convert", folder, "--to", "post", *way, "--json").stdout)
        assert {one["path"] for one in found if one["code"] == "not-a-page-resource"} == files
        for path in files:
            (one,) = json.loads(run("convert", path, "--to", "post", *way, "--json").stdout)
            assert (one["state"], one["code"]) == ("refused", "not-a-page-resource")


def test_the_remedy_works(site: tuple[str, str]) -> None:
    folder, page = site
    said = run("convert", f"{folder}/talk/b.md", "--to", "post").stderr
    assert ("name the index.md of the home page _index.md" in said) == (folder == "content")
    pathlib.Path(page).rename(page.replace("index", "_index"))
    for way in ((), ("--move",)):
        assert "3 pages would change" in run("convert", folder, "--to", "post", *way).stderr
