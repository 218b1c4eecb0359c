"""Where there is no Hugo configuration pages move within the nearest folder ``content``, from wherever they are named."""

import os
import pathlib

import pytest

from tests.cli.invoking import run

TALK = b"---\ntitle: Mud\nevent: Open Day\ndate: 2021-03-12\n---\n"
NAMES = ["content", "content/talk", "content/talk/a", "content/talk/a/index.md", "content/talk/b.md"]
FOLDERS = [".", "content/talk", "../beside", "/"]


@pytest.fixture
def bare_site(tmp_path: pathlib.Path) -> pathlib.Path:
    root = tmp_path / "site"
    (root / "content/talk/a").mkdir(parents=True)
    (tmp_path / "beside").mkdir()
    (root / "content/talk/a/index.md").write_bytes(TALK)
    (root / "content/talk/a/image.png").write_bytes(b"x")
    (root / "content/talk/b.md").write_bytes(TALK)
    return root


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("folder", FOLDERS)
@pytest.mark.parametrize("absolute", [True, False], ids=["absolute", "relative"])
def test_a_page_moves_within_its_content(
    name: str, folder: str, absolute: bool, bare_site: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(bare_site / folder)
    path = str(bare_site / name) if absolute else os.path.relpath(bare_site / name)
    done = run("convert", path, "--to", "post", "--move", "-w")
    assert done.exit_code == 0, done.stderr
    moved = {"talk/b.md": "b.md", "talk/a/index.md": "a/index.md"}
    for old, new in moved.items():
        goes = name in ("content", "content/talk") or f"content/{old}".startswith(name)
        assert (bare_site / "content/post" / new).exists() == goes
        assert (bare_site / "content" / old).exists() != goes
    assert not (bare_site / "content/talk/post").exists()
    assert run("undo", str(bare_site)).exit_code == 0
    assert (
        (bare_site / "content/talk/a/index.md").read_bytes() == TALK == (bare_site / "content/talk/b.md").read_bytes()
    )
    assert (bare_site / "content/talk/a/image.png").exists()


@pytest.mark.parametrize("name", ["talk", "talk/b.md", "talk/a/index.md"])
def test_without_a_folder_content_nothing_moves(
    name: str, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "talk/a").mkdir(parents=True)
    for page in ("talk/b.md", "talk/a/index.md"):
        (tmp_path / page).write_bytes(TALK)
    monkeypatch.chdir(tmp_path)
    done = run("convert", name, "--to", "post", "--move", "-w")
    assert done.exit_code == 3
    assert "no-content-folder" in done.stderr
    assert (tmp_path / "talk/b.md").read_bytes() == TALK == (tmp_path / "talk/a/index.md").read_bytes()
    assert not (tmp_path / "talk/post").exists()
