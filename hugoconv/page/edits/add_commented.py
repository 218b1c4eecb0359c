"""Commented-out fields that were not there, added with their help lines, and taken away again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import takewhile

from hugoconv.page.comment_changes import CommentChanges
from hugoconv.page.edits.insert import end_with_commented_out, ends_in_block, ends_in_empty_item
from hugoconv.page.edits.places import line_below, place_among
from hugoconv.page.edits.tables import has_header
from hugoconv.page.expected import ExpectedNode
from hugoconv.page.operations import AddCommented, DropCommented
from hugoconv.page.snapshot import Snapshot
from hugoconv.refusals import refused
from hugoconv.syntax.comments import blocks
from hugoconv.syntax.tree import Entry
from hugoconv.text.edits import Edit
from hugoconv.text.lines import line_break, line_end, line_start, next_line


def add_commented(snapshot: Snapshot, _model: ExpectedNode, op: AddCommented) -> Iterator[Edit]:
    """The edits of an AddCommented; fields that follow the same live one make one edit."""
    if not snapshot.syntax.has_comments:
        raise refused("no-comments", syntax=snapshot.syntax.name)
    root = snapshot.tree.root
    if root is not None and root.flow:
        raise refused("flow-entry", case="commented")
    places: dict[int, list[str]] = {}
    above = _before_tables(root.entries) if root is not None else []
    last = -1
    for name, lines in op.fields:
        last = _after(op.order, above, name, last)
        places.setdefault(last, []).extend(lines)
    for after, added in places.items():
        if after >= 0:
            yield line_below(snapshot.text, end_with_commented_out(snapshot, above[after]), _eol(snapshot).join(added))
        else:
            yield Edit(snapshot.top, snapshot.top, "".join(line + _eol(snapshot) for line in added))


def _eol(snapshot: Snapshot) -> str:
    return line_break(snapshot.text, 0) if snapshot.text else snapshot.eol


def _before_tables(entries: Sequence[Entry]) -> list[Entry]:
    """The entries above the first table of TOML, below which a field would be one of that."""
    return list(takewhile(lambda entry: not has_header(entry.value), entries))


def _after(order: Sequence[str], entries: Sequence[Entry], name: str, last: int) -> int:
    """The entry below which a field goes, ``last`` or a later one: none whose value would take the lines below in, or
    that no comment may follow."""
    after = max(last, place_among(order, entries, name))
    while after > last and (ends_in_block(entries[after].value) or ends_in_empty_item(entries[after])):
        after -= 1
    return after


def drop_commented(snapshot: Snapshot, _model: ExpectedNode, op: DropCommented) -> Iterator[Edit]:
    """The edits of a DropCommented."""
    wanted = Counter(op.lines)
    for block in blocks(snapshot.tree):
        for line in block.lines:
            start = line_start(snapshot.text, line.start)
            text = snapshot.text[start : line_end(snapshot.text, start)]
            if start == line.start and wanted[text] > 0:
                wanted[text] -= 1
                yield Edit(start, next_line(snapshot.text, start), "")


def lines_added(_snapshot: Snapshot, op: AddCommented) -> CommentChanges:
    """The lines that an AddCommented adds."""
    return CommentChanges(added=tuple(line.strip(" \t") for _, lines in op.fields for line in lines))


def lines_dropped(_snapshot: Snapshot, op: DropCommented) -> CommentChanges:
    """The lines that a DropCommented takes away."""
    return CommentChanges(dropped=op.lines)
