"""The check of every change: data and comments differ from the old ones exactly as was asked (I4).

A failure here is a bug of the program, never the author's, and nothing is changed.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from hugoconv.errors import VerificationError
from hugoconv.page.edits.comment_out import chosen
from hugoconv.page.edits.rename import moved_parts
from hugoconv.page.expected import ExpectedNode, canonical_of_node
from hugoconv.page.operations import (
    AddCommented,
    AddDirective,
    DropCommented,
    DropDirective,
    Operation,
    Remove,
    Rename,
    SetComment,
    Uncomment,
)
from hugoconv.page.paths import commented_place, find, need, shown
from hugoconv.page.snapshot import Snapshot
from hugoconv.refusals import refused
from hugoconv.syntax.base import Syntax
from hugoconv.syntax.commented_out import folded, notes_of, with_vocabulary
from hugoconv.syntax.comments import DIRECTIVE, Comment, comment_spans, raw_comments
from hugoconv.syntax.tree import Entry, Item, Mapping, Node, Path, Sequence, Tree, children, parts_of
from hugoconv.syntax.values import CanonicalValue
from hugoconv.text.edits import Edits
from hugoconv.text.lines import line_end, position


class CommentOwner(NamedTuple):
    """What a comment line is: a comment with an owner, or a line of a commented-out field, and of which."""

    kind: str
    path: Path | None


class PathMap(NamedTuple):
    """Where every old path is after the operations, and what became of the others: hidden by comment signs,
    removed, or given another value as a whole."""

    paths: dict[Path, Path]
    hidden: set[Path]
    removed: set[Path]
    replaced: set[Path]
    gone_spans: list[tuple[int, int]]
    commented_out_heads: set[Path]  # where the hidden ones are now, and the maps around them

    def is_lost(self, path: Path) -> bool:
        """Whether a path, or one above it, is no longer what it was."""
        if not (self.replaced or self.hidden or self.removed):
            return False
        heads = [path[:n] for n in range(1, len(path) + 1)]
        above = any(head in self.replaced for head in heads[:-1])
        return above or any(head in self.hidden or head in self.removed for head in heads)

    def is_field_lost(self, path: Path) -> bool:
        """Whether a commented-out field went with the map around it; a live field of its name has nothing to do with
        it."""
        return self.is_lost(path[:-1]) or path[:-1] in self.replaced

    def moved_field(self, path: Path) -> Path:
        """Where the path of a commented-out field is now: it follows the map around it."""
        return (*self.moved(path[:-1]), path[-1])

    def moved(self, path: Path) -> Path:
        """Where the path of an entry is now; one of no entry follows the map around it."""
        if path in self.paths or not path:
            return self.paths.get(path, ())
        return (*self.moved(path[:-1]), path[-1])


def verify(snapshot: Snapshot, edits: Edits, new: Tree, model: ExpectedNode, operations: tuple[Operation, ...]) -> None:
    """Raises VerificationError unless ``new`` is the snapshot with the operations done and nothing else.

    Refuses a change after which Hugo would read something else than before (promise I13).
    """
    _refuse_other_end(snapshot.tree, new)
    if canonical_of_node(new.root, snapshot.syntax) != _canonical_page(model):
        raise VerificationError("the data after the change is not what was asked for")
    if not _same_gaps(snapshot.tree, new):
        _verify_comments(snapshot, edits, new, model, operations)
    _refuse_new_hazards(snapshot, new, operations)


def _refuse_other_end(old: Tree, new: Tree) -> None:
    """Refuses a change after which Hugo would stop elsewhere: without a field above a line of dots it reads on."""
    first = old.root is None and "#" not in new.text[new.end :]  # nothing was read, and nothing is left unread
    if len(old.text) - old.end != len(new.text) - new.end and not first:
        raise refused("document-end")


def _canonical_page(model: ExpectedNode) -> CanonicalValue:
    """The shape of the model; a page whose last field was commented out is still a map."""
    return model.frozen() if any(True for _ in model.living()) else ("map", ())


def _same_gaps(old: Tree, new: Tree) -> bool:
    """Whether nothing changed but what stands within tokens, so that every comment is where it was."""
    return len(old.tokens) == len(new.tokens) and _gaps(old) == _gaps(new)


def _gaps(tree: Tree) -> list[str]:
    text, at = tree.text, 0
    gaps = []
    for start, end in tree.tokens:
        gaps.append(text[at:start])
        at = end
    gaps.append(text[at:])
    return gaps


def _verify_comments(
    snapshot: Snapshot, edits: Edits, new: Tree, model: ExpectedNode, operations: tuple[Operation, ...]
) -> None:
    """Line by line: every old comment is where the edits put it, with its owner, or it was asked to go; and every
    new one was asked for."""
    path_map = PathMap({}, set(), set(), set(), [], set())
    _trace(snapshot.tree.root, model, (), (), path_map)
    path_map.gone_spans[:] = _apart(path_map.gone_spans)
    path_map.commented_out_heads.update(head for path in path_map.hidden for head in _heads(path_map.moved_field(path)))
    asked = _Asked.of(snapshot, operations)
    wrong = next(_differences(snapshot, edits, new, path_map, asked, snapshot.known), None)
    if wrong is None:
        return
    # A key that came or went may be what told a commented-out field behind a blank from prose.
    changed = _all_keys(snapshot.tree) | _all_keys(new)
    known = with_vocabulary(
        new, snapshot.syntax, with_vocabulary(snapshot.tree, snapshot.syntax, snapshot.known, *changed), *changed
    )
    if known == snapshot.known or next(_differences(snapshot, edits, new, path_map, asked, known), None):
        raise VerificationError(wrong)


def _differences(
    snapshot: Snapshot, edits: Edits, new: Tree, path_map: PathMap, asked: _Asked, known: frozenset[str]
) -> Iterator[str]:
    """What is wrong with each comment that is not as asked, ``known`` being the keys that count behind a blank."""
    # Only an entry that comes or goes can take what is commented out from its owner.
    went = path_map.hidden or path_map.removed or path_map.replaced
    by_fields = bool(went or asked.revived or asked.commented) or len(path_map.paths) != len(parts_of(new))
    before = _labels(snapshot.tree, snapshot.syntax, known, by_fields=by_fields)
    after = _labels(new, snapshot.syntax, known, by_fields=by_fields)
    kept = set()
    # Where a page gains its first field or loses its last, nothing tells to which indent its fields belong.
    rootless = (snapshot.tree.root is None) != (new.root is None)
    for at, label in before.items():
        if edits.covers(at):
            if not asked.dropped and not _may_go(label, path_map, asked) and not _is_within(at, path_map.gone_spans):
                yield f"{_shown(snapshot.text, at)} was lost, and should have stayed"
            continue
        there = edits.moved(at + 1) - 1
        kept.add(there)
        if rootless and there in after:
            continue
        if not _is_same(label, after.get(there), path_map, asked) and not _is_within(at, path_map.gone_spans):
            was, now = _owner(label), _owner(after.get(there))
            yield f"{_shown(snapshot.text, at)} was {was}, and would be {now}"
    revived = _revived_spans(new, snapshot.syntax, asked.uncommented)
    revived += [_moved_span(snapshot, new, known, *moved) for moved in asked.moved]
    for at, label in after.items():
        if at not in kept and not asked.added and not _may_come(label, path_map, asked) and not _is_within(at, revived):
            yield f"{_shown(new.text, at)} would come, and nobody asked for it"


def _shown(text: str, at: int) -> str:
    """A comment as a person finds it; lines count from the first of the front matter."""
    return f"line {position(text, at)[0]} of the front matter: the comment {text[at : line_end(text, at)]!r}"


def _owner(label: CommentOwner | None) -> str:
    """Whose a comment is, in words."""
    if label is None:
        return "no comment"
    kind = {"field": "a commented-out field", "directive": "a line for this program"}.get(label.kind, label.kind)
    return f"{kind}, {shown(label.path)}" if label.path else kind


_NOTHING = ("NoneType", "None")  # the shape of an empty field


def _trace(node: Node | None, expected: ExpectedNode, old: Path, new: Path, path_map: PathMap) -> None:
    """Follows every part of the old tree into the model."""
    if not isinstance(node, Mapping | Sequence):
        if getattr(node, "style", "") == "empty" and expected.canonical != _NOTHING:
            path_map.replaced.add(old)  # what was commented out below an empty field has no place in a value
        return
    if expected.kind == "scalar" or len(expected.kids) != len(tuple(children(node))):
        path_map.replaced.add(old)
        path_map.gone_spans.append((node.start, node.end))
        return
    index = {id(kid): i for i, kid in enumerate(expected.living())}
    for kid, (step, part) in zip(expected.kids, children(node), strict=True):
        here = (*old, step)
        if kid.drop:
            (path_map.hidden if kid.drop == "commented" else path_map.removed).add(here)
            path_map.gone_spans.append((part.start, part.end))
            continue
        name = step if kid.key == kid.was else kid.key  # a key that is no text has no step of its own
        there = (*new, name if isinstance(node, Mapping) else index[id(kid)])
        if kid.vanishes():
            path_map.removed.add(here)
        else:
            path_map.paths[here] = there
        _trace(part.value, kid, here, there, path_map)


class _Asked(NamedTuple):
    """The paths whose comments the operations themselves are about."""

    revived: frozenset[tuple[str, ...]]
    commented: frozenset[tuple[Path, str]]
    kept: frozenset[Path]
    uncommented: tuple[Path, ...]
    moved: tuple[tuple[Entry | Item, Path], ...]
    directives: bool
    added: bool  # such an operation is a step of its own, and adds or drops comments alone
    dropped: bool

    @classmethod
    def of(cls, snapshot: Snapshot, operations: tuple[Operation, ...]) -> _Asked:
        tree, syntax = snapshot.tree, snapshot.syntax
        commented = (
            (commented_place(tree, op.path, syntax).path, op.kind) for op in operations if isinstance(op, SetComment)
        )
        kept = (
            place.path
            for op in operations
            if isinstance(op, Remove) and op.keep_comments and (place := find(tree, op.path, syntax, op.nth))
        )
        uncommented = _uncommented(snapshot, operations)
        renames = (moved_parts(snapshot, op) for op in operations if isinstance(op, Rename))
        moved = tuple(found for found in renames if found is not None)
        directives = any(isinstance(op, AddDirective | DropDirective) for op in operations)
        revived = frozenset(map(folded, uncommented))
        added = any(isinstance(op, AddCommented) for op in operations)
        dropped = any(isinstance(op, DropCommented) for op in operations)
        return cls(revived, frozenset(commented), frozenset(kept), uncommented, moved, directives, added, dropped)


def _labels(tree: Tree, syntax: Syntax, known: frozenset[str], *, by_fields: bool) -> dict[int, CommentOwner]:
    """Label by offset of every comment. Without ``by_fields`` commented-out fields count as
    comments, which is as good where no entry comes or goes, and quicker."""
    if not by_fields:
        return {c.span.start: _label(c) for c in raw_comments(tree)}
    comments, fields = notes_of(tree, syntax, known)
    owners = {c.span.start: _label(c) for c in comments}
    for field in fields:
        owners |= {line.start: CommentOwner("field", field.path) for line in field.lines}
    return owners


def _label(comment: Comment) -> CommentOwner:
    """A line that speaks to the program is nobody's at the top, and may come to stand there or below."""
    if comment.kind != "inline" and DIRECTIVE.match(comment.text):
        return CommentOwner("directive", comment.owner)
    return CommentOwner(comment.kind, comment.owner)


