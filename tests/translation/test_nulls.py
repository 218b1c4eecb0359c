"""Items without a value that a translation leaves out."""

from hypothesis import given
from hypothesis import strategies as st

from hugoconv.translation.nulls import NullItems, without_items

LISTS = st.recursive(st.one_of(st.none(), st.integers()), lambda inner: st.lists(inner, max_size=4), max_leaves=12)


def nulls(value: object, path: tuple[int, ...] = ()) -> list[tuple[int, ...]]:
    found = [(*path, i) for i, item in enumerate(value) if item is None] if isinstance(value, list) else []
    inner = enumerate(value) if isinstance(value, list) else ()
    return found + [one for i, item in inner for one in nulls(item, (*path, i))]


def at(value: object, path: tuple[int, ...]) -> object:
    for step in path:
        value = value[step]  # type: ignore[index]
    return value


def paths(value: object, path: tuple[int, ...] = ()) -> list[tuple[int, ...]]:
    inner = enumerate(value) if isinstance(value, list) else ()
    return [path, *(one for i, item in inner for one in paths(item, (*path, i)))]


@given(st.lists(LISTS, max_size=5))
def test_a_path_leads_to_the_same_value_once_they_have_gone(value: list[object]) -> None:
    gone = NullItems(nulls(value))
    left = without_items(value, gone)  # type: ignore[arg-type]
    for path in paths(value):
        there = gone.moved(path)
        assert (there is None) == (path in gone)
        if there is not None:
            assert at(left, there) == without_items(at(value, path), NullItems(nulls(at(value, path))))  # type: ignore[arg-type]
