"""What somebody may have meant by an unknown name."""

from __future__ import annotations

from collections.abc import Iterable


def meant(given: str, known: Iterable[str]) -> str:
    """A question that names what comes nearest, with a space in front; empty where nothing does.

    >>> meant("pots", ["post", "talk"]), meant("x", ["post"])
    (' Did you mean post?', '')
    """
    import difflib

    by_fold = {name.casefold(): name for name in known}
    near = difflib.get_close_matches(given.casefold(), by_fold, n=3, cutoff=0.6)
    return f" Did you mean {' or '.join(by_fold[name] for name in near)}?" if near else ""
