"""The defaults of a command line: those that the site of its first path sets."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import IO, Any

import click

from hugoconv.cli.outcomes import FAILED
from hugoconv.cli.output.terminal import say
from hugoconv.cli.settings.files import Read, read_settings
from hugoconv.cli.settings.setting import TABLES, settings_in
from hugoconv.errors import Refused, one_line
from hugoconv.layouts.schema import layout_named
from hugoconv.site.arguments import argument_of


class BadSettings(click.ClickException):
    """Settings of a site that are none: nothing is done by them, and nothing without them."""

    exit_code = FAILED

    def __init__(self, mistakes: Sequence[Refused]) -> None:
        super().__init__("\n".join(one_line(str(mistake)) for mistake in mistakes))

    def show(self, file: IO[Any] | None = None) -> None:
        """Prints a line for each of them, on standard error."""
        del file
        for line in self.message.splitlines():
            say(line, sys.stderr)


def defaults_of(command: click.Command, ctx: click.Context, args: Sequence[str]) -> dict[str, Any]:
    """The values of options that a command line does not name. Raises BadSettings for settings that are none."""
    if not command.name or command.name not in TABLES:
        return {}
    parsed = command.make_parser(ctx).parse_args(args=list(args))[0]
    given = {name: value for name, value in parsed.items() if isinstance(value, str | bool | list | tuple)}
    path = _first_path(given)
    help_ = {param.name for param in command.get_params(ctx) if param.is_eager}
    if path is None or given.keys() & {*help_, "no_settings"}:
        return {}
    base = argument_of(path).base
    read = read_settings(base)
    if read.mistakes:
        raise BadSettings(read.mistakes)
    found = in_force(command.name, given, read)
    return {**found, "layouts": [base.name(file) for file in found["layouts"]]} if "layouts" in found else found


def in_force(command: str, given: Mapping[str, Any], read: Read) -> dict[str, Any]:
    """Of the settings those that mean something beside the options that were given, as values of their options."""
    words = {option for option, value in given.items() if value}
    words.add(layout_named(given.get("to") or "") or "")
    words |= {"-"} if tuple(given.get("paths") or ()) == ("-",) else set()
    typed, found = frozenset(words), dict[str, Any]()
    for setting in settings_in(command):
        said = read.of(command, setting.name)
        if said and setting.option not in given and setting.needs <= words and not setting.bars & typed:
            value = found[setting.option] = said[0].value != setting.negates if setting.negates else said[0].value
            words |= {setting.option} if value else set()
    return found


def _first_path(given: Mapping[str, Any]) -> str | None:
    """The path whose site has the settings; that of standard input is where its page would lie."""
    path = next(iter(given.get("paths") or ()), None)
    return given.get("stdin_path") if path == "-" else path
