"""Dates in the spelling of their authors."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hugoconv.hugo.dates import parse_date
from hugoconv.syntax.date_text import is_date, restyled, rezoned, shifted, written

OFFSETS = st.sampled_from(["", "Z", "+00:00", "+08:00", "-0330", "+0530", " +0100", " -05:00"])
DELTAS = st.integers(-(10**9), 10**9).map(lambda seconds: datetime.timedelta(seconds=seconds))


@st.composite
def dates(draw: st.DrawFn, *, timed: bool = False) -> str:
    when = draw(st.datetimes(datetime.datetime(1950, 1, 1), datetime.datetime(2150, 1, 1)))
    if not timed and draw(st.booleans()):
        return when.strftime("%Y-%m-%d")
    fraction = draw(st.sampled_from(["", "", ".5", ".123456789"]))
    offset = draw(OFFSETS)
    separator = "T" if not offset or ":" in offset or offset == "Z" else " "
    return when.strftime(f"%Y-%m-%d{separator if ' ' not in offset else ' '}%H:%M:%S") + fraction + offset


def instant(text: str) -> datetime.datetime:
    moment = parse_date(text)
    assert moment is not None, text
    return moment.at()


def form(text: str) -> str:
    """The text with every digit as the same sign, so that only its spelling is left."""
    return "".join("9" if c.isdigit() else "-" if c == "+" else c for c in text)


@given(dates())
def test_a_date_taken_apart_and_put_together_is_the_same(text: str) -> None:
    assert str(written(text)) == text
    assert restyled(text, text) == text


@given(dates(timed=True), DELTAS)
def test_a_shifted_date_is_that_much_later_and_spelled_as_before(text: str, delta: datetime.timedelta) -> None:
    new = shifted(text, delta)
    assert instant(new) - instant(text) == delta
    assert form(new) == form(text)
    assert shifted(new, -delta) == text


@given(dates(timed=True), st.integers(-14 * 60, 14 * 60), st.integers(-14 * 60, 14 * 60))
def test_in_another_zone_the_instant_is_the_same(text: str, minutes: int, site_minutes: int) -> None:
    zone, site = (datetime.timezone(datetime.timedelta(minutes=m)) for m in (minutes, site_minutes))
    new = rezoned(text, zone, site)
    moment = parse_date(text)
    assert moment is not None
    assert instant(new) == moment.at(site)
    assert rezoned(new, zone, site) == new
    assert datetime.datetime.fromisoformat(instant(new).isoformat()).utcoffset() == datetime.timedelta(minutes=minutes)


@given(dates(), dates())
def test_a_new_date_loses_nothing_in_an_old_spelling(new: str, old: str) -> None:
    found = restyled(new, old)
    assert restyled(found, old) == found
    if "+" in new or "Z" in new or written(new).offset:
        if written(old).separator:
            assert instant(found) == instant(new)
    assert found[:10] == new[:10]
    if written(old).separator and written(new).offset:
        assert written(found).separator == written(old).separator


@pytest.mark.parametrize(
    ("text", "delta"),
    [
        ("2021-02-01", {"hours": 8}),
        ("2021-02-01T10:00Z", {"seconds": 5}),
        ("9999-12-31", {"days": 1}),
        ("1 Feb 2021", {"days": 1}),
    ],
)
def test_what_cannot_be_moved_is_said(text: str, delta: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=r"date|calendar"):
        shifted(text, datetime.timedelta(**delta))
    assert not is_date("1 Feb 2021")


def test_a_day_alone_moves_by_days_and_has_no_zone() -> None:
    assert shifted("2021-02-27", datetime.timedelta(days=2)) == "2021-03-01"
    with pytest.raises(ValueError, match="no instant"):
        rezoned("2021-02-27", datetime.UTC)


@given(st.text(alphabet="0123456789-:TZ +.", max_size=28))
def test_any_text_is_a_date_or_none(text: str) -> None:
    assert is_date(text) in (True, False)
    assert restyled(text, "2021-02-01T10:00:00Z") or not text
