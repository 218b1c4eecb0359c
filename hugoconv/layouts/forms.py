"""Files that users write in TOML, recipes and layouts: what may stand there, and mistakes told at their places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from hugoconv.errors import MatterSyntaxError, Refused
from hugoconv.refusals import refused
from hugoconv.syntax.registry import SYNTAXES
from hugoconv.syntax.tree import Entry, Node, entries_of
from hugoconv.text.lines import position

Schema = dict[str, Any]
_CODES = {"recipe": "recipe-mistake", "layout": "layout-mistake"}


class Form(NamedTuple):
    """What a value has to be: in words, and as a JSON Schema."""

    words: str
    schema: Schema


_TEXT: Schema = {"type": "string", "minLength": 1}
TEXT = Form("a text", _TEXT)
TRUTH = Form("true or false", {"type": "boolean"})
TEXTS = Form("a list of texts", {"type": "array", "items": _TEXT, "minItems": 1})
NAMES = Form("a table of texts", {"type": "object", "additionalProperties": _TEXT, "minProperties": 1})
VERSIONS = Form("two theme versions, the first and the last", {**TEXTS.schema, "minItems": 2, "maxItems": 2})


def one_of(names: list[str]) -> Form:
    """The form of one of some names."""
    return Form(f"one of {', '.join(names)}", {"enum": names})


class Table(NamedTuple):
    """A table of such a file: its entries by their keys, what they say, where it stands, where mistakes are told, and
    what the file is to be."""

    entries: Mapping[str, Entry]
    said: Mapping[str, Any]
    at: int
    text: str
    path: str | None
    kind: str

    def inner(self, key: str) -> Table:
        """The table that is the value of a key; an empty one where there is none."""
        return table_of(self.entries[key].value if key in self.entries else None, self.text, self.path, self.kind)


def table_in(text: str, path: str | None, kind: str) -> Table:
    """The whole of a file. Raises MatterSyntaxError, with its path, line and column, for what is no TOML."""
    try:
        root = SYNTAXES["toml"].read(text).root
    except MatterSyntaxError as error:
        error.path, (error.lineno, error.colno) = path, position(text, error.pos)
        raise
    return table_of(root, text, path, kind)


def table_of(node: Node | None, text: str, path: str | None, kind: str) -> Table:
    """The table that stands at a node, or an empty one."""
    said = SYNTAXES["toml"].data(node) if node is not None else {}
    at = node.start if node is not None else 0
    entries = {entry.name: entry for entry in entries_of(node)}
    return Table(entries, said if isinstance(said, dict) else {}, at, text, path, kind)


def refuse_strange(table: Table, forms: Mapping[str, Form], wants: Iterable[str]) -> None:
    """Refuses keys that are not known, values of another form, and a table that lacks a key."""
    for name in table.entries:
        if name not in forms:
            raise placed(refused(_CODES[table.kind], case="key", name=name, known=listed(forms)), table, name)
        if not fits(table.said[name], forms[name].schema):
            raise placed(refused(_CODES[table.kind], case="value", name=name, form=forms[name].words), table, name)
    for name in wants:
        if name not in table.entries:
            raise placed(refused(_CODES[table.kind], case="lacks", name=name, form=forms[name].words), table)


def fits(value: Any, schema: Mapping[str, Any]) -> bool:
    """Whether a value is as a JSON Schema wants it; of those, the words that such files use are known.

    >>> fits(["a"], {"type": "array", "items": {"type": "string", "minLength": 1}})
    True
    """
    if "anyOf" in schema:
        return any(fits(value, one) for one in schema["anyOf"])
    if "const" in schema:
        # Not `==`, by which 1 would be true.
        return value is schema["const"]
    if "enum" in schema:
        return value in schema["enum"]
    if "type" in schema and not isinstance(value, _TYPES[schema["type"]]):
        return False
    if isinstance(value, str):
        return len(value) >= int(schema.get("minLength", 0))
    if isinstance(value, list):
        most, least = schema.get("maxItems", len(value)), schema.get("minItems", 0)
        return bool(least <= len(value) <= most) and all(fits(item, schema.get("items", {})) for item in value)
    if isinstance(value, dict):
        inner = schema.get("additionalProperties", {})
        return len(value) >= int(schema.get("minProperties", 0)) and all(fits(item, inner) for item in value.values())
    return True


_TYPES: Mapping[str, type] = {"string": str, "boolean": bool, "array": list, "object": dict}


def placed(mistake: Refused, table: Table, key: str = "") -> Refused:
    """A mistake at the entry of a key, or at the beginning of the table."""
    at = table.entries[key].start if key in table.entries else table.at
    mistake.path, (mistake.lineno, mistake.colno) = table.path, position(table.text, at)
    return mistake


def listed(names: Iterable[str]) -> str:
    """Names with commas between them."""
    return ", ".join(names)
