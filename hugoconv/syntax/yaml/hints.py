"""What to do about the YAML errors that real pages have most often."""

from __future__ import annotations

import re
from typing import NamedTuple

from hugoconv.text.lines import line_end, line_start
from hugoconv.text.regex import regex
from hugoconv.text.spaces import ODD_SPACES


class _Cause(NamedTuple):
    line: re.Pattern[str]
    message: str
    hint: str


_FIELD = r"^\s*(?:- +)*[\w.-]+:\s+"
# In this order: the first that fits is told, and those at the end fit many lines.
_CAUSES = (
    _Cause(regex(r"^ *\t"), "", "indent with spaces, not with a tab"),
    _Cause(regex(_FIELD + r"\[[^\]]*\]\s*\["), "", "put both into one list, `[a, b]`, or quote the value"),
    _Cause(regex(_FIELD + r"[@`]"), "", "a value cannot begin with @ or `: put it in quotes"),
    _Cause(regex(_FIELD + r"\*"), "", "a leading * is an alias: put the value in quotes if it is text"),
    _Cause(regex(_FIELD + r"[%!&|>]"), "", "the value begins with a character of YAML: put it in quotes"),
    _Cause(
        regex(_FIELD + r"(\"(?:[^\"\\]|\\.)*|'[^']*)$"),
        "",
        "the quote that opens here is never closed on its line: add the closing quote",
    ),
    _Cause(
        regex(_FIELD + r"(?:\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*')\s*[^\s#]"),
        "",
        "text follows the closing quote: quote the whole value, and double or escape the quotes inside it",
    ),
    _Cause(regex(r"\\"), "escape", "write \\\\ for a backslash, or use single quotes"),
    _Cause(regex(_FIELD + r"[^\"'\[{#].*:(?:\s|$)"), "", "the value holds `: `: put it in quotes"),
    _Cause(regex(_FIELD + r"[\[{]"), "", "close the bracket, and quote items that hold : , [ ] { or }"),
    _Cause(regex(r"^\s*[\w.-]+:\S"), "", "put a space after the colon"),
    _Cause(
        regex(r"^\s*[^\s:#]+\s*$"),
        "",
        "every line needs `name: value`, or more indent to continue the one above",
    ),
)


class Culprit(NamedTuple):
    """A character that looks like another: where it stands, and what to say and to do about it."""

    at: int
    message: str
    hint: str


# A matter begins with the line end of its fence.
_LONG_FENCE = regex(r"-+[ \t]*(?=[\r\n]|\Z)")
_CULPRITS = (
    (
        regex(rf"[ ]*(?:- +)*[A-Za-z_][\w-]*[ {ODD_SPACES}]?(：)"),
        "a full-width colon parts no key from its value",
        "write a plain colon and a space",
    ),
    (
        regex(rf"[ ]*(?:- +)*[A-Za-z_][\w-]*:[ ]*([{ODD_SPACES}])"),
        "a space that YAML does not take for one stands behind the colon",
        "write a plain space",
    ),
    (
        regex(rf"[ ]*(?:- +)*-([{ODD_SPACES}])"),
        "a space that YAML does not take for one stands behind the dash",
        "write a plain space",
    ),
    (
        regex(rf"[ ]*([{ODD_SPACES}])[ {ODD_SPACES}]*(?:- +)*[A-Za-z_\"'][\w\"'-]*:(?:\s|$)"),
        "a space that YAML does not take for one stands in the indent",
        "write plain spaces",
    ),
    (
        regex(r"[ ]*(?:- +)*[A-Za-z_][\w-]*:[ ]*[\[{](?:(?:\"[^\"]*\"|'[^']*'|[^\]}\"'#\r\n])*[,:])?[ ]*(#)[^\s\]}]"),
        "# begins a comment here, and the bracket stays open",
        "put what begins with # in quotes",
    ),
)


def culprit(text: str, *places: int) -> Culprit | None:
    """The character to blame for an error at one of some places, on its line or the one with text above."""
    starts = dict.fromkeys(start for at in places for start in _lines_at(text, at))
    for start in starts:
        end = line_end(text, start)
        if start == 0 and _LONG_FENCE.match(text):
            return Culprit(0, "the fence has more than three dashes", "write ---")
        for pattern, message, hint in _CULPRITS:
            if found := pattern.match(text, start, end):
                return Culprit(found.start(1), message, hint)
    return None


def _lines_at(text: str, at: int) -> tuple[int, ...]:
    """Where the line of a place begins, and the one with text above it."""
    start = line_start(text, at)
    above = len(text[:start].rstrip())
    return (start, line_start(text, above)) if above else (start,)


def hint_for(text: str, at: int, message: str) -> str:
    """The remedy for the first known cause on the line of an error or the line with text before it; else empty."""
    lines = [text[line_start(text, at) : line_end(text, at)]]
    before = text[: line_start(text, at)].rstrip()
    lines.append(before[line_start(before, len(before)) :] if before else "")
    for line in lines:
        for cause in _CAUSES:
            if cause.message in message and cause.line.search(line):
                return cause.hint
    return ""
