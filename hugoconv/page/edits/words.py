"""Lists whose items stand on one line without brackets, spaces or colons between them."""

from __future__ import annotations

from collections.abc import Iterator

from hugoconv.page.snapshot import Snapshot
from hugoconv.syntax.tree import Mapping, Sequence
from hugoconv.syntax.values import Value
from hugoconv.text.edits import Edit


def words_behind(snapshot: Snapshot, node: Sequence, after: int, values: list[Value]) -> Edit:
    """The edit that adds words behind a position."""
    like, text = node.form.removesuffix("s"), snapshot.text
    words = [snapshot.syntax.inline(value, snapshot.style, like=like) for value in values]
    if not node.items:
        space = "" if text[node.start - 1 : node.start] in (" ", "\t") else " "
        return Edit(node.start, node.end, space + snapshot.syntax.inline(values, snapshot.style, like=node.form))
    between = ":" if node.form == "tags" else " "
    if after < 0:
        return Edit(node.items[0].start, node.items[0].start, "".join(word + between for word in words))
    return Edit(node.items[after].end, node.items[after].end, "".join(between + word for word in words))


def without_words(node: Mapping | Sequence, gone: list[int]) -> Iterator[Edit]:
    """The edits that take words out, each with what stands before the next one, the last with what stands behind the
    one before."""
    items = node.items if isinstance(node, Sequence) else ()
    left = [i for i in range(len(items)) if i not in gone]
    if not left:
        yield Edit(node.start, node.end, "")
        return
    for i in gone:
        if i < left[-1]:
            yield Edit(items[i].start, items[i + 1].start, "")
    # Behind the last word there is no space to go with one.
    if left[-1] < len(items) - 1:
        yield Edit(items[left[-1]].end, items[-1].end, "")
