"""The printers of documents, by the syntax that each prints: a document and a style to the text of a front matter.

Each is loaded when something is first translated into its syntax. Read on in ``yaml``.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from hugoconv.syntax.style import Style
from hugoconv.translation.document import Map

Printer = Callable[[Map, Style], str]

_HOMES = {
    "yaml": "hugoconv.translation.printers.yaml",
    "toml": "hugoconv.translation.printers.toml",
    "json": "hugoconv.translation.printers.json",
}


def printer_of(syntax: str) -> Printer | None:
    """The printer of a syntax, None where nothing is translated into it."""
    if syntax not in _HOMES:
        return None
    found: Printer = import_module(_HOMES[syntax]).write
    return found
