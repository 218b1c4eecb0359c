"""Long diffs on a terminal go through the pager; nothing else does."""

import os
import pathlib
import subprocess
import sys

import pytest

from tests.cli.invoking import environment, program

pty = pytest.importorskip("pty", reason="no pseudo terminals here")


def on_a_terminal(*arguments: str, **more: str) -> str:
    """What a terminal of 24 lines gets to see."""
    main, end = pty.openpty()
    command = [sys.executable, "-m", "hugoconv", *arguments]
    environ = environment(TERM="xterm", LINES="24", COLUMNS="80", **more)
    process = subprocess.Popen(command, stdin=end, stdout=end, stderr=end, env=environ)
    os.close(end)
    shown = b""
    while True:
        try:
            part = os.read(main, 65536)
        except OSError:  # the other end is closed
            break
        if not part:
            break
        shown += part
    os.close(main)
    process.wait(timeout=30)
    return shown.decode()


@pytest.fixture
def pager(tmp_path: pathlib.Path) -> str:
    path = tmp_path / "pager"
    path.write_text("#!/bin/sh\necho PAGED\nexec cat\n")
    path.chmod(0o755)
    return str(path)


CONVERT = ("convert", "content/talk", "--to", "post")


def test_a_long_diff_goes_through_the_pager_safe_and_coloured(site: pathlib.Path, pager: str) -> None:
    (site / "content/talk/odd.md").write_text("---\nlocation: x\n---\n\u202egpj.\n")
    shown = on_a_terminal(*CONVERT, PAGER=pager)
    assert "PAGED" in shown
    assert "\x1b[32m+# hugoconv: was talk" in shown
    assert "\u202e" not in shown
    assert "pages would change" in shown


@pytest.mark.parametrize("more", [["--no-pager"], ["--stat"], ["--check"], ["-q"], ["--json"]], ids=" ".join)
def test_what_is_no_diff_or_not_to_be_paged_is_not(site: pathlib.Path, pager: str, more: list[str]) -> None:
    assert "PAGED" not in on_a_terminal(*CONVERT, *more, PAGER=pager)


def test_a_short_diff_and_an_empty_pager_are_not_paged(site: pathlib.Path, pager: str) -> None:
    assert "PAGED" not in on_a_terminal("edit", "content/talk/draft", "--set", "x=1", PAGER=pager)
    assert "+# hugoconv" in on_a_terminal(*CONVERT, PAGER="")


def test_a_pipe_is_no_terminal(site: pathlib.Path, pager: str) -> None:
    assert b"PAGED" not in program(*CONVERT, PAGER=pager).stdout
