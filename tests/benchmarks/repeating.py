"""Text over and over, each time with another number in it."""

from __future__ import annotations


def repeated(form: str, times: int) -> str:
    """The form with 0, 1, 2 … in the place of its braces.

    >>> repeated("k{}: v;", 3)
    'k0: v;k1: v;k2: v;'
    """
    return "".join(form.format(i) for i in range(times))
