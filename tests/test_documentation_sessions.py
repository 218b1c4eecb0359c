"""What the tutorial and the README show of a terminal is what the commands say, one after the other, in the small site."""

from __future__ import annotations

import re
import shutil

import pytest

from tests import sessions
from tests.refusal_calls import ROOT

needs_bash = pytest.mark.skipif(shutil.which("bash") is None, reason="bash is absent")


@needs_bash
def test_the_tutorial_shows_what_is_said() -> None:
    page = sessions.PAGE.read_text("utf-8")
    steps = list(sessions.steps(page))
    assert len(steps) == len(re.findall(r"^\$ ", page, re.MULTILINE)) > 12
    for step, said in zip(steps, sessions.outputs(page), strict=True):
        assert sessions.says_the_same(step.shown, said), f"{step.command} says {said}"


@needs_bash
def test_the_readme_shows_the_diff_of_its_command() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    (shown,) = re.findall(r"^```diff\n(\$ .*?)^```", text, re.MULTILINE | re.DOTALL)
    (step,) = sessions.steps(f"```console\n{shown}```\n")
    (said,) = sessions.outputs(f"```console\n{shown}```\n")
    assert step.shown and said.startswith(step.shown)


def test_the_readme_sets_up_what_its_first_command_needs() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    (command,) = re.findall(r"&& \.venv/bin/hugoconv convert (\S+) --to post$", text, re.MULTILINE)
    assert sorted((ROOT / command).glob("*/index.md"))
