"""Small pages as people write them: every layout of brackets, every place of a comment, every head of a block of text.

``every_page`` is the whole grid, in a fixed order; a name says which case of it a page is.
"""

from __future__ import annotations

from collections.abc import Iterator

# How parts stand between brackets; ``{0}``, ``{1}`` and ``{2}`` are parts, ``[`` and ``]`` stand for either bracket.
_LAYOUTS = {
    "one line": "[{0}, {1}, {2}]",
    "blanks inside": "[ {0} , {1} , {2} ]",
    "no blanks": "[{0},{1},{2}]",
    "trailing comma": "[{0}, {1}, {2},]",
    "comma first": "[{0}\n, {1}\n, {2}]",
    "comma first, closed below": "[{0}\n, {1}\n, {2}\n]",
    "comma first, opened above": "[\n    {0}\n  , {1}\n  , {2}\n  ]",
    "one a line": "[\n  {0},\n  {1},\n  {2}\n  ]",
    "one a line, trailing comma": "[\n  {0},\n  {1},\n  {2},\n  ]",
    "one a line, closed behind": "[\n  {0},\n  {1},\n  {2}]",
    "opened behind, one a line": "[{0},\n  {1},\n  {2}\n  ]",
    "two a line": "[\n  {0}, {1},\n  {2}\n  ]",
    "comma below": "[\n  {0},\n  {1},\n  {2}\n  ,\n  ]",
    "empty lines": "[\n\n  {0},\n\n  {1},\n  {2}\n\n  ]",
    "one": "[{0}]",
    "one on its line": "[\n  {0}\n  ]",
    "one with a comma": "[{0},]",
    "two": "[{0}, {1}]",
    "two, comma first": "[{0}\n, {1}]",
}
_COMMENTED = {
    "comments behind": "[\n  {0}, # c0\n  {1}, # c1\n  {2} # c2\n  ]",
    "comments behind, trailing comma": "[\n  {0}, # c0\n  {1}, # c1\n  {2}, # c2\n  ]",
    "comments above": "[\n  # c0\n  {0},\n  # c1\n  {1},\n  # c2\n  {2}\n  ]",
    "comments between": "[{0}, # c0\n  {1} # c1\n  , {2}]",
    "comment before the comma": "[{0} # c0\n  , {1} # c1\n  , {2}\n  # c2\n  ]",
    "comment behind the bracket": "[ # c0\n  {0},\n  {1}, {2}\n  ]",
    "comment below": "[\n  {0},\n  {1},\n  {2}\n  # c0\n  ]",
    "comment below, trailing comma": "[\n  {0},\n  {1},\n  {2},\n\n  # c0\n  ]",
    "comment in the middle": "[\n  {0}, {1}, # c0\n  {2}\n  ]",
    "comment behind all": "[{0}, {1}, {2}] # c0",
    "one with a comment": "[\n  {0} # c0\n  ]",
    "only a comment": "[\n  # c0\n  ]",
}
_YAML_PARTS = {
    "pairs": ("{}", ("a: 1", "b: x y", "c: 'q'")),
    "empty values": ("{}", ("a: 1", "b: ", "c:")),
    "keys alone": ("{}", ("a", "b", "c")),
    "nested": ("{}", ("a: {x: 1, y: }", "b: [1, 2]", '"c": []')),
    "no blank behind the colon": ("{}", ('"a":1', "b: 2", '"c":')),
    "items": ("[]", ("a", "'b'", "3")),
    "lists in a list": ("[]", ("[1, 2]", "{k: v}", "[]")),
    "pairs in a list": ("[]", ("a: 1", "b: ", "c: x")),
}
_TOML_PARTS = {
    "pairs": ("{}", ("a = 1", 'b = "x y"', "c = 'q'")),
    "nested": ("{}", ("a = {x = 1, y = 2}", "b = [1, 2]", '"c" = []')),
    "dotted": ("{}", ("a.x = 1", "a.y = 2", "c = 1")),
    "items": ("[]", ('"a"', "'b'", "3")),
    "lists in a list": ("[]", ("[1, 2]", "{k = 1}", "[]")),
}
_JSON_PARTS = {
    "pairs": ("{}", ('"a": 1', '"b": "x y"', '"c":null')),
    "nested": ("{}", ('"a": {"x": 1}', '"b": [1, 2]', '"c": {}')),
    "items": ("[]", ('"a"', "true", "3")),
    "lists in a list": ("[]", ("[1, 2]", '{"k": 1}', "[]")),
}
_YAML_PLACES = {
    "value": "m: {}\n",
    "value between": "t: 1\nm: {}\nz: 2\n",
    "value with a comment": "# top\nm: {}\n# end\n",
    "deeper": "o:\n  m: {}\n  n: 1\n",
    "item": "l:\n- {}\n- x\n",
    "value of an item": "l:\n- m: {}\n  n: 1\n",
    "below its key": "m:\n  {}\n",
    "in brackets": "m: {{n: {}, k: 1}}\n",
}
_TOML_PLACES = {
    "value": "m = {}\n",
    "value between": "t = 1\nm = {}\nz = 2\n",
    "in a table": "[o]\nm = {}\n# end\n[p]\nn = 1\n",
    "in a list of tables": "[[l]]\nm = {}\n\n[[l]]\nn = 1\n",
    "in brackets": "m = {{n = {}, k = 1}}\n",
}
_JSON_PLACES = {
    "root": "{}",
    "value": '{{"m": {}, "z": 1}}',
    "last value": '{{\n  "t": 1,\n  "m": {}\n}}',
    "item": '{{"l": [{}, 1]}}',
}

