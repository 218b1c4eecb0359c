"""What is said where a function that takes a site is given something else."""

from __future__ import annotations

from hugoconv.site.site import Site


def refuse_other_than_site(given: object, taker: str) -> None:
    """Raises TypeError, with the class that makes a site, for anything that is no ``Site``; ``taker`` is the function
    that was called."""
    if not isinstance(given, Site):
        raise TypeError(f"{taker} takes a Site, not {type(given).__name__}; Site(folder) makes one")
