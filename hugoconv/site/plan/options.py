"""The options of a change that is made by its name in a script."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches


def refuse_unknown(given: Mapping[str, object], kind: type) -> None:
    """Raises TypeError for an option that a TypedDict does not have: a misspelled one would change nothing, without a
    word."""
    known = kind.__annotations__
    for name in given:
        if name not in known:
            meant = get_close_matches(name, known, 1)
            rest = f"; did you mean {meant[0]}?" if meant else f"; it is none of {', '.join(known)}"
            raise TypeError(f"there is no option {name}{rest}")
