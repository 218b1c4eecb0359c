"""TOML front matter, as Hugo reads it.

This module names the parts of the syntax: ``parser`` makes the tree, ``values`` says what Hugo reads in it,
``literals`` writes new text, ``commented_out`` finds fields that are commented out.
Read on in ``parser``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from hugoconv.syntax.base import CommentedOutItem, Syntax
from hugoconv.syntax.toml import literals
from hugoconv.syntax.toml.commented_out import FIELD, ITEM, SIMPLE, UNFIT, commented_out_place, keys_in
from hugoconv.syntax.toml.parser import read
from hugoconv.syntax.toml.styles import style_of
from hugoconv.syntax.toml.values import accept, canonical_scalar, data
from hugoconv.syntax.tree import Tree

if TYPE_CHECKING:
    from hugoconv.syntax.commented_out import CommentedOut
    from hugoconv.syntax.comments import Comment


class _TomlSyntax(Syntax):
    """TOML 1.1."""

    name = "toml"
    separator = " ="
    comment_marker = "#"
    has_nulls = False
    has_tables = True
    has_blocks = True
    dates_are_typed = True
    text_needs_quotes = True
    lone_cr_ends_line = False
    field = FIELD
    item = ITEM
    simple = SIMPLE
    unfit = UNFIT

    read = staticmethod(read)
    data = staticmethod(data)
    canonical = staticmethod(canonical_scalar)
    style = staticmethod(style_of)
    accept = staticmethod(accept)
    inline = staticmethod(literals.inline)
    key = staticmethod(literals.key)
    after_separator = staticmethod(literals.after_equals)
    table = staticmethod(literals.table)
    commented_out_place = staticmethod(commented_out_place)
    keys_in = staticmethod(keys_in)

    def before_0_152(self) -> Syntax:
        from hugoconv.syntax.toml.toml_1_0 import TOML_1_0

        return TOML_1_0

    def commented_out_items(
        self, tree: Tree, comments: tuple[Comment, ...], fields: tuple[CommentedOut, ...], known: frozenset[str]
    ) -> Iterable[CommentedOutItem]:
        from hugoconv.syntax.toml.commented_out_items import commented_out_items  # only a translation needs it

        return commented_out_items(tree, comments, fields, known)


TOML: Syntax = _TomlSyntax()
