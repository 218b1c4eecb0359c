"""YAML front matter, as Hugo reads it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from hugoconv.syntax.base import CommentedOutItem, Syntax, nothing
from hugoconv.syntax.tree import Tree
from hugoconv.syntax.yaml import literals
from hugoconv.syntax.yaml.commented_out import FIELD, ITEM, SIMPLE, UNFIT, VAIN, hidden
from hugoconv.syntax.yaml.hazards import hazards
from hugoconv.syntax.yaml.hugo_tree import decoded, differences, duplicate_keys, odd_keys
from hugoconv.syntax.yaml.parser import read
from hugoconv.syntax.yaml.styles import style_of
from hugoconv.syntax.yaml.surprises import surprises
from hugoconv.syntax.yaml.values import accept, canonical_scalar, data, is_merge_key


def before_0_152() -> Syntax:
    """YAML as Hugo up to 0.151 read it."""
    from hugoconv.syntax.yaml import values_before_0152 as before

    return YAML._replace(
        read=before.read,
        canonical=before.canonical_scalar,
        data=before.data,
        decoded=before.decoded,
        hazards=before.hazards,
        differences=nothing,
        surprises=nothing,
    )


def commented_out_items(tree: Tree, *notes: Any) -> Iterable[CommentedOutItem]:
    """The commented-out items of lists, found among comments and commented-out fields."""
    from hugoconv.syntax.yaml.commented_out_items import commented_out_items as found  # only a translation needs it

    return found(tree, *notes)


def emptied(tree: Tree) -> Tree:
    """The tree with items as null that are empty maps."""
    from hugoconv.syntax.yaml.commented_out_items import emptied as made  # only a translation needs it

    return made(tree)


YAML = Syntax(
    name="yaml",
    read=read,
    canonical=canonical_scalar,
    data=data,
    accept=accept,
    style=style_of,
    inline=literals.inline,
    key=literals.key,
    after_separator=literals.after_colon,
    item_text=literals.item_text,
    hazards=hazards,
    differences=differences,
    is_merge_key=is_merge_key,
    separator=":",
    field=FIELD,
    hidden=hidden,
    simple=SIMPLE,
    vain=VAIN,
    decoded=decoded,
    duplicate_keys=duplicate_keys,
    surprises=surprises,
    before_0_152=before_0_152,
    odd_keys=odd_keys,
    item=ITEM,
    emptied=emptied,
    unfit=UNFIT,
    commented_out_items=commented_out_items,
    wrap=("{\n", "\n}"),
)
