"""The habits of a YAML page's author, read off its text.

Lines behind comment markers count too: a field that is commented out was written by the same hand, and so a
page is written on in one way whether its fields are live or not.
"""

from __future__ import annotations

import re

from hugoconv.syntax.style import Style
from hugoconv.syntax.tree import Scalar, Tree, entries_of
from hugoconv.text.lines import line_break
from hugoconv.text.regex import regex

_QUOTED = regex(r"[:,\[-] *(['\"])")  # one set of characters first: such a search is quick
_FLOW_LIST = regex(r": *\[( *)[^\s\]]")
_BLOCK_LIST = regex(r"^#?([ \t]*)[\w-]+:[ \t]*(?:\r\n|\r|\n)#?([ \t]*)-( +)\S", re.MULTILINE)
_BLOCK_MAP = regex(r"^#?( *)[\w-]+:[ \t]*(?:\r\n|\r|\n)#?( +)[\w-]+:(?:\s|\Z)", re.MULTILINE)


def style_of(tree: Tree) -> Style:
    """The most frequent habit of each kind on the page; where it has none, that of the themes' own pages."""
    text = tree.text
    quotes = [found.group(1) for found in _QUOTED.finditer(text) if _is_value(text, found.start())]
    flow, block = _FLOW_LIST.findall(text), _BLOCK_LIST.findall(text)
    steps = (len(inner) - len(outer) for outer, inner in _BLOCK_MAP.findall(text))
    return Style(
        quote="'" if quotes.count("'") * 2 > len(quotes) else '"',
        step=next((step for step in steps if step > 0), 2),
        dash=max(len(block[0][1]) - len(block[0][0]), 0) if block else 0,
        wide=block[0][2] if block else " ",
        spaced=sum(map(bool, flow)) * 2 > len(flow),
        block=len(block) > len(flow),
        bare=_is_bare(tree),
        eol=line_break(text, tree.root.start if tree.root else 0),
    )


def _is_bare(tree: Tree) -> bool:
    """Whether more fields without a value have nothing behind their colon than something that says so."""
    values = [entry.value for entry in entries_of(tree.root) if isinstance(entry.value, Scalar)]
    bare = sum(value.style == "empty" and value.tag is None for value in values)
    said = sum(value.style != "empty" and value.text in ("", "null", "~") for value in values)
    return bare > said


def _is_value(text: str, at: int) -> bool:
    """Whether a character before a quote begins a value: a colon only behind a key."""
    return text[at] != ":" or text[at - 1 : at] in ('"', "'", "_") or text[at - 1 : at].isalnum()
