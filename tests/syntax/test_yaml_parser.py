"""YAML matter to a tree: places and validity."""

import pytest
import yaml
from hypothesis import given

from hugoconv.errors import MatterSyntaxError
from hugoconv.syntax.comments import comment_spans
from hugoconv.syntax.limits import MAX_LENGTH
from hugoconv.syntax.tree import Entry, Mapping, Scalar, Sequence, Tree, parts_of
from hugoconv.syntax.yaml import tree_builder
from hugoconv.syntax.yaml.parser import read
from hugoconv.syntax.yaml.values import data
from tests.strategies import Model, models


def scalars_of(tree: Tree) -> list[Scalar]:
    found = [part.value for _, part in parts_of(tree)] + [p.key for _, p in parts_of(tree) if isinstance(p, Entry)]
    return [node for node in found if isinstance(node, Scalar) and node.style != "empty"]


@given(models())
def test_the_tree_says_what_the_author_wrote(model: Model) -> None:
    assert data(read(model.text).root) == (model.fields or None)


@given(models())
def test_the_span_of_every_scalar_reads_alone_as_the_same(model: Model) -> None:
    tree = read(model.text)
    for scalar in scalars_of(tree):
        literal = tree.text[scalar.start : scalar.end]
        if scalar.style in ("plain", "single", "double"):
            alone = read(f"v: {literal}\n").root
            assert alone is not None
            assert data(alone.entries[0].value) == data(scalar)


@pytest.mark.parametrize(
    "value",
    [
        "what ?",
        "so\n  what ?",
        "?",
        "|\n  what ?",
        "|-\n  what ?\n\n",
        ">\n  so\n  ?",
        "\n- what ?",
        "\n  b: what ?",
        "x # what ?",
    ],
)
def test_a_field_below_a_question_begins_with_its_key(value: str) -> None:
    text = f"a: {value}\nnext: 1\n"
    root = read(text).root
    assert root is not None
    assert root.entries[-1].start == text.index("next")


@given(models())
def test_tokens_and_gaps_joined_are_the_text(model: Model) -> None:
    tree, at, joined = read(model.text), 0, ""
    for start, end in tree.tokens:
        assert at <= start <= end
        joined += tree.text[at:start] + tree.text[start:end]
        at = end
    assert joined + tree.text[at:] == tree.text


@given(models())
def test_a_gap_holds_only_signs_blanks_and_comments(model: Model) -> None:
    tree, at = read(model.text), 0
    inside = {i for span in comment_spans(tree) for i in range(span.start, span.end)}
    covered = {i for start, end in tree.tokens for i in range(start, end)}
    rest = "".join(c for i, c in enumerate(tree.text) if i not in inside and i not in covered)
    assert set(rest) <= set(" \n:-[]{},?"), at


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("title: a: b\n", "yaml-syntax", 1),
        ("a: 1\n\tb: 2\n", "yaml-syntax", 2),
        ("title: @x\n", "yaml-syntax", 1),
        ("title: `x`\n", "yaml-syntax", 1),
        ("title: *x\n", "yaml-syntax", 1),
        ("a: 'x\nb: 1\n", "yaml-syntax", 1),
        ("tags: [a] [b]\n", "yaml-syntax", 1),
        ("- a\n", "root-not-a-map", 1),
        ("text\n", "root-not-a-map", 1),
    ],
)
def test_a_broken_matter_has_an_error_with_a_place_and_a_hint(text: str, code: str, line: int) -> None:
    with pytest.raises(MatterSyntaxError) as caught:
        read(text)
    error = caught.value
    assert error.code == code
    assert text.count("\n", 0, error.pos) + 1 == line
    assert error.hint, str(error)


@pytest.mark.parametrize(
    "tolerated", ["a: ,b\n", "a: }b\n", "a:\tb\n", "a: b\t\n", "a: ?\n", "l: [a:b, :c]\n", 'a: "\\ud83d\\ude00"\n']
)
@pytest.mark.parametrize(
    "bad", ["c: [\n", "c: 'x\n", "c: @x\n", "c: a: b\n", "c: *x\n", "\tc: d\n", "c: [a] [b]\n", "c: {a\nd: e\n"]
)
def test_the_error_that_is_told_is_one_of_hugo_too(tolerated: str, bad: str) -> None:
    read(tolerated)
    with pytest.raises(MatterSyntaxError) as alone:
        read(bad)
    with pytest.raises(MatterSyntaxError) as below:
        read(tolerated + bad)
    assert below.value.pos - len(tolerated) == alone.value.pos


