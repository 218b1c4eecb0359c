"""What the literals of YAML scalars say where libyaml and Hugo differ: tabs, CRLF line ends, foreign characters.

A foreign character is one that Hugo reads and PyYAML refuses or misreads. Before the text goes to PyYAML, a stand-in of
the same length takes its place, so that offsets hold; here its scalars get the author's characters back.
"""

from __future__ import annotations

import re

from hugoconv.text.regex import regex

SURROGATES = regex(r"\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")
# Hugo reads these characters; PyYAML refuses them or takes them for line ends.
FOREIGN = regex("[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
MISREAD = "\x85\u2028\u2029\ufeff"  # those of them that PyYAML takes for something else without a word
_BREAK = regex(r"\r\n|\r|\n")


def stand_in_for(text: str) -> str:
    """A character that a text does not have."""
    return next(chr(c) for c in range(0xE000, 0xF8FF) if chr(c) not in text)


def joined(pair: re.Match[str]) -> str:
    """Two halves of a character as one escape."""
    high, low = (int(half, 16) for half in pair.groups())
    return f"\\U{0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00):08x}"


def twice(literal: str, *, escapes: bool) -> str:
    """A quoted literal with two line ends for each CRLF, but for those behind a backslash."""
    # goccy folds a CRLF as two line ends, so that one of them is left in the text.
    escaped = r"(\\\\)*\\\r\n" if escapes else r"(?!)"
    return re.sub(rf"({escaped})|\r\n", lambda found: found.group(1) or "\n\n", literal)


def unfolded(literal: str) -> str:
    """What a plain literal says, with its tabs: a line end is a space, each empty line a line end."""
    first, *rest = _BREAK.split(literal)
    text = first.strip(" \t")
    empty = 0
    for line in rest:
        if not line.strip(" \t"):
            empty += 1
            continue
        text += ("\n" * empty or " ") + line.strip(" \t")
        empty = 0
    return text


def restored(value: str, stand_in: str, literal: str) -> str:
    """The value with what the author wrote in place of the stand-ins; a stray byte reads as U+FFFD."""
    found = iter(FOREIGN.findall(literal))
    return "".join(as_read(next(found, c)) if c == stand_in else c for c in value)


def as_read(character: str) -> str:
    return "\ufffd" if "\udc80" <= character <= "\udcff" else character
