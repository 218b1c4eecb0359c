"""``hugoconv edit``: values and the order of operations, and what it must not pass over in silence."""

import pathlib

import pytest

from tests.cli.invoking import TALK, run


def test_new_fields_stand_in_the_order_of_the_command_line(site: pathlib.Path) -> None:
    result = run("edit", TALK, "--set", "x=1", "--set-string", "w=text", "--set-default", "v=2", "--set", "u=3")
    new = [line for line in result.stdout.splitlines() if line.startswith("+") and not line.startswith("+++")]
    assert new == ["+x: 1", "+w: text", "+v: 2", "+u: 3"]


@pytest.mark.parametrize("value", ["#1 in sediment", "C # basics", "a\n...\nb"])
def test_no_part_of_a_value_is_dropped(site: pathlib.Path, value: str) -> None:
    result = run("edit", TALK, "--set", f"summary={value}")
    assert result.exit_code == 2
    assert "--set-string" in result.stderr
    assert run("edit", TALK, "--set-string", f"summary={value}").exit_code == 0


def test_a_quoted_comment_sign_is_part_of_a_value(site: pathlib.Path) -> None:
    assert '+summary: "#1"\n' in run("edit", TALK, "--set", 'summary="#1"').stdout


def test_the_value_begins_behind_the_first_equals_sign(site: pathlib.Path) -> None:
    assert "+summary: a=b=c\n" in run("edit", TALK, "--set", "summary=a=b=c").stdout


def test_strict_names_the_page_and_the_operation(site: pathlib.Path) -> None:
    result = run("edit", "content/talk", "--remove", "event_url", "--strict", "-w")
    assert result.exit_code == 3
    assert "content/talk/draft/index.md:1:1: absent: --remove event_url: " in result.stderr
    assert f"{TALK}:1:1: absent" not in result.stderr
    assert b"event_url" not in (site / TALK).read_bytes()


def test_operations_that_overlap_are_refused_and_nothing_is_written(site: pathlib.Path) -> None:
    before = (site / TALK).read_bytes()
    result = run("edit", TALK, "--remove", "title", "--set", "title=x", "-w")
    assert result.exit_code == 3
    assert (site / TALK).read_bytes() == before


def test_a_value_that_no_option_changes_keeps_the_time_of_the_file(site: pathlib.Path) -> None:
    before = (site / TALK).stat().st_mtime_ns
    assert run("edit", TALK, "--set", "location=Lecture hall 2", "-w").exit_code == 0
    assert (site / TALK).stat().st_mtime_ns == before
