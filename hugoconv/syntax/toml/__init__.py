"""TOML front matter, as Hugo reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hugoconv.syntax.style import Style
from hugoconv.syntax.syntax import Syntax, nothing
from hugoconv.syntax.toml import literals
from hugoconv.syntax.toml.hidden import FIELD, SIMPLE, hidden
from hugoconv.syntax.toml.reading import read
from hugoconv.syntax.toml.styles import style_of
from hugoconv.syntax.toml.values import accept, data, scalar_shape

if TYPE_CHECKING:
    from hugoconv.syntax.document import Map


def write(document: Map, style: Style) -> tuple[str, tuple[str, ...]]:
    """The text of a whole document, and what is spelled otherwise now."""
    from hugoconv.syntax.toml.writing import write as written  # only a translation needs it

    return written(document, style)


TOML = Syntax(
    name="toml",
    read=read,
    shape=scalar_shape,
    data=data,
    accept=accept,
    style=style_of,
    inline=literals.inline,
    key=literals.key,
    after_separator=literals.after_equals,
    item_text=literals.item_text,
    table=literals.table,
    hazards=nothing,
    differences=nothing,
    is_merge_key=lambda _key: False,
    separator=" =",
    field=FIELD,
    hidden=hidden,
    simple=SIMPLE,
    write=write,
    wrap=("", ""),
    indents=False,
    strict=True,
)
