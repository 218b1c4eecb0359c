"""The comments after a change, line by line: each old one is where the edits put it, with its owner, or it was asked to
go; and each new one was asked for (I4)."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from hugoconv.errors import VerificationError
from hugoconv.page.comment_changes import CommentChanges
from hugoconv.page.path_map import PathMap, apart
from hugoconv.page.paths import find, need, shown
from hugoconv.page.snapshot import Snapshot
from hugoconv.page.touched import Touched, touched
from hugoconv.refusals import refused
from hugoconv.syntax.base import Reread, Syntax
from hugoconv.syntax.commented_out import folded, notes_in, notes_of, with_vocabulary
from hugoconv.syntax.comments import DIRECTIVE, Comment, comment_spans, comments_in, raw_comments, with_owners
from hugoconv.syntax.tree import Entry, Item, Path, Tree, parts_of
from hugoconv.text.edits import Edits
from hugoconv.text.lines import line_end, line_start, next_line, position
from hugoconv.text.spans import Span

_KINDS = {
    "field": "a line of the commented-out field",
    "directive": "a directive",
    "free": "a free comment",
    "leading": "a leading comment",
    "inline": "an inline comment",
}


class CommentOwner(NamedTuple):
    """What a comment line is: a comment with an owner, or a line of a commented-out field, and of which."""

    kind: str
    path: Path | None


class _Change(NamedTuple):
    """A change of a page: what it was, what was done and asked, and what it is."""

    snapshot: Snapshot
    edits: Edits
    new: Tree
    path_map: PathMap
    asked: CommentChanges
    touched: Touched | None = None  # where it is looked at, None for everywhere


class _Difference(NamedTuple):
    """What is wrong with a comment. Where it stays and only comes to belong elsewhere, ``at`` is its offset in the old
    text, and ``was`` and ``now`` say whose it is."""

    words: str
    at: int | None = None
    was: str = ""
    now: str = ""


def verify_comments(snapshot: Snapshot, edits: Edits, found: Reread, path_map: PathMap, asked: CommentChanges) -> None:
    """Raises VerificationError unless the comments of a new tree are those of a snapshot, but for what was asked.

    Refused: ``comment-changes-owner``, where an entry goes and a comment that stays would come to belong elsewhere.
    """
    new = found.tree
    change = _Change(snapshot, edits, new, path_map, asked)
    parts = touched(snapshot, found)
    if parts is not None and next(_differences(change._replace(touched=parts), snapshot.known), None) is None:
        return
    wrong = next(_differences(change, snapshot.known), None)
    if wrong is None:
        return
    # A key that came or went may be what told a commented-out field behind ``# `` from prose.
    changed = _all_keys(snapshot.tree) | _all_keys(new)
    known = with_vocabulary(
        new, snapshot.syntax, with_vocabulary(snapshot.tree, snapshot.syntax, snapshot.known, *changed), *changed
    )
    if known == snapshot.known or next(_differences(change, known), None):
        _refuse_other_owners(change, snapshot.known)
        raise VerificationError(wrong.words)


def _refuse_other_owners(change: _Change, known: frozenset[str]) -> None:
    """Refuses a change that takes a part away, where all that is wrong is whose comments are: which part an indented
    comment below another one is of is told by what stands around it."""
    path_map, asked = change.path_map, change.asked
    if not (path_map.removed or path_map.commented_out or asked.uncommented or asked.moved):
        return
    text, wrong = change.snapshot.text, list(_differences(change, known))
    if all(one.at is not None and is_askew(text, one.at) for one in wrong):
        at = wrong[0].at or 0
        raise refused("comment-changes-owner", was=wrong[0].was, now=wrong[0].now, span=Span(at, line_end(text, at)))


def _differences(change: _Change, known: frozenset[str]) -> Iterator[_Difference]:
    """What is wrong with each comment that is not as asked, ``known`` being the keys that count behind ``# ``."""
    before, after = _owners_of_both(change, known)
    # By the character behind its marker: what is put in at the offset of a comment comes to stand in front of it.
    stay = {at: change.edits.moved(at + 1) - 1 for at in before if not change.edits.covers(at)}
    yield from _gone(change, {at: label for at, label in before.items() if at not in stay})
    # Where a page gains its first field or loses its last, nothing tells to which indent its fields belong.
    gaps = _kept_gaps(change.snapshot, change.asked)
    rootless = (change.snapshot.tree.root is None) != (change.new.root is None)
    for at, there in stay.items():
        label, found = before[at], after.get(there)
        if (rootless and there in after) or _is_same(label, found, change.path_map, change.asked):
            continue
        if found is not None and is_within(at, gaps):
            continue
        if is_within(at, change.path_map.gone_spans) or (found is not None and _is_lone(change.snapshot.text, at)):
            continue
        was, now = _owner(label), _owner(found)
        words = f"{_shown(change.snapshot.text, at)} was {was}, and would be {now}"
        yield _Difference(words, None if found is None else at, was, now)
    there_before = set(stay.values())
    yield from _come(change, {at: label for at, label in after.items() if at not in there_before}, known)


