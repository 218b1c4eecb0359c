"""The line of an event on a post: where it goes, what of it Markdown reads, and that it can be taken away again."""

from typing import Any

import pytest

from hugoconv.layouts.convert import Conversion, convert
from hugoconv.layouts.eras import default_era
from hugoconv.layouts.event_line import DEFAULT_LINE, line_of
from hugoconv.layouts.parse import parse

EMPTY = [
    "summary:",
    "summary: ",
    "summary:\t",
    "summary: ~",
    "summary: null",
    "summary: # none yet",
    "summary:   # none yet",
    "summary: ''",
    'summary: ""',
    "summary: >-",
    "summary: !!str",
    "summary: &a",
    "summary : ",
    "Summary:",
]
AROUND = ["{}\n", "{}\nabstract:\n", "{}\nabstract: null\n", "{}\n#summary_of: x\n", "{}\n\n# More\ntags: []\n"]


def kept(text: str, where: str, path: str = "content/talk/a.md") -> Conversion:
    there = convert(parse(text, path), "post", event_in=where)
    again = parse(there.page.to_bytes(), path)
    assert not convert(again, "post", event_in=where).page.byte_edits
    assert convert(again, "talk").page.to_bytes() == text.encode()
    return there


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize("empty", EMPTY)
def test_a_field_without_a_value_takes_the_line_however_it_is_written(empty: str, around: str) -> None:
    there = kept(f"---\ntitle: Mud\nevent: Open Day\n{around.format(empty)}---\nCome.\n", "summary")
    assert (there.page.get("summary") or there.page.get("Summary")) == "Open Day"
    assert not any("is not kept" in note for note in there.notes)


@pytest.mark.parametrize("body", ["", " ", "\t"])
def test_below_a_fence_without_a_line_end_there_is_no_line(body: str) -> None:
    there = kept(f"---\ntitle: Mud\nevent: Open Day\n---{body}", "body")
    assert any("ends at its closing fence" in note for note in there.notes)


@pytest.mark.parametrize("body", ["", "\n", "\n\n", "Come.", "Come.\n", "\nCome.\n", "\n\n \n# Come\n"])
def test_a_body_takes_the_line_in_front_of_its_text(body: str) -> None:
    for eol in ("\n", "\r\n"):
        text = f"---\ntitle: Mud\nevent: Open Day\n---\n{body}".replace("\n", eol)
        found = kept(text, "body").page.body.decode()
        assert found.strip().startswith(f"Open Day{eol}{eol}" if body.strip() else "Open Day")


AS_TEXT = {
    "24. Conference": "24\\. Conference",
    "24) Conference": "24\\) Conference",
    "# 1 Day": "\\# 1 Day",
    "- Open Day -": "\\- Open Day -",
    "* Open *": "\\* Open *",
    "> 100 Days": "\\> 100 Days",
    "---": "\\---",
    "[Day]: open": "\\[Day]: open",
    "```": "\\```",
    "24th Conference": "24th Conference",
    "**Open** Day": "**Open** Day",
    "[Open Day](https://example.org)": "[Open Day](https://example.org)",
    "2.0 Day": "2.0 Day",
    "#open": "#open",
    'The "Day" \\ it\'s': 'The "Day" \\ it\'s',
}


@pytest.mark.parametrize("event", AS_TEXT)
def test_no_event_becomes_a_list_or_a_heading_of_the_body(event: str) -> None:
    quoted = "'" + event.replace("'", "''") + "'"
    text = f"---\ntitle: Mud\nevent: {quoted}\n---\n\nCome.\n"
    assert kept(text, "body").page.body.decode() == f"\n{AS_TEXT[event]}\n\nCome.\n"
    assert kept(text, "subtitle").page["subtitle"] == event
    assert kept(text, "body", "content/talk/a.html").page.body.decode() == f"\n{event}\n\nCome.\n"


def test_a_shortcode_of_an_event_is_not_carried_out() -> None:
    there = kept("---\ntitle: Mud\nevent: '{{< day >}}'\n---\nCome.\n", "body")
    assert any("shortcode" in note for note in there.notes)


def test_an_empty_field_that_went_away_meanwhile_leaves_a_note_at_most() -> None:
    talk = parse("---\ntitle: Mud\nevent: Open Day\nsummary: ~\n---\n", "content/talk/a.md")
    there = convert(talk, "post", event_in="summary").page.to_bytes()
    assert b"\n#summary: ~\n" in there
    for change in (b"", b"#summary: ~\n#summary: ~\n", b"#summary: Mud\n"):
        back = convert(parse(there.replace(b"#summary: ~\n", change), talk.path), "talk")
        assert b"hugoconv" not in back.page.to_bytes()
        assert back.page["event"] == "Open Day"
        assert any("not taken away" in note for note in back.notes) or back.page.get("summary") != "Open Day"


VALUES: dict[str, tuple[Any, str]] = {
    "a map": ({"name": "Hall 2", "city": "Leeds", "room": None, "open": True}, "Open Day, Hall 2, Leeds"),
    "a list": (["Hall 2", "", "Hall 3"], "Open Day, Hall 2, Hall 3"),
    "lines": ("Hall 2\n  Leeds\n", "Open Day, Hall 2 Leeds"),
    "a number": (2, "Open Day, 2"),
    "no text": (True, "Open Day"),
    "nothing": ({}, "Open Day"),
    "very long": ("Hall " * 500, f"Open Day, {('Hall ' * 500).strip()}"),
}


@pytest.mark.parametrize("name", VALUES)
def test_a_place_of_any_kind_is_told_on_one_line(name: str) -> None:
    place, line = VALUES[name]
    assert line_of(DEFAULT_LINE, {"event": "Open Day", "location": place}, default_era()) == line


def test_without_a_record_too_it_is_told_why_a_line_is_not_kept() -> None:
    page = parse("---\ntitle: x\nevent: Open Day\nsubtitle: Taken\n---\n", "content/talk/a.md")
    for record in (True, False):
        notes = convert(page, "post", event_in="subtitle", record=record).notes
        assert "the event is not kept in the subtitle, which has a value" in notes


def test_a_note_says_which_hidden_fields_can_be_brought_to_life() -> None:
    post = parse("---\ntitle: Mud\n#event: Open Day\n# location: Hall 2\n---\n", "content/post/a.md")
    notes = "\n".join(convert(post, "talk").notes)
    assert "left so: event (--uncomment-fields brings them to life)" in notes
    assert "left so: location (take the # away by hand)" in notes
    notes = "\n".join(convert(post, "talk", uncomment_fields=True).notes)
    assert "left so: location (take" in notes
    assert "--uncomment-fields" not in notes
