"""Values on the command line: ``KEY=VALUE``, the value read as YAML the way Hugo reads it."""

from __future__ import annotations

import click

from hugoconv.errors import MatterSyntaxError
from hugoconv.syntax.comments import comment_spans
from hugoconv.syntax.table import SYNTAXES
from hugoconv.syntax.values import Value


def split_pair(text: str, option: str) -> tuple[str, str]:
    """Key and value around the first ``=``; anything else is wrong usage."""
    key, sign, value = text.partition("=")
    if not sign or not key:
        raise click.UsageError(f"{option} wants KEY=VALUE, not {text!r}")
    return key, value


def read_value(text: str, option: str) -> Value:
    """The value of some YAML; what is none, or more than a value, is wrong usage: no part of it is dropped.

    >>> read_value("[a, 010]", "--set"), read_value("yes", "--set")
    (['a', 8], 'yes')
    """
    yaml = SYNTAXES["yaml"]
    try:
        tree = yaml.read(f"v: {text}\n")
    except MatterSyntaxError as error:
        raise _wrong(text, option, f"is no YAML value ({error.msg})") from None
    data = yaml.data(tree.root)
    if not isinstance(data, dict) or list(data) != ["v"]:
        raise _wrong(text, option, "is not one YAML value")
    if comment_spans(tree):
        raise _wrong(text, option, "holds a YAML comment, which would be lost")
    if tree.end != len(tree.text):
        raise _wrong(text, option, "goes on after the end of the YAML document")
    return data["v"]


def _wrong(text: str, option: str, why: str) -> click.UsageError:
    return click.UsageError(f"{option}: {text!r} {why}; put quotes around it, or use --set-string for plain text")
