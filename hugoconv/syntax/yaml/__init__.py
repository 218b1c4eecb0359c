"""YAML front matter, as Hugo reads it."""

from __future__ import annotations

from hugoconv.syntax.syntax import Syntax
from hugoconv.syntax.yaml import literals
from hugoconv.syntax.yaml.hazards import differences, hazards
from hugoconv.syntax.yaml.hidden import FIELD, hidden
from hugoconv.syntax.yaml.reading import read
from hugoconv.syntax.yaml.styles import style_of
from hugoconv.syntax.yaml.values import accept, data, is_merge_key, scalar_shape

YAML = Syntax(
    name="yaml",
    read=read,
    shape=scalar_shape,
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
    wrap=("{\n", "\n}"),
)
