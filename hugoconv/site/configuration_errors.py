"""Settings of a site that cannot be what they say, found before anything is done with them."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from hugoconv.errors import ConfigurationError
from hugoconv.hugo.cascade import cascades_of, handed_down
from hugoconv.hugo.globs import GlobError, matches
from hugoconv.hugo.page_path import page_path
from hugoconv.refusals import Message, message
from hugoconv.site.configuration_files import Source, map_of, mistake
from hugoconv.syntax.values import Value

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

Keys = tuple[str, ...]


def refuse_mistakes(root: str, sources: Sequence[Source], settings: Mapping[str, Value]) -> None:
    """Raises ConfigurationError (``bad-setting``) for the first setting that is a mistake, at its place."""
    for keys, found in _mistakes(settings):
        raise mistake(root, sources, keys, found)


def unknown_zone(root: str, zone: str) -> ConfigurationError:
    """The error for a zone that is not known, where no file is at hand in which it stands."""
    return ConfigurationError(root, *message("bad-setting", "zone", text=_short(zone)))


def pattern_of(text: str) -> re.Pattern[str]:
    """A regular expression of a configuration. Raises ValueError with the reason for one that Python does not read."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return re.compile(text)
    except (re.error, OverflowError, RecursionError) as error:
        raise ValueError(str(error)) from error


def zone_of(name: str) -> ZoneInfo | None:
    """The zone of a name; None where there is none."""
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except (KeyError, OSError, ValueError):
        return None


def _mistakes(settings: Mapping[str, Value]) -> Iterator[tuple[Keys, Message]]:
    for keys, patterns in (
        (("ignorefiles",), settings.get("ignorefiles")),
        (("security", "allowcontent"), map_of(settings.get("security")).get("allowcontent")),
    ):
        for text in (item for item in _items(patterns) if isinstance(item, str)):
            try:
                pattern_of(text.removeprefix("! "))
            except ValueError as error:
                yield keys, message("bad-setting", "pattern", text=_short(text), why=error)
    languages = map_of(settings.get("languages"))
    for above, own in ((), settings), *((("languages", name), map_of(one)) for name, one in languages.items()):
        yield from _in_one(above, own)


def _in_one(above: Keys, own: Mapping[str, Value]) -> Iterator[tuple[Keys, Message]]:
    """The mistakes in what each language may have of its own."""
    zone, url = own.get("timezone"), own.get("baseurl")
    if isinstance(zone, str) and zone and zone_of(zone) is None:
        yield (*above, "timezone"), message("bad-setting", "zone", text=_short(zone))
    if isinstance(url, str):
        try:
            urlsplit(url)
        except ValueError as error:
            yield (*above, "baseurl"), message("bad-setting", "url", text=_short(url), why=error)
    yield from _in_targets(above, own)


def _in_targets(above: Keys, own: Mapping[str, Value]) -> Iterator[tuple[Keys, Message]]:
    """What Hugo refuses in ``cascade`` and ``permalinks``: it builds no site with one of them."""
    if not isinstance(own.get("cascade"), dict | list | None):
        yield (*above, "cascade"), message("bad-setting", "cascade")
    try:
        handed_down(cascades_of(own.get("cascade")), page_path("content/a.md"))
    except ValueError as error:
        yield (*above, "cascade"), message("bad-setting", "target", why=_short(str(error)))
    for glob in _globs(own.get("permalinks")):
        try:
            matches(glob, "/")
        except GlobError as error:
            yield (*above, "permalinks"), message("bad-setting", "glob", why=_short(str(error)))


def _globs(permalinks: Value) -> Iterator[str]:
    """The patterns for paths and kinds in rules for addresses: those of a list, or the names of sections in a map."""
    if isinstance(permalinks, dict):
        for name, value in permalinks.items():
            yield from map_of(value) if isinstance(value, dict) else [name]
    for rule in _items(permalinks):
        target = map_of(map_of(rule).get("target")) if isinstance(permalinks, list) else {}
        yield from (text for text in target.values() if isinstance(text, str))


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"


def _items(value: Value) -> Sequence[Value]:
    return value if isinstance(value, list) else [value]
