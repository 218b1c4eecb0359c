"""How far a run is: a bar on a terminal, lines elsewhere, and of how many pages also where a journal says it."""

from __future__ import annotations

import io
import os
import pathlib
import re

import pytest

from hugoconv.cli.output import progress as module
from hugoconv.cli.output.progress import progress
from tests.cli.invoking import run
from tests.site.faults import Dead, Fault, disk
from tests.site.worksite import differences, tree

EDIT = ("edit", "content", "--set", "draft=true", "-w")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_LINE_SECONDS", 0)
    monkeypatch.setattr(module, "_BAR_SECONDS", 0)
    monkeypatch.setattr(os, "sync", lambda: None)


def test_a_short_run_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    for stream in (Terminal(), io.StringIO()):
        monkeypatch.setattr("sys.stderr", stream)
        with progress("planning", 4, quiet=False) as shown:
            shown.add(4)
        assert stream.getvalue() == ""


@pytest.mark.usefixtures("_at_once")
def test_a_terminal_gets_a_bar_that_is_gone_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr", terminal := Terminal())
    with progress("planning", quiet=False) as shown:
        shown.expect(4)
        shown.add(1)
        assert re.search(r"planning  \[#+-+\]  1/4   25%  \d+ a second", terminal.getvalue())
        shown.add(3)
        assert re.search(r"planning  \[#+\]  4/4  100%  \d+ a second", terminal.getvalue())
    assert terminal.getvalue().endswith("\x1b[?25h\n\x1b[1A\x1b[2K")
    monkeypatch.setattr("sys.stderr", quiet := Terminal())
    with progress("planning", 4, quiet=True) as shown:
        shown.add(4)
    assert quiet.getvalue() == ""


@pytest.mark.usefixtures("_at_once")
def test_what_a_journal_tells_is_counted_like_a_plan(site: pathlib.Path) -> None:
    start = tree(site)
    pages = re.search(r"writing: (\d+) of \1 pages", run(*EDIT).stderr)
    assert pages is not None
    undone = run("undo").stderr
    assert f"undoing: {pages[1]} of {pages[1]} pages" in undone and f"undoing: 1 of {pages[1]} pages" in undone
    with disk(Fault(3, "after", ("replace",))), pytest.raises(Dead):
        run(*EDIT)
    assert re.search(r"writing: ([1-9]\d*) of \1 pages", run("undo", "--resume").stderr)
    assert run("undo").exit_code == 0 and differences(start, tree(site)) == ""
