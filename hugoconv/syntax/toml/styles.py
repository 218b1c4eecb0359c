"""The habits of a TOML page's author, read off its text, commented-out lines included."""

from __future__ import annotations

import re

from hugoconv.syntax.nodes import Tree
from hugoconv.syntax.style import Style
from hugoconv.text.lines import line_break

_QUOTED = re.compile(r"^#? ?[ \t]*[\w-]+[ \t]*= *\[?[ \t]*(['\"])", re.MULTILINE)
_LIST = re.compile(r"= *\[( *)[^\s\]\[]")
_TABLE = re.compile(r"^([ \t]*)\[[^\n]*\n(?:[ \t]*(?:#[^\n]*)?\r?\n)*([ \t]*)[\w-]+[ \t]*=", re.MULTILINE)


def style_of(tree: Tree) -> Style:
    """The most frequent habit of each kind on the page; where it has none, that of the themes' own pages."""
    text = tree.text
    quotes, lists = _QUOTED.findall(text), _LIST.findall(text)
    steps = [len(inner) - len(outer) for outer, inner in _TABLE.findall(text)]
    return Style(
        quote="'" if quotes.count("'") * 2 > len(quotes) else '"',
        step=max(steps[0], 0) if steps else 2,
        spaced=sum(map(bool, lists)) * 2 > len(lists),
        eol=line_break(text, tree.root.start if tree.root else 0),
    )
