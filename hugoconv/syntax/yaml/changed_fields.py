"""The tree of a changed text, of which only the fields that changed are read again.

Where a key begins a line, in no bracket and no quote, a parser of YAML is in one state, whatever stands above. So the
fields that edits touch can be read as a text of their own, and all others are what they were. What may have a meaning
beyond its own field is left to be read as a whole: docs/decisions/022-only-what-changed-is-read-again.md.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate, pairwise
from operator import itemgetter
from typing import NamedTuple

import yaml
from yaml.reader import ReaderError

from hugoconv.errors import MatterSyntaxError
from hugoconv.syntax.base import Reread
from hugoconv.syntax.limits import MAX_VALUES
from hugoconv.syntax.shifted import shifted, shifted_spans
from hugoconv.syntax.tree import Entry, Mapping, Node, Tree, entries_of
from hugoconv.syntax.yaml.line_scanner import scanned
from hugoconv.syntax.yaml.scalar_texts import MISREAD
from hugoconv.syntax.yaml.tree_builder import TreeBuilder
from hugoconv.text.edits import Edits
from hugoconv.text.regex import regex

_START = itemgetter(0)
_COMMENTS = regex(r"(?: *+(?:#[^\n]*+)?\n)*+")
_COMMENTS_AT_LEFT = regex(r"(?:#[^\n]*+\n)++")
_DOCUMENTS = regex(r"^(?:---|\.\.\.)", re.MULTILINE)
# An anchor, an alias or a tag, and a key behind a question mark.
_PROPERTY = regex(r"[!&*](?<![^\s\[{,:].)(?:(?<=!)|\S)")
_EXPLICIT = regex(r"\?(?=\s|\Z)(?<![^\s\[{,]\?)")


class _Run(NamedTuple):
    """Fields that are read again, from ``first`` up to ``last``, -1 being what stands above all of them; none where
    ``last`` comes before ``first``. In the new text their lines reach from ``start`` to ``end``."""

    first: int
    last: int
    start: int
    end: int


class _Fields(NamedTuple):
    """Fields in their places in the new text, and the tokens in them."""

    entries: tuple[Entry, ...] = ()
    tokens: tuple[tuple[int, int], ...] = ()

    def moved(self, by: int) -> _Fields:
        """The same so many code points further behind."""
        return _Fields(tuple(shifted(self.entries, by)), shifted_spans(self.tokens, by)) if by else self


def reread(old: Tree, edits: Edits, text: str) -> Reread | None:
    """The tree of a text that edits made of an old tree's; None where all of it has to be read."""
    root = old.root
    if root is None or not _is_in_lines(old, root) or not _is_plain(text):
        return None
    borders = _borders(old, root)
    runs = [_placed(borders, edits, text, *run) for run in _touched(borders, edits)]
    found = _read_again(runs, text)
    return None if found is None else _spliced(old, edits, text, [*zip(runs, found, strict=True)])


def _is_in_lines(tree: Tree, root: Mapping) -> bool:
    """Whether the fields of a tree begin lines."""
    if root.flow or root.outer != root.start:
        return False
    return root.start == 0 or tree.text[root.start - 1] == "\n"


def _is_plain(text: str) -> bool:
    """Whether nothing in a text has a meaning beyond its own field, or another one for Hugo than for PyYAML; and
    whether it is too short for any limit."""
    if "\t" in text or "\r" in text or len(text) >= MAX_VALUES:
        return False
    if ("---" in text or "..." in text) and _DOCUMENTS.search(text):
        return False
    if not text.isascii() and any(character in text for character in MISREAD):
        return False
    if ("!" in text or "&" in text or "*" in text) and _PROPERTY.search(text):
        return False
    return "?" not in text or _EXPLICIT.search(text) is None


def _borders(tree: Tree, root: Mapping) -> list[int]:
    """Where fields begin; also behind the last line, where one may come to stand."""
    starts = [entry.start for entry in root.entries]
    return [*starts, len(tree.text)] if tree.text.endswith("\n") else starts


def _touched(borders: list[int], edits: Edits) -> list[tuple[int, int]]:
    """The first and the last of the fields next to each other that edits touch."""
    runs: list[tuple[int, int]] = []
    for edit in edits:
        first = bisect_right(borders, edit.start) - 1
        last = max(first, bisect_left(borders, edit.end) - 1)
        if first >= 0 and edit.start == edit.end == borders[first] and _COMMENTS_AT_LEFT.fullmatch(edit.new):
            last = first - 1  # comments above a field leave it alone
        if runs and first <= runs[-1][1]:
            first, before = runs.pop()
            last = max(last, before)
        runs.append((first, last))
    return runs


