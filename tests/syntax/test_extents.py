"""How far commented-out fields reach: as the slow and simple way says, and with few readings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st

import hugoconv
from hugoconv.errors import MatterSyntaxError
from hugoconv.syntax import commented_out_lines, extents
from hugoconv.syntax.base import Syntax
from hugoconv.syntax.commented_out import notes_of, revived
from hugoconv.syntax.extents import extent_of
from hugoconv.syntax.registry import SYNTAXES
from tests.benchmarks.growing import TOML, YAML
from tests.syntax import slow_extents

_YAML_HEADS = [
    *("k: a", "k:", "k: |", "k: |+", "k: >-", "k: [a,", "k: {a: 1,", 'k: "a', "k: 'a", "k: &x [b]", "k: a: b"),
    *("k: ? b", "k: ,a", "k: {a:1}", "k: # c", "k: |  # c", "k: [", "k: - a", "k: !a", "k: *x", '"k": a'),
]
_YAML_LINES = [
    *("", "", "", "", " words", " more: words", "  deep", "  deep: 1", "- a", "- b: 1", "  - c", "- [", "- ]", "    "),
    *("j: 1", "k: 2", "a]", "}", '"', "'", '  b"', "# c", " # c", "words", "  ", "...", "---", "? x", ": y", "\tx"),
    *("  a: b: c", "  - - d", "- ,", "- |", "  |", "- &x a", "  *x", "  %", "  @", "- a\tb", " }", " ]", "  , a", "&a"),
]
_TOML_HEADS = [
    *(
        "k = 1",
        'k = "a"',
        "k = [",
        "k = [1,",
        "k = {",
        'k = """',
        "k = '''",
        "[k]",
        "[[k]]",
        "[k.a]",
        "[[k.a]]",
        "k.a = 1",
    ),
    *("a.k = 1", "k = a", 'k = "', "k = {a = 1,", "[a.k]", "[[a.k]]", "[ k ]", "[k] # c", '"k" = 1', "k = ", "[a.b.k]"),
]
_TOML_LINES = [
    *(
        "",
        "",
        "",
        "",
        "x = 1",
        "y = 2",
        "k = 3",
        "[k]",
        "[[k]]",
        "[k.b]",
        "[a]",
        "[b]",
        "[[a]]",
        "[a.b]",
        "1,",
        "]",
        "}",
    ),
    *("# c", "## d", "#[h]", "words", '"""', "'''", '"a",', "a = [", "b = {", "c = '''", "  x = 2", " # e", "k.b = 2"),
    *("a.j = 1", "= 1", "[", "[[", 'z = "', "#x = 1", "[k.a]", "[[k.a]]", "2021-01-01"),
]


@st.composite
def lines(draw: st.DrawFn, heads: list[str], more: list[str]) -> tuple[list[str], list[bool]]:
    """Some lines of which the first begins a field, and which of them are empty for sure."""
    indent = " " * draw(st.sampled_from([0, 0, 0, 2]))
    drawn = [draw(st.sampled_from(heads)), *draw(st.lists(st.sampled_from(more), max_size=12))]
    return [indent + line for line in drawn], [not line for line in drawn]


@given(lines(_YAML_HEADS, _YAML_LINES), st.booleans())
def test_few_readings_say_the_same_as_all_of_them_in_yaml(drawn: tuple[list[str], list[bool]], flow: bool) -> None:
    _agree(*drawn, SYNTAXES["yaml"], flow=flow)


@given(lines(_TOML_HEADS, _TOML_LINES))
def test_few_readings_say_the_same_as_all_of_them_in_toml(drawn: tuple[list[str], list[bool]]) -> None:
    _agree(*drawn, SYNTAXES["toml"], flow=False)


def _agree(texts: list[str], lone: list[bool], syntax: Syntax, *, flow: bool) -> None:
    for key in ("k", "a"):
        wanted = slow_extents.extent(texts, lone, key, syntax, flow=flow)
        for count in range(1, len(texts) + 1):
            found = extent_of(tuple(texts[:count]), tuple(lone[:count]), key, syntax, flow=flow)
            if found.settled or count == len(texts):
                assert found[:2] == wanted, (texts[:count], key)


