"""Setting comments: those of an entry, and the directive on the first line."""

from __future__ import annotations

from collections.abc import Iterator

from hugoconv.page.comment_changes import CommentChanges
from hugoconv.page.expected import ExpectedNode
from hugoconv.page.operations import AddDirective, DropDirective, SetComment
from hugoconv.page.paths import ResolvedPath, commented_place, shown
from hugoconv.page.snapshot import Snapshot
from hugoconv.refusals import refused
from hugoconv.syntax.commented_out import notes_of
from hugoconv.syntax.comments import Comment, anchors, directives, raw_comments, top_of
from hugoconv.syntax.tree import Entry, Item, Mapping, Sequence
from hugoconv.syntax.values import refuse_halves
from hugoconv.text.edits import Edit, Edits
from hugoconv.text.lines import line_break, line_end, line_start, next_line
from hugoconv.text.regex import regex

_BREAK = regex(r"\r\n|\r|\n")
# Control characters, and what some reader takes for a line end or for no character at all.
_NO_COMMENT = regex("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def set_comment(snapshot: Snapshot, _model: ExpectedNode, op: SetComment) -> Iterator[Edit]:
    """The edit of a SetComment; none where the comment is as wanted."""
    if op.kind not in ("inline", "leading"):
        raise ValueError(f"a comment is inline or leading, not {op.kind!r}")
    if not snapshot.syntax.has_comments:
        raise refused("no-comments", syntax=snapshot.syntax.name)
    place = commented_place(snapshot.tree, op.path, snapshot.syntax)
    lines = _lines(op.text) if op.text is not None else []
    if op.kind == "inline":
        if len(lines) > 1:
            raise refused("comment-lines", case="inline")
        yield from _inline(snapshot, place, lines[0] if lines else None)
    else:
        yield from _leading(snapshot, place.part, lines)


def comment_set(snapshot: Snapshot, op: SetComment) -> CommentChanges:
    """The entry and the kind of its comment that a SetComment is about."""
    return CommentChanges(((commented_place(snapshot.tree, op.path, snapshot.syntax).path, op.kind),))


def _lines(text: str) -> list[str]:
    """The lines of a comment, each with its marker; refuses what no reader takes in a comment."""
    if not isinstance(text, str):
        raise TypeError(f"a comment is text or None, not {type(text).__name__}")
    refuse_halves(text, "comment")
    odd = _NO_COMMENT.search(text)
    if odd:
        raise refused("unwritable-value", case="comment", character=ord(odd.group()))
    return [_marked(line) for line in _BREAK.split(text)]


def _marked(line: str) -> str:
    return line if line.startswith("#") else f"# {line}".rstrip()


def _inline(snapshot: Snapshot, place: ResolvedPath, new: str | None) -> Iterator[Edit]:
    text = snapshot.text
    at = _inline_place(snapshot, place.part)
    end = line_end(text, at)
    found = next((c for c in raw_comments(snapshot.tree) if at <= c.span.start <= end), None)
    owner = anchors(snapshot.tree).last_before(end if found is None else found.span.start)
    ours = owner == place.path and (found.kind == "inline" if found else not _is_block_below(snapshot, place.part))
    if found is None and (behind := _behind_bracket(snapshot, place)) is not None:
        found, ours = behind, True
    if new is None:
        if found is not None and ours:
            yield Edit(len(text[: found.span.start].rstrip(" \t")), found.span.end, "")
        return
    # With more behind the part on its line, a comment at the end of that would be about something else.
    if not ours or (found is None and text[at:end].strip(", \t")):
        raise refused(
            "flow-entry", case="inline-comment", field=shown(place.path), span=(place.part.start, place.part.end)
        )
    if found is None:
        # In YAML `#` begins a comment only behind white space.
        yield Edit(end, end, f" {new}" if text[end - 1 : end] not in (" ", "\t") else new)
    elif new != found.text:
        yield Edit(found.span.start, found.span.end, new)


def _is_block_below(snapshot: Snapshot, part: Entry | Item) -> bool:
    """Whether an item is a list or map that begins below its dash, so that a comment there would be about what it
    begins with."""
    value = part.value
    below = isinstance(value, Mapping | Sequence) and not value.flow and not value.form
    return below and isinstance(part, Item) and value.outer > line_end(snapshot.text, part.start)


def _behind_bracket(snapshot: Snapshot, place: ResolvedPath) -> Comment | None:
    """The comment of an entry behind the bracket that opens its value, where that goes over several lines."""
    value = place.part.value
    if not isinstance(value, Mapping | Sequence) or not value.flow:
        return None
    inline = (c for c in raw_comments(snapshot.tree) if value.start < c.span.start < value.end and c.kind == "inline")
    first = next(inline, None)
    return first if first is not None and first.owner == place.path else None


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
    markers = (c.span.start for c in raw_comments(snapshot.tree) if item.start < c.span.start < end)
    return len(snapshot.text[: next(markers, end)].rstrip(" \t"))


def _leading(snapshot: Snapshot, part: Entry | Item, lines: list[str]) -> Iterator[Edit]:
    text = snapshot.text
    if not snapshot.begins_line(part):
        raise refused("flow-entry", case="leading-comment")
    start = line_start(text, part.start)
    indent, eol = text[start : part.start], line_break(text, part.start)
    found = snapshot.leading(part)
    new = "".join(f"{indent}{line}{eol}" for line in lines)
    if found is not None:
        # The same lines with another indent are the author's, and stay.
        if [line.strip(" \t") for line in _BREAK.split(found.of(text).rstrip("\r\n"))] != lines:
            _refuse_field(snapshot, part, lines, Edit(found.start, found.end, new))
            yield Edit(found.start, found.end, new)
    elif new:
        _refuse_below_dash(snapshot, part, lines[0])
        _refuse_field(snapshot, part, lines, Edit(start, start, new))
        yield Edit(start, start, new)


def _refuse_field(snapshot: Snapshot, part: Entry | Item, lines: list[str], edit: Edit) -> None:
    """Refuses a comment that would read as a commented-out field, or as a line of the one above it."""
    text, syntax = snapshot.text, snapshot.syntax
    above = text[line_start(text, edit.start - 1) : edit.start] if edit.start else ""
    if not above.lstrip().startswith("#") and not any(syntax.field and syntax.field.match(line) for line in lines):
        return
    tree = syntax.read(Edits([edit]).apply(text))
    fields = (notes_of(each, syntax, snapshot.known)[1] for each in (snapshot.tree, tree))
    before, after = ([field.text for field in found] for found in fields)
    if before != after:
        raise refused("comment-lines", case="field", span=(part.start, part.end))


def _refuse_below_dash(snapshot: Snapshot, part: Entry | Item, line: str) -> None:
    """Refuses a lone marker right below a comment on a dash, of which it would seem to be a line."""
    start = line_start(snapshot.text, part.start)
    above = next((b for b in snapshot.blocks if next_line(snapshot.text, b.lines[-1].end) == start), None)
    if line == "#" and above is not None and above.dash is not None:
        raise refused("comment-lines", case="below-dash", span=(part.start, part.end))


def add_directive(snapshot: Snapshot, _model: ExpectedNode, op: AddDirective) -> Iterator[Edit]:
    """The edit of an AddDirective: always the first line of the matter of its own."""
    if not snapshot.syntax.has_comments:
        raise refused("no-comments", syntax=snapshot.syntax.name)
    at = top_of(snapshot.text)
    eol = snapshot.eol if not snapshot.text else line_break(snapshot.text, 0)
    yield Edit(at, at, _directive(op) + eol)


def _directive(op: AddDirective) -> str:
    return f"# hugoconv: {op.text}"


def drop_directive(snapshot: Snapshot, _model: ExpectedNode, _op: DropDirective) -> Iterator[Edit]:
    """The edit of a DropDirective."""
    found = directives(snapshot.tree)
    if found:
        yield Edit(found[0].start, next_line(snapshot.text, found[0].end), "")


def directive_added(_snapshot: Snapshot, op: AddDirective) -> CommentChanges:
    """The line that an AddDirective adds."""
    return CommentChanges(added=(_directive(op),))


def directive_dropped(snapshot: Snapshot, _op: DropDirective) -> CommentChanges:
    """The line that a DropDirective takes away."""
    return CommentChanges(dropped=tuple(found.of(snapshot.text) for found in directives(snapshot.tree)[:1]))
