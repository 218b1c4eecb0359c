"""What Hugo leaves of a text in the path of an address.

Rules: Hugo 0.168, checked against the binary.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote, unquote_plus

from hugoconv.text.regex import regex

_PLAIN = regex(r"[a-z0-9./_-]*\Z")
# What Hugo allows in a path besides letters, digits and marks.
_KEPT = frozenset("./\\_#+~-@")
_ESCAPE = regex(r"%[0-9a-fA-F]{2}")
# What Go's `url.URL` leaves as it is in a path; `quote` alone would escape all of these but slash and tilde.
_UNESCAPED = "/$&+,:;=@!'()*~"


def sanitized(text: str, *, lower: bool = True, accents: bool = True) -> str:
    """A text as a part of a path: letters, digits, marks and some punctuation; spaces become one hyphen, the rest goes.

    >>> sanitized("Vim (text editor)"), sanitized("河流的记忆：导论 1")
    ('vim-text-editor', '河流的记忆导论-1')
    """
    # Most names need nothing done, and to ask for the category of every character is slow.
    if _PLAIN.match(text):
        return text
    found: list[str] = []
    pending = hyphen = False
    for at, char in enumerate(text):
        if _is_kept(text, at):
            hyphen = char == "-"
            if pending and not hyphen:
                found.append("-")
            pending = False
            found.append(char)
        # A space beside a hyphen leaves nothing: `x - y` is `x-y`.
        elif found and char.isspace() and not hyphen:
            pending = True
    joined = "".join(found) if accents else _without_accents("".join(found))
    return lowered(joined) if lower else joined


def lowered(text: str) -> str:
    """A text in lowercase as Go has it: character by character, one for one.

    >>> lowered("ΛΌΓΟΣ"), len(lowered("İ"))
    ('λόγοσ', 1)
    """
    return text.lower() if text.isascii() else "".join(char.lower()[0] for char in text)


def normalized(name: str) -> str:
    """The name of a file or folder in Hugo's own paths: in lowercase, a hyphen for every space."""
    return lowered(name).replace(" ", "-")


def escaped(path: str) -> str:
    """A path as it stands in a URL; what is an escape already stays.

    >>> escaped("/talk/河/")
    '/talk/%E6%B2%B3/'
    """
    parts = re.split(f"({_ESCAPE.pattern})", path)
    return "".join(part if i % 2 else quote(part, safe=_UNESCAPED) for i, part in enumerate(parts))


def unescaped(text: str) -> str:
    """A text as Go reads it in a query: escapes undone, each `+` a space; empty where an escape is not valid."""
    return "" if "%" in _ESCAPE.sub("", text) else unquote_plus(text)


def _is_kept(text: str, at: int) -> bool:
    char = text[at]
    if char in _KEPT or (char == "%" and _ESCAPE.match(text, at)):
        return True
    kind = unicodedata.category(char)
    # `str.isalnum` would keep `²` and `Ⅷ` too: to Go a digit is of the category Nd.
    return kind[0] in "LM" or kind == "Nd"


def _without_accents(text: str) -> str:
    apart = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", "".join(char for char in apart if unicodedata.category(char) != "Mn"))
