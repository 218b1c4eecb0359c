"""Giving commented-out fields other keys; their lines stay behind their markers."""

from __future__ import annotations

from collections.abc import Iterator

from hugoconv.page.comment_changes import CommentChanges
from hugoconv.page.expected import ExpectedNode
from hugoconv.page.operations import RenameCommented
from hugoconv.page.snapshot import Snapshot
from hugoconv.syntax.commented_out import CommentedOut, fields_by_path, folded, leads_through, revived, with_vocabulary
from hugoconv.syntax.tree import Mapping, Node, Path, Scalar, entries_of
from hugoconv.text.edits import Edit
from hugoconv.text.lines import line_start, position


def rename_commented(snapshot: Snapshot, _model: ExpectedNode, op: RenameCommented) -> Iterator[Edit]:
    """The edits of a RenameCommented: the literals of the keys, quoted as before."""
    keys = (str(path[-1]) for path, _ in op.names)
    known = with_vocabulary(snapshot.tree, snapshot.syntax, snapshot.known, *keys)
    fields = fields_by_path(snapshot.tree, snapshot.syntax, known)
    for path, new in op.names:
        for field in fields.get(folded(path), ()):
            if field.key != new and not leads_through(field, snapshot.syntax, snapshot.tree):
                yield from _key_edits(snapshot, field, path, new)


def fields_renamed(_snapshot: Snapshot, op: RenameCommented) -> CommentChanges:
    """The paths that the fields of a RenameCommented have, and those that they get."""
    return CommentChanges(renamed=tuple((path, (*path[:-1], new)) for path, new in op.names))


def _key_edits(snapshot: Snapshot, field: CommentedOut, path: Path, new: str) -> Iterator[Edit]:
    root = revived(field, snapshot.syntax, snapshot.tree).root
    for key in _keys(root, path):
        start = in_matter(snapshot.text, field, key.start)
        yield Edit(start, start + key.end - key.start, snapshot.syntax.key(new, like=key.style))


def _keys(node: Node | None, path: Path) -> Iterator[Scalar]:
    """The places where the key of a commented-out field is written; a header in it says the whole of its path."""
    for entry in entries_of(node):
        if entry.name.casefold() == str(path[-1]).casefold():
            yield from (key for key in (entry.key, *entry.more) if isinstance(key, Scalar))
        elif isinstance(entry.value, Mapping):
            yield from _keys(entry.value, path)


def in_matter(text: str, field: CommentedOut, at: int) -> int:
    """Where in the matter a place stands that is known in the text of a field without its markers."""
    line, column = position(field.text, at)
    marker = field.markers[line - 1]
    start = line_start(text, marker.start)
    width = marker.end - marker.start if start + column > marker.start else 0
    return start + column - 1 + width
