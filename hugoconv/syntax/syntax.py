"""What a syntax has to offer, and the table of those that there are."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from hugoconv.syntax.nodes import Node, Scalar, Tree
from hugoconv.syntax.style import Style
from hugoconv.syntax.values import Shape, Value


class Syntax(NamedTuple):
    """One syntax of front matter as a table of functions.

    ``field`` matches a commented-out field from its comment sign on: ``blank`` is what follows the
    sign, ``bare`` a bare key, ``other`` any other key; None for a syntax without comments. ``wrap`` is
    what to put around one entry of a flow map so that it can be read alone.
    """

    name: str
    read: Callable[[str], Tree]
    shape: Callable[[Scalar], Shape]
    data: Callable[[Node | None], Value]
    accept: Callable[[object], Value]
    style: Callable[[Tree], Style]
    inline: Callable[..., str]
    key: Callable[..., str]
    after_separator: Callable[[Value, Style, int], str]
    item_text: Callable[[Value, Style, int], str]
    hazards: Callable[[Tree], tuple[tuple[str, int], ...]]
    differences: Callable[[Tree], tuple[tuple[str, int], ...]]
    is_merge_key: Callable[[Node], bool]
    separator: str
    field: re.Pattern[str] | None
    wrap: tuple[str, str]
