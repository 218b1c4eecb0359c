"""Plain text made one line, and no longer than wanted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate
from unicodedata import east_asian_width, name

from hugoconv.text.regex import regex

_BREAK = regex(r"(?<![ \t])[ \t]*+(?:[\r\n]++[ \t]*+)++")
_SPACES = regex(r"[ \t\r\n]+")
# Where a sentence ends: behind its sign and what closes with it; a point ends one only before a space.
_END = regex(r"(?:[。！？…]|[.!?](?=[\"'”’)\]]*(?:\s|\Z)))[\"'”’)\]」』）]*")
_PAUSE = regex(r"[ ，、；：]")
_ABBREVIATION = regex(r"(?:\b(?:[A-Z]|[Dd]r|[Pp]rof|Mrs?|Ms|St|No|[Ff]ig|Eq|cf|vs|al|etc|e\.g|i\.e|approx))\.\Z")


def one_line(text: str) -> str:
    """A text as one line; between characters of Chinese or Japanese no space takes the place of a line end.

    >>> one_line("A text\\nin lines。\\n中文\\n 文字 ")
    'A text in lines。中文文字'
    """
    return _SPACES.sub(" ", _BREAK.sub(lambda found: _joint(text, found), text)).strip()


def _joint(text: str, found: re.Match[str]) -> str:
    around = text[max(found.start() - 1, 0) : found.start()], text[found.end() : found.end() + 1]
    return "" if all(char and _is_without_spaces(char) for char in around) else " "


def _is_without_spaces(char: str) -> bool:
    """Whether a character is of a script that has no spaces between words."""
    return _width(char) > 1 and "HANGUL" not in name(char, "")


def _width(char: str) -> int:
    return 2 if east_asian_width(char) in "WF" else 1


def shortened(text: str, limit: int) -> str:
    """A line that is no wider than a limit, where a wide character, as in Chinese, counts as two. It ends with the
    last sentence that fits, or where none does behind a word and with an ellipsis.

    >>> shortened("One by Dr. Who. Two. Three.", 20), shortened("一二三。四五六。", 8), shortened("One two three", 9)
    ('One by Dr. Who. Two.', '一二三。', 'One two…')
    """
    fits = _fitting(text, limit)
    if fits == len(text):
        return text
    ends = [end for end in _ends(text) if end <= fits]
    if ends:
        return text[: ends[-1]]
    room = _fitting(text, limit - 1)
    pauses = [found.start() for found in _PAUSE.finditer(text, 1, room + 1)]
    return text[: pauses[-1] if pauses else room].rstrip() + "…"


def _fitting(text: str, limit: int) -> int:
    """How many characters of a text fit into a width."""
    return sum(width <= limit for width in accumulate(map(_width, text)))


def _ends(text: str) -> Iterator[int]:
    for found in _END.finditer(text):
        if not _ABBREVIATION.search(text, max(found.start() - 8, 0), found.start() + 1):
            yield found.end()
