"""Where new lines go."""

from __future__ import annotations

from collections.abc import Sequence

from hugoconv.syntax.tree import Entry
from hugoconv.text.edits import Edit
from hugoconv.text.lines import line_break, next_line


def place_by(order: Sequence[str], entries: Sequence[Entry], name: str) -> int:
    """The position of the entry behind which a new one goes by an order of names; -1 for the very first place."""
    # Backwards, so that of a name which the order has twice the first place counts.
    ranks = {other.casefold(): rank for rank, other in reversed(list(enumerate(order)))}
    here = ranks.get(name.casefold())
    if here is None:
        return len(entries) - 1
    there = [(ranks.get(entry.name.casefold()), i) for i, entry in enumerate(entries)]
    known = [(rank, i) for rank, i in there if rank is not None]
    before = [(rank, i) for rank, i in known if rank < here]
    if before:
        return max(before)[1]
    return known[0][1] - 1 if known else len(entries) - 1


def place_among(order: Sequence[str], entries: Sequence[Entry], name: str) -> int:
    """As ``place_by``; where a page has its fields in another order, in front of the field that is the next one."""
    after = place_by(order, entries, name)
    folded = [other.casefold() for other in order]
    later = folded[folded.index(name.casefold()) + 1 :] if name.casefold() in folded else []
    there = {entry.name.casefold(): i for i, entry in reversed(list(enumerate(entries)))}
    following = next((there[other] for other in later if other in there), None)
    return after if following is None else min(after, following - 1)


def line_below(text: str, at: int, new: str) -> Edit:
    """The edit that puts new lines below the line of an offset, with the line end of that line."""
    eol, below = line_break(text, at), next_line(text, at)
    if below == len(text) and text[below - 1 : below] not in ("\n", "\r"):
        return Edit(below, below, eol + new)
    return Edit(below, below, new + eol)