def _kept_gaps(snapshot: Snapshot, asked: CommentChanges) -> list[tuple[int, int]]:
    """Where the comments stand that may belong elsewhere once an entry goes without them: between its neighbours."""
    if not asked.kept:
        return []
    parts = parts_of(snapshot.tree)
    starts = sorted(part.start for _, part in parts)
    gaps = list[tuple[int, int]]()
    for part in (part for path, part in parts if path in asked.kept):
        above, below = bisect_left(starts, part.start), bisect_left(starts, part.end)
        gaps.append((starts[above - 1] if above else 0, [*starts[below : below + 1], len(snapshot.text)][0]))
    return apart(gaps)


def _owners_of_both(change: _Change, known: frozenset[str]) -> tuple[dict[int, CommentOwner], dict[int, CommentOwner]]:
    """The owner of every comment by its offset, before and after."""
    snapshot, path_map, asked = change.snapshot, change.path_map, change.asked
    both = zip((snapshot.tree, change.new), change.touched or (None, None), strict=True)
    # Only an entry that comes or goes can take what is commented out from its owner: without one commented-out fields
    # count as comments, which is quicker.
    went = path_map.commented_out or path_map.removed or path_map.replaced
    if went or asked.uncommented or asked.commented or len(parts_of(snapshot.tree)) != len(parts_of(change.new)):
        old, new = (_owners_with_fields(tree, snapshot.syntax, known, part) for tree, part in both)
        return old, new
    old, new = (_comment_owners(tree, part) for tree, part in both)
    return old, new


def _gone(change: _Change, gone: dict[int, CommentOwner]) -> Iterator[_Difference]:
    """The comments that went and should have stayed."""
    dropped = Counter(change.asked.dropped)
    for at, label in gone.items():
        if _may_go(label, change.path_map, change.asked) or is_within(at, change.path_map.gone_spans):
            continue
        if not _is_one_of(dropped, change.snapshot.text, at):
            yield _Difference(f"{_shown(change.snapshot.text, at)} was lost, and should have stayed")


def _come(change: _Change, come: dict[int, CommentOwner], known: frozenset[str]) -> Iterator[_Difference]:
    """The comments that came and nobody asked for."""
    added = Counter(change.asked.added)
    revived = revived_spans(change.new, change.snapshot.syntax, change.asked.uncommented)
    revived += [_moved_span(change.snapshot, change.new, known, *moved) for moved in change.asked.moved]
    for at, label in come.items():
        if _may_come(label, change.path_map, change.asked) or is_within(at, revived):
            continue
        if not _is_one_of(added, change.new.text, at):
            yield _Difference(f"{_shown(change.new.text, at)} would come, and nobody asked for it")


def _is_one_of(texts: Counter[str], text: str, at: int) -> bool:
    """Whether a comment is one of some lines, each of which stands for one comment."""
    found = text[at : line_end(text, at)].rstrip(" \t")
    texts[found] -= 1
    return texts[found] >= 0


def _is_lone(text: str, at: int) -> bool:
    """Whether a comment is a marker with nothing behind it, which says nothing of whatever it stands above."""
    return not text[at : line_end(text, at)].strip("# \t\r")


