"""Taking entries and items away."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Iterable, Iterator
from collections.abc import Sequence as Many

from hugoconv.errors import MatterSyntaxError
from hugoconv.page.comment_changes import CommentChanges
from hugoconv.page.edits.brackets import Brackets, Parts, without
from hugoconv.page.edits.tables import refuse_dotted_apart, refuse_scattered
from hugoconv.page.edits.words import without_words
from hugoconv.page.expected import ExpectedNode, at
from hugoconv.page.operations import Discard, Remove
from hugoconv.page.paths import find, keys_of, need, shown
from hugoconv.page.snapshot import Snapshot
from hugoconv.refusals import refused
from hugoconv.syntax.commented_out import CommentedOut, fields_by_place, with_vocabulary
from hugoconv.syntax.tree import Entry, Item, Mapping, Path, Sequence, holder_of, parts_of
from hugoconv.syntax.values import CanonicalValue, canonical_of
from hugoconv.text.edits import Edit
from hugoconv.text.lines import line_end, next_line


def remove(snapshot: Snapshot, model: ExpectedNode, operations: Many[Remove]) -> Iterator[Edit]:
    """The edits of Removes from one map or list."""
    places = [need(snapshot.tree, op.path, snapshot.syntax, op.nth) for op in operations]
    expected = at(model, places[0].indexes[:-1])
    gone = [place.indexes[-1] for place in places]
    yield from remove_parts(snapshot, expected, places[0].holder, gone, keep_comments=operations[0].keep_comments)


def kept_comments(snapshot: Snapshot, op: Remove) -> CommentChanges:
    """The entry whose comments a Remove leaves where they are, if it does."""
    place = find(snapshot.tree, op.path, snapshot.syntax, op.nth) if op.keep_comments else None
    return CommentChanges(kept=(place.path,)) if place else CommentChanges()


def within_brackets_of_page(snapshot: Snapshot, op: Remove) -> Hashable | None:
    """What Removes have in common that take fields out of the brackets around the page; None for any other."""
    root = snapshot.tree.root
    if root is None or not root.flow or op.keep_comments or len(keys_of(op.path, snapshot.tree)) > 1:
        return None
    return "within the brackets of the page"


def discard(snapshot: Snapshot, model: ExpectedNode, op: Discard) -> Iterator[Edit]:
    """The edits of a Discard; none where no item has the value."""
    place = need(snapshot.tree, op.path, snapshot.syntax)
    node, expected = place.part.value, at(model, place.indexes)
    if not isinstance(node, Sequence):
        raise refused("not-a-list", case="discard", field=shown(place.path), span=(node.start, node.end))
    wanted = canonical_of(snapshot.syntax.accept(op.value))
    gone = [i for i, item in enumerate(items_at(snapshot, expected, place.path)) if item == wanted]
    yield from remove_parts(snapshot, expected, node, gone)


def items_at(snapshot: Snapshot, expected: ExpectedNode, path: Path) -> list[CanonicalValue]:
    """What Hugo reads in the items of the list at a path."""
    value = snapshot.value_at(path) if snapshot.has_anchors else None
    return list(map(canonical_of, value)) if isinstance(value, list) else [kid.frozen() for kid in expected.kids]


def remove_parts(
    snapshot: Snapshot,
    expected: ExpectedNode,
    node: Mapping | Sequence,
    gone: Iterable[int],
    *,
    keep_comments: bool = False,
) -> Iterator[Edit]:
    """The edits that take some parts out of a map or list."""
    parts: Parts = node.entries if isinstance(node, Mapping) else node.items
    indexes = list(gone)
    for i in indexes:
        refuse_scattered(snapshot, parts[i])
        snapshot.refuse_anchor_in_use(parts[i])
        expected.kids[i].drop = "removed"
    if not indexes:
        return
    if node.flow and node.form == "dotted" and len(indexes) == len(parts):
        raise refused("flow-entry", case="emptied", span=(node.start, node.end))
    if node.form in ("words", "tags"):
        yield from without_words(node, indexes)
    elif node.flow:
        refuse_dotted_apart(snapshot, parts[indexes[0]])
        yield from without(Brackets.of(snapshot, node), indexes)
    elif len(indexes) == len(parts) and node is not snapshot.tree.root and not node.form:
        yield from _emptied(snapshot, expected, node, parts)
    else:
        for i in indexes:
            edit = _lines_gone(snapshot, parts, i, keep_comments=keep_comments)
            _refuse_swallowed(snapshot, edit)
            yield edit


def _refuse_swallowed(snapshot: Snapshot, edit: Edit) -> None:
    """Refuses to take lines away between a block of text and a comment that would then be a line of it."""
    text = snapshot.text
    if not snapshot.syntax.indent_matters or text.find("#", edit.end) < 0:
        return
    parts = parts_of(snapshot.tree)
    i = bisect_left(parts, edit.start, key=lambda found: found[1].start)
    for _, part in parts[max(i - 1, 0) : i]:
        block = getattr(part.value, "style", "") in ("literal", "folded") and not text[part.end : edit.start].strip()
        if block and snapshot.block_would_swallow(edit.end - 1, snapshot.column(part.start)):
            raise refused("would-swallow-comment", span=(edit.start, edit.end))


def _emptied(snapshot: Snapshot, expected: ExpectedNode, node: Mapping | Sequence, parts: Parts) -> Iterator[Edit]:
    """The edits that leave empty brackets where a block was, since nothing at all would read as null.

    Where commented-out fields of the block stay, it does become null, so that they keep their place.
    """
    snapshot.refuse_anchor_in_use(node)
    text = snapshot.text
    path, holder = holder_of(snapshot.tree, node)
    brackets = "{}" if isinstance(node, Mapping) else "[]"
    after = holder.colon if isinstance(holder, Entry) else holder.start + 1
    expected.anchor = None
    _, fields = snapshot.annotations
    inner = [field for field in fields if field.path[: len(path)] == path and field.path != path]
    if inner and isinstance(holder, Item):
        raise refused("would-empty-item", case="remove", span=(holder.start, holder.end))
    # Behind a dash, or below an anchor or a tag, the lines are not the block's alone: it goes as a whole.
    if not snapshot.begins_line(parts[0]) or node.outer != node.start:
        yield Edit(node.outer, node.end, brackets)
        return
    for i in range(len(parts)):
        yield _lines_gone(snapshot, parts, i, keep_comments=False)
    if any(node.start <= field.span.start or field.path[:-1] == path for field in inner):
        expected.emptied = True
        return
    # Blanks behind the colon go; a comment there stays, behind the brackets.
    bare = not text[after : line_end(text, after)].strip()
    yield Edit(after, line_end(text, after) if bare else after, f" {brackets}")


def _lines_gone(snapshot: Snapshot, parts: Parts, i: int, *, keep_comments: bool) -> Edit:
    """The edit that deletes the lines of a part, its leading comments with them."""
    text, part = snapshot.text, parts[i]
    if not snapshot.begins_line(part):
        return _behind_dash(snapshot, parts, i)
    lines = snapshot.lines(part)
    snapshot.refuse_foreign_fields(part, snapshot.path_of(part))
    leading = None if keep_comments else snapshot.leading(part)
    start = leading.start if leading else lines.start
    end = next_line(
        text,
        lines.end if keep_comments else snapshot.lines_with_inner_fields(part, snapshot.path_of(part)).end,
    )
    # A comment behind the part keeps its line, and stands alone on it.
    if keep_comments and (comment := _inline_comment(snapshot, part)) is not None:
        return Edit(part.start, comment, "")
    return Edit(start, end, _apart(snapshot, start, end))


def _apart(snapshot: Snapshot, start: int, end: int) -> str:
    """What is left in the place of some lines: an empty line where a commented-out field above them would go on with
    the comments below."""
    text, syntax = snapshot.text, snapshot.syntax
    if not text[end : line_end(text, end)].lstrip(" \t").startswith("#"):
        return ""
    above = _field_right_above(snapshot, start)
    if above is None or _goes_no_further(snapshot, above, end):
        return ""
    try:
        new = syntax.read(text[:start] + text[end:]).following(snapshot.tree)
    except MatterSyntaxError:  # as long as only a part of the change is made
        return ""
    known = with_vocabulary(new, syntax, snapshot.known, above.key)
    after = fields_by_place(new, syntax, known).get(above.span.start)
    return "" if after is not None and after.text == above.text else snapshot.style.eol


def _field_right_above(snapshot: Snapshot, start: int) -> CommentedOut | None:
    """The commented-out field that ends on the line above an offset."""
    fields = snapshot.annotations[1]
    i = bisect_left(fields, start, key=lambda field: field.span.start) - 1
    return fields[i] if i >= 0 and next_line(snapshot.text, fields[i].end_mark.end) == start else None


def _goes_no_further(snapshot: Snapshot, field: CommentedOut, at: int) -> bool:
    """Whether a commented-out field of one line ends where the line at an offset comes to stand below it.

    That line looks like a field of its own, its marker in the same place: no field takes one that reads without it.
    """
    text, syntax = snapshot.text, snapshot.syntax
    if len(field.markers) > 1 or field.end_marks or syntax.field is None or field.text.lstrip(" \t").startswith("["):
        return False
    column = snapshot.column(field.span.start)
    head = syntax.field.match(text, at + column)
    if head is None or text[at : at + column].strip(" \t") or not head.group("bare"):
        return False
    return f"#{head.group('space')}" == field.markers[0].of(text)


def _inline_comment(snapshot: Snapshot, part: Entry | Item) -> int | None:
    """Where the comment behind a part begins."""
    rest = snapshot.text[part.end : line_end(snapshot.text, part.end)]
    spaces = len(rest) - len(rest.lstrip())
    return part.end + spaces if rest[spaces : spaces + 1] == "#" else None


def _behind_dash(snapshot: Snapshot, parts: Parts, i: int) -> Edit:
    """The edit for the first part behind a dash: the part below moves up to it."""
    text, part = snapshot.text, parts[i]
    below = next_line(text, line_end(text, part.end))
    while below < len(text) and text[below] in " \t\r\n":
        below += 1
    return Edit(part.start, below, "")
