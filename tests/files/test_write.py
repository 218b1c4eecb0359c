"""Files written whole or not at all."""

import os
import pathlib
import stat

import pytest

import hugoconv
from hugoconv.errors import FileError
from hugoconv.files.read import read_bytes
from hugoconv.files.write import write_bytes, write_fresh

PAGE = b"---\ntitle: x\n---\nBody\n"


@pytest.fixture
def page(tmp_path: pathlib.Path) -> pathlib.Path:
    path = tmp_path / "page.md"
    path.write_bytes(PAGE)
    return path


def test_a_changed_page_is_written(page: pathlib.Path) -> None:
    assert hugoconv.write(hugoconv.read(page).set("title", "z"))
    assert page.read_bytes() == PAGE.replace(b"x", b"z")
    assert sorted(os.listdir(page.parent)) == ["page.md"]


def test_an_unchanged_page_is_not_written_and_keeps_its_time(page: pathlib.Path) -> None:
    os.utime(page, ns=(1, 1))
    assert not hugoconv.write(hugoconv.read(page))
    assert not write_bytes(page, PAGE)
    assert page.stat().st_mtime_ns == 1


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644, 0o755])
def test_a_file_keeps_its_mode(page: pathlib.Path, mode: int) -> None:
    page.chmod(mode)
    assert write_bytes(page, b"new")
    assert stat.S_IMODE(page.stat().st_mode) == mode


def test_a_link_stays_a_link_and_its_target_is_written(page: pathlib.Path) -> None:
    link = page.parent / "link.md"
    link.symlink_to("page.md")
    assert hugoconv.write(hugoconv.read(link).set("title", "z"))
    assert link.is_symlink()
    assert page.read_bytes() == PAGE.replace(b"x", b"z")


def test_what_was_written_is_written_on(page: pathlib.Path) -> None:
    first = hugoconv.read(page).set("title", "z")
    assert hugoconv.write(first) and not hugoconv.write(first)
    second = first.set("draft", True)
    assert hugoconv.write(second)
    assert page.read_bytes() == b"---\ntitle: z\ndraft: true\n---\nBody\n"
    assert hugoconv.write(second.remove("draft").set("title", "x"))
    assert page.read_bytes() == PAGE and second.original == PAGE


def test_what_another_page_wrote_is_not_written_over(page: pathlib.Path) -> None:
    read = hugoconv.read(page)
    assert hugoconv.write(read.set("title", "z"))
    with pytest.raises(FileError) as caught:
        hugoconv.write(read.set("draft", True))
    assert caught.value.code == "changed-meanwhile"
    written = read.set("title", "z")
    with pytest.raises(FileError):
        hugoconv.write(written.set("draft", True))
    assert page.read_bytes() == PAGE.replace(b"x", b"z")


def test_a_new_page_is_written_where_there_is_none(tmp_path: pathlib.Path) -> None:
    new = hugoconv.new(tmp_path / "new.md", {"title": "Mud"})
    assert hugoconv.write(new) and (tmp_path / "new.md").read_bytes() == b"---\ntitle: Mud\n---\n"
    assert hugoconv.write(new.set("draft", True))
    with pytest.raises(FileError) as caught:
        hugoconv.write(hugoconv.new(tmp_path / "new.md", {"title": "Lake"}))
    assert caught.value.code == "target-exists" and "new.md is there" in str(caught.value)
    with pytest.raises(FileError, match="cannot-read"):
        hugoconv.write(hugoconv.parse("---\na: 1\n---\n", tmp_path / "gone.md").set("a", 2))


def test_a_new_page_gets_its_folders(tmp_path: pathlib.Path) -> None:
    new = hugoconv.new(tmp_path / "content/talk/mud/index.md", {"title": "Mud"}, body="Hello\n")
    assert hugoconv.write(new) and (tmp_path / "content/talk/mud/index.md").read_bytes() == bytes(new)
    made = hugoconv.new("content/talk/mud/index.md", {"title": "Mud"})
    for page in (made, made.set("draft", True)):
        assert hugoconv.write(page, tmp_path / "site" / str(made.path))
        assert hugoconv.read(tmp_path / "site/content/talk/mud/index.md").to_bytes() == bytes(page)
    (tmp_path / "file").write_text("x")
    with pytest.raises(FileError) as caught:
        hugoconv.write(hugoconv.new(tmp_path / "file/new.md", {"title": "Lake"}))
    assert caught.value.code == "cannot-write" and (tmp_path / "file").read_text() == "x"


def test_a_file_that_changed_meanwhile_is_not_written(page: pathlib.Path) -> None:
    changed = hugoconv.read(page).set("title", "z")
    page.write_bytes(b"---\ntitle: someone else\n---\n")
    with pytest.raises(FileError) as caught:
        hugoconv.write(changed)
    assert caught.value.code == "changed-meanwhile"
    assert page.read_bytes() == b"---\ntitle: someone else\n---\n"
    with pytest.raises(FileError):
        write_fresh(str(page), PAGE, b"new")


def test_a_failure_while_writing_leaves_the_old_bytes_and_no_other_file(
    page: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*paths: object, **_at: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(FileError, match="No space left") as caught:
        write_bytes(page, b"new")
    assert caught.value.code == "cannot-write"
    assert page.read_bytes() == PAGE
    assert sorted(os.listdir(page.parent)) == ["page.md"]


def test_a_read_only_file_is_refused(page: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode, **at: False)
    with pytest.raises(FileError, match="read-only"):
        write_bytes(page, b"new")
    assert page.read_bytes() == PAGE


def test_a_page_goes_to_another_path_where_that_is_named(page: pathlib.Path) -> None:
    other = page.parent / "other.md"
    assert hugoconv.write(hugoconv.read(page), other)
    assert other.read_bytes() == PAGE


def test_a_page_without_a_path_needs_one() -> None:
    with pytest.raises(FileError, match="name one"):
        hugoconv.write(hugoconv.parse(PAGE))


def test_a_missing_file_and_a_folder_have_clear_errors(tmp_path: pathlib.Path) -> None:
    for path, code in ((tmp_path / "none.md", "cannot-read"), (tmp_path, "not-a-file")):
        with pytest.raises(FileError) as caught:
            read_bytes(path)
        assert caught.value.code == code
        assert str(path) in str(caught.value)
