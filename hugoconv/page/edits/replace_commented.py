"""Giving values in commented-out fields other texts; their lines stay behind their markers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hugoconv.page.edits.rename_commented import in_matter
from hugoconv.page.expected import ExpectedNode
from hugoconv.page.operations import ReplaceCommented
from hugoconv.page.snapshot import Snapshot
from hugoconv.syntax.commented_out import CommentedOut, fields_by_path, leads_through, revived
from hugoconv.syntax.tree import Node, Scalar, Sequence, entries_of
from hugoconv.text.edits import Edit
from hugoconv.text.spans import Span


def replace_commented(snapshot: Snapshot, _model: ExpectedNode, op: ReplaceCommented) -> Iterator[Edit]:
    """The edits of a ReplaceCommented: literals quoted as before."""
    fields = fields_by_path(snapshot.tree, snapshot.syntax, snapshot.known)
    for field in fields.get((op.name.casefold(),), ()):
        if leads_through(field, snapshot.syntax, snapshot.tree):
            continue
        for entry in entries_of(revived(field, snapshot.syntax, snapshot.tree).root):
            if entry.name.casefold() == op.name.casefold():
                yield from _value_edits(snapshot, field, entry.value, op)


def _value_edits(snapshot: Snapshot, field: CommentedOut, value: Node, op: ReplaceCommented) -> Iterator[Edit]:
    news = dict(op.values)
    if isinstance(value, Scalar):
        yield from _literal_edit(snapshot, field, value, news, flow=False)
    if not isinstance(value, Sequence):
        return
    there = {_text(snapshot, item.value) for item in value.items} - news.keys()
    for i, item in enumerate(value.items):
        if (new := news.get(_text(snapshot, item.value))) is None or not isinstance(item.value, Scalar):
            continue
        if op.unique and new in there and (cut := _cut(value, i)) and "\n" not in field.text[cut.start : cut.end]:
            yield Edit(in_matter(snapshot.text, field, cut.start), in_matter(snapshot.text, field, cut.end), "")
            continue
        there.add(new)
        yield from _literal_edit(snapshot, field, item.value, news, flow=value.flow)


def _cut(value: Sequence, at: int) -> Span | None:
    """What goes with an item of a list in brackets, its comma too; None where that is a matter of lines."""
    if not value.flow or len(value.items) < 2:
        return None
    if at:
        return Span(value.items[at - 1].end, value.items[at].end)
    return Span(value.items[0].start, value.items[1].start)


def _text(snapshot: Snapshot, node: Node) -> str:
    found = snapshot.syntax.data(node) if isinstance(node, Scalar) else None
    return found if isinstance(found, str) else ""


def _literal_edit(
    snapshot: Snapshot, field: CommentedOut, node: Scalar, news: Mapping[str, str], *, flow: bool
) -> Iterator[Edit]:
    new, literal = news.get(_text(snapshot, node)), field.text[node.start : node.end]
    if new is None or "\n" in literal:
        return
    written = snapshot.syntax.inline(new, snapshot.style, like=node.style, flow=flow)
    start = in_matter(snapshot.text, field, node.start)
    yield Edit(start, start + len(literal), written)
