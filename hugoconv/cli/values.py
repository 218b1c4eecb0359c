"""Values on the command line: ``KEY=VALUE``, the value read as YAML the way Hugo reads it."""

from __future__ import annotations

import click

from hugoconv.errors import MatterSyntaxError
from hugoconv.syntax.table import SYNTAXES
from hugoconv.syntax.values import Value


def split_pair(text: str, option: str) -> tuple[str, str]:
    """Key and value around the first ``=``; anything else is wrong usage."""
    key, sign, value = text.partition("=")
    if not sign or not key:
        raise click.UsageError(f"{option} wants KEY=VALUE, not {text!r}")
    return key, value


def read_value(text: str, option: str) -> Value:
    """The value of some YAML; what is none is wrong usage.

    >>> read_value("[a, 010]", "--set"), read_value("yes", "--set")
    (['a', 8], 'yes')
    """
    yaml = SYNTAXES["yaml"]
    try:
        data = yaml.data(yaml.read(f"v: {text}\n").root)
    except MatterSyntaxError as error:
        raise click.UsageError(
            f"{option}: {text!r} is no YAML value ({error.msg}); put it in quotes, or use --set-string for plain text"
        ) from None
    if not isinstance(data, dict) or list(data) != ["v"]:
        raise click.UsageError(f"{option}: {text!r} is not one YAML value")
    return data["v"]
