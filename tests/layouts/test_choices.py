"""What an owner can choose about a conversion: every choice on every kind of page comes back, and is quiet."""

import itertools
from typing import Any

import pytest
from hypothesis import assume, given, reject
from hypothesis import strategies as st

from hugoconv.errors import Refused
from hugoconv.layouts.convert import convert
from hugoconv.layouts.eras import default_era, era_named
from hugoconv.layouts.event_line import DEFAULT_LINE, line_of
from hugoconv.layouts.parse import parse
from hugoconv.layouts.schema import built_in
from hugoconv.page.page import Page
from tests.toml_strategies import any_talks

OTHER = {"talk": "post", "post": "talk"}
ERAS = st.sampled_from(["1", "2.4", "3.3", "4.0", "5.9", "0.10", "0.12"])
TO_TALK = [
    {"date": date, "template": template, "uncomment_fields": uncomment}
    for date, template, uncomment in itertools.product(("publish", "start"), (False, True), (False, True))
]
TO_POST = [
    {"date": date, "event_in": where}
    for date, where in itertools.product(("publish", "start"), (None, "subtitle", "summary", "body"))
]
WAYS = st.sampled_from([*(("talk", way) for way in TO_TALK), *(("post", way) for way in TO_POST)])
ALLOWED = {
    "comment-after-empty-block",
    "duplicate-key",
    "keys-differ-in-case",
    "anchor-in-use",
    "flow-entry",
}


NEEDS_NO_QUOTES = "Another title"  # others take those of their neighbours, and a template brings some


def gone(page: Page, to: str, **choices: Any) -> Page:
    try:
        return parse(convert(page, to, from_=OTHER[to], **choices).page.to_bytes(), page.path)
    except Refused as refused:
        assert refused.code in ALLOWED or refused.code.startswith("not-a-page"), refused
        reject()


@given(any_talks, ERAS, WAYS)
def test_whatever_is_chosen_comes_back_to_the_byte(data: bytes, era: str, way: tuple[str, dict[str, Any]]) -> None:
    to, choices = way
    page = parse(data, f"content/{OTHER[to]}/x.md")
    there = gone(page, to, era=era, **choices)
    assert convert(there, OTHER[to], from_=to, era=era).page.to_bytes() == data
    assert not convert(there, to, from_=OTHER[to], era=era, **choices).page.byte_edits
    record = there.matter.lstrip().splitlines()[0] if there.matter.strip() else ""
    assert not record.startswith("# hugoconv") or len(record) < 300


@given(any_talks, ERAS, WAYS)
def test_an_edit_in_between_survives_whatever_was_chosen(
    data: bytes, era: str, way: tuple[str, dict[str, Any]]
) -> None:
    to, choices = way
    page = parse(data, f"content/{OTHER[to]}/x.md")
    assume(isinstance(page.get("title"), str))
    there = gone(page, to, era=era, **choices)
    try:
        wanted = page.set("title", NEEDS_NO_QUOTES)
    except Refused:
        reject()
    edited = parse(there.set("title", NEEDS_NO_QUOTES).to_bytes(), page.path)
    assert convert(edited, OTHER[to], from_=to, era=era).page.to_bytes() == wanted.to_bytes()


POST = "---\ntitle: Mud\nsummary: ''\ndate: 2021-01-01\n---\nCome.\n"


def test_a_template_that_was_filled_in_goes_as_a_talk_goes() -> None:
    there = convert(parse(POST, "content/post/a.md"), "talk", template=True).page.to_bytes()
    filled = there.replace(b"#event:", b"event: Open Day").replace(b"#date:", b"date: 2021-03-12")
    back = convert(parse(filled, "content/post/a.md"), "post").page.to_bytes().decode()
    assert back == "---\ntitle: Mud\n#event: Open Day\nsummary: ''\n#date: 2021-03-12\ndate: 2021-01-01\n---\nCome.\n"


def test_a_line_that_was_changed_in_between_stays_with_a_note() -> None:
    talk = parse("---\ntitle: Mud\nevent: Open Day\ndate: 2021-01-01\n---\nCome.\n", "content/talk/a.md")
    for where, old, new in (("subtitle", b"Open Day, 01", b"At 01"), ("body", b"\nOpen Day,", b"\nAt the Open Day,")):
        there = convert(talk, "post", event_in=where).page.to_bytes()
        assert there.count(old) == 1
        back = convert(parse(there.replace(old, new), talk.path), "talk")
        assert new in back.page.to_bytes()
        assert b"hugoconv" not in back.page.to_bytes()
        assert any("which has changed" in note for note in back.notes)


def test_a_field_with_a_value_is_left_with_a_note() -> None:
    talk = parse("---\ntitle: Mud\nsubtitle: On rivers\nevent: Open Day\n---\n", "content/talk/a.md")
    found = convert(talk, "post", event_in="subtitle")
    assert found.page["subtitle"] == "On rivers"
    assert any("has a value" in note for note in found.notes)


LINES = {
    "all of it": (DEFAULT_LINE, "Open Day, Hall 2, 05 March 2021"),
    "no zeros": ("{event} ({location}), {start:%-d.%-m.%Y}", "Open Day (Hall 2), 5.3.2021"),
    "names of days": ("{start:%a %A %b %H:%M} {event}", "Fri Friday Mar 10:30 Open Day"),
    "Chinese": ("{event}（{location}），{start:%Y年%m月%d日}", "Open Day（Hall 2），2021年03月05日"),
    "braces and percent": ("{{{event}}} {start:%d%%}", "{Open Day} 05%"),
    "a date alone": ("{event} {start}", "Open Day 2021-03-05"),
}
FIELDS: dict[str, Any] = {"event": "Open\n  Day", "location": "Hall 2", "date": "2021-03-05T10:30:00+08:00"}


