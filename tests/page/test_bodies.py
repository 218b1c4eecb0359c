"""A page with another body: what follows, what stays to the byte, and what is refused."""

import itertools

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from hugoconv.body.shortcode_edits import rename_shortcode
from hugoconv.errors import MatterSyntaxError, Refused
from hugoconv.page.from_body import fill_from_body
from hugoconv.page.page import parse
from hugoconv.site.site import Site
from hugoconv.text.edits import Edit, Edits
from hugoconv.text.patches import edit_between, edits_between, packed, patched
from tests.strategies import fixture_pages

HEADS = {
    "yaml": b"---\ntitle: x\n---\n",
    "yaml crlf": b"\xef\xbb\xbf---\r\ntitle: x\r\n---\r\n",
    "toml": b"\n\n+++\ntitle = 'x'\n+++\n",
    "json": b'{"title": "x"}\n',
    "org": b"#+title: x\n",
    "none": b"",
}
BODIES = st.binary() | st.sampled_from([b"", b"---\n", b"+++\n", b"{", b"}\n", b"#+a: b\n", b"\n", b"\r\n", b"\n" * 20])


@given(st.sampled_from(sorted(HEADS)), BODIES, BODIES)
def test_a_body_is_taken_or_refused_and_the_front_matter_stays(head: str, old: bytes, new: bytes) -> None:
    try:
        page = parse(HEADS[head] + old)
        made = page.with_body(new)
    except (MatterSyntaxError, Refused):
        reject()
    assert made.to_bytes() == page.to_bytes().removesuffix(page.body) + new
    assert parse(made.to_bytes()) == made and parse(made.to_bytes()).body == made.body == new
    assert (made.matter, dict(made), made.syntax) == (page.matter, dict(page), page.syntax)
    assert patched(page.to_bytes(), packed(made.byte_edits)) == made.to_bytes()
    assert made.is_changed == bool(made.byte_edits) == bool(made.diff()) == (new != page.body)
    assert made.with_body(page.body) == page and not made.with_body(page.body).is_changed


@given(fixture_pages())
def test_the_body_and_a_field_are_changed_in_either_order(data: bytes) -> None:
    try:
        page = parse(data)
        one, other = page.set("title", "new").with_body(b"New\n"), page.with_body(b"New\n").set("title", "new")
    except (MatterSyntaxError, Refused):
        reject()
    assert one == other and one.edits == other.edits
    assert patched(data, packed(one.byte_edits)) == one.to_bytes() == parse(one.to_bytes()).to_bytes()


@pytest.mark.parametrize(
    ("page", "body"),
    [
        (b"---\ntitle: x\n---", b"Hello\n"),
        (b"---\ntitle: x\n---", b"\nHello\n"),
        (b"---\ntitle: x\n---\r", b"\nHello\n"),
        (b"+++\ntitle = 'x'\n+++", b"Hello\n"),
        (b'{"title": "x"}', b"Hello\n"),
        (b'{"title": "x"}', b"\n"),
        (b"#+title: x", b"Hello\n"),
        (b"#+title: x\n", b"#+author: y\n"),
        (b"Hello\n", b"---\ntitle: x\n---\n"),
        (b"Hello\n", b"---\n"),
        (b"Hello\n", b"- a list\n"),
        (b"Hello\n", b"\n" * 99 + b"+++\ntitle = 'x'\n+++\n"),
        (b"Hello\n", b'{"title": "x"}'),
        (b"Hello\n", b"#+title: x\n"),
        (b"Hello\n", b"\xef\xbb\xbfHello\n"),
    ],
)
def test_a_body_that_moves_the_front_matter_is_refused(page: bytes, body: bytes) -> None:
    with pytest.raises(Refused) as refused:
        parse(page, "p.md").with_body(body)
    assert refused.value.code == "body-at-fence"
    assert "p.md" in str(refused.value)


def test_text_behind_a_fence_may_become_other_text() -> None:
    assert parse(b"---\nt: x\n---foo\n").with_body(b"bar\n").to_bytes() == b"---\nt: x\n---bar\n"
    assert parse(b"---\nt: x\n---\nfoo").with_body(b"").to_bytes() == b"---\nt: x\n---\n"
    assert parse(b"---\nt: x\n---\nfoo").with_body(b"---\n").body == b"---\n"


def test_only_bytes_and_text_are_a_body() -> None:
    with pytest.raises(TypeError):
        parse("Hello\n").with_body(3)  # type: ignore[arg-type]
    assert parse("Hello\n").with_body("潮\r\n").body == "潮\r\n".encode()
    assert parse("Hello\n").with_body("\udcff").body == b"\xff"


