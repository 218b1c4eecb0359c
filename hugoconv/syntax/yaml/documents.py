"""Where the YAML documents of a matter end: at a line that begins with three dots and no fourth.

Hugo reads the first document that holds anything. It looks at the others too, and refuses a page of which one is
no YAML, or no more than a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import yaml

from hugoconv.text.regex import regex

try:
    from yaml import CSafeLoader as _Scanner
except ImportError:  # PyYAML was built without libyaml
    from yaml import SafeLoader as _Scanner  # type: ignore[assignment]

_DOTS = "..."
_END = regex(r"(?:\A|(?<=[\r\n]))\.\.\.(?!\.)")
_SPEC_END = regex(r"(?:\A|(?<=[\r\n]))\.\.\.(?=[ \t\r\n]|\Z)")
_GAP = regex(r"(?:[ \t\r\n]+|#[^\r\n]*|(?:\A|(?<=[\r\n]))\.\.\.(?!\.))*")
_NO_BREAK = regex(r"[^\r\n]")
_QUOTE = regex("[\"']")
_FOREIGN = regex("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_DOTS_AND_TABS = regex(r"\A\.\.\.(?:[ \t]*(?=[\r\n#]|\Z))?")
_TAG = regex(r"\A((?:[ \t\r\n]+|#[^\r\n]*)*)(![^!<\s]\S*[^\w\s]\S*)")
_MOST_QUOTED = 20


class YamlDocument(NamedTuple):
    """One document of a matter, to the dots after it or the end; ``start`` is that of the dots before it, if any."""

    start: int
    end: int
    dotted: bool = True

    def of(self, text: str) -> str:
        """Its text with spaces for the dots before it, which is how Hugo reads it; with a tag in front of it made one
        that every reader knows, since Hugo takes anything for a tag."""
        own = text[self.start : self.end]
        return _TAG.sub(_as_tag, _DOTS_AND_TABS.sub(_as_blanks, own)) if self.dotted else own

    def in_place(self, text: str) -> str:
        """The same with a space for everything before it, so that all offsets stay."""
        return _NO_BREAK.sub(" ", text[: self.start]) + self.of(text)


def documents(text: str, *, since_0_152: bool = True) -> tuple[YamlDocument, ...]:
    """The documents of a matter; text may follow the dots on their line only since 0.152.

    >>> documents("a: 1\\n...and: 2\\n")
    (YamlDocument(start=0, end=5, dotted=False), YamlDocument(start=5, end=15, dotted=True))
    """
    if _DOTS not in text:
        return (YamlDocument(0, len(text), dotted=False),)
    ends = list(_ends(text)) if since_0_152 else [found.start() for found in _SPEC_END.finditer(text)]
    first, *stops = [*ends, len(text)]
    return (YamlDocument(0, first, dotted=False), *map(YamlDocument, ends, stops))


def next_text(text: str, end: int) -> int | None:
    """Where the first text begins behind the end of a document that is neither comment nor dots; None without any."""
    gap = _GAP.match(text, end)
    at = gap.end() if gap else end
    return at if at < len(text) else None


def _as_blanks(found: re.Match[str]) -> str:
    return " " * len(found.group())


def _as_tag(found: re.Match[str]) -> str:
    return found[1] + "!" + "x" * (len(found[2]) - 1)


def _ends(text: str) -> Iterator[int]:
    """Every end of a document. Dots with text behind them are text within quotes; how many of those are looked
    into is limited, so that the time does not grow with their square."""
    start = quoted = 0
    for found in _END.finditer(text):
        at = found.start()
        bare = text[at + 3 : at + 4] in ("", " ", "\t", "\r", "\n")
        if not bare and quoted < _MOST_QUOTED and _ends_in_quotes(text[start:at]):
            quoted += 1
            continue
        yield at
        start = at + 3


def _ends_in_quotes(text: str) -> bool:
    """Whether a quote is open at the end of a text."""
    if _QUOTE.search(text) is None:
        return False
    try:
        # PyYAML would stop at a character that only Hugo reads, before it comes to the quotes.
        for _ in yaml.scan(_FOREIGN.sub("x", text), Loader=_Scanner):
            pass
    except yaml.MarkedYAMLError as error:
        return "quoted scalar" in (error.context or "")
    return False
