"""Pages that grow: for each kind of content and each syntax, what makes a page of about some size of it.

Every entry is a function from a number to a matter; ``page`` puts it between fences. The sizes of two matters of one
kind are in the ratio of their numbers, or nearly so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple, TypeAlias

from tests.benchmarks.repeating import repeated

Matter: TypeAlias = Callable[[int], str]


class Kind(NamedTuple):
    """One kind of content: its syntax, its name, what makes it, and how many bytes one more of it takes."""

    syntax: str
    name: str
    make: Matter
    step: float

    def sized(self, size: int) -> bytes:
        """The page of this kind with about that many bytes of matter."""
        return page(self.syntax, self.make(max(round(size / self.step), 1)))


_FENCES = {"yaml": "---\n", "toml": "+++\n", "json": "", "org": ""}


def page(syntax: str, matter: str) -> bytes:
    """A page with that matter."""
    fence = _FENCES[syntax]
    if "\r" in matter:
        fence = fence.replace("\n", "\r\n")
    return f"{fence}{matter}{fence}\nBody.\n".encode()


_HEAD = "title: A\ndate: 2021-02-01\ntags: [a, b]\nlocation: Here\n"

YAML: dict[str, Matter] = {
    "fields": lambda n: _HEAD + repeated("k{}: v\n", n),
    "quoted fields": lambda n: _HEAD + repeated('k{}: "a: b"\n', n),
    "talk fields at the end": lambda n: repeated("k{}: v\n", n) + _HEAD,
    "fields with comments": lambda n: _HEAD + repeated("# About it.\nk{}: v  # so\n", n),
    "fields apart": lambda n: _HEAD + repeated("k{}: v\n\n", n),
    "comments": lambda n: _HEAD + "# A remark of some words.\n" * n,
    "comments above": lambda n: "# A remark of some words.\n" * n + _HEAD,
    "comments apart": lambda n: _HEAD + "# A remark.\n\n" * n,
    "comments of fields": lambda n: _HEAD + repeated("# Remark\nk{}: v\n\n", n),
    "comments like fields": lambda n: _HEAD + "# Note: a remark of words.\n" * n,
    "comments of known keys": lambda n: _HEAD + "# title: a remark of words.\n" * n,
    "lone signs": lambda n: _HEAD + "#\n" * n,
    "directives": lambda n: "# hugoconv: was talk, era 5.9\n" * n + _HEAD,
    "commented-out fields": lambda n: _HEAD + repeated("#k{}: 1\n", n),
    "commented-out fields apart": lambda n: _HEAD + repeated("#k{}: 1\n\n", n),
    "commented-out fields of one key": lambda n: _HEAD + "#k: 1\n" * n,
    "commented-out talk fields": lambda n: _HEAD + "#event: x\n#event_url: y\n" * n,
    "commented-out fields behind a blank": lambda n: _HEAD + "# title: 1\n# tags: [a]\n" * n,
    "commented-out fields and text": lambda n: _HEAD + repeated("#k{}: 1\n# words\n", n),
    "commented-out fields and signs": lambda n: _HEAD + repeated("#k{}: 1\n#\n", n),
    "commented-out fields between fields": lambda n: _HEAD + repeated("#h{0}: 1\nk{0}: 1\n", n),
    "a commented-out list": lambda n: _HEAD + "#k:\n" + "#- a\n" * n,
    "a commented-out map": lambda n: _HEAD + "#k:\n" + repeated("#  k{}: a\n", n),
    "a commented-out text": lambda n: _HEAD + "#k: |\n" + "#  words and words\n" * n,
    "a commented-out text with gaps": lambda n: _HEAD + "#k: |\n" + "#  words\n#\n" * n,
    "a commented-out plain text": lambda n: _HEAD + "#k: a\n" + "#  words\n" * n,
    "prose below a commented-out field": lambda n: _HEAD + "#k: a\n" + "# words\n" * n,
    "commented-out lists": lambda n: _HEAD + repeated("#k{}:\n#- a\n#- b\n", n),
    "commented-out maps": lambda n: _HEAD + repeated("#k{}:\n#  a: 1\n#  b: 2\n", n),
    "commented-out unclosed lists": lambda n: _HEAD + repeated("#k{}: [a,\n", n),
    "commented-out unclosed quotes": lambda n: _HEAD + repeated('#k{}: "a\n', n),
    "commented-out items": lambda n: _HEAD + "m:\n" + "  - a\n  #- b\n" * n,
    "commented-out inner fields": lambda n: _HEAD + "m:\n  a: 1\n" + repeated("  #k{}: b\n", n),
    "commented-out fields of items": lambda n: _HEAD + "m:\n" + "  - a: 1\n    #b: 2\n" * n,
    "items": lambda n: _HEAD + "m:\n" + "- item\n" * n,
    "different items": lambda n: _HEAD + "m:\n" + repeated("- item {}\n", n),
    "items with comments": lambda n: _HEAD + "m:\n" + "# c\n- item # d\n" * n,
    "items of maps": lambda n: _HEAD + "m:\n" + repeated("- name: a{}\n  url: b\n", n),
    "empty items": lambda n: _HEAD + "m:\n" + "-\n" * n,
    "lists with an empty item": lambda n: repeated("k{}:\n- a\n-\n", n) + _HEAD,
    "empty blocks": lambda n: repeated("k{}: |\n\n", n) + _HEAD,
    "empty blocks above blank lines": lambda n: "k: |\n" + "\n" * n + "# c\n" + _HEAD,
    "maps": lambda n: _HEAD + repeated("m{}:\n  a: 1\n  b: 2\n", n),
    "a map": lambda n: _HEAD + "m:\n" + repeated("  k{}: 1\n", n),
    "a long flow list": lambda n: _HEAD + "m: [" + "ab, " * n + "c]\n",
    "a flow list of different texts": lambda n: _HEAD + "m: [" + repeated("a{}, ", n) + "c]\n",
    "a flow list over lines": lambda n: _HEAD + "m: [\n" + "  ab,\n" * n + "  c]\n",
    "a flow list with comments": lambda n: _HEAD + "m: [\n" + "  ab, # c\n" * n + "  c]\n",
    "a flow list with full-line comments": lambda n: _HEAD + "m: [\n" + "  # c\n  ab,\n" * n + "  c]\n",
    "a long flow map": lambda n: _HEAD + "m: {" + repeated("k{}: v, ", n) + "z: c}\n",
    "flow lists": lambda n: _HEAD + repeated("k{}: [a, b]\n", n),
    "flow maps": lambda n: _HEAD + repeated("k{}: {{a: 1, b: 2}}\n", n),
    "flow maps over lines": lambda n: _HEAD + repeated("k{}: {{a: 1,\n  #b: 2\n  c: 3}}\n", n),
    "a flow root": lambda n: "{title: A, date: 2021-02-01, tags: [a], " + repeated("k{}: 1, ", n) + "z: 1}\n",
    "a flow root over lines": lambda n: "{\ntitle: A,\ndate: 2021-02-01, # c\n" + repeated("k{}: 1,\n", n) + "z: 1}\n",
    "unspaced flow maps": lambda n: _HEAD + repeated("k{}: {{a:1, b:2}}\n", n),
    "a long line": lambda n: _HEAD + "m: " + "word " * n + "\n",
    "a long quoted line": lambda n: _HEAD + 'm: "' + 'word \\" ' * n + '"\n',
    "a long comment": lambda n: _HEAD + "m: a # " + "word: " * n + "\n",
    "a long key": lambda n: _HEAD + "a" * min(n, 1000) + ": " + "b" * n + "\n",
    "a long blank run": lambda n: _HEAD + "m: a" + " " * n + "\n",
    "a long blank run before a comment": lambda n: _HEAD + "m: a" + " " * n + "# c\n",
    "long blank runs": lambda n: _HEAD + repeated("k{}: a" + " " * 200 + "b\n", n),
    "lines of blanks": lambda n: _HEAD + "  \n" * n,
    "blank lines": lambda n: _HEAD + "\n" * n,
    "blank lines above": lambda n: "\n" * n + _HEAD,
    "blank lines and a comment": lambda n: _HEAD + "\n" * n + "# c\n",
    "a folded text": lambda n: _HEAD + "m: >-\n" + "  words and words\n" * n,
    "a literal text": lambda n: _HEAD + "m: |\n" + "  words and words\n" * n,
    "a literal text with signs": lambda n: _HEAD + "m: |\n" + "  #k: a\n" * n,
    "literal texts": lambda n: _HEAD + repeated("k{}: |\n  a\n\n  b\n", n),
    "a text over lines": lambda n: _HEAD + "m: a\n" + "  words and words\n" * n,
    "a quoted text over lines": lambda n: _HEAD + 'm: "a\n' + "  words and words\n" * n + '  b"\n',
    "anchors": lambda n: _HEAD + repeated("k{0}: &a{0} v\n", n),
    "anchors and aliases": lambda n: _HEAD + repeated("k{0}: &a{0} v\nl{0}: *a{0}\n", n),
    "aliases of one": lambda n: _HEAD + "m: &m {a: 1}\n" + repeated("k{}: *m\n", n),
    "merges": lambda n: _HEAD + "m: &m {a: 1}\n" + repeated("k{}:\n  <<: *m\n  b: 1\n", n),
    "tags": lambda n: _HEAD + repeated("k{}: !!str v\n", n),
    "bare tags": lambda n: _HEAD + repeated("k{}: !a v\n", n),
    "explicit keys": lambda n: _HEAD + repeated("? k{}\n: v\n", n),
    "keys that are numbers": lambda n: _HEAD + repeated("{}: v\n", n),
    "duplicate keys": lambda n: _HEAD + "k: 1\n" * n,
    "different duplicate keys": lambda n: _HEAD + repeated("k: {}\n", n),
    "keys of other case": lambda n: _HEAD + repeated("k{0}: 1\nK{0}: 1\n", n),
    "bad dates": lambda n: repeated("date: 2020/1/{}\n", n),
    "question marks": lambda n: _HEAD + repeated("k{}: a? b ?\n", n),
    "tabs": lambda n: _HEAD + repeated("k{}: a\tb\t\n", n),
    "yes and no": lambda n: _HEAD + repeated("k{}: yes\n", n),
    "dates": lambda n: _HEAD + repeated("k{}: 2021-02-01\n", n),
    "other writing": lambda n: _HEAD + repeated("k{}: 講演 \U0001f600\n", n),
    "characters of Hugo alone": lambda n: _HEAD + repeated("k{}: a\u2028b\x07\n", n),
    "colons in values": lambda n: _HEAD + repeated("k{}: a:b http://c\n", n),
    "nested maps": lambda n: _HEAD + _nested(n),
    "nested items": lambda n: _HEAD + "m:\n" + _in_groups("- ", n, 50, "a\n"),
    "unclosed bracket": lambda n: _HEAD + "m: [" + "a, " * n + "\n",
    "unclosed brackets": lambda n: _HEAD + repeated("k{}: [a\n", n),
    "unclosed quote": lambda n: _HEAD + 'm: "' + "a, " * n + "\n",
    "unclosed quotes": lambda n: _HEAD + repeated('k{}: "a\n', n),
    "colons unquoted": lambda n: _HEAD + repeated("k{}: a: b\n", n),
    "words without a colon": lambda n: _HEAD + "words\n" * n,
    "commas at the start": lambda n: _HEAD + repeated("k{}: ,a\n", n),
    "closing brackets": lambda n: _HEAD + "]\n" * n,
    "document ends": lambda n: _HEAD + "...\n" * n,
}

_TOML_HEAD = 'title = "A"\ndate = 2021-02-01\ntags = ["a", "b"]\nlocation = "Here"\n'

TOML: dict[str, Matter] = {
    "fields": lambda n: _TOML_HEAD + repeated("k{} = 1\n", n),
    "fields of text": lambda n: _TOML_HEAD + repeated('k{} = "v"\n', n),
    "fields with comments": lambda n: _TOML_HEAD + repeated("# About it.\nk{} = 1  # so\n", n),
    "fields of odd numbers": lambda n: _TOML_HEAD + repeated("k{} = 1_000\n", n),
    "comments": lambda n: _TOML_HEAD + "# A remark of some words.\n" * n,
    "comments apart": lambda n: _TOML_HEAD + "# A remark of some words.\n\n" * n,
    "lone signs": lambda n: _TOML_HEAD + "#\n" * n,
    "commented-out fields": lambda n: _TOML_HEAD + repeated("#k{} = 1\n", n),
    "commented-out fields apart": lambda n: _TOML_HEAD + repeated("#k{} = 1\n\n", n),
    "commented-out fields of one key": lambda n: _TOML_HEAD + "#k = 1\n" * n,
    "commented-out fields behind a blank": lambda n: _TOML_HEAD + repeated("# k{} = 1\n", n),
    "commented-out fields and text": lambda n: _TOML_HEAD + repeated("#k{} = 1\n# words\n", n),
    "commented-out prose": lambda n: _TOML_HEAD + "#k = a = b\n" * n,
    "commented-out dotted fields": lambda n: _TOML_HEAD + repeated("#a.k{} = 1\n", n),
    "commented-out tables": lambda n: _TOML_HEAD + repeated("#[k{}]\n#x = 1\n", n),
    "commented-out tables apart": lambda n: _TOML_HEAD + repeated("#[k{}]\n#x = 1\n\n", n),
    "commented-out lists of tables": lambda n: _TOML_HEAD + "#[[k]]\n#x = 1\n" * n,
    "commented-out inner tables": lambda n: _TOML_HEAD + "#[k]\n" + repeated("#[k.a{}]\n#x = 1\n", n),
    "a commented-out table": lambda n: _TOML_HEAD + "#[k]\n" + repeated("#x{} = 1\n", n),
    "commented-out bare headers": lambda n: _TOML_HEAD + repeated("#[k{}]\n", n),
    "commented-out headers without fields": lambda n: _TOML_HEAD + repeated("#[k{}]\n# words\n", n),
    "a commented-out list": lambda n: _TOML_HEAD + "#k = [\n" + "#  1,\n" * n + "#]\n",
    "commented-out unclosed lists": lambda n: _TOML_HEAD + repeated("#k{} = [\n", n),
    "a commented-out text": lambda n: _TOML_HEAD + '#k = """\n' + "# words\n" * n + '#"""\n',
    "commented-out unclosed texts": lambda n: _TOML_HEAD + repeated('#k{} = """\n', n),
    "tables with commented-out fields": lambda n: _TOML_HEAD + repeated("[t{}]\na = 1\n#b = 2\n", n),
    "commented-out fields in brackets": lambda n: _TOML_HEAD + "m = [\n" + '  "a",\n  #k = 1\n' * n + "]\n",
    "brackets over lines": lambda n: repeated("k{} = [\n1]\n#h = 1\n", n) + _TOML_HEAD,
    "tables": lambda n: _TOML_HEAD + repeated("[t{}]\nx = 1\n", n),
    "tables with comments": lambda n: _TOML_HEAD + repeated("# About\n[t{}]\nx = 1\n# more\n\n", n),
    "comments above a table": lambda n: _TOML_HEAD + "[t]\nx = 1\n" + "# words\n" * n + "\n# more\n[u]\nx = 1\n",
    "empty tables": lambda n: _TOML_HEAD + repeated("[t{}]\n", n),
    "inner tables": lambda n: _TOML_HEAD + repeated("[t.a{}]\nx = 1\n", n),
    "lists of tables": lambda n: _TOML_HEAD + "[[t]]\nx = 1\n" * n,
    "lists of inner tables": lambda n: _TOML_HEAD + "[[t]]\nx = 1\n[[t.u]]\ny = 2\n" * n,
    "different lists of tables": lambda n: _TOML_HEAD + repeated("[[t{}]]\nx = 1\n", n),
    "a large table": lambda n: _TOML_HEAD + "[t]\n" + repeated("x{} = 1\n", n),
    "dotted keys": lambda n: _TOML_HEAD + repeated("a.k{} = 1\n", n),
    "different dotted keys": lambda n: _TOML_HEAD + repeated("a{}.k = 1\n", n),
    "scattered dotted keys": lambda n: _TOML_HEAD + repeated("a.k{0} = 1\nb.k{0} = 1\n", n),
    "duplicate keys": lambda n: _TOML_HEAD + "k = 1\n" * n,
    "items": lambda n: _TOML_HEAD + "m = [" + "1, " * n + "1]\n",
    "items over lines": lambda n: _TOML_HEAD + "m = [\n" + "  1,\n" * n + "]\n",
    "items with comments": lambda n: _TOML_HEAD + "m = [\n" + "  1, # c\n" * n + "]\n",
    "items of text": lambda n: _TOML_HEAD + "m = [" + '"a", ' * n + '"b"]\n',
    "braces": lambda n: _TOML_HEAD + repeated("k{} = {{ a = 1 }}\n", n),
    "long braces": lambda n: _TOML_HEAD + "m = { " + repeated("k{} = 1, ", n) + "z = 1 }\n",
    "long braces over lines": lambda n: _TOML_HEAD + "m = {\n" + repeated("k{} = 1,\n", n) + "z = 1 }\n",
    "a text over lines": lambda n: _TOML_HEAD + 'm = """\n' + "words and words\n" * n + '"""\n',
    "a literal text over lines": lambda n: _TOML_HEAD + "m = '''\n" + "words and words\n" * n + "'''\n",
    "texts over lines": lambda n: _TOML_HEAD + repeated('k{} = """\na\nb"""\n', n),
    "a long line": lambda n: _TOML_HEAD + 'm = "' + "word " * n + '"\n',
    "escapes": lambda n: _TOML_HEAD + 'm = "' + "\\u0041" * n + '"\n',
    "quotes in texts": lambda n: _TOML_HEAD + 'm = """' + '""a' * n + '"""\n',
    "a long blank run": lambda n: _TOML_HEAD + "m = 1" + " " * n + "\n",
    "long blank runs": lambda n: _TOML_HEAD + repeated("k{} =" + " " * 200 + "1" + " " * 200 + "\n", n),
    "blank lines": lambda n: _TOML_HEAD + "\n" * n,
    "lines of blanks": lambda n: _TOML_HEAD + "   \n" * n,
    "blank lines above": lambda n: "\n" * n + _TOML_HEAD,
    "blanks before a header": lambda n: _TOML_HEAD + "[" + " " * n + "t]\na = 1\n",
    "indented tables": lambda n: _TOML_HEAD + repeated("  [t{}]\n    x = 1\n", n),
    "dates": lambda n: _TOML_HEAD + repeated("k{} = 2021-02-01\n", n),
    "times": lambda n: _TOML_HEAD + repeated("k{} = 2021-02-01T10:00:00Z\n", n),
    "floats": lambda n: _TOML_HEAD + repeated("k{} = 1.5\n", n),
    "quoted keys": lambda n: _TOML_HEAD + repeated('"k {}" = 1\n', n),
    "unclosed bracket": lambda n: _TOML_HEAD + "m = [" + "1, " * n + "\n",
    "unclosed brackets": lambda n: _TOML_HEAD + repeated("k{} = [1\n", n),
    "unclosed quote": lambda n: _TOML_HEAD + 'm = "' + "a, " * n + "\n",
    "unclosed text": lambda n: _TOML_HEAD + 'm = """' + "a\n" * n + "\n",
    "unquoted text": lambda n: _TOML_HEAD + repeated("k{} = words\n", n),
    "words": lambda n: _TOML_HEAD + "words\n" * n,
    "escaped signs in headers": lambda n: _TOML_HEAD + repeated('#["k{}\\""]\n', n),
}

