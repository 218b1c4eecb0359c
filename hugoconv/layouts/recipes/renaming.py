"""Steps that give fields other keys: one, several at once, into a map or out of one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hugoconv.layouts.recipes.recipe import Done, Names, Step, equal, has, is_filled, path_of, spelled, value_of
from hugoconv.page.operations import Exchange, Operation, Remove, Rename, RenameCommented
from hugoconv.page.page import Page
from hugoconv.page.paths import find
from hugoconv.refusals import refused
from hugoconv.syntax.commented_out import folded
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
    renamed = page.apply(*_operations(page, action.names))
    for old, _ in action.names:
        renamed = _without_emptied(page, renamed, old.rpartition(".")[0])
    names = tuple((path_of(old), new.rpartition(".")[2]) for old, new in action.names if _stays(old, new))
    return Done(renamed.apply(RenameCommented(names)) if renamed.has_comments else renamed)


def _without_emptied(before: Page, page: Page, name: str) -> Page:
    """The page without a map that has nothing in it any more, and those around that hold nothing else."""
    while name and value_of(page, name) == {} and is_filled(before, name):
        page, name = page.apply(Remove(spelled(page, name))), name.rpartition(".")[0]
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
    while left:
        olds = {folded(path_of(old)) for old, _ in left}
        free = next((pair for pair in left if folded(path_of(pair[1])) not in olds), None)
        old, new = free or left[0]
        left.remove((old, new))
        if free is None:
            left = [pair for pair in left if pair[0].casefold() != new.casefold()]
            yield Exchange(spelled(page, old), str(spelled(page, new)[-1]))
        else:
            yield from _renamed(page, old, new, goes=new.casefold() in {one.casefold() for one, _ in names})


def _is_wanted(page: Page, old: str, new: str) -> bool:
    """An empty field does not go to another map, where it would only be in the way."""
    return _stays(old, new) or is_filled(page, old)


def _renamed(page: Page, old: str, new: str, *, goes: bool) -> Iterator[Operation]:
    source, target = spelled(page, old), path_of(new)
    if not has(page, new) or goes:
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
