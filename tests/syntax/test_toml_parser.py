"""TOML 1.1 as it is read: data against tomllib, refusals with a place, spans, and what comments belong to."""

import datetime
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hugoconv.errors import MatterSyntaxError
from hugoconv.layouts.parse import parse
from hugoconv.syntax.registry import SYNTAXES
from hugoconv.syntax.tree import Entry, Scalar, parts_of
from tests.toml_strategies import TomlModel, toml_models

TOML = SYNTAXES["toml"]

VALID = [
    "",
    "# only a comment",
    "a = 1",
    "a=1#c",
    "a.b.c = 1\na.d = 2",
    '"quoted key" = 1\n\'single\' = 2\n"" = 3',
    "a = +1\nb = -0\nc = 1_2_3\nd = 0xdead_beef\ne = 0o17\nf = 0b1_0",
    "a = 1.0\nb = -1e5\nc = 6.626e-34\nd = 1_0.0_1\ne = inf\nf = -inf\ng = +0.0",
    "a = 1979-05-27T07:32:00Z\nb = 1979-05-27 00:32:00.999999-07:00\nc = 1979-05-27T07:32:00\nd = 1979-05-27",
    "a = 07:32:00\nb = 00:32:00.5",
    'a = "x\\b\\t\\n\\f\\r\\"\\\\\\u00e9\\U0001F600"',
    "a = 'C:\\raw'",
    'a = """\nfirst\nsecond \\\n   third"""',
    "a = '''\nraw \\ 'quotes' ''two'''''",
    'a = """quotes: ""two"""""',
    "a = [1, 2, 3,]\nb = [\n  # c\n  [1], # d\n  ['x', \"y\"]\n]\nc = []",
    "a = {x = 1, y = {z = 2}}\nb = {}\nc = {x.y = 1}",
    "[a]\nb = 1\n[a.c]\nd = 2\n[x.y.z]\n[x]\ne = 1",
    "[[a]]\nb = 1\n[[a]]\n[a.c]\nd = 1\n[[a.e]]\n[[a.e]]",
    "[ a . 'b' ]\nc = 1",
    "a = 1\n\n\n[t] # c\n  b = 2\n\t[t.u]",
    "true = true\n1 = 2\n-x = 3",
    "\ta = 1\n  b = 2",
]

INVALID = [
    "a",
    "a =",
    "= 1",
    "a = 1 b = 2",
    "a = text",
    "a = yes",
    "a = True",
    "a = null",
    "a = 01",
    "a = 1__0",
    "a = _1",
    "a = 1_",
    "a = .5",
    "a = 5.",
    "a = 1e",
    "a = 0xg",
    "a = 0X1",
    "a = +0x1",
    "a = 9223372036854775808",
    "a = Inf",
    "a = 2021-13-01",
    "a = 2021-02-30",
    "a = 2021-2-3",
    "a = 24:00:00",
    "a = 2021-01-01T24:00:00",
    "a = 2021-01-01 24:00:00Z",
    "a = 10:00:60",
    "a = 2021-01-01T10:00:00+24:00",
    'a = "open',
    "a = 'open",
    'a = """open',
    'a = "line\nend"',
    'a = "\\q"',
    'a = "\\ud800"',
    'a = "\x01"',
    "a = 'it''s'",
    "a = [1",
    "a = [1 2]",
    "a = [,1]",
    "a = {x = 1",
    "a = {x = 1 y = 2}",
    "a = {, x = 1}",
    "a = {x}",
    "a = 1\na = 2",
    "a = 1\na.b = 2",
    "a.b = 1\na = 2",
    "a = {x = 1}\na.y = 2",
    "[a]\n[a]",
    "[a]\nb = 1\n[a.b]",
    "a = 1\n[a]",
    "a = [1]\n[[a]]",
    "[a]\n[[a]]",
    "[[a]]\n[a]",
    "a.b = 1\n[a]",
    "[a.b]\n[a]\nb.c = 1",
    "[a]]",
    "[[a]",
    "[a",
    "[]",
    "[a] b = 1",
    "[a.]",
    "é = 1",
    "a = 1\rb = 2",
    "# \x01",
    "a b = 1",
    '"""a""" = 1',
]

NEW_IN_1_1 = [
    ("a = {\n  x = 1, # c\n  y = 2,\n}", {"a": {"x": 1, "y": 2}}),
    ('a = "\\x41\\e"', {"a": "A\x1b"}),
    ("a = 10:30", {"a": datetime.time(10, 30)}),
    ("a = 2021-02-03T10:30Z", {"a": datetime.datetime(2021, 2, 3, 10, 30, tzinfo=datetime.timezone.utc)}),
]


@pytest.mark.parametrize("text", VALID)
def test_what_tomllib_reads_is_read_alike(text: str) -> None:
    assert (TOML.data(TOML.read(text).root) or {}) == tomllib.loads(text)


@pytest.mark.parametrize(("text", "data"), NEW_IN_1_1)
def test_what_is_new_in_toml_1_1_is_read(text: str, data: object) -> None:
    assert TOML.data(TOML.read(text).root) == data


@pytest.mark.parametrize("text", INVALID)
def test_what_is_no_toml_is_an_error_with_a_place(text: str) -> None:
    with pytest.raises(MatterSyntaxError) as caught:
        parse(f"+++\n{text}\n+++\n", "x.md")
    error = caught.value
    assert error.code == "toml-syntax"
    assert str(error).startswith(f"x.md:{error.lineno}:{error.colno}: toml-syntax: ")
    assert 2 <= error.lineno <= text.count("\n") + 3