def _uncommented(snapshot: Snapshot, operations: tuple[Operation, ...]) -> tuple[Path, ...]:
    """The paths of the fields that come back to life: be it a map around the one that an operation names."""
    return tuple(chosen(snapshot, op).path for op in operations if isinstance(op, Uncomment))


def _revived_spans(new: Tree, syntax: Syntax, paths: tuple[Path, ...]) -> list[tuple[int, int]]:
    """Where in the new tree the fields stand that were uncommented, comments on their lines included."""
    places = (find(new, path, syntax) for path in paths)
    return _apart((place.part.start, line_end(new.text, place.part.end)) for place in places if place)


def _apart(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans sorted, those that overlap joined."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def _moved_span(
    snapshot: Snapshot, new: Tree, known: frozenset[str], part: Entry | Item, target: Path
) -> tuple[int, int]:
    """Where an entry that went to another map now stands, its comments counted in; they must be those that it had."""
    place, there = need(new, target, snapshot.syntax), Snapshot(new, snapshot.syntax, known)
    start, end = _with_comments(there, place.part, place.path)
    old = _comments_between(snapshot.tree, *_with_comments(snapshot, part, snapshot.path_of(part)))
    found = _comments_between(new, start, end)
    if old != found:
        raise VerificationError(f"a comment did not go along: {old}, now {found}")
    return start, end


