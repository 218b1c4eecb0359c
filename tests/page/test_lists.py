"""Items of lists: put in at any place, counted from the end, replaced."""

from __future__ import annotations

import itertools

import pytest

import hugoconv
from hugoconv.errors import PathError, Refused
from hugoconv.layouts.parse import parse

LISTS = [
    "---\nt: [a, b]\nz: 1\n---\n",
    "---\nt: []\n---\n",
    "---\nt: [  # open\n  a,  # first\n  b\n]\n---\n",
    "---\nt:\n- a # first\n# of b\n- b\n# below\nz: 1\n---\n",
    "---\nt:\n  - a\n  - b\n---\n",
    "---\nt: # a list\n\n  -   'a'\n\n  -   'b'\n---\n",
    "---\nt:\n- n: 1\n  m: 2\n- n: 3\n---\n",
    '+++\nt = ["a", "b"]\n+++\n',
    "+++\nt = []\n+++\n",
    '+++\nt = [\n  "a", # first\n  # of b\n  "b",\n]\n+++\n',
    "+++\n[[t]]\nn = 1\n# of the second\n[[t]]\nn = 2\n[z]\na = 1\n+++\n",
    '{"t": ["a", "b"], "z": 1}\n',
    '{\n  "t": [\n    "a",\n    "b"\n  ]\n}\n',
    '{"t": []}\n',
    "#+t[]: a b\n#+z: 1\n",
]


@pytest.mark.parametrize("text", LISTS)
def test_an_item_goes_where_a_list_of_python_would_put_it(text: str) -> None:
    page = parse(text)
    items = page["t"]
    assert isinstance(items, list)
    new = {"n": 7} if items and isinstance(items[0], dict) else "new"
    for i in range(-len(items), len(items) + 1):
        wanted = list(items)
        wanted.insert(i, new)
        try:
            changed = page.insert(("t", i), new)
        except Refused as refused:
            assert refused.code == "compact-list"
            continue
        assert changed["t"] == wanted and parse(changed.to_bytes())["t"] == wanted, i
        assert [c.text for c in changed.comments] == [c.text for c in page.comments]
        assert {k: v for k, v in changed.items() if k != "t"} == {k: v for k, v in page.items() if k != "t"}
    for i in (-len(items) - 1, len(items) + 1):
        with pytest.raises(PathError):
            page.insert(("t", i), new)


@pytest.mark.parametrize("text", [text for text in LISTS if "[]" not in text.replace("#+t[]", "")])
def test_a_negative_number_counts_from_the_end(text: str) -> None:
    page = parse(text)
    for i in (-1, -2):
        assert page[("t", i)] == page[("t", i + 2)]
        assert page.place(("t", i)) == page.place(("t", i + 2))
        assert page.remove(("t", i)) == page.remove(("t", i + 2))
        assert page.set(("t", i), "x") == page.set(("t", i + 2), "x") if "n" not in text.split("t", 1)[1] else True
    with pytest.raises(PathError):
        page[("t", -3)]
    with pytest.raises(PathError):
        page.remove(("t", -3))


@pytest.mark.parametrize("text", [text for text in LISTS if "a" in text and "n: 1" not in text and "[[t]]" not in text])
def test_the_same_items_by_their_numbers_together_are_one_after_the_other(text: str) -> None:
    page = parse(text)
    operations = [
        hugoconv.Set(("t", -1), "x"),
        hugoconv.Set(("t", 1), "y"),
        hugoconv.Insert(("t", 1), "i"),
        hugoconv.Remove(("t", -1)),
        hugoconv.Append("t", "z"),
    ]
    for some in itertools.permutations(operations, 3):
        single = page
        for operation in some:
            single = single.apply(operation)
        assert page.apply(*some).to_bytes() == single.to_bytes(), some


def test_an_item_is_replaced_wherever_it_stands() -> None:
    page = parse("---\ntags:\n- Python # c\n- AI\n- python\n- py\n---\n")
    assert page.replace("tags", "python", "py")["tags"] == ["Python", "AI", "py", "py"]
    assert page.replace("tags", "python", "py", unique=True)["tags"] == ["Python", "AI", "py"]
    assert page.replace("tags", "python", "py", casefold=True)["tags"] == ["py", "AI", "py", "py"]
    assert page.replace("tags", "python", "Py", casefold=True, unique=True).to_bytes() == (
        b"---\ntags:\n- Py # c\n- AI\n- py\n---\n"
    )
    assert page.replace("tags", "PYTHON", "x") == page
    with pytest.raises(PathError):
        page.replace("keywords", "a", "b")
    with pytest.raises(Refused, match="no list"):
        parse("---\ntags: a\n---\n").replace("tags", "a", "b")


def test_a_list_that_is_not_there_is_made_where_that_is_wanted() -> None:
    page = parse("---\ntitle: x\n---\n")
    assert page.append("tags", "a", create=True)["tags"] == ["a"]
    assert page.append("params.tags", "a", create=True)["params"] == {"tags": ["a"]}
    assert page.append("tags", "a", create=True).append("tags", "a", create=True).append("tags", "b", create=True)[
        "tags"
    ] == ["a", "b"]
    with pytest.raises(PathError):
        page.append("tags", "a")


def test_one_of_several_commented_out_fields_is_named_by_its_number() -> None:
    page = parse("---\na: 1\n#b: 1\n#b: 2\n---\n")
    assert page.uncomment("b", nth=1)["b"] == 2
    with pytest.raises(Refused):
        page.uncomment("b")


@pytest.mark.parametrize("text", LISTS)
def test_a_number_in_a_dotted_path_counts_items_too(text: str) -> None:
    page = parse(text)
    items = page["t"]
    assert isinstance(items, list)
    new = {"n": 7} if items and isinstance(items[0], dict) else "new"
    for i in (0, len(items)):
        try:
            wanted = page.insert(("t", i), new)
        except Refused as refused:
            assert refused.code == "compact-list"
            continue
        assert page.insert(f"t.{i}", new) == wanted
    assert parse("---\na: {b: 1}\n---\n").insert("a.0", "x").matter == 'a: {b: 1, "0": x}\n'


def test_what_cannot_be_replaced_or_added_to_is_told_with_its_place_and_what_to_do() -> None:
    page = parse("---\ntitle: x\ntags: a\n---\n", "a.md")
    with pytest.raises(Refused, match="^a") as told:
        page.replace("tags", "a", "b")
    assert str(told.value).startswith("a.md:3:1: not-a-list: ")
    with pytest.raises(PathError, match=r"no field topics; append\(…, create=True\) makes the list"):
        page.append("topics", "a")
    assert page.append("topics", "a", create=True)["topics"] == ["a"]
    with pytest.raises(Refused, match="no list"):
        page.append("tags", "a", create=True)
