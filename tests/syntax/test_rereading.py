"""Reading only the fields that changed gives the tree that reading the whole text gives, whatever was done to the text."""

from __future__ import annotations

import pathlib

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hugoconv.errors import MatterSyntaxError
from hugoconv.syntax.envelope import split
from hugoconv.syntax.registry import SYNTAXES
from hugoconv.syntax.tree import Tree, entries_of
from hugoconv.syntax.yaml.changed_fields import reread
from hugoconv.text.edits import Edit, Edits
from tests.syntax.trees import parts_of_tree

YAML = SYNTAXES["yaml"]
FIXTURES = pathlib.Path(__file__).parents[2] / "fixtures"
ENVELOPES = [split(path.read_bytes()) for path in sorted((FIXTURES / "pages").glob("*.md"))]
TEXTS = [
    "a: 1\nb: 2\nc: 3\n",
    "a: |\n  x\n\nb: 1\nc:\n- x\n-\nd: 'q'\n",
    "# top\n\na:\nb:\nc: |+\n\n\nd: x\n  y\ne: [1,\n 2]\n# c\nf: >-\n  folded\n\n  more\n",
    'g:\n  h: |\n   deep\n  #i: 1\nj: "q\n  r"\n\n# end\n#k: 1\n',
    *(e.matter.decode("utf-8", "surrogateescape") for e in ENVELOPES if e.kind == "yaml"),
]
FRAGMENTS = (
    *("#", "# c\n", "  # in\n", "#\n", "#x: 1\n", "\n", "\n\n", " ", "  ", "\t", "\r\n", "x: 1\n", "x: 1", "more\n", "   more\n"),
    *(":", ": ", "- ", "-", "- b\n", "  - y\n", "k:\n", "k:\n- a\n", "a:\n\n", "'", '"', "[", "]", "{", "}", ",", "\\", "é"),
    *("|", "|+", ">", "|2", "a: |\n  t\n", "a: |+\n\n  t\n\n", "a: >\n  f\n\n  g\n", "'q\n  r'\n", "\n---", "\n...", "...", "%"),
    *("? ", "? k\n: v\n", "!", "!x ", "&a ", "*a ", "!!str", "<<: *a\n", "@", "`", "\u2028", "\ufeff", "\x07"),
)  # fmt: skip


def tree_of(text: str) -> Tree | None:
    try:
        return YAML.read(text)
    except MatterSyntaxError:
        return None


TREES = [tree for tree in map(tree_of, TEXTS) if tree is not None and tree.root is not None]


@st.composite
def changes(draw: st.DrawFn) -> tuple[Tree, Edits]:
    """A text as a tree, and a few edits, half of them where a field begins or ends."""
    tree = draw(st.sampled_from(TREES))
    size = len(tree.text)
    borders = [0, *(entry.start for entry in entries_of(tree.root)), size]
    places = st.sampled_from(borders) | st.integers(0, size)
    edits = []
    for _ in range(draw(st.integers(1, 3))):
        start, end = sorted((draw(places), draw(places)))
        end = draw(st.sampled_from((start, start, min(start + 1, size), end)))
        edits.append(Edit(start, end, "".join(draw(st.lists(st.sampled_from(FRAGMENTS), max_size=3)))))
    try:
        return tree, Edits(edit for edit in edits if edit.new or edit.start < edit.end)
    except ValueError:
        return tree, Edits(edits[:1])


@given(change=changes())
def test_what_is_read_in_part_is_the_whole(change: tuple[Tree, Edits]) -> None:
    old, edits = change
    assume(edits)
    text = edits.apply(old.text)
    found = reread(old, edits, text)
    assume(found is not None)
    assert found is not None
    whole = tree_of(text)
    assert whole is not None
    assert parts_of_tree(found.tree) == parts_of_tree(whole)
    for new, before in found.kept.items():
        one, other = entries_of(found.tree.root)[new], entries_of(old.root)[before]
        assert one.span.of(text) == other.span.of(old.text)


def _edits(text: str, changed: dict[str, str]) -> Edits:
    return Edits(Edit(text.index(old), text.index(old) + len(old), new) for old, new in changed.items())