def _with_comments(snapshot: Snapshot, part: Entry | Item, path: Path) -> tuple[int, int]:
    """Where a part begins and ends with the comments above it, and what is commented out below it."""
    if snapshot.in_flow(part):
        return part.start, part.end  # what is behind it on its line is not its own
    leading = snapshot.leading(part) if snapshot.begins_line(part) else None
    end = snapshot.lines_with_inner_fields(part, path).end
    return (leading.start if leading else part.start), end


def _comments_between(tree: Tree, start: int, end: int) -> list[str]:
    return [span.of(tree.text) for span in comment_spans(tree) if start <= span.start < end]


def _is_within(at: int, spans: list[tuple[int, int]]) -> bool:
    """Whether one of some spans holds an offset; they are sorted, and none reaches beyond the next one's beginning."""
    i = bisect_right(spans, (at, math.inf)) - 1
    return i >= 0 and at < spans[i][1]


def _may_go(label: CommentOwner, path_map: PathMap, asked: _Asked) -> bool:
    if label.kind == "directive":
        lost = label.path is not None and (path_map.is_lost(label.path) or (label.path, "leading") in asked.commented)
        return asked.directives or lost
    if label.path is None:
        return bool(path_map.removed or path_map.replaced)
    if label.kind == "field":
        return folded(label.path) in asked.revived or path_map.is_field_lost(label.path)
    if (label.path, label.kind) in asked.commented:
        return True
    return path_map.is_lost(label.path) or label.path in path_map.replaced


