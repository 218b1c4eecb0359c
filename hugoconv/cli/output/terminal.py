"""What a terminal gets to see: no control characters of a page, colour only where it is wanted."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

import click

from hugoconv.syntax.values import json_form
from hugoconv.text.regex import regex

# Besides control characters those that turn the direction of writing, behind which one name can look like another
# (CVE-2021-42574), and half characters, which cannot be printed.
_CONTROL = regex("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_COLOURS = {"+": "green", "-": "red", "@": "cyan"}


def safe(text: str) -> str:
    """The text with control characters, and those that turn the direction of writing, spelled out.

    >>> safe("a\\x1b[31mb")
    'a\\\\x1b[31mb'
    """
    return _CONTROL.sub(_spelled, text)


def _spelled(found: re.Match[str]) -> str:
    return found.group().encode("unicode_escape").decode()


@contextmanager
def paged(*, wanted: bool) -> Iterator[Callable[[str], None]]:
    """What shows diffs: through the pager of the environment where a terminal is too short for them, else as they
    come. A pager that cannot be run, or that is ``cat``, is none."""
    if not wanted or not sys.stdout.isatty() or not sys.stdin.isatty() or os.environ.get("PAGER") in ("", "cat"):
        yield show_diff
        return
    shown: list[str] = []
    try:
        yield shown.append
    finally:
        _page(shown)


def _page(diffs: list[str]) -> None:
    coloured = in_colours(sys.stdout)
    lines = [line for diff in diffs for line in _lines(diff, coloured=coloured)]
    if len(lines) < shutil.get_terminal_size().lines:
        for diff in diffs:
            show_diff(diff)
    else:
        os.environ.setdefault("LESS", "FRX")  # as git has it: colours, and no pager for what fits
        click.echo_via_pager((f"{line}\n" for line in lines), color=coloured)


def _lines(diff: str, *, coloured: bool) -> Iterator[str]:
    """The lines of a diff as a terminal gets to see them."""
    header = True
    for line in diff.split("\n")[:-1]:
        header = header and not line.startswith("@@")
        shown = safe(line)
        yield _coloured(shown, header=header) if coloured else shown


def show_diff(diff: str) -> None:
    """A diff on standard output: as it is into a pipe, safe on a terminal, coloured where that is wanted."""
    coloured = in_colours(sys.stdout)
    if not sys.stdout.isatty() and not coloured:
        # Byte for byte, so that what reads from the pipe can apply it.
        click.echo(diff.encode("utf-8", "surrogateescape"), nl=False)
        return
    for line in _lines(diff, coloured=coloured):
        click.echo(line)


def in_colours(stream: TextIO) -> bool:
    """Whether to print in colours: as ``--color`` says, else on a terminal that wants them."""
    context = click.get_current_context(silent=True)
    if context is not None and context.color is not None:
        return context.color
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _coloured(line: str, *, header: bool) -> str:
    if header:
        return click.style(line, bold=True)
    colour = _COLOURS.get(line[:1])
    return click.style(line, fg=colour) if colour else line


def show_json(data: object) -> None:
    """Data as JSON in UTF-8, whatever the terminal; control characters, and bytes of a file name that are not
    UTF-8, are escaped. Numbers that JSON lacks are the texts Infinity, -Infinity and NaN."""
    text = json.dumps(json_form(data), ensure_ascii=False, allow_nan=False, indent=2)
    escaped = _CONTROL.sub(lambda found: f"\\u{ord(found.group()):04x}", text)
    click.echo(escaped.encode() + b"\n", nl=False)


def say(line: str, stream: TextIO | None = None, mark: tuple[str, str] | None = None) -> None:
    """A line for a person, on standard error unless another stream is named; ``mark`` is what of it gets a colour, and
    which."""
    shown, out = safe(line), stream or sys.stderr
    if mark is not None and in_colours(out):
        shown = shown.replace(mark[0], click.style(mark[0], fg=mark[1]), 1)
    click.echo(shown, file=out)
