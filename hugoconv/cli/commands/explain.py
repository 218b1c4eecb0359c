"""``hugoconv explain``: what a code means, in the words of the documentation."""

from __future__ import annotations

import re
import sys
from textwrap import indent

import click

from hugoconv.cli.help import Command
from hugoconv.cli.output.terminal import say
from hugoconv.cli.suggestions import meant
from hugoconv.files.explanations import explanations
from hugoconv.text.regex import regex

_EXAMPLE = regex(r"^```([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# Colons and semicolons in code and in brackets are not those of the sentence.
_SENTENCE = regex(r"(?:`[^`]*`|\((?:`[^`]*`|[^()`])*\)|[^`.;:]|[.;:](?!\s|$))+")


def _first_sentence(text: str) -> str:
    words = _EXAMPLE.sub("", text).strip().partition("\n\n")[0].split()
    found = _SENTENCE.match(" ".join(words))
    return found[0].rstrip(".;:") if found else ""


def _shown(text: str) -> str:
    """The text for a terminal: its examples below their labels, indented."""
    return _EXAMPLE.sub(lambda found: f"{found[1]}:\n\n{indent(found[2], '    ').rstrip()}", text)


@click.command(
    "explain",
    cls=Command,
    short_help="Say what a code means, and what to do about it.",
    epilog="""\b
Examples:
  hugoconv explain no-comments
  hugoconv explain                               list all codes""",
)
@click.argument("codes", nargs=-1, metavar="[CODE]...")
def command(codes: tuple[str, ...]) -> None:
    """Say what a code of a refusal, a check or a note means, and what to do about it.

    The text is that of docs/refusals.md, docs/checks.md and docs/notes.md. Without CODE
    all codes are listed.
    """
    known = explanations()
    for code in codes:
        if code not in known:
            raise click.UsageError(f"no code is called {code!r}.{meant(code, known)}")
    if not codes:
        for code, text in known.items():
            say(f"{code:<24} {_first_sentence(text)}", sys.stdout)
    for at, code in enumerate(codes):
        between = "\n" if at else ""
        say(f"{between}{code}\n\n{_shown(known[code])}", sys.stdout)
