"""Edits of a body: nothing else reads otherwise, or they are refused."""

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from hugoconv.body.edited import edited
from hugoconv.body.links import links
from hugoconv.body.shortcodes import shortcodes
from hugoconv.errors import Refused
from hugoconv.text.edits import Edit, Edits
from tests.body.bodies import bodies


def replaced(text: str, old: str, new: str) -> Edits:
    at = text.index(old)
    return Edits([Edit(at, at + len(old), new)])


CONFINED = [
    ("a word, [l](/x/)\n", "/x/", "/y/z/"),
    ("a *b* c\n", "*b*", "`b` and **c**"),
    ("a\n\n- item\n", "- item", "Text.\n\n- item"),
    ("a\n\nb\n", "b", "New.\n\n> b"),
    ("```\na\nb\nc\n```\n", "b\n", ""),
    ("a\n\nb\n\nc\n", "b\n\n", ""),
    ("a\n===\n", "a\n===", "# a"),
    ("| a | b |\n|---|---|\n| c | d |\n", "d", "**e**"),
    ("x[^1] y\n\n[^1]: foo\n", "foo", "bar *b*"),
    ("x[^1] y[^2]\n\n[^1]: a\n\n[^2]: b\n", "x[^1]", "z"),
    ("[x]: /a\n\n[x] and [x]\n", "/a", "/b"),
    ("a\n<!--more-->\nb\n", "b", "c"),
    ("\n---\n\n# Slide\n\n---\n\ntext\n", "text", "other"),
    ("> a\n> b\n", "b", "c"),
    ("- a\r\n  - b\r\n\r\n    c\r\n", "c", "d **e**"),
    ("a {{< x y >}} b\n", 'x y', 'zz "y"'),
    ("{{< x >}}\ntext\n", "x", "longer-name"),
    ("text\n{{% x %}}\nb\n{{% /x %}}\nmore\n", "{{% x %}}\nb\n{{% /x %}}\n", "\n> b\n\n"),
    ("<!-- {{< x >}} -->\n", "{{< x >}}", "y"),
    ("{{< a.inline >}}{{ 1 }}{{< /a.inline >}} b\n", "b", "c"),
    ("中文。[链接](/x/)\n", "中文", "汉字"),
    ("a \0 \1 b\n", "b", "c"),
    ("qq0qq0q b\n", "b", "c"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "old", "new"), CONFINED)
def test_an_edit_that_keeps_to_its_place_is_made(text: str, old: str, new: str) -> None:
    edits = replaced(text, old, new)
    assert edited(text, edits) == edits.apply(text)
    assert edited(edited(text, edits), edits.inverse(text)) == text


BREAKING = [
    ("a word, [l](/x/)\n", "/x/", "/y z/"),
    ("text\n\nb\n", "\n\n", "\n---\n"),
    ("text\nb\n", "b", "==="),
    ("a b `foo`\n", "b", "`b"),
    ("a b\n\nc\n", "b\n", "b\n\n```\n"),
    ("a b text\n", " b", "\n\nb"),
    ("a *b c* d\n", "b", "b*"),
    ("text\n- item\n", "- item", "more\n\n- item"),
    ("- a\n- b\n", "- a\n", "a\n"),
    ("a\n\nb\n", "a\n", "<!-- a\n"),
    ("[x]: /a\n\n[x]\n", "[x]: /a", "text"),
    ("{{< x >}} b {{< y >}}\n", "{{< x", "{{</* x"),
    ("{{< x >}} b {{</* y */>}}\n", "{{< x", "{{</* x"),
    ("{{< x >}} b\n", "x >}}", "x"),
    ("x[^1]\n\n[^1]: a\n\nb\n", "b", "    b"),
    ("a {{< x >}}\n", "a ", "a {{</* "),
    ("x[^1] y[^2]\n\n[^1]: a\n\n[^2]: b\n", "[^1]: a", "[^2]: a"),
    ("| a | b |\n|---|---|\n| c | d |\n", "|---|---|", "|---|"),
]


@pytest.mark.parametrize(("text", "old", "new"), BREAKING)
def test_an_edit_after_which_other_text_reads_otherwise_is_refused(text: str, old: str, new: str) -> None:
    with pytest.raises(Refused) as error:
        edited(text, replaced(text, old, new))
    assert error.value.code == "other-markdown"
    assert error.value.span == (text.index(old), text.index(old) + len(old))


@given(bodies())
def test_no_edit_gives_the_text(text: str) -> None:
    assert edited(text, Edits()) == text
    assert edited(text, Edits([Edit(0, len(text), text)])) == text


@given(bodies(), st.data())
def test_a_word_may_become_other_words(text: str, data: st.DataObject) -> None:
    """A word of ``bodies`` stands for itself wherever it is; what is made of it is as harmless."""
    places = [at for at in range(len(text)) if text.startswith("word", at)]
    chosen = data.draw(st.lists(st.sampled_from(places), unique=True, max_size=4)) if places else []
    edits = Edits(Edit(at, at + 4, data.draw(st.sampled_from(["text", "其他", "two words", "w"]))) for at in chosen)
    new = edited(text, edits)
    assert new == edits.apply(text)
    assert edited(new, edits.inverse(text)) == text


@given(bodies(), st.integers(0, 400), st.integers(0, 12), st.sampled_from(["", "x", "`", "\n", "```\n", "> ", "---\n", "{{< z >}}", "[", "*", "<div>", "\n\n"]))  # fmt: skip
def test_what_is_not_refused_keeps_links_and_shortcodes_outside(text: str, start: int, length: int, new: str) -> None:
    edit = Edit(min(start, len(text)), min(start + length, len(text)), new)
    edits = Edits([edit])
    try:
        made = edited(text, edits)
    except Refused:
        reject()
    for find in (lambda one: [(c.start, c.end) for c in shortcodes(one)], lambda one: [link.span for link in links(one)]):  # fmt: skip
        outside = [(edits.moved(s), edits.moved(e)) for s, e in find(text) if e < edit.start or s > edit.end]
        assert set(outside) <= set(find(made))
