"""Pages follow the folders of a theme version and come back, and every old address still leads to them."""

import csv
import functools
import io
import json
import pathlib
import shutil
from urllib.parse import unquote

import pytest

import hugoconv
from tests.cli.invoking import run
from tests.real_hugo import binary
from tests.site.moved_site import hugo, make, tree

RECIPE = """title = "Ours"
from-era = "1"
to-era = "2"

[[step]]
id = "F"
about = "Folders have other names."
folders = { talk = "event", publication = "publications" }
"""
BUILD = (
    "build",
    "--buildFuture",
    "--buildDrafts",
    "--buildExpired",
    "--destination",
    "public",
    "--cleanDestinationDir",
)
MORE = {
    "content/publication/mud/index.md": "---\ntitle: m\nurl: /paper/\n---\n",
    "content/publication/mud/cite.bib": "@book{}\n",
    "content/publication/b.md": "---\ntitle: b\naliases: [/old-b/]  # from 2016\n---\nSee [mud](/talk/two/).\n",
    "content/publication/c.md": '+++\ntitle = "c"\naliases = [ "/c-old", "/p/c/" ] # both\n+++\n',
    "content/talk/pic.jpg": "JPG",
    "content/about.md": "---\ntitle: About\n---\nSee [mud](/talk/two/), [alone](talk/single.md).\n",
}


