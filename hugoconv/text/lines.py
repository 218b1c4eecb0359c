"""Where lines begin and end. LF, CRLF and a lone CR each end a line, as they do for Hugo."""

from __future__ import annotations

import re

_BREAK = re.compile(r"\r\n|\r|\n")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


def line_start(text: str, at: int) -> int:
    """The offset of the first character of the line that holds ``at``.

    >>> line_start("ab\\ncd", 4)
    3
    """
    start = text.rfind("\n", 0, at) + 1
    cr = text.rfind("\r", start, at)
    if cr < 0:
        return start
    inside = cr == at - 1 and text.startswith("\n", at)  # of a CRLF
    return line_start(text, cr) if inside else cr + 1


def line_end(text: str, at: int) -> int:
    """The offset of the line end of the line that holds ``at``, or the end of the text.

    >>> line_end("ab\\r\\ncd", 0)
    2
    """
    lf = text.find("\n", at)
    end = lf if lf >= 0 else len(text)
    cr = text.find("\r", at, end)
    return cr if cr >= 0 else end


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
    found = _BREAK.search(text, at)
    if found:
        return found.group()
    breaks = _BREAK.findall(text)
    return breaks[-1] if breaks else "\n"


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
    return len(_BREAK.findall(text, 0, start)) + 1, at - start + 1
