"""Which lines of two texts are the same ones: those that stand once in both lead the way, as in a patience diff.

``difflib`` looks for the longest run again and again, which takes the square of the lines where every other one has
changed. Between two lines that are certain there is little left to look at.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import TypeAlias

FEW = 200  # lines up to which looking at all of them is quick
Opcode: TypeAlias = tuple[str, int, int, int, int]
_Pair: TypeAlias = tuple[int, int]


def opcodes(old: list[str], new: list[str]) -> list[Opcode]:
    """What makes the new lines of the old ones, run by run: ``equal``, ``replace``, ``insert`` or ``delete`` with the
    places of the run in both. Of short texts it is what ``difflib`` says.

    >>> opcodes(["a", "b"], ["a", "c"])
    [('equal', 0, 1, 0, 1), ('replace', 1, 2, 1, 2)]
    """
    if min(len(old), len(new)) <= FEW:
        return list(SequenceMatcher(None, old, new).get_opcodes())
    found: list[Opcode] = []
    for code in _opcodes(old, new):
        if found and code[0] == found[-1][0]:
            tag, i, _, j, _ = found.pop()
            found.append((tag, i, code[2], j, code[4]))
        else:
            found.append(code)
    return found


def grouped(codes: list[Opcode], context: int) -> Iterator[list[Opcode]]:
    """The opcodes of each hunk, with so many equal lines around what differs."""
    matcher = SequenceMatcher[str]()
    vars(matcher)["opcodes"] = codes  # what it has been given it does not look for
    yield from matcher.get_grouped_opcodes(context)


def _opcodes(old: list[str], new: list[str]) -> Iterator[Opcode]:
    """The opcodes of both texts, piece by piece; neighbours may be alike."""
    i = j = 0
    for at, there in [*_certain(old, new), (len(old), len(new))]:
        for tag, a, a2, b, b2 in SequenceMatcher(None, old[i:at], new[j:there]).get_opcodes():
            yield tag, i + a, i + a2, j + b, j + b2
        if at < len(old):
            yield "equal", at, at + 1, there, there + 1
        i, j = at + 1, there + 1


def _certain(old: list[str], new: list[str]) -> list[_Pair]:
    """The most lines that stand once in both texts and come in the same order: their places in both."""
    once, places = _once(old), _once(new)
    pairs = [(i, places[line]) for line, i in once.items() if line in places]
    ends: list[int] = []  # the lowest place in the new text at which a row of so many lines can end
    rows: list[int] = []
    before: list[int] = []
    for n, (_, j) in enumerate(pairs):
        length = bisect_left(ends, j)
        before.append(rows[length - 1] if length else -1)
        ends[length : length + 1], rows[length : length + 1] = [j], [n]
    return _row(pairs, before, rows[-1] if rows else -1)


def _row(pairs: list[_Pair], before: list[int], last: int) -> list[_Pair]:
    """The pairs that lead to the last one, each behind the one that stands before it."""
    found: list[_Pair] = []
    while last >= 0:
        found.append(pairs[last])
        last = before[last]
    return found[::-1]


def _once(lines: list[str]) -> dict[str, int]:
    """The place of every line that stands once in a text, in order."""
    times = Counter(lines)
    return {line: i for i, line in enumerate(lines) if times[line] == 1}
