"""Control characters, NUL, halves of surrogate pairs and signs of every syntax, as values, keys, comments and paths:
what is written reads back the same, or it is refused; and pages that hold them already are changed like any other."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from hugoconv.errors import MatterSyntaxError, PathError, Refused
from hugoconv.layouts.parse import parse
from hugoconv.page.page import Page
from tests.invariants import natural

CHARACTERS = ("\0", "\x01", "\x07", "\x0b", "\x0c", "\x1b", "\x1f", "\x7f", "\x80", "\x85", "\x9f", "\xa0", "\u2028", "\u2029",
    "\ufeff", "\ufffe", "\uffff", "\ud800", "\udc80", "\udfff", "\ue000", "\U0001f600", "\t", "\r", "\n", "\r\n")  # fmt: skip
SIGNS = ("", " ", "---", "+++", "...", "# x", ": ", "a: b", "\\", "'", '"', "'''", '"""', "]", "[", "{", "}", ",", "a,b", "&a", "*a",
    "!x", "%", "@", "`", "|", ">", "?", "? a", "- a", "-", "~", "null", "true", "<<", "=", "1", "0x1", "1e3", "2021-01-01",
    "a.b", "k" * 1100)  # fmt: skip
TEXTS = (*CHARACTERS, *(f"a{c}b" for c in CHARACTERS), *SIGNS)
PAGES = {
    "yaml": "---\na: 1\nm:\n  b: x # c\nl: [p, q]\nf: {x: 1}\n#h: 1\n---\nB\n",
    "toml": '+++\na = 1\nl = ["p"]\nf = {x = 1}\n#h = 1\n[m]\nb = "x" # c\n+++\nB\n',
    "json": '{"a": 1, "m": {"b": "x"}, "l": ["p"], "f": {"x": 1}}\nB\n',
    "org": "#+a: 1\n#+l[]: p q\n#+filetags: :x:\n#+date: <2021-01-01 Fri>\nB\n",
}
CHANGES: dict[str, Callable[[Page, str], Page]] = {
    "set": lambda p, t: p.set("a", t),
    "set a list": lambda p, t: p.set("l", [t, "z"]),
    "set in a map": lambda p, t: p.set("m.b", t),
    "set in brackets": lambda p, t: p.set("f.x", t),
    "set an item": lambda p, t: p.set("l.0", t),
    "a new key": lambda p, t: p.insert((t,), t),
    "a new key in a map": lambda p, t: p.insert(("m", t), 1),
    "a new key in brackets": lambda p, t: p.insert(("f", t), t),
    "a new map": lambda p, t: p.insert("n", {t: [{t: t}]}),
    "new tables": lambda p, t: p.insert("n", [{t: t}]),
    "rename": lambda p, t: p.rename("a", (t,)),
    "rename in a map": lambda p, t: p.rename("m.b", ("m", t)),
    "rename in brackets": lambda p, t: p.rename("f.x", ("f", t)),
    "append": lambda p, t: p.append("l", t),
    "append a tag": lambda p, t: p.append("filetags", t),
    "discard": lambda p, t: p.discard("l", t),
    "inline comment": lambda p, t: p.set_comment("a", t),
    "leading comment": lambda p, t: p.set_comment("m.b", t, "leading"),
    "path": lambda p, t: p.set(t, 1),
    "deep path": lambda p, t: p.set((t, t), 1),
    "remove": lambda p, t: p.remove((t,)),
    "comment out": lambda p, t: p.comment_out((t,)),
    "uncomment": lambda p, t: p.uncomment((t,)),
    "a date": lambda p, t: p.set("date", t),
}


@pytest.mark.parametrize("syntax", list(PAGES))
@pytest.mark.parametrize("change", list(CHANGES))
def test_any_text_is_written_and_read_back_or_refused(syntax: str, change: str) -> None:
    page = parse(PAGES[syntax])
    for text in TEXTS:
        try:
            changed = CHANGES[change](page, text)
        except Refused as refused:
            assert refused.code in ("unwritable-value", "no-comments", "comment-lines", "not-a-map"), (text, refused)
            continue
        except PathError:
            continue
        again = parse(changed.to_bytes())
        assert repr(dict(again)) == repr(dict(changed)), text
        if change == "set" and syntax != "org":
            assert again["a"] == text
        if change == "a new key" and syntax != "org":
            assert again[(text,)] == text


@pytest.mark.parametrize("comment", [c for c in CHARACTERS if c.strip("\t\r\n\xa0\ue000\U0001f600")], ids=ascii)
@pytest.mark.parametrize("syntax", ["yaml", "toml"])
def test_a_comment_holds_no_character_that_a_reader_refuses(syntax: str, comment: str) -> None:
    for kind in ("inline", "leading"):
        with pytest.raises(Refused) as caught:
            parse(PAGES[syntax]).set_comment("a", f"a{comment}b", kind)
        assert caught.value.code == "unwritable-value"


@pytest.mark.parametrize("syntax", list(PAGES))
@pytest.mark.parametrize("half", ["\ud800", "a\udfffb"])
def test_half_of_a_surrogate_pair_is_never_written(syntax: str, half: str) -> None:
    page = parse(PAGES[syntax])
    for change in (lambda: page.set("a", half), lambda: page.rename("a", half), lambda: page.set((half,), 1)):
        with pytest.raises(Refused) as caught:
            change()
        assert caught.value.code == "unwritable-value"


HOLDING = {
    "yaml": "---\n# {0} x\na{0}b: x{0}y # z{0}z\nm:\n  k: 1\nl: [p{0}, q]\n---\nB\n",
    "yaml in quotes": '---\n"a{0}b": \'x{0}y\'\nm: {{k: "{0}"}}\n#h: {0}\n---\nB\n',
    "yaml in a block": "---\na: |\n  x{0}y\n  {0}z\nb: 1 # {0}\n---\nB\n",
    "toml": '+++\n# {0} x\na = "x{0}y" # {0}\n"k{0}" = \'{0}\'\n[m]\nb = 1\n+++\nB\n',
    "json": '{{"a{0}": "x{0}y", "b": ["{0}", 1]}}\nB\n',
    "org": "#+a: x{0}y\n#+b{0}b: 1\n#+l[]: p{0} q\nB\n",
}


@pytest.mark.parametrize("where", list(HOLDING))
def test_a_page_that_holds_any_character_is_changed_like_any_other(where: str) -> None:
    for character in (*CHARACTERS[:17], "\udcff", *CHARACTERS[20:]):
        data = HOLDING[where].format(character).encode("utf-8", "surrogateescape")
        try:
            parse(data)
        except MatterSyntaxError:
            continue
        report = natural.check_bytes(f"{where} {character!a}", data, values=("text", {"k": "v"}))
        assert not report.failures, report.failures[0]
