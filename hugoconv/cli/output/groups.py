"""Lines that many pages have in common, told once: how many there are, and the first places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from hugoconv.errors import one_line
from hugoconv.text.regex import regex

FEW = 3
_PLACE = regex(r"(\d+:\d+): ")


def problems(told: Iterable[tuple[str, str]]) -> Iterator[str]:
    """The lines of problems, given with their codes: of each code the first few in their order, then how many more.

    >>> for line in problems([("absent", f"{name}.md:1:1: absent: x") for name in "abcde"]):
    ...     print(line)
    a.md:1:1: absent: x
    b.md:1:1: absent: x
    c.md:1:1: absent: x
    … and 2 more like these: absent (-v shows all, `hugoconv explain absent` says more)
    """
    by_code: dict[str, list[str]] = {}
    for code, line in told:
        by_code.setdefault(code, []).append(line)
    for code, lines in by_code.items():
        # One more is shown itself: to say that there is one more would take a line, too.
        shown = lines if len(lines) == FEW + 1 else lines[:FEW]
        yield from shown
        if rest := len(lines) - len(shown):
            yield f"… and {rest} more like these: {code} (-v shows all, `hugoconv explain {code}` says more)"


def notes(told: Sequence[tuple[str, Sequence[str]]]) -> Iterator[str]:
    """The notes of pages, given with their names: each once, with the number of pages and the first places.

    >>> list(notes([("a.md", ["3:1: odd: text"]), ("b.md", ["9:1: odd: text"]), ("c.md", [])]))
    ['note: odd: text (2 pages: a.md:3:1, b.md:9:1)']
    """
    places: dict[str, dict[str, None]] = {}
    for name, own in told:
        for note in own:
            at = _PLACE.match(note)
            place = f"{one_line(name)}:{at[1]}" if at else one_line(name)
            places.setdefault(note[at.end() :] if at else note, {})[place] = None
    for note, found in places.items():
        yield f"note: {note} ({counted(list(found))})" if len(told) > 1 else f"note: {note}"


def counted(places: Sequence[str]) -> str:
    """Some places by their number and the first of them.

    >>> counted(["a.md"]), counted([f"{n}.md" for n in range(9)])
    ('a.md', '9 pages: 0.md, 1.md, 2.md, …')
    """
    return places[0] if len(places) == 1 else f"{len(places)} pages: {first_of(places)}"


def first_of(places: Sequence[str]) -> str:
    """The first of some places, and whether there are more.

    >>> first_of(["a.md", "b.md"])
    'a.md, b.md'
    """
    return ", ".join(places[:FEW]) + (", …" if len(places) > FEW else "")
