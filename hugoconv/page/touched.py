"""Where in a page a step can have changed whose a comment is, or what is commented out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hugoconv.page.paths import top_level
from hugoconv.page.snapshot import Snapshot
from hugoconv.syntax.base import Reread
from hugoconv.syntax.tree import Tree, entries_of
from hugoconv.text.regex import regex
from hugoconv.text.spans import Span

_BARE = regex(r"[A-Za-z_][\w-]*")
_FEW = 16  # names that are looked for in a text, one after the other


class Touched(NamedTuple):
    """The parts of the old text and of the new one that are to be compared."""

    old: tuple[Span, ...]
    new: tuple[Span, ...]


def touched(snapshot: Snapshot, found: Reread) -> Touched | None:
    """What a step can have changed; None where that may be anything.

    The lines from a field that was kept down to the next one are as they were where that was kept too, with nothing
    put in between: whose a comment is there tell those two fields. What is commented out there, only a name of a field
    that came or went can make a comment, or the other way round, and only where a comment begins with that name.
    """
    names = _other_names(snapshot.tree, found.tree) if found.kept else set[str]()
    if not found.kept or len(names) > _FEW or _is_mentioned(snapshot, names):
        return None
    old, new = _borders(snapshot.tree), _borders(found.tree)
    fields = {**found.kept, len(new) - 1: len(old) - 1}  # with the end of both texts
    settled = [
        (before, now)
        for now, before in found.kept.items()
        if fields.get(now + 1) == before + 1 and new[now + 1] - new[now] == old[before + 1] - old[before]
    ]
    return Touched(
        tuple(_without(old, {before for before, _ in settled})), tuple(_without(new, {now for _, now in settled}))
    )


def _borders(tree: Tree) -> list[int]:
    """Where the fields of a tree begin, and its text ends."""
    return [*(entry.start for entry in entries_of(tree.root)), len(tree.text)]


def _without(borders: list[int], settled: set[int]) -> Iterator[Span]:
    """The parts of a text that begin with no settled field, neighbours as one."""
    start: int | None = 0
    for i, border in enumerate(borders):
        if i in settled and start is not None:
            yield Span(start, border)
            start = None
        elif i not in settled and start is None:
            start = border
    if start is not None:
        yield Span(start, borders[-1])


def _other_names(old: Tree, new: Tree) -> set[str]:
    """The names of fields, case folded, that came or went."""
    return top_level(old).keys() ^ top_level(new).keys()


def _is_mentioned(snapshot: Snapshot, names: set[str]) -> bool:
    """Whether a comment may begin with one of some names. A bare one right behind a marker is a field in any page."""
    marked = (f"{lead}{name}" for name in names for lead in _leads(name))
    return any(text in snapshot.folded_text for text in marked)


def _leads(name: str) -> tuple[str, ...]:
    quoted = ('# "', "# '", '#"', "#'")
    return ("# ", *quoted) if _BARE.fullmatch(name) else ("# ", "#", *quoted)