JSON: dict[str, Matter] = {
    "fields": lambda n: (
        '{"title": "A", "date": "2021-02-01", "tags": ["a"], ' + repeated('"k{}": 1, ', n) + '"z": 1}\n'
    ),
    "fields over lines": lambda n: (
        '{\n  "title": "A",\n  "tags": ["a"],\n' + repeated('  "k{}": 1,\n', n) + '  "z": 1\n}\n'
    ),
    "duplicate keys": lambda n: '{"title": "A", ' + '"k": 1, ' * n + '"z": 1}\n',
    "items": lambda n: '{"title": "A", "tags": [' + "1, " * n + "1]}\n",
    "different items": lambda n: '{"title": "A", "tags": [' + repeated('"a{}", ', n) + "1]}\n",
    "items over lines": lambda n: '{"title": "A", "tags": [\n' + '  "a",\n' * n + '  "b"\n]}\n',
    "maps": lambda n: '{"title": "A", "tags": [' + '{"a": 1}, ' * n + "1]}\n",
    "inner maps": lambda n: '{"title": "A", ' + repeated('"k{}": {{"a": 1}}, ', n) + '"z": 1}\n',
    "a long string": lambda n: '{"title": "A", "m": "' + "word " * n + '"}\n',
    "escapes": lambda n: '{"title": "A", "m": "' + "\\u00e9\\n" * n + '"}\n',
    "a long blank run": lambda n: '{"title": "A",' + " " * n + '"m": 1}\n',
    "blank lines": lambda n: '{"title": "A",' + "\n" * n + '"m": 1}\n',
    "nested lists": lambda n: '{"title": "A", "m": [' + ("[" * 50 + "1" + "]" * 50 + ", ") * (n // 50) + "1]}\n",
    "numbers": lambda n: '{"title": "A", ' + repeated('"k{}": 1.5e3, ', n) + '"z": 1}\n',
    "unclosed string": lambda n: '{"title": "A", "m": "' + "word " * n + "\n",
    "unclosed strings": lambda n: '{"title": "A", ' + repeated('"k{}: 1,\n', n) + "\n",
    "unclosed object": lambda n: '{"title": "A", ' + repeated('"k{}": 1,\n', n) + "\n",
    "unclosed objects": lambda n: '{"title": "A", ' + repeated('"k{}": {{\n', n) + "\n",
    "backslashes": lambda n: '{"title": "A", "m": "' + "\\\\" * n + '"}\n',
    "trailing comma": lambda n: '{"title": "A", ' + repeated('"k{}": 1, ', n) + "}\n",
}

ORG: dict[str, Matter] = {
    "fields": lambda n: "#+title: A\n#+date: 2021-02-01\n#+tags[]: a b\n" + repeated("#+k{}: v\n", n),
    "fields of one key": lambda n: "#+title: A\n" + "#+k: v\n" * n,
    "lists": lambda n: "#+title: A\n" + repeated("#+k{}[]: a b\n", n),
    "words": lambda n: "#+title: A\n#+tags[]: " + "a " * n + "\n",
    "tags": lambda n: "#+title: A\n#+filetags: " + ":a" * n + ":\n",
    "a long blank run": lambda n: "#+title: A" + " " * n + "\n",
    "a long blank run within": lambda n: "#+title: A" + " " * n + "b\n",
    "blanks behind a key": lambda n: "#+title" + " " * n + ": A\n",
    "blanks behind a colon": lambda n: "#+title:" + " " * n + "\n",
    "brackets": lambda n: "#+title: A\n#+" + "[]" * n + ": a\n",
    "no colon": lambda n: "#+title: A\n#+" + "a" * n + "\n",
    "lines without a colon": lambda n: "#+title: A\n" + "#+begin_quote\n" * n,
    "settings": lambda n: "#+title: A\n" + "#+link: a\n" * n,
    "a long line": lambda n: "#+title: " + "word " * n + "\n",
    "capitals": lambda n: "#+TITLE: A\n" + repeated("#+K{}: v\n", n),
    "carriage returns": lambda n: "#+title: A\r\n" + repeated("#+k{}: v\r\n", n),
}


def _nested(n: int) -> str:
    """Maps in maps, ten deep each."""
    block = "".join(f"{'  ' * i}k{{}}_{i}:\n" for i in range(10)) + "  " * 10 + "a\n"
    return repeated(block.replace("k{}", "k{0}"), max(n // 10, 1))


def _in_groups(sign: str, n: int, depth: int, end: str) -> str:
    return (sign * depth + end) * max(n // depth, 1)


_TWO_ENDS = ("fields", "comments", "commented-out fields", "tables", "items", "blank lines", "a literal text")


def kinds() -> Iterator[Kind]:
    """Every kind of content in every syntax, some with other line ends too."""
    for syntax, makers in (("yaml", YAML), ("toml", TOML), ("json", JSON), ("org", ORG)):
        for name, make in makers.items():
            yield _kind(syntax, name, make)
        for name in _TWO_ENDS:
            if name in makers and syntax != "org":
                yield _kind(syntax, f"{name}, CRLF", _ended(makers[name], "\r\n"))
                yield _kind(syntax, f"{name}, CR", _ended(makers[name], "\r"))


def _ended(make: Matter, end: str) -> Matter:
    return lambda n: make(n).replace("\n", end)


def _kind(syntax: str, name: str, make: Matter) -> Kind:
    return Kind(syntax, name, make, max((len(make(2000).encode()) - len(make(1000).encode())) / 1000, 0.5))
