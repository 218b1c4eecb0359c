"""Operations on TOML pages by a table: the text before, the operations, the text after, read by eye."""

import copy
import datetime
from itertools import permutations

import pytest

from hugoconv import (
    Append,
    CommentOut,
    Insert,
    Refused,
    Remove,
    Rename,
    Set,
    SetComment,
    Uncomment,
    parse,
)
from hugoconv.page.operations import Operation

TALK = """\
title = "t"  # c

# Above image.
[image]  # head
  caption = ""
  #preview = true

  [image.inner]
    x = 1

# Links.
[[links]]
  name = "a"

[[links]]
  name = "b"
"""
HEAD = 'title = "t"  # c\n'
IMAGE = '# Above image.\n[image]  # head\n  caption = ""\n  #preview = true\n\n  [image.inner]\n    x = 1\n'
LINKS = '# Links.\n[[links]]\n  name = "a"\n\n[[links]]\n  name = "b"\n'

CASES: dict[str, tuple[str, list[Operation], str]] = {
    "a new field stands above a table and its comment": (
        TALK,
        [Insert("date", datetime.date(2020, 1, 2))],
        f"{HEAD}date = 2020-01-02\n\n{IMAGE}\n{LINKS}",
    ),
    "a new field of a table stands above what is commented out": (
        TALK,
        [Insert("image.alt", "x")],
        TALK.replace('caption = ""\n', 'caption = ""\n  alt = "x"\n'),
    ),
    "a new table stands at the end": (TALK, [Insert("header", {"image": "x"})], f'{TALK}\n[header]\n  image = "x"\n'),
    "one header leads to a new table in new tables": (
        TALK,
        [Insert("params.deep.credit", "x")],
        f'{TALK}\n[params.deep]\n  credit = "x"\n',
    ),
    "one header leads to a new list of tables": (
        TALK,
        [Insert("params", {"links": [{"name": "c"}]})],
        f'{TALK}\n[[params.links]]\n  name = "c"\n',
    ),
    "comments go along below a header that leads to new tables": (
        '[image]\n  # Above.\n  caption = "c"  # c\n  alt = "d"\n',
        [Rename("image.caption", ("params", "deep", "credit"))],
        '[image]\n  alt = "d"\n\n[params.deep]\n  # Above.\n  credit = "c"  # c\n',
    ),
    "a table goes with its comments and inner tables": (TALK, [Remove("image")], f"{HEAD}\n\n{LINKS}"),
    "an inner table goes alone": (TALK, [Remove("image.inner")], TALK.replace("  [image.inner]\n    x = 1\n", "")),
    "a table gets another name in every header": (
        TALK,
        [Rename("image", "picture")],
        TALK.replace("[image", "[picture"),
    ),
    "a table is commented out up to the next header": (
        TALK,
        [CommentOut("image")],
        TALK.replace(
            '[image]  # head\n  caption = ""\n  #preview = true\n\n  [image.inner]\n    x = 1\n',
            '#[image]  # head\n#  caption = ""\n#  #preview = true\n#\n#  [image.inner]\n#    x = 1\n',
        ),
    ),
    "all tables of a list are commented out": (
        TALK,
        [CommentOut("links")],
        f'{HEAD}\n{IMAGE}\n# Links.\n#[[links]]\n#  name = "a"\n#\n#[[links]]\n#  name = "b"\n',
    ),
    "a table is added to a list": (TALK, [Append("links", {"name": "c"})], f'{TALK}\n[[links]]\n  name = "c"\n'),
    "a field of a table comes back": (TALK, [Uncomment("image.preview")], TALK.replace("#preview", "preview")),
    "a whole table comes back": ("[a]\nb = 1\n# [a.c]\n# d = 1\n", [Uncomment("a.c")], "[a]\nb = 1\n[a.c]\nd = 1\n"),
    "a comment at a header changes": (TALK, [SetComment("image", "new")], TALK.replace("# head", "# new")),
    "a comment above a header changes": (
        TALK,
        [SetComment("image", "new", "leading")],
        TALK.replace("# Above image.", "# new"),
    ),
    "several operations in one step": (
        TALK,
        [Set("title", "x"), Remove("image.inner"), Uncomment("image.preview")],
        TALK.replace('"t"', '"x"').replace("  [image.inner]\n    x = 1\n", "").replace("#preview", "preview"),
    ),
    "an item gets a line where others have one": (
        'a = [\n  "x",  # one\n  "y"\n]\n',
        [Append("a", "z")],
        'a = [\n  "x",  # one\n  "y",\n  "z"\n]\n',
    ),
    "the last items go though the bracket shares their line": (
        "a = [\n'x',\n'y',\n'z']\nb = 1\n",
        [Set("a", ["x"])],
        "a = [\n'x']\nb = 1\n",
    ),
    "dotted keys get another name": ("a.b = 1\na.c = 2\n", [Rename("a", "d")], "d.b = 1\nd.c = 2\n"),
    "a dotted key is added": ("a.b = 1\n", [Insert("a.c", "x")], 'a.b = 1\na.c = "x"\n'),
    "a value of several lines is commented out": (
        'a = """\nx\ny"""\nb = 1\n',
        [CommentOut("a")],
        '#a = """\n#x\n#y"""\nb = 1\n',
    ),
    "lines indented with tabs are commented out": (
        "[a]\n\tb = [\n\t\t1,\n\t]\n",
        [CommentOut("a.b")],
        "[a]\n\t#b = [\n\t#\t1,\n\t#]\n",
    ),
    "a field leaves braces": ("a = {b = 1, c = 2}\n", [Remove("a.b")], "a = {c = 2}\n"),
    "a date stays a date": ("a = 2020-01-01\n", [Set("a", datetime.date(2021, 2, 3))], "a = 2021-02-03\n"),
    "quotes are taken over": ("a = 'x'\n", [Set("a", "y")], "a = 'y'\n"),
    "a first field stands below a free comment": ("# free\n\n[a]\n", [Insert("b", 1)], "# free\n\nb = 1\n\n[a]\n"),
}


