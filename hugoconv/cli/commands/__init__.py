"""The commands, one module each, loaded when a command is called; ``command`` is what click runs.

Read on in ``convert``; what the commands share stands in ``cli.run``.
"""

from __future__ import annotations

import importlib

import click

NAMES = (
    *("check", "config", "convert", "edit", "explain", "migrate", "recipes"),
    *("refs", "rename-ref", "rename-term", "schema", "show", "undo"),
)


def loaded(name: str) -> click.Command:
    """A command by its name."""
    found: click.Command = importlib.import_module(f"hugoconv.cli.commands.{name.replace('-', '_')}").command
    return found