@pytest.fixture
def site(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> pathlib.Path:
    root = tmp_path / "site"
    make(root)
    write(root, MORE)
    (root / "my.toml").write_text(RECIPE)
    monkeypatch.chdir(root)
    return root


def write(root: pathlib.Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)


def migrated(*options: str) -> str:
    result = run("migrate", "content", "--move", "-w", *options)
    assert result.exit_code == 0, result.stderr
    return result.stderr


OURS = ("--recipe", "my.toml")
THEIRS = ("--from-era", "4.8", "--to-era", "5.0")


@pytest.mark.parametrize(
    ("there", "back"), [(OURS, (*OURS, "--back")), (THEIRS, ("--from-era", "5.0", "--to-era", "4.8"))]
)
def test_a_site_goes_there_and_back_to_the_byte(
    site: pathlib.Path, there: tuple[str, ...], back: tuple[str, ...]
) -> None:
    # It says event already, which 4.8 does not know.
    shutil.rmtree(site / "content/talk/explicit-type")
    before = tree(site)
    told = migrated(*there)
    after = tree(site)
    assert not [name for name in after if name.startswith("content/talk")]
    assert after["content/event/two/notes.md"] == before["content/talk/two/notes.md"]
    assert after["content/event/pic.jpg"] == before["content/talk/pic.jpg"]
    assert b"aliases" in after["content/event/_index.md"][0]
    assert "section-emptied" not in told
    migrated(*back)
    assert tree(site) == before


def test_undo_brings_every_page_to_its_place(site: pathlib.Path) -> None:
    before = tree(site)
    migrated(*OURS, "--fix-links")
    assert b"See [mud](/event/two/), [alone](event/single.md)." in tree(site)["content/about.md"][0]
    assert run("undo").exit_code == 0
    assert tree(site) == before


def test_a_second_run_moves_nothing(site: pathlib.Path) -> None:
    migrated(*OURS)
    before = tree(site)
    assert "0 pages changed" in migrated(*OURS)
    assert tree(site) == before


def test_without_move_pages_stay_and_a_note_says_so(site: pathlib.Path) -> None:
    result = run("migrate", "content", "--from-era", "4.8", "--to-era", "kit", "-w")
    assert "P30-folder, P43-folder: the folder talk is events then (--move moves it" in result.stderr
    assert (site / "content/talk/_index.md").exists()


def test_aliases_are_left_out_or_kept(site: pathlib.Path) -> None:
    migrated(*OURS, "--no-aliases")
    assert "aliases" not in (site / "content/event/_index.md").read_text()
    assert run("undo").exit_code == 0
    migrated(*OURS)
    migrated(*OURS, "--back", "--keep-aliases")
    assert hugoconv.read(site / "content/talk/two/index.md")["aliases"] == ["/event/two/"]


def test_a_relative_alias_leads_from_the_same_place_and_is_told_not_to_come_back(site: pathlib.Path) -> None:
    page = site / "content/publication/c.md"
    page.write_text("---\naliases: [further]\n---\n")
    told = "note: no recipe gives the bytes of aliases back: F (content/publication/c.md)"
    assert told in migrated(*OURS)
    assert hugoconv.read(site / "content/publications/c.md")["aliases"] == ["/publication/further", "/publication/c/"]
    migrated(*OURS, "--back")
    assert hugoconv.read(page)["aliases"] == ["/publication/further"]


def test_a_page_in_the_way_refuses_the_page_that_would_go_there(site: pathlib.Path) -> None:
    write(site, {"content/event/single.md": "---\ntitle: other\n---\n"})
    result = run("migrate", "content", *OURS, "--move", "-w")
    assert result.exit_code == 3 and "content/talk/single.md:1:1: target-exists" in result.stderr
    assert (site / "content/event/single.md").read_text() == "---\ntitle: other\n---\n"
    assert (site / "content/event/two/index.md").exists()


def test_every_language_has_its_folder(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    languages = "".join(f'[languages.{code}]\ncontentDir = "content/{code}"\n' for code in ("en", "zh"))
    write(tmp_path, {"hugo.toml": f'defaultContentLanguage = "en"\n{languages}'})
    pages = [f"content/{code}/talk/{name}" for code in ("en", "zh") for name in ("_index.md", "a/index.md")]
    write(tmp_path, {page: "---\ntitle: x\n---\n" for page in pages})
    monkeypatch.chdir(tmp_path)
    before = tree(tmp_path)
    migrated("--from-era", "4.8", "--to-era", "kit")
    assert hugoconv.read(tmp_path / "content/en/events/a/index.md")["aliases"] == ["/talk/a/"]
    assert hugoconv.read(tmp_path / "content/zh/events/_index.md")["aliases"] == ["/talk/"]
    migrated("--from-era", "kit", "--to-era", "4.8")
    assert tree(tmp_path) == before


@pytest.mark.parametrize("option", ["--fix-links", "--no-aliases", "--keep-aliases"])
def test_options_of_a_move_without_one_are_wrong_usage(site: pathlib.Path, option: str) -> None:
    assert run("migrate", "content", *OURS, option).exit_code == 2
    assert run("migrate", "content", *OURS, "--move", "-o", "elsewhere").exit_code == 2


def test_where_the_content_lies_has_to_be_known(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"talk/a.md": "---\ntitle: x\n---\n"})
    monkeypatch.chdir(tmp_path)
    result = run("migrate", "talk", "--from-era", "4.8", "--to-era", "5.0", "--move")
    assert result.exit_code == 3 and "no-content-folder" in result.stderr


def test_the_library_says_which_folder_a_version_wants() -> None:
    page = hugoconv.parse("---\ntitle: x\n---\n", "content/Talk/mud/index.md")
    found = hugoconv.migrate(page, "5.0", from_era="4.8")
    assert found.folder is not None and (found.folder.old, found.folder.new) == ("Talk", "event")
    bundle = hugoconv.parse("---\ntitle: x\ndate_end: 2020-01-01\n---\n", "content/talk/index.md")
    assert hugoconv.migrate(bundle, "5.0", from_era="4.8").folder is None
    other = hugoconv.parse("---\ntitle: x\n---\n", "content/2020/talk/mud.md")
    assert hugoconv.migrate(other, "5.0", from_era="4.8").folder is None


def test_a_plan_in_python_moves_pages(site: pathlib.Path) -> None:
    change = functools.partial(hugoconv.migrate, to_era="5.0", from_era="4.8")
    assert not any(file.to for file in hugoconv.Site(site).plan(change).changed)


@pytest.mark.skipif(binary() is None, reason="there is no Hugo here")
def test_for_hugo_every_old_address_leads_to_the_page(site: pathlib.Path) -> None:
    write(site, {"content/about.md": "---\ntitle: About\n---\n"})
    before, params = listed(site), parameters(site)
    migrated(*OURS)
    after = listed(site)
    assert {below(path) for path in before} == {below(path) for path in after}
    new = {below(path): url for path, url in after.items()}
    parameters(site)
    moved = {path: url for path, url in before.items() if url != new[below(path)]}
    assert len(moved) > 30
    for path, url in moved.items():
        old = site / "public" / url.removeprefix("https://example.org/") / "index.html"
        assert f"url={new[below(path)]}" in unquote(old.read_text()), path
    migrated(*OURS, "--back")
    assert parameters(site) == params


def listed(site: pathlib.Path) -> dict[str, str]:
    """The permalink of every page by its path."""
    rows = csv.DictReader(io.StringIO(hugo(site, "list", "all")))
    return {row["path"]: unquote(row["permalink"]) for row in rows}


def below(path: str) -> str:
    """A path below the folder of its section."""
    return path.removeprefix("content/").partition("/")[2]


def parameters(site: pathlib.Path) -> dict[str, object]:
    """What the templates read, after a build."""
    hugo(site, *BUILD)
    files = sorted((site / "public").rglob("index.html"))
    return {str(file): json.loads(file.read_text()) for file in files if file.read_text().startswith("{")}