_BLOCKS = {
    "sign on the dash": "l:\n- # none\n  a\n- b\n",
    "sign on the dash of an item": "l:\n- # none\n- b\n",
    "sign on the dash of a map": "l:\n- # none\n  a: 1\n  b: 2\n- c: 3\n",
    "sign on the dash of a list": "l:\n- # none\n  - a\n- - b\n  - c\n",
    "comments above items": "l:\n# one\n- a\n# two\n- b\n  # three\n",
    "deep comments": "l:\n  # one\n  - a\n    # two\n  - b\n# three\nz: 1\n",
    "comments in maps": "m:\n  # one\n  a: 1\n  # two\n\n  # three\n  b: 2\n  # four\n# five\nz: 1\n",
    "comment behind the key": "m: # one\n  a: 1 # two\n  b: # three\n    c: 2\nl: # four\n- a # five\n- b\n",
    "commented-out items": "l:\n- a\n#- b\n- c\n  #- d\n",
    "commented-out fields": "m:\n  a: 1\n  #b: 2\n  c: 3\n#d: 4\n#e:\n#  f: 5\nz: 1\n",
    "commented-out fields at the end": "m:\n  a: 1\n  #b: 2\n  # a: 3\nl:\n- x: 1\n  #y: 2\n- z: 3\n  #x: 4\n",
    "commented-out fields deep at the end": "m:\n  n:\n    a: 1\n    #b: 2\n  #c:\n  #  d: 3\n#e: 4\n",
    "an empty value": "a:\nb: 1\nc: # one\nd:\n",
    "nulls": "a: ~\nb: null\nm:\n  c:\n  d: 1\n",
    "an anchor": "a: &x\n  b: 1\n  c: 2\nd: *x\ne: [*x]\n",
    "anchors that nobody uses": "a: &v 1\nm:\n  b: &w 'q' # one\n  c: &x\nl:\n- &y d\n- e: &z |\n    f\n",
    "merge": "a: &x {b: 1}\nm:\n  <<: *x\n  c: 2\n",
    "tags": "a: !!str 1\nb: !x {c: 1}\nd: !!set {e, f}\n",
    "an explicit key": "? a\n: 1\nb: 2\n",
    "explicit key without value": "? a\nb: 2\nm:\n  ? c\n  ? d\n",
    "a null key": "?\na: 1\n",
    "a null key with value": "? \n: 1\na: 2\n",
    "no key at all": ": 1\na: 2\n",
    "a null key within": "m:\n  ? \n  : x\n  c: 1\nz: 2\n",
    "null keys by name": "~: 1\nnull: 2\na: 3\n",
    "a list as a key": "? [a, b]\n: 1\nc: 2\n",
    "a map as a key": "{a: b}: 1\nc: 2\n",
    "numbers as keys": "1: a\n2.5: b\ntrue: c\n2020: d\n2021-01-01: e\n",
    "keys in quotes": '"a b": 1\n\'c: d\': 2\n"": 3\n"e\\tf": 4\n',
    "keys with blanks": "a b : 1\nc.d: 2\ne/f: 3\n",
    "maps in lists": "l:\n- a: 1\n  b: 2\n\n- c: 3\n  # one\n  d:\n  - x\n  - y\n",
    "lists in lists": "l:\n- - a\n  - b\n-\n  - c\n",
    "an empty item": "l:\n-\n- a\n- \nz: 1\n",
    "indents": "m:\n        a: 1\n        b:\n         c: 2\nl:\n    -   x\n    -   y: 1\n        z: 2\n",
    "several lines": "a: one\n  two\n\n  three\nb: 'q\n  r'\nc: \"s \\\n  t\"\nd: 1\n",
    "marks": "--- # one\na: 1\n# two\n",
    "values with signs": "a: x#y\nb: 'it''s' # c\nc: \"d\"#e\nf: - g\n",
    "a wide colon": "a:   1\nb   :   2\n",
    "crlf": "a: 1\r\nm:\r\n  b: 2 # one\r\n  # two\r\nl: [x,\r\n  y]\r\n",
    "no last line end": "a: 1\nb:\n- x",
    "blank lines": "\n\na: 1\n\n\n# one\n\nb: 2\n\n",
    "only comments": "# one\n\n# two\n",
    "nothing": "",
}
_HEADERS = ("|", "|-", "|+", ">", ">-", ">+", "|2", "|2-", "|+2", "|+2 # c", "|- # c", "> # c")
_TEXTS = {
    "text": "  one\n  two\n",
    "text and lines": "  one\n\n  two\n\n\n",
    "nothing": "",
    "blank lines": "\n\n",
}
_BLOCK_PLACES = {
    "last": "t: 1\nk: {}\n{}",
    "first": "k: {}\n{}z: 1\n",
    "before a comment": "k: {}\n{}# one\nz: 1\n",
    "before a hidden field": "k: {}\n{}#z: 1\n",
}
_ITEM_PLACES = {"item": "l:\n- {}\n{}- z\n", "field of an item": "l:\n- k: {}\n{}  z: 1\n"}