@given(lines(_YAML_HEADS, _YAML_LINES), st.sampled_from(["", "{", "- "]), st.sampled_from(["\n", "\r\n"]))
def test_what_a_field_says_is_that_of_its_own_text_in_yaml(
    drawn: tuple[list[str], list[bool]], around: str, eol: str
) -> None:
    above, below = {"": ("t: 1", "z: 2"), "{": ("{t: 1,", "z: 2}"), "- ": ("m:\n- t: 1", "n: 1")}[around]
    _revive(eol.join([above, *(f"#{line}" for line in drawn[0]), below, ""]), SYNTAXES["yaml"])


@given(lines(_TOML_HEADS, _TOML_LINES), st.sampled_from(["\n", "\r\n"]))
def test_what_a_field_says_is_that_of_its_own_text_in_toml(drawn: tuple[list[str], list[bool]], eol: str) -> None:
    _revive(eol.join(["t = 1", *(f"#{line}" for line in drawn[0]), "[z]", ""]), SYNTAXES["toml"])


def _revive(text: str, syntax: Syntax) -> None:
    try:
        tree = syntax.read(text)
    except MatterSyntaxError:
        return
    for field in notes_of(tree, syntax, frozenset(("k", "a", "b")))[1]:
        kept, fresh = revived(field, syntax, tree), revived(field, syntax, syntax.read(text))
        assert (kept.text, kept.root, kept.tokens, kept.end) == (fresh.text, fresh.root, fresh.tokens, fresh.end)


@contextmanager
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """The lengths of all texts that are read."""
    found: list[int] = []

    def counting(read: Callable[..., object]) -> Callable[..., object]:
        def reading(text: str) -> object:
            found.append(len(text))
            return read(text)

        return reading

    extents._outcome.cache_clear()
    extent_of.cache_clear()
    with monkeypatch.context() as patch:
        for name in ("yaml", "toml"):
            patch.setattr(SYNTAXES[name], "read", counting(SYNTAXES[name].read))
        yield found


_KINDS = [
    *(("yaml", name) for name in YAML if "ommented-out" in name or "comments" in name or "signs" in name),
    *(("toml", name) for name in TOML if "ommented-out" in name or "comments" in name or "headers" in name),
]


