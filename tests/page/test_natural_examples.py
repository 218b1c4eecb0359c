"""Odd but natural pages, each with one operation and the right bytes, or the right refusal."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from hugoconv import Append, Insert, Set, Uncomment, convert, translate
from hugoconv.errors import MatterSyntaxError, PathError, Refused
from hugoconv.layouts.parse import parse
from hugoconv.page.page import Page

Change = Callable[[Page], Page]
FENCES = {"yaml": ("---\n", "---\n"), "toml": ("+++\n", "+++\n"), "json": ("", "\n"), "org": ("", "")}

RIGHT: list[tuple[str, str, Change, str]] = [
    ("json", '{"a": 1\n, "b": 2}', lambda p: p.remove("a"), '{"b": 2}'),
    ("json", '{"a": 1\n, "b": 2}', lambda p: p.remove("b"), '{"a": 1}'),
    ("json", '{"a": 1\n, "b": 2\n, "c": 3}', lambda p: p.remove("b"), '{"a": 1\n, "c": 3}'),
    ("json", '{"a": 1\n, "b": 2}', lambda p: p.set("c", 3), '{"a": 1\n, "b": 2\n, "c": 3}'),
    ("yaml", "m: {a: 1\n , b: 2}\n", lambda p: p.remove("m.a"), "m: {b: 2}\n"),
    ("yaml", "m: {a: 1 # one\n , b: 2 # two\n }\n", lambda p: p.remove("m.a"), "m: {b: 2 # two\n }\n"),
    ("yaml", "m: {a: 1 # one\n , b: 2 # two\n }\n", lambda p: p.remove("m.b"), "m: {a: 1 # one\n }\n"),
    ("yaml", "l: [a # one\n , b]\n", lambda p: p.append("l", "c"), "l: [a # one\n , b\n , c]\n"),
    ("toml", "m = {a = 1\n, b = 2}\n", lambda p: p.remove("m.a"), "m = {b = 2}\n"),
    ("toml", "m = {a.x = 1, a.y = 2, c = 1}\n", lambda p: p.remove("m.a.y"), "m = {a.x = 1, c = 1}\n"),
    ("toml", "m = {a.x = 1, c = 1}\n", lambda p: p.set("m.a.y", 2), "m = {a.x = 1, a.y = 2, c = 1}\n"),
    ("yaml", "m: {a: 1, b: }\n", lambda p: p.insert("m.z", "x"), "m: {a: 1, b: , z: x}\n"),
    ("yaml", "m: {a: 1, b:}\n", lambda p: p.insert("m.z", "x"), "m: {a: 1, b: , z: x}\n"),
    ("yaml", "m: {a, b}\n", lambda p: p.insert("m.z", "x"), "m: {a, b, z: x}\n"),
    ("yaml", "m: {a, b}\n", lambda p: p.set("m.a", 1), "m: {a: 1, b}\n"),
    ("yaml", "l: [a: 1, b: , c: x]\n", lambda p: p.remove("l.2"), "l: [a: 1, b: ]\n"),
    ("yaml", "m: {\n  # none yet\n}\n", lambda p: p.set("m.a", 1), "m: {a: 1\n  # none yet\n}\n"),
    ("yaml", "m: { # none yet\n}\n", lambda p: p.set("m.a", 1), "m: { # none yet\n  a: 1\n}\n"),
    ("yaml", "l: [\n  a, # one\n  b # two\n]\n", lambda p: p.append("l", "c"), "l: [\n  a, # one\n  b, # two\n  c\n]\n"),
    ("yaml", "l: [\n  # one\n  a,\n  # two\n  b\n]\n", lambda p: p.set("l", ["x", "a", "b"]), "l: [\n  x,\n  # one\n  a,\n  # two\n  b\n]\n"),
    ("yaml", "l:\n- # none\n  a: 1\n- b\n", lambda p: p.remove("l.0"), "l:\n- b\n"),
    ("yaml", "l:\n- # none\n  a: 1\n  b: 2\n", lambda p: p.comment_out("l.0.a"), "l:\n- # none\n  #a: 1\n  b: 2\n"),
    ("yaml", "l:\n- # none\n- b\n", lambda p: p.remove("l.1"), "l:\n- # none\n"),
    ("yaml", "l:\n- # none\n- b\nz: 1\n", lambda p: p.comment_out("l"), "#l:\n#- # none\n#- b\nz: 1\n"),
    ("yaml", "l:\n- # none\n- b\n", lambda p: p.set("l.0", "a"), "l:\n- a # none\n- b\n"),
    ("yaml", "a: &x 1\nb: 2\n", lambda p: p.set("a", {"k": "v"}), "a: &x\n  k: v\nb: 2\n"),
    ("yaml", "m:\n  a: &x y\n", lambda p: p.set("m.a", {"k": 1}), "m:\n  a: &x\n    k: 1\n"),
    ("yaml", "l: [&x a, b]\n", lambda p: p.discard("l", "a"), "l: [b]\n"),
    ("yaml", "z: &x a\nl:\n- *x\n- b\n", lambda p: p.discard("l", "a"), "z: &x a\nl:\n- b\n"),
    ("yaml", "z: &x a\nl:\n- *x\n- b\n", lambda p: p.set("l", ["a", "c"]), "z: &x a\nl:\n- *x\n- c\n"),
    ("yaml", "l:\n- &x a\n- b\nz: *x\n", lambda p: p.set("l", ["a", "c"]), "l:\n- &x a\n- c\nz: *x\n"),
    ("yaml", "z: &x a\nm:\n  k: *x\n  n: 1\n", lambda p: p.set("m", {"k": "a", "n": 2}), "z: &x a\nm:\n  k: *x\n  n: 2\n"),
    ("yaml", "标题: x\nc: 1\n", lambda p: p.comment_out("标题").remove("c"), "#标题: x\n"),
    ("yaml", "#标题: x\nc: 1\n", lambda p: p.set_comment("c", "d", "leading"), "#标题: x\n# d\nc: 1\n"),
    ("yaml", "l: ['a', 1]\n", lambda p: p.append("l", "b"), "l: ['a', 1, 'b']\n"),
    ("yaml", "l:\n- 'a'\n", lambda p: p.apply(Append("l", 1), Append("l", "b")), "l:\n- 'a'\n- 1\n- 'b'\n"),
    ("yaml", "event: |+\nlocation: L\n", lambda p: p.comment_out("event"), "#event: |+\nlocation: L\n"),
    ("yaml", "event: |+\n  A\n\n\nz: 1\n", lambda p: p.comment_out("event"), "#event: |+\n#  A\n#\n#\n#\n#\nz: 1\n"),
    ("yaml", "\n# hugoconv: was talk, era 5.9\na: 1\n", lambda p: p.set_comment("a", "x", "leading"), "\n# x\na: 1\n"),
    ("yaml", "\n# hugoconv: was talk, era 5.9\na: 1\n", lambda p: p.set_comment("a", None, "leading"), "\na: 1\n"),
    ("yaml", "tags: [a, b] # c\n", lambda p: p.set_comment("tags", "d"), "tags: [a, b] # d\n"),
    ("yaml", "tags: [a, b] # c\n", lambda p: p.set_comment("tags.1", None), "tags: [a, b] # c\n"),
    ("yaml", "{\n title: E,\n location: H, # g\n event: O\n}\n", lambda p: p.set("date", "2021-01-01"), "{\n title: E,\n location: H, # g\n date: 2021-01-01,\n event: O\n}\n"),
    ("yaml", "{a: 1} # all\n", lambda p: p.insert("b", 2), "{a: 1, b: 2} # all\n"),
    ("yaml", "banner:\n  caption: c\n  # image: i\n  #size: 1\nz: 1\n", lambda p: p.apply(Insert("new", 2, ("banner", "new"))), "banner:\n  caption: c\n  # image: i\n  #size: 1\nnew: 2\nz: 1\n"),
    ("yaml", "banner:\n  caption: c\n  #size: 1\n", lambda p: p.insert("new", 2), "banner:\n  caption: c\n  #size: 1\nnew: 2\n"),
    ("yaml", "# What is this ?\ntitle: x\n", lambda p: p.set("title", "z"), "# What is this ?\ntitle: z\n"),
    ("toml", '[image]\n alt = "a"\n #cap = "c"\n[[links]]\n name = "x"\n', lambda p: p.set("image.sub.x", 1), '[image]\n alt = "a"\n #cap = "c"\n\n[image.sub]\n x = 1\n[[links]]\n name = "x"\n'),
    ("toml", "[a]\n#b = 1\n[[l]]\nx = 1\n", lambda p: p.set("l", [{"x": 0}, {"x": 1}]), "[a]\n#b = 1\n[[l]]\nx = 0\n\n[[l]]\nx = 1\n"),
    ("toml", "# [content]\n#  a = 1\n\n# [[content.f]]\n#  n = 1\n\n# [[content.f]]\n#  n = 2\n", lambda p: p.uncomment("content"), "[content]\n a = 1\n\n# [[content.f]]\n#  n = 1\n\n# [[content.f]]\n#  n = 2\n"),
    ("toml", "[s]\nn = 1\n[z]\n", lambda p: p.set("s", {"l": {"a": 1}, "t": 2}), "[s]\nt = 2\n\n[s.l]\na = 1\n[z]\n"),
    ("toml", "[[s]]\nn = 1\n", lambda p: p.set("s.0", {"l": [{"a": 1}], "n": 2, "t": 3}), "[[s]]\nn = 2\nt = 3\n\n[[s.l]]\na = 1\n"),
    ("toml", "#a.b = 1\na.c = 2\n", lambda p: p.uncomment("a.b"), "a.b = 1\na.c = 2\n"),
    ("org", "#+tags[]: a b\n", lambda p: p.append("tags", "c"), "#+tags[]: a b c\n"),
    ("org", "#+tags[]: a b\n", lambda p: p.append("tags", "a"), "#+tags[]: a b\n"),
    ("org", "#+tags[]: a b\n", lambda p: p.discard("tags", "a"), "#+tags[]: b\n"),
    ("org", "#+tags[]:  a  b\n", lambda p: p.set("tags.1", "c"), "#+tags[]:  a  c\n"),
    ("org", "#+tags[]: a b\n", lambda p: p.remove("tags.0"), "#+tags[]: b\n"),
    ("org", "#+tags[]:\n", lambda p: p.append("tags", "a"), "#+tags[]: a\n"),
    ("org", "#+filetags: :a:b:\n", lambda p: p.append("filetags", "c"), "#+filetags: :a:b:c:\n"),
    ("org", "#+filetags: :a:b:\n", lambda p: p.discard("filetags", "a"), "#+filetags: :b:\n"),
    ("org", "#+filetags: x\n", lambda p: p.set("filetags", ["p", "q"]), "#+filetags: p:q\n"),
    ("org", "#+title: t\n", lambda p: p.insert("filetags", "x"), "#+title: t\n#+filetags: x\n"),
    ("org", "#+title: t\n", lambda p: p.set("lastmod", "[2021-04-05 Mon 10:00]"), "#+title: t\n#+lastmod: [2021-04-05 Mon 10:00]\n"),
    ("org", "#+DATE: <2021-02-03 Wed>\n", lambda p: p.rename("date", "lastmod"), "#+lastmod: <2021-02-03 Wed>\n"),
    ("org", "#+DATE: 2021-02-03\n", lambda p: p.rename("date", "zz"), "#+zz: 2021-02-03\n"),
]  # fmt: skip

REFUSED: list[tuple[str, str, Change, str]] = [
    ("yaml", "tags: [a, b] # c\n", lambda p: p.set_comment("tags.0", "x"), "flow-entry"),
    ("yaml", "tags: [a, b] # c\n", lambda p: p.set_comment("tags.1", "x"), "flow-entry"),
    ("yaml", "l:\n-\n  - c\n", lambda p: p.set_comment("l.0", "x"), "flow-entry"),
    ("yaml", "a: 1\nb: 2\n", lambda p: p.set_comment("b", "a: x", "leading"), "comment-lines"),
    ("yaml", "a: 1\n", lambda p: p.set_comment("a", "one\ntags: two", "leading"), "comment-lines"),
    ("yaml", "# one\na: 1\n", lambda p: p.set_comment("a", "a: x", "leading"), "comment-lines"),
    ("yaml", "#l:\n#- a\nb: 1\n", lambda p: p.set_comment("b", "#- c", "leading"), "comment-lines"),
    ("toml", "[m]\nb = 1\n", lambda p: p.set_comment("m.b", "x = 3", "leading"), "comment-lines"),
    ("yaml", "m: [a: 1]\n", lambda p: p.insert("m.0.b", 1), "flow-pair"),
    ("yaml", "?\na: 1\n", lambda p: p.set("a", 2), "explicit-key"),
    ("yaml", "?\na: 1\n", lambda p: p.insert("b", 2), "explicit-key"),
    ("yaml", "? [a, b]\n: 1\nc: 2\n", lambda p: p.insert("b", 2), "explicit-key"),
    ("yaml", "?\na: 1\n", lambda p: translate(p, "toml").page, "explicit-key"),
    ("yaml", "? [a, b]\n: 1\nc: 2\n", lambda p: translate(p, "toml").page, "key-is-no-text"),
    ("yaml", "title: {{ .Name }}\n", lambda p: translate(p, "json").page, "key-is-no-text"),
    ("yaml", "m: {\n  a: 1,\n  # b: 2\n  # c: 3\n  d: 4\n}\n", lambda p: p.uncomment("m.b"), "flow-entry"),
    ("yaml", "l:\n- x: 1\n  #y: 2\n- z: 3\n", lambda p: p.remove("l.0.x"), "would-empty-item"),
    ("toml", "m = {a.x = 1, c = 1}\n", lambda p: p.remove("m.a.x"), "flow-entry"),
    ("toml", "m = {a.x = 1, c = 1}\n", lambda p: p.set("m.a", 7), "table-to-value"),
    ("toml", "#a.b = 1\nz = 1\na.c = 2\n", lambda p: p.uncomment("a.b"), "scattered-table"),
    ("org", "#+DATE: <2021-02-03 Wed>\n", lambda p: p.rename("date", "zz"), "other-kind"),
    ("org", "#+zz: :a:b:\n", lambda p: p.rename("zz", "filetags"), "other-kind"),
    ("org", "#+zz: <2021-02-03 Wed>\n", lambda p: p.rename("zz", "lastmod"), "other-kind"),
    ("org", "#+tags[]: a b\n", lambda p: p.append("tags", "two words"), "unwritable-value"),
    ("org", "#+tags[]: a b\n", lambda p: p.append("tags", []), "unwritable-value"),
    ("org", "#+filetags: :a:\n", lambda p: p.append("filetags", "b:c"), "unwritable-value"),
]  # fmt: skip


def page_of(syntax: str, matter: str) -> Page:
    before, after = FENCES[syntax]
    return parse(f"{before}{matter}{after}Body\n")


@pytest.mark.parametrize("case", RIGHT, ids=lambda case: f"{case[0]}: {case[1]!r}")
def test_an_odd_page_is_changed_as_its_author_would(case: tuple[str, str, Change, str]) -> None:
    syntax, matter, change, wanted = case
    page = page_of(syntax, matter)
    changed = change(page)
    assert changed.to_bytes() == page_of(syntax, wanted).to_bytes()
    assert changed.edits.inverse(page.matter).apply(changed.matter) == page.matter
    assert repr(dict(parse(changed.to_bytes()))) == repr(dict(changed))


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: f"{case[0]}: {case[1]!r}")
def test_what_an_odd_page_cannot_take_is_refused_with_a_place(case: tuple[str, str, Change, str]) -> None:
    syntax, matter, change, code = case
    with pytest.raises(Refused) as caught:
        change(page_of(syntax, matter))
    assert caught.value.code == code
    assert caught.value.remedy
    assert caught.value.lineno >= 1


@pytest.mark.parametrize("event", ["|+", "|+\n  A\n\n", ">-\n  A\n  B", "|2 # c\n    A", "|", "|+\n\n\n"])
def test_a_talk_with_any_block_of_text_becomes_a_post_and_comes_back(event: str) -> None:
    talk = parse(f"---\ntitle: T\nevent: {event}\nlocation: L\ndate: 2021-01-01\n---\nB\n", "content/talk/a.md")
    post = convert(talk, to="post").page
    assert "event" not in post
    assert convert(parse(post.to_bytes(), "content/talk/a.md"), to="talk").page.to_bytes() == talk.to_bytes()


FLOW = "---\n{\n title: E,\n location: H, # g\n event: O,\n date: 2021-01-01\n}\n---\n"


def test_a_talk_between_braces_becomes_a_post_and_comes_back() -> None:
    talk = parse(FLOW, "content/talk/a.md")
    post = convert(talk, to="post").page
    assert " #location: H, # g\n #event: O,\n" in post.matter
    assert convert(parse(post.to_bytes(), "content/talk/a.md"), to="talk").page.to_bytes() == FLOW.encode()


@pytest.mark.parametrize("joined", [", ", "\n, ", ",\n "])
def test_a_talk_whose_fields_share_lines_between_braces_is_refused_with_a_remedy(joined: str) -> None:
    matter = joined.join(["{title: E", "location: H", "event: O}"])
    with pytest.raises(Refused) as caught:
        convert(parse(f"---\n{matter}\n---\n", "content/talk/a.md"), to="post")
    assert caught.value.code == "flow-entry"


ANYTHING = (None, 1, 1.5, True, (), [], ["a"], {}, (None,), (1.5,), (True,), b"a", print)


@pytest.mark.parametrize("path", ANYTHING, ids=repr)
def test_what_is_no_path_is_none_of_the_page(path: object) -> None:
    page = page_of("yaml", "a: 1\n")
    assert path not in page
    assert page.get(path, 3) == 3  # type: ignore[call-overload]
    with pytest.raises(PathError):
        page[path]  # type: ignore[index]


@pytest.mark.parametrize("path", ANYTHING, ids=repr)
@pytest.mark.parametrize(
    "change",
    [
        lambda p, x: p.set(x, 1),
        lambda p, x: p.insert(x, 1),
        lambda p, x: p.remove(x),
        lambda p, x: p.rename(x, "b"),
        lambda p, x: p.comment_out(x),
        lambda p, x: p.uncomment(x),
        lambda p, x: p.append(x, 1),
        lambda p, x: p.discard(x, 1),
        lambda p, x: p.set_comment(x, "c"),
    ],
)
def test_a_change_at_no_path_is_an_error_that_says_so(change: Callable[[Page, object], Page], path: object) -> None:
    with pytest.raises((PathError, TypeError), match="path"):
        change(page_of("yaml", "a: 1\n"), path)


@pytest.mark.parametrize(
    ("change", "text"),
    [
        (lambda p: p.apply([Set("a", 2)]), "apply takes operations"),
        (lambda p: p.apply("a"), "apply takes operations"),
        (lambda p: p.apply(None), "apply takes operations"),
        (lambda p: p.set_many([("a", 1)]), "set_many takes a map"),
        (lambda p: p.rename("a", 1), "a key is text"),
        (lambda p: p.rename("a", None), "a key is text"),
        (lambda p: p.set_comment("a", 1), "a comment is text or None"),
        (lambda p: p.apply(Uncomment("a", "x")), "nth is a number"),
    ],
)
def test_wrong_usage_in_python_is_told_in_our_words(change: Change, text: str) -> None:
    with pytest.raises(TypeError, match=text):
        change(page_of("yaml", "a: 1\n"))


BIG = "9" * 5000


def test_integers_longer_than_python_converts_are_read_or_refused() -> None:
    assert parse(f"---\na: {BIG}\n---\n")["a"] == BIG
    for text in (f"+++\na = {BIG}\n+++\n", f'{{"a": {BIG}}}\n'):
        with pytest.raises(MatterSyntaxError, match="larger than"):
            parse(text)
    assert dict(parse(f"---\na: {BIG}\n---\n", hugo="0.151")) == {"a": BIG}


@pytest.mark.parametrize("syntax", ["yaml", "toml", "json", "org"])
def test_integers_longer_than_python_converts_cannot_be_set(syntax: str) -> None:
    page = page_of(syntax, {"yaml": "a: 1\n", "toml": "a = 1\n", "json": '{"a": 1}', "org": "#+a: 1\n"}[syntax])
    with pytest.raises(Refused) as caught:
        page.set("a", [10**5000] if syntax != "org" else 10**5000)
    assert caught.value.code == "unwritable-value"
    assert f"l.{BIG}" not in page
