"""Characters that look like a space, or like nothing, and are letters for Hugo."""

from __future__ import annotations

# Pasted from word processors and web pages. White space in YAML is space and tab alone, so that one of these in front
# of a key, or behind it, is a part of its name.
ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff"
WIDE = "\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
ODD_SPACES = WIDE + ZERO_WIDTH


def plain(spaces: str) -> str:
    """The spaces that a reader sees: one for each, none for those without a width.

    >>> plain("\\u3000 \\u200b")
    '  '
    """
    return "".join(" " if c in WIDE else "" if c in ZERO_WIDTH else c for c in spaces)
