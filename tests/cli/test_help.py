"""Help that fits on a screen, colours where they are wanted, and a quick start."""

import subprocess
import sys

import pytest

from hugoconv.cli.commands import NAMES
from hugoconv.cli.output import terminal as printing
from tests.cli.invoking import environment, program, run

DIFF = "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-old\n+++ new\n"


@pytest.mark.parametrize("command", [[], *([name] for name in NAMES)], ids=lambda c: " ".join(c) or "hugoconv")
def test_help_fits_on_80_columns_and_40_lines(command: list[str]) -> None:
    lines = program(*command, "--help", COLUMNS="80", LINES="40").stdout.decode().splitlines()
    assert 10 < len(lines) <= 40
    assert max(map(len, lines)) <= 80


def test_both_spellings_of_help_are_the_same() -> None:
    assert run("edit", "-h").stdout == run("edit", "--help").stdout


def test_the_version_says_once_whether_the_c_extension_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    import yaml

    monkeypatch.setattr(yaml, "__with_libyaml__", False)
    assert run("--version").stdout.count("WITHOUT its C extension") == 1
    monkeypatch.setattr(yaml, "__with_libyaml__", True)
    assert "WITHOUT" not in run("--version").stdout


@pytest.mark.parametrize("module", ["click", "hugoconv.cli"])
def test_the_library_does_not_load_the_command_line(module: str) -> None:
    code = f"import sys, hugoconv; hugoconv.parse('---\\na: 1\\n---\\n'); sys.exit({module!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], env=environment()).returncode == 0


def test_the_version_loads_no_command() -> None:
    code = (
        "import sys\nfrom hugoconv.cli.main import cli\n"
        "try:\n    cli.main(['--version'])\nexcept SystemExit: pass\n"
        "sys.exit(any('hugoconv.cli.' + c in sys.modules for c in ('convert', 'edit', 'show')))"
    )
    assert subprocess.run([sys.executable, "-c", code], env=environment(), stdout=subprocess.DEVNULL).returncode == 0


class Terminal:
    """As much of a terminal as a diff needs."""

    encoding = "utf-8"

    def __init__(self) -> None:
        self.text = ""

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        self.text += text
        return len(text)

    def flush(self) -> None:
        pass


@pytest.mark.parametrize(("value", "coloured"), [(None, True), ("", True), ("1", False)])
def test_colours_go_to_a_terminal_unless_it_wants_none(
    monkeypatch: pytest.MonkeyPatch, value: str | None, coloured: bool
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    if value is not None:
        monkeypatch.setenv("NO_COLOR", value)
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    printing.show_diff(DIFF)
    assert ("\x1b[31m-old" in terminal.text) is coloured
    assert ("\x1b[32m+++ new" in terminal.text) is coloured  # an added line, no header


def test_a_diff_shows_no_control_character_of_a_page_to_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    printing.show_diff("--- a/x\n+++ b/x\n@@ -1 +1 @@\n-\x1b]0;title\x07\n+\u202egpj.\n")
    assert not {"\x1b", "\x07", "\u202e"} & set(terminal.text)
    assert "\\x1b]0;title\\x07" in terminal.text


@pytest.mark.parametrize("command", ["convert", "edit"])
def test_help_all_shows_every_option_and_help_says_that_there_are_more(command: str) -> None:
    import click

    from hugoconv.cli.main import cli

    found = cli.get_command(click.Context(cli), command)
    assert found is not None
    shown, whole = (run(command, option).stdout for option in ("--help", "--help-all"))
    assert "--help-all" in shown
    assert not [param for param in found.params if isinstance(param, click.Option) and param.opts[-1] not in whole]
    assert len(shown.splitlines()) < len(whole.splitlines())
