"""Items added to a list, and given another value wherever they stand."""

from __future__ import annotations

from collections.abc import Iterator

from hugoconv.errors import PathError
from hugoconv.page.front_matter import FrontMatter
from hugoconv.page.operations import Append, KeyPath, NewValue, Remove, Set
from hugoconv.page.paths import need, shown
from hugoconv.page.snapshot import Snapshot
from hugoconv.refusals import refused
from hugoconv.syntax.values import Value, canonical_of


def addition(page: FrontMatter, path: KeyPath, value: NewValue, *, create: bool) -> Append | Set:
    """The operation that adds an item to a list, or makes the list where there is none. Raises PathError for an absent
    one that is not to be made."""
    try:
        page[path]
    except PathError as error:
        if not create:
            raise PathError(f"{error}; append(…, create=True) makes the list") from None
        return Set(path, [value])
    return Append(path, value)


def replacements(
    page: FrontMatter,
    snapshot: Snapshot,
    path: KeyPath,
    old: NewValue,
    new: NewValue,
    *,
    casefold: bool,
    unique: bool,
) -> Iterator[Set | Remove]:
    """The operations that give every item of a list with the value ``old`` the value ``new``; with ``unique`` an item
    goes where the new value stands already. Those that go come last, from below."""
    place = need(snapshot.tree, path, snapshot.syntax)
    items = snapshot.value_at(place.path)
    if not isinstance(items, list):
        lineno, colno = page.position(place.part.start)
        field, span = shown(place.path), place.part.span
        raise refused("not-a-list", case="replace", field=field, span=span, path=page.path, lineno=lineno, colno=colno)
    wanted, given = snapshot.syntax.accept(old), snapshot.syntax.accept(new)
    found = [i for i, item in enumerate(items) if _is(item, wanted, casefold=casefold)]
    others = [item for i, item in enumerate(items) if i not in set(found)]
    stands = any(canonical_of(item) == canonical_of(given) for item in others)
    keep = found if not unique else [] if stands else found[:1]
    yield from (Set((*place.path, i), given) for i in keep)
    yield from (Remove((*place.path, i)) for i in reversed(found) if i not in set(keep))


def _is(item: Value, wanted: Value, *, casefold: bool) -> bool:
    if casefold and isinstance(item, str) and isinstance(wanted, str):
        return item.casefold() == wanted.casefold()
    return canonical_of(item) == canonical_of(wanted)
