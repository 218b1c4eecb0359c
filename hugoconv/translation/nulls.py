"""Items without a value, which TOML cannot say."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from hugoconv.syntax.tree import Path
from hugoconv.syntax.values import Value
from hugoconv.translation.document import (
    Content,
    DocumentField,
    Element,
    List,
    ListPart,
    Map,
    MapPart,
    Remark,
    elements_of,
    is_null,
)


class NullItems:
    """Items without a value that a translation leaves out, in the order of the text."""

    def __init__(self, paths: Iterable[Path] = ()) -> None:
        self._paths = dict.fromkeys(paths)
        self._by_list: dict[Path, list[int]] = {}
        for *above, index in self._paths:
            self._by_list.setdefault(tuple(above), []).append(int(index))

    def __bool__(self) -> bool:
        return bool(self._paths)

    def __iter__(self) -> Iterator[Path]:
        return iter(self._paths)

    def __contains__(self, path: Path) -> bool:
        return path in self._paths

    def moved(self, path: Path) -> Path | None:
        """Where a path is once they have gone; None for one of them."""
        if path in self._paths:
            return None
        if not self._paths:
            return path
        # An index counts the items before it that go; those in other lists have no say.
        return tuple(
            step - bisect_left(self._by_list.get(path[:i], ()), step) if isinstance(step, int) else step
            for i, step in enumerate(path)
        )


def null_items(content: Content, path: Path = ()) -> Iterator[Path]:
    """The path of every item of a list that is null."""
    if isinstance(content, Map):
        for part in content.parts:
            if isinstance(part, DocumentField) and isinstance(part.value, Map | List):
                yield from null_items(part.value, (*path, part.name))
    elif isinstance(content, List):
        for i, element in enumerate(elements_of(content)):
            if is_null(element.value):
                yield (*path, i)
            yield from null_items(element.value, (*path, i))


def without_null_items(content: Map) -> Map:
    """A map without the items of its lists that are null; their comments stay."""
    return content._replace(parts=tuple(_part(part) for part in content.parts))


def _part(part: MapPart) -> MapPart:
    return part._replace(value=_value(part.value)) if isinstance(part, DocumentField) else part


def _value(value: Content) -> Content:
    if isinstance(value, Map):
        return without_null_items(value)
    if isinstance(value, List):
        return value._replace(parts=tuple(kept for part in value.parts for kept in _kept(part)))
    return value


def _kept(part: ListPart) -> Iterator[ListPart]:
    """An item, or what is left of it."""
    if isinstance(part, Element) and is_null(part.value):
        yield from (Remark(text.strip(), 0) for text in (*part.above, *part.inline))
    elif isinstance(part, Element):
        yield part._replace(value=_value(part.value))
    else:
        yield part


def without_items(value: Value, gone: NullItems, path: Path = ()) -> Value:
    """Data without the items that are left out."""
    if not gone:
        return value
    if isinstance(value, dict):
        return {key: without_items(item, gone, (*path, key)) for key, item in value.items()}
    if isinstance(value, list):
        return [without_items(item, gone, (*path, i)) for i, item in enumerate(value) if (*path, i) not in gone]
    return value
