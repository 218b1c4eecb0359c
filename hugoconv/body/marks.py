"""Words put into a text that stand nowhere in it, to be looked for in what is read of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import count
from typing import TypeVar

from hugoconv.text.edits import Edit, Edits

Token = TypeVar("Token")


class Marks:
    """Words of letters and digits, which mean nothing in Markdown; the text of which they are made has none of them."""

    __slots__ = ("_found", "_stem")

    def __init__(self, *texts: str) -> None:
        self._stem = next(stem for n in count() if not any((stem := f"qq{n}qq") in text for text in texts))
        self._found = re.compile(rf"{self._stem}(\d+)q")

    def __getitem__(self, number: int) -> str:
        # The letter at the end keeps mark 1 from being the beginning of mark 10.
        return f"{self._stem}{number}q"

    def put(self, text: str, places: Sequence[int]) -> str:
        """The text with a mark at each of some places in order, numbered from 0."""
        return Edits(Edit(at, at, self[n]) for n, at in enumerate(places)).apply(text)

    def found_in(self, texts: Iterable[tuple[str, Token]]) -> dict[int, Token]:
        """What comes with each text in which a mark stands, by the number of its last mark."""
        numbers = ((self._found.findall(text), token) for text, token in texts)
        return {int(found[-1]): token for found, token in numbers if found}