_TOML = {
    "commented-out fields of a table": '[image]\n alt = "a"\n #cap = "c"\n[[links]]\n name = "x"\n #url = "y"\n',
    "commented-out fields at the end": '[image]\nalt = "a"\n\n#cap = "c"\n',
    "commented-out tables": "a = 1\n#[b]\n#c = 2\n\n# [d.e]\n# f = 3\n\n[g]\nh = 1\n# [[g.i]]\n# j = 2\n",
    "a hidden table above hidden lists": "[a]\nb = 1\n\n# [content]\n# c = 1\n\n# [[content.filter]]\n# d = 2\n\n# [[content.filter]]\n# d = 3\n",
    "a hidden list above a live one": "# one\n#[[a.b]]\n#c = 1\n#\n#[[a.b]]\n#c = 2\n\n[[a.b]]\nc = 3\n",
    "tables": "t = 1\n\n[a]\nb = 1\n[a.c]\nd = 2\n\n# one\n[[e]]\nf = 1\n\n[[e]]\n# two\nf = 2\n[e.g]\nh = 1\n",
    "tables above": "[a.b.c]\nd = 1\n#e = 2\n[a.b.f]\ng = 1\n",
    "an empty table": "[a]\n\n[b]\n# one\n[c]\nd = 1\n",
    "dotted keys": "a.b = 1\na.c.d = 2 # one\n# two\na.c.e = 3\nz = 1\n",
    "a table with its own name in it": "[a]\nb = 1\n[a.a]\nc = 1\n[[a.a.a]]\nd = 1\n",
    "dotted keys with their own name in them": "a.a = 1\na.b = 2\nc.c.c = 1\nc.c.d = 2\n",
    "texts": 'a = \'\'\'\none\ntwo\'\'\'\nb = """\nthree\n""" # c\nd = "\\u00e9"\n',
    "dates": "a = 2021-02-01\nb = 2021-02-01T10:00:00Z\nc = 10:00:00\nl = [2021-02-01, 10:00:00]\n",
    "numbers": "a = 1_000\nb = 0xff\nc = 1e3\nd = inf\ne = -0.0\n",
    "keys in quotes": '"a b" = 1\n\'c.d\' = 2\n"" = 3\n',
    "scattered": "[a]\nb = 1\n[c]\nd = 1\n[a.e]\nf = 1\n",
    "a header of its own below another": "[d.s]\na = 1\n[c]\nb = 2\n#e = 1\n[c.f]\ng = 3\n[d]\nh = 4\n",
    "crlf": "a = 1\r\n#b = 2\r\n[m]\r\nc = 3 # one\r\n",
    "comments": "# one\na = 1 # two\n# three\n\n# four\n[b] # five\n# six\nc = 1\n# seven\n",
    "only comments": "# one\n",
    "nothing": "",
}
_ORG = {
    "texts": "#+TITLE: A page\n#+draft: true\n#+empty:\n",
    "words": "#+tags[]: a b\n#+categories[]: c\n#+none[]:\n",
    "tags": "#+filetags: :a:b:\n#+FILETAGS: :c:\n",
    "one tag": "#+filetags: x\n#+title: y\n",
    "dates": "#+DATE: <2021-02-03 Wed>\n#+lastmod: [2021-03-04 Thu 10:00]\n#+publishdate: 2021-02-03\n#+expirydate: <2022-01-01>\n",
    "repeated": "#+author: a\n#+title: t\n#+author: b\n",
    "other lines": "#+title: t\n# a comment\n#+OPTIONS: toc:nil\n\n#+weight: 3\n",
    "settings": "#+title: t\n#+link: gh https://x.org\n#+include: x\n",
    "blanks": "#+title:   wide   \n#+x:y\n#+a b: c\n",
    "crlf": "#+title: t\r\n#+tags[]: a b\r\n",
}
_JSON = {
    "empty": "{}",
    "blanks": "{ }",
    "comma first": '{"a": 1\n, "b": 2}',
    "one line": '{"a": 1, "b": {"c": []}}',
    "tabs": '{\n\t"a": [\n\t\t1,\n\t\t{"b": 2}\n\t],\n\t"c": ""\n}',
    "twins": '{"a": 1, "a": 2, "b": 3}',
    "case": '{"a": 1, "A": 2, "b": 3}',
    "odd keys": '{"": 1, "a.b": 2, "a b": 3, "0": 4}',
    "crlf": '{\r\n  "a": 1,\r\n  "b": [1,\r\n 2]\r\n}',
}
_RECORD = "# hugoconv: was talk, era 5.9; date was publishDate\n"


