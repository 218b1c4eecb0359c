"""What a terminal gets to see: no control characters of a page, colour only where it is wanted."""

from __future__ import annotations

import os
import re
import sys
from typing import TextIO

import click

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_COLOURS = {"+": "green", "-": "red", "@": "cyan"}


def safe(text: str) -> str:
    """The text with control characters, and those that turn the direction of writing, spelled out.

    >>> safe("a\\x1b[31mb")
    'a\\\\x1b[31mb'
    """
    return _CONTROL.sub(lambda found: found.group().encode("unicode_escape").decode(), text)


def show_diff(diff: str) -> None:
    """A diff on standard output: as it is into a pipe, safe and coloured on a terminal."""
    if not sys.stdout.isatty():
        sys.stdout.buffer.write(diff.encode("utf-8", "surrogateescape"))
        sys.stdout.buffer.flush()
        return
    plain = "NO_COLOR" in os.environ
    for line in diff.split("\n")[:-1]:
        shown = safe(line)
        bold = line.startswith(("+++ ", "--- "))
        colour = None if plain or bold else _COLOURS.get(line[:1])
        click.echo(shown if plain else click.style(shown, fg=colour, bold=bold))


def say(line: str, stream: TextIO | None = None) -> None:
    """A line for a person, on standard error unless another stream is named."""
    click.echo(safe(line), file=stream or sys.stderr)
