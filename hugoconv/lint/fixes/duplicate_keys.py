"""Which of several equal keys of a map may go."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from hugoconv.page.operations import Remove
from hugoconv.page.page import Page
from hugoconv.syntax.comments import blocks, comment_spans
from hugoconv.syntax.registry import SYNTAXES
from hugoconv.syntax.tree import Entry, Mapping, Node, Path, children
from hugoconv.syntax.values import canonical_of
from hugoconv.text.lines import line_end, line_start, next_line
from hugoconv.text.spans import Span


class Duplicates(NamedTuple):
    """Entries of one name in one map, at a path. All but the one at ``staying`` may go: safely where all say the same
    and no comment is lost; else the last stays, which is the one that Hugo read before 0.152."""

    path: Path
    entries: tuple[Entry, ...]
    staying: int
    safe: bool

    def removals(self) -> tuple[Remove, ...]:
        """What takes all others away, the last first, so that the places of those before it stay."""
        folded = range(len(self.entries) - 1, -1, -1)
        return tuple(Remove(self.path, nth=nth) for nth in folded if nth != self.staying)


def duplicates_of(page: Page) -> tuple[Duplicates, ...]:
    """All duplicate keys of a page, those of an outer map first."""
    root = page.tree.root
    groups = list(_groups(root, ())) if root is not None else []
    if not groups:
        return ()
    commented = _Commented(page)
    return tuple(_judged(page, commented, path, entries) for path, entries in groups)


def _groups(node: Node, path: Path) -> Iterator[tuple[Path, tuple[Entry, ...]]]:
    named: dict[str | int, list[Entry]] = {}
    for step, part in children(node):
        if isinstance(node, Mapping) and isinstance(part, Entry):
            named.setdefault(step, []).append(part)
    yield from (((*path, name), tuple(found)) for name, found in named.items() if len(found) > 1)
    for step, part in children(node):
        yield from _groups(part.value, (*path, step))


def _judged(page: Page, commented: _Commented, path: Path, entries: tuple[Entry, ...]) -> Duplicates:
    data = SYNTAXES[page.syntax].data
    same = len({canonical_of(data(entry.value)) for entry in entries}) == 1
    holders = [i for i, entry in enumerate(entries) if commented.has(entry)] if same else []
    if same and len(holders) < 2:
        return Duplicates(path, entries, holders[0] if holders else 0, safe=True)
    return Duplicates(path, entries, len(entries) - 1, safe=False)


class _Commented:
    """Where comments stand, to tell which entries would take some along."""

    def __init__(self, page: Page) -> None:
        self._text = page.matter
        self._starts = [span.start for span in comment_spans(page.tree)]
        self._below = {next_line(self._text, block.lines[-1].end) for block in blocks(page.tree)}

    def has(self, entry: Entry) -> bool:
        """Whether a comment stands right above an entry, on its lines, or within it."""
        lines = Span(line_start(self._text, entry.start), line_end(self._text, entry.end))
        first = bisect_left(self._starts, lines.start)
        within = first < len(self._starts) and self._starts[first] < lines.end
        return within or lines.start in self._below
