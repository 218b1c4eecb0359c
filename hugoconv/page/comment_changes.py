"""The comments that operations themselves are about: what may come, go or change its owner because it was asked for."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import NamedTuple

from hugoconv.syntax.commented_out import folded
from hugoconv.syntax.tree import Entry, Item, Path


class CommentChanges(NamedTuple):
    """Paths are those of the page before the operations."""

    commented: tuple[tuple[Path, str], ...] = ()  # whose comment of which kind is set
    kept: tuple[Path, ...] = ()  # entries that go without their comments
    uncommented: tuple[Path, ...] = ()
    moved: tuple[tuple[Entry | Item, Path], ...] = ()  # entries that go to another map, with their paths there
    added: tuple[str, ...] = ()  # lines of comments that come, without their indent
    dropped: tuple[str, ...] = ()  # lines of comments that go
    renamed: tuple[tuple[Path, Path], ...] = ()  # commented-out fields that get other keys, with their new paths

    @property
    def revived(self) -> frozenset[tuple[str, ...]]:
        """The case-folded paths of the commented-out fields that come back to life."""
        return frozenset(map(folded, self.uncommented))

    def is_renamed(self, old: Path, new: Path) -> bool:
        """Whether a commented-out field has another path because its key was to be another one."""
        return any(folded(old) == folded(one) and folded(new) == folded(other) for one, other in self.renamed)


def together(changes: Iterable[CommentChanges]) -> CommentChanges:
    """All that several operations are about."""
    return CommentChanges(*(tuple(chain.from_iterable(one)) for one in zip(CommentChanges(), *changes, strict=True)))