def _placed(borders: list[int], edits: Edits, text: str, first: int, last: int) -> _Run:
    below = last + 1
    start = edits.moved(borders[first]) if first >= 0 else 0
    return _Run(first, last, start, edits.moved(borders[below]) if below < len(borders) else len(text))


def _read_again(runs: list[_Run], text: str) -> list[_Fields] | None:
    """The fields of each run as the new text has them; None where one cannot be read without its surroundings."""
    begins: list[int] = []
    for run in runs:
        at = _first_field(text, run)
        if at is None:
            return None
        begins.append(at)
    parts = [text[at : run.end] for at, run in zip(begins, runs, strict=True)]
    found = _read(parts) if any(parts) else [_Fields()] * len(parts)
    if found is None:
        return None
    bounds = accumulate(map(len, parts[:-1]), initial=0)
    return [one.moved(at - bound) for one, at, bound in zip(found, begins, bounds, strict=True)]


def _first_field(text: str, run: _Run) -> int | None:
    """Where the first field of a run begins, its end where it has none; None where lines of the run could belong to
    something outside of it."""
    if run.start == run.end:
        return run.end
    if (run.start and text[run.start] in " \n") or (run.end < len(text) and text[run.end - 1] != "\n"):
        return None
    comments = _COMMENTS.match(text, run.start, run.end)
    at = comments.end() if comments else run.start
    rest = text[at : at + 1]
    if rest in (" ", "#"):  # a last line without an end
        return run.end if text[at : run.end].lstrip(" ")[:1] in ("", "#") else None
    return at


def _read(parts: list[str]) -> list[_Fields] | None:
    """The fields of each of some parts of a text, read as one text; None where one of them begins with no field."""
    source = "".join(parts)
    root, spans = scanned(source) or _parsed(source)
    if not isinstance(root, Mapping) or root.flow or root.start:
        return None
    starts = [*accumulate(map(len, parts), initial=0)]
    firsts = [bisect_left(root.entries, start, key=_START) for start in starts]
    for part, start, first in zip(parts, starts, firsts, strict=False):
        if part and (first == len(root.entries) or root.entries[first].start != start):
            return None
    tokens = [bisect_left(spans, (start,)) for start in starts]
    both = zip(pairwise(firsts), pairwise(tokens), strict=True)
    return [_Fields(root.entries[i:j], tuple(spans[a:b])) for (i, j), (a, b) in both]


def _parsed(source: str) -> tuple[Node | None, Sequence[tuple[int, int]]]:
    """The root and the tokens of a text as PyYAML reads it, no root where it refuses it."""
    builder = TreeBuilder(source, "", quirks=True)
    try:
        return builder.build(source), builder.tokens
    except (yaml.MarkedYAMLError, ReaderError, UnicodeEncodeError, MatterSyntaxError):
        return None, ()


def _spliced(old: Tree, edits: Edits, text: str, again: list[tuple[_Run, _Fields]]) -> Reread | None:
    """The whole tree, of what has been read again and of what is as it was; None where nothing is."""
    entries: list[Entry] = []
    tokens: list[tuple[int, int]] = []
    kept: dict[int, int] = {}
    at, end = 0, len(entries_of(old.root))
    for run, fields in (*again, (_Run(end, end, 0, 0), _Fields())):
        same = _as_before(old, edits, at, max(run.first, 0))
        kept.update((len(entries) + i, at + i) for i in range(len(same.entries)))
        entries += (*same.entries, *fields.entries)
        tokens += (*same.tokens, *fields.tokens)
        at = run.last + 1
    if not kept:
        return None
    root = Mapping(entries[0].start, entries[-1].end, tuple(entries), False, entries[0].start)
    return Reread(Tree(text, root, tuple(tokens), len(text)), kept)


def _as_before(old: Tree, edits: Edits, first: int, below: int) -> _Fields:
    """The fields of the old tree from one up to another that no edit touches, in their new places."""
    entries = entries_of(old.root)
    if first >= below:
        return _Fields()
    start, end = entries[first].start, entries[below].start if below < len(entries) else len(old.text)
    tokens = old.tokens[bisect_left(old.tokens, (start,)) : bisect_left(old.tokens, (end,))]
    # By the character behind its first: comments may be put in at the same offset above it.
    return _Fields(entries[first:below], tokens).moved(edits.moved(start + 1) - 1 - start)
