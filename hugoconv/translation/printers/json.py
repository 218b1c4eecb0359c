"""A document as JSON, without its comments."""

from __future__ import annotations

import datetime

from hugoconv.syntax.json import accept, inline, key
from hugoconv.syntax.style import Style
from hugoconv.syntax.values import Value
from hugoconv.translation.document import Leaf, Map, plain


def write(document: Map, style: Style) -> str:
    """The text of a document without its comments, one field a line; a date is text."""
    return _written(plain(document, _single), style, 0)


def _single(leaf: Leaf) -> Value:
    if isinstance(leaf.value, datetime.date | datetime.time):
        return leaf.literal or leaf.value.isoformat()
    return leaf.value


def _written(value: Value, style: Style, indent: int) -> str:
    """The literal of a value, maps and lists of maps over several lines."""
    if not value or not isinstance(value, dict | list):
        return inline(accept(value), style)
    if isinstance(value, list) and not any(isinstance(item, dict | list) for item in value):
        return inline(accept(value), style)
    lead, end = style.eol + " " * (indent + 2), style.eol + " " * indent
    if isinstance(value, list):
        return f"[{lead}{f',{lead}'.join(_written(item, style, indent + 2) for item in value)}{end}]"
    pairs = (f"{key(name)}: {_written(item, style, indent + 2)}" for name, item in value.items())
    return f"{{{lead}{f',{lead}'.join(pairs)}{end}}}"