def test_a_body_is_text_where_it_is_utf_8() -> None:
    assert parse("---\na: 1\n---\n潮\r\n\r").body_text == "潮\r\n\r"
    with pytest.raises(Refused) as refused:
        parse("---\na: 1\n---\n潮\n潮 ".encode() + b"\xff\n", "p.md").body_text  # noqa: B018
    assert str(refused.value).startswith("p.md:5:3: not-utf-8: ")


def test_edits_of_a_body_are_made_or_refused_at_their_line() -> None:
    page = parse("---\na: 1\n---\none\r\ntwo\r\n", "p.md")
    made = page.edit_body(lambda text: Edits([Edit(text.index("two"), len(text) - 2, "three")]))
    assert made.to_bytes() == b"---\na: 1\n---\none\r\nthree\r\n"
    assert page.edit_body(Edits()) is page
    with pytest.raises(TypeError, match="with_body takes a whole new body"):
        page.edit_body(str.upper)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="takes Edits, or a function"):
        page.edit_body([Edit(0, 3, "x")])  # type: ignore[arg-type]
    with pytest.raises(Refused) as refused:
        page.edit_body(Edits([Edit(5, 8, "---")]))
    assert str(refused.value).startswith("p.md:5:1: other-markdown: ")
    with pytest.raises(Refused) as refused:
        parse("one\n").edit_body(Edits([Edit(0, 3, "---\na: 1\n---")]))
    assert refused.value.code == "body-at-fence"


def test_the_diff_shows_the_body() -> None:
    page = parse("---\na: 1\n---\nOne\nTwo\n", "p.md")
    assert page.with_body(b"One\nThree").diff().splitlines()[2:] == [
        "@@ -2,4 +2,4 @@",
        " a: 1",
        " ---",
        " One",
        "-Two",
        "+Three",
        "\\ No newline at end of file",
    ]


@given(st.text(), st.text())
def test_the_edit_between_texts_cuts_no_character(old: str, new: str) -> None:
    one, other = old.encode(), new.encode()
    edit = edit_between(one, other)
    assert patched(one, packed([edit])) == other
    assert edit.new.decode() + one[edit.start : edit.end].decode() is not None


LINES = st.lists(st.sampled_from([b"", b"a", b"\r", "中文".encode(), b"\xff", b"x" * 100]), max_size=40).map(b"\n".join)


@given(LINES, LINES)
def test_the_edits_between_bytes_lead_from_one_to_the_other(old: bytes, new: bytes) -> None:
    edits = [*edits_between(old, new)]
    assert patched(old, packed(edits)) == new
    assert edits == sorted(edits) and all(one.end <= other.start for one, other in itertools.pairwise(edits))


def test_two_small_changes_far_apart_are_two_small_edits() -> None:
    body = b"{{% alert %}}\n" + b"".join(b"line %d\n" % n for n in range(500)) + b"{{% /alert %}}\n"
    page = parse(b"---\na: 1\n---\n" + body)
    made = page.edit_body(lambda text: rename_shortcode(text, "alert", "callout"))
    assert sum(len(edit.new) for edit in made.byte_edits) < 30
    assert patched(page.to_bytes(), packed(made.byte_edits)) == made.to_bytes()


def test_a_plan_writes_another_body(tmp_path) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "content" / "talk" / "a.md"
    file.parent.mkdir(parents=True)
    (tmp_path / "hugo.toml").write_text("")
    file.write_bytes(old := b"---\ntitle: x\n---\nHello\n")
    site = Site(tmp_path)
    plan = site.plan(lambda page: page.with_body(page.body.replace(b"Hello", "潮".encode())))
    assert plan.summary() == "1 page to change"
    assert "+潮" in plan.diff() and " ---" in plan.diff()
    site.apply(plan)
    assert file.read_bytes() == old.replace(b"Hello", "潮".encode())
    assert site.plan(lambda page: page.with_body(page.body)).summary() == "0 pages to change, 1 unchanged"
    site.undo()
    assert file.read_bytes() == old
    assert site.plan(lambda page: page.with_body(b"---\n")).summary() == "1 page to change"


def test_a_body_fills_two_fields_and_no_other() -> None:
    page = parse("---\ntitle: x\n---\nText.\n")
    assert fill_from_body(page, "summary")["summary"] == "Text." and fill_from_body(page, "title") is page
    with pytest.raises(ValueError, match="title or summary, not 'subtitle'"):
        fill_from_body(page, "subtitle")
