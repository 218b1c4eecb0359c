"""Setting comments: those of an entry, and the directive on the first line."""

from __future__ import annotations

from collections.abc import Iterator

from hugoconv.errors import Refused
from hugoconv.page.operations import AddDirective, SetComment
from hugoconv.page.paths import commented_place
from hugoconv.page.snapshot import Snapshot
from hugoconv.syntax.comments import directives, raw_comments, top_of
from hugoconv.syntax.nodes import Entry, Item, Mapping, Sequence
from hugoconv.text.edits import Edit
from hugoconv.text.lines import line_break, line_end, line_start, next_line


def set_comment(snapshot: Snapshot, op: SetComment) -> Iterator[Edit]:
    """The edit of a SetComment; none where the comment is as wanted."""
    if op.kind not in ("inline", "leading"):
        raise ValueError(f"a comment is inline or leading, not {op.kind!r}")
    if snapshot.syntax.field is None:
        raise Refused("no-comments", f"{snapshot.syntax.name} front matter has no comments", "translate the page first")
    part = commented_place(snapshot.tree, op.path, snapshot.syntax).part
    lines = [_signed(line) for line in op.text.splitlines() or [""]] if op.text is not None else []
    if op.kind == "inline":
        if len(lines) > 1:
            raise Refused("comment-lines", "an inline comment has one line", "make it a leading comment")
        yield from _inline(snapshot, part, lines[0] if lines else None)
    else:
        yield from _leading(snapshot, part, lines)


def _signed(line: str) -> str:
    return line if line.startswith("#") else f"# {line}".rstrip()


def _inline(snapshot: Snapshot, part: Entry | Item, new: str | None) -> Iterator[Edit]:
    text = snapshot.text
    at = _inline_place(snapshot, part)
    end = line_end(text, at)
    found = next((c.span for c in raw_comments(snapshot.tree) if at <= c.span.start <= end), None)
    if found is not None:
        start = found.start if new is not None else len(text[: found.start].rstrip(" \t"))
        if new != found.of(text):
            yield Edit(start, found.end, new or "")
    elif new is not None:
        if text[at:end].strip(", \t"):
            raise Refused("flow-entry", "other fields follow on the line", "make it a leading comment")
        yield Edit(end, end, f" {new}" if text[end - 1 : end] not in (" ", "\t") else new)


def _inline_place(snapshot: Snapshot, part: Entry | Item) -> int:
    """The end of what stands on the line where an inline comment goes: the last, or that of a block's head."""
    value, after = part.value, part.colon if isinstance(part, Entry) else part.start + 1
    if isinstance(value, Mapping) and value.form == "table" and not value.flow:
        return part.colon if isinstance(part, Entry) else _header_end(snapshot, part)
    if isinstance(value, Mapping | Sequence) and not value.flow:
        return after
    if getattr(value, "style", "") in ("literal", "folded"):
        text = snapshot.text
        head = text[value.start : line_end(text, value.start)].partition("#")[0].rstrip()
        return value.start + len(head)
    return value.end


def _header_end(snapshot: Snapshot, item: Item) -> int:
    """The end of the header of an item, its comment left out."""
    end = line_end(snapshot.text, item.start)
    signs = (c.span.start for c in raw_comments(snapshot.tree) if item.start < c.span.start < end)
    return len(snapshot.text[: next(signs, end)].rstrip(" \t"))


def _leading(snapshot: Snapshot, part: Entry | Item, lines: list[str]) -> Iterator[Edit]:
    text = snapshot.text
    if not snapshot.begins_line(part):
        raise Refused("flow-entry", "other text stands before it on its line", "make it an inline comment")
    start = line_start(text, part.start)
    indent, eol = text[start : part.start], line_break(text, part.start)
    found = snapshot.leading(part)
    new = "".join(f"{indent}{line}{eol}" for line in lines)
    if found is not None:
        if found.of(text) != new:
            yield Edit(found.start, found.end, new)
    elif new:
        yield Edit(start, start, new)


def add_directive(snapshot: Snapshot, op: AddDirective) -> Iterator[Edit]:
    """The edit of an AddDirective: always the first line of the matter of its own."""
    if snapshot.syntax.field is None:
        raise Refused("no-comments", f"{snapshot.syntax.name} front matter has no comments", "translate the page first")
    at = top_of(snapshot.text)
    eol = snapshot.eol if not snapshot.text else line_break(snapshot.text, 0)
    yield Edit(at, at, f"# hugoconv: {op.text}{eol}")


def drop_directive(snapshot: Snapshot) -> Iterator[Edit]:
    """The edit of a DropDirective."""
    found = directives(snapshot.tree)
    if found:
        yield Edit(found[0].start, next_line(snapshot.text, found[0].end), "")
