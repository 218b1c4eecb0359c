"""A page may be named from any folder, by any path that leads there, in every command."""

import json
import os
import pathlib
import re
import shutil

import pytest

from tests.cli.invoking import SITE, TALK, files, run

PAGE = b"---\ntitle: x\nlocation: Hall 2\n---\nHello\n"
CONFIGURED = ("hugo.toml", "content", "none")
COMMANDS = (
    ("convert", "--to", "post"),
    ("convert", "--to", "post", "-w"),
    ("convert", "--to", "post", "--check"),
    ("convert", "--to", "post", "--json"),
    ("edit", "--set", "draft=true", "-w"),
    ("show",),
    ("check",),
)


@pytest.fixture
def world(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> pathlib.Path:
    """Two sites, pages of none, and links to a site, to a folder in one and to the folder of all."""
    root = tmp_path / "world"
    shutil.copytree(SITE, root / "a")
    shutil.copytree(SITE, root / "b")
    (root / "b/hugo.toml").unlink()
    (root / "alone/talk/bundle").mkdir(parents=True)
    (root / "alone/talk/x.md").write_bytes(PAGE)
    (root / "alone/talk/bundle/index.md").write_bytes(PAGE)
    (root / "link").symlink_to("a")
    (root / "talks").symlink_to("a/content/talk")
    (tmp_path / "all").symlink_to("world")
    (root / "work/deep").mkdir(parents=True)
    monkeypatch.chdir(root)
    return root


# What is named, from the folder of all; and the file that it leads to.
NAMES = (
    (TALK_A := f"a/{TALK}", TALK_A),
    ("a/content/../content//talk/opening/index.md", TALK_A),
    ("a/content/talk/opening/", TALK_A),
    (f"link/{TALK}", TALK_A),
    ("link/../a/content/talk/opening", TALK_A),
    ("talks/opening/index.md", TALK_A),
    ("talks/opening", TALK_A),
    ("talks/../talk/opening/index.md", TALK_A),
    (f"../all/{TALK_A}", TALK_A),
    (f"b/{TALK}", f"b/{TALK}"),
    ("b/content/talk/opening", f"b/{TALK}"),
    ("alone/talk/x.md", "alone/talk/x.md"),
    ("alone/talk/bundle/index.md", "alone/talk/bundle/index.md"),
    ("alone/talk/bundle", "alone/talk/bundle/index.md"),
)
WORK = (".", "work/deep", "a/content/talk", "link/content", "alone/talk", os.sep)


def named(name: str, work: str, world: pathlib.Path, *, absolute: bool) -> str:
    """A name as it is from another folder; nothing is reduced in it."""
    whole = f"{world}/{name}"
    return whole if absolute else f"{os.path.relpath(world, os.path.realpath(world / work))}/{name}"


@pytest.mark.parametrize("absolute", [False, True])
@pytest.mark.parametrize("work", WORK)
@pytest.mark.parametrize(("name", "target"), NAMES)
def test_a_page_is_changed_and_brought_back_from_any_folder(
    name: str, target: str, work: str, absolute: bool, world: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files(world)
    monkeypatch.chdir(world / work)
    given = named(name, work, world, absolute=absolute)
    done = run("convert", given, "--to", "post", "-w")
    assert (done.exit_code, done.stderr.splitlines()[-1]) == (0, "1 page changed")
    changed = {path for path, now in files(world).items() if now != before.get(path) and ".hugoconv" not in path}
    assert changed == {target}
    undone = run("undo", given)
    assert undone.exit_code == 0, undone.stderr
    assert (world / target).read_bytes() == before[target][0]


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(("name", "target"), NAMES)
def test_every_command_says_the_same_of_a_page_from_any_folder(
    command: tuple[str, ...], name: str, target: str, world: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, said = (world / target).read_bytes(), set()
    for work in WORK:
        monkeypatch.chdir(world / work)
        (world / target).write_bytes(before)
        done = run(command[0], named(name, work, world, absolute=work == "alone/talk"), *command[1:])
        name_of_it = re.compile(rf'[^\s:"]*{os.path.basename(target)}')
        if "--- " not in done.output:
            assert {os.path.realpath(one) for one in name_of_it.findall(done.output)} <= {str(world / target)}
        text = name_of_it.sub("PAGE", done.output)
        said.add((done.exit_code, text))
    assert len(said) == 1, said


def test_pages_of_two_sites_and_of_none_go_in_one_command(world: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(world / "work")
    given = [f"../a/{TALK}", "../b/content/talk", str(world / "alone/talk/x.md")]
    done = run("convert", *given, "--to", "post", "-w")
    assert done.exit_code == 0, done.stderr
    kept = sorted(os.path.dirname(path) for path in files(world) if path.endswith(".hugoconv/.gitignore"))
    assert kept == ["a/.hugoconv", "alone/talk/.hugoconv", "b/.hugoconv"]
    for site in ("../a", "../b", "../alone/talk"):
        assert run("undo", site).exit_code == 0
    assert files(world)[TALK_A][0] == (SITE / TALK).read_bytes()


@pytest.mark.parametrize("work", WORK)
def test_a_bundle_is_moved_from_any_folder(work: str, world: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(world / work)
    done = run("convert", named(TALK_A, work, world, absolute=False), "--to", "post", "--move", "-w")
    assert done.exit_code == 0, done.stderr
    assert (world / "a/content/post/opening/index.md").is_file()


def test_standard_input_lies_where_its_path_says(world: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page, said = b"---\ntitle: x\n---\n", set()
    for work in WORK:
        monkeypatch.chdir(world / work)
        for path in ("a/content/talk/new.md", "alone/talk/new.md", "a/content/talk/none/new.md"):
            for absolute in (False, True):
                given = named(path, work, world, absolute=absolute)
                done = run("convert", "-", "--to", "post", "--stdin-path", given, stdin=page)
                said.add((done.exit_code, done.stdout))
    assert len(said) == 1
    assert said.pop()[0] == 0


def test_an_index_in_a_bundle_is_a_file_of_it_for_every_command(site: pathlib.Path) -> None:
    inner = "content/talk/opening/2020/index.md"
    (site / inner).parent.mkdir()
    (site / inner).write_bytes(PAGE)
    assert json.loads(run("show", inner, "--json").stdout)["not_a_page"] == "not-a-page-resource"
    for more in ((), ("--move",)):
        named_itself = run("convert", inner, "--to", "post", *more)
        assert named_itself.exit_code == 3
        assert (
            f"{inner}:1:1: not-a-page-resource: it is a file of the bundle content/talk/opening/" in named_itself.stderr
        )
        met = run("convert", "content/talk", "--to", "post", *more)
        assert met.exit_code == 0
        assert "1 file of a bundle" in met.stderr
    assert "3 pages would change" in run("edit", "content/talk", "--only", "talk", "--set", "math=true").stderr
    assert "4 pages would change" in run("edit", "content/talk", "--set", "math=true").stderr
    assert "4 pages checked" in run("check", "content/talk").stderr
