"""What is no file is never opened."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from hugoconv.errors import FileError
from hugoconv.files.read import read, read_bytes
from hugoconv.files.write import write_bytes

ROOT = Path(__file__).parents[2]


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _socket(path: Path) -> None:
    folder = os.getcwd()
    os.chdir(path.parent)  # the name of a socket has to be short
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(folder)


def _device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def _folder(path: Path) -> None:
    path.mkdir()


@pytest.mark.parametrize("made", [_pipe, _socket, _device, _folder])
def test_what_is_no_file_is_refused(made: Callable[[Path], None], tmp_path: Path) -> None:
    made(tmp_path / "x.md")
    for act in (read, read_bytes, lambda path: write_bytes(path, b"x")):
        with pytest.raises(FileError) as caught:
            act(tmp_path / "x.md")
        assert caught.value.code == "not-a-file"


@pytest.mark.parametrize(
    "command",
    [
        ["show"],
        ["check"],
        ["check", "--fix"],
        ["edit", "--set", "title=B"],
        ["edit", "--set", "title=B", "-w"],
        ["convert", "--syntax", "toml"],
        ["convert", "--to", "post", "--move"],
    ],
)
@pytest.mark.parametrize("named", [True, False])
def test_a_pipe_in_a_site_stops_no_other_page(command: list[str], named: bool, tmp_path: Path) -> None:
    folder = tmp_path / "content" / "talk"
    folder.mkdir(parents=True)
    (folder / "a.md").write_text("---\ntitle: A\ndate: 2021-02-01\n---\n")
    os.mkfifo(folder / "x.md")
    paths = [str(folder / "x.md"), str(folder / "a.md")] if named else [str(folder)]
    done = subprocess.run(
        [sys.executable, "-m", "hugoconv", command[0], *paths, *command[1:]],
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert "x.md: not-a-file: it is a pipe, and no file" in done.stderr
    assert done.returncode == 3
    assert "Traceback" not in done.stderr
