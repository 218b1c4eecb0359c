"""Edits of a text as values: sorted, disjoint, in offsets of the original text (promise I2)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate
from operator import itemgetter
from typing import NamedTuple


class Edit(NamedTuple):
    """Put ``new`` in the place of the code points from ``start`` up to ``end``.

    An insertion has ``start == end``; a deletion has ``new == ""``.
    """

    start: int
    end: int
    new: str


class EditsOverlap(ValueError):
    """Two edits that touch the same code points, so that neither order of them is right."""


class Edits:
    """A sorted, disjoint list of edits of one text.

    Equal and hashable by value. Laws: ``e.inverse(t).apply(e.apply(t)) == t`` (promise I5) and
    ``a.then(b).apply(t) == b.apply(a.apply(t))``.

    >>> swap = Edits([Edit(4, 5, "d"), Edit(0, 1, "A")])
    >>> swap.apply("abc e")
    'Abc d'
    >>> swap.inverse("abc e").apply("Abc d")
    'abc e'
    """

    __slots__ = ("_edits", "_shifts", "_starts")

    def __init__(self, edits: Iterable[Edit] = ()) -> None:
        """Sorts; joins nothing. Two insertions at one place keep the order in which they were given.

        Raises EditsOverlap for two edits that touch the same code points, ValueError for a range
        that runs backwards.
        """
        ordered = tuple(sorted(edits, key=_place))
        end = 0
        for edit in ordered:
            if edit.end < edit.start or edit.start < 0:
                raise ValueError(f"not a range: {edit}")
            if edit.start < end:
                raise EditsOverlap(f"{edit} overlaps the edit before it")
            end = edit.end
        self._edits = ordered
        self._starts = [edit.start for edit in ordered]
        self._shifts = [*accumulate(len(edit.new) - (edit.end - edit.start) for edit in ordered)]

    def __iter__(self) -> Iterator[Edit]:
        return iter(self._edits)

    def __len__(self) -> int:
        return len(self._edits)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Edits) and self._edits == other._edits

    def __hash__(self) -> int:
        return hash(self._edits)

    def __repr__(self) -> str:
        return f"Edits({list(self._edits)!r})"

    def apply(self, text: str) -> str:
        """The text with every edit made; what no edit covers is copied (promise I3).

        Raises ValueError where an edit reaches beyond the text.
        """
        out: list[str] = []
        at = 0
        for start, end, new in self._edits:
            if end > len(text):
                raise ValueError(f"an edit ends at {end}, the text at {len(text)}")
            out += (text[at:start], new)
            at = end
        out.append(text[at:])
        return "".join(out)

    def inverse(self, text: str) -> Edits:
        """The edits that turn ``self.apply(text)`` back into ``text``."""
        # The inverse counts in the new text, where each edit is moved by what those before it added.
        shift, back = 0, []
        for start, end, new in self._edits:
            back.append(Edit(start + shift, start + shift + len(new), text[start:end]))
            shift += len(new) - (end - start)
        return Edits(back)

    def moved(self, at: int) -> int:
        """Where an offset of the original is after the edits; what stands right behind an insertion stays at it.

        >>> Edits([Edit(0, 0, "ab")]).moved(0), Edits([Edit(0, 0, "ab")]).moved(1)
        (0, 3)
        """
        i = bisect_left(self._starts, at)
        # Within what an edit replaces, the shift of that edit does not count yet.
        if i and self._edits[i - 1].end > at:
            i -= 1
        return at + (self._shifts[i - 1] if i else 0)

    def covers(self, at: int) -> bool:
        """Whether the code point at an offset is deleted or replaced."""
        i = bisect_right(self._starts, at)
        return i > 0 and self._edits[i - 1].end > at

    def effective(self, text: str) -> Edits:
        """The edits that change anything in a text.

        >>> Edits([Edit(0, 1, "a"), Edit(1, 2, "c")]).effective("ab")
        Edits([Edit(start=1, end=2, new='c')])
        """
        return Edits(edit for edit in self._edits if text[edit.start : edit.end] != edit.new)

    def then(self, later: Edits) -> Edits:
        """One list that does what this one and then ``later`` does; ``later`` counts in this one's result."""
        if not self._edits or not later._edits:
            return later if later._edits else self
        return Edits(_composed(list(self._edits), list(later._edits)))


def _place(edit: Edit) -> tuple[int, int]:
    # By its end too: an insertion stands in front of an edit that replaces what begins at its place.
    return edit.start, edit.end


class _Placed(NamedTuple):
    """An edit of either list with the range that it has in the middle text."""

    start: int
    end: int
    later: bool
    edit: Edit


def _composed(first: list[Edit], later: list[Edit]) -> Iterator[Edit]:
    """Edits of both lists that touch in the middle text become one edit of the original."""
    before = 0
    for cluster in _touching([*_in_middle(first), *(_Placed(e.start, e.end, True, e) for e in later)]):
        mine = [placed.edit for placed in cluster if not placed.later]
        theirs = [placed.edit for placed in cluster if placed.later]
        after = before + sum(len(edit.new) - (edit.end - edit.start) for edit in mine)
        low, high = cluster[0].start, max(placed.end for placed in cluster)
        yield _joined(mine, theirs, low - before, high - after, low)
        before = after


def _in_middle(first: list[Edit]) -> Iterator[_Placed]:
    shift = 0
    for edit in first:
        start = edit.start + shift
        yield _Placed(start, start + len(edit.new), False, edit)
        shift += len(edit.new) - (edit.end - edit.start)


def _touching(placed: list[_Placed]) -> Iterator[list[_Placed]]:
    """The edits in groups, each as long as the next begins before the group ends."""
    cluster: list[_Placed] = []
    end = 0
    for one in sorted(placed, key=itemgetter(0, 2)):
        if cluster and one.start > end:
            yield cluster
            cluster = []
        cluster.append(one)
        end = max(end, one.end)
    if cluster:
        yield cluster


def _joined(mine: list[Edit], theirs: list[Edit], start: int, end: int, low: int) -> Edit:
    """One edit of the original from ``start`` to ``end``, which begins at ``low`` in the middle text.

    What no edit of ``mine`` wrote is covered by one of ``theirs``, so a placeholder stands in for it.
    """
    local = Edits(Edit(e.start - start, e.end - start, e.new) for e in mine)
    middle = local.apply("\0" * (end - start))
    return Edit(start, end, Edits(Edit(e.start - low, e.end - low, e.new) for e in theirs).apply(middle))
