"""Giving an entry or item another value, with the smallest edits that do it."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence as Many
from functools import partial

from hugoconv.errors import PathError, Refused
from hugoconv.page.edits.insert import field_would_follow, insert_entry, insert_items
from hugoconv.page.edits.remove import items_at, remove_parts
from hugoconv.page.edits.tables import fields_above_tables, refuse_other_kind, with_header
from hugoconv.page.expected import ExpectedNode, at, expected_value
from hugoconv.page.operations import Append, Insert, Set
from hugoconv.page.paths import ResolvedPath, find, item_number, keys_of, need, shown
from hugoconv.page.snapshot import Snapshot
from hugoconv.refusals import refused
from hugoconv.syntax.style import Style
from hugoconv.syntax.tree import Alias, Entry, Item, Mapping, Node, Path, Scalar, Sequence
from hugoconv.syntax.values import CanonicalValue, Value, canonical_of, kind_of
from hugoconv.text.edits import Edit
from hugoconv.text.lines import line_end


def set_value(snapshot: Snapshot, model: ExpectedNode, op: Set) -> Iterator[Edit]:
    """The edits of a Set; an absent entry is inserted, an empty holder of it becomes a map."""
    value = snapshot.syntax.accept(op.value)
    place = find(snapshot.tree, op.path, snapshot.syntax)
    if place is not None:
        # Of a single value `replace` finds that out itself; through an alias, or in another order of keys, only the
        # data tells.
        if (snapshot.has_anchors or isinstance(value, list | dict)) and canonical_of(
            snapshot.value_at(place.path)
        ) == canonical_of(value):
            return
        yield from replace(snapshot, at(model, place.indexes), place.part, value, place.path)
        return
    yield from insert_value(snapshot, model, Insert(op.path, op.value, op.order))


def insert_value(snapshot: Snapshot, model: ExpectedNode, op: Insert) -> Iterator[Edit]:
    """The edits of an Insert."""
    tree, syntax, value = snapshot.tree, snapshot.syntax, snapshot.syntax.accept(op.value)
    *above, name = keys_of(op.path, tree)
    holder = find(tree, tuple(above), syntax) if above else None
    number = item_number(name, holder)
    if number is not None:
        yield from _insert_item(snapshot, model, holder, (*above, number), value)
        return
    assert isinstance(name, str)
    if find(tree, op.path, syntax) is not None:
        raise refused("key-exists", case="insert", field=shown(keys_of(op.path, tree)))
    if not above:
        yield from insert_entry(snapshot, model, tree.root, name, value, op.order)
    elif holder is None:
        yield from insert_value(snapshot, model, Insert(tuple(above), {name: op.value}, op.order))
    elif isinstance(holder.part.value, Mapping):
        expected = at(model, holder.indexes)
        yield from insert_entry(snapshot, expected, holder.part.value, name, value, op.order)
    elif isinstance(holder.part.value, Scalar) and syntax.data(holder.part.value) is None:
        yield from replace(snapshot, at(model, holder.indexes), holder.part, {name: value}, holder.path)
    else:
        raise _not_a_map(holder)


def _insert_item(
    snapshot: Snapshot, model: ExpectedNode, holder: ResolvedPath | None, path: Path, value: Value
) -> Iterator[Edit]:
    """The edits that put an item in front of the one that stands at a path, or behind the last one of a list."""
    node, i = holder.part.value if holder else None, int(path[-1])
    if holder is None or not isinstance(node, Sequence) or not -len(node.items) <= i <= len(node.items):
        raise PathError(f"no item {shown(path)}")
    snapshot.refuse_anchor_in_use(node)
    after = (i + len(node.items) if i < 0 else i) - 1
    yield from insert_items(snapshot, at(model, holder.indexes), node, after, [value])


def append(snapshot: Snapshot, model: ExpectedNode, ops: Many[Append]) -> Iterator[Edit]:
    """The edits of one or more Appends to one list; an empty value of a field becomes a list of one."""
    place = need(snapshot.tree, ops[0].path, snapshot.syntax)
    values, expected = [snapshot.syntax.accept(op.value) for op in ops], at(model, place.indexes)
    node = place.part.value
    if isinstance(node, Scalar) and snapshot.syntax.data(node) is None:
        yield from replace(snapshot, expected, place.part, values, place.path)
        return
    if not isinstance(node, Sequence):
        raise refused("not-a-list", case="append", field=shown(place.path), span=(node.start, node.end))
    current = snapshot.value_at(place.path)
    there = set(map(canonical_of, current if isinstance(current, list) else []))
    wanted: dict[CanonicalValue, Value] = {}
    for value in values:
        wanted.setdefault(canonical_of(value), value)
    added = [value for canonical, value in wanted.items() if canonical not in there]
    if added:
        snapshot.refuse_anchor_in_use(node)
        yield from insert_items(snapshot, expected, node, len(node.items) - 1, added)


def _not_a_map(holder: ResolvedPath) -> Refused:
    part = holder.part
    if isinstance(part.value, Alias):
        return refused(
            "alias", case="holder", field=shown(holder.path), name=part.value.name, span=(part.start, part.end)
        )
    return refused("not-a-map", field=shown(holder.path), span=(part.start, part.end))


def replace(snapshot: Snapshot, expected: ExpectedNode, part: Entry | Item, value: Value, path: Path) -> Iterator[Edit]:
    """The edits that give a part another value: none for an equal one, inner ones for a map or list."""
    said = snapshot.syntax.under(part.name, value) if isinstance(part, Entry) else value
    if expected.frozen() == canonical_of(said):
        return
    # Behind an anchor, or through an alias, only the data tells that it is the same.
    if snapshot.has_anchors and canonical_of(snapshot.value_at(path)) == canonical_of(value):
        return
    node = part.value
    tabular = refuse_other_kind(node, value, path)
    if not snapshot.syntax.fits(node, value):
        raise refused("other-kind", case="value", kind=kind_of(value), field=shown(path), span=(node.start, node.end))
    if (
        isinstance(node, Mapping)
        and isinstance(value, dict)
        and (tabular or any(e.name in value for e in node.entries))
    ):
        yield from _replace_map(snapshot, expected, node, value, path)
        return
    if isinstance(node, Sequence) and isinstance(value, list) and node.items and value:
        yield from _replace_list(snapshot, expected, node, value, path)
        return
    snapshot.refuse_anchor_in_use(node)
    _refuse_stray_bytes(snapshot, node, path)
    # The whole block is written anew, and what is commented out in the middle of it would go without a word.
    snapshot.refuse_foreign_fields(part, path)
    # A single value is replaced behind its anchor; a tag, a list or a map goes with the anchor before it.
    anchor = expected.anchor if isinstance(node, Scalar) and node.tag is None else None
    expected.kind, expected.kids, expected.added = "scalar", [], []
    expected.canonical, expected.anchor = canonical_of(said), anchor
    yield from _replaced(snapshot, part, value)


def _refuse_stray_bytes(snapshot: Snapshot, node: Node, path: Path) -> None:
    literal = snapshot.text[node.start : node.end]
    if isinstance(node, Scalar) and any("\udc80" <= c <= "\udcff" for c in literal):
        raise refused("not-utf-8", case="field", field=shown(path), span=(node.start, node.end))


def _replace_map(
    snapshot: Snapshot, expected: ExpectedNode, node: Mapping, value: dict[str, Value], path: Path
) -> Iterator[Edit]:
    """Entry by entry, so that what stays keeps its place, its comments and its spelling."""
    gone = [i for i, entry in enumerate(node.entries) if entry.name not in value]
    for i, entry in enumerate(node.entries):
        if i not in gone:
            yield from replace(snapshot, expected.kids[i], entry, value[entry.name], (*path, entry.name))
    yield from remove_parts(snapshot, expected, node, gone)
    names = {entry.name for entry in node.entries}
    added = {name: item for name, item in value.items() if name not in names}
    if node.form == "above" and added:
        expected.added += ((-1, -1, expected_value(canonical_of(item), name)) for name, item in added.items())
        yield with_header(snapshot, node, added)
        return
    for name, item in fields_above_tables(snapshot, node, added).items():
        yield from insert_entry(snapshot, expected, node, name, item, ())


def _replace_list(
    snapshot: Snapshot, expected: ExpectedNode, node: Sequence, value: list[Value], path: Path
) -> Iterator[Edit]:
    """Items that both lists begin or end with stay as they are; of the rest, as many as there are change."""
    old = items_at(snapshot, expected, path)
    new = [canonical_of(item) for item in value]
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    # As many as there are change in place, so that the comments of an item stay with its position.
    both = min(len(old), len(new)) - head - tail
    for i in range(head, head + both):
        yield from replace(snapshot, expected.kids[i], node.items[i], value[i], (*path, i))
    yield from remove_parts(snapshot, expected, node, range(head + both, len(old) - tail))
    added = value[head + both : len(value) - tail]
    if added:
        yield from insert_items(snapshot, expected, node, head + both - 1, added)


def _replaced(snapshot: Snapshot, part: Entry | Item, value: Value) -> Iterator[Edit]:
    """The edits that put a new literal or block in the place of a value; no comment may touch it."""
    end = part.value.end
    touching = snapshot.text[end : end + 1] == "#"  # behind a quote that is a comment, behind anything else text
    for edit in _literal_edits(snapshot, part, value):
        quoted = edit.new.endswith(("'", '"'))
        yield edit._replace(new=f"{edit.new} ") if touching and edit.end == end and not quoted else edit


def _literal_edits(snapshot: Snapshot, part: Entry | Item, value: Value) -> Iterator[Edit]:
    text, syntax, node = snapshot.text, snapshot.syntax, part.value
    if isinstance(node, Scalar) and node.style == "empty" and node.tag is None:
        yield _filled(snapshot, part, node, value)
        return
    start = node.start if isinstance(node, Scalar) and node.tag is None else node.outer
    after = part.colon if isinstance(part, Entry) else part.start + 1
    if snapshot.in_flow(part):
        like = node.style if isinstance(node, Scalar) else "empty"
        yield Edit(start, node.end, syntax.inline(value, snapshot.style, like=like, flow=True))
    elif node.outer <= line_end(text, after):
        yield from _on_key_line(snapshot, part, value, start, after)
    elif isinstance(node, Scalar):
        yield Edit(start, node.end, syntax.inline(value, snapshot.style, like=node.style))
    else:  # a block below its key: the literal goes behind the separator, the lines go
        yield from _in_place_of_block(snapshot, part, value, after)


def _on_key_line(snapshot: Snapshot, part: Entry | Item, value: Value, start: int, after: int) -> Iterator[Edit]:
    """The edits that put a value in the place of one that begins, at ``start``, on the line of its key."""
    text, syntax, node = snapshot.text, snapshot.syntax, part.value
    like = node.style if isinstance(node, Scalar) else getattr(node, "form", "") or "empty"
    # The author's quotes for this value, not those of most of the page: one character of the diff less.
    if like in ("single", "double") and isinstance(value, str):
        yield Edit(start, node.end, syntax.inline(value, Style(), like=like))
        return
    new = _first_line(snapshot, part, value, like=like).removeprefix(" ")
    # An anchor that stays has its place behind the separator.
    behind = after if start == node.outer else len(text[:start].rstrip(" \t"))
    if not new:
        yield Edit(behind, node.end, "")
        return
    header = line_end(text, node.start)
    # The comment behind the header of a block stays on its line: the value goes in front of it, the lines below go.
    if like in ("literal", "folded") and "#" in text[node.start : header] and header < node.end:
        marker = text.index("#", node.start)
        yield Edit(start, marker, syntax.inline(value, snapshot.style) + " ")
        yield Edit(header, node.end, "")
        return
    if "\n" in new or "\r" in new:
        if not text[node.end : line_end(text, node.end)].strip() and not isinstance(part, Item):
            yield Edit(behind if new[0] in "\r\n" else start, line_end(text, node.end), new)
            return
        new = syntax.inline(value, snapshot.style)
    # An empty value has no place of its own: it may be right behind the colon, or behind an anchor.
    if start == node.end and text[start - 1 : start] not in (" ", "\t"):
        new = f" {new}"
    yield Edit(start, node.end, new)


def _in_place_of_block(snapshot: Snapshot, part: Entry | Item, value: Value, after: int) -> Iterator[Edit]:
    """The edits that put a value on the line of its key, and take the lines of the old block away."""
    text, rest = snapshot.text, line_end(snapshot.text, after)
    new = _first_line(snapshot, part, value)
    end = line_end(text, part.value.end)
    # Spaces behind the separator go with the block.
    if not text[after:rest].strip():
        yield Edit(after, end, new)
        return
    if "\n" in new or "\r" in new:
        new = " " + snapshot.syntax.inline(value, snapshot.style)
    yield Edit(after, after, new)
    yield Edit(rest, end, "")


def _first_line(snapshot: Snapshot, part: Entry | Item, value: Value, *, like: str = "empty") -> str:
    """What follows the separator of an entry, or the dash of an item."""
    style = snapshot.style
    if value is None and isinstance(part, Entry):
        return snapshot.syntax.after_separator(value, style, 0)
    if (
        not snapshot.syntax.has_blocks
        or not isinstance(value, list | dict | str)
        or (isinstance(value, str) and "\n" not in value)
    ):
        return " " + snapshot.syntax.inline(value, style, like=like)
    if isinstance(part, Item):
        return " " + snapshot.syntax.inline(value, style)
    swallows = snapshot.block_would_swallow if isinstance(value, str) else partial(field_would_follow, snapshot)
    if swallows(part.end, snapshot.column(part.start)):
        return " " + snapshot.syntax.inline(value, style)
    return snapshot.syntax.after_separator(value, style, snapshot.column(part.start))


def _filled(snapshot: Snapshot, part: Entry | Item, node: Scalar, value: Value) -> Edit:
    """The edit that puts a value where there is none."""
    text, at_ = snapshot.text, node.start
    if snapshot.in_flow(part):
        new = snapshot.syntax.inline(value, snapshot.style, flow=True)
        # In YAML a key between braces may have no colon: `{a}`.
        bare = isinstance(part, Entry) and part.colon == part.key.end and text[at_ - 1 : at_] != ":"
        return Edit(at_, at_, f"{snapshot.syntax.separator} {new}" if bare else f" {new}")
    end = line_end(text, at_)
    rest = text[at_:end]
    is_map = isinstance(value, dict) and value
    if is_map and isinstance(part, Entry) and (step := _step_of_commented_out(snapshot, part)):
        style = snapshot.style._replace(step=step)
        new = snapshot.syntax.after_separator(value, style, snapshot.column(part.start))
        return Edit(end if rest.strip() else at_, end, new)
    new = _first_line(snapshot, part, value)
    if "\n" in new or "\r" in new:
        if not rest.strip():
            return Edit(at_, at_ + len(rest), new)
        new = " " + snapshot.syntax.inline(value, snapshot.style)
    if rest[:1] not in (" ", "\t"):
        return Edit(at_, at_, new)
    tail = " " if rest.strip() else ""
    return Edit(at_ + 1, at_ + 1, new.removeprefix(" ") + tail)


def _step_of_commented_out(snapshot: Snapshot, part: Entry) -> int:
    """How far the fields are indented that are commented out below a key without a value, 0 where there are none;
    refuses different indents, of which nothing tells the right one."""
    if "#" not in snapshot.text[part.end :]:
        return 0
    path = snapshot.path_of(part)
    fields = [f for f in snapshot.annotations[1] if f.path[:-1] == path]
    columns = {snapshot.column(f.span.start) - snapshot.column(part.start) for f in fields}
    if len(columns) > 1:
        raise refused("uneven-indent", field=shown(path), span=fields[0].span)
    return max(columns, default=0)
