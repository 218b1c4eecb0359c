"""What a page hands out: copies, places, comments, every part; and that nothing of it can be set."""

from __future__ import annotations

import copy
import json
import pathlib
import pickle

import pytest

import hugoconv
from hugoconv.errors import HugoconvError, PathError
from hugoconv.layouts.parse import parse
from hugoconv.page.page import Page
from tests.strategies import FIXTURES

PAGE = parse(
    "---\ntitle: Mud  # tentative\ntags: [a, b]\nimage:\n  # of the lake\n  caption: x\n#slides: deck\n---\nHello\n"
)


def pages() -> list[Page]:
    found = []
    for path in sorted(FIXTURES.rglob("*.md")):
        try:
            found.append(parse(path.read_bytes(), path.name))
        except HugoconvError:
            continue
    assert len(found) > 100
    return found


def test_what_is_done_to_a_value_is_not_done_to_the_page() -> None:
    before = repr(dict(PAGE))
    for tags in (
        PAGE["tags"],
        PAGE.fields["tags"].value,
        PAGE.decoded["tags"],
        PAGE.params()["tags"],
        PAGE.to_dict()["tags"],
    ):
        assert isinstance(tags, list)
        tags.append("c")
    for image in (PAGE["image"], next(part.value for part in PAGE.walk() if part.path == ("image",))):
        assert isinstance(image, dict)
        image["caption"] = "y"
    PAGE.fields.clear()
    PAGE.decoded.clear()
    assert repr(dict(PAGE)) == before and PAGE["image.caption"] == "x" and "tags" in PAGE.fields and PAGE.decoded


@pytest.mark.parametrize("name", ["path", "edits", "syntax", "title", "_tree"])
def test_a_page_cannot_be_set(name: str) -> None:
    with pytest.raises(AttributeError, match="never changed"):
        setattr(PAGE, name, None)
    with pytest.raises(AttributeError, match="never changed"):
        delattr(PAGE, name)


def test_who_sets_a_field_as_in_a_dict_is_told_how() -> None:
    page = hugoconv.parse("---\ntitle: Mud\n---\n")
    with pytest.raises(TypeError, match=r"page\.set\('title', …\) gives a new page"):
        page["title"] = "x"  # type: ignore[index]
    with pytest.raises(TypeError, match=r"page\.remove\('title'\) gives a new page"):
        del page["title"]  # type: ignore[attr-defined]
    assert page["title"] == "Mud"


def test_the_kind_of_a_comment_is_one_of_two() -> None:
    with pytest.raises(ValueError, match="inline or leading, not 'above'"):
        hugoconv.parse("---\ntitle: Mud # x\n---\n").comment("title", "above")


def test_one_of_several_commented_out_fields_has_a_number() -> None:
    page = hugoconv.parse("---\na: 1\n#b: 1\n#b: 2\n---\n")
    assert page.uncomment("b", nth=1)["b"] == 2
    with pytest.raises(hugoconv.PathError, match="b of number 2: there are 2, from 0"):
        page.uncomment("b", nth=2)
    with pytest.raises(hugoconv.Refused, match="2 times") as told:
        page.uncomment("b")
    assert "nth" in told.value.remedy


def test_a_path_is_not_parsed_as_if_it_were_the_text() -> None:
    for given in (pathlib.Path("a.md"), None):
        with pytest.raises(TypeError, match="read takes the path of a file"):
            hugoconv.parse(given)  # type: ignore[arg-type]


def test_a_page_can_be_copied_and_sent() -> None:
    changed = PAGE.set("title", "Lake")
    for other in (copy.copy(changed), copy.deepcopy(changed), pickle.loads(pickle.dumps(changed))):
        assert other == changed and other.diff() == changed.diff() and bytes(other) == changed.to_bytes()


