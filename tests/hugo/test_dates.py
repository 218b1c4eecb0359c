"""Dates as Hugo reads them, whatever the zone of the machine."""

import datetime
import json
import os
import subprocess
import sys
import zoneinfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hugoconv.errors import MatterSyntaxError
from hugoconv.hugo.dates import Moment, parse_date
from hugoconv.layouts.parse import parse
from tests.shared import shared

READ = {
    "2020-01-02": (2020, 1, 2, 0, 0, 0, 0, None),
    "2020-01-02T03:04:05": (2020, 1, 2, 3, 4, 5, 0, None),
    "2020-01-02T03:04:05Z": (2020, 1, 2, 3, 4, 5, 0, 0),
    "2020-01-02T03:04:05+08:00": (2020, 1, 2, 3, 4, 5, 0, 28800),
    "2020-01-02T03:04:05-0330": (2020, 1, 2, 3, 4, 5, 0, -12600),
    "2020-01-02T3:04:05Z": (2020, 1, 2, 3, 4, 5, 0, 0),
    "2020-01-02 03:04:05": (2020, 1, 2, 3, 4, 5, 0, None),
    "2020-01-02   03:04:05": (2020, 1, 2, 3, 4, 5, 0, None),
    "2020-01-02 03:04:05 +0800": (2020, 1, 2, 3, 4, 5, 0, 28800),
    "2020-01-02 03:04:05.123456789": (2020, 1, 2, 3, 4, 5, 123456789, None),
    "2020-01-02T03:04:05,5Z": (2020, 1, 2, 3, 4, 5, 500000000, 0),
    "Thu, 02 Jan 2020 03:04:05 +0100": (2020, 1, 2, 3, 4, 5, 0, 3600),
    "Mon, 02 Jan 2020 03:04:05 CET": (2020, 1, 2, 3, 4, 5, 0, None),
    "02 Jan 2020": (2020, 1, 2, 0, 0, 0, 0, None),
    "02 jan 2020": (2020, 1, 2, 0, 0, 0, 0, None),
    "02 Jan 20 03:04 CET": (2020, 1, 2, 3, 4, 0, 0, None),
    "Thu Jan  2 03:04:05 2020": (2020, 1, 2, 3, 4, 5, 0, None),
    "3:04PM": (0, 1, 1, 15, 4, 0, 0, 0),
    "2020-02-29": (2020, 2, 29, 0, 0, 0, 0, None),
}
REFUSED = [
    "2020-1-2", "2020-01", "2020/01/02", "2 Jan 2020", "Jan 2, 2020", "2020-01-02t03:04:05z", "2020-01-02T03:04",
    "2020-01-02T03:04:05+01", "2020-01-02T03:04:05 Z", "2020-01-02 03:04:05 UTC", "2020-01-02T24:00:00",
    "2020-01-02T03:04:60", " 2020-01-02", "2020-01-02 ", "2019-02-29", "2020-13-01", "2020-00-01", "yesterday",
    "２０２０-01-02", "2020-01-02T03：04：05", True, 1.5, [], {}, datetime.time(1, 2),
]  # fmt: skip


@pytest.mark.parametrize("text", READ)
def test_the_forms_that_hugo_reads(text: str) -> None:
    assert parse_date(text) == Moment(*READ[text])


@pytest.mark.parametrize("value", REFUSED, ids=repr)
def test_the_forms_that_hugo_refuses(value: object) -> None:
    with pytest.raises(ValueError, match="date"):
        parse_date(value)  # type: ignore[arg-type]


def test_nothing_is_no_date_and_a_number_is_seconds() -> None:
    assert parse_date(None) is parse_date("") is None
    assert parse_date(2020) == Moment(1970, 1, 1, 0, 33, 40, 0, 0)
    assert parse_date(datetime.date(2020, 1, 2)) == Moment(2020, 1, 2)


def test_the_site_decides_where_the_text_has_no_zone() -> None:
    oslo, moment = zoneinfo.ZoneInfo("Europe/Oslo"), parse_date("2025-07-04")
    assert moment is not None
    assert moment.at(oslo).isoformat() == "2025-07-04T00:00:00+02:00"
    fixed = parse_date("2025-07-04T00:00:00Z")
    assert fixed is not None
    assert fixed.at(oslo).isoformat() == "2025-07-04T00:00:00+00:00"


@given(st.datetimes(min_value=datetime.datetime(1000, 1, 1)), st.integers(-24 * 60, 24 * 60))  # noqa: DTZ001
def test_a_date_written_out_is_read_back(when: datetime.datetime, minutes: int) -> None:
    hours, rest = divmod(abs(minutes), 60)
    text = f"{when.isoformat(timespec='seconds')}{'-' if minutes < 0 else '+'}{hours:02}:{rest:02}"
    found = parse_date(text)
    assert found is not None
    assert (*found[:6], found.offset) == (*when.timetuple()[:6], minutes * 60)


@given(st.text(alphabet="0123456789-:TZ +.,JanMoth", max_size=30))
def test_any_text_is_a_date_or_none(text: str) -> None:
    try:
        found = parse_date(text)
    except ValueError as error:
        assert str(error)
    else:
        assert found is None or 1 <= found.month <= 12


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "America/New_York", "UTC"])
def test_no_zone_of_the_machine_comes_in(zone: str) -> None:
    code = (
        "import hugoconv; from hugoconv.hugo.dates import parse_date;"
        "page = hugoconv.parse('+++\\ndate = 2021-02-01T00:00:00\\nday = 2021-02-01\\n+++\\n');"
        "new = hugoconv.translate(page.set('date', page['date']).insert('x', page['day']), 'yaml').page;"
        "print(new.matter, parse_date('2021-02-01').at(), parse_date(0).at())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, "TZ": zone}, capture_output=True, text=True, check=True
    )
    assert done.stdout == (
        "date: 2021-02-01T00:00:00\nday: 2021-02-01\nx: 2021-02-01\n 2021-02-01 00:00:00+00:00 1970-01-01 00:00:00+00:00\n"
    )


@pytest.mark.skipif(shared("suites") is None, reason="../shared/suites is absent")
def test_the_answers_of_hugo_hold() -> None:
    found = shared("suites", "hugo-frontmatter-cases.json")
    assert found is not None
    for case in json.loads(found.read_text("utf-8"))["oracle"]["dates_utc"]:
        answer = case["hugo_0_168"]
        try:
            page = parse(case["input"])
        except MatterSyntaxError:
            assert "error" in answer
            continue
        try:
            moment = parse_date(page["date"]) if "date" in page else None
        except ValueError:
            assert "error" in answer, case["name"]
            continue
        if ".date" in answer and moment is not None:
            day = f"{moment.year:04}-{moment.month:02}-{moment.day:02}"
            assert answer[".date"].startswith(f"{day} {moment.hour:02}:{moment.minute:02}:{moment.second:02}"), case[
                "name"
            ]
