"""A site is the same whatever the folder of its content is called."""

from __future__ import annotations

import contextlib
import json
import pathlib
import re
import tempfile
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import real_hugo as hugo
from tests.cli.invoking import run

BASE = 'baseURL = "https://example.org/"\n'
CHINESE = 'defaultContentLanguage = "zh"\n[languages.zh]\n'
# The configuration with another folder, that folder, and the configuration with the usual one.
ELSEWHERE = {
    "another name": ('contentDir = "inhalt"\n', "inhalt", ""),
    "the name of a layout": ('contentDir = "blog"\n', "blog", ""),
    "a folder in the folder of a layout": ('contentDir = "src/talk"\n', "src/talk", ""),
    "a folder for a language": (f'{CHINESE}contentDir = "content/zh"\n', "content/zh", CHINESE),
    "a mount": ('[[module.mounts]]\nsource = "posts"\ntarget = "content"\n', "posts", ""),
}
MATTERS = (
    "title: Mud\nlocation: Hall 2\ndate: 2020-02-03\npublishDate: 2020-01-02\n",
    "title: Mud\nevent: Open Day\nslides: deck\nprojects: [one, two]\n",
    "title: Mud\nevent_start: 2020-01-02\n",
    "title: Mud\ntype: post\ndate: 2020-01-02\n",
    "title: Mud\n",
)
FOLDERS = ("", "talk/", "post/", "news/", "news/event/", "slides/", "project/")
NAMES = ("a.md", "b/index.md", "_index.md", "c.zh.md", "index.fr.md", "d/e/f.md")
Pages = dict[str, str]
PAGES = st.dictionaries(
    st.builds(str.__add__, st.sampled_from(FOLDERS), st.sampled_from(NAMES)), st.sampled_from(MATTERS), min_size=1
)


class Said(NamedTuple):
    """What the commands say of a site, and the files of its content after each."""

    shown: object
    checked: str
    moved: str
    files: dict[str, bytes]
    back: dict[str, bytes]


def make(root: pathlib.Path, config: str, folder: str, pages: Pages) -> None:
    root.mkdir(exist_ok=True)
    (root / "hugo.toml").write_text(BASE + config)
    for path, matter in pages.items():
        page = root / folder / path
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(f"---\n{matter}---\nText\n")


def said(root: pathlib.Path, folder: str) -> Said:
    def usual(text: str) -> str:
        return re.sub(rf"(?<![\w/]){re.escape(folder)}(?=/)", "content", text)

    def files() -> dict[str, bytes]:
        top = root / folder
        return {str(path.relative_to(top)): path.read_bytes() for path in top.rglob("*") if path.is_file()}

    with contextlib.chdir(root):
        shown = json.loads(usual(run("show", folder, "--json").stdout))
        checked = usual(run("check", folder).output)
        moved = usual(run("convert", folder, "--to", "post", "--move", "-w", "-v").output)
        after = files()
        run("convert", folder, "--to", "talk", "--move", "--recorded", "-w")
        return Said(shown, checked, moved, after, files())


@settings(max_examples=25)  # each is two sites and four commands
@given(name=st.sampled_from(sorted(ELSEWHERE)), pages=PAGES)
def test_what_is_said_and_done_is_the_same_wherever_the_content_lies(name: str, pages: Pages) -> None:
    config, folder, usual = ELSEWHERE[name]
    with tempfile.TemporaryDirectory() as top:
        one, other = pathlib.Path(top, "one"), pathlib.Path(top, "other")
        make(one, usual, "content", pages)
        make(other, config, folder, pages)
        assert said(other, folder) == said(one, "content")


@pytest.mark.skipif(hugo.binary() is None, reason="no Hugo")
@pytest.mark.parametrize("name", ELSEWHERE)
def test_pages_that_move_have_the_address_that_hugo_gives_them_wherever_the_content_lies(
    name: str, tmp_path: pathlib.Path
) -> None:
    config, folder, usual = ELSEWHERE[name]
    pages = {
        f"{where}{file}": matter for where, matter in zip(FOLDERS, MATTERS * 2, strict=False) for file in NAMES[:2]
    }
    found = []
    for root, configured, content in ((tmp_path / "one", usual, "content"), (tmp_path / "other", config, folder)):
        make(root, configured, content, pages)
        before = hugo.addresses(root, "https://example.org/")
        said(root, content)
        with contextlib.chdir(root):
            run("convert", content, "--to", "post", "--move", "-w")
        after = hugo.addresses(root, "https://example.org/")
        assert before.keys() != after.keys()
        found.append([{path.removeprefix(f"{content}/"): url for path, url in one.items()} for one in (before, after)])
    assert found[0] == found[1]


def test_a_mount_that_stands_for_the_folder_of_a_layout_tells_it_and_nothing_moves_out_of_it(
    tmp_path: pathlib.Path,
) -> None:
    config = '[[module.mounts]]\nsource = "notes"\ntarget = "content/talk"\n[[module.mounts]]\nsource = "c"\ntarget = "content"\n'
    make(tmp_path, config, "notes", {"a.md": MATTERS[4], "b/index.md": MATTERS[4]})
    make(tmp_path, config, "c", {"post/a.md": MATTERS[4], "slides/deck/index.md": MATTERS[4]})
    (tmp_path / "notes/a.md").write_text("---\ndate: 2020-01-02\nslides: deck\n---\n")
    with contextlib.chdir(tmp_path):
        shown = json.loads(run("show", "notes", "c/post", "--json").stdout)
        assert [page["layout"] for page in shown] == ["talk", "talk", "post"]
        assert "no-such-slides" not in run("check", "notes/a.md").output
        assert "outside-content" in run("convert", "notes/a.md", "--to", "post", "--move").output
        assert "1 page would change" in run("convert", "notes/a.md", "--to", "post").output
