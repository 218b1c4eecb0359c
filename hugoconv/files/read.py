"""Pages from files."""

from __future__ import annotations

import os
import stat
from typing import BinaryIO

from hugoconv.errors import FileError
from hugoconv.layouts.parse import parse
from hugoconv.page.page import Page
from hugoconv.refusals import file_error
from hugoconv.syntax.registry import NEWEST

# O_BINARY: Windows would translate line ends. O_NONBLOCK: to open a pipe would wait for somebody to write into it.
READ = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NONBLOCK", 0)
_KINDS = (
    (stat.S_ISLNK, "a symbolic link"),
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def read_bytes(path: str | os.PathLike[str]) -> bytes:
    """The bytes of a file.

    Raises FileError: ``cannot-read`` where there is none or it cannot be read, ``not-a-file`` for a folder, and for a
    pipe, a socket or a device, which are never opened: a pipe would wait for a writer, and a device has no end.
    """
    name = os.fspath(path)
    try:
        with opened(name) as file:
            return file.read()
    except OSError as error:
        raise FileError.of_system(name, "cannot-read", error) from error


def opened(name: str) -> BinaryIO:
    """A file, open for reading. Raises OSError, and FileError (``not-a-file``) for what is no file."""
    refuse_other_kinds(name, os.stat(name))
    file = open(os.open(name, READ), "rb")  # noqa: SIM115 - a pipe that has come in between would not make this wait
    try:
        refuse_other_kinds(name, os.fstat(file.fileno()))
    except FileError:
        file.close()
        raise
    return file


def refuse_other_kinds(name: str, found: os.stat_result) -> None:
    """Refuses (``not-a-file``) what is no regular file."""
    if not stat.S_ISREG(found.st_mode):
        kind = next((kind for is_one, kind in _KINDS if is_one(found.st_mode)), "something else")
        raise file_error(name, "not-a-file", kind=kind)


def read(path: str | os.PathLike[str], *, hugo: str = NEWEST) -> Page:
    """The page of a file; its path serves to tell its layout, ``hugo`` says which version reads it.

    Raises FileError where the file cannot be read, MatterSyntaxError where its front matter cannot.
    """
    return parse(read_bytes(path), os.fspath(path), hugo=hugo)
