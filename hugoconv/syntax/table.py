"""The syntaxes that can be read and changed, by the kind that a page's first characters name."""

from __future__ import annotations

from hugoconv.syntax.syntax import Syntax
from hugoconv.syntax.yaml import YAML

SYNTAXES: dict[str, Syntax] = {"yaml": YAML}
