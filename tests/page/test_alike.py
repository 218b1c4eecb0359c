"""Operations that are alike: in one step they come to what they come to one after the other, and the page is read a
few times however many there are."""

from __future__ import annotations

from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hugoconv.layouts.parse import parse
from hugoconv.page import engine
from hugoconv.page.batches import batch_size
from hugoconv.page.operations import CommentOut, Insert, Operation, Remove, Set
from tests.page.sequences import one_by_one, together

_OF_FOUR = ["k0", "k1", "k2", "k3"]
_TO_FIELDS: st.SearchStrategy[Operation] = st.one_of(
    st.builds(Remove, st.sampled_from(_OF_FOUR)),
    st.builds(CommentOut, st.sampled_from(_OF_FOUR)),
    st.builds(Set, st.sampled_from([*_OF_FOUR, "new", "other", "more"]), st.sampled_from([1, "y", "y: z", True, ""])),
    st.builds(Insert, st.sampled_from(["new", "other", "more"]), st.sampled_from([1, "y"])),
)
_OPERATIONS: st.SearchStrategy[list[Operation]] = st.one_of(
    st.permutations(_OF_FOUR).map(lambda names: [Remove(name) for name in names]),
    st.permutations(_OF_FOUR).map(lambda names: [CommentOut(name) for name in names]),
    st.lists(st.builds(Remove, st.sampled_from(_OF_FOUR)), min_size=2, max_size=3),
    st.lists(_TO_FIELDS, min_size=2, max_size=5),
)


def _same(matter: str, operations: list[Operation]) -> None:
    page = parse(matter.encode(), "content/talk/x.md")
    assert together(page, tuple(operations)) == one_by_one(page, tuple(operations)), matter


@given(
    values=st.lists(st.sampled_from(["1", '"x"', "[1]", "{}", '"a # b"']), min_size=4, max_size=4),
    gaps=st.lists(st.sampled_from(["", " ", "\n  ", "\n", "\n\n  "]), min_size=5, max_size=5),
    alike=st.booleans(),
    behind=st.sampled_from(["", " ", "\n"]),
    operations=_OPERATIONS,
)
def test_between_the_brackets_of_a_page_they_come_to_the_same(
    values: list[str], gaps: list[str], alike: bool, behind: str, operations: list[Operation]
) -> None:
    gaps = [gaps[0]] * 5 if alike else gaps
    json = ",".join(f'{gap}"k{i}": {value}' for i, (gap, value) in enumerate(zip(gaps, values, strict=False)))
    _same(f"{{{json}{gaps[4]}}}\n", operations)
    yaml = json.replace('"k', "k").replace('": ', ": ")
    for end in ("", ",", ", # c\n"):
        _same(f"---\n{{{yaml}{end}{behind}}}\n---\n", operations)
    _same(f"---\n{{{yaml.replace(f'k3: {values[3]}', 'k3: ')}{behind}}}\n---\n", operations)


_TABLES = [
    *("[k{}]\nx = 1\n", "[[k{}]]\nx = 1\n", "[k{}]\n", "[k{0}]\n[k{0}.y]\nx = 1\n", "  [k{}]\n    x = 1\n"),
    *(
        "[[k{0}]]\nx = 1\n\n[[k{0}]]\nx = 2\n",
        "[k{}.y]\nx = 1\n",
        "[k{}]\nx = 1 # c\n",
        "k{} = 1\n",
        "[k{}]\nx = '#'\n",
    ),
    *("[k{}]\nx = '''\n#a\n'''\n", "[k{}]\nx = 1\n\n"),
]


@given(
    makers=st.lists(st.sampled_from(_TABLES), min_size=4, max_size=4),
    gap=st.sampled_from(["", "", "\n", "# c\n", "#[h]\n", "#h = 1\n", "\n# c\n\n", "[t]\n"]),
    where=st.sampled_from([0, 1, 2, 4]),
    operations=_OPERATIONS,
)
def test_of_tables_they_come_to_the_same(makers: list[str], gap: str, where: int, operations: list[Operation]) -> None:
    tables = [make.format(i) for i, make in enumerate(sorted(makers, key=lambda make: make[0] != "k"))]
    _same(f"+++\ntitle = 1\n{''.join([*tables[:where], gap, *tables[where:]])}+++\n", operations)


@given(
    values=st.lists(st.sampled_from(["|\n", "|\n\n", ">-\n", "1\n", "\n", "|\n  a\n", "[]\n"]), min_size=4, max_size=4),
    end=st.sampled_from(["", "title: x\n", "title: |2\n\n", "# c\n", "title: x\n\n"]),
    operations=_OPERATIONS,
)
def test_below_empty_blocks_they_come_to_the_same(values: list[str], end: str, operations: list[Operation]) -> None:
    fields = "".join(f"k{i}: {value}" for i, value in enumerate(values))
    _same(f"---\n{fields}{end}---\n", operations)


_ALL = [f"k{i}" for i in range(40)]
_JSON = [f'"{name}": 1' for name in _ALL]
_YAML = ", ".join(f"{name}: 1" for name in _ALL)
_TOML = [f"[{name}]\nx = 1\n" for name in _ALL]
_GO = tuple(Remove(name) for name in _ALL)
_HIDE = tuple(CommentOut(name) for name in _ALL)

