"""What ``hugoconv edit`` does to references: values that can be sent between processes."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import click

from hugoconv.layouts.references import KINDS, as_list, as_text, reference_to_url, url_to_reference
from hugoconv.page.page import Page


class Rewrite(NamedTuple):
    """A function of the library with the name that it takes."""

    change: Callable[[Page, str], Page]
    name: str

    def on(self, page: Page) -> Page:
        """The page after the function. Raises Refused."""
        return self.change(page, self.name)


def from_url(kind: str) -> Rewrite:
    """The operation of ``--url-to-reference KIND``. Wrong usage for another kind."""
    return Rewrite(url_to_reference, _kind(kind))


def to_url(kind: str) -> Rewrite:
    """The operation of ``--reference-to-url KIND``. Wrong usage for another kind."""
    return Rewrite(reference_to_url, _kind(kind))


def to_list(field: str) -> Rewrite:
    """The operation of ``--as-list FIELD``."""
    return Rewrite(as_list, field)


def to_text(field: str) -> Rewrite:
    """The operation of ``--as-text FIELD``."""
    return Rewrite(as_text, field)


def _kind(name: str) -> str:
    if name not in KINDS:
        raise click.UsageError(f"references are to {' or '.join(KINDS)}, and not to {name!r}")
    return name
