"""What ``.hugoconv.toml`` and ``[tool.hugoconv]`` of ``pyproject.toml`` at the root of a site say, each setting with
its place, and every mistake in them."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from hugoconv.cli.settings.setting import SETTINGS, TABLES, TOP, tables_of
from hugoconv.cli.suggestions import meant
from hugoconv.errors import FileError, MatterSyntaxError, Refused
from hugoconv.files.read import read_bytes
from hugoconv.refusals import Message, message, passed_on, refused
from hugoconv.site.base import Base
from hugoconv.syntax.registry import syntaxes_of
from hugoconv.syntax.tree import Path, parts_of
from hugoconv.text.lines import position

FILES: tuple[tuple[str, tuple[str, ...]], ...] = ((".hugoconv.toml", ()), ("pyproject.toml", ("tool", "hugoconv")))
_TOML_1_0 = "0.151"  # a version of Hugo that reads TOML as the standard library does


class PlacedSetting(NamedTuple):
    """A setting that a file has, below the table of a command or at the top; ``place`` is ``path:line:col``."""

    table: str
    name: str
    value: Any
    place: str


class Contents(NamedTuple):
    """What one file says of settings; ``above`` leads to them, ``places`` are offsets of keys and items."""

    path: str
    text: str
    above: tuple[str, ...]
    data: Mapping[str, Any]
    places: Mapping[Path, int]

    def at(self, path: Path) -> tuple[int, int]:
        """Line and column of an entry, of what is nearest around it where it has none."""
        while path and path not in self.places:
            path = path[:-1]
        return position(self.text, self.places[path]) if path else (1, 1)

    def header(self, table: str) -> str:
        """How the table of a command is written in this file."""
        return f"[{'.'.join((*self.above, *filter(None, [table])))}]"


class Read(NamedTuple):
    """The settings of all files, those that win first, and the mistakes."""

    said: tuple[PlacedSetting, ...] = ()
    mistakes: tuple[Refused, ...] = ()

    def of(self, command: str, name: str) -> tuple[PlacedSetting, ...]:
        """What is said of a setting of a command, that which wins first: by file, then that of the command itself."""
        return tuple(one for one in self.said if one.name == name and one.table in (command, TOP))


def read_settings(base: Base) -> Read:
    """The settings of a site. Files that are not there say nothing; what is wrong with one is among the mistakes."""
    said, mistakes = list[PlacedSetting](), list[Refused]()
    for name, above in FILES:
        try:
            contents = _contents(base, name, above)
        except Refused as mistake:
            mistakes.append(mistake)
            continue
        for one in _said(contents) if contents else ():
            if isinstance(one, Refused):
                mistakes.append(one)
            else:
                said.append(one)
    return Read(tuple(said), tuple(sorted(mistakes, key=lambda one: (str(one.path), one.lineno, one.colno))))


def _contents(base: Base, name: str, above: tuple[str, ...]) -> Contents | None:
    """What a file says, None where there is none or it has nothing for us. Refused where it cannot be read."""
    path, file = base.name(name), base.file(name)
    if not os.path.lexists(file):
        return None
    try:
        data = read_bytes(file)
    except FileError as error:
        raise Refused(*passed_on(error.code, "settings", why=error.why), path=path) from None
    if above and above[-1].encode() not in data:
        return None
    contents = _read(data, path, above)
    found: Any = contents.data
    for key in above:
        found = found.get(key, {}) if isinstance(found, dict) else {}
    if not isinstance(found, dict):
        line, column = contents.at(above)
        raise refused(
            "not-a-setting",
            case="table",
            name=above[-1],
            header=contents.header(TOP),
            path=path,
            lineno=line,
            colno=column,
        )
    return contents._replace(data=found)


def _read(data: bytes, path: str, above: tuple[str, ...]) -> Contents:
    """A whole file of TOML. Refused where it is not TOML."""
    try:
        text = data.decode("utf-8-sig")
        tree = syntaxes_of(_TOML_1_0)["toml"].read(text)
        found = tomllib.loads(text)
    except MatterSyntaxError as error:
        line, column = position(text, error.pos)
        raise Refused(*_rephrased(error), path=path, lineno=line, colno=column) from None
    except UnicodeDecodeError as error:
        raise refused("not-utf-8", case="settings", byte=error.start, path=path) from None
    except (ValueError, RecursionError) as error:
        raise Refused(*passed_on("toml-syntax", "settings-syntax", why=error), path=path) from None
    return Contents(path, text, above, found, {where: part.start for where, part in parts_of(tree)})


def _rephrased(error: MatterSyntaxError) -> Message:
    """What is wrong with the TOML of a file, with a remedy also where none is known."""
    if error.hint:
        return Message(error.code, error.msg, error.hint)
    return passed_on(error.code, "settings-syntax", why=error.msg)


def _said(contents: Contents) -> Iterator[PlacedSetting | Refused]:
    """The settings of a file: those below a command before those at the top, which hold for all commands."""
    for key, value in contents.data.items():
        if key in TABLES and key and isinstance(value, dict):
            yield from _in_table(contents, key, value)
        elif key in TABLES and key:
            yield _mistake(contents, (key,), message("not-a-setting", "command", name=key, header=contents.header(key)))
    top = {key: value for key, value in contents.data.items() if key not in TABLES or not key}
    yield from _in_table(contents, TOP, top)


def _in_table(contents: Contents, table: str, data: Mapping[str, Any]) -> Iterator[PlacedSetting | Refused]:
    from hugoconv.cli.settings.values import why_none

    for name, value in data.items():
        path = (*filter(None, [table]), name)
        if name not in TABLES[table]:
            yield _mistake(contents, path, _unknown(contents, table, name, value))
            continue
        for below, why in why_none(table or tables_of(name)[0], name, value):
            yield _mistake(
                contents,
                (*path, *below),
                message("not-a-setting", "value", why=why, name=name, example=SETTINGS[name].example),
            )
            break
        else:
            line, column = contents.at((*contents.above, *path))
            yield PlacedSetting(table, name, value, f"{contents.path}:{line}:{column}")


def _unknown(contents: Contents, table: str, name: str, value: object) -> Message:
    """Why a key is no setting there, and what to do."""
    from hugoconv.cli.settings.values import is_option

    if found := tables_of(name):
        header = contents.header(found[0])
        return message("not-a-setting", "elsewhere", name=name, table=table or "all commands", header=header)
    dashed = name.replace("_", "-")
    opposite = SETTINGS.get(dashed.removeprefix("no-"))
    if dashed != name and dashed in SETTINGS:
        return message("not-a-setting", "dashes", name=name, right=dashed)
    if opposite and dashed.startswith("no-"):
        return message("not-a-setting", "opposite", name=name, right=opposite.name)
    if is_option(name):
        return message("not-a-setting", "option", name=name)
    known = (*TABLES[table], *(SETTINGS if isinstance(value, str | int | list) else ()))
    known = (*known, *filter(None, TABLES)) if table == TOP else known
    guess = meant(name, dict.fromkeys(known))
    kind = "table" if isinstance(value, dict) else "setting"
    return message("not-a-setting", "unknown", kind=kind, name=name, guess=guess and f".{guess}")


def _mistake(contents: Contents, path: Path, found: Message) -> Refused:
    line, column = contents.at((*contents.above, *path))
    return Refused(*found, path=contents.path, lineno=line, colno=column)
