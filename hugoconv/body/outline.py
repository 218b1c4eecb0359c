"""The tree of a body, written down as one string, and whether two trees are one but for some gaps."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from hugoconv.body.markdown import document
from hugoconv.text.regex import regex

# Characters that no text has in which they are taken for what is no character.
_OPENS, _OPENED, _CLOSES = "\1", "\2", "\3"
_PARTS = regex(f"[{_OPENS}{_CLOSES}]")
_SIGNS = str.maketrans(dict.fromkeys(f"\0{_OPENS}{_OPENED}{_CLOSES}", "\N{REPLACEMENT CHARACTER}"))
# A definition of a link says nothing but what the links say that use it, and how it is named.
_NOT_SAID = frozenset(["type", "raw", "children", "ref", "label"])
_PARAGRAPHS = ("paragraph", "block_text")


class Outline(NamedTuple):
    """A document from its beginning to its end: what opens, what it says, what closes; and each footnote."""

    body: str
    footnotes: dict[str, str]


def outline(text: str, mark: str) -> Outline:
    """The outline of a text, in which a paragraph of a mark alone is the mark alone."""
    tokens = document(text.translate(_SIGNS)).tokens
    notes = (note for token in tokens if token["type"] == "footnotes" for note in token["children"])
    said = {note["attrs"]["key"]: "".join(_said(note["children"], mark)) for note in notes}
    return Outline("".join(_said(tokens, mark)), said)


def _said(tokens: list[Any], mark: str) -> Iterator[str]:
    for token in tokens:
        kind = token["type"]
        if kind == "text":
            yield token["raw"]
        elif _is_only(token, mark):
            yield mark
        elif kind not in ("blank_line", "footnotes"):
            yield f"{_OPENS}{kind} {_facts(token)}{_OPENED}{token.get('raw', '')}"
            yield from _said(token.get("children") or [], mark)
            yield _CLOSES


def _facts(token: Any) -> list[tuple[str, Any]]:
    if token["type"] == "footnote_ref":
        return []  # its number is that of the references above it
    return sorted((name, value) for name, value in token.items() if name not in _NOT_SAID)


def _is_only(token: Any, mark: str) -> bool:
    return token["type"] in _PARAGRAPHS and "".join(child.get("raw", "") for child in token["children"]).strip() == mark


def differ_in_gaps(frame: Outline, found: Outline, mark: str) -> bool:
    """Whether an outline is that of a frame with anything in the place of its marks, of which every part that begins
    ends there too."""
    notes = (_fits(said, found.footnotes.get(key, said), mark) for key, said in frame.footnotes.items())
    return _fits(frame.body, found.body, mark) and all(notes)


def _fits(frame: str, found: str, mark: str) -> bool:
    first, *pieces = frame.split(mark)
    if not pieces:
        return frame == found
    last = pieces.pop()
    at, end = len(first), len(found) - len(last)
    if at > end or not found.startswith(first) or not found.endswith(last):
        return False
    for piece in pieces:
        at = _behind(found, piece, at, end)
        if at < 0:
            return False
    return _depth(found, at, end, 0) == 0


def _behind(found: str, piece: str, at: int, end: int) -> int:
    """Where the first place of a piece ends before which all is whole that began at an offset; -1 where there is
    none."""
    depth = 0
    while (place := found.find(piece, at, end)) >= 0:
        depth = _depth(found, at, place, depth)
        if depth <= 0:
            return place + len(piece) if depth == 0 else -1
        depth, at = _depth(found, place, place + 1, depth), place + 1
    return -1


def _depth(found: str, start: int, end: int, depth: int) -> int:
    """How deep within parts that opened an offset is, from one that is so deep; -1 where one ends that began before."""
    for part in _PARTS.finditer(found, start, end):
        depth += 1 if part.group() == _OPENS else -1
        if depth < 0:
            return -1
    return depth
