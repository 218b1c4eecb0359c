"""Events come to Kit 0.11 with the data that the theme's own command gives them, and nothing else of them changes.

What its version 0.12.8 makes of the data of each page stands beside it, as that was seen to be.
"""

from __future__ import annotations

from typing import Any

import pytest

import hugoconv

TITLE, START, DAY = "title: Mud   # tentative\n", "'2026-06-01T10:00:00Z'", "2026-03-01T00:00:00Z"

# name: the matter, what hugoconv makes of it, the data that the command gives
PAGES: dict[str, tuple[str, str, dict[str, Any]]] = {
    "all fields": (
        (
            f"{TITLE}# The programme calls it the open day.\nevent: Open Day\naddress: {{street: Main Road 1}}\n"
            f"\n# When it begins.\ndate: {START}\ndate_end: 2026-06-01T11:00:00Z\nall_day: false\npublishDate: {DAY}\n#slides: x\n"
        ),
        (
            f"{TITLE}# The programme calls it the open day.\nevent_name: Open Day\naddress: {{street: Main Road 1}}\n"
            f"\n# When it begins.\nevent_start: {START}\nevent_end: 2026-06-01T11:00:00Z\nevent_all_day: false\ndate: {DAY}\n#slides: x\n"
        ),
        {
            "title": "Mud",
            "address": {"street": "Main Road 1"},
            "date": DAY,
            "event_start": "2026-06-01T10:00:00Z",
            "event_end": "2026-06-01T11:00:00Z",
            "event_all_day": False,
            "event_name": "Open Day",
        },
    ),
    "no day of publication": (
        f"{TITLE}date: 2026-06-01\nevent: EGU\nall_day: true\n",
        f"{TITLE}date: 2026-06-01\nevent_name: EGU\nevent_all_day: true\nevent_start: 2026-06-01\n",
        {
            "title": "Mud",
            "date": "2026-06-01",
            "event_start": "2026-06-01",
            "event_all_day": True,
            "event_name": "EGU",
        },
    ),
    "commented-out end": (
        f"{TITLE}date: 2026-06-01\n#date_end: 2026-06-02\n",
        f"{TITLE}date: 2026-06-01\nevent_start: 2026-06-01\n#event_end: 2026-06-02\n",
        {"title": "Mud", "date": "2026-06-01", "event_start": "2026-06-01"},
    ),
}


def migrated(matter: str, fence: str = "---") -> hugoconv.Page:
    page = hugoconv.parse(f"{fence}\n{matter}{fence}\n\nBody  \n", "content/events/a/index.md")
    return hugoconv.migrate(page, "0.11", from_era="0.10").page


@pytest.mark.parametrize("name", PAGES)
def test_the_data_are_those_of_the_theme_and_the_text_stays(name: str) -> None:
    matter, wanted, data = PAGES[name]
    page = migrated(matter)
    assert page.matter == wanted and page.body == b"\nBody  \n"
    assert page.to_dict() == {key: data[key] for key in page} and page.to_dict().keys() == data.keys()


@pytest.mark.parametrize("name", PAGES)
def test_the_way_back_gives_the_bytes(name: str) -> None:
    page = migrated(PAGES[name][0])
    assert hugoconv.migrate(page, "0.10", from_era="0.11").page.matter == PAGES[name][0]


def test_what_the_command_leaves_alone_or_loses() -> None:
    toml = migrated('title = "Mud"  # tentative\ndate = 2026-06-01\nevent = "EGU"\n', "+++")
    assert toml.matter.startswith('title = "Mud"  # tentative\ndate = 2026-06-01\nevent_name = "EGU"\nevent_start = ')
    other_case = migrated(f"{TITLE}publishdate: 2026-03-01\ndate: 2026-06-01\n")
    assert other_case.matter == f"{TITLE}date: 2026-03-01\nevent_start: 2026-06-01\n"
    with pytest.raises(hugoconv.Refused, match="both-fields"):
        migrated(f"{TITLE}event: EGU\nevent_name: Other\n")
