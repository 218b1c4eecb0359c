"""Values of other libraries and of classes of one's own are taken as what they are."""

from __future__ import annotations

import collections
import datetime
import decimal
import enum
import fractions
import numbers
from typing import Any

import pytest
import tomlkit

from hugoconv.errors import Refused
from hugoconv.layouts.parse import parse

PAGES = {"yaml": "---\na: 0\n---\n", "toml": "+++\na = 0\n+++\n", "json": '{"a": 0}\n', "org": "#+a: 0\n"}


class Count(enum.IntEnum):
    ONE = 1


class Name(enum.StrEnum):
    TALK = "talk"


class Older(str, enum.Enum):
    TALK = "talk"


class Text(str):
    """A scalar of another YAML library, with what it wants to remember."""

    def __str__(self) -> str:
        return "not this"


class Numeric:
    """A number as numpy has it: no int, but registered as one."""

    def __init__(self, value: int) -> None:
        self.value = value

    def __int__(self) -> int:
        return self.value

    def __index__(self) -> int:
        return self.value


class Real:
    def __init__(self, value: float) -> None:
        self.value = value

    def __float__(self) -> float:
        return self.value


class Indexed:
    """Not registered as anything."""

    def __index__(self) -> int:
        return 7


class Array:
    def __init__(self, *values: Any) -> None:
        self.values = values

    def tolist(self) -> Any:
        return list(self.values)


class bool_:
    def __init__(self, value: bool) -> None:
        self.value = value

    def __bool__(self) -> bool:
        return self.value


class ScalarBoolean(int):
    """A truth value of ruamel.yaml."""


class ScalarInt(int):
    """A number of ruamel.yaml."""


class Moment(datetime.datetime):
    pass


class Day(datetime.date):
    pass


numbers.Integral.register(Numeric)
numbers.Real.register(Real)

SINGLE: list[tuple[Any, Any]] = [
    (Count.ONE, 1),
    (Name.TALK, "talk"),
    (Older.TALK, "talk"),
    (Text("text"), "text"),
    (Numeric(7), 7),
    (Real(7.5), 7.5),
    (Indexed(), 7),
    (decimal.Decimal("1.25"), 1.25),
    (fractions.Fraction(1, 4), 0.25),
    (bool_(True), True),
    (ScalarBoolean(1), True),
    (ScalarInt(3), 3),
    (tomlkit.item("text"), "text"),
    (tomlkit.item(7), 7),
    (tomlkit.item(1.5), 1.5),
    (tomlkit.item(True), True),
]
LISTS: list[tuple[Any, Any]] = [
    (("a", "b"), ["a", "b"]),
    ({"a": 1, "b": 2}.keys(), ["a", "b"]),
    ({"x": "a", "y": "b"}.values(), ["a", "b"]),
    (collections.deque(["a"]), ["a"]),
    (collections.UserList(["a"]), ["a"]),
    (tomlkit.item(["a", "b"]), ["a", "b"]),
    (Array("a", "b"), ["a", "b"]),
    ((Name.TALK, Text("b")), ["talk", "b"]),
]
MAPS: list[tuple[Any, Any]] = [
    (collections.OrderedDict(k="v"), {"k": "v"}),
    (collections.UserDict(k="v"), {"k": "v"}),
    ({Name.TALK: Name.TALK}, {"talk": "talk"}),
    (tomlkit.parse('k = "v"\n'), {"k": "v"}),
    ({"k": Array("a")}, {"k": ["a"]}),
]


def _set(syntax: str, value: Any) -> Any:
    return parse(parse(PAGES[syntax]).set("zz", value).to_bytes())["zz"]


@pytest.mark.parametrize("syntax", ["yaml", "toml", "json"])
@pytest.mark.parametrize(("given", "wanted"), [*SINGLE, *LISTS, *MAPS])
def test_a_value_is_taken_as_what_it_is(syntax: str, given: Any, wanted: Any) -> None:
    found = _set(syntax, given)
    assert found == wanted
    assert isinstance(found, bool) == isinstance(wanted, bool)
    assert (
        parse(PAGES[syntax]).set("a", wanted).set("a", given).to_bytes()
        == parse(PAGES[syntax]).set("a", wanted).to_bytes()
    )


@pytest.mark.parametrize(("given", "wanted"), [*SINGLE, *LISTS])
def test_a_value_in_org_is_its_text(given: Any, wanted: Any) -> None:
    text = str(wanted).lower() if isinstance(wanted, bool) else wanted if isinstance(wanted, list) else str(wanted)
    assert _set("org", given) == text


UTC = datetime.timezone.utc
DATES: list[tuple[Any, Any]] = [
    (Moment(2021, 2, 1, 10, tzinfo=UTC), datetime.datetime(2021, 2, 1, 10, tzinfo=UTC)),
    (Day(2021, 2, 1), datetime.date(2021, 2, 1)),
    (tomlkit.item(datetime.datetime(2021, 2, 1, 10, tzinfo=UTC)), datetime.datetime(2021, 2, 1, 10, tzinfo=UTC)),
    (tomlkit.item(datetime.date(2021, 2, 1)), datetime.date(2021, 2, 1)),
    (tomlkit.item(datetime.time(10, 30)), datetime.time(10, 30)),
]


@pytest.mark.parametrize(("given", "wanted"), DATES)
def test_a_date_of_any_class_is_that_date(given: Any, wanted: Any) -> None:
    assert _set("toml", given) == wanted
    if not isinstance(wanted, datetime.time):
        assert _set("yaml", given) == wanted.isoformat().replace("+00:00", "Z")


@pytest.mark.parametrize("syntax", list(PAGES))
@pytest.mark.parametrize(
    "value", [object(), {1, 2}, b"a", 1j, {1: "a"}, {None: 1}, {"a": object()}, [b"a"], int, iter("a")]
)
def test_what_front_matter_cannot_hold_is_refused(syntax: str, value: Any) -> None:
    with pytest.raises(Refused) as caught:
        parse(PAGES[syntax]).set("a", value)
    assert caught.value.code == "unwritable-value"


def test_a_list_within_itself_is_refused() -> None:
    endless: list[Any] = []
    endless.append(endless)
    with pytest.raises(Refused) as caught:
        parse(PAGES["yaml"]).set("a", endless)
    assert caught.value.code == "too-deep"
