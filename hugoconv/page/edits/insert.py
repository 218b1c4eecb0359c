"""Adding entries to maps and items to lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Sequence as Many

from hugoconv.page.edits.brackets import Brackets, with_part
from hugoconv.page.edits.places import line_below, place_by
from hugoconv.page.edits.tables import entry_in_table, tables_behind
from hugoconv.page.edits.words import words_behind
from hugoconv.page.expected import ExpectedNode, expected_value
from hugoconv.page.snapshot import Snapshot
from hugoconv.refusals import refused
from hugoconv.syntax.style import Style
from hugoconv.syntax.tree import Entry, Item, Mapping, Node, Scalar, Sequence, children
from hugoconv.syntax.values import Value, canonical_of
from hugoconv.text.edits import Edit
from hugoconv.text.lines import line_break, line_end, line_start, next_line
from hugoconv.text.regex import regex

_DOCUMENT_MARK = regex(r"^---(?=\s|$)[^\r\n]*", re.MULTILINE)


def insert_entry(
    snapshot: Snapshot, expected: ExpectedNode, node: Mapping | None, name: str, value: Value, order: Many[str]
) -> Iterator[Edit]:
    """The edit that adds an entry to a map: behind the last one that ``order`` has before it, else last."""
    new = expected_value(canonical_of(snapshot.syntax.under(name, value)), name)
    new.was = ""
    if snapshot.syntax.has_tables and (node is None or not node.flow):
        after, edit = entry_in_table(snapshot, node, name, value, order)
        expected.added.append((after, -1, new))
        yield edit
        return
    if node is None:
        expected.added.append((-1, -1, new))
        yield _only_entry(snapshot, name, value)
        return
    after = place_by(order, node.entries, name)
    if after < 0 and not node.flow and snapshot.has_comment_on_dash(node.entries[0]):
        after = 0  # the comment on the dash is about the first entry
    if not node.flow:
        after = _above_empty_items(snapshot, node, after)
    expected.added.append((after, -1, new))
    if node.flow:
        yield from _in_braces(snapshot, node, after, name, value)
    else:
        yield _in_block(snapshot, node, after, name, value)


def _above_empty_items(snapshot: Snapshot, node: Mapping, after: int) -> int:
    """The last place up to ``after`` at which Hugo does not read a new field as part of the value of an empty item."""
    while after >= 0 and ends_in_empty_item(node.entries[after]):
        after -= 1
    for i, entry in enumerate(node.entries[: after + 1]):
        item = entry.value.items[-1] if isinstance(entry.value, Sequence) and not entry.value.flow else None
        if item is not None and _is_empty(item) and snapshot.column(item.start) == snapshot.column(entry.start):
            return i - 1
    return after


def _only_entry(snapshot: Snapshot, name: str, value: Value) -> Edit:
    """The first entry of a matter that has none goes above its comments, below a directive and the mark of YAML
    that begins a document."""
    mark = _DOCUMENT_MARK.search(snapshot.text) if "---" in snapshot.text else None
    at = next_line(snapshot.text, mark.end()) if mark else snapshot.top
    return Edit(at, at, _entry_text(snapshot, name, value, 0) + snapshot.style.eol)


def _entry_text(snapshot: Snapshot, name: str, value: Value, indent: int, after: int | None = None) -> str:
    syntax, style = snapshot.syntax, snapshot.style
    whole = syntax.entry(name, value, style)
    if whole is not None:
        return whole
    key = syntax.key(name)
    # A block of text would take in a comment below that stands deeper than its key.
    swallows = "#" in snapshot.text if after is None else snapshot.block_would_swallow(after, indent)
    # A commented-out field that stands deeper would be one of a list or map that is begun above it.
    held = isinstance(value, list | dict) and after is not None and field_would_follow(snapshot, after, indent)
    if held or (isinstance(value, str) and swallows):
        return f"{' ' * indent}{key}{syntax.separator} {syntax.inline(value, style)}"
    return f"{' ' * indent}{key}{syntax.separator}{syntax.after_separator(value, style, indent)}"


def _in_block(snapshot: Snapshot, node: Mapping, after: int, name: str, value: Value) -> Edit:
    text, indent = snapshot.text, snapshot.column(node.entries[0].start)
    above = end_with_commented_out(snapshot, node.entries[after]) if after >= 0 else None
    new = _entry_text(snapshot, name, value, indent, above)
    if above is not None:
        return line_below(text, above, new)
    first = node.entries[0]
    if not snapshot.begins_line(first):  # the first entry of a list item stands behind its dash
        return Edit(first.start, first.start, new[indent:] + line_break(text, first.start) + " " * indent)
    comments = snapshot.comments_above(first)
    at = comments.start if comments else line_start(text, first.start)
    return Edit(at, at, new + line_break(text, at))


def end_with_commented_out(snapshot: Snapshot, part: Entry | Item) -> int:
    """The end of a part with what is commented out at the end of it."""
    return (
        snapshot.commented_out_end(snapshot.path_of(part), part.end) if "#" in snapshot.text[part.end :] else part.end
    )


def field_would_follow(snapshot: Snapshot, at: int, column: int) -> bool:
    """Whether one of the comments right below an offset looks like a commented-out field that is indented deeper than a
    column."""
    text, field = snapshot.text, snapshot.syntax.field
    while field is not None and (below := next_line(text, at)) > at:
        line = text[below : line_end(text, below)]
        marker = below + len(line) - len(line.lstrip(" "))
        if line.strip() and not text.startswith("#", marker):
            return False
        if marker - below > column and field.match(text, marker):
            return True
        at = below
    return False


def ends_in_empty_item(entry: Entry) -> bool:
    """Whether Hugo would read a line below an entry as the value of its last item."""
    node: Node = entry.value
    while isinstance(node, Mapping | Sequence) and not node.flow:
        last = node.entries[-1] if isinstance(node, Mapping) else node.items[-1]
        if isinstance(last, Item) and _is_empty(last):
            return True
        node = last.value
    return False


def ends_in_block(node: Node) -> bool:
    """Whether the last thing in a value is a block of text, which takes in the lines below that stand deeper."""
    while (parts := list(children(node))[-1:]) and not getattr(node, "flow", False):
        node = parts[0][1].value
    return isinstance(node, Scalar) and node.style in ("literal", "folded")


def _is_empty(item: Item) -> bool:
    return isinstance(item.value, Scalar) and item.value.style == "empty"


def _in_braces(snapshot: Snapshot, node: Mapping, after: int, name: str, value: Value) -> Iterator[Edit]:
    syntax, style = snapshot.syntax, snapshot.style
    literal = syntax.inline(value, style, flow=True)
    if node.form == "dotted":
        _refuse_comment_behind(snapshot, node.entries[after])
    dots = snapshot.text[node.start : node.entries[0].key.start] if node.form == "dotted" else ""
    new = f"{dots}{syntax.key(name, flow=True)}{syntax.separator} {literal}"
    yield from with_part(Brackets.of(snapshot, node), after, new)


def _refuse_comment_behind(snapshot: Snapshot, part: Entry) -> None:
    """Refuses to add a dotted key between brackets in front of a comment that would then be about it."""
    if "#" in snapshot.text[part.end : line_end(snapshot.text, part.end)]:
        raise refused("flow-entry", case="inserted", field=part.name, span=(part.start, part.end))


def insert_items(
    snapshot: Snapshot, expected: ExpectedNode, node: Sequence, after: int, values: list[Value]
) -> Iterator[Edit]:
    """The edit that adds items behind a position of a list, written as their neighbours are."""
    expected.added += ((after, -1, expected_value(canonical_of(value))) for value in values)
    if node.form == "table":
        yield tables_behind(snapshot, node, after, values)
        return
    style = _neighbours(snapshot, node)
    if node.form:
        yield words_behind(snapshot, node, after, values)
        return
    if node.flow:
        new = ", ".join(snapshot.syntax.inline(value, style, flow=True) for value in values)
        yield from with_part(Brackets.of(snapshot, node), after, new)
        return
    text, column = snapshot.text, snapshot.column(node.items[0].start)
    style = style._replace(wide=_wide(text, node.items[max(after, 0)]))
    lines = [f"{' ' * column}-{style.wide}{snapshot.syntax.item_text(v, style, column)}" for v in values]
    if after >= 0:
        yield line_below(text, end_with_commented_out(snapshot, node.items[after]), style.eol.join(lines))
        return
    first = node.items[0]
    if not snapshot.begins_line(first):
        raise refused("compact-list")
    comments = snapshot.comments_above(first)
    at = comments.start if comments else line_start(text, first.start)
    yield Edit(at, at, "".join(line + line_break(text, at) for line in lines))


def _neighbours(snapshot: Snapshot, node: Sequence) -> Style:
    """The style of a page, with the quotes of a list in which all text has some: a number says nothing of them."""
    style, scalars = snapshot.style, (item.value for item in node.items if isinstance(item.value, Scalar))
    quotes = {scalar.style for scalar in scalars if isinstance(snapshot.syntax.data(scalar), str)}
    if quotes and quotes <= {"single", "double"}:
        return style._replace(eager=True, quote="'" if "single" in quotes else '"')
    return style


def _wide(text: str, item: Item) -> str:
    between = text[item.start + 1 : item.value.outer]
    return between if between and not between.strip(" ") else " "
