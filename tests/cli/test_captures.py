"""What docs/terminal.md shows is what a terminal of 80 columns gets to see, in the small site of the fixtures."""

import pathlib

import pytest

from tests.cli.captures import PAGE, Capture, captures, output

CAPTURES = list(captures(PAGE.read_text("utf-8")))


def test_there_are_captures() -> None:
    assert len(CAPTURES) >= 8
    assert len(CAPTURES) == PAGE.read_text("utf-8").count("\n$ hugoconv ")


@pytest.mark.parametrize("capture", CAPTURES, ids=[capture.command for capture in CAPTURES])
def test_a_capture_is_true(site: pathlib.Path, capture: Capture) -> None:
    assert output(capture, site) == capture.shown
