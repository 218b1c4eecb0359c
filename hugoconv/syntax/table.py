"""The syntaxes that can be read and changed, by the kind that a page's first characters name."""

from __future__ import annotations

from hugoconv.syntax.json import JSON
from hugoconv.syntax.org import ORG
from hugoconv.syntax.syntax import Syntax
from hugoconv.syntax.toml import TOML
from hugoconv.syntax.yaml import YAML

SYNTAXES: dict[str, Syntax] = {syntax.name: syntax for syntax in (YAML, TOML, JSON, ORG)}
