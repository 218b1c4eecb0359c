"""Stand-in until the data is there."""

from __future__ import annotations

from typing import NamedTuple


class Era(NamedTuple):
    id: str
    title: str
    phase: str
    exchanges: bool


DEFAULT_ERA = Era("5.9", "Academic 4.1 to Wowchemy 5.9", "P3", False)
_ERAS = {
    "1": Era("1", "", "P1", True),
    "3.3": Era("3.3", "", "P2", True),
    "4.0": Era("4.0", "", "P2", True),
    "5.9": DEFAULT_ERA,
    "0.12": Era("0.12", "", "P4", False),
}
_L = {"talk": "talk", "event": "talk", "events": "talk", "post": "post", "blog": "post", "posts": "post"}
_T = tuple(
    [
        "event",
        "event_name",
        "event_url",
        "event_short",
        "location",
        "address",
        "address_format",
        "time_start",
        "time_end",
        "date_end",
        "all_day",
        "event_start",
        "event_end",
        "event_all_day",
    ]
)


def era_named(n: str) -> Era | None:
    return _ERAS.get(n)


def layout_named(n: str) -> str | None:
    return _L.get(n.lower())


def talk_only(e: Era) -> tuple[str, ...]:
    return _T


def known_fields() -> frozenset[str]:
    return frozenset(_T) | {"title", "date", "publishdate", "slides", "projects", "links", "tags", "summary"}


def field_order(l: str, e: Era) -> tuple[str, ...]:
    return ("title", "date", "publishDate", "tags")
