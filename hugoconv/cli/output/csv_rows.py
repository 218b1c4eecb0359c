"""Rows of fields as CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence

import click

from hugoconv.syntax.values import Value, json_form


def show_csv(names: Sequence[str], rows: Iterable[Sequence[Value]]) -> None:
    """Rows below a line of names, in UTF-8 whatever the terminal, as RFC 4180 has it but for line ends of LF.

    A list of texts and numbers is one cell, its items apart by ``; ``; what holds more is JSON, nothing is empty.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    writer.writerows(map(_cell, row) for row in rows)
    # An escape in YAML or JSON can make half a character, `\ud800`, which UTF-8 does not have.
    click.echo(out.getvalue().encode("utf-8", "replace"), nl=False)


def _cell(value: Value) -> str:
    plain = json_form(value)
    if isinstance(plain, list) and not any(isinstance(item, list | dict) for item in plain):
        return "; ".join(map(_text, plain))
    return _text(plain)


def _text(value: Value) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
