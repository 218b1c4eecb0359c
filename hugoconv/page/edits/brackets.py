"""Parts between brackets: where their commas and comments are, and the edits that add parts or take some out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeAlias

from hugoconv.page.snapshot import Snapshot
from hugoconv.refusals import refused
from hugoconv.syntax.comments import comment_spans
from hugoconv.syntax.tree import Entry, Item, Mapping, Scalar, Sequence
from hugoconv.text.edits import Edit
from hugoconv.text.lines import line_break, line_end, line_start, next_line
from hugoconv.text.spans import Span

Parts: TypeAlias = "tuple[Entry, ...] | tuple[Item, ...]"


class Brackets(NamedTuple):
    """A map or list between brackets, and from where to where its parts may stand. ``shared`` are the brackets of a
    map around it, with other parts and commas."""

    snapshot: Snapshot
    parts: Parts
    start: int
    end: int
    shared: bool = False

    @classmethod
    def of(cls, snapshot: Snapshot, node: Mapping | Sequence) -> Brackets:
        """Those of a node; refuses a single pair in a list, which has none of its own."""
        parts: Parts = node.entries if isinstance(node, Mapping) else node.items
        if node.form == "dotted":  # its parts stand among those of the map around it
            return cls(snapshot, parts, node.start, node.end, shared=True)
        if snapshot.text[node.start] not in "[{":
            raise refused("flow-pair", span=(node.start, node.end))
        return cls(snapshot, parts, node.start + 1, node.end - 1)

    def comma_behind(self, i: int) -> int | None:
        """Where the comma behind a part stands."""
        text, at = self.snapshot.text, self.parts[i].end
        stop = self.parts[i + 1].start if i + 1 < len(self.parts) else self.end
        while at < stop and text[at] != ",":
            # A comma within a comment parts nothing.
            at = line_end(text, at) if text[at] == "#" else at + 1
        return at if at < stop else None

    def comma_first(self, i: int) -> int | None:
        """Where the comma before a part stands, if it begins the line of that part."""
        comma = self.comma_behind(i - 1) if i > 0 else None
        if comma is None:
            return None
        start = line_start(self.snapshot.text, comma)
        begins = not self.snapshot.text[start:comma].strip() and start == line_start(
            self.snapshot.text, self.parts[i].start
        )
        return comma if begins else None

    def owns_lines(self, i: int) -> bool:
        """Whether a part, with its comma and a comment, has its lines for itself."""
        text, part, comma = self.snapshot.text, self.parts[i], self.comma_behind(i)
        # The comma behind the last dotted key is beyond what is looked at, and may begin the line below.
        if comma is None and self.shared:
            return False
        end = line_end(text, part.end)
        if not self.snapshot.begins_line(part) or (comma is not None and comma > end):
            return False
        rest = text[part.end if comma is None else comma + 1 : end].strip()
        between = "" if comma is None else text[part.end : comma].strip()
        return not between and (not rest or rest.startswith("#"))


# taking out


def without(brackets: Brackets, gone: Iterable[int]) -> Iterator[Edit]:
    """The edits that take parts out, each with one comma, its comments and, where it has them for itself, its lines."""
    indexes = sorted(gone)
    for run in _runs(indexes):
        yield from _without_run(brackets, run[0], run[-1])


def _runs(indexes: list[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for i in indexes:
        if runs and runs[-1][-1] == i - 1:
            runs[-1].append(i)
        else:
            runs.append([i])
    return runs


def _without_run(brackets: Brackets, first: int, last: int) -> Iterator[Edit]:
    parts, snapshot = brackets.parts, brackets.snapshot
    follows, precedes = last + 1 < len(parts), first > 0
    # JSON takes no comma behind the last part: there the comma before it has to go as well.
    comma_may_stay = follows or not precedes or snapshot.syntax.allows_trailing_comma
    if comma_may_stay and all(brackets.owns_lines(i) for i in range(first, last + 1)):
        for i in range(first, last + 1):
            yield _lines(snapshot, parts[i])
        return
    own = _own_comments(snapshot, parts[first : last + 1])
    range_ = _range(brackets, first, last, own)
    foreign = [c for c in comment_spans(snapshot.tree) if range_.start <= c.start < range_.end and c.start not in own]
    if not foreign:
        yield Edit(range_.start, range_.end, "")
        return
    yield from _piecewise(brackets, first, last, own)


def _lines(snapshot: Snapshot, part: Entry | Item) -> Edit:
    """The edit that deletes the lines of a part with its comments and the fields commented out within it."""
    leading, lines = snapshot.leading(part), snapshot.lines(part)
    end = snapshot.lines_with_inner_fields(part, snapshot.path_of(part)).end
    return Edit(leading.start if leading else lines.start, next_line(snapshot.text, end), "")


def _range(brackets: Brackets, first: int, last: int, own: dict[int, int]) -> Span:
    """From where to where some neighbours go, with one comma."""
    parts, text = brackets.parts, brackets.snapshot.text
    start, end = parts[first].start, parts[last].end
    if last + 1 < len(parts) and (first == 0 or brackets.comma_first(first) is None):
        return Span(start, parts[last + 1].start)
    tail = end + len(text[end : line_end(text, end)]) - len(text[end : line_end(text, end)].lstrip(" \t"))
    end = own.get(tail, end)
    if first > 0:
        before = parts[first - 1]
        return Span(before.end + len(_gap(before, text) if text[before.end] == " " else ""), end)
    comma = brackets.comma_behind(last)
    return Span(start, end if comma is None else comma + 1)


def _own_comments(snapshot: Snapshot, parts: Parts) -> dict[int, int]:
    """Start and end of the comments that belong to some parts, and of all within them."""
    paths = [snapshot.path_of(part) for part in parts]
    found = {
        c.span.start: c.span.end
        for c in snapshot.annotations[0]
        if c.owner is not None and any(c.owner[: len(path)] == path for path in paths)
    }
    inside = (c for c in comment_spans(snapshot.tree) if any(part.start <= c.start < part.end for part in parts))
    return found | {c.start: c.end for c in inside}


def _piecewise(brackets: Brackets, first: int, last: int, own: dict[int, int]) -> Iterator[Edit]:
    """The edits that take out parts, their commas and their comments, where comments of others stand between."""
    parts, text = brackets.parts, brackets.snapshot.text
    pieces = [(part.start, part.end) for part in parts[first : last + 1]]
    follows = last + 1 < len(parts)
    commas = range(first, last + 1) if follows else range(max(first - 1, 0), last)
    pieces += ((at, at + 1) for i in commas if (at := brackets.comma_behind(i)) is not None)
    inside = [(start, end) for start, end in own.items() if not any(a <= start < b for a, b in pieces)]
    for start, end in _whole_lines(text, sorted([*pieces, *inside])):
        yield Edit(start, end, "")


def _whole_lines(text: str, pieces: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The pieces, widened to whole lines where nothing else is left on them."""
    while pieces:
        start, end = line_start(text, pieces[0][0]), pieces[0][1]
        on_lines = [pieces[0]]
        while len(pieces) > len(on_lines) and pieces[len(on_lines)][0] <= line_end(text, end):
            on_lines.append(pieces[len(on_lines)])
            end = max(end, on_lines[-1][1])
        pieces = pieces[len(on_lines) :]
        stop = line_end(text, end)
        rest = "".join(
            text[a:b] for (_, a), (b, _) in zip([(0, start), *on_lines], [*on_lines, (stop, 0)], strict=True)
        )
        if rest.strip():
            yield from ((a, _behind_spaces(text, b)) for a, b in on_lines)
        else:
            yield start, next_line(text, end)


