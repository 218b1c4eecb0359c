"""YAML front matter, as Hugo up to 0.151 read it: its library was gopkg.in/yaml.v2.

What it read in values stands in ``values_before_0152``.
"""

from __future__ import annotations

from hugoconv.syntax.base import Reread, Syntax
from hugoconv.syntax.tree import Node, Scalar, Tree
from hugoconv.syntax.values import CanonicalValue, Value
from hugoconv.syntax.yaml import YamlSyntax
from hugoconv.syntax.yaml import values_before_0152 as before
from hugoconv.text.edits import Edits


class YamlSyntaxBefore0152(YamlSyntax):
    """YAML for Hugo up to 0.151."""

    def read(self, text: str) -> Tree:
        return before.read(text)

    def reread(self, old: Tree, edits: Edits, text: str) -> Reread:
        del old, edits
        return Reread(self.read(text), {})

    def data(self, node: Node | None) -> Value:
        return before.data(node)

    def canonical(self, scalar: Scalar) -> CanonicalValue:
        return before.canonical_scalar(scalar)

    def decoded(self, tree: Tree) -> dict[str, Value] | None:
        return before.decoded(tree)

    def hazards(self, tree: Tree) -> tuple[tuple[str, int], ...]:
        return before.hazards(tree)

    def differences(self, tree: Tree) -> tuple[tuple[str, int], ...]:
        del tree
        return ()

    def surprises(self, tree: Tree) -> tuple[tuple[str, int], ...]:
        del tree
        return ()

    def before_0_152(self) -> Syntax:
        return self


YAML_BEFORE_0_152 = YamlSyntaxBefore0152()
