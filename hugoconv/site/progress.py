"""How far a plan or a run is, told as how many pages are done and how many there are in all."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

Progress: TypeAlias = Callable[[int, int], object]


class Count:
    """Counts what is done, and tells it.

    >>> count = Count(lambda done, total: print(done, "of", total))
    >>> count.begin(3)
    0 of 3
    >>> count.add(2)
    2 of 3
    """

    def __init__(self, tell: Progress) -> None:
        self._tell, self._done, self._total = tell, 0, 0

    def begin(self, total: int) -> None:
        """There are so many in all."""
        self._done, self._total = 0, total
        self._tell(0, total)

    def add(self, more: int) -> None:
        """So many more are done."""
        self._done += more
        self._tell(self._done, self._total)
