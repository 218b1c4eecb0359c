"""The pages that are made of the commands: they are current, and leave out nothing."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

from hugoconv.cli.commands import NAMES
from tests import cli_page, man_page
from tests.command_texts import commands


def test_the_page_of_commands_is_current() -> None:
    assert cli_page.PAGE.read_text("utf-8") == cli_page.rendered(), "run python -m tests.cli_page"


def test_the_man_page_is_current() -> None:
    assert man_page.PAGE.read_text("utf-8") == man_page.rendered(), "run python -m tests.man_page"


def test_every_command_has_examples_of_its_own_and_options_with_a_text() -> None:
    found = list(commands())
    assert [one.name for one in found] == list(NAMES)
    for one in found:
        assert one.short and one.paragraphs and f"hugoconv {one.name}" in one.examples, one.name
        assert [option.names for option in one.options if not option.about] == [], one.name


@pytest.mark.skipif(shutil.which("groff") is None, reason="groff is absent")
def test_groff_takes_the_man_page_without_a_warning() -> None:
    done = subprocess.run(
        ["groff", "-man", "-Tascii", "-ww", str(man_page.PAGE)], capture_output=True, text=True, check=True
    )
    assert "--unsafe-fixes" in re.sub(r"\x1b\[\d*m|.\x08", "", done.stdout)
    assert done.stderr == ""
