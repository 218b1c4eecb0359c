"""Pages found as Hugo finds them."""

import pathlib

from hugoconv.errors import FileError
from hugoconv.site.walk import WalkedFile, walk


def make(root: pathlib.Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")


def names(root: pathlib.Path, *arguments: pathlib.Path) -> list[str]:
    return [
        str(pathlib.Path(found.name).relative_to(root)) for found in walk(arguments) if isinstance(found, WalkedFile)
    ]


def test_a_folder_gives_its_content_files_in_order(tmp_path: pathlib.Path) -> None:
    make(tmp_path, "b/index.md", "a.md", "b/x.txt", "c.MD", "d.markdown", "e.html", "f.org", "g.png")
    assert names(tmp_path, tmp_path) == ["a.md", "c.MD", "d.markdown", "e.html", "f.org", "b/index.md"]


def test_what_hugo_ignores_is_left_out(tmp_path: pathlib.Path) -> None:
    make(tmp_path, ".git/a.md", ".b.md", "#c.md#", "#d.md", "e.md~", "f.md.bak", "_draft.md")
    assert names(tmp_path, tmp_path) == ["_draft.md"]


def test_a_named_file_is_taken_whatever_its_name(tmp_path: pathlib.Path) -> None:
    make(tmp_path, "x.txt")
    (found,) = walk([tmp_path / "x.txt"])
    assert isinstance(found, WalkedFile)
    assert found.named


def test_each_file_comes_once(tmp_path: pathlib.Path) -> None:
    make(tmp_path, "a.md")
    (tmp_path / "b.md").symlink_to("a.md")
    assert names(tmp_path, tmp_path, tmp_path / "a.md") == ["a.md"]


def test_links_to_folders_are_not_followed(tmp_path: pathlib.Path) -> None:
    make(tmp_path, "a/x.md")
    (tmp_path / "a/loop").symlink_to(tmp_path)
    assert names(tmp_path, tmp_path) == ["a/x.md"]


def test_a_missing_argument_is_an_error(tmp_path: pathlib.Path) -> None:
    (found,) = walk([tmp_path / "none"])
    assert isinstance(found, FileError)
    assert found.why == "no such file or folder"
