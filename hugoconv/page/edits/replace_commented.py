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
    gone = _doubles(snapshot, field, value, news) if op.unique else set()
    kept = [i for i in range(len(value.items)) if i not in gone]
    for i, item in enumerate(value.items):
        if i in gone:
            start = value.items[0].start if i < kept[0] else value.items[i - 1].end
            end = value.items[kept[0]].start if i < kept[0] else item.end
            if i >= kept[0] or i == 0:
                yield Edit(in_matter(snapshot.text, field, start), in_matter(snapshot.text, field, end), "")
        elif isinstance(item.value, Scalar):
            yield from _literal_edit(snapshot, field, item.value, news, flow=value.flow)


def _doubles(snapshot: Snapshot, field: CommentedOut, value: Sequence, news: Mapping[str, str]) -> set[int]:
    """Which items go since their new value stands in the list already; none of a list of several lines."""
    if "\n" in field.text[value.start : value.end]:
        return set()
    there, gone = {_text(snapshot, item.value) for item in value.items} - news.keys(), set()
    for i, item in enumerate(value.items):
        if (new := news.get(_text(snapshot, item.value))) is None:
            continue
        gone |= {i} if new in there else set()
        there.add(new)
    return gone


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
