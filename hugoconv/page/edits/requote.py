"""Giving text quotes, or taking them away, where it says the same with them and without."""

from __future__ import annotations

from collections.abc import Iterator

from hugoconv.page.expected import ExpectedNode
from hugoconv.page.operations import Requote
from hugoconv.page.paths import need
from hugoconv.page.snapshot import Snapshot
from hugoconv.syntax.tree import Scalar
from hugoconv.text.edits import Edit

_QUOTED = ("single", "double")


def requote(snapshot: Snapshot, _model: ExpectedNode, op: Requote) -> Iterator[Edit]:
    """The edit of a Requote; none where the text stands as wanted, or would say something else."""
    part = need(snapshot.tree, op.path, snapshot.syntax).part
    node = part.value
    if not isinstance(node, Scalar) or node.style not in (("plain",) if op.quoted else _QUOTED):
        return
    value = snapshot.syntax.data(node)
    if not isinstance(value, str):
        return
    like = ("single" if snapshot.style.quote == "'" else "double") if op.quoted else "plain"
    new = snapshot.syntax.inline(value, snapshot.style, like=like, flow=snapshot.in_flow(part))
    if op.quoted or new == value:
        # A comment may touch a quote, and nothing else.
        touching = not op.quoted and snapshot.text[node.end : node.end + 1] == "#"
        yield Edit(node.start, node.end, f"{new} " if touching else new)
