"""Adding to maps and lists that stand below headers of their own, and what cannot be done to them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from collections.abc import Sequence as Many
from typing import cast

from hugoconv.page.edits.places import line_below, place_by
from hugoconv.page.paths import shown
from hugoconv.page.snapshot import Snapshot
from hugoconv.refusals import refused
from hugoconv.syntax.tree import Entry, Item, Mapping, Node, Path, Sequence, children, holder_of, parts_of
from hugoconv.syntax.values import Value
from hugoconv.text.edits import Edit
from hugoconv.text.lines import line_break, line_start


def entry_in_table(
    snapshot: Snapshot, node: Mapping | None, name: str, value: Value, order: Many[str]
) -> tuple[int, Edit]:
    """The edit that adds an entry to a table, and the position behind which it then stands.

    A single value goes below the table's own fields and above any header; a map, or a list of maps, becomes a
    table with a header at the end.
    """
    path = () if node is None else _path_of(snapshot, node)
    if _is_tabular(value) and (node is None or node.form != "dotted"):
        return _new_table(snapshot, node, *_innermost((*_names(path), name), value))
    return _new_field(snapshot, node, name, value, order)


def fields_above_tables(snapshot: Snapshot, node: Mapping, added: dict[str, Value]) -> dict[str, Value]:
    """The new entries of a map in an order that it can have: a field below a header would be one of that table."""
    if not snapshot.syntax.has_tables or node.flow:
        return added
    return dict(sorted(added.items(), key=lambda item: _is_tabular(item[1])))


def _innermost(steps: tuple[str, ...], value: Value) -> tuple[tuple[str, ...], Value]:
    """The names of the first table that has more in it than one other, and its value: a header says them all, and
    within braces comments would have no place."""
    while isinstance(value, dict) and len(value) == 1 and _is_tabular(inner := next(iter(value.values()))):
        steps, value = (*steps, *value), inner
    return steps, value


def _path_of(snapshot: Snapshot, node: Mapping | Sequence) -> Path:
    if node is snapshot.tree.root:
        return ()
    return holder_of(snapshot.tree, node)[0]


def _names(path: Path) -> tuple[str, ...]:
    """The names of a path as a header has them: an item is the last one of its list."""
    return tuple(step for step in path if isinstance(step, str))


def _is_tabular(value: Value) -> bool:
    """Whether a value is written below a header: a map, or a list of maps, that is not empty."""
    return _is_map(value) or (isinstance(value, list) and bool(value) and all(map(_is_map, value)))


def _is_map(value: Value) -> bool:
    return isinstance(value, dict) and bool(value)


def _new_table(snapshot: Snapshot, node: Mapping | None, steps: tuple[str, ...], value: Value) -> tuple[int, Edit]:
    text = snapshot.text
    after = -1 if node is None else len(node.entries) - 1
    # As deep as the neighbours: themes indent the headers of inner tables, or do not.
    like = next((e for e in (node.entries if node else ()) if getattr(e.value, "form", "") == "table"), None)
    new = _tables(snapshot, steps, value, snapshot.column(like.start) if like else 0)
    if node is None or node is snapshot.tree.root:
        return after, _at_end(snapshot, new)
    return after, line_below(
        text, snapshot.commented_out_end(_path_of(snapshot, node), node.end), snapshot.style.eol + new
    )


def _at_end(snapshot: Snapshot, new: str) -> Edit:
    """The edit that puts a table below everything, an empty line above it."""
    text, eol = snapshot.text, snapshot.style.eol
    end = len(text.rstrip())
    if not end:
        return Edit(len(text), len(text), new + eol)
    return line_below(text, end, eol + new)


def _tables(snapshot: Snapshot, steps: tuple[str, ...], value: Value, indent: int) -> str:
    many = isinstance(value, list)
    values = cast("list[dict[str, Value]]", value if many else [value])
    style = snapshot.style
    written = (snapshot.syntax.table(steps, item, style, indent, many=many) for item in values)
    return (style.eol * 2).join(written)


def _new_field(snapshot: Snapshot, node: Mapping | None, name: str, value: Value, order: Many[str]) -> tuple[int, Edit]:
    text, syntax, style = snapshot.text, snapshot.syntax, snapshot.style
    line = f"{syntax.key(name)}{syntax.separator}{syntax.after_separator(value, style, 0)}"
    if node is None:
        return -1, Edit(snapshot.top, snapshot.top, line + style.eol)
    fields = [i for i, entry in enumerate(node.entries) if not has_header(entry.value)]
    # Only headers of inner tables say that there is such a table, and a field needs a header of its own.
    if node.form == "above":
        return -1, with_header(snapshot, node, {name: value})
    # Below a header of an inner table a field would be a part of that.
    if not fields:
        return _first_field(snapshot, node, line)
    place = place_by(order, [node.entries[i] for i in fields], name)
    like = node.entries[fields[max(place, 0)]]
    line = text[line_start(text, like.start) : like.start] + _dots(snapshot, node, like) + line
    if place < 0:
        return fields[0] - 1, _line_above(snapshot, like, line)
    return fields[place], line_below(text, like.end, line)


def has_header(value: Node) -> bool:
    """Whether a value is a table of TOML, or a list of them, below a header."""
    return isinstance(value, Mapping | Sequence) and value.form in ("table", "above") and not value.flow


def _dots(snapshot: Snapshot, node: Mapping, like: Entry) -> str:
    """What stands before the last key of a dotted key."""
    return snapshot.text[like.start : like.key.start] if node.form == "dotted" else ""


def _first_field(snapshot: Snapshot, node: Mapping, line: str) -> tuple[int, Edit]:
    """The edit for the first single value of a table that has none."""
    if node is snapshot.tree.root:
        return -1, _line_above(snapshot, node.entries[0], line + line_break(snapshot.text, 0))
    # Tables within it may stand above its own header, and then come before its first single value.
    above = sum(entry.start < node.start for entry in node.entries)
    indent = " " * (snapshot.column(node.start) + snapshot.style.step)
    return above - 1, line_below(snapshot.text, node.start, indent + line)


def with_header(snapshot: Snapshot, node: Mapping, fields: dict[str, Value]) -> Edit:
    """The edit that gives a table its own header and some fields, where only the tables in it have one."""
    steps, style = _names(_path_of(snapshot, node)), snapshot.style
    new = snapshot.syntax.table(steps, fields, style, snapshot.column(node.entries[0].start), many=False)
    return _line_above(snapshot, node.entries[0], new + style.eol)


def _line_above(snapshot: Snapshot, part: Entry | Item, new: str) -> Edit:
    """The edit that puts lines above a part and its comments, below what is commented out above those."""
    at = snapshot.below_commented_out(part)
    return Edit(at, at, new + line_break(snapshot.text, at))


def tables_behind(snapshot: Snapshot, node: Sequence, after: int, values: list[Value]) -> Edit:
    """The edit that adds tables to a list of them, behind a position."""
    if not all(map(_is_map, values)):
        raise refused("not-a-table", span=(node.start, node.end))
    like = node.items[max(after, 0)]
    new = _tables(snapshot, _names(_path_of(snapshot, node)), values, snapshot.column(like.start))
    if after < 0:
        return _line_above(snapshot, like, new + snapshot.style.eol)
    end = snapshot.commented_out_end((*_path_of(snapshot, node), max(after, 0)), like.end)
    return line_below(snapshot.text, end, snapshot.style.eol + new)


def refuse_other_kind(node: Node, value: Value, path: Path) -> bool:
    """Whether a node is written with headers or dotted keys; refuses a value that cannot be written in its place."""
    if not isinstance(node, Mapping | Sequence) or not node.form or (node.flow and node.form != "dotted"):
        return False
    # An empty map is fine below a header; below none, nothing would be left to say that there is one.
    fits = isinstance(value, dict) if isinstance(node, Mapping) else _is_tabular(value) and isinstance(value, list)
    if fits and (value or node.form == "table"):
        return True
    raise refused("table-to-value", field=shown(path), span=(node.start, node.end))


def refuse_scattered(snapshot: Snapshot, part: Entry | Item) -> None:
    """Refuses a part between whose lines fields of others stand, and one at which such a part begins."""
    if not snapshot.syntax.has_tables:
        return
    own = snapshot.path_of(part)
    for n in range(1, len(own) + 1):
        path, around = own[:n], snapshot.once(_parts_by_path)[own[:n]]
        if around.start == part.start and _is_scattered(around, snapshot.once(_starts)):
            raise refused("scattered-table", field=shown(path), span=(around.start, around.end))


def refuse_dotted_apart(snapshot: Snapshot, part: Entry | Item) -> None:
    """Refuses to take a part out of brackets in which keys of others stand between the dotted keys of one table."""
    if not snapshot.syntax.has_tables:
        return
    path, parts = snapshot.path_of(part)[:-1], snapshot.once(_parts_by_path)
    # The keys of `a.b.c` and `a.d` hold maps that have no brackets of their own.
    while path and getattr(parts[path].value, "form", "") == "dotted":
        path = path[:-1]
    for inner in _dotted_in(parts[path].value) if path else ():
        if _is_scattered(inner, snapshot.once(_starts)):
            raise refused("scattered-table", field=shown(snapshot.path_of(inner)), span=(inner.start, inner.end))


def _dotted_in(node: Node) -> Iterator[Entry | Item]:
    """The tables of a map that only dotted keys name, and those within them."""
    for _, part in children(node):
        if getattr(part.value, "form", "") == "dotted":
            yield part
            yield from _dotted_in(part.value)


def _parts_by_path(snapshot: Snapshot) -> dict[Path, Entry | Item]:
    return dict(parts_of(snapshot.tree))


def _starts(snapshot: Snapshot) -> list[int]:
    return sorted(part.start for _, part in parts_of(snapshot.tree))


def _is_scattered(part: Entry | Item, starts: list[int]) -> bool:
    """Whether other parts begin between the beginning and the end of a table than those within it."""
    if not getattr(part.value, "form", ""):
        return False
    there = bisect_left(starts, part.end) - bisect_right(starts, part.start)
    return there > sum(part.start < inner.start < part.end for inner in _below(part.value))


def _below(node: Node) -> Iterator[Entry | Item]:
    """Every part within a node."""
    left = [node]
    while left:
        for _, part in children(left.pop()):
            yield part
            left.append(part.value)


def refuse_captured(snapshot: Snapshot, text: str, end: int) -> None:
    """Refuses to bring a table back to life above fields that would then belong to it."""
    if not text.lstrip().startswith("[") or not snapshot.syntax.has_tables:
        return
    below = snapshot.next_start(end)
    if snapshot.text[below : below + 1] not in ("[", ""):
        raise refused("would-take-fields", case="table", span=(below, below))
