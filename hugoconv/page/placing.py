"""Where new lines go."""

from __future__ import annotations

from collections.abc import Sequence

from hugoconv.syntax.nodes import Entry
from hugoconv.text.edits import Edit
from hugoconv.text.lines import line_break, next_line


def place_by(order: Sequence[str], entries: Sequence[Entry], name: str) -> int:
    """The position of the entry behind which a new one goes by an order of names; -1 for the very first place."""
    folded = [other.casefold() for other in order]
    if name.casefold() not in folded:
        return len(entries) - 1
    here = folded.index(name.casefold())
    ranks = [folded.index(e.name.casefold()) if e.name.casefold() in folded else None for e in entries]
    before = [i for i, rank in enumerate(ranks) if rank is not None and rank < here]
    if before:
        nearest = max(ranks[i] or 0 for i in before)
        return max(i for i in before if (ranks[i] or 0) == nearest)
    later = [i for i, rank in enumerate(ranks) if rank is not None]
    return later[0] - 1 if later else len(entries) - 1


def line_below(text: str, at: int, new: str) -> Edit:
    """The edit that puts new lines below the line of an offset, with the line end of that line."""
    eol, below = line_break(text, at), next_line(text, at)
    if below == len(text) and text[below - 1 : below] not in ("\n", "\r"):
        return Edit(below, below, eol + new)
    return Edit(below, below, new + eol)
