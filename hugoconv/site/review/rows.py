"""The changed lines of a file with those around them, as rows of JSON that a browser shows in one column or in two."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TypeAlias

from hugoconv.site.review.words import is_alike, shortened, words
from hugoconv.text.opcodes import Opcode, grouped, opcodes
from hugoconv.text.patches import common_ends

AROUND = 20  # lines that are the same, above and below what changed; the browser opens three of them
MOST_ROWS = 4_000
_FEW = 200  # pairs of lines up to which each is compared with each
NO_NEWLINE = "\\no newline at the end of the file"
NOT_SHOWN = "\\more of this file changes than is shown here"

Row: TypeAlias = str | tuple[str, ...]
Hunk: TypeAlias = list[int | Row]


def hunks(old: bytes, new: bytes) -> list[Hunk]:
    """The hunks of a file: the numbers of their first lines in both, counted from 1, then their rows.

    A row is a line behind a blank (the same in both), ``-``, ``+`` or ``\\`` (a remark), or the words of a line that
    was changed. Bytes that are no UTF-8 are surrogates.

    >>> hunks(b"a: 1\\nb: 2\\n", b"a: 1\\nb: 3\\n")
    [[1, 1, ' a: 1', ('b: ', '2', '3', '')]]
    """
    above, (one, other) = _region(old, new)
    found: list[Hunk] = []
    rows = 0
    for codes in grouped(opcodes(one, other), AROUND):
        _, i, _, j, _ = codes[0]
        lines = list(_rows(codes, one, other))[: MOST_ROWS - rows]
        rows += len(lines)
        found.append([i + above + 1, j + above + 1, *lines])
        if rows == MOST_ROWS:
            found[-1].append(NOT_SHOWN)
            break
    return found


def _region(old: bytes, new: bytes) -> tuple[int, tuple[list[str], list[str]]]:
    """How many lines stand above those that matter, and those of both files."""
    same, rest = common_ends(old, new)
    start, end = same, len(old) - rest
    for _ in range(AROUND + 1):
        start = old.rfind(b"\n", 0, max(start - 1, 0)) + 1
        end = old.find(b"\n", end) + 1 or len(old)
    one, other = old[start:end], new[start : end + len(new) - len(old)]
    return old.count(b"\n", 0, start), _without_returns(_lines(one), _lines(other))


def _lines(data: bytes) -> list[str]:
    """Lines with the LF that ends them; that of the last may be missing."""
    *lines, last = data.decode("utf-8", "surrogateescape").split("\n")
    return [f"{line}\n" for line in lines] + ([last] if last else [])


def _without_returns(one: list[str], other: list[str]) -> tuple[list[str], list[str]]:
    """The lines without a CR where all of them have one, which nobody wants to see in every line."""
    if not all(line.endswith("\r\n") for lines in (one, other) for line in lines):
        return one, other
    return [line[:-2] + "\n" for line in one], [line[:-2] + "\n" for line in other]


def _rows(codes: list[Opcode], old: list[str], new: list[str]) -> Iterator[Row]:
    for tag, i, i2, j, j2 in codes:
        if tag == "equal":
            yield from (f" {_shown(line)}" for line in old[i:i2])
        else:
            yield from _changed(old[i:i2], new[j:j2])


def _changed(old: list[str], new: list[str]) -> Iterator[Row]:
    """The rows of lines that came in the place of others: those that are alike side by side."""
    pairs = [(-1, -1), *_pairs(old, new), (len(old), len(new))]
    for (i, j), (i2, j2) in pairwise(pairs):
        if i >= 0:
            yield from _pair(old[i], new[j])
        yield from _whole("-", old[i + 1 : i2])
        yield from _whole("+", new[j + 1 : j2])


def _pair(old: str, new: str) -> Iterator[Row]:
    if old.endswith("\n") != new.endswith("\n"):
        yield from (*_whole("-", [old]), *_whole("+", [new]))
    else:
        yield words(old.removesuffix("\n"), new.removesuffix("\n"))


def _whole(sign: str, lines: list[str]) -> Iterator[str]:
    for line in lines:
        yield sign + _shown(line)
        if not line.endswith("\n"):
            yield NO_NEWLINE


def _shown(line: str) -> str:
    return shortened(line.removesuffix("\n"))


def _pairs(old: list[str], new: list[str]) -> Iterator[tuple[int, int]]:
    """The places of lines that are alike, in the order of both."""
    if len(old) == len(new) and (len(old) * len(old) > _FEW or all(map(is_alike, old, new))):
        yield from ((i, i) for i, pair in enumerate(zip(old, new, strict=True)) if is_alike(*pair))
        return
    if len(old) * len(new) > _FEW:
        return
    start = 0
    for i, line in enumerate(old):
        found = next((j for j in range(start, len(new)) if is_alike(line, new[j])), None)
        if found is not None:
            yield i, found
            start = found + 1