def test_every_part_is_walked_and_has_its_place() -> None:
    for page in pages():
        if not page.has_front_matter:
            continue
        parts = list(page.walk())
        assert [part.span.start for part in parts if len(part.path) == 1] == sorted(
            part.span.start for part in parts if len(part.path) == 1
        )
        seen = [str(part.path).casefold() for part in parts]
        for part in parts:
            if seen.count(str(part.path).casefold()) == 1 and page.comment_marker == "#" and "*" not in page.matter:
                assert page[part.path] == part.value or part.value != part.value
                assert page.place(part.path) == page.position(part.span.start)


def test_a_comment_that_is_set_as_it_stands_is_no_edit() -> None:
    count = 0
    for page in pages():
        for comment in page.comments:
            if comment.owner is None or comment.kind not in ("inline", "leading"):
                continue
            try:
                text = page.comment(comment.owner, comment.kind)
            except (PathError, hugoconv.Refused):  # its owner is commented out, or given twice
                continue
            if page.is_commented_out(comment.owner):
                continue
            assert text is not None and comment.text in text
            assert not page.set_comment(comment.owner, text, comment.kind).is_changed
            count += 1
    assert count > 100


def test_the_comment_behind_an_opening_bracket_is_the_one_that_is_set() -> None:
    for opening, closing in (("---\nt: [", "]\n---\n"), ("+++\nt = [", "]\n+++\n")):
        page = parse(f"{opening} # both\n  1, # one\n  2\n{closing}")
        assert page.comment("t") == "# both"
        assert page.set_comment("t", "all").to_bytes() == page.to_bytes().replace(b"both", b"all")
        assert page.set_comment("t", None).to_bytes() == page.to_bytes().replace(b" # both", b"")
        assert parse(f"{opening}1]\n{closing[2:]}").set_comment("t", "all").comment("t") == "# all"


def test_the_indent_of_a_comment_stays_the_author_s() -> None:
    page = parse("---\n   # above\na: 1\n---\n")
    assert page.set_comment("a", "above", "leading") == page


def test_comments_and_commented_out_fields_are_found_by_path() -> None:
    assert PAGE.comment("title") == "# tentative" and PAGE.comment("title", "leading") is None
    assert PAGE.comment("image.caption", "leading") == "# of the lake"
    assert PAGE.is_commented_out("Slides") and not PAGE.is_commented_out("title")
    with pytest.raises(PathError):
        PAGE.comment("slides")
    for page in pages():
        assert all(page.is_commented_out(field.path) for field in page.commented_out)


def test_places_are_those_of_an_editor() -> None:
    assert PAGE.place("tags") == (3, 1) and PAGE.place(("tags", 1)) == (3, 11) and PAGE.place("image.caption") == (6, 3)
    with pytest.raises(PathError):
        PAGE.place("authors")


def test_a_dict_for_json_has_nothing_that_json_has_not(tmp_path: pathlib.Path) -> None:
    for page in pages():
        json.dumps(page.to_dict(json_safe=True), allow_nan=False)
        assert list(page.to_dict(json_safe=True)) == list(page)
    page = parse("+++\nd = 2020-01-01T10:00:00Z\nn = [nan, 1.5]\n+++\n")
    assert page.to_dict(json_safe=True) == {"d": "2020-01-01T10:00:00+00:00", "n": ["NaN", 1.5]}
    del tmp_path


def test_texts_are_what_hugo_takes_for_a_list_of_names() -> None:
    page = hugoconv.parse("---\na: [x, 1, 1.5, true, ~, {b: c}, '']\nb: one\nc: {d: [e]}\ng:\nn: 7\n---\n")
    assert page.texts("a") == ["x", "1", "1.5", ""] and page.texts("b") == ["one"] and page.texts("n") == ["7"]
    assert page.texts("c") == page.texts("g") == page.texts("nope") == [] and page.texts(("c", "d")) == ["e"]


def test_get_takes_a_path_of_any_form_and_something_else() -> None:
    page = hugoconv.parse("---\na: [x]\nb: {c: 1}\n---\n")
    assert page.get(("a", 0)) == "x" and page.get("b.c") == 1 and page.get(("a", 5), "none") == "none"
    assert page.get("d") is None and page.get("d", default=0) == 0