def test_matter_over_the_limit_is_refused_before_it_is_scanned() -> None:
    with pytest.raises(MatterSyntaxError, match="more than") as caught:
        read("a: " + "x" * MAX_LENGTH)
    assert caught.value.code == "too-large"


@pytest.mark.parametrize("text", ["a: " + "[" * 20000, "a: " + "{b: " * 600 + "}" * 600])
def test_deep_brackets_are_refused_before_they_are_scanned(text: str) -> None:
    with pytest.raises(MatterSyntaxError) as caught:
        read(text)
    assert caught.value.code == "too-deep"


def test_deep_blocks_are_refused_too() -> None:
    text = "".join(" " * i + "a:\n" for i in range(600))
    with pytest.raises(MatterSyntaxError) as caught:
        read(text)
    assert caught.value.code == "too-deep"


def test_many_brackets_that_are_not_deep_are_read() -> None:
    assert len(data(read("a: " + "[x], " * 0 + str([["x"]] * 600)).root)["a"]) == 600


@pytest.mark.parametrize("c", ["\u2028", "\u2029", "\x85", "\x00", "\x0b", "\ufeff", "\x7f"])
def test_characters_that_only_hugo_reads_are_read(c: str) -> None:
    tree = read(f"a: x{c}y  # c\nb: 2\n")
    assert data(tree.root) == {"a": f"x{c}y", "b": 2}
    assert [span.of(tree.text) for span in comment_spans(tree)] == ["# c"]


def test_a_stray_byte_reads_as_the_replacement_character_and_keeps_its_place() -> None:
    tree = read("a: x\udcffy\nb: 2\n")
    assert data(tree.root) == {"a": "x\ufffdy", "b": 2}


def test_text_after_the_end_of_the_document_is_not_read() -> None:
    tree = read("a: 1\n...\nb: [] # no\n")
    assert data(tree.root) == {"a": 1}
    assert comment_spans(tree) == ()


def test_a_tab_is_a_blank_where_hugo_takes_it_for_one() -> None:
    assert data(read("tags:\n-\tone\n-\ttwo\n").root) == {"tags": ["one", "two"]}


@pytest.mark.parametrize("style", ["|", ">", "|-", ">-", "|+", "|2", "|  # c"])
def test_a_block_ends_with_its_last_line_of_content(style: str) -> None:
    text = f"a: {style}\n  x\n  y\n\n\nb: 1\n"
    entry = read(text).root.entries[0]
    assert text[entry.value.end :].lstrip("\n") == "b: 1\n"
    assert text[: entry.value.end].endswith("y" if "+" not in style else "\n")


def test_the_pure_python_parser_gives_the_same_trees(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [
        "a: 1\nb: [x, {y: z}]  # c\nc:\n- d: |\n    e\n\n- &f g\nh: *f\n",
        "{a: 'b', \"c\": d}\n",
        "# only\n",
    ]
    fast = [read(text) for text in texts]
    monkeypatch.setattr(tree_builder, "_Parser", yaml.Loader)
    for text, tree in zip(texts, fast, strict=True):
        slow = read(text)
        assert (slow.root, slow.tokens) == (tree.root, tree.tokens)


def test_flow_and_block_collections_know_their_ends() -> None:
    text = "a: [1, 2]  # c\nb:\n  c: {d: e}\n  f:\n  - g\nh: i\n"
    root = read(text).root
    assert text[root.entries[0].value.start : root.entries[0].value.end] == "[1, 2]"
    inner = root.entries[1].value
    assert isinstance(inner, Mapping)
    assert text[inner.start : inner.end] == "c: {d: e}\n  f:\n  - g"
    assert isinstance(inner.entries[1].value, Sequence)


@pytest.mark.parametrize(
    "value", ["really ?", "really ?  ", "'q' # really ?", "b\n  c ?", "\n- x ?", "|\n  x ?", "[x, y] # ?"]
)
def test_a_question_mark_at_the_end_of_a_value_begins_no_entry(value: str) -> None:
    text = f"a: {value}\nb: 1\n? c\n: 2\n"
    root = read(text).root
    assert root is not None
    assert [text[entry.start : entry.end] for entry in root.entries[1:]] == ["b: 1", "? c\n: 2"]
