"""A half-open range of a text."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """The code points from ``start`` up to, not including, ``end``.

    >>> Span(1, 3).of("abcd")
    'bc'
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        """The part of ``text`` that the span covers."""
        return text[self.start : self.end]

    def holds(self, other: Span) -> bool:
        """Whether ``other`` lies within this span."""
        return self.start <= other.start and other.end <= self.end
