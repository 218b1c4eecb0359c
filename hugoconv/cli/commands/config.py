"""``hugoconv config``: the settings of a site, and where each comes from."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any, NamedTuple

import click

from hugoconv.cli.help import Command
from hugoconv.cli.output.terminal import say, show_json
from hugoconv.cli.settings.defaults import BadSettings
from hugoconv.cli.settings.files import Read, read_settings
from hugoconv.cli.settings.setting import TABLES, Setting, settings_in
from hugoconv.cli.settings.values import parameter_of
from hugoconv.errors import one_line
from hugoconv.site.arguments import argument_of

DEFAULT = "default"


class Row(NamedTuple):
    """A setting of a command: its value, None for none, where that comes from, and the places over which it wins."""

    name: str
    value: Any
    origin: str
    over: tuple[str, ...] = ()


@click.command(
    "config",
    cls=Command,
    short_help="Show the settings of a site, and where each comes from.",
    epilog="""\b
Examples:
  hugoconv config
  hugoconv config path/to/site --json""",
)
@click.argument("path", default=".", metavar="[PATH]", type=click.Path(exists=True))
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list.")
def command(path: str, as_json: bool) -> None:
    """Show the settings of a site, and where each comes from.

    Settings are defaults of options. They stand in .hugoconv.toml or below
    [tool.hugoconv] of pyproject.toml, both at the root of the site: at the top for
    all commands that have the option, below [convert], [edit], [check] or [show] for
    one. The command line wins over .hugoconv.toml, that over pyproject.toml.
    """
    read = read_settings(argument_of(path).base)
    if read.mistakes:
        raise BadSettings(read.mistakes)
    rows = [_row(table, setting, read) for table in TABLES if table for setting in settings_in(table)]
    if as_json:
        show_json([row._asdict() for row in rows])
        return
    for line in _lines(rows):
        say(line, sys.stdout)


def _row(table: str, setting: Setting, read: Read) -> Row:
    name = f"{table}.{setting.name}"
    said = read.of(table, setting.name)
    if said:
        return Row(name, said[0].value, said[0].place, tuple(one.place for one in said[1:]))
    return Row(name, _default(table, setting), DEFAULT)


def _default(table: str, setting: Setting) -> Any:
    """What holds where nothing is said."""
    if setting.kind == "truth":
        return setting.negates
    option = parameter_of(table, setting.name).to_info_dict()["default"]
    return option if isinstance(option, str) else None


def _lines(rows: list[Row]) -> Iterator[str]:
    """The rows below each other, as TOML with the origin as a comment; what has no value is a comment itself."""
    shown = [f"# {row.name}" if row.value is None else f"{row.name} = {_toml(row.value)}" for row in rows]
    width = min(max(map(len, shown)), 44)
    for row, text in zip(rows, shown, strict=True):
        over = f", over {', '.join(row.over)}" if row.over else ""
        yield one_line(f"{text:<{width}}  # {row.origin}{over}")


def _toml(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
