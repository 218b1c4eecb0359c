"""What became of every value in a translation: the same, the same of another kind, absent for null, or another one.

Both sides are read anew here, so that a note cannot be forgotten by what writes, and nothing changes without one.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from hugoconv.page.paths import shown
from hugoconv.syntax.base import Syntax
from hugoconv.syntax.tree import Alias, Entry, Node, Path, Scalar, Tree, entries_of, parts_of
from hugoconv.syntax.values import Value
from hugoconv.text.regex import regex

_AS_IF_OTHER = regex(r"(?i:yes|no|on|off|y|n)|[-+]?(?:[0-9][0-9_,]*\.?[0-9_]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
_CORE = "tag:yaml.org,2002:"
_PLAIN_TAGS = frozenset(f"{_CORE}{name}" for name in ("str", "int", "float", "bool", "null", "map", "seq", "timestamp"))
_NUMBERS = (int, float)
_NAMES: tuple[tuple[type, str], ...] = (
    (str, "text"),
    (bool, "a truth value"),
    (int, "a whole number"),
    (float, "a float"),
    (datetime.datetime, "a time"),
    (datetime.date, "a date"),
    (datetime.time, "a time of day"),
    (dict, "a map"),
    (list, "a list"),
    (type(None), "null"),
)
ABSENT = object()


class ValueChange(NamedTuple):
    """A value that is not what it was; ``now`` is ``ABSENT`` where nothing stands there."""

    path: Path
    was: object
    now: object


def changes(was: Value, now: Value, path: Path = ()) -> Iterator[ValueChange]:
    """Where two values differ in kind or in what they say, from the top."""
    if isinstance(was, dict) and isinstance(now, dict):
        for key in {**was, **now}:
            if key not in now or key not in was:
                yield ValueChange((*path, key), was.get(key, ABSENT), now.get(key, ABSENT))
            else:
                yield from changes(was[key], now[key], (*path, key))
    elif isinstance(was, list) and isinstance(now, list) and len(was) == len(now):
        for i, (one, other) in enumerate(zip(was, now, strict=True)):
            yield from changes(one, other, (*path, i))
    elif not _is_equal(was, now):
        yield ValueChange(path, was, now)


def _is_equal(was: Value, now: Value) -> bool:
    # The kinds too: 1, 1.0 and True are equal to Python, and three values for Hugo.
    return type(was) is type(now) and (was == now or (was != was and now != now))  # noqa: PLR0124 - NaN alone


def is_meant(change: ValueChange) -> bool:
    """Whether both sides mean the same for a reader: a date and its text, a float and an integer, null and absent."""
    was, now = change.was, change.now
    if was is ABSENT or now is ABSENT:
        return was is None or now is None
    # `|` binds closer than `not`: neither may be a truth value, which is a number too for Python.
    if isinstance(was, _NUMBERS) and isinstance(now, _NUMBERS) and not isinstance(was, bool) | isinstance(now, bool):
        return was == now
    moment, text = (was, now) if isinstance(now, str) else (now, was)
    return isinstance(moment, datetime.date | datetime.time) and isinstance(text, str) and _moment(text) == moment


@lru_cache(maxsize=256)
def _moment(text: str) -> object:
    from hugoconv.syntax.toml.values import moment

    return moment(text)


def kind(value: object) -> str:
    """What a kind of value is called in a note.

    >>> kind("a"), kind({}), kind(datetime.time(7))
    ('text', 'an empty map', 'a time of day')
    """
    if value == {}:
        return "an empty map"
    return next(name for which, name in _NAMES if isinstance(value, which))


def is_number(value: object) -> bool:
    """Whether a value is an integer or a float."""
    return isinstance(value, _NUMBERS) and not isinstance(value, bool)


# how values are spelled


def spelled(tree: Tree) -> dict[Path, Scalar]:
    """Every single value of a tree with its path; none that an alias brings."""
    return {path: part.value for path, part in parts_of(tree) if isinstance(part.value, Scalar)}


def spelling_notes(path: Path, old: Scalar, new: Scalar, value: Value, trees: tuple[Tree, Tree]) -> Iterator[str]:
    """What is worth telling of one value: another spelling, or text that looks as if another value was meant."""
    before, after = (tree.text[node.start : node.end] for tree, node in zip(trees, (old, new), strict=True))
    if old.tag is not None:
        return
    if isinstance(value, str):
        if old.style == "plain" and new.style != "plain" and _AS_IF_OTHER.fullmatch(value):
            yield f"{shown(path)}: {value} is text for Hugo, and stands in quotes now"
    elif not isinstance(value, bool | type(None)) and before != after.strip("\"'"):
        yield f"{shown(path)}: {before} is written {after} now"


def tag_notes(tree: Tree) -> Iterator[str]:
    """The tags that say more than which kind a value has."""
    if tree.root is not None:
        yield from (_tag_note((), tree.root.tag) if tree.root.tag else ())
    for path, part in parts_of(tree):
        tag = None if isinstance(part.value, Alias) else part.value.tag
        if tag is not None and tag not in _PLAIN_TAGS:
            yield from _tag_note(path, tag)


def _tag_note(path: Path, tag: str) -> Iterator[str]:
    yield f"{shown(path)}: the tag {tag.replace(_CORE, '!!')} is left out"


def has_alias(tree: Tree, syntax: Syntax) -> bool:
    """Whether a tree has an anchor, an alias or a merge key."""
    nodes: list[Node] = [part.value for _, part in parts_of(tree)]
    nodes += [] if tree.root is None else [tree.root]
    keys = [part.key for part in (*entries_of(tree.root), *(p for _, p in parts_of(tree))) if isinstance(part, Entry)]
    return any(isinstance(n, Alias) or n.anchor for n in [*nodes, *keys]) or any(map(syntax.is_merge_key, keys))
