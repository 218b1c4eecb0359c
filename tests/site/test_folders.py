"""Pages go into the folder of their new layout and come back, and every old address still leads to them."""

import csv
import io
import json
import pathlib
import subprocess

import pytest

from hugoconv.site.move.folders import Aliases
from tests.cli.invoking import run
from tests.real_hugo import binary
from tests.site.moved_site import TALK, hugo, make, tree

BUILD = ("build", "--buildFuture", "--buildDrafts", "--buildExpired", "--destination", "public")


@pytest.fixture
def site(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> pathlib.Path:
    root = tmp_path / "site"
    make(root)
    monkeypatch.chdir(root)
    return root


def moved(*arguments: str) -> None:
    result = run("convert", "content", "--move", "-w", *arguments)
    assert result.exit_code == 0, result.stderr


def test_a_site_goes_there_and_back_to_the_byte(site: pathlib.Path) -> None:
    before = tree(site)
    moved("--to", "post")
    after = tree(site)
    assert "content/post/two/featured.png" in after
    assert "content/post/two/slides/deck.pdf" in after
    assert after["content/post/two/notes.md"] == before["content/talk/two/notes.md"]
    assert "content/post/single.zh.md" in after
    assert [name for name in after if name.startswith("content/talk")] == ["content/talk", "content/talk/_index.md"]
    moved("--to", "talk")
    assert tree(site) == before


def test_undo_brings_every_page_to_its_place(site: pathlib.Path) -> None:
    before = tree(site)
    moved("--to", "post")
    assert tree(site) != before
    assert run("undo").exit_code == 0
    assert tree(site) == before


def test_a_second_run_moves_nothing(site: pathlib.Path) -> None:
    moved("--to", "post")
    before = tree(site)
    result = run("convert", "content", "--to", "post", "--move", "-w")
    assert "0 pages changed" in result.stderr
    assert tree(site) == before


def test_git_sees_renames(site: pathlib.Path) -> None:
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@b"]
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "x"]):
        subprocess.run([*git, *command], check=True)
    patch = run("convert", "content", "--to", "post", "--move").stdout_bytes
    subprocess.run(["git", "apply", "--check"], input=patch, check=True)
    moved("--to", "post")
    subprocess.run(["git", "add", "-A"], check=True)
    shown = subprocess.run(["git", "status", "--short"], capture_output=True, text=True, check=True).stdout
    assert "R  content/talk/two/featured.png -> content/post/two/featured.png" in shown
    assert "R  content/talk/full/index.md -> content/post/full/index.md" in shown


@pytest.mark.skipif(binary() is None, reason="there is no Hugo here")
def test_hugo_lists_the_same_pages_and_every_old_address_leads_to_the_new_one(site: pathlib.Path) -> None:
    before = listed(site)
    hugo(site, *BUILD)
    params = parameters(site)
    moved("--to", "post")
    after = listed(site)
    assert set(map(below, before)) == set(map(below, after))
    assert len(before) == len(after)
    new_urls = {below(path): url for path, url in after.items()}
    about = site / "content/about.md"
    text = about.read_text()
    about.write_text(text.replace("talk/single.md", "post/single.md"))
    hugo(site, *BUILD)
    about.write_text(text)
    for path, url in before.items():
        old = site / "public" / url.removeprefix("https://example.org/") / "index.html"
        new = new_urls[below(path)]
        if url != new:
            assert f"url={new}" in readable(old.read_text()), (path, url, new)
    assert len(set(before.values()) - set(after.values())) > 20
    moved("--to", "talk")
    hugo(site, *BUILD, "--cleanDestinationDir")
    assert parameters(site) == params


def listed(site: pathlib.Path) -> dict[str, str]:
    """The permalink of every page by its path."""
    rows = csv.DictReader(io.StringIO(hugo(site, "list", "all")))
    return {row["path"]: readable(row["permalink"]) for row in rows}


def below(path: str) -> str:
    """A path without the folder of its layout; the one of this era is called blog, the others post."""
    return path.removeprefix("content/").removeprefix("talk/").removeprefix("post/").removeprefix("blog/")


def readable(url: str) -> str:
    from urllib.parse import unquote

    return unquote(url)


def parameters(site: pathlib.Path) -> dict[str, object]:
    found = {}
    for path in sorted((site / "public").rglob("index.html")):
        if path.read_text().startswith("{"):
            found[str(path.relative_to(site))] = json.loads(path.read_text())
    return found


