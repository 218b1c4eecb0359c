"""A new name that is a path: the entry goes into another map with its comments, its quotes and its lines."""

import pytest

from hugoconv.errors import Refused
from hugoconv.layouts.parse import parse
from hugoconv.syntax.tree import Path

MOVES: dict[str, tuple[str, str | Path, str | Path, str]] = {
    "a dotted name in the same map": (
        "---\nimage:\n  caption: 'x' # c\n  alt: y\n---\n",
        "image.caption",
        "image.credit",
        "---\nimage:\n  credit: 'x' # c\n  alt: y\n---\n",
    ),
    "a map that is not there": (
        "---\n# who\nauthor: 'Me'   # main\ntitle: x\n---\n",
        "author",
        "params.author",
        "---\ntitle: x\nparams:\n  # who\n  author: 'Me'   # main\n---\n",
    ),
    "a list with comments": (
        "---\ntitle: x\nparams:\n    a: 1\n# who\nauthor:\n- Me # first\n#- You\n- Him\n---\n",
        "author",
        "params.author",
        "---\ntitle: x\nparams:\n    a: 1\n    # who\n    author:\n    - Me # first\n    #- You\n    - Him\n---\n",
    ),
    "a block of text": (
        "---\ntext: |\n  one\n    two\n\n  three\nparams:\n    a: 1\n---\n",
        "text",
        "params.text",
        "---\nparams:\n    a: 1\n    text: |\n      one\n        two\n\n      three\n---\n",
    ),
    "out of a map": (
        "---\nparams:\n    # why\n    a: >-\n      long\n      text\n    b: 1\n---\n",
        "params.a",
        ("a",),
        "---\nparams:\n    b: 1\n# why\na: >-\n  long\n  text\n---\n",
    ),
    "the last one of its map": ("---\np:\n  a: 1\n---\n", "p.a", ("a",), "---\np: {}\na: 1\n---\n"),
    "a map with what is commented out in it": (
        "---\nm:\n  a: b\n  #slides: x\n---\n",
        "m",
        "params.m",
        "---\nparams:\n  m:\n    a: b\n    #slides: x\n---\n",
    ),
    "out of brackets": ("---\np: {a: 1, b: 'q'}\n---\n", "p.b", ("b",), "---\np: {a: 1}\nb: 'q'\n---\n"),
    "into brackets": ("---\nt: 'a, b'\np: {a: 1}\n---\n", "t", "p.t", "---\np: {a: 1, t: 'a, b'}\n---\n"),
    "out of an item": (
        "---\nl:\n- name: n\n  url: u # c\n---\n",
        ("l", 0, "url"),
        "params.url",
        "---\nl:\n- name: n\nparams:\n  url: u # c\n---\n",
    ),
    "an empty field with a comment": ("---\ns: # c\nt: []\n---\n", "t", "s.t", "---\ns: {t: []} # c\n---\n"),
    "a commented-out twin above keeps its own comment": (
        "+++\n# old\n# a = 1\n# now\na = 2\nb = 3\n+++\n",
        "a",
        "params.a",
        "+++\n# old\n# a = 1\nb = 3\n\n[params]\n  # now\n  a = 2\n+++\n",
    ),
    "a literal dot": ("---\nauthor: a\n---\n", "author", ("a.b",), "---\na.b: a\n---\n"),
    "a key twice in it, and an odd line end": (
        "---\nm:\n  a: 1\n  a: 2\n  t: |\n    x\u2028y\n---\n",
        "m",
        "p.m",
        "---\np:\n  m:\n    a: 1\n    a: 2\n    t: |\n      x\u2028y\n---\n",
    ),
    "a CRLF page": (
        "---\r\n# who\r\na: 1\r\nb: 2\r\n---\r\n",
        "a",
        "p.a",
        "---\r\nb: 2\r\np:\r\n  # who\r\n  a: 1\r\n---\r\n",
    ),
    "a table of TOML": (
        "+++\n# who\na = 'Me' # main\nb = 1\n[params]\n  c = 1\n+++\n",
        "a",
        "params.a",
        "+++\nb = 1\n[params]\n  c = 1\n  # who\n  a = 'Me' # main\n+++\n",
    ),
    "a new table of TOML": (
        "+++\n# who\na = 'Me' # main\nb = 1\n+++\n",
        "a",
        "params.a",
        "+++\nb = 1\n\n[params]\n  # who\n  a = 'Me' # main\n+++\n",
    ),
    "out of a table of TOML": (
        "+++\nb = 1\n[params]\n  # why\n  a = [ # l\n    1, # one\n  ]\n+++\n",
        "params.a",
        ("a",),
        "+++\nb = 1\n# why\na = [ # l\n    1, # one\n  ]\n[params]\n+++\n",
    ),
    "JSON": ('{\n  "b": 1,\n  "a": "x"\n}\n', "a", "p.a", '{\n  "b": 1,\n  "p": {"a": "x"}\n}\n'),
}

REFUSED: dict[str, tuple[str, str | Path, str | Path, str]] = {
    "comments into brackets": ("---\nt: x # c\np: {a: 1}\n---\n", "t", "p.t", "flow-comments"),
    "a comment out of brackets": ("---\np: {\n a: 1, # g\n b: 2\n}\n---\n", "p.a", ("a",), "flow-comments"),
    "a comment above, out of brackets": ("---\np: {\n # l\n a: 1,\n b: 2\n}\n---\n", "p.a", ("a",), "flow-comments"),
    "a comment out of braces": ("+++\np = {\n a = 1, # g\n b = 2\n}\n+++\n", "p.a", ("a",), "flow-comments"),
    "a table of TOML": ("+++\na = 1\n[image]\nb = 1\n+++\n", "image", "params.image", "table-to-move"),
    "into itself": ("---\nauthor: a\n---\n", "author", "author.name", "into-itself"),
    "an alias": ("---\na: &x 1\nb: *x\n---\n", "b", "p.b", "alias"),
    "an anchor": ("---\na: &x 1\nb: *x\n---\n", "a", "p.a", "anchor-in-use"),
    "what is there": ("---\na: 1\np:\n  a: 2\n---\n", "a", "p.a", "key-exists"),
    "into a value": ("---\na: 1\np: 2\n---\n", "a", "p.a", "not-a-map"),
    "an empty name": ("---\na: 1\n---\n", "a", "p.", "no-such-name"),
    "a block of text above blanks": ("---\nt: |\n  x\nb: 1\n\n    \n---\n", "t", "p.t", "would-swallow"),
    "an item": ("---\na: [1]\n---\n", ("a", 0), "p.a", "not-a-field"),
}


@pytest.mark.parametrize("name", MOVES)
def test_an_entry_goes_to_another_map_as_it_is(name: str) -> None:
    text, path, new, wanted = MOVES[name]
    page = parse(text)
    moved = page.rename(path, new)
    assert moved.to_bytes().decode() == wanted
    assert parse(wanted) == moved and moved.edits.inverse(page.matter).apply(moved.matter) == page.matter


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_go_is_refused(name: str) -> None:
    text, path, new, code = REFUSED[name]
    with pytest.raises(Refused) as refused:
        parse(text).rename(path, new)
    assert refused.value.code == code
