"""The command ``hugoconv`` and its version."""

from __future__ import annotations

import importlib
import os
import sys

import click

COMMANDS = {"convert": "convert", "edit": "edit", "show": "show"}
INTERRUPTED = 130


class _Lazy(click.Group):
    """A group that loads a command only when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"hugoconv.cli.{COMMANDS[cmd_name]}")
        command: click.Command = module.command
        return command


def _version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    del param
    if not value or ctx.resilient_parsing:
        return
    from importlib.metadata import version

    from hugoconv.syntax.yaml.reading import HAS_C_PARSER

    extension = "with" if HAS_C_PARSER else "WITHOUT its C extension: ten times slower, and stricter about tabs,"
    click.echo(f"hugoconv {version('hugoconv')} (PyYAML {version('pyyaml')} {extension} libyaml)")
    ctx.exit()


@click.group(
    cls=_Lazy,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="""\b
Examples:
  hugoconv convert content/talk --to post        show what would change
  hugoconv convert content/talk --to post -w     change it
  hugoconv edit page.md --set publishDate=2021-02-01T00:00:00Z
  hugoconv show page.md --json

Exit status: 0 done, 1 --check found changes, 2 wrong usage, 3 something was
refused or failed and the rest was done, 4 a bug of hugoconv.""",
)
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Show the version.")
def cli() -> None:
    """Change the front matter of Hugo pages, and nothing else of them.

    Without -w nothing is written: a diff shows what would change. Every comment
    and every byte that was not asked to change stays.
    """


def main() -> None:
    """Runs the command; a closed pipe ends it without a word."""
    try:
        cli.main(prog_name="hugoconv", standalone_mode=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
