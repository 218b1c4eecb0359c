"""TOML front matter, as Hugo reads it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from hugoconv.syntax.base import CommentedOutItem, Syntax, nothing
from hugoconv.syntax.toml import literals
from hugoconv.syntax.toml.commented_out import FIELD, ITEM, SIMPLE, UNFIT, hidden
from hugoconv.syntax.toml.parser import read
from hugoconv.syntax.toml.styles import style_of
from hugoconv.syntax.toml.values import accept, canonical_scalar, data
from hugoconv.syntax.tree import Tree


def commented_out_items(tree: Tree, *notes: Any) -> Iterable[CommentedOutItem]:
    """The commented-out items of lists, found among comments and commented-out fields."""
    from hugoconv.syntax.toml.commented_out_items import commented_out_items as found  # only a translation needs it

    return found(tree, *notes)


TOML = Syntax(
    name="toml",
    read=read,
    canonical=canonical_scalar,
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
    item=ITEM,
    unfit=UNFIT,
    commented_out_items=commented_out_items,
    wrap=("", ""),
    indents=False,
    strict=True,
    nulls=False,
    dates=True,
)
