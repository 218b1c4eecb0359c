"""The habits of a TOML page's author, read off its text, commented-out lines included."""

from __future__ import annotations

from hugoconv.syntax.style import Style
from hugoconv.syntax.tree import Tree
from hugoconv.text.lines import line_break
from hugoconv.text.regex import regex

# A line end first, not a multiline ^, which is tried at every character.
_QUOTED = regex(r"\n#? ?[ \t]*[\w-]+[ \t]*= *\[?[ \t]*(['\"])")
_HAS_SINGLE = regex(r"= *\[?[ \t]*'")
_LIST = regex(r"= *\[( *)[^\s\]\[]")
_TABLE = regex(r"\n([ \t]*)\[[^\n]*\n(?:[ \t]*(?:#[^\n]*)?\r?\n)*([ \t]*)[\w-]+[ \t]*=")


def style_of(tree: Tree) -> Style:
    """The most frequent habit of each kind on the page; where it has none, that of the themes' own pages."""
    text = f"\n{tree.text}"
    quotes = _QUOTED.findall(text) if _HAS_SINGLE.search(text) else ()
    lists = _LIST.findall(text)
    table = _TABLE.search(text)
    return Style(
        quote="'" if quotes.count("'") * 2 > len(quotes) else '"',
        step=max(len(table[2]) - len(table[1]), 0) if table else 2,
        spaced=sum(map(bool, lists)) * 2 > len(lists),
        eol=line_break(tree.text, tree.root.start if tree.root else 0),
    )