@pytest.mark.parametrize("name", LINES)
def test_a_line_is_filled_in(name: str) -> None:
    template, line = LINES[name]
    assert line_of(template, FIELDS, default_era()) == line


WITHOUT = {
    ("location", DEFAULT_LINE): "Open Day, 05 March 2021",
    ("event", DEFAULT_LINE): "Hall 2, 05 March 2021",
    ("date", DEFAULT_LINE): "Open Day, Hall 2",
    ("location", "{event} ({location}), {start:%Y}"): "Open Day, 2021",
    ("location", "{event}（{location}），{start:%Y年}"): "Open Day，2021年",
    ("event", "At {event} in {location} on {start}"): "in Hall 2 on 2021-03-05",
}


@pytest.mark.parametrize(("name", "template"), WITHOUT)
def test_what_has_no_value_goes_with_the_text_before_it(name: str, template: str) -> None:
    assert line_of(template, FIELDS | {name: ""}, default_era()) == WITHOUT[name, template]


def test_a_day_alone_is_no_event() -> None:
    assert line_of(DEFAULT_LINE, {"date": "2021-03-05"}, default_era()) == ""


@pytest.mark.parametrize(
    "line", ["", "no field", "{venue}", "{event:%d}", "{start:%Q}", "{event", "{event}\n{start}", "{0}"]
)
def test_a_line_that_cannot_be_filled_in_is_refused(line: str) -> None:
    with pytest.raises(Refused) as caught:
        convert(parse("---\nevent: x\n---\n", "content/talk/a.md"), "post", event_in="subtitle", event_line=line)
    assert caught.value.code == "event-line"


def test_choices_of_the_other_direction_are_refused() -> None:
    with pytest.raises(Refused) as caught:
        convert(parse(POST, "content/post/a.md"), "talk", event_in="body")
    assert caught.value.code == "other-direction"
    with pytest.raises(ValueError, match="date is one of"):
        convert(parse(POST, "content/post/a.md"), "talk", date="end")


def test_a_template_has_the_fields_of_the_era_in_the_order_of_its_schema() -> None:
    there = convert(parse(POST, "content/post/a.md"), "talk", template=True).page
    signs = [line for line in there.matter.splitlines() if line.startswith("#") and not line.startswith("# ")]
    assert signs == ["#event:", "#event_url:", "#location:", "#date:", "#date_end:", "#all_day: false"]
    era = era_named("kit")
    assert era is not None
    assert "event_name" in built_in().all["talk"].template[era.id]


def test_json_has_no_comments_for_a_template() -> None:
    with pytest.raises(Refused) as caught:
        convert(parse('{"title": "x"}\n', "content/post/a.md"), "talk", template=True)
    assert caught.value.code == "no-comments"


def test_a_publication_long_before_the_start_is_noted() -> None:
    talk = parse("---\ntitle: x\ndate: 2021-03-12\npublishDate: 2017-01-01\n---\n", "content/talk/a.md")
    assert any("over a year" in note for note in convert(talk, "post").notes)
    assert not any("over a year" in note for note in convert(talk, "post", date="start").notes)


def test_what_is_to_be_filled_in_is_noted() -> None:
    notes = convert(parse(POST, "content/post/a.md"), "talk").notes
    assert "to be filled in by hand: event, location, date" in notes


ELSEWHERE = {
    "a date above a summary": (
        "---\ntitle: Mud\ndate: 2021-01-01\nauthors: []\nsummary: ''\n---\n",
        ["title", "#event", "#event_url", "#location", "#date", "#date_end", "#all_day", "publishDate", "authors"],
    ),
    "a date above the title": (
        '+++\ndate = 2021-01-01\ntitle = "Mud"\nsummary = ""\n+++\n',
        ["publishDate", "title", "#event", "#event_url", "#location", "#date", "#date_end", "#all_day", "summary"],
    ),
    "a date of publication below a summary, which has a start of its own": (
        "---\ntitle: Mud\nsummary: ''\ndate: 2021-01-01\nevent_start: 2021-03-12\n---\n",
        ["title", "#event_name", "#event_url", "#location", "#address", "summary", "date", "event_start", "#event_end"],
    ),
}


@pytest.mark.parametrize("name", ELSEWHERE)
def test_a_template_goes_along_with_the_order_of_a_page(name: str) -> None:
    text, order = ELSEWHERE[name]
    era = "0.12" if "event_start" in text else "5.9"
    there = convert(parse(text, "content/post/a.md"), "talk", from_="post", era=era, template=True).page
    lines = [line for line in there.matter.splitlines() if line[:1] not in ("", " ") and line[1:2] != " "]
    assert [line.replace("=", ":").split(":")[0].strip() for line in lines][: len(order)] == order


@pytest.mark.parametrize("era", ["2.4", "3.3"])
def test_a_start_that_is_added_leaves_that_of_the_author_commented_out(era: str) -> None:
    data = b"---\ntitle: a\ndate: 2020-01-01\n#time_start: 2021-01-01T10:00:00Z\n#location: y\n---\n"
    there = gone(parse(data), "talk", era=era, uncomment_fields=True, date="start")
    assert str(there["time_start"]) == "2020-01-01" and there["location"] == "y"
    assert [field.key for field in there.commented_out] == ["time_start"]
    assert convert(there, "post").page.to_bytes() == data
