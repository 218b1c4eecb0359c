"""The files of a site's configuration: which there are, what each says, and where in them a setting stands.

Rules: Hugo 0.168, checked against the binary. A file that cannot be read is its owner's mistake, told with its place.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from hugoconv.errors import ConfigurationError, FileError, MatterSyntaxError
from hugoconv.files.read import read_bytes
from hugoconv.hugo.page_dates import folded
from hugoconv.refusals import Message, message, passed_on
from hugoconv.syntax.registry import SYNTAXES
from hugoconv.syntax.tree import parts_of
from hugoconv.syntax.values import Value
from hugoconv.text.lines import position

NAMES = ("hugo", "config")
FORMATS = {".toml": "toml", ".yaml": "yaml", ".yml": "yaml", ".json": "json"}
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


class Source(NamedTuple):
    """One file of a configuration: its path from the root, its text, and its data below the keys its name gives."""

    path: str
    text: str
    keys: tuple[str, ...]
    data: Mapping[str, Value]


def sources_of(root: str) -> Iterator[Source]:
    """The configuration files of a site, those that win over others last. Raises ConfigurationError for one that cannot
    be read."""
    for path in _paths(root):
        file = os.path.join(root, path)
        try:
            data = read_bytes(file)
        except FileError as error:
            raise ConfigurationError(file, *passed_on(error.code, "configuration", why=error.why)) from error
        text = _decoded(data, file)
        yield Source(path, text, _keys(path), _data(file, text))


def first_of(folder: str, name: str) -> str:
    """The file of a configuration by that name; empty where there is none."""
    names = (name + suffix for suffix in FORMATS)
    return next((name for name in names if os.path.isfile(os.path.join(folder, name))), "")


def mistake(root: str, sources: Iterable[Source], keys: tuple[str, ...], found: Message) -> ConfigurationError:
    """What is wrong with a setting, at its place in the last file that has it; ``keys`` are in lowercase."""
    for source in reversed(tuple(sources)):
        if source.keys == keys[: len(source.keys)] and (at := _offset(source, keys[len(source.keys) :])) is not None:
            line, column = position(source.text, at)
            file = os.path.join(root, source.path)
            return ConfigurationError(file, *found, lineno=line, colno=column)
    return ConfigurationError(root, *found)


def place_of(sources: Iterable[Source], keys: tuple[str, ...]) -> tuple[str, int, int] | None:
    """The file, line and column at which the setting stands that wins, None where it stands nowhere; ``keys`` are in
    lowercase."""
    for source in reversed(tuple(sources)):
        own = keys[len(source.keys) :]
        if source.keys == keys[: len(source.keys)] and _has(source.data, own):
            return source.path, *position(source.text, _offset(source, own) or 0)
    return None


def place_in_effect(sources: Iterable[Source], language: str, name: str) -> tuple[str, int, int] | None:
    """As ``place_of``, of a setting that a language may have of its own."""
    listed = tuple(sources)
    return place_of(listed, ("languages", language, name)) or place_of(listed, (name,))


def _has(data: object, keys: tuple[str, ...]) -> bool:
    """Whether there is a setting in some data."""
    for key in keys:
        if not isinstance(data, Mapping) or key not in data:
            return False
        data = data[key]
    return True


def _offset(source: Source, keys: tuple[str, ...]) -> int | None:
    """Where the entry of a setting begins; that of the nearest map around it where it is not written out."""
    tree = SYNTAXES[_format(source.path)].read(source.text)
    while keys:
        for path, part in parts_of(tree):
            if tuple(str(step).lower() for step in path) == keys:
                return part.start
        keys = keys[:-1]
    return None


def _format(path: str) -> str:
    return FORMATS[os.path.splitext(path)[1].lower()]


def _paths(root: str) -> Iterator[str]:
    found = next(filter(None, (first_of(root, name) for name in NAMES)), "")
    if found:
        yield found
    for environment in ("_default", "production"):
        for parent, folders, names in os.walk(os.path.join(root, "config", environment), onerror=_unreadable):
            # In place, since `os.walk` goes on in this list: which file wins must not hang on the disk.
            folders.sort()
            below = os.path.relpath(parent, root).replace(os.sep, "/")
            yield from (f"{below}/{name}" for name in sorted(names) if os.path.splitext(name)[1].lower() in FORMATS)


def _unreadable(error: OSError) -> None:
    if not isinstance(error, FileNotFoundError | NotADirectoryError):
        found = passed_on("cannot-read", "configuration", why=error.strerror or error)
        raise ConfigurationError(str(error.filename), *found) from error


def _keys(path: str) -> tuple[str, ...]:
    """The keys below which a file's data stands: ``menus.zh.toml`` holds ``languages.zh.menus``."""
    name, _, language = os.path.splitext(path.rpartition("/")[2])[0].lower().partition(".")
    if name in NAMES:
        return ()
    name = "menus" if name == "menu" else name
    if language:
        return ("languages", language, name) if name in ("menus", "params") else ("languages", language)
    return (name,)


def _decoded(data: bytes, file: str) -> str:
    # UTF-16 may come without a mark: its zero bytes tell.
    if data.startswith(_UTF_16) or b"\0" in data[:4]:
        raise ConfigurationError(file, *message("not-utf-8", "configuration"))
    return data.decode("utf-8-sig", "surrogateescape")


def _data(file: str, text: str) -> dict[str, Value]:
    syntax = SYNTAXES[_format(file)]
    try:
        root = syntax.read(text).root
    except MatterSyntaxError as error:
        line, column = position(text, error.pos)
        why = error.msg.replace("the front matter", "the configuration")
        found = Message(error.code, why, error.hint) if error.hint else passed_on(error.code, "configuration", why=why)
        raise ConfigurationError(file, *found, lineno=line, colno=column) from error
    data = _folded(syntax.data(root))
    if not isinstance(data, dict):
        return {}
    # The old name, which Hugo still reads.
    if "menu" in data:
        data.setdefault("menus", data["menu"])
    return data


def map_of(value: Value) -> dict[str, Value]:
    """A setting that is a map; an empty one in the place of anything else."""
    return value if isinstance(value, dict) else {}


def _folded(value: Value) -> Value:
    """A value with the names of all its maps in lowercase, lists included."""
    if isinstance(value, dict):
        return {key: _folded(item) for key, item in folded(value).items()}
    return [_folded(item) for item in value] if isinstance(value, list) else value
