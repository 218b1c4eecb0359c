"""The laws of every lens, on bytes: those of the themes, and one of a user that has all that a lens can have."""

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hugoconv.errors import Refused
from hugoconv.layouts.convert import convert
from hugoconv.layouts.detection import detect
from hugoconv.layouts.new_page import new
from hugoconv.layouts.parse import parse
from hugoconv.layouts.record import record_of
from hugoconv.layouts.schema import with_own
from tests.toml_strategies import any_talks

REVIEW = """
name = "review"
names = ["review", "reviews"]

[lens]
to = "post"
only-there = ["projects", "url_pdf"]

[field.title]
type = "string"
[field.released]
type = "date"
there = "date"
[field.rating]
type = "int"
there = false
[field.publisher]
type = "string"
there = false
[field.abstract]
type = "string"
there = "summary"
swaps = true
"""
LAYOUTS = with_own((("review.toml", REVIEW),))
# What is written in place of the fields of a talk, so that the pages that are made for talks are ones of the layout.
NAMES = {
    "publication": {"location": "publication_types", "event_url": "publication_short", "event": "publication"},
    "project": {"location": "image_preview", "event_url": "tech_stack", "event": "status"},
    "review": {"location": "rating", "event": "publisher", "publishDate": "released"},
}
ALLOWED = {"comment-after-empty-block", "duplicate-key", "keys-differ-in-case", "anchor-in-use", "flow-entry"}
ERAS = st.sampled_from(["1", "2.4", "3.3", "4.0", "5.9", "0.10", "0.12"])
NAMED = st.sampled_from(sorted(NAMES))


def dressed(data: bytes, layout: str) -> bytes:
    for old, new_name in NAMES[layout].items():
        data = re.sub(rb"(?m)^(#?\[*[ ]?)%b(?=[\s:=\]])" % old.encode(), rb"\1" + new_name.encode(), data)
    return data.replace(b'type = "talk"', b'type = "%b"' % layout.encode()).replace(
        b"type: talk", b"type: " + layout.encode()
    )


@given(any_talks, ERAS, NAMED, st.booleans(), st.booleans())
def test_there_and_back_gives_the_bytes(data: bytes, era: str, name: str, to_post: bool, extras: bool) -> None:
    data = dressed(data, name)
    was, to = (name, "post") if to_post else ("post", name)
    choices = {"template": extras, "uncomment_fields": extras} if not to_post else {}
    page = parse(data, "content/x/index.md", layouts=LAYOUTS)
    try:
        done = convert(page, to, from_=was, era=era, layouts=LAYOUTS, **choices)  # type: ignore[arg-type]
    except Refused as refused:
        assert refused.code in ALLOWED or refused.code.startswith("not-a-page"), refused
        assume(condition=False)
        raise
    gone = parse(done.page.to_bytes(), page.path)
    assert not convert(gone, to, from_=was, era=era, layouts=LAYOUTS).page.edits or record_of(gone) is None
    back = convert(gone, was, from_=to, era=era, layouts=LAYOUTS)
    assert back.page.to_bytes() == data
    if gone.to_bytes() != data:
        assert detect(gone, layouts=LAYOUTS).layout == to
        assert convert(gone, was, layouts=LAYOUTS).page.to_bytes() == data


@given(any_talks, ERAS, NAMED)
def test_an_edit_in_between_survives_the_way_back(data: bytes, era: str, name: str) -> None:
    page = parse(dressed(data, name), "content/x.md")
    try:
        page = page if isinstance(page.get("title"), str) else parse(page.set("title", "x").to_bytes(), page.path)
        wanted = page.set("title", "Another: title").to_bytes()
        gone = convert(page, "post", from_=name, era=era, layouts=LAYOUTS).page
    except Refused:
        assume(condition=False)
    edited = parse(gone.to_bytes(), page.path).set("title", "Another: title")
    assert convert(edited, name, from_="post", era=era, layouts=LAYOUTS).page.to_bytes() == wanted


PUBLICATION = """---
title: Mud
publication_types: ["2"]   # a journal
publication: "*Journal of Mud*"
doi: 10.1000/mud
date: 2019-05-01
publishDate: 2021-01-01
#publication_short: JM
---
"""
NEWS = """---
# hugoconv: was publication, era 5.9; now post; already commented out: publication_short
title: Mud
#publication_types: ["2"]   # a journal
#publication: "*Journal of Mud*"
doi: 10.1000/mud
date: 2019-05-01
publishDate: 2021-01-01
#publication_short: JM
---
"""