def bracketed(parts: dict[str, tuple[str, tuple[str, ...]]], layouts: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Every set of parts in every layout."""
    for what, (brackets, texts) in parts.items():
        for how, layout in layouts.items():
            inner = layout[1:].rpartition("]")
            text = brackets[0] + inner[0] + brackets[1] + inner[2]
            for i, part in enumerate(texts):
                text = text.replace(f"{{{i}}}", part)
            yield f"{what}, {how}", text


def _yaml() -> Iterator[tuple[str, str]]:
    layouts = _LAYOUTS | _COMMENTED
    for what, text in bracketed(_YAML_PARTS, layouts):
        if text[0] == "{" and "closed" not in what:
            yield f"root, {what}", f"{text}\n"
        for where, place in _YAML_PLACES.items():
            depth = len(place.partition("{}")[0].rpartition("\n")[2]) - len(
                place.partition("{}")[0].rpartition("\n")[2].lstrip(" -")
            )
            yield f"{where}, {what}", place.format(text.replace("\n", "\n" + " " * max(depth, 1)))
    for what, text in _BLOCKS.items():
        yield what, text
        yield f"record, {what}", _RECORD + text
        yield f"record below a blank line, {what}", "\n" + _RECORD + text
    for what, text in _TEXTS.items():
        for header in _HEADERS:
            for where, place in (_BLOCK_PLACES | _ITEM_PLACES).items():
                deeper = text if where in _BLOCK_PLACES else text.replace("  o", "    o").replace("  t", "    t")
                if where in _ITEM_PLACES and "2" in header and "field" in where:
                    deeper = deeper  # an indent of 2 below the field's own
                yield f"{header}, {what}, {where}", place.format(header, deeper)


def _toml() -> Iterator[tuple[str, str]]:
    for what, text in bracketed(_TOML_PARTS, _LAYOUTS | _COMMENTED):
        for where, place in _TOML_PLACES.items():
            yield f"{where}, {what}", place.format(text)
    for what, text in _TOML.items():
        yield what, text
        yield f"record, {what}", _RECORD + text
        yield f"record below a blank line, {what}", "\n" + _RECORD + text


def _json() -> Iterator[tuple[str, str]]:
    for what, text in bracketed(_JSON_PARTS, _LAYOUTS):
        for where, place in _JSON_PLACES.items():
            if where != "root" or text[0] == "{":
                yield f"{where}, {what}", place.format(text)
    yield from _JSON.items()


def every_page() -> Iterator[tuple[str, bytes]]:
    """Name and bytes of every page of the grid; some are refused by their syntax."""
    for what, text in _yaml():
        yield f"yaml: {what}", f"---\n{text}{'' if text.endswith(chr(10)) or not text else chr(10)}---\nBody\n".encode()
    for what, text in _toml():
        yield f"toml: {what}", f"+++\n{text}+++\nBody\n".encode()
    for what, text in _json():
        yield f"json: {what}", f"{text}\nBody\n".encode()
    for what, text in _ORG.items():
        yield f"org: {what}", f"{text}\nBody\n".encode()