@pytest.mark.parametrize(("syntax", "kind"), _KINDS)
def test_the_text_that_is_read_is_bounded_by_the_text_that_is_there(
    syntax: str, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    matter = {"yaml": YAML, "toml": TOML}[syntax][kind](600)
    with counted(monkeypatch) as read:
        tree = SYNTAXES[syntax].read(matter)
        notes_of(tree, SYNTAXES[syntax], frozenset({"title", "tags"}))
    assert sum(read) < 30 * len(matter) + 20_000


@pytest.mark.parametrize("opening", ["#k{}: {{\n", '#k{}: ["a",\n#{{}}, {{\n', "#k{}: [\n#]x\n", "#k{}: [[]\n"])
def test_brackets_that_are_never_closed_are_read_as_often_as_patience_lasts(
    opening: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    matter = "title: A\n" + "".join(opening.format(i) for i in range(3000))
    with counted(monkeypatch) as read:
        notes_of(SYNTAXES["yaml"].read(matter), SYNTAXES["yaml"])
    assert sum(read) < 60 * len(matter)


@pytest.mark.parametrize("head", ["#k: {a:1}}\n", "#k: *x y\n", "#k: [a]]\n"])
def test_where_the_first_lines_cannot_be_read_those_further_below_are_not_tried(
    head: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    matter = f"title: A\n{head}" + "#  words\n" * 300
    tree = SYNTAXES["yaml"].read(matter)
    with counted(monkeypatch) as read:
        assert notes_of(tree, SYNTAXES["yaml"])[1] == ()
    assert sum(read) < 200


@pytest.mark.parametrize(
    "header", ["[k{}]", '["k{}"]', '["k{}\\""]', "['k{}']", '[["k{}"]]', '["k{}".x]', '["k{}"]\n# words']
)
def test_a_table_is_read_without_the_headers_of_others(header: str, monkeypatch: pytest.MonkeyPatch) -> None:
    matter = "".join("#{}\n".format(header.format(i)) for i in range(500))
    tree = SYNTAXES["toml"].read(matter)
    with counted(monkeypatch) as read:
        assert len(notes_of(tree, SYNTAXES["toml"])[1]) == 500
    assert sum(read) < 3 * len(matter)


def test_a_table_goes_on_below_a_header_of_its_own_in_other_quotes() -> None:
    _, fields = notes_of(
        SYNTAXES["toml"].read("#[k.a]\n#x = 1\n#['k'.b]\n#[\"\\u006b\".c]\n#['j']\n"), SYNTAXES["toml"]
    )
    assert [(field.key, len(field.markers)) for field in fields] == [("k", 4), ("j", 1)]


def test_what_is_commented_out_is_not_read_again_after_a_change(monkeypatch: pytest.MonkeyPatch) -> None:
    matter = "".join(f"#[k{i}]\n#x = {i}\n" for i in range(200))
    page = hugoconv.parse(f"+++\na = 1\nb = 2\n{matter}+++\n")
    assert len(page.commented_out) == 200
    with counted(monkeypatch) as read:
        assert len(page.set("c", 3).comment_out("b").commented_out) == 201
    assert sum(read) < 2.5 * len(matter)


_OVER_LINES = {
    "yaml": [
        ("k: [", "  a,", "]"),
        ("k: {", "  a: 1,", "}"),
        ('k: "a', "  b", '  c"'),
        ("k: 'a", "  b", "  c'"),
        ("k:", "- a", "- b"),
        ("k: |", "  a", "  b"),
        ("k: a", "  b", "  c"),
        ("k: {a: [1", "  ,2", "  ]}"),
    ],
    "toml": [
        ("k = [", "  1,", "]"),
        ('k = """', "a", '"""'),
        ("k = '''", "a", "'''"),
        ("[k]", "# c", "a = 1"),
        ("[[k]]", "# c", "a = 1"),
    ],
}


@pytest.mark.parametrize("count", range(1, 9))
@pytest.mark.parametrize(("syntax", "lines"), [(name, lines) for name, cases in _OVER_LINES.items() for lines in cases])
def test_where_further_lines_below_could_end_a_field_they_are_looked_at(
    syntax: str, lines: tuple[str, str, str], count: int
) -> None:
    head, between, end = lines
    texts = (head, *[between] * count, end)
    whole = extent_of(texts, tuple(not text for text in texts), "k", SYNTAXES[syntax], flow=False)
    assert whole.lines == len(texts)
    for first in range(1, len(texts)):
        part = texts[:first]
        found = extent_of(part, tuple(not text for text in part), "k", SYNTAXES[syntax], flow=False)
        assert not found.settled, part


def test_the_last_line_is_looked_at_again_where_it_may_go_on_below() -> None:
    texts = ("k: |+", "  deep", "", "- |")
    assert not extent_of(texts, tuple(not text for text in texts), "k", SYNTAXES["yaml"], flow=False).settled


def test_a_field_of_more_lines_than_are_tried_is_one_as_far_as_they_go() -> None:
    matter = "title: A\n#k:\n" + "#- a\n" * 500
    _, fields = notes_of(SYNTAXES["yaml"].read(matter), SYNTAXES["yaml"])
    assert [len(field.markers) for field in fields] == [commented_out_lines.LONGEST]


@pytest.mark.parametrize(
    "behind", ['"a" b', '"a": b', "'a' b", "'it''s' b", '"a\n#j: "b', "'a\n#j: 'b", '"a\\\n#j: "b']
)
def test_text_behind_closing_quotes_makes_no_field_however_it_goes_on(behind: str) -> None:
    for below in ("", "#\n", "#  b\n", '#"\n', "#  c: 1\n"):
        comments, fields = notes_of(SYNTAXES["yaml"].read(f"title: A\n#k: {behind}\n{below}"), SYNTAXES["yaml"])
        assert comments and "k" not in [field.key for field in fields]


@pytest.mark.parametrize("value", ['"a"', "'it''s'", '"a" # c', '"a\n#  b"', "'a\n#j: b'", '"\\""', '"a\\\n#  b"  # c'])
def test_text_in_quotes_up_to_the_end_of_its_line_makes_a_field(value: str) -> None:
    _, fields = notes_of(SYNTAXES["yaml"].read(f"title: A\n#k: {value}\n"), SYNTAXES["yaml"])
    assert [field.key for field in fields] == ["k"]


def test_a_header_in_an_open_text_or_list_does_not_end_a_commented_out_table() -> None:
    for lines in ('#x = """\n#[j]\n#"""\n', "#x = [\n#[j]\n#]\n".replace("[j]", "[1]"), "#x = '''\n#[j]\n#'''\n"):
        _, fields = notes_of(SYNTAXES["toml"].read(f"a = 1\n#[k]\n{lines}"), SYNTAXES["toml"])
        assert [(field.key, len(field.markers)) for field in fields] == [("k", 4)]
