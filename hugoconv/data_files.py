"""The data files of the package: tables of rules, schemas and texts."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any


def text_of(package: str, name: str) -> str:
    """The text of a data file beside the modules of a package, from a folder or a zip.

    ``importlib.resources`` would do the same, and takes a tenth of the time in which a command starts.
    """
    module: Any = import_module(package)
    data: bytes = module.__loader__.get_data(f"{module.__path__[0]}/{name}")
    # The loader gives bytes, and a checkout on Windows has CRLF.
    return data.decode("utf-8").replace("\r\n", "\n")


@cache
def table(package: str, name: str) -> dict[str, Any]:
    """The content of such a file in TOML."""
    import tomllib

    return tomllib.loads(text_of(package, name))
