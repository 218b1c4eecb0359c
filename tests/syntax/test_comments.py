"""Comments and commented-out fields, and whose they are."""

import pytest

from hugoconv.syntax.commented_out import notes_of
from hugoconv.syntax.yaml import YAML

# text -> comments as (text, kind, owner), commented-out fields as (path, text)
CASES = {
    "an inline comment belongs to its entry": ("a: 1  # x\n", [("# x", "inline", ("a",))], []),
    "an inline comment behind brackets belongs to the list": (
        "a: [1, 2] # x\n",
        [("# x", "inline", ("a",))],
        [],
    ),
    "an inline comment on the line of a key belongs to it": (
        "a: # x\n  b: 1\n",
        [("# x", "inline", ("a",))],
        [],
    ),
    "an inline comment behind an item belongs to the item": (
        "a:\n- 1 # x\n- 2\n",
        [("# x", "inline", ("a", 0))],
        [],
    ),
    "a comment behind the header of a block of text is one": (
        "a: | # x\n  # text\nb: 1\n",
        [("# x", "inline", ("a",))],
        [],
    ),
    "comments directly above an entry are its own": (
        "# x\n# y\na: 1\n",
        [("# x", "leading", ("a",)), ("# y", "leading", ("a",))],
        [],
    ),
    "a blank line makes a comment free": ("# x\n\na: 1\n", [("# x", "free", None)], []),
    "only the comments right above belong to an entry": (
        "# x\n\n# y\na: 1\n",
        [("# x", "free", None), ("# y", "leading", ("a",))],
        [],
    ),
    "a comment at the end is free": ("a: 1\n# x\n", [("# x", "free", None)], []),
    "a comment above an inner entry is its own": (
        "a:\n  # x\n  b: 1\n",
        [("# x", "leading", ("a", "b"))],
        [],
    ),
    "a comment may end a commented-out entry between braces": (
        "{a: 1,\n#b: 2 # x\n}\n",
        [],
        [(("b",), "b: 2 # x")],
    ),
    "a comment above an item is its own": ("a:\n# x\n- 1\n", [("# x", "leading", ("a", 0))], []),
    "a sign inside a value is no comment": ("a: x#y\nb: '# z'\nc: \"#\"\n", [], []),
    "a commented-out field is no comment": ("#a: 1\nb: 2\n", [], [(("a",), "a: 1")]),
    "a commented-out list goes with its key": ("#a:\n#- 1\n#- 2\nb: 2\n", [], [(("a",), "a:\n- 1\n- 2")]),
    "comments above a commented-out field are its own": (
        "# x\n#a: 1\nb: 2\n",
        [("# x", "leading", ("a",))],
        [(("a",), "a: 1")],
    ),
    "prose below a commented-out field is not part of it": (
        "#a: 1\n# x\nb: 2\n",
        [("# x", "leading", ("b",))],
        [(("a",), "a: 1")],
    ),
    "a known key counts behind a blank": ("# b: 1\nb: 2\n", [], [(("b",), "b: 1")]),
    "an unknown key behind a blank is prose": (
        "# Documentation: here\nb: 2\n",
        [("# Documentation: here", "leading", ("b",))],
        [],
    ),
    "an address is prose": ("# https://x.y\nb: 2\n", [("# https://x.y", "leading", ("b",))], []),
    "a help line in backticks is prose": (
        "#   E.g. `slides: x`\nb: 2\n",
        [("#   E.g. `slides: x`", "leading", ("b",))],
        [],
    ),
    "the indent tells the map around a commented-out field": (
        "a:\n  b: 1\n  #c: 2\nd: 3\n",
        [],
        [(("a", "c"), "  c: 2")],
    ),
    "two fields in a row are two": ("#a: 1\n#c: 2\nb: 3\n", [], [(("a",), "a: 1"), (("c",), "c: 2")]),
    "a lone sign below a value with nothing on its line ends it": (
        "#a:\n#\n#\n# x: y\nb: 2\n",
        [("# x: y", "leading", ("b",))],
        [(("a",), "a:")],
    ),
    "an empty line inside a block of text is part of it": (
        "#a: |\n#  x\n#\n#  y\nb: 2\n",
        [],
        [(("a",), "a: |\n  x\n\n  y")],
    ),
    "a directive is nobody's": (
        "# hugoconv: was talk, era 5.9\na: 1\n",
        [("# hugoconv: was talk, era 5.9", "free", None)],
        [],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_whose_comment(name: str) -> None:
    text, comments, fields = CASES[name]
    found_comments, found_fields = notes_of(YAML.read(text), YAML)
    assert [(c.text, c.kind, c.owner) for c in found_comments] == comments
    assert [(f.path, f.text) for f in found_fields] == fields


def test_keys_handed_in_by_the_caller_count_behind_a_blank() -> None:
    tree = YAML.read("# links:\n#   - name: x\n#     url: y\na: 1\n")
    assert notes_of(tree, YAML)[1] == ()
    (field,) = notes_of(tree, YAML, frozenset({"links"}))[1]
    assert field.text == "links:\n  - name: x\n    url: y"


def test_comments_and_commented_out_fields_share_no_line() -> None:
    text = "# p\n#a: 1\n# q\n#c:\n#- 2\n\n# r\nb: 3 # s\n"
    comments, fields = notes_of(YAML.read(text), YAML)
    lines = [line for f in fields for line in f.lines]
    assert not {c.span for c in comments} & set(lines)
    assert sorted([c.span for c in comments] + lines) == sorted({*(c.span for c in comments), *lines})
