"""What is said where a function that takes a page is given something else."""

from __future__ import annotations

from hugoconv.page.page import Page


def refuse_other_than_page(given: object, taker: str) -> None:
    """Raises TypeError, with the functions that make a page, for anything that is no page; ``taker`` is the function
    that was called."""
    if not isinstance(given, Page):
        made = "parse makes one of bytes or text, read of a file"
        raise TypeError(f"{taker} takes a page, not {type(given).__name__}; {made}")