def _may_come(label: CommentOwner, path_map: PathMap, asked: _Asked) -> bool:
    if label.kind == "directive":
        return asked.directives
    if label.path is None:
        return False
    if label.kind == "field":
        return label.path in path_map.commented_out_heads
    return any(label == CommentOwner(kind, path_map.moved(path)) for path, kind in asked.commented)


def _is_same(label: CommentOwner, found: CommentOwner | None, path_map: PathMap, asked: _Asked) -> bool:
    if found is None:
        return label.path is not None and path_map.is_lost(label.path)
    if label.kind == "directive":
        return found.kind == "directive"
    if found.path is not None and any(folded(found.path)[: len(path)] == path for path in asked.revived):
        return True
    if label.path is None:
        in_new_value = found.path is not None and path_map.is_lost((*found.path[:-1], ""))
        return found == label or bool(asked.kept) or in_new_value or _is_in_emptied(found, path_map)
    if label.kind == "leading" and found.kind == "field" and _is_in_emptied(found, path_map):
        return True
    if label.kind == "leading" and label.path in path_map.hidden:
        return found.kind == "leading" and _leads_to(found.path, path_map.moved_field(label.path))
    if path_map.is_lost(label.path):
        return True
    of_field = label.kind == "field" or (label.kind == "leading" and label.path not in path_map.paths)
    if of_field and label.kind == found.kind and found.path is not None:
        moved = path_map.moved_field(label.path)  # a header may now lead into a map that is no longer there, or is now
        if _leads_to(found.path, moved) or _leads_to(moved, found.path):
            return True
    if found == CommentOwner(label.kind, path_map.moved_field(label.path)) and label.kind in ("field", "leading"):
        return True
    return found == CommentOwner(label.kind, path_map.moved(label.path)) or bool(asked.kept)


def _heads(path: Path) -> Iterator[Path]:
    """A path, and that of every map around it."""
    return (path[:n] for n in range(len(path) + 1))


def _leads_to(path: Path | None, inner: Path) -> bool:
    """Whether a path is another one, or that of a map around it that went away with its last field."""
    return path is not None and inner[: len(path)] == path


def _is_in_emptied(found: CommentOwner, path_map: PathMap) -> bool:
    """Whether a comment now seems to belong to a map whose last field was just commented out."""
    if found.path is None:
        return False
    return any(found.path[:-1] == path_map.moved(path[:-1]) for path in path_map.hidden if path[1:])


def _all_keys(tree: Tree) -> frozenset[str]:
    return frozenset(path[-1].casefold() for path, _ in parts_of(tree) if isinstance(path[-1], str))


def _refuse_new_hazards(snapshot: Snapshot, new: Tree, operations: tuple[Operation, ...]) -> None:
    found = snapshot.syntax.hazards(new)
    if not found:
        return
    revived = _revived_spans(new, snapshot.syntax, _uncommented(snapshot, operations))
    found = tuple(hazard for hazard in found if not _is_within(hazard[1], revived))
    old = Counter(code for code, _ in snapshot.syntax.hazards(snapshot.tree))
    for code, _ in found:
        old[code] -= 1
        if old[code] < 0:
            raise refused(code)
