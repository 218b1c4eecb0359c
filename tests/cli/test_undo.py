"""``undo``: what was written with ``-w`` is taken back, and a run that was stopped goes on."""

from __future__ import annotations

import json
import os
import pathlib
import signal
import subprocess
import sys

import pytest
from click.testing import CliRunner

from hugoconv.cli import run as running
from hugoconv.cli.main import cli
from hugoconv.cli.output import progress
from hugoconv.site.base import base_of
from hugoconv.site.run.runs import locked
from tests.cli.invoking import environment, run
from tests.site.faults import Dead, Fault, disk
from tests.site.worksite import differences, tree

EDIT = ("edit", "content", "--set", "draft=true", "-w")


@pytest.fixture(autouse=True)
def _one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sync", lambda: None)


def test_what_was_written_is_taken_back(site: pathlib.Path) -> None:
    start = tree(site)
    assert run(*EDIT).exit_code == 0
    assert differences(start, tree(site))
    listed = run("undo", "--list", "--json")
    (found,) = json.loads(listed.stdout)
    assert found["state"] == "done" and found["pages"] > 1 and found["version"] == 2
    assert "done: " in run("undo", "--list").stdout
    undone = run("undo", "content")
    assert undone.exit_code == 0 and f"{found['pages']} files restored (run {found['id']})" in undone.stderr
    assert differences(start, tree(site)) == ""
    again = run("undo")
    assert again.exit_code == 3 and ": no-run: " in again.stderr and "--list" in again.stderr


def test_a_site_without_runs_is_told_so_and_left_without_a_trace(site: pathlib.Path) -> None:
    for options in ((), ("--resume",), ("--run", "x")):
        done = run("undo", *options)
        assert done.exit_code == 3 and ": no-run: " in done.stderr
    assert "no run is kept here" in run("undo", "--list").stderr
    assert not (site / ".hugoconv").exists()


def test_a_path_that_is_not_there_is_named_with_what_to_do(site: pathlib.Path) -> None:
    for options in ((), ("--list",), ("--resume",)):
        done = CliRunner().invoke(cli, ["undo", "no/such/place", *options])
        assert done.exit_code == 3 and "no/such/place: cannot-read: no such file or folder (name the " in done.stderr
    assert run(*EDIT).exit_code == 0
    assert CliRunner().invoke(cli, ["undo", "content/gone"]).exit_code == 0


def test_a_page_that_was_changed_since_is_named(site: pathlib.Path) -> None:
    run(*EDIT)
    page = next(path for path in sorted((site / "content").rglob("*.md")) if b"draft: true" in path.read_bytes())
    page.write_bytes(b"mine")
    done = run("undo")
    assert done.exit_code == 3 and f"{page.relative_to(site)}: changed-meanwhile: " in done.stderr
    assert "1 left as they are" in done.stderr and page.read_bytes() == b"mine"


def test_a_run_that_died_hinders_the_next_until_it_goes_on_or_back(site: pathlib.Path) -> None:
    start = tree(site)
    with disk(Fault(2, "after", ("replace",))), pytest.raises(Dead):
        run(*EDIT)
    refused = run("edit", "content", "--set", "summary=x", "-w")
    assert refused.exit_code == 3 and ": unfinished-run: " in refused.stderr and "--resume" in refused.stderr
    assert "unfinished: " in run("undo", "--list").stdout
    resumed = run("undo", "--resume")
    assert resumed.exit_code == 0 and "changed (run " in resumed.stderr
    assert run("undo").exit_code == 0
    assert differences(start, tree(site)) == ""


def test_a_full_disk_stops_the_run_with_a_way_on(site: pathlib.Path) -> None:
    start = tree(site)
    with disk(Fault(12, "ENOSPC", ("open", "write"), repeated=True)):
        done = run(*EDIT)
    assert (
        done.exit_code == 3 and "stopped: No space left on device; go on with `hugoconv undo --resume`" in done.stderr
    )
    assert run("undo").exit_code == 0
    assert differences(start, tree(site)) == ""


def test_a_second_process_is_told_to_wait(site: pathlib.Path) -> None:
    start = tree(site)
    with locked(base_of(str(site))):
        done = run(*EDIT)
        assert done.exit_code == 3 and ": site-locked: " in done.stderr
    assert differences(start, tree(site)) == ""


def test_ctrl_c_stops_between_batches_and_a_second_one_at_once(
    site: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with progress.interruptible() as stop:
        os.kill(os.getpid(), signal.SIGINT)
        assert stop()
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)
            signal.sigtimedwait([], 1)

    def interrupted(*_arguments: object, **_options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(running, "apply", interrupted)
    done = run(*EDIT)
    assert done.exit_code == running.INTERRUPTED and "cut off; go on with `hugoconv undo --resume`" in done.stderr


def test_a_damaged_journal_is_told_left_as_it_is_and_salvaged_on_request(site: pathlib.Path) -> None:
    start = tree(site)
    run(*EDIT)
    (journal,) = site.glob(".hugoconv/*.journal")
    data = bytearray(journal.read_bytes())
    data[data.rindex(b"\nend ") + 1] ^= 1
    journal.write_bytes(data)
    end = tree(site)
    told = run("undo")
    assert told.exit_code == 3 and ": journal-damaged: " in told.stderr and "undo --salvage --run" in told.stderr
    assert (
        "damaged: " in run("undo", "--list").stdout
        and run("edit", "content", "--set", "summary=x", "-w").exit_code == 3
    )
    assert differences(end, tree(site)) == ""
    done = run("undo", "--salvage")
    assert done.exit_code == 3 and " files restored, 1 left as they are" in done.stderr
    assert differences(start, tree(site)) == "" and journal.read_bytes() == data


@pytest.mark.parametrize(
    "options", [("--list", "--run", "x"), ("--resume", "--salvage"), ("--resume", "--list"), ("--json",)]
)
def test_options_that_exclude_each_other_are_wrong_usage(site: pathlib.Path, options: tuple[str, ...]) -> None:
    assert run("undo", *options).exit_code == 2


def test_a_program_that_is_killed_leaves_a_site_that_undo_brings_back(site: pathlib.Path) -> None:
    for n in range(300):
        (site / f"content/talk/more{n}.md").write_bytes(b"---\ntitle: x\n---\n" + b"text\n" * 50)
    start = tree(site)
    command = [sys.executable, "-m", "hugoconv", *EDIT, "-q", "-j", "1"]
    child = subprocess.Popen(command, cwd=site, env=environment())
    while child.poll() is None and not list(site.glob(".hugoconv/*.journal")):
        pass
    child.kill()
    child.wait()
    assert run("undo").exit_code == 0
    assert differences(start, tree(site)) == ""