@pytest.mark.parametrize("eol", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize(("before", "operations", "after"), CASES.values(), ids=CASES)
def test_an_operation_changes_this_and_nothing_else(
    before: str, operations: list[Operation], after: str, eol: str
) -> None:
    page = parse(f"+++\n{before}+++\nBody\n".replace("\n", eol))
    assert page.apply(*operations).matter == after.replace("\n", eol)


HIDDEN = 'a = 1\n\n[[f]]\n  b = 1\n\n[[f]]\n  b = 2\n\n\n# Uncomment to use it.\n# [[f]]\n#  b = "c"\n'


@pytest.mark.parametrize("eol", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_a_table_ends_above_the_comments_of_a_hidden_one(eol: str) -> None:
    page = parse(f"+++\n{HIDDEN}+++\n".replace("\n", eol))
    gone = page.comment_out("f")
    assert gone.matter == HIDDEN.replace(
        "[[f]]\n  b = 1\n\n[[f]]\n  b = 2", "#[[f]]\n#  b = 1\n#\n#[[f]]\n#  b = 2"
    ).replace("\n", eol)


@pytest.mark.parametrize(
    ("matter", "path", "wanted"),
    [
        ("[[l]]\na = 1\n\n# [[l]]\n# a = 2\n\n[[l]]\na = 3\n", "l", "[[l]]\na = 1\n\n[[l]]\na = 2\n\n[[l]]\na = 3\n"),
        ("#[[l]]\n#a = 0\n#[[l]]\n#a = 1\n\n[[l]]\na = 2\n", "l", "[[l]]\na = 0\n[[l]]\na = 1\n\n[[l]]\na = 2\n"),
        ("[[m]]\n[[m.l]]\na = 1\n#[[m.l]]\n#a = 2\n", ("m", 0, "l"), "[[m]]\n[[m.l]]\na = 1\n[[m.l]]\na = 2\n"),
    ],
)
def test_a_table_commented_out_beside_a_live_list_is_an_item_of_it(
    matter: str, path: str | tuple[str | int, ...], wanted: str
) -> None:
    assert parse(f"+++\n{matter}+++\n").uncomment(path).matter == wanted


@pytest.mark.parametrize("live", ["l = [1]\n", "[l]\nx = 1\n", "l = [{a = 1}]\n"])
def test_a_table_commented_out_beside_another_value_is_a_second_field(live: str) -> None:
    with pytest.raises(Refused, match="two fields"):
        parse(f"+++\n{live}#[[l]]\n#a = 1\n+++\n").uncomment("l")


def test_a_field_within_a_commented_out_table_brings_the_whole_of_it_back() -> None:
    text = "+++\na = 1\n\n[d]\n  # why\n  c = 1\n[d.e]\n  # f = 2\n  g = 3\n+++\n"
    hidden = parse(text).comment_out("d")
    assert hidden.uncomment(("d", "e", "f")).to_bytes().decode() == text


ORDERS = list(permutations(["a.x = 1", "a.y = 2", "a.b.z = 3", "c = 4"]))
LAYOUTS = [
    "m = {{{0}, {1}, {2}, {3}}}\n",
    "m = {{\n  {0},\n  {1},\n  {2},\n  {3},\n}}\n",
    "m = {{\n  {0}\n  , {1}\n  , {2}\n  , {3}\n}}\n",
    "m = {{\n  {0},\n  {1}\n  , {2}\n  , {3}\n}}\n",
    "m = {{\n  {0},\n  {1},\n  {2}\n  , {3}\n}}\n",
]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", ["m.a.x", "m.a.y", "m.a.b", "m.c"])
def test_a_field_among_dotted_keys_between_brackets_goes_alone_or_is_refused(layout: str, name: str) -> None:
    steps, gone = name.split("."), []
    for order in ORDERS:
        page = parse(f"+++\n{layout.format(*order)}+++\n")
        wanted = copy.deepcopy(dict(page))
        at = wanted
        for step in steps[:-1]:
            at = at[step]
        del at[steps[-1]]
        try:
            gone.append(dict(page.remove(name)) == wanted)
        except Refused as refused:
            assert refused.code == "scattered-table"
    assert gone and all(gone)
