"""Where lines begin and end. LF, CRLF and a lone CR each end a line, as they do for Hugo."""

from __future__ import annotations

from itertools import accumulate

from hugoconv.text.regex import regex

_BREAK = regex(r"\r\n|\r|\n")
_LINE = regex(r"[^\r\n]*+(?:\r\n|\r|\n)|[^\r\n]++")
_NEAR = 256  # how far a line end is looked for at first
_PART = 1024  # the code points whose lines are counted once


def line_start(text: str, at: int) -> int:
    """The offset of the first character of the line that holds ``at``.

    >>> line_start("ab\\ncd", 4)
    3
    """
    if at > 0 and text.startswith("\n", at - 1):
        return at
    # Nearby first: most texts have no carriage return, and without a bound each search for one would go back to the
    # top.
    low = at - _NEAR if at > _NEAR else 0
    start = text.rfind("\n", low, at) + 1
    cr = text.rfind("\r", start or low, at)
    if cr < 0:
        return start if start or not low else _far_start(text, at)
    inside = cr == at - 1 and text.startswith("\n", at)  # of a CRLF
    return line_start(text, cr) if inside else cr + 1


def _far_start(text: str, at: int) -> int:
    """As ``line_start``, for a long line: looked for further and further away, since one of the two line ends may
    not be in the text at all."""
    width = _NEAR
    while width < at:
        width *= 4
        low = max(at - width, 0)
        found = max(text.rfind("\n", low, at), text.rfind("\r", low, at))
        if found >= 0:
            return found + 1 if found < at - 1 or not text.startswith("\r\n", found) else line_start(text, found)
    return 0


def line_end(text: str, at: int) -> int:
    """The offset of the line end of the line that holds ``at``, or the end of the text.

    >>> line_end("ab\\r\\ncd", 0)
    2
    """
    size, width = len(text), _NEAR
    while True:
        high = at + width
        # As in ``line_start``: a search for what is nowhere in the text would go on to its end each time.
        lf = text.find("\n", at, high)
        cr = text.find("\r", at, lf if lf >= 0 else high)
        if cr >= 0 or lf >= 0:
            return cr if cr >= 0 else lf
        if high >= size:
            return size
        width *= 4


def next_line(text: str, at: int) -> int:
    """The offset just after the line end of the line that holds ``at``.

    >>> next_line("ab\\r\\ncd", 0)
    4
    """
    end = line_end(text, at)
    return end + 2 if text.startswith("\r\n", end) else min(end + 1, len(text))


def line_break(text: str, at: int) -> str:
    """The line end of the line that holds ``at``; at the last line, that of the line before; else LF.

    >>> line_break("ab\\r\\ncd", 5)
    '\\r\\n'
    """
    end = line_end(text, at)
    if end == len(text):
        end = max(text.rfind("\n"), text.rfind("\r"))
        # Of a CRLF at the end the LF was found, which is its second half.
        end -= int(text.startswith("\r\n", end - 1) and end > 0)
    found = _BREAK.match(text, end) if end >= 0 else None
    return found.group() if found else "\n"


class Lines:
    """A text of which many places are asked; it counts the lines of each part once.

    >>> Lines("ab\\ncd").position(4)
    (2, 2)
    """

    __slots__ = ("_counts", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        parts = range(0, len(text), _PART)
        self._counts = [0, *accumulate(_breaks(text, at, at + _PART) for at in parts)]

    def position(self, at: int) -> tuple[int, int]:
        """Line and column of an offset, both counted from 1."""
        start = line_start(self._text, at)
        part = start // _PART
        lines = self._counts[part] + _breaks(self._text, part * _PART, start)
        return lines + 1, at - start + 1


def _breaks(text: str, start: int, end: int) -> int:
    """How many line ends there are in a part of a text; that of a CRLF is its LF."""
    lines = text.count("\n", start, end)
    if text.find("\r", start, end) >= 0:
        # One further: the LF of a CRLF may stand right behind the part, and the line end counts there.
        lines += text.count("\r", start, end) - text.count("\r\n", start, end + 1)
    return lines


def split_lines(text: str) -> list[str]:
    """The lines of a text with their ends; ``str.splitlines`` ends them at more characters than Hugo does.

    >>> split_lines("a\\u2028b\\r\\n\\nc")
    ['a\\u2028b\\r\\n', '\\n', 'c']
    """
    return _LINE.findall(text)


def position(text: str, at: int) -> tuple[int, int]:
    """Line and column of an offset, both counted from 1.

    >>> position("ab\\ncd", 4)
    (2, 2)
    """
    start = line_start(text, at)
    return _breaks(text, 0, start) + 1, at - start + 1
