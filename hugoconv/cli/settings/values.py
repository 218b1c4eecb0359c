"""Whether a value is one that a setting can have: what its option takes on the command line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import click

from hugoconv.cli.codes import chosen
from hugoconv.cli.commands import loaded
from hugoconv.cli.patterns import refuse_bad_patterns
from hugoconv.cli.settings.setting import MOST_JOBS, SETTINGS, TABLES
from hugoconv.cli.suggestions import meant
from hugoconv.cli.values import read_zone
from hugoconv.errors import FileError, Refused
from hugoconv.layouts.event_line import refuse_bad_line
from hugoconv.site.inside import refuse_outside
from hugoconv.syntax.tree import Path

_KINDS: Mapping[str, tuple[type, str]] = {
    "truth": (bool, "true or false"),
    "text": (str, "text in quotes"),
    "texts": (list, "a list of texts"),
    "number": (int, "a whole number"),
}
_CHECKS: Mapping[str, Callable[[Any], object]] = {
    "include": lambda text: refuse_bad_patterns([text], "include"),
    "exclude": lambda text: refuse_bad_patterns([text], "exclude"),
    "select": lambda text: chosen([text], ()),
    "ignore": lambda text: chosen((), [text]),
    "event-line": refuse_bad_line,
    "layouts": refuse_outside,
    "site-tz": lambda text: read_zone(text, "--site-tz"),
}


def why_none(command: str, name: str, value: object) -> Iterator[tuple[Path, str]]:
    """Why a setting cannot have a value, with the way to the item that is wrong where it is a list of texts."""
    setting = SETTINGS[name]
    kind, called = _KINDS[setting.kind]
    # To Python true is a whole number.
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is int):
        yield (), f"{name} has to be {called}"
    elif not isinstance(value, list):
        yield from (((), why) for why in _reasons(command, name, value))
    else:
        for at, item in enumerate(value):
            reasons = _reasons(command, name, item) if isinstance(item, str) else [f"{name} has to be {called}"]
            yield from (((at,), why) for why in reasons)


def _reasons(command: str, name: str, value: Any) -> Iterator[str]:
    if name == "jobs" and not 1 <= value <= MOST_JOBS:
        yield f"jobs is from 1 to {MOST_JOBS}"
        return
    try:
        if name in _CHECKS:
            _CHECKS[name](value)
        elif isinstance(value, str):
            parameter = parameter_of(command, name)
            parameter.process_value(click.Context(loaded(command)), value)
    except click.BadParameter as error:
        yield f"{name}: {error.message}{_guess(parameter, value)}"
    except click.UsageError as error:
        yield error.message.removeprefix("--")
    except (Refused, FileError) as error:
        yield error.why


def _guess(parameter: click.Parameter, value: str) -> str:
    return meant(value, parameter.type.choices) if isinstance(parameter.type, click.Choice) else ""


def parameter_of(command: str, name: str) -> click.Parameter:
    """The option of a command whose default a setting is."""
    return next(param for param in loaded(command).params if param.name == SETTINGS[name].option)


def is_option(name: str) -> bool:
    """Whether any command with settings has an option of that name, or of the opposite one."""
    wanted = name.replace("_", "-")
    flags = {f"--{wanted}", f"--no-{wanted}", f"-{name}"}
    commands = (loaded(table) for table in TABLES if table)
    return any(flags & {*param.opts, *param.secondary_opts} for command in commands for param in command.params)
