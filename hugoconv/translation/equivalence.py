"""What a page and its translation must have in common: comments with their owners, and what is commented out."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple, TypeAlias

from hugoconv.page.page import Page
from hugoconv.syntax.base import Syntax
from hugoconv.syntax.commented_out import CommentedOut, is_sure, revived
from hugoconv.syntax.commented_out_items import Annotations, item_value, notes_with_items
from hugoconv.syntax.comments import Comment
from hugoconv.syntax.extents import entry_below
from hugoconv.syntax.registry import SYNTAXES
from hugoconv.syntax.toml.values import moment
from hugoconv.syntax.tree import Path, Tree
from hugoconv.syntax.values import Value, value_at
from hugoconv.translation.nulls import NullItems, without_items
from hugoconv.translation.printers.toml_lines import is_moment

_NOWHERE: Path = ("nowhere",)


class Side(NamedTuple):
    """A page with what is commented out in it, and its data."""

    page: Page
    syntax: Syntax
    data: Value
    notes: Annotations


def side_of(page: Page) -> Side:
    """A page as one side of a comparison."""
    syntax = SYNTAXES[page.syntax]
    return Side(page, syntax, syntax.data(page.tree.root) or {}, notes_with_items(page.tree, syntax, page.known))


def meaning(value: Value) -> object:
    """A value so that it can be compared across syntaxes: null as absent, a date as text, a number by its value."""
    if isinstance(value, str):
        return meaning(moment(value)) if is_moment(value) else value
    if isinstance(value, dict):
        return {key: meaning(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [meaning(item) for item in value if item is not None]
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        # In a pair, since 1 and True are equal to Python.
        return ("number", "nan" if value != value else value)  # noqa: PLR0124 - NaN alone differs from itself
    if isinstance(value, datetime.date | datetime.time):
        return ("moment", value.isoformat())
    return value


def other_notes(old: Side, new: Side, gone: NullItems) -> str:
    """The first comment or commented-out field or item that a translation changed; empty where none.

    ``gone`` are the items of lists that were left out.
    """
    if not new.syntax.has_comments:
        return ""
    if not old.syntax.has_comments:
        return _unread_lines(old, new)
    unsure = _unsure(old.notes, new.syntax)
    before = [(gone.moved(path) or path, value) for path, value in _said(old, unsure)]
    after = list(_said(new, unsure))
    if before != after:
        lost, came = Counter(before) - Counter(after), Counter(after) - Counter(before)
        if lost:
            return f"what is commented out was lost: {next(iter(lost))}"
        if any(n > 1 or one[1] != repr("") or _has(old.data, one[0]) for one, n in came.items()):
            return f"something commented out came: {next(iter(came))}"
    owned = [(text, gone.moved(owner) if owner else None) for text, owner in _owned(old, old.data)]
    there = _owned(new, without_items(old.data, gone))  # in the order of the old data: tables may have moved
    if owner := _first_out_of_order(old, new, gone):
        return f"the comments of {owner} are in another order"
    spelled = unsure | {new.syntax.key(key) for key in unsure}
    return _other_comments(owned, there, _within(old), _within(new), spelled)


def _unread_lines(old: Side, new: Side) -> str:
    lines = Counter(_plain(span.of(old.page.matter)) for span in old.syntax.unread(old.page.tree))
    lost = lines - Counter(_plain(comment.text) for comment in new.notes.comments)
    return f"the line {next(iter(lost))!r} was lost" if lost else ""


# what is commented out


def _said(side: Side, unsure: frozenset[str]) -> Iterator[tuple[Path, str]]:
    """What is commented out, with what it says, in order; the items of a list that is null are that list."""
    found: list[tuple[int, Path, str]] = []
    for field in side.notes.fields:
        if field.key not in unsure:
            found.append((field.span.start, field.path, said_by(field, side.syntax, side.page.tree)))
            if "#" in field.text:
                found += _said_within(revived(field, side.syntax, side.page.tree), field.span.start, field.path, side)
    lists: dict[Path, list[object]] = {}
    for item in side.notes.items:
        said = _spoken(item_value(item, side.syntax))
        path, start = (*item.path, item.place), item.span.start
        if value_at(side.data, item.path) is None:
            lists.setdefault(item.path, []).append(said)
            path = item.path
        if path != item.path or len(lists[path]) == 1:
            found.append((start, path, repr(said) if path != item.path else ""))
        if item.nth == 0:
            found += _said_within(item.tree, start, item.path, side)
    yield from ((path, said or repr(lists[path])) for _, path, said in sorted(found, key=itemgetter(0)))


def _said_within(tree: Tree, at: int, path: Path, side: Side) -> Iterator[tuple[int, Path, str]]:
    """What is commented out within what is commented out."""
    if "#" not in tree.text:
        return
    inner = notes_with_items(tree, side.syntax, side.page.known)
    yield from ((at, (*path, "#", field.key), said_by(field, side.syntax, tree)) for field in inner.fields)
    yield from ((at, (*path, "#"), repr(_spoken(item_value(item, side.syntax)))) for item in inner.items)


def said_by(field: CommentedOut, syntax: Syntax, around: Tree) -> str:
    """What a commented-out field of a tree says, alike in every syntax; null as empty text."""
    entry = entry_below(revived(field, syntax, around), field.key, field.above)
    return repr(_spoken(syntax.data(entry.value) if entry else None))


def _spoken(value: Value) -> object:
    if isinstance(value, dict):
        return {key: _spoken(item) for key, item in sorted(value.items())}
    if isinstance(value, list):
        return [_spoken(item) for item in value]
    return meaning("" if value is None else value)


def _unsure(notes: Annotations, target: Syntax) -> frozenset[str]:
    """The keys of commented-out fields that in another syntax could be the first word of prose, even in quotes: those
    with escapes."""
    return frozenset(field.key for field in notes.fields if not _is_sure(field.key, target))


@lru_cache(maxsize=256)
def _is_sure(key: str, target: Syntax) -> bool:
    heads = (f"#{target.key(key, like=like)}{target.separator} " for like in ("plain", "double"))
    return any(is_sure(head) for text in heads if target.field and (head := target.field.match(text)))


def _has(data: Value, path: Path) -> bool:
    """Whether a value other than null stands at a path."""
    return value_at(data, path, "x") is not None


def _within(side: Side) -> Counter[str]:
    """The comments within what is commented out, which another syntax may have to put above it."""
    trees = [revived(field, side.syntax, side.page.tree) for field in side.notes.fields if "#" in field.text]
    trees += {id(item.tree): item.tree for item in side.notes.items}.values()
    found: Counter[str] = Counter()
    for tree in trees:
        if "#" in tree.text:
            found.update(_plain(c.text) for c in notes_with_items(tree, side.syntax, side.page.known).comments)
    return found


# comments


_Owned: TypeAlias = "list[tuple[str, Path | None]]"


def _other_comments(
    before: _Owned, after: _Owned, within: Counter[str], now_within: Counter[str], unsure: frozenset[str]
) -> str:
    """The first comment that was lost, came, or has another owner: it may belong to what is around its old one, and
    to nothing where that has an unsure key. Those ``within`` something commented out may have come out of it."""
    left = Counter(after)
    if left == Counter(before) and within == now_within:
        return ""
    lost = [bool(owner and unsure.intersection(map(str, owner))) for _, owner in before]
    # Those whose field is prose now go where the others leave a place.
    for is_lost, (text, owner) in sorted(zip(lost, before, strict=True), key=itemgetter(0)):
        heads: list[Path | None] = [None] if owner is None else [owner[:n] for n in range(len(owner), 0, -1)]
        if owner and "<<" in owner:  # what a merge key brings stands in the map itself now
            heads.append(None)
        if is_lost:
            heads += [there for there_text, there in left if there_text == text]
        found = next((head for head in heads if left[text, head]), _NOWHERE)
        if found is _NOWHERE:
            there = [o for t, o in left.elements() if t == text]
            return f"the comment {text!r} of {owner} " + (f"is now one of {there[0]}" if there else "was lost")
        left[text, found] -= 1
    lengths = {len(key) for key in unsure}
    came = Counter(text for text, _ in left.elements() if unsure.isdisjoint(_parts(text, lengths)))
    if more := (came + now_within) - within:
        return f"the comment {next(iter(more))!r} came"
    if (less := within - (came + now_within)) and not unsure:
        return f"the comment {next(iter(less))!r} within what is commented out was lost"
    return ""


def _parts(text: str, lengths: set[int]) -> Iterator[str]:
    """Every part of a text with one of some lengths; thousands of keys are looked up among them at once."""
    return (text[at : at + n] for n in lengths for at in range(len(text) - n + 1))


def _first_out_of_order(old: Side, new: Side, gone: NullItems) -> Path | None:
    """The first owner whose comments are all there, but not one after the other as they were; of one with a comment
    beside it that may have come to stand above."""
    beside = {comment.owner for comment in old.notes.comments if comment.kind == "inline"}
    above = (comment for comment in old.notes.comments if comment.owner and comment.owner not in beside)
    before = _by_owner((_plain(comment.text), gone.moved(comment.owner or ())) for comment in above)
    after = _by_owner((_plain(c.text), c.owner) for c in new.notes.comments)
    changed = (owner for owner in before if before[owner] != after.get(owner))
    return next((owner for owner in changed if sorted(before[owner]) == sorted(after.get(owner, ()))), None)


def _by_owner(owned: Iterable[tuple[str, Path | None]]) -> dict[Path | None, list[str]]:
    found: dict[Path | None, list[str]] = {}
    for text, owner in owned:
        found.setdefault(owner, []).append(text)
    return found


def _owned(side: Side, data: Value) -> _Owned:
    return [(_plain(comment.text), _owner(data, comment)) for comment in side.notes.comments]


def _plain(text: str) -> str:
    return f"#{text[1:].strip()}"


def _owner(data: Value, comment: Comment) -> Path | None:
    """An owner in every syntax alike: the head of the first item of a list is the list, for one header is both."""
    path = comment.owner
    while path is not None and len(path) > 1:
        if path[-1] == 0 or (isinstance(path[-2], int) and _is_first(data, path)):
            path = path[:-1]
        else:
            break
    return path


def _is_first(data: Value, path: Path) -> bool:
    item = value_at(data, path[:-1])
    return isinstance(item, dict) and next((key for key in item if item[key] is not None), None) == path[-1]