def test_a_publication_becomes_news_and_comes_back() -> None:
    page = parse(PUBLICATION, "content/publication/mud/index.md")
    there = convert(page, "post", era="5.9")
    assert (there.page.to_bytes().decode(), there.from_, there.notes) == (NEWS, "publication", ())
    back = convert(parse(NEWS, page.path), "publication")
    assert back.page.to_bytes().decode() == PUBLICATION


def test_a_post_becomes_a_publication_that_says_what_it_lacks() -> None:
    page = parse("---\ntitle: Mud\ntype: post\n---\n", "content/post/mud.md")
    there = convert(page, "publication", era="5.9", template=True)
    assert "publication_types" in there.notes[-1]
    assert there.page.matter == (
        "# hugoconv: was post, era 5.9; now publication; type was post; "
        "template added: publication_types, publication, publication_short\n"
        "title: Mud\n"
        "# What it is, and where it has appeared.\n"
        "#publication_types: []\n"
        "#publication:\n"
        "#publication_short:\n"
        "type: publication\n"
    )
    assert convert(parse(there.page.to_bytes()), "post").page.to_bytes() == page.to_bytes()


def test_up_to_4_0_the_short_text_of_a_publication_has_another_name() -> None:
    page = parse("---\nabstract_short: Mud\n---\n", "content/publication/mud.md")
    there = convert(page, "post", era="3.3").page
    assert there["summary"] == "Mud"
    assert "summary" not in convert(page, "post", era="5.9").page
    alone = parse("---\nsummary: Mud\npublication: x\n---\n", "content/publication/mud.md")
    assert convert(alone, "post", era="3.3").page["summary"] == "Mud"


@pytest.mark.parametrize(
    ("path", "to", "code", "remedy"),
    [
        ("content/talk/a.md", "publication", "no-lens", "convert it to post first"),
        ("content/publication/a.md", "talk", "no-lens", "convert it to post first"),
        ("content/project/a.md", "review", "no-lens", "convert it to post first"),
    ],
)
def test_layouts_without_a_lens_between_them_are_refused(path: str, to: str, code: str, remedy: str) -> None:
    with pytest.raises(Refused) as caught:
        convert(parse("---\ntitle: x\n---\n", path), to, layouts=LAYOUTS)
    assert caught.value.code == code
    assert remedy in caught.value.remedy


def test_prose_that_begins_like_a_field_is_not_taken_for_one_on_the_way_back() -> None:
    page = parse("---\ntitle: x\n# status: done soon\nstatus: Live\nrole: y\n---\n", "content/project/a.md")
    there = convert(page, "post").page
    assert "\n# status: done soon\n#status: Live\n#role: y\n" in there.matter
    assert convert(parse(there.to_bytes(), page.path), "project").page.to_bytes() == page.to_bytes()


def test_a_record_leads_back_to_one_layout_only() -> None:
    with pytest.raises(Refused) as caught:
        convert(parse(NEWS, "content/publication/mud.md"), "talk")
    assert caught.value.code == "other-record"
    assert "--forget-record" in caught.value.remedy


def test_a_record_of_a_layout_that_is_not_known_is_refused() -> None:
    page = parse("---\ntitle: x\nrating: 3\n---\n", "content/reviews/a.md", layouts=LAYOUTS)
    there = convert(page, "post", layouts=LAYOUTS).page
    fresh = parse(there.to_bytes(), page.path)
    assert detect(fresh).layout is None
    with pytest.raises(Refused) as caught:
        convert(fresh, "post")
    assert caught.value.code == "record-of-unknown-layout"
    assert "--layouts" in caught.value.remedy
    assert convert(fresh, "review", layouts=LAYOUTS).page.to_bytes() == page.to_bytes()


def test_what_is_chosen_about_talks_is_refused_elsewhere() -> None:
    page = parse(PUBLICATION, "content/publication/mud.md")
    for choice in ({"event_in": "body"}, {"date": "start"}):
        with pytest.raises(Refused) as caught:
            convert(page, "post", **choice)  # type: ignore[arg-type]
        assert caught.value.code == "other-direction"


def test_a_project_in_a_version_that_nothing_tells_needs_none() -> None:
    page = parse("---\nclient_name: x\n---\n", "content/project/a.md")
    assert convert(page, "post").notes == ()


def test_a_new_page_has_its_fields_in_the_order_of_its_layout() -> None:
    page = new("content/reviews/a.md", {"abstract": "x", "released": "y", "title": "z"}, layouts=LAYOUTS)
    assert list(page) == ["title", "released", "abstract"]
    page = new("content/publication/a.md", {"doi": "x", "publication_types": ["2"], "title": "z"})
    assert list(page) == ["title", "doi", "publication_types"]
