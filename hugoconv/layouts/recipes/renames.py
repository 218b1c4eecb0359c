"""Steps that give fields other keys: one, several at once, into a map or out of one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hugoconv.errors import Refused
from hugoconv.layouts.recipes.recipe import Done, Names, Step, equal, has, is_filled, path_of, spelled, value_of
from hugoconv.page.operations import Exchange, Insert, Operation, Remove, Rename, RenameCommented
from hugoconv.page.page import Page
from hugoconv.page.paths import find
from hugoconv.refusals import refused
from hugoconv.syntax.registry import syntaxes_of


class Renaming(NamedTuple):
    """Fields with their new names, all at once; dots lead into maps. Done where every field of ``needs`` has a value;
    ``needs_back`` are the same on the way back."""

    names: Names
    needs: tuple[str, ...] = ()
    needs_back: tuple[str, ...] = ()

    def inverse(self) -> Renaming:
        """The new names back to the old ones."""
        return Renaming(tuple((new, old) for old, new in reversed(self.names)), self.needs_back, self.needs)


def rename(page: Page, step: Step) -> Done:
    """The page with the fields renamed, those that are commented out as well.

    Refused (``both-fields``) where a field and its new name have different values.
    """
    action: Renaming = step.action
    if not all(is_filled(page, name) for name in action.needs):
        return Done(page)
    renamed = _moved(page, tuple(_operations(page, action.names)))
    for old, _ in action.names:
        renamed = _without_emptied(page, renamed, old.rpartition(".")[0])
    names = tuple((path_of(old), new.rpartition(".")[2]) for old, new in action.names if _stays(old, new))
    may_be_commented_out = renamed.has_comments and renamed.comment_marker in renamed.matter
    return Done(renamed.apply(RenameCommented(names)) if may_be_commented_out else renamed)


def _moved(page: Page, operations: tuple[Operation, ...]) -> Page:
    """The page with fields renamed; where the comments of one have no place in another map, they stay where it was."""
    try:
        return page.apply(*operations)
    except Refused as refusal:
        if refusal.code != "flow-comments":
            raise
    for op in operations:
        page = page.apply(*_without_comments(page, op))
    return page


def _without_comments(page: Page, op: Operation) -> Iterator[Operation]:
    """A move to another map as an insertion there; any other operation as it is."""
    if isinstance(op, Rename) and isinstance(op.new, tuple):
        yield Insert(op.new, page[op.path])
        yield Remove(op.path, keep_comments=True)
    else:
        yield op


def _without_emptied(before: Page, page: Page, name: str) -> Page:
    """The page without a map that has nothing in it any more, and those around that hold nothing else."""
    while name and value_of(page, name) == {} and is_filled(before, name):
        page, name = page.apply(Remove(spelled(page, name), keep_comments=True)), name.rpartition(".")[0]
    return page


def operations_of(page: Page, old: str, new: str) -> Iterator[Operation]:
    """What gives a live field another key, if anything has to be done."""
    yield from _operations(page, ((old, new),))


def _stays(old: str, new: str) -> bool:
    """Whether a field stays in its map."""
    return old.rpartition(".")[0].casefold() == new.rpartition(".")[0].casefold()


def _operations(page: Page, names: Names) -> Iterator[Operation]:
    """The operations in an order in which no field meets one that is still to go."""
    left = [(old, new) for old, new in names if has(page, old) and _is_wanted(page, old, new)]
    gone = {old.casefold() for old, _ in left}
    while left:
        olds = {old.casefold() for old, _ in left}
        # There is always one: of names that go round in a circle no recipe is read.
        old, new = next(pair for pair in left if pair[1].casefold() not in olds)
        left.remove((old, new))
        yield from _renamed(page, old, new, is_free=new.casefold() in gone)


def _is_wanted(page: Page, old: str, new: str) -> bool:
    """An empty field does not go to another map, where it would only be in the way."""
    return _stays(old, new) or is_filled(page, old)


def _renamed(page: Page, old: str, new: str, *, is_free: bool) -> Iterator[Operation]:
    source, target = spelled(page, old), path_of(new)
    if not has(page, new) or is_free:
        yield Rename(source, str(target[-1]) if _stays(old, new) else target)
        return
    one, other = page[source], page[target]
    if not is_filled(page, old) or equal(one, other):
        return
    if is_filled(page, new) or not _stays(old, new):
        raise _both(page, old, new)
    yield Exchange(source, str(spelled(page, new)[-1]))


def _both(page: Page, old: str, new: str) -> Exception:
    place = find(page.tree, spelled(page, new), syntaxes_of(page.hugo)[page.syntax])
    found = refused("both-fields", old=old, new=new, path=page.path, span=place and place.part.span)
    if place is not None:
        found.lineno, found.colno = page.position(place.part.start)
    return found
