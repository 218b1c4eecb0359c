"""Pages from files."""

from __future__ import annotations

import os

from hugoconv.errors import FileError
from hugoconv.layouts.parsing import parse
from hugoconv.page.page import Page
from hugoconv.syntax.table import NEWEST


def read_bytes(path: str | os.PathLike[str]) -> bytes:
    """The bytes of a file. Raises FileError where there is none or it cannot be read."""
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        raise FileError(os.fspath(path), "cannot-read", error.strerror or str(error)) from error


def read(path: str | os.PathLike[str], *, hugo: str = NEWEST) -> Page:
    """The page of a file; its path serves to tell its layout, ``hugo`` says which version reads it.

    Raises FileError where the file cannot be read, MatterSyntaxError where its front matter cannot.
    """
    return parse(read_bytes(path), os.fspath(path), hugo=hugo)