def test_on_the_way_back_the_address_there_is_kept_where_that_is_wanted(site: pathlib.Path) -> None:
    moved("--to", "post")
    moved("--to", "talk", "--keep-aliases")
    assert b"aliases: [/post/two/]" in (site / "content/talk/two/index.md").read_bytes()
    assert b"- /old/\n- /post/with-alias/\n" in (site / "content/talk/with-alias.md").read_bytes()


def test_no_alias_is_added_where_the_address_stays_or_none_is_wanted(site: pathlib.Path) -> None:
    moved("--to", "post")
    assert b"alias" not in (site / "content/post/with-url.md").read_bytes()
    run("undo")
    moved("--to", "post", "--no-aliases")
    assert b"alias" not in (site / "content/post/two/index.md").read_bytes()
    assert b"moved from talk" in (site / "content/post/two/index.md").read_bytes()


def test_an_alias_of_a_translation_leaves_its_prefix_to_hugo(site: pathlib.Path) -> None:
    moved("--to", "post")
    assert b"aliases: [/talk/two/]" in (site / "content/post/two/index.zh.md").read_bytes()


def test_a_page_goes_to_the_folder_that_the_site_has(site: pathlib.Path) -> None:
    (site / "content/blog").mkdir()
    moved("--to", "post")
    assert (site / "content/blog/single.md").exists()


def test_several_folders_for_a_layout_are_refused_unless_one_is_named(site: pathlib.Path) -> None:
    (site / "content/blog").mkdir()
    (site / "content/posts").mkdir()
    before = tree(site)
    result = run("convert", "content", "--to", "talk", "--move", "-w")
    assert result.exit_code == 0
    result = run("convert", "content", "--to", "post", "--move", "-w")
    assert result.exit_code == 3
    assert (
        "several-folders: the site has several folders for it: blog, posts (name one of them with --to)"
        in result.stderr
    )
    assert tree(site) == before
    moved("--to", "posts")
    assert (site / "content/posts/single.md").exists()


def test_a_page_of_another_folder_goes_back_to_it(site: pathlib.Path) -> None:
    page = site / "content/news/2020/opening.md"
    page.parent.mkdir(parents=True)
    page.write_text(TALK.format(title="News"))
    before = tree(site)
    result = run("convert", "content/news", "--from", "talk", "--to", "post", "--move", "-w")
    assert result.exit_code == 0
    assert (site / "content/post/2020/opening.md").exists()
    assert not page.parent.parent.exists()
    assert run("convert", "content/post", "--to", "talk", "--move", "-w").exit_code == 0
    assert tree(site) == before


def test_a_bundle_stays_whole_where_one_of_its_pages_is_refused(site: pathlib.Path) -> None:
    (site / "content/talk/two/index.zh.md").write_text("---\ntitle: a: b\n---\n")
    result = run("convert", "content", "--to", "post", "--move", "-w")
    assert result.exit_code == 3
    assert "content/talk/two/index.md:1:1: bundle: it moves with content/talk/two/index.zh.md" in result.stderr
    assert (site / "content/talk/two/featured.png").exists()
    assert (site / "content/post/single.md").exists()


def test_links_to_pages_that_move_are_told_with_their_places(site: pathlib.Path) -> None:
    for write in ([], ["-w"]):
        result = run("convert", "content", "--to", "post", "--move", *write)
        assert (
            "content/about.md:4:5: link-to-moved: [mud](/talk/two/): /talk/two/ should be /post/two/ (" in result.stderr
        )
        assert (
            'content/about.md:4:33: link-to-moved: {{< ref "talk/single.md" >}}: talk/single.md should be post/single.md ('
            in result.stderr
        )
    run("undo")
    pages = json.loads(run("convert", "content", "--to", "post", "--move", "--json").stdout)
    linked = {page["path"]: page["links"] for page in pages if "links" in page}
    assert linked["content/talk/two/index.md"] == [
        {"path": "content/about.md", "line": 4, "column": 5, "text": "[mud](/talk/two/)", "becomes": "/post/two/"}
    ]


def test_a_page_that_was_moved_here_says_so_when_it_is_converted_in_place(site: pathlib.Path) -> None:
    moved("--to", "post")
    result = run("convert", "content/post/single.md", "--to", "talk")
    assert "it was moved here from talk/ and stays here without --move" in result.stderr


@pytest.mark.parametrize("arguments", [["--syntax", "toml", "--move"], ["--to", "post", "--no-aliases"], ["--to", "post", "--move", "-o", "x"]])  # fmt: skip
def test_a_move_needs_a_layout_and_a_place(site: pathlib.Path, arguments: list[str]) -> None:
    assert run("convert", "content", *arguments).exit_code == 2


def test_aliases_are_kept_on_the_way_there_alone_by_default() -> None:
    assert Aliases() == (True, False)
