"""YAML front matter, as Hugo reads it.

This module names the parts of the syntax: ``parser`` makes the tree, ``values`` and ``hugo_tree`` say what Hugo reads
in it, ``literals`` writes new text, ``commented_out`` finds fields that are commented out.
Read on in ``parser``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from hugoconv.syntax.base import CommentedOutItem, Reread, Syntax
from hugoconv.syntax.tree import Node, Tree
from hugoconv.syntax.values import Value
from hugoconv.syntax.yaml import hugo_tree, literals
from hugoconv.syntax.yaml.changed_fields import reread
from hugoconv.syntax.yaml.commented_out import FIELD, ITEM, SIMPLE, UNFIT, VAIN, commented_out_place
from hugoconv.syntax.yaml.hazards import hazards
from hugoconv.syntax.yaml.parser import read
from hugoconv.syntax.yaml.styles import style_of
from hugoconv.syntax.yaml.surprises import surprises
from hugoconv.syntax.yaml.values import accept, canonical_scalar, data, is_merge_key
from hugoconv.text.edits import Edits

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

    canonical = staticmethod(canonical_scalar)
    style = staticmethod(style_of)
    is_merge_key = staticmethod(is_merge_key)
    odd_keys = staticmethod(hugo_tree.odd_keys)
    duplicate_keys = staticmethod(hugo_tree.duplicate_keys)
    differences = staticmethod(hugo_tree.differences)
    surprises = staticmethod(surprises)
    accept = staticmethod(accept)
    inline = staticmethod(literals.inline)
    key = staticmethod(literals.key)
    after_separator = staticmethod(literals.after_colon)
    item_text = staticmethod(literals.item_text)
    commented_out_place = staticmethod(commented_out_place)

    def read(self, text: str) -> Tree:
        return read(text)

    def reread(self, old: Tree, edits: Edits, text: str) -> Reread:
        return reread(old, edits, text) or super().reread(old, edits, text)

    def hazards(self, tree: Tree) -> tuple[tuple[str, int], ...]:
        return hazards(tree)

    def data(self, node: Node | None) -> Value:
        return data(node)

    def decoded(self, tree: Tree) -> dict[str, Value] | None:
        return hugo_tree.decoded(tree)

    def before_0_152(self) -> Syntax:
        from hugoconv.syntax.yaml.before_0152 import YAML_BEFORE_0_152

        return YAML_BEFORE_0_152

    def commented_out_items(
        self, tree: Tree, comments: tuple[Comment, ...], fields: tuple[CommentedOut, ...], known: frozenset[str]
    ) -> Iterable[CommentedOutItem]:
        from hugoconv.syntax.yaml.commented_out_items import commented_out_items  # only a translation needs it

        return commented_out_items(tree, comments, fields, known)

    def emptied(self, tree: Tree) -> Tree:
        from hugoconv.syntax.yaml.commented_out_items import emptied  # only a translation needs it

        return emptied(tree)


YAML = YamlSyntax()