def is_askew(text: str, at: int) -> bool:
    r"""Whether the comments on neighbouring lines, one of which is at an offset, and the first line below that is none
    have several indents; the end of the text has none.

    >>> [is_askew("a: 1\n  # b\nc: 1\n", 7), is_askew("a: 1\n# b\n\nc: 1\n", 5), is_askew("a:\n  # b\n  c: 1\n", 7)]
    [True, False, False]
    """
    start = line_start(text, at)
    while start and not _below_comments(text, above := line_start(text, start - 1)):
        start = above
    indents = set[int]()
    while start < len(text):
        line = text[start : line_end(text, start)]
        if line.strip():
            indents.add(len(line) - len(line.lstrip()))
        if _below_comments(text, start):
            return len(indents) > 1
        start = next_line(text, start)
    return len(indents | {0}) > 1


def _below_comments(text: str, start: int) -> bool:
    """Whether a line is neither empty nor a comment."""
    return text[start : line_end(text, start)].lstrip()[:1] not in ("", "#")


def _shown(text: str, at: int) -> str:
    """A comment as a person finds it; lines count from the first of the front matter."""
    return f"line {position(text, at)[0]} of the front matter: the comment {text[at : line_end(text, at)]!r}"


def _owner(label: CommentOwner | None) -> str:
    """Whose a comment is, in words."""
    if label is None:
        return "no comment"
    kind = _KINDS[label.kind]
    if label.kind == "field" and label.path:
        return f"{kind} {shown(label.path)}"
    return f"{kind} of {shown(label.path)}" if label.path else kind


def _comment_owners(tree: Tree, parts: tuple[Span, ...] | None) -> dict[int, CommentOwner]:
    """The owner of every comment by its offset, commented-out fields counted as comments."""
    comments = raw_comments(tree) if parts is None else with_owners(tree, *comments_in(tree, parts))
    return {c.span.start: _owner_of(c) for c in comments}


def _owners_with_fields(
    tree: Tree, syntax: Syntax, known: frozenset[str], parts: tuple[Span, ...] | None
) -> dict[int, CommentOwner]:
    """The owner of every comment, and of every line of a commented-out field, by its offset."""
    comments, fields = notes_of(tree, syntax, known) if parts is None else notes_in(tree, syntax, known, parts)
    owners = {c.span.start: _owner_of(c) for c in comments}
    for field in fields:
        owners |= {line.start: CommentOwner("field", field.path) for line in field.lines}
    return owners


def _owner_of(comment: Comment) -> CommentOwner:
    """A directive is nobody's at the top, and may come to stand there or below."""
    if comment.kind != "inline" and DIRECTIVE.match(comment.text):
        return CommentOwner("directive", comment.owner)
    return CommentOwner(comment.kind, comment.owner)


def revived_spans(new: Tree, syntax: Syntax, paths: tuple[Path, ...]) -> list[tuple[int, int]]:
    """Where in the new tree the fields stand that were uncommented, comments on their lines included."""
    places = (find(new, path, syntax) for path in paths)
    return apart((place.part.start, line_end(new.text, place.part.end)) for place in places if place)


def _moved_span(
    snapshot: Snapshot, new: Tree, known: frozenset[str], part: Entry | Item, target: Path
) -> tuple[int, int]:
    """Where an entry that went to another map now stands, its comments counted in; they must be those that it had."""
    place, there = need(new, target, snapshot.syntax), Snapshot(new, snapshot.syntax, known)
    start, end = _with_comments(there, place.part, place.path)
    # By their texts: the lines stand elsewhere now, and as deep as the new map wants them.
    old = _comments_between(snapshot.tree, *_with_comments(snapshot, part, snapshot.path_of(part)))
    found = _comments_between(new, start, end)
    if old == found:
        return start, end
    if Counter(_comment_lines(snapshot.tree)) == Counter(_comment_lines(new)):
        was = next((text for text in old if text not in found), old[0] if old else found[0])
        at = snapshot.text.index(was)
        owner = f"a comment of {shown(snapshot.path_of(part))}"
        now = f"a comment of another part of {shown(target[:-1])}"
        raise refused("comment-changes-owner", was=owner, now=now, span=Span(at, at + len(was)))
    raise VerificationError(f"a comment did not go along: {old}, now {found}")