@given(st.text(alphabet="ab=.[]{}\"'#\n\r, 10-:T\\x", max_size=40))
def test_any_text_is_read_as_tomllib_reads_it_or_refused(text: str) -> None:
    """All that tomllib reads is read alike; what only TOML 1.1 allows is read, or refused with a place."""
    try:
        wanted = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        wanted = None
    if "\r" in text.replace("\r\n", ""):
        wanted = None
    try:
        got = TOML.data(TOML.read(text).root) or {}
    except MatterSyntaxError as error:
        assert wanted is None, error
        assert 0 <= error.pos <= len(text)
    else:
        assert wanted is None or "\r" in text or repr(got) == repr(wanted)


@given(toml_models())
def test_every_span_says_what_stands_there(model: TomlModel) -> None:
    tree = TOML.read(model.text)
    for path, part in parts_of(tree):
        if isinstance(part.value, Scalar):
            again = TOML.read(f"v = {tree.text[part.value.start : part.value.end]}")
            assert TOML.data(again.root) == {"v": TOML.data(part.value)}, path
        if isinstance(part, Entry):
            assert tree.text[part.key.start : part.key.end].strip("\"'") == part.name
            assert part.start <= part.key.start < part.end


PAGE = """+++
title = "t"  # inline
# leading
tags = [
  "a",  # of a
  # above b
  "b",
]
#slides = "deck"
# no field here: prose

# Above the table.
[image]  # head
  # Above the caption.
  caption = ""
  #focal_point = "Smart"

# [[gallery_item]]
# album = "x"

[[links]]
name = "one"
# last
+++
"""


def test_comments_belong_to_what_they_stand_above_or_behind() -> None:
    page = parse(PAGE, "content/talk/x.md")
    assert [(c.text, c.kind, c.owner) for c in page.comments] == [
        ("# inline", "inline", ("title",)),
        ("# leading", "leading", ("tags",)),
        ("# of a", "inline", ("tags", 0)),
        ("# above b", "leading", ("tags", 1)),
        ("# no field here: prose", "free", None),
        ("# Above the table.", "leading", ("image",)),
        ("# head", "inline", ("image",)),
        ("# Above the caption.", "leading", ("image", "caption")),
        ("# last", "free", None),
    ]


def test_commented_out_fields_belong_to_the_table_above_and_tables_to_where_they_say() -> None:
    page = parse(PAGE, "content/talk/x.md")
    assert [(f.path, f.text) for f in page.commented_out] == [
        (("slides",), 'slides = "deck"'),
        (("image", "focal_point"), '  focal_point = "Smart"'),
        (("gallery_item",), '[[gallery_item]]\nalbum = "x"'),
    ]


def test_a_new_field_goes_above_the_first_table_and_not_between_it_and_its_comment() -> None:
    page = parse(PAGE, "content/talk/x.md").remove("tags").remove("title")
    new = page.insert("math", True).matter
    assert "# Above the table.\n[image]" in new
    assert new.index("math = true") < new.index("# Above the table.")


def test_a_whole_table_is_hidden_up_to_the_next_header_and_comes_back() -> None:
    page = parse(PAGE, "content/talk/x.md")
    hidden = page.comment_out("image")
    assert '#[image]  # head\n#  # Above the caption.\n#  caption = ""\n#  #focal_point = "Smart"\n' in hidden.matter
    assert parse(hidden.to_bytes(), page.path).uncomment("image").to_bytes() == page.to_bytes()


def test_a_table_is_renamed_with_its_inner_tables() -> None:
    page = parse("+++\n[menu.main]\nx = 1\n[menu.foot]\n[[a]]\n[a.b]\n[[a]]\n+++\n")
    assert page.rename("menu", "menus").rename("a", "x y").matter == (
        '[menus.main]\nx = 1\n[menus.foot]\n[["x y"]]\n["x y".b]\n[["x y"]]\n'
    )


def test_removing_a_table_takes_its_lines_and_leaves_the_next_ones_comments() -> None:
    page = parse(PAGE, "content/talk/x.md").remove("image")
    assert "[image]" not in page.matter
    assert "# [[gallery_item]]" in page.matter
    assert "Above the" not in page.matter


def test_new_lines_in_a_crlf_page_end_in_crlf() -> None:
    page = parse(PAGE.replace("\n", "\r\n"))
    new = page.insert("more", {"a": 1}).insert("x", "two\nlines").append("tags", "c").append("links", {"name": "two"})
    assert "\n" not in new.matter.replace("\r\n", "")
    assert new["x"] == "two\nlines"
    assert new["links"] == [{"name": "one"}, {"name": "two"}]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda p: p.set("image", "x"), "table-to-value"),
        (lambda p: p.append("links", "x"), "not-a-table"),
        (lambda p: p.set("title", None), "no-null"),
        (lambda p: p.set("title", 2**63), "unwritable-value"),
        (lambda p: parse("+++\n[a.b]\n[c]\n[a.d]\n+++\n").remove("a"), "scattered-table"),
        (lambda p: parse("+++\n[a]\nx = 1\n#[b]\ny = 2\n+++\n").uncomment("b"), "would-take-fields"),
    ],
)
def test_what_cannot_be_done_safely_is_refused(change: object, code: str) -> None:
    from hugoconv.errors import Refused

    with pytest.raises(Refused) as caught:
        change(parse(PAGE))  # type: ignore[operator]
    assert caught.value.code == code