def _behind_spaces(text: str, at: int) -> int:
    """Past the spaces at an offset, unless a comment or the end of the line is behind them."""
    spaces = len(text[at:]) - len(text[at:].lstrip(" "))
    return at + spaces if text[at + spaces : at + spaces + 1] not in ("#", "\r", "\n", "") else at


# adding


def with_part(brackets: Brackets, after: int, new: str) -> Iterator[Edit]:
    """The edits that put one more part behind a position, -1 for the first place; every comment keeps its owner."""
    parts = brackets.parts
    if not parts:
        yield _only_part(brackets, new)
    elif after < 0:
        yield _first_part(brackets, new)
    elif after == len(parts) - 1:
        yield from _last_part(brackets, new)
    else:
        yield from _between(brackets, after, new)


def _only_part(brackets: Brackets, new: str) -> Edit:
    snapshot, start, end = brackets.snapshot, brackets.start, brackets.end
    text = snapshot.text
    if not text[start:end].strip():
        return Edit(start, end, new)
    comment = next(c for c in comment_spans(snapshot.tree) if start <= c.start < end)
    if "\n" in text[start : comment.start] or "\r" in text[start : comment.start]:
        return Edit(start, start, new)  # above the comment, which would else be about it
    indent = " " * (_indent(text, start) + snapshot.style.step)
    return Edit(comment.end, comment.end, f"{line_break(text, comment.end)}{indent}{new}")


