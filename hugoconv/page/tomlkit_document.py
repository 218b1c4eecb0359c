"""The front matter of a page as a document of tomlkit."""

from __future__ import annotations

from collections.abc import Mapping

import tomlkit
from tomlkit.exceptions import ParseError

from hugoconv.refusals import refused
from hugoconv.syntax.values import Value


def document_of(text: str | None, fields: Mapping[str, Value]) -> tomlkit.TOMLDocument:
    """The document of a text in TOML, or of fields where there is none, or none that tomlkit reads. Raises Refused.

    >>> print(document_of(None, {"title": "Mud", "image": {"caption": None, "alt": "x"}}).as_string(), end="")
    title = "Mud"
    <BLANKLINE>
    [image]
    alt = "x"
    """
    if text is not None:
        try:
            return tomlkit.parse(text)
        except ParseError:
            pass  # Hugo reads more than tomlkit does
    found = tomlkit.document()
    for key, value in fields.items():
        if value is not None:
            found.append(tomlkit.key(key), tomlkit.item(_without_null(value, key)))
    return found


def _without_null(value: Value, field: str) -> Value:
    if isinstance(value, dict):
        return {key: _without_null(item, field) for key, item in value.items() if item is not None}
    if not isinstance(value, list):
        return value
    if None in value:
        raise refused("null-in-list", field=field)
    return [_without_null(item, field) for item in value]
