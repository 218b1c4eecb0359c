"""A fifth syntax is one module and one line in the registry."""

from collections.abc import Iterator

import pytest

from hugoconv import MatterSyntaxError, Page, Refused, parse
from hugoconv.syntax.registry import HOMES, Home

TEXT = (
    ";;;\ntitle = A talk  # tentative\n# About the place.\nplace = Bergen\n\n#slides = example\nlast = z\n;;;\nBody\n"
)


@pytest.fixture(autouse=True)
def _toy(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setitem(HOMES, "toy", Home("tests.syntax.toy", ";;;"))
    yield


def _changed(page: Page, old: str, new: str) -> None:
    assert page.to_bytes().decode() == TEXT.replace(old, new)


def test_it_is_read_with_comments_and_commented_out_fields() -> None:
    page = parse(TEXT)
    assert (page.syntax, dict(page)) == ("toy", {"title": "A talk", "place": "Bergen", "last": "z"})
    assert [(c.text, c.kind, c.owner) for c in page.comments] == [
        ("# tentative", "inline", ("title",)),
        ("# About the place.", "leading", ("place",)),
    ]
    assert [field.path for field in page.commented_out] == [("slides",)]


def test_it_is_set_inserted_renamed_and_removed() -> None:
    page = parse(TEXT)
    _changed(page.set("title", "Another"), "A talk", "Another")
    _changed(page.set("more", "x"), "last = z\n", "last = z\nmore = x\n")
    _changed(page.rename("place", "city"), "place = ", "city = ")
    _changed(page.remove("place"), "# About the place.\nplace = Bergen\n", "")
    _changed(page.uncomment("slides"), "#slides", "slides")
    _changed(page.set_comment("last", "the end"), "last = z", "last = z # the end")


@pytest.mark.parametrize("name", ["title", "place", "last"])
def test_comment_out_then_uncomment_gives_the_bytes(name: str) -> None:
    page = parse(TEXT)
    out = page.comment_out(name)
    assert name not in out
    assert out.uncomment(name).to_bytes() == page.to_bytes()


def test_it_is_begun_and_refused_like_any_other() -> None:
    assert parse("Body\n").with_front_matter("toy").set("a", "b").to_bytes() == b";;;\na = b\n;;;\nBody\n"
    with pytest.raises(MatterSyntaxError) as error:
        parse(";;;\na = b\nodd\n;;;\n")
    assert (error.value.lineno, error.value.code) == (3, "toy-syntax")
    with pytest.raises(Refused):
        parse(TEXT).set("title", ["a"])
