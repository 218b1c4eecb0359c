"""What docs/terminal.md shows is what a terminal of 80 columns gets to see, in the small site of the fixtures."""

import pathlib
import re
import shlex

import pytest

from tests.cli.invoking import ROOT, run

TEXT = (ROOT / "docs/terminal.md").read_text("utf-8")
CAPTURES = re.findall(r"^```\n\$ hugoconv ([^\n]*)\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)


def test_there_are_captures() -> None:
    assert len(CAPTURES) >= 5


def _output(command: str) -> str:
    given, _, answers = command.partition(" <<< ")
    return run(*shlex.split(given), stdin="".join(f"{letter}\n" for letter in answers).encode()).output


@pytest.mark.parametrize(("command", "shown"), CAPTURES, ids=[command for command, _ in CAPTURES])
def test_a_capture_is_true(site: pathlib.Path, command: str, shown: str) -> None:
    assert _output(command) == shown
