"""A user's own layouts from files."""

from __future__ import annotations

import os

from hugoconv.files.read import read_bytes
from hugoconv.layouts.own_layouts import layouts_from
from hugoconv.layouts.schema import Layouts
from hugoconv.refusals import refused


def read_layouts(*paths: str | os.PathLike[str]) -> Layouts:
    """The layouts of the themes and those of some files, each of which describes one in TOML (docs/layouts.md), for the
    ``layouts`` of ``parse``, ``detect``, ``convert`` and ``new``. A lens may lead to a layout that was read before.

    Raises FileError where a file cannot be read, MatterSyntaxError where it is no TOML, Refused (``layout-mistake``,
    ``not-utf-8``), with path, line and column, where it is no layout, or where its lens does not lead back on the
    sample pages.

    >>> mine = read_layouts("fixtures/layouts/review.toml")
    >>> mine.named("reviews"), mine.named("talk")
    ('review', 'talk')
    """
    return layouts_from((os.fspath(path), _text(os.fspath(path))) for path in paths)


def _text(path: str) -> str:
    data = read_bytes(path)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refused("not-utf-8", case="settings", byte=error.start, path=path) from None
