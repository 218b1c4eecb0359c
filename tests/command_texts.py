"""What the commands say of themselves, as data for the pages that are made of it."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from typing import NamedTuple

import click

from hugoconv.cli.commands import NAMES, loaded
from hugoconv.cli.help import Rare
from hugoconv.cli.main import cli


class OptionText(NamedTuple):
    """An option as its help shows it, ``-o, --out DIR``, and what it does; rare ones are shown by --help-all only."""

    names: str
    about: str
    is_rare: bool


class CommandText(NamedTuple):
    """A command: its name, how it is called, what it does in a line and in paragraphs, its options, and examples."""

    name: str
    usage: str
    short: str
    paragraphs: tuple[str, ...]
    options: tuple[OptionText, ...]
    examples: str

    @property
    def common(self) -> tuple[OptionText, ...]:
        return tuple(option for option in self.options if not option.is_rare)

    @property
    def rare(self) -> tuple[OptionText, ...]:
        return tuple(option for option in self.options if option.is_rare)


def program() -> CommandText:
    """The program itself."""
    return _text(cli, "hugoconv", click.Context(cli, info_name="hugoconv", **cli.context_settings))


def commands() -> Iterator[CommandText]:
    """Every command, in the order in which the help lists them."""
    above = click.Context(cli, info_name="hugoconv", **cli.context_settings)
    for name in NAMES:
        command = loaded(name)
        yield _text(command, name, click.Context(command, info_name=name, parent=above))


def _text(command: click.Command, name: str, context: click.Context) -> CommandText:
    usage = " ".join([context.command_path, "[OPTIONS]", *_arguments(command)])
    paragraphs, options = tuple(_paragraphs(command.help or "")), tuple(_options(command, context))
    return CommandText(
        name, usage, command.get_short_help_str(200), paragraphs, options, _examples(command.epilog or "")
    )


def _arguments(command: click.Command) -> Iterator[str]:
    if isinstance(command, click.Group):
        yield "COMMAND [ARGUMENTS]..."
    for param in command.params:
        if isinstance(param, click.Argument):
            yield param.metavar or (param.name or "").upper()


def _paragraphs(text: str) -> Iterator[str]:
    for paragraph in re.split(r"\n\s*\n", inspect.cleandoc(text)):
        kept = paragraph.startswith("\b")
        yield paragraph.removeprefix("\b\n") if kept else " ".join(paragraph.split())


def _options(command: click.Command, context: click.Context) -> Iterator[OptionText]:
    for param in command.get_params(context):
        if isinstance(param, click.Option) and not param.hidden:
            yield OptionText(_names(param), param.help or "", isinstance(param, Rare))


# Not as click puts it: the page would be another one with each version of click.
def _names(param: click.Option) -> str:
    names = ", ".join(sorted(param.opts, key=len))
    if param.is_flag:
        return " / ".join([names, *param.secondary_opts])
    choices = param.type.choices if isinstance(param.type, click.Choice) else ()
    return f"{names} {param.metavar or '|'.join(map(str, choices)) or param.type.name.upper()}"


def _examples(epilog: str) -> str:
    """The lines of the examples, without their heading."""
    found = re.search(r"Examples?:\n(.*?)(?=\n\s*\n|\Z)", inspect.cleandoc(epilog), re.DOTALL)
    return inspect.cleandoc(found[1]) if found else ""
