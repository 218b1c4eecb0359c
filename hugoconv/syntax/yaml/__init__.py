"""YAML front matter, as Hugo reads it.

This module names the parts of the syntax: ``parser`` makes the tree, ``values`` and ``hugo_tree`` say what Hugo reads
in it, ``literals`` writes new text, ``commented_out`` finds fields that are commented out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from hugoconv.syntax.base import CommentedOutItem, CommentedOutPlace, Syntax
from hugoconv.syntax.style import Style
from hugoconv.syntax.tree import Entry, Node, Path, Scalar, Tree
from hugoconv.syntax.values import CanonicalValue, Value
from hugoconv.syntax.yaml import hugo_tree, literals
from hugoconv.syntax.yaml.commented_out import FIELD, ITEM, SIMPLE, UNFIT, VAIN, commented_out_place
from hugoconv.syntax.yaml.hazards import hazards
from hugoconv.syntax.yaml.parser import read
from hugoconv.syntax.yaml.styles import style_of
from hugoconv.syntax.yaml.surprises import surprises
from hugoconv.syntax.yaml.values import accept, canonical_scalar, data, is_merge_key

if TYPE_CHECKING:
    from hugoconv.syntax.commented_out import CommentedOut
    from hugoconv.syntax.comments import Comment


class YamlSyntax(Syntax):
    """YAML for Hugo since 0.152, whose library is goccy/go-yaml."""

    name = "yaml"
    comment_marker = "#"
    indent_matters = True
    has_blocks = True
    # Braces on lines of their own: a comment at the end of the entry would hide a closing one on its line.
    wrap = ("{\n", "\n}")
    field = FIELD
    item = ITEM
    simple = SIMPLE
    vain = VAIN
    unfit = UNFIT

    def read(self, text: str) -> Tree:
        return read(text)

    def data(self, node: Node | None) -> Value:
        return data(node)

    def canonical(self, scalar: Scalar) -> CanonicalValue:
        return canonical_scalar(scalar)

    def style(self, tree: Tree) -> Style:
        return style_of(tree)

    def decoded(self, tree: Tree) -> dict[str, Value] | None:
        return hugo_tree.decoded(tree)

    def is_merge_key(self, key: Node) -> bool:
        return is_merge_key(key)

    def odd_keys(self, tree: Tree) -> Iterable[Entry]:
        return hugo_tree.odd_keys(tree)

    def duplicate_keys(self, tree: Tree) -> tuple[tuple[Path, Entry], ...]:
        return hugo_tree.duplicate_keys(tree)

    def hazards(self, tree: Tree) -> tuple[tuple[str, int], ...]:
        return hazards(tree)

    def differences(self, tree: Tree) -> tuple[tuple[str, int], ...]:
        return hugo_tree.differences(tree)

    def surprises(self, tree: Tree) -> tuple[tuple[str, int], ...]:
        return surprises(tree)

    def before_0_152(self) -> Syntax:
        from hugoconv.syntax.yaml.before_0152 import YAML_BEFORE_0_152

        return YAML_BEFORE_0_152

    def accept(self, value: object) -> Value:
        return accept(value)

    def inline(self, value: Value, style: Style, *, like: str = "empty", flow: bool = False) -> str:
        return literals.inline(value, style, like=like, flow=flow)

    def key(self, name: str, *, like: str = "plain", flow: bool = False) -> str:
        return literals.key(name, like=like, flow=flow)

    def after_separator(self, value: Value, style: Style, indent: int) -> str:
        return literals.after_colon(value, style, indent)

    def item_text(self, value: Value, style: Style, indent: int) -> str:
        return literals.item_text(value, style, indent)

    def commented_out_place(self, tree: Tree, head: re.Match[str]) -> CommentedOutPlace | None:
        return commented_out_place(tree, head)

    def commented_out_items(
        self, tree: Tree, comments: tuple[Comment, ...], fields: tuple[CommentedOut, ...], known: frozenset[str]
    ) -> Iterable[CommentedOutItem]:
        from hugoconv.syntax.yaml.commented_out_items import commented_out_items  # only a translation needs it

        return commented_out_items(tree, comments, fields, known)

    def emptied(self, tree: Tree) -> Tree:
        from hugoconv.syntax.yaml.commented_out_items import emptied  # only a translation needs it

        return emptied(tree)


YAML = YamlSyntax()