# A text, what comes in the place of what, and how many fields are kept; what is read as a whole keeps none.
PARTS: dict[str, tuple[str, dict[str, str], int]] = {
    "a value": ("a: 1\nb: 2\nc: 3\n", {"b: 2": "b: 45"}, 2),
    "the last value": ("a: 1\nb: 2\nc: 3\n", {"c: 3": "c: 45"}, 2),
    "a field below all": ("a: 1\nb: |+\n  2\n\n", {"\n\n": "\n\nc: 3\n"}, 1),
    "a field that goes": ("a: 1\nb: 2\nc: 3\n", {"b: 2\n": ""}, 2),
    "a field that comes": ("a: 1\nb: 2\nc: 3\n", {"b: 2\n": "b: 2\nn:\n- x\n"}, 2),
    "a field commented out": ("a: 1\nb: 2\nc: 3\n", {"b: 2\n": "#b: 2\n"}, 2),
    "a comment above a field": ("a: 1\nb: 2\nc: 3\n", {"": "# about all\n"}, 3),
    "a comment on top": ("# top\na: 1\nb: 2\n", {"# top": "# hugoconv: was talk, era 5.9\n# top"}, 2),
    "two fields apart": ("a: 1\nb: 2\nc: 3\nd: 4\ne: 5\n", {"a: 1\nb: 2\nc: 3\n": "x: 1\nb: 2\ny: 3\n"}, 2),
    "the last two fields": ("a: 1\nb: 2\nc: 3\nd: 4\n", {"c: 3": "#c: 3", "d: 4": "#d: 4"}, 2),
    "a text of several lines": ("a: 1\nb: 2\nc: 3\n", {"2": "|\n  two\n  lines"}, 2),
}


@pytest.mark.parametrize("name", PARTS)
def test_only_what_changed_is_read(name: str) -> None:
    text, changed, kept = PARTS[name]
    edits = _edits(text, changed)
    found = reread(YAML.read(text), edits, edits.apply(text))
    assert found is not None
    assert len(found.kept) == kept
    assert parts_of_tree(found.tree) == parts_of_tree(YAML.read(edits.apply(text)))


def test_what_is_put_behind_a_last_line_without_an_end_is_read_with_it() -> None:
    text = "a: 1\nb: 2"
    edits = Edits([Edit(len(text), len(text), "# no comment\n")])
    found = reread(YAML.read(text), edits, edits.apply(text))
    assert found is not None
    assert parts_of_tree(found.tree) == parts_of_tree(YAML.read("a: 1\nb: 2# no comment\n"))


# A text, and what comes in the place of what, so that fields around would be read otherwise than before.
WHOLE: dict[str, tuple[str, dict[str, str]]] = {
    "an empty line below a text that keeps it": ("a: |+\n  x\nb: 2\nc: 3\nd: 4\n", {"b": "\nb"}),
    "lines that go on": ("a: x\nb: 2\nc: 3\nd: 4\n", {"b: 2": "  more"}),
    "a comment in a block of text": ("a: |\n  x\nb: 2\nc: 3\nd: 4\n", {"b: 2": "  # no comment"}),
    "a quote that opens": ("a: 1\nb: 2\nc: '3'\nd: 4\n", {"b: 2": "b: '2"}),
    "a quote that opens, closed in another field": ("a: 1\nb: 2\nc: 3\nd: 4\ne: 5\n", {"b: 2": "b: '2", "d: 4": "d: 4'"}),
    "a bracket that opens": ("a: 1\nb: 2\nc: 3\nd: 4\n", {"b: 2": "b: [2"}),
    "a line without an end": ("a: 1\nb: 2\nc: 3\nd: 4\n", {"b: 2\n": "b: 2"}),
    "a comment without an end": ("a: 1\nb: 2\nc: 3\nd: 4\n", {"b: 2\n": "#b: 2"}),
    "an item": ("a:\nb: 2\nc: 3\nd: 4\n", {"b: 2": "- b"}),
    "an anchor": ("a: 1\nb: &x 2\nc: 3\nd: *x\ne: 5\n", {"b: &x 2\n": ""}),
    "a tag": ("a: !x\nb: 2\nc: 3\nd: 4\n", {"b: 2": "!y b: 2"}),
    "a key behind a question mark": ("a: 1\nb: 2\nc: 3\nd: 4\n", {"b: 2": "? b"}),
    "the end of a document": ("a: 1\nb: 2\nc: 3\nd: 4\n", {"b: 2": "b: 2\n..."}),
    "the end of a document below all": ("a: 1\nb: 2\nc: 3\nd: 4\n", {"d: 4\n": "d: 4\n...\n"}),
    "a tab": ("a: 1\nb: 2\nc: 3\nd: 4\n", {"b: 2": "b:\t2"}),
    "other line ends": ("a: 1\nb: 2\nc: 3\nd: 4\n", {"b: 2": "b: 'x\r\n  y'"}),
    "a foreign line end": ("a: 1\nb: 2\nc: 3\nd: 4\n", {"b: 2": "b: 'x\u2028  y'"}),
    "fields within brackets": ("{a: 1,\nb: 2,\nc: 3}\n", {"b: 2": "b: 4"}),
    "no field left": ("a: 1\nb: 2\n", {"a: 1\nb: 2\n": "# nothing\n"}),
    "all fields": ("a: 1\nb: 2\n", {"1\nb: 2": "3\nb: 4"}),
}  # fmt: skip


@pytest.mark.parametrize("name", WHOLE)
def test_what_could_mean_something_elsewhere_is_read_as_a_whole(name: str) -> None:
    text, changed = WHOLE[name]
    edits = _edits(text, changed)
    assert reread(YAML.read(text), edits, edits.apply(text)) is None