def _indent(text: str, at: int) -> int:
    """How far the line of an offset is indented."""
    start = line_start(text, at)
    return len(text[start:at]) - len(text[start:at].lstrip(" "))


def _first_part(brackets: Brackets, new: str) -> Edit:
    snapshot, first = brackets.snapshot, brackets.parts[0]
    if not snapshot.begins_line(first):
        return Edit(first.start, first.start, f"{new}, ")
    return _line_above(snapshot, first, new)


def _line_above(snapshot: Snapshot, part: Entry | Item, new: str) -> Edit:
    """The edit that puts a part on a line above another and the comments of that."""
    text, comments = snapshot.text, snapshot.comments_above(part)
    start = line_start(text, part.start)
    at = comments.start if comments else start
    return Edit(at, at, f"{text[start : part.start]}{new},{line_break(text, part.start)}")


def _between(brackets: Brackets, after: int, new: str) -> Iterator[Edit]:
    snapshot = brackets.snapshot
    last, following = brackets.parts[after], brackets.parts[after + 1]
    if snapshot.begins_line(following):
        yield _line_above(snapshot, following, new)
        return
    comma = brackets.comma_first(after + 1)
    if comma is not None:
        yield _with_comma_first(brackets, last, comma, new)
        return
    yield Edit(following.start, following.start, f"{new}, ")


def _with_comma_first(brackets: Brackets, last: Entry | Item, comma: int, new: str) -> Edit:
    """The edit that adds a part on a line of its own with its comma in front, as the line of another part has it."""
    snapshot, text = brackets.snapshot, brackets.snapshot.text
    at = _end_with_comment(snapshot, last.end)
    indent = text[line_start(text, comma) : comma]
    return Edit(at, at, f"{line_break(text, last.end)}{indent}, {new}")


def _end_with_comment(snapshot: Snapshot, at: int) -> int:
    """The end of the comment on the line of an offset, if nothing else is between; else the offset."""
    end = line_end(snapshot.text, at)
    return end if snapshot.text[at:end].lstrip(" \t").startswith("#") else at


def _last_part(brackets: Brackets, new: str) -> Iterator[Edit]:
    snapshot, i = brackets.snapshot, len(brackets.parts) - 1
    text, last, comma = snapshot.text, brackets.parts[-1], brackets.comma_behind(i)
    first = brackets.comma_first(i)
    if first is not None and comma is None:
        yield _with_comma_first(brackets, last, first, new)
        return
    behind = last.end if comma is None else comma + 1
    below = _end_with_comment(snapshot, behind)
    above = _end_with_comment(snapshot, last.end)
    if not snapshot.begins_line(last) and below == behind and above == last.end:
        yield _behind(brackets, last, new)
        return
    if comma is None:
        yield Edit(last.end, last.end, _gap(last, text) + ",")
    # Blanks at the end of the line stay there, and do not move behind the new part.
    if not text[below : line_end(text, below)].strip():
        below = line_end(text, below)
    indent = " " * snapshot.column(last.start)
    yield Edit(below, below, f"{line_break(text, last.end)}{indent}{new}{',' if comma is not None else ''}")


def _behind(brackets: Brackets, last: Entry | Item, new: str) -> Edit:
    """The edit for a part on the line of the last one; a space stays between an empty value and the comma."""
    text = brackets.snapshot.text
    if not _gap(last, text):
        return Edit(last.end, last.end, f", {new}")
    at = last.end + (text[last.end : last.end + 1] == " ")
    return Edit(at, at, f"{'' if at > last.end else ' '}, {new}")


def _gap(part: Entry | Item, text: str) -> str:
    """A space where a comma right behind a part would belong to its key."""
    value = part.value
    if isinstance(value, Mapping) and text[value.start] not in "[{":  # a pair in a list
        value = value.entries[-1].value
    empty = isinstance(value, Scalar) and value.style == "empty" and value.tag is None
    return " " if empty and text[part.end - 1 : part.end] == ":" else ""