IN_FEW_STEPS: dict[str, tuple[str, tuple[Operation, ...]]] = {
    "fields of JSON that go": (f'{{"t": 1, {", ".join(_JSON)}}}\n', _GO),
    "fields of JSON that go, the last first": (f'{{"t": 1, {", ".join(_JSON)}}}\n', _GO[::-1]),
    "fields of JSON on lines of their own": ('{\n"t": 1,\n' + ",\n".join(_JSON) + "\n}\n", _GO),
    "fields of YAML in braces that go": (f"---\n{{t: 1, {_YAML}}}\n---\n", _GO),
    "new fields of YAML in braces": ("---\n{t: 1, s: 2}\n---\n", tuple(Insert(name, 1) for name in _ALL)),
    "new fields of JSON": ('{"t": 1, "s": 2}\n', tuple(Set(name, 1) for name in _ALL)),
    "new fields below empty blocks": ("---\ne: |\n\nt: 1\n---\n", tuple(Set(name, "x") for name in _ALL)),
    "tables that go": (f"+++\nt = 1\n{''.join(_TOML)}+++\n", _GO),
    "tables that go below a comment": (f"+++\n# c\nt = 1\n[z]\n{''.join(_TOML)}+++\n", _GO),
    "tables that are commented out": (f"+++\nt = 1\n#s = 2\n{''.join(_TOML)}+++\n", _HIDE),
    "lists of tables": (f"+++\nt = 1\n{''.join(_TOML).replace('[', '[[').replace(']', ']]')}+++\n", _HIDE),
}


@pytest.mark.parametrize("name", IN_FEW_STEPS)
def test_a_page_is_read_once_however_many_operations_there_are(name: str) -> None:
    matter, operations = IN_FEW_STEPS[name]
    page = parse(matter.encode())
    with mock.patch.object(engine, "_read", side_effect=engine._read) as reading:
        changed = page.apply(*operations)
    assert reading.call_count == 1
    assert changed.to_bytes() == one_by_one(page, operations).data


_SET = (Set("m", 1), Set("n", 2))
_GONE = (Remove("a"), Remove("b"))
_HIDDEN = (CommentOut("a"), CommentOut("b"))
_THREE = "[a]\nx = 1\n[b]\nx = 1\n[c]\nx = 1\n"

# Matter, operations, and how many of them make the first batch.
SIZES: dict[str, tuple[str, tuple[Operation, ...], int]] = {
    "fields on one line": ('{"a": 1, "b": 2, "c": 3}\n', _GONE, 2),
    "fields on lines of their own": ('{\n"a": 1,\n"b": 2,\n"c": 3\n}\n', _GONE, 2),
    "fields that share a line with others": ('{\n"a": 1, "b": 2,\n  "c": 3\n}\n', _GONE, 1),
    "all fields but one": ('{"a": 1, "b": 2}\n', _GONE, 1),
    "fields beside a comment in brackets": ("---\n{a: 1, b: 2, c: 3 # c\n}\n---\n", _GONE, 1),
    "one field twice": ('{"a": 1, "b": 2, "c": 3}\n', (Remove("a"), Remove("A")), 1),
    "new fields on one line": ('{"a": 1, "b": 2}\n', _SET, 2),
    "a new field and one that is there": ('{"a": 1, "b": 2}\n', (Set("m", 1), Set("b", 3)), 2),
    "new fields on lines of their own": ('{\n"a": 1,\n"b": 2\n}\n', _SET, 1),
    "new fields behind an empty one": ("---\n{a: 1, b: }\n---\n", _SET, 1),
    "new fields behind a list": ("---\n{a: 1, b: []}\n---\n", _SET, 1),
    "new fields below empty blocks": ("---\na: |\n\nb: 1\n---\n", _SET, 2),
    "new fields right below an empty block": ("---\nb: 1\na: |\n\n---\n", _SET, 1),
    "new fields beside an empty block and a comment": ("---\nt: 1 # c\na: |\n\nb: 1\n---\n", _SET, 1),
    "tables that go": (f"+++\nt = 1\n{_THREE}+++\n", _GONE, 2),
    "tables that go right below a comment": (f"+++\nt = 1\n# c\n{_THREE}+++\n", _GONE, 1),
    "tables that go further below a comment": (f"+++\n# c\nt = 1\n{_THREE}+++\n", _GONE, 2),
    "tables that go below a table and a comment": (f"+++\n# c\n[t]\n{_THREE}+++\n", (Remove("b"), Remove("c")), 2),
    "tables that are commented out below a comment": (f"+++\n# c\nt = 1\n{_THREE}+++\n", _HIDDEN, 2),
    "tables with a comment": (f"+++\nt = 1\n{_THREE.replace('1', '1 # c')}+++\n", _HIDDEN, 1),
    "tables above a comment": (f"+++\nt = 1\n{_THREE}# c\n+++\n", _HIDDEN, 1),
    "a table that goes and one that is commented out": (
        f"+++\nt = 1\n{_THREE}+++\n",
        (Remove("a"), CommentOut("b")),
        1,
    ),
}


@pytest.mark.parametrize("name", SIZES)
def test_they_go_together_where_none_sees_what_another_one_changes(name: str) -> None:
    matter, operations, size = SIZES[name]
    page = parse(matter.encode())
    assert batch_size(page._snapshot, operations) == size
    assert together(page, operations) == one_by_one(page, operations)
