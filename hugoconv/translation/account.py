"""Whatever a translation leaves out is in its notes, or it is refused (I14): both sides are read anew and compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from hugoconv.page.paths import shown
from hugoconv.refusals import refused
from hugoconv.syntax.commented_out import revived
from hugoconv.syntax.tree import Path
from hugoconv.translation.equivalence import Side, said_by
from hugoconv.translation.kinds import (
    ABSENT,
    ValueChange,
    changes,
    has_alias,
    is_meant,
    is_number,
    kind,
    spelled,
    spelling_notes,
)
from hugoconv.translation.kinds import tag_notes as tags_of
from hugoconv.translation.nulls import NullItems, without_items


def other_data(old: Side, new: Side, gone: NullItems, dates: frozenset[str]) -> str:
    """The first value that a translation changed in more than its kind; empty where none."""
    emptied = _emptied(old, new)
    for change in _changes(old, new, gone):
        becomes_date = isinstance(change.was, str) and not isinstance(change.now, str)
        if change.path in emptied and _is_emptied(change.was) and _is_emptied(change.now):
            continue
        if not is_meant(change) or (becomes_date and not _is_date_field(change.path, dates)):
            was, now = ("nothing" if side is ABSENT else repr(side) for side in (change.was, change.now))
            return f"the data is not the same: {shown(change.path)}: {was}, now {now}"
    return ""


def data_notes(old: Side, new: Side, gone: NullItems, dates: frozenset[str]) -> Iterator[str]:
    """What of the data is not there any more, is of another kind, or is spelled otherwise."""
    yield from tag_notes(old)
    if has_alias(old.page.tree, old.syntax):
        yield "anchors and merge keys are written out"
    yield from (f"{shown(path)}: an item without a value is left out" for path in gone)
    found = list(_changes(old, new, gone))
    absent = {change.path for change in found if change.now is ABSENT}
    there = (field for field in new.notes.fields if field.path in absent)
    commented_out = {field.path for field in there if said_by(field, new.syntax, new.page.tree) == repr("")}
    for change in found:
        if change.now is ABSENT:
            how = "commented out as empty text" if change.path in commented_out else "left out"
            yield f"{shown(change.path)}: null, which {new.syntax.name.upper()} does not have, is {how}"
        elif not is_number(change.was) and not _is_date_field(change.path, dates):
            was = "nothing" if change.was is ABSENT else kind(change.was)
            yield f"{shown(change.path)}: {was} is {kind(change.now)} now"
    yield from _spelling(old, new, gone)
    yield from _number_notes(found)


def _number_notes(found: Sequence[ValueChange]) -> Iterator[str]:
    if any(type(change.was) is float and type(change.now) is int for change in found):
        yield "whole numbers, which Hugo reads as floats in JSON, are integers now"
    if any(type(change.was) is int and type(change.now) is float for change in found):
        yield "whole numbers are floats for Hugo in JSON"


def tag_notes(old: Side) -> Iterator[str]:
    """The tags that are lost, those within what is commented out too."""
    yield from tags_of(old.page.tree)
    for field in old.notes.fields:
        if "!" not in field.text:
            continue
        prefix = f"{shown(field.path[:-1])}." if field.path[1:] else ""
        yield from (f"{prefix}{note}" for note in tags_of(revived(field, old.syntax, old.page.tree)))
    for tree in {id(item.tree): item.tree for item in old.notes.items}.values():
        yield from tags_of(tree)


def _spelling(old: Side, new: Side, gone: NullItems) -> Iterator[str]:
    there = spelled(new.page.tree)
    trees = old.page.tree, new.page.tree
    for path, node in spelled(old.page.tree).items():
        now = there.get(_folded(gone.moved(path), old))
        if now is not None:
            yield from spelling_notes(path, node, now, old.syntax.data(node), trees)


def _folded(path: Path | None, side: Side) -> Path:
    """A path as the other side spells it; the empty path, at which no value stands, where there is none."""
    if not path:
        return ()
    first = path[0]
    return (first.lower(), *path[1:]) if side.syntax.folds_keys and str(first).isupper() else path  # type: ignore[union-attr]


def _changes(old: Side, new: Side, gone: NullItems) -> Iterator[ValueChange]:
    was, now = without_items(old.data, gone), new.data
    if old.syntax.folds_keys and isinstance(was, dict) and isinstance(now, dict):
        was, now = ({str(key).lower(): value for key, value in side.items()} for side in (was, now))
    return changes(was, now)


def _emptied(old: Side, new: Side) -> set[Path]:
    """The maps in which something is commented out: null, empty and absent are as good for them."""
    return {field.path[:n] for side in (old, new) for field in side.notes.fields for n in range(1, len(field.path))}


def _is_emptied(value: object) -> bool:
    return value is None or value is ABSENT or (isinstance(value, Mapping) and all(map(_is_emptied, value.values())))


def _is_date_field(path: Path, dates: frozenset[str]) -> bool:
    return len(path) == 1 and str(path[0]).lower() in dates


# text that no one reads


def refuse_unread(side: Side) -> None:
    """Refuses a page with text that is neither a field nor a comment: it would be lost without a word."""
    tree, text = side.page.tree, side.page.matter
    rest = text[tree.end :]
    ended = rest.lstrip().removeprefix("...") if tree.end < len(text) else ""
    if ended.strip():
        at = len(text) - len(ended.lstrip())
        raise refused("text-after-end", case="lost", span=(at, len(text.rstrip())))
    known = [(comment.span.start, comment.span.end) for comment in side.page.comments]
    known += [span for field in side.page.commented_out for span in field.lines]
    known += side.syntax.unread(tree)
    known += [(tree.root.outer, tree.root.end)] if tree.root else []
    at = 0
    for start, end in [*sorted(known), (tree.end, tree.end)]:
        if text[at:start].strip():
            raise refused("text-without-field", text=text[at:start].strip(), span=(at, start))
        at = max(at, end)
