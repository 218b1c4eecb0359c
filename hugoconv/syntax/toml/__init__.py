"""TOML front matter, as Hugo reads it.

This module names the parts of the syntax: ``parser`` makes the tree, ``values`` says what Hugo reads in it,
``literals`` writes new text, ``commented_out`` finds fields that are commented out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from hugoconv.syntax.base import CommentedOutItem, CommentedOutPlace, Syntax
from hugoconv.syntax.style import Style
from hugoconv.syntax.toml import literals
from hugoconv.syntax.toml.commented_out import FIELD, ITEM, SIMPLE, UNFIT, commented_out_place
from hugoconv.syntax.toml.parser import read
from hugoconv.syntax.toml.styles import style_of
from hugoconv.syntax.toml.values import accept, canonical_scalar, data
from hugoconv.syntax.tree import Node, Scalar, Tree
from hugoconv.syntax.values import CanonicalValue, Value

if TYPE_CHECKING:
    from hugoconv.syntax.commented_out import CommentedOut
    from hugoconv.syntax.comments import Comment


class TomlSyntax(Syntax):
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

    def read(self, text: str) -> Tree:
        return read(text)

    def data(self, node: Node | None) -> Value:
        return data(node)

    def canonical(self, scalar: Scalar) -> CanonicalValue:
        return canonical_scalar(scalar)

    def style(self, tree: Tree) -> Style:
        return style_of(tree)

    def before_0_152(self) -> Syntax:
        from hugoconv.syntax.toml.toml_1_0 import TOML_1_0

        return TOML_1_0

    def accept(self, value: object) -> Value:
        return accept(value)

    def inline(self, value: Value, style: Style, *, like: str = "empty", flow: bool = False) -> str:
        return literals.inline(value, style, like=like, flow=flow)

    def key(self, name: str, *, like: str = "plain", flow: bool = False) -> str:
        return literals.key(name, like=like, flow=flow)

    def after_separator(self, value: Value, style: Style, indent: int) -> str:
        return literals.after_equals(value, style, indent)

    def table(self, steps: tuple[str, ...], value: dict[str, Value], style: Style, indent: int, *, many: bool) -> str:
        return literals.table(steps, value, style, indent, many=many)

    def commented_out_place(self, tree: Tree, head: re.Match[str]) -> CommentedOutPlace | None:
        return commented_out_place(tree, head)

    def commented_out_items(
        self, tree: Tree, comments: tuple[Comment, ...], fields: tuple[CommentedOut, ...], known: frozenset[str]
    ) -> Iterable[CommentedOutItem]:
        from hugoconv.syntax.toml.commented_out_items import commented_out_items  # only a translation needs it

        return commented_out_items(tree, comments, fields, known)


TOML = TomlSyntax()
