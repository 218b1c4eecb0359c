"""How an author writes: what new text takes over from its neighbours."""

from __future__ import annotations

from typing import NamedTuple


class Style(NamedTuple):
    """The habits of one page, or of one place in it.

    ``quote`` is the quote for strings that need one, ``eager`` whether strings are quoted without
    need; ``step`` is the indent of a nested block, ``dash`` that of a list below its key; ``wide`` is
    what follows a dash; ``spaced`` whether brackets have spaces inside; ``block`` whether lists stand one
    item a line, ``bare`` whether nothing stands behind the key of an empty field; ``eol`` is the line end.
    """

    quote: str = '"'
    eager: bool = False
    step: int = 2
    dash: int = 0
    wide: str = " "
    spaced: bool = False
    block: bool = False
    bare: bool = False
    eol: str = "\n"


def bracketed(opening: str, parts: list[str], closing: str, style: Style) -> str:
    """Parts between brackets on one line.

    >>> bracketed("[", ["1", "2"], "]", Style(spaced=True))
    '[ 1, 2 ]'
    """
    space = " " if style.spaced and parts else ""
    return f"{opening}{space}{', '.join(parts)}{space}{closing}"
