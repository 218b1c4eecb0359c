"""The command ``hugoconv`` and its version."""

from __future__ import annotations

import gc
import io
import os
import sys
from typing import Any

import click

from hugoconv import __version__
from hugoconv.cli.commands import NAMES, loaded
from hugoconv.cli.outcomes import BUG, DONE, INTERRUPTED

BETWEEN_COLLECTIONS = 1_000_000  # new objects


class _Commands(click.Group):
    """A group that loads a command only when it is asked for, and ends with a status of its own however it ends."""

    def invoke(self, ctx: click.Context) -> Any:
        """Runs a command; Ctrl-C ends it with 130, a closed pipe without a word, what nobody foresaw as a bug.

        Left to click or Python, each of these would end with 1: ``--check found changes``.
        """
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            sys.exit(INTERRUPTED)
        except BrokenPipeError:
            _silence()
            sys.exit(DONE)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception:  # noqa: BLE001 - told as a bug
            _tell_bug()
            sys.exit(BUG)

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(NAMES)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, with a guess at what was meant by an unknown name."""
        if args and args[0] not in NAMES and not args[0].startswith("-") and not ctx.resilient_parsing:
            from hugoconv.cli.suggestions import meant

            ctx.fail(f"No such command {args[0]!r}.{meant(args[0], NAMES)}")
        return super().resolve_command(ctx, args)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        return loaded(cmd_name) if cmd_name in NAMES else None


def _version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    del param
    if not value or ctx.resilient_parsing:
        return
    import yaml

    extension = (
        "with" if yaml.__with_libyaml__ else "WITHOUT its C extension: ten times slower, and stricter about tabs,"
    )
    click.echo(f"hugoconv {__version__} (PyYAML {yaml.__version__} {extension} libyaml)")
    ctx.exit()


@click.group(
    "hugoconv",
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="""\b
Examples:
  hugoconv convert content/talk --to post        show what would change
  hugoconv convert content/talk --to post -w     change it
  hugoconv edit page.md --set publishDate=2021-02-01T00:00:00Z
  hugoconv show page.md --json
  hugoconv undo                                  take the last run back

Exit status: 0 done, 1 --check found changes, 2 wrong usage, 3 something was
refused or failed and the rest was done, 4 a bug of hugoconv.""",
)
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Show the version.")
def cli() -> None:
    """Change the front matter of Hugo pages, and nothing else of them.

    Without -w nothing is written: a diff shows what would change. Every comment
    and every byte that was not asked to change stays.
    """


def _silence() -> None:
    """Lets what is still to be flushed at the end go nowhere."""
    # Python flushes both streams when it exits, and would tell of the closed pipe then.
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(nowhere, stream.fileno())


def _tell_bug() -> None:
    import traceback

    from hugoconv.cli.output.terminal import say

    say(f"{traceback.format_exc()}hugoconv: this is a bug of hugoconv; please send us the lines above and the page")


def main() -> None:
    """Runs the command and exits."""
    # Trees refer to nothing above them, so that all of a page is freed without the collector; looking as often as it
    # does by default, it takes a third of the time for a page with thousands of fields.
    gc.set_threshold(BETWEEN_COLLECTIONS)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a page may hold what the terminal cannot show
    cli.main(prog_name="hugoconv")
