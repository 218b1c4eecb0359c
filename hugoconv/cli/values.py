"""Values on the command line: ``KEY=VALUE``, the value read as YAML the way Hugo reads it."""

from __future__ import annotations

import datetime
from typing import NamedTuple

import click

from hugoconv.errors import MatterSyntaxError
from hugoconv.syntax.comments import comment_spans
from hugoconv.syntax.registry import SYNTAXES
from hugoconv.syntax.values import Value
from hugoconv.text.regex import regex

_UNITS = ("weeks", "days", "hours", "minutes", "seconds")
# Nine digits: of thousands `int` makes no number but a ValueError, which would be told as a bug.
_DELTA = regex(r"([+-])(?:(\d{1,9})w)?(?:(\d{1,9})d)?(?:(\d{1,9})h)?(?:(\d{1,9})m)?(?:(\d{1,9})s)?\Z")
_NUMERAL = regex(r"[+-]?[0-9][0-9.]*\Z")
_OFFSET = regex(r"([+-])(\d\d):?([0-5]\d)?\Z")


def split_pair(text: str, option: str) -> tuple[str, str]:
    """Key and value around the first ``=``; anything else is wrong usage."""
    key, equals, value = text.partition("=")
    if not equals or not key:
        raise click.UsageError(f"{option} wants KEY=VALUE, not {text!r}")
    return key, value


def refuse_nameless(key: str, option: str) -> None:
    """Wrong usage for a new key that is empty, or has nothing before, behind or between its dots."""
    if not all(key.split(".")):
        raise click.UsageError(f"{option}: {key!r} has an empty name in it")


class Given(NamedTuple):
    """A value as it was typed and as it is meant; ``note`` says where the two are not the same kind."""

    text: str
    value: Value
    note: str = ""


def read_given(text: str, option: str) -> Given:
    """As ``read_value``; a number that would be written with other digits is text, and no text at all is empty text.

    >>> read_given("01234", "--set").value, read_given("1.10", "--set").value, read_given("12", "--set").value
    ('01234', '1.10', 12)
    """
    if not text.strip():
        return Given(text, "")
    value = read_value(text, option)
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if not number or not _NUMERAL.match(text) or repr(value) == text:
        return Given(text, value)
    return Given(text, text, f"{text} is kept as text, since Hugo reads the number {value!r} in it")


def read_value(text: str, option: str) -> Value:
    """The value of some YAML. Text that is no YAML, or holds more than one value, is wrong usage: nothing is dropped.

    >>> read_value("[a, 010]", "--set"), read_value("yes", "--set")
    (['a', 8], 'yes')
    """
    yaml = SYNTAXES["yaml"]
    try:
        # As the value of a key, which is what it will be: alone, `a: b` would be a map.
        tree = yaml.read(f"v: {text}\n")
    except MatterSyntaxError as error:
        raise _wrong(text, option, f"is no YAML value ({error.msg})") from None
    data = yaml.data(tree.root)
    if not isinstance(data, dict) or list(data) != ["v"]:
        raise _wrong(text, option, "is not one YAML value")
    if comment_spans(tree):
        raise _wrong(text, option, "holds a YAML comment, which would be lost")
    if tree.end != len(tree.text):
        raise _wrong(text, option, "goes on after the end of the YAML document")
    return data["v"]


def read_delta(text: str, option: str) -> datetime.timedelta:
    """Some time, forwards or backwards, in weeks, days, hours, minutes and seconds. Raises UsageError for anything
    else.

    >>> read_delta("+1d12h", "--shift"), read_delta("-90m", "--shift")
    (datetime.timedelta(days=1, seconds=43200), datetime.timedelta(days=-1, seconds=81000))
    """
    found = _DELTA.match(text)
    # A sign alone matches as well, since every part may be missing.
    if found is None or not text.strip("+-"):
        raise click.UsageError(f"{option} wants a time such as +8h, -1d12h or +30m, not {text!r}")
    sign, *parts = found.groups()
    amounts = {unit: int(part or 0) for unit, part in zip(_UNITS, parts, strict=True)}
    try:
        delta = datetime.timedelta(**amounts)
    except OverflowError:
        raise click.UsageError(f"{option}: {text!r} is beyond the calendar") from None
    return -delta if sign == "-" else delta


def read_zone(text: str, option: str) -> datetime.tzinfo:
    """A zone by its name or its offset. Raises UsageError for any other text.

    >>> read_zone("+08:00", "--tz")
    datetime.timezone(datetime.timedelta(seconds=28800))
    """
    offset = _OFFSET.match(text)
    if text in ("Z", "UTC"):
        return datetime.UTC
    if offset is not None:
        minutes = int(offset[2]) * 60 + int(offset[3] or 0)
        return datetime.timezone(datetime.timedelta(minutes=-minutes if offset[1] == "-" else minutes))
    import zoneinfo

    try:
        return zoneinfo.ZoneInfo(text)
    # `Asia` is a folder of the database, `../x` leads out of it: neither is only not found.
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        raise click.UsageError(f"{option}: {text!r} is no zone, such as Asia/Shanghai, +08:00 or UTC") from None


def _wrong(text: str, option: str, why: str) -> click.UsageError:
    return click.UsageError(f"{option}: {text!r} {why}; put quotes around it, or use --set-string for plain text")
