"""The ``aliases`` of a page that leaves its folder: what is added and rewritten there, and taken back on the way back.

A text in place of the list counts as Hugo reads it: aliases with spaces between them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from hugoconv.layouts.live_fields import live
from hugoconv.layouts.record import Record
from hugoconv.page.operations import Append, Discard, Insert, Operation, Remove, Set
from hugoconv.page.page import Page
from hugoconv.refusals import refused
from hugoconv.syntax.values import Value


class Move(NamedTuple):
    """That the page leaves a folder on the way: ``folder`` is its name, ``alias`` the URL to add to ``aliases`` so that
    the old address still leads to it, empty where none is to be added. ``rewritten`` are aliases that would lead from
    elsewhere in the new folder, with what they have to be there."""

    folder: str
    alias: str = ""
    rewritten: tuple[tuple[str, str], ...] = ()


def aliasing(page: Page, move: Move | None) -> Iterator[Operation]:
    """Aliases as they have to be elsewhere, and the old address as one more unless the page has it already.

    Refused where there is something else than aliases.
    """
    if move is None:
        return
    name = live(page, "aliases")
    if name is None:
        if move.alias:
            yield Insert(("aliases",), [move.alias])
        return
    value = page[(name,)]
    if isinstance(value, str):
        yield from _set_text(name, value, _joined_to(_replaced(value, move.rewritten), move.alias))
        return
    yield from (Set((name, i), new) for i, new in _changed_items(_items(value), move.rewritten))
    if move.alias and not isinstance(value, list):
        raise refused("aliases-no-list", field=name, span=page.fields[name].span, path=page.path)
    if move.alias and move.alias not in [*_items(value), *dict(move.rewritten).values()]:
        yield Append((name,), move.alias)


def recorded(page: Page, record: Record, move: Move) -> Record:
    """The record of a conversion that also moves the page, with what ``aliasing`` does to it."""
    name = live(page, "aliases")
    had = aliases_of(page)
    added = bool(move.alias) and move.alias not in [*had, *(new for old, new in move.rewritten if old in had)]
    return record._replace(
        folder=move.folder,
        alias=move.alias if added else "",
        new_aliases=added and name is None,
        rewritten=tuple((new, old) for old, new in move.rewritten if old in had),
    )


def without_aliases(page: Page, record: Record, move: Move | None) -> Iterator[tuple[Operation, ...]]:
    """What the way there had done to ``aliases`` taken back; where the way back wants an alias too, it is added."""
    if move is None:
        return
    name = live(page, "aliases")
    if name is None:
        yield tuple(aliasing(page, move))
        return
    value, changes = page[(name,)], (*record.rewritten, *move.rewritten)
    if isinstance(value, str):
        left = _replaced(value, changes)
        if record.alias:
            # Once: one that its author has written there since stays. And whole: `/mud` stands in `/mud/2020/` too.
            left = re.sub(rf"\s*(?<!\S){re.escape(record.alias)}(?!\S)", "", left, count=1)
        yield tuple(_set_text(name, value, _joined_to(left, move.alias)))
        return
    items = _items(value)
    yield from ((Set((name, i), new),) for i, new in _changed_items(items, changes))
    yield tuple(_without_added(page, name, items, record, move))


def _without_added(page: Page, name: str, items: Sequence[Value], record: Record, move: Move) -> Iterator[Operation]:
    """The list without the alias that was added to it."""
    if not record.alias or record.alias not in items:
        yield from aliasing(page, Move(move.folder, move.alias))
    elif move.alias and move.alias not in items:
        yield Set((name, items.index(record.alias)), move.alias)
    elif record.new_aliases and len(items) == 1 and not move.alias:
        yield Remove((name,), keep_comments=True)
    else:
        yield Discard((name,), record.alias)


def aliases_of(page: Page) -> list[str]:
    """The aliases of a page as texts, as they stand there."""
    name = live(page, "aliases")
    value = page[(name,)] if name is not None else None
    if isinstance(value, str):
        return value.split()
    return [str(item) for item in _items(value) if isinstance(item, str)] if value is not None else []


def _items(value: Value) -> Sequence[Value]:
    return value if isinstance(value, list) else [value]


def _changed_items(items: Sequence[Value], changes: Sequence[tuple[str, str]]) -> Iterator[tuple[int, str]]:
    """The items that change: each change is made to all items of its text, and an item changes once."""
    # Backwards, so that of two changes to one text the first counts.
    wanted = dict(reversed(changes))
    return ((i, wanted[item]) for i, item in enumerate(items) if isinstance(item, str) and item in wanted)


def _replaced(text: str, changes: Sequence[tuple[str, str]]) -> str:
    wanted = dict(reversed(changes))
    return re.sub(r"\S+", lambda found: wanted.get(found.group(), found.group()), text)


def _joined_to(text: str, alias: str) -> str:
    if not alias or alias in text.split():
        return text
    return f"{text} {alias}" if text.strip() else alias


def _set_text(name: str, old: str, new: str) -> Iterator[Operation]:
    if new != old:
        yield Set((name,), new)