def _with_comments(snapshot: Snapshot, part: Entry | Item, path: Path) -> tuple[int, int]:
    """Where a part begins and ends with the comments above it, and what is commented out below it."""
    if snapshot.in_flow(part):
        return part.start, part.end  # what is behind it on its line is not its own
    leading = snapshot.leading(part) if snapshot.begins_line(part) else None
    end = snapshot.lines_with_inner_fields(part, path).end
    return (leading.start if leading else part.start), end


def _comment_lines(tree: Tree) -> Iterator[str]:
    """Every comment of a text, those of commented-out fields too."""
    return (span.of(tree.text) for span in comment_spans(tree))


def _comments_between(tree: Tree, start: int, end: int) -> list[str]:
    return [span.of(tree.text) for span in comment_spans(tree) if start <= span.start < end]


def is_within(at: int, spans: list[tuple[int, int]]) -> bool:
    """Whether one of some spans holds an offset; they are sorted, and none reaches beyond the next one's beginning."""
    i = bisect_right(spans, (at, math.inf)) - 1
    return i >= 0 and at < spans[i][1]


def _may_go(label: CommentOwner, path_map: PathMap, asked: CommentChanges) -> bool:
    if label.path is None:
        return label.kind != "directive" and bool(path_map.removed or path_map.replaced)
    if label.kind == "directive":
        return path_map.is_lost(label.path) or (label.path, "leading") in asked.commented
    if label.kind == "field":
        return folded(label.path) in asked.revived or path_map.is_field_lost(label.path)
    if (label.path, label.kind) in asked.commented:
        return True
    return path_map.is_lost(label.path) or label.path in path_map.replaced


def _may_come(label: CommentOwner, path_map: PathMap, asked: CommentChanges) -> bool:
    if label.path is None or label.kind == "directive":
        return False
    if label.kind == "field":
        return label.path in path_map.commented_out_heads
    return any(label == CommentOwner(kind, path_map.moved(path)) for path, kind in asked.commented)


def _is_same(label: CommentOwner, found: CommentOwner | None, path_map: PathMap, asked: CommentChanges) -> bool:
    if found is None:
        return label.path is not None and path_map.is_lost(label.path)
    if label.kind == "directive":
        return found.kind == "directive"
    if label.path is not None and found.path is not None and asked.is_renamed(label.path, found.path):
        return label.kind == found.kind
    if found.path is not None and any(folded(found.path)[: len(path)] == path for path in asked.revived):
        return True
    if label.path is None:
        in_new_value = found.path is not None and path_map.is_lost((*found.path[:-1], ""))
        return found == label or in_new_value or _is_in_emptied(found, path_map)
    if found == CommentOwner(label.kind, path_map.moved(label.path)):
        return True
    if label.kind == "leading" and found.kind == "field" and _is_in_emptied(found, path_map):
        return True
    if label.kind == "leading" and label.path in path_map.commented_out:
        return found.kind == "leading" and _leads_to(found.path, path_map.moved_field(label.path))
    if path_map.is_lost(label.path):
        return True
    of_field = label.kind == "field" or (label.kind == "leading" and not path_map.is_live(label.path))
    if of_field and label.kind == found.kind and found.path is not None:
        moved = path_map.moved_field(label.path)  # a header may now lead into a map that is no longer there, or is now
        if _leads_to(found.path, moved) or _leads_to(moved, found.path):
            return True
    return label.kind in ("field", "leading") and found == CommentOwner(label.kind, path_map.moved_field(label.path))


def _leads_to(path: Path | None, inner: Path) -> bool:
    """Whether a path is another one, or that of a map around it that went away with its last field."""
    return path is not None and inner[: len(path)] == path


def _is_in_emptied(found: CommentOwner, path_map: PathMap) -> bool:
    """Whether a comment now seems to belong to a map whose last field was just commented out."""
    if found.path is None:
        return False
    return any(found.path[:-1] == path_map.moved(path[:-1]) for path in path_map.commented_out if path[1:])


def _all_keys(tree: Tree) -> frozenset[str]:
    return frozenset(path[-1].casefold() for path, _ in parts_of(tree) if isinstance(path[-1], str))
