"""Every command line that the documentation shows has a command and options that there are."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator

import click
import pytest

from hugoconv.cli.commands import NAMES, loaded
from hugoconv.cli.main import cli
from tests.refusal_calls import ROOT

PAGES = [page for page in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")) if page.parent.name != "decisions"]
_FENCED = re.compile(r"^(`{3,})(?:sh|console|diff)\n(.*?)^\1$", re.MULTILINE | re.DOTALL)
_INLINE = re.compile(r"`(hugoconv [^`\n]+)`")
_LINE = re.compile(r"^(?:\$ )?(hugoconv [^\n]*(?:\\\n[^\n]*)*)", re.MULTILINE)
_FORM = re.compile(r"COMMAND|\[|\|")  # how a command is called, and no call


def lines() -> Iterator[tuple[str, str]]:
    """The page and every command line on it, without what the shell does with its output."""
    for page in PAGES:
        text = page.read_text("utf-8")
        shown = [line for block in _FENCED.finditer(text) for line in _LINE.findall(block[2])]
        for line in {*shown, *_INLINE.findall(text)}:
            yield page.relative_to(ROOT).as_posix(), re.split(r" [<>|] | <<< | > ", line.replace("\\\n", " "))[0]


def words(line: str) -> list[str]:
    """The words of a line up to a comment and but for what stands for others."""
    return [word for word in shlex.split(line, comments=True)[1:] if word not in {"…", "..."}]


LINES = sorted({(page, line) for page, line in lines() if not _FORM.search(line)})
OF_COMMANDS = [(page, line) for page, line in LINES if not words(line)[0].startswith("-")]


def test_there_are_command_lines() -> None:
    assert len(LINES) > 150
    assert {words(line)[0] for _, line in LINES} >= set(NAMES)


def test_the_program_itself_has_few_options() -> None:
    assert {words(line)[0] for _, line in {*LINES} - {*OF_COMMANDS}} <= {"--help", "--version", "-h"}


@pytest.mark.parametrize(("page", "line"), OF_COMMANDS)
def test_a_command_line_has_options_that_there_are(page: str, line: str) -> None:
    name, *rest = words(line)
    assert name in NAMES
    command = loaded(name)
    # Without the settings of the program click would remember for good that a command has no -h.
    above = click.Context(cli, info_name="hugoconv", **cli.context_settings)
    context = click.Context(command, info_name=name, parent=above)
    try:
        command.make_parser(context).parse_args([*rest, "x"])  # for an option that is named without its value
    except click.UsageError as error:
        pytest.fail(f"{page}: {line}: {error.format_message()}")
