"""What a page and its translation must have in common: data, comments with their owners, commented-out fields."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from operator import itemgetter
from typing import TypeAlias

from hugoconv.page.page import Page
from hugoconv.page.paths import shown
from hugoconv.syntax.commented_out import revived
from hugoconv.syntax.comments import Comment
from hugoconv.syntax.document import Content, Hidden, List, Map, Remark, remarks_in
from hugoconv.syntax.extents import entry_below
from hugoconv.syntax.nodes import Path, Tree
from hugoconv.syntax.syntax import Syntax
from hugoconv.syntax.table import SYNTAXES
from hugoconv.syntax.toml.writing import is_moment
from hugoconv.syntax.values import Value, value_at

_NOWHERE: Path = ("nowhere",)


def other_data(old: Page, new: Page, source: Syntax, target: Syntax) -> str:
    """The first value that a translation changed; empty where none."""
    data: Value = source.data(old.tree.root) or {}
    there: Value = target.data(new.tree.root) or {}
    hollow = {field.path[:-1] for page in (old, new) for field in page.commented_out if field.path[1:]}
    if hollow:
        data, there = _without_hollow(data, (), hollow), _without_hollow(there, (), hollow)
    one, other = meaning(data), meaning(there)
    if source.folds and isinstance(one, dict) and isinstance(other, dict):
        one, other = ({str(key).lower(): value for key, value in side.items()} for side in (one, other))
    return "" if one == other else f"the data is not the same: {_first_other(one, other)}"


def meaning(value: Value) -> object:
    """A value so that it can be compared across syntaxes: null as absent, a date as text, a number by its value."""
    if isinstance(value, str):
        return _moment(value) if is_moment(value) else value
    if isinstance(value, dict):
        return {key: meaning(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [meaning(item) for item in value if item is not None]
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return ("number", "nan" if value != value else value)  # noqa: PLR0124 - NaN alone differs from itself
    if isinstance(value, datetime.date | datetime.time):
        return ("moment", value.isoformat())
    return value


@lru_cache(maxsize=256)
def _moment(text: str) -> object:
    root = SYNTAXES["toml"].read(f"v = {text}").root
    found = SYNTAXES["toml"].data(root)
    return meaning(found["v"]) if isinstance(found, dict) else text


def _without_hollow(value: Value, path: Path, hollow: set[Path]) -> Value:
    """A value in which a map all of whose fields are commented out is as good as absent."""
    if isinstance(value, dict):
        inner = {key: _without_hollow(item, (*path, key), hollow) for key, item in value.items()}
        return None if path in hollow and not any(item is not None for item in inner.values()) else inner
    if isinstance(value, list):
        return [_without_hollow(item, (*path, i), hollow) for i, item in enumerate(value)]
    return value


def _first_other(one: object, other: object, path: Path = ()) -> str:
    """The place of the first difference, and both values there."""
    if isinstance(one, dict) and isinstance(other, dict):
        key = next((key for key in {**one, **other} if one.get(key) != other.get(key)), None)
        return _first_other(one.get(key), other.get(key), (*path, str(key)))
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        at = next((i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b), 0)
        return _first_other(one[at], other[at], (*path, at))
    return f"{shown(path)}: {one!r}, now {other!r}"


# comments and commented-out fields


def within_hidden(content: Content) -> Counter[str]:
    """The comments within commented-out fields, which another syntax may have to put above them."""
    return Counter(_within_hidden(content))


def _within_hidden(content: Content) -> Iterator[str]:
    for part in content.parts if isinstance(content, Map | List) else ():
        if isinstance(part, Hidden):
            yield from map(_plain, remarks_in(part.field.value))
        elif not isinstance(part, Remark):
            yield from _within_hidden(part.value)


def other_notes(
    old: Page, new: Page, source: Syntax, target: Syntax, movable: Counter[str], gone: tuple[Path, ...] = ()
) -> str:
    """The first comment or commented-out field that a translation changed; empty where none.

    ``movable`` are the comments that may come to stand elsewhere, ``gone`` the items of lists that were left out.
    """
    if target.field is None or source.field is None:
        return ""
    unsure = _unsure(old, target)
    before = [(_moved(path, gone) or path, value) for path, value in _fields(old, source, unsure)]
    after = list(_fields(new, target, unsure))
    if before != after:
        lost, came = Counter(before) - Counter(after), Counter(after) - Counter(before)
        if lost:
            return f"a commented-out field was lost: {next(iter(lost))}"
        if any(value != repr("") or _has(old, path) for path, value in came):
            return f"a commented-out field came: {next(iter(came))}"
    if unsure:
        movable = movable + Counter(_plain(c.text) for c in new.comments if any(key in c.text for key in unsure))
    owned = [(text, _moved(owner, gone) if owner else None) for text, owner in _owned(old)]
    return _other_comments(owned, _owned(new), movable, unsure)


def _moved(path: Path, gone: tuple[Path, ...]) -> Path | None:
    """Where a path is once some items of lists have gone; None for one of them."""
    if not gone:
        return path
    if path in gone:
        return None
    return tuple(
        step - sum(at[:-1] == path[:i] and int(at[-1]) < step for at in gone) if isinstance(step, int) else step
        for i, step in enumerate(path)
    )


def _fields(page: Page, syntax: Syntax, unsure: frozenset[str]) -> Iterator[tuple[Path, str]]:
    """The commented-out fields with what they say."""
    for field in page.commented_out:
        if field.key not in unsure:
            yield field.path, _said(revived(field, syntax), field.key, syntax)


@lru_cache(maxsize=256)
def _said(tree: Tree, key: str, syntax: Syntax) -> str:
    entry = entry_below(tree, key)
    found = syntax.data(entry.value) if entry else None
    return repr(meaning("" if found is None else found))


def _unsure(page: Page, target: Syntax) -> frozenset[str]:
    """The keys of commented-out fields that in another syntax could be the first word of prose: not of ASCII."""
    return frozenset(field.key for field in page.commented_out if not _is_sure(field.key, target))


@lru_cache(maxsize=256)
def _is_sure(key: str, target: Syntax) -> bool:
    head = target.field.match(f"#{target.key(key)}{target.separator} ") if target.field else None
    return head is not None and bool(head.group("bare"))


def _has(page: Page, path: Path) -> bool:
    """Whether a value other than null stands at a path."""
    return value_at(dict(page), path, "x") is not None


_Owned: TypeAlias = "list[tuple[str, Path | None]]"


def _other_comments(before: _Owned, after: _Owned, movable: Counter[str], unsure: frozenset[str]) -> str:
    """The first comment that was lost, came, or has another owner: it may belong to what is around its old one, and
    to nothing where that has an unsure key."""
    left = Counter(after)
    if left == Counter(before):
        return ""
    lost = [bool(owner and unsure.intersection(map(str, owner))) for _, owner in before]
    # Those whose field is prose now go where the others leave a place.
    for is_lost, (text, owner) in sorted(zip(lost, before, strict=True), key=itemgetter(0)):
        heads: list[Path | None] = [None] if owner is None else [owner[:n] for n in range(len(owner), 0, -1)]
        if is_lost:
            heads += [there for there_text, there in left if there_text == text]
        found = next((head for head in heads if left[text, head]), _NOWHERE)
        if found is _NOWHERE:
            there = [o for t, o in left.elements() if t == text]
            return f"the comment {text!r} of {owner} " + (f"is now one of {there[0]}" if there else "was lost")
        left[text, found] -= 1
    came = Counter(text for text, _ in left.elements()) - movable
    return f"the comment {next(iter(came))!r} came" if came else ""


def _owned(page: Page) -> _Owned:
    return [(_plain(comment.text), _owner(page, comment)) for comment in page.comments]


def _plain(text: str) -> str:
    return f"#{text[1:].strip()}"


def _owner(page: Page, comment: Comment) -> Path | None:
    """An owner in every syntax alike: the head of the first item of a list is the list, for one header is both."""
    path = comment.owner
    while path is not None and len(path) > 1:
        if path[-1] == 0 or (isinstance(path[-2], int) and _is_first(page, path)):
            path = path[:-1]
        else:
            break
    return path


def _is_first(page: Page, path: Path) -> bool:
    item = value_at(dict(page), path[:-1])
    return isinstance(item, dict) and next(iter(item), None) == path[-1]
