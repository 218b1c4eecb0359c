"""The laws of the lens, on bytes: there and back, back and there, twice is once, edits in between."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hugoconv.errors import MatterSyntaxError, Refused
from hugoconv.layouts.convert import Conversion, convert
from hugoconv.layouts.parse import parse
from hugoconv.layouts.schema import built_in
from hugoconv.page.page import Page
from hugoconv.text.lines import line_end
from tests.strategies import fixture_pages
from tests.toml_strategies import any_talks

ERAS = st.sampled_from(["1", "3.3", "4.0", "5.9", "0.10", "0.12"])
OTHER = {"talk": "post", "post": "talk"}
ALLOWED = {"comment-after-empty-block", "duplicate-key", "keys-differ-in-case", "anchor-in-use", "flow-entry"}


def there(page: Page, to: str, era: str) -> Conversion:
    try:
        return convert(page, to, from_=OTHER[to], era=era)
    except Refused as refused:
        assert refused.code in ALLOWED or refused.code.startswith("not-a-page"), refused
        assume(condition=False)
        raise


@given(any_talks, ERAS, st.sampled_from(["talk", "post"]))
def test_there_and_back_gives_the_bytes(data: bytes, era: str, layout: str) -> None:
    page = parse(data, f"content/{layout}/x/index.md")
    gone = parse(there(page, OTHER[layout], era).page.to_bytes(), page.path)
    assert convert(gone, layout, from_=OTHER[layout], era=era).page.to_bytes() == data
    if gone.to_bytes() != data:
        assert convert(gone, layout).page.to_bytes() == data


@given(any_talks, ERAS, st.sampled_from(["talk", "post"]))
def test_a_second_conversion_makes_no_edit(data: bytes, era: str, layout: str) -> None:
    to = OTHER[layout]
    gone = parse(there(parse(data), to, era).page.to_bytes())
    assert not convert(gone, to, from_=layout, era=era).page.edits


@given(any_talks, ERAS, st.sampled_from(["talk", "post"]))
def test_converting_to_the_layout_that_a_page_has_makes_no_edit(data: bytes, era: str, layout: str) -> None:
    page = parse(data)
    try:
        assert convert(page, layout, from_=layout, era=era).page.to_bytes() == data
    except Refused as refused:
        assert refused.code.startswith("not-a-page")


@given(any_talks, ERAS)
def test_every_changed_line_is_a_talk_field_a_date_a_text_or_the_record(data: bytes, era: str) -> None:
    page = parse(data)
    gone = there(page, "post", era).page
    lens = built_in().lens("talk", "post")
    assert lens is not None
    allowed = {*lens.only_here, "date", "publishdate", "summary", "abstract_short", "type", "layout"}
    for edit in page.apply().edits.then(gone.edits):
        if edit.new.startswith("# hugoconv: "):
            continue
        spans = [f.span for f in page.fields.values() if f.name.casefold() in allowed]
        ends = [line_end(page.matter, span.end) for span in spans]  # signs below it may say where a field ends
        assert any(span.start <= edit.start <= edit.end <= end for span, end in zip(spans, ends, strict=True)), edit


@given(any_talks, ERAS, st.sampled_from(["title", "tag", "inline", "leading"]))
def test_an_edit_in_between_survives_the_way_back(data: bytes, era: str, kind: str) -> None:
    page = parse(data, "content/talk/x.md")
    changes = {
        "title": lambda p: p.set("title", "Another: title"),
        "tag": lambda p: p.append("tags", "one more"),
        "inline": lambda p: p.set_comment("title", "# a note"),
        "leading": lambda p: p.set_comment("title", "# a note", "leading"),
    }
    assume("title" in page and isinstance(page["title"], str))
    assume(kind != "tag" or isinstance(page.get("tags", 0), list))
    try:
        wanted = changes[kind](page).to_bytes()
    except Refused:
        assume(condition=False)
    gone = parse(there(page, "post", era).page.to_bytes(), page.path)
    edited = parse(changes[kind](gone).to_bytes(), page.path)
    assert convert(edited, "talk", from_="post", era=era).page.to_bytes() == wanted


@given(fixture_pages(), st.sampled_from(["talk", "post"]), ERAS)
def test_every_page_gives_a_result_or_a_refusal(data: bytes, to: str, era: str) -> None:
    try:
        page = parse(data, "content/talk/x.md")
        found = convert(page, to, from_=OTHER[to], era=era)
    except (Refused, MatterSyntaxError) as error:
        assert str(error)
    else:
        assert found.page.body == page.body


def test_an_author_who_wakes_a_field_in_between_keeps_it() -> None:
    data = b"---\nlocation: x\ntitle: t\n#slides: d\n---\n"
    gone = convert(parse(data), "post", from_="talk").page.uncomment("slides")
    back = convert(parse(gone.to_bytes()), "talk").page
    assert back.to_bytes() == b"---\nlocation: x\ntitle: t\nslides: d\n---\n"


def test_a_field_that_was_live_again_in_between_is_noted() -> None:
    data = b"---\nlocation: x\ntitle: t\n---\n"
    gone = convert(parse(data), "post", from_="talk").page.set("location", "new")
    found = convert(parse(gone.to_bytes()), "talk")
    assert found.page["location"] == "new"
    assert found.notes
    assert b"hugoconv" not in found.page.to_bytes()


def test_without_a_record_there_is_no_line() -> None:
    data = b"---\nlocation: x\n---\n"
    assert convert(parse(data), "post", from_="talk", record=False).page.to_bytes() == b"---\n#location: x\n---\n"


def test_a_page_of_unknown_layout_is_refused_with_a_remedy() -> None:
    with pytest.raises(Refused) as caught:
        convert(parse("---\ntitle: x\n---\n"), "post")
    assert caught.value.code == "layout-unknown"
    assert "--from" in caught.value.remedy


def test_an_unknown_name_of_a_layout_or_era_is_refused() -> None:
    page = parse("---\ntitle: x\n---\n")
    with pytest.raises(Refused, match="no layout is called"):
        convert(page, "poster")
    with pytest.raises(Refused, match="no era is called"):
        convert(page, "post", from_="talk", era="99")


@pytest.mark.parametrize(
    ("path", "matter", "code"),
    [
        ("content/talk/_index.md", "title: x", "not-a-page-section"),
        ("content/talk/a.md", "slides:\n  theme: white", "not-a-page-deck"),
        ("content/talk/a.md", "widget: blank", "not-a-page-widget"),
        ("content/talk/a.md", "superuser: true", "not-a-page-author"),
    ],
)
def test_what_is_no_talk_and_no_post_is_refused_unless_forced(path: str, matter: str, code: str) -> None:
    page = parse(f"---\n{matter}\nlocation: x\n---\n", path)
    with pytest.raises(Refused) as caught:
        convert(page, "post")
    assert caught.value.code == code
    assert convert(page, "post", force=True).page.edits


def test_a_fresh_post_keeps_what_its_author_hid_and_says_so() -> None:
    page = parse("---\ntitle: x\n#location: y\n---\n", "content/post/a.md")
    found = convert(page, "talk", era="5.9")
    assert not found.page.edits
    assert any("location" in note for note in found.notes)


DATES = {
    # era, before -> after, as a talk becomes a post
    "4.1 to 5.9: the start goes, publication becomes the date": (
        "5.9",
        "date: 2021-03-12\npublishDate: 2021-01-01\n",
        "#date: 2021-03-12\ndate: 2021-01-01\n",
    ),
    "only a start stays": ("5.9", "date: 2021-03-12\n", "date: 2021-03-12\n"),
    "only publication becomes the date": ("5.9", "publishDate: 2021-01-01\n", "date: 2021-01-01\n"),
    "the spelling of the date is kept": (
        "5.9",
        "Date: 2021-03-12\npublishdate: 2021-01-01\n",
        "#Date: 2021-03-12\nDate: 2021-01-01\n",
    ),
    "an empty publication is none": (
        "5.9",
        "date: 2021-03-12\npublishDate: \n",
        "date: 2021-03-12\npublishDate: \n",
    ),
    "2.0 to 4.0: the date stays": (
        "3.3",
        "date: 2021-01-01\ntime_start: 2021-03-12\n",
        "date: 2021-01-01\n#time_start: 2021-03-12\n",
    ),
    "1.x: the date stays": ("1", "date: 2021-01-01\npublishDate: x\n", "date: 2021-01-01\npublishDate: x\n"),
    "0.11 and later: the date stays": (
        "0.12",
        "date: 2021-01-01\nevent_start: 2021-03-12\n",
        "date: 2021-01-01\n#event_start: 2021-03-12\n",
    ),
    "up to 4.0 the short texts trade places": (
        "4.0",
        "abstract_short: a\nsummary: b\n",
        "summary: a\nabstract_short: b\n",
    ),
    "later they do not": ("5.9", "abstract_short: a\nsummary: b\n", "abstract_short: a\nsummary: b\n"),
    "an explicit type follows": ("5.9", "type: event\n", "type: post\n"),
}


@pytest.mark.parametrize("name", DATES)
def test_dates_and_texts_move_as_the_era_wants(name: str) -> None:
    era, before, after = DATES[name]
    page = parse(f"---\ntitle: x\n{before}---\n")
    gone = convert(page, "post", from_="talk", era=era).page.to_bytes().decode()
    lines = [line for line in gone.splitlines(keepends=True) if not line.startswith("# hugoconv")]
    assert "".join(lines) == f"---\ntitle: x\n{after}---\n"


POSTS = [
    "date: 2021-01-01\npublishDate: 2021-02-01\n",
    "publishDate: 2021-02-01\n",
    "location: x\n",
    "type: blog\n",
]


@pytest.mark.parametrize("matter", POSTS)
def test_a_post_that_a_talk_would_read_otherwise_comes_back_to_the_byte(matter: str) -> None:
    data = f"---\ntitle: x\n{matter}---\n".encode()
    page = parse(data, "content/post/a.md")
    gone = convert(page, "talk", era="5.9").page.to_bytes()
    assert gone.startswith(b"---\n# hugoconv: was post, era 5.9")
    assert convert(parse(gone, page.path), "post").page.to_bytes() == data
    assert convert(parse(gone, page.path), "post", from_="talk").page.to_bytes() == data


def test_what_no_longer_fits_between_brackets_is_noted() -> None:
    data = b"---\n# hugoconv: was talk, era 5.9\n{\n  title: #Evening,\n  #location: Hall 2, # ground floor\n  #event: Open Day\n}\n---\n"
    found = convert(parse(data), "talk")
    assert found.page.to_bytes() == data.replace(b"# hugoconv: was talk, era 5.9\n", b"")
    assert len(found.notes) == 2
