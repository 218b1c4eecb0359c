"""However a run ends, its status says so; 1 is only for what ``--check`` found."""

import os
import pathlib
import signal
import subprocess
import sys
import time
from typing import Any

import pytest

from tests.cli.invoking import TALK, environment, files, program, run


def many(site: pathlib.Path, count: int) -> None:
    for i in range(count):
        (site / f"content/talk/t{i}.md").write_text(f"---\ntitle: {'x' * 500}\nlocation: y\n---\n")


def test_the_statuses_of_the_program_itself(site: pathlib.Path) -> None:
    assert program("convert", TALK, "--to", "post").returncode == 0
    assert program("convert", TALK, "--to", "post", "--check").returncode == 1
    assert program("convert", TALK).returncode == 2
    assert program("convert", "content/talk/_index.md", "--to", "post").returncode == 3


def test_a_failure_counts_more_than_a_change_that_check_found(site: pathlib.Path) -> None:
    assert run("convert", TALK, "none", "--to", "post", "--check").exit_code == 3


def test_check_with_a_folder_for_results_is_wrong_usage(site: pathlib.Path) -> None:
    assert run("convert", TALK, "--to", "post", "--check", "-o", "out").exit_code == 2
    assert not (site / "out").exists()


def test_what_nobody_foresaw_on_one_page_is_a_bug_and_does_not_stop_the_others(
    site: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from hugoconv.site.plan import converting

    known = converting.convert

    def fail(page: converting.Page, *arguments: Any, **named: Any) -> Any:
        if str(page.path).endswith("draft/index.md"):
            raise RecursionError("\x1b[31mtoo deep")
        return known(page, *arguments, **named)

    monkeypatch.setattr(converting, "convert", fail)
    result = run("convert", "content/talk", "--to", "post", "-w")
    assert result.exit_code == 4
    assert "content/talk/draft/index.md:1:1: bug: RecursionError: " in result.stderr
    assert "\x1b" not in result.stderr
    assert b"was talk" in (site / TALK).read_bytes()


def test_what_nobody_foresaw_outside_of_pages_is_a_bug_too(site: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from hugoconv.cli import run as running

    def fail(*arguments: object, **named: object) -> None:
        raise RuntimeError("lost")

    monkeypatch.setattr(running, "summary", fail)
    result = run("convert", TALK, "--to", "post")
    assert result.exit_code == 4
    assert "RuntimeError: lost" in result.stderr
    assert "please send us" in result.stderr


@pytest.mark.skipif(os.name == "nt", reason="there is no such signal")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_interrupt_ends_with_130(site: pathlib.Path, jobs: str) -> None:
    many(site, 4000)
    command = [sys.executable, "-m", "hugoconv", "convert", "content", "--to", "post", "-j", jobs]
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a shell's background job ignores it
    )
    assert process.stdout
    process.stdout.read(1)  # the work has begun, and the full pipe keeps it from ending
    time.sleep(0.1)
    os.killpg(process.pid, signal.SIGINT)
    process.communicate(timeout=60)
    assert process.returncode == 130


@pytest.mark.skipif(os.name == "nt", reason="there is no such signal")
def test_after_an_interrupt_nothing_more_is_written(site: pathlib.Path) -> None:
    many(site, 4000)
    before = {name: data for name, (data, _) in files(site).items()}
    command = [sys.executable, "-m", "hugoconv", "convert", "content", "--to", "post", "-w", "-j", "2"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, env=environment())
    while b"was talk" not in (site / "content/talk/t0.md").read_bytes():
        time.sleep(0.001)
    process.send_signal(signal.SIGINT)  # to the parent alone: its processes must be told by it
    process.communicate(timeout=60)
    assert process.returncode == 130
    pages = [data for name, (data, _) in files(site).items() if "/t" in name]
    assert any(b"was talk" in data for data in pages)
    assert sum(b"was talk" in data for data in pages) < 3000
    assert program("undo").returncode == 0
    assert {name: data for name, (data, _) in files(site).items() if ".hugoconv" not in name} == before


@pytest.mark.skipif(os.name == "nt", reason="pipes close in another way")
@pytest.mark.parametrize("command", [["convert", "--to", "post"], ["show"], ["show", "--json"]], ids=" ".join)
def test_a_closed_pipe_is_neither_a_change_nor_a_crash(site: pathlib.Path, command: list[str]) -> None:
    many(site, 600)
    process = subprocess.Popen(
        [sys.executable, "-m", "hugoconv", *command, "content"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    )
    assert process.stdout
    process.stdout.read(1)
    process.stdout.close()
    assert process.stderr
    told = process.stderr.read()
    process.stderr.close()
    assert process.wait(timeout=60) == 0
    assert b"Traceback" not in told
    assert b"BrokenPipe" not in told


def test_a_page_from_standard_input_that_is_refused_comes_out_as_it_went_in(site: pathlib.Path) -> None:
    for page in (b"\xef\xbb\xbf---\r\na: b: c\r\n---\r\n\xff", b"", b"no front matter"):
        result = program("edit", "-", "--set", "x=1", stdin=page)
        assert result.returncode == 3
        assert result.stdout == page
        assert result.stderr.startswith(b"<stdin>:")


def test_a_file_name_cannot_pass_for_a_message(site: pathlib.Path) -> None:
    (site / "content/talk/a\nfine.md:1:1: ok.md").write_text("---\na: b: c\n---\n")
    for command in (["convert", "--to", "post"], ["show"], ["edit", "--set", "x=1"]):
        result = run(*command, "content/talk")
        assert "content/talk/a\\nfine.md:1:1: ok.md:2:5: yaml-syntax" in result.stderr
        assert not [line for line in result.stderr.splitlines() if line.startswith("fine")]


def test_an_unchanged_file_is_not_touched_in_a_process_of_its_own_either(site: pathlib.Path) -> None:
    before = files(site)
    assert program("convert", "content/post", "--to", "post", "-w", "-j", "2").returncode == 0
    assert files(site) == before
