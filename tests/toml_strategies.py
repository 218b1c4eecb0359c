"""TOML and JSON pages together with their model, so that what a page says is known without a parser."""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

from tests.strategies import ANY_TEXT, COMMENTS, KEYS, TALK_KEYS, WORDS, talks

UTC = datetime.timezone.utc
BARE = [key for key in KEYS if key.isascii()]
LITERALS: list[tuple[str, Any]] = [
    ("10", 10),
    ("-3", -3),
    ("1_000", 1000),
    ("0x1F", 31),
    ("1.5", 1.5),
    ("5e-1", 0.5),
    ("true", True),
    ("false", False),
    ("2021-01-23", datetime.date(2021, 1, 23)),
    ("2021-01-23T10:00:00Z", datetime.datetime(2021, 1, 23, 10, tzinfo=UTC)),
    ("2021-01-23 10:00", datetime.datetime(2021, 1, 23, 10)),  # noqa: DTZ001 - a local time
    ('"with # sign"', "with # sign"),
    ("'single \\ '", "single \\ "),
    ('"tab\\tand \\u00e9"', "tab\tand é"),
    ('"""\nseveral\n  lines"""', "several\n  lines"),
    ("'''\nraw \\ lines\n'''", "raw \\ lines\n"),
]


@dataclass
class TomlModel:
    """What a generated page says."""

    text: str = ""
    data: dict[str, Any] = field(default_factory=dict)
    hidden: list[tuple[str | int, ...]] = field(default_factory=list)

    @property
    def page(self) -> str:
        return f"+++\n{self.text}+++\nBody\n+++\nmore\n"


@st.composite
def toml_scalars(draw: st.DrawFn) -> tuple[str, Any]:
    """The literal of a single value, and the value."""
    if draw(st.booleans()):
        return draw(st.sampled_from(LITERALS))
    word = draw(WORDS)
    return draw(st.sampled_from([f'"{word}"', f"'{word}'"])), word


@st.composite
def toml_values(draw: st.DrawFn) -> tuple[str, Any]:
    """The literal of any value, and the value."""
    canonical = draw(st.sampled_from(["scalar"] * 4 + ["flow", "lines", "braces"]))
    if canonical == "scalar":
        return draw(toml_scalars())
    items = draw(st.lists(toml_scalars().filter(lambda item: "\n" not in item[0]), max_size=3))
    if canonical == "flow":
        return "[" + ", ".join(text for text, _ in items) + "]", [value for _, value in items]
    if canonical == "lines":
        lines = [f"  {text},{draw(st.sampled_from(['', '  # one', '# close']))}\n" for text, _ in items]
        return "[\n" + "".join(lines) + "]", [value for _, value in items]
    pairs = [f"k{i} = {text}" for i, (text, _) in enumerate(items)]
    return "{" + ", ".join(pairs) + "}", {f"k{i}": value for i, (_, value) in enumerate(items)}


def _fields(
    draw: st.DrawFn, model: TomlModel, holder: dict[str, Any], path: tuple[str | int, ...], keys: list[str]
) -> None:
    """Pairs with their comments, some of them commented out."""
    indent = "  " if path and draw(st.booleans()) else ""
    for name in draw(st.lists(st.sampled_from(keys), max_size=4, unique=True)):
        for _ in range(draw(st.integers(0, 2))):
            model.text += indent + draw(COMMENTS) + "\n"
        text, value = draw(toml_values())
        key = name if name.isidentifier() and name.isascii() else f'"{name}"'
        if draw(st.integers(0, 4)) == 0:
            model.text += "\n" + "".join(f"#{line}\n" for line in f"{key} = {text}".split("\n")) + "\n"
            model.hidden.append((*path, name))
            continue
        comment = draw(st.sampled_from(["", "", "  # inline", " #tight"]))
        model.text += f"{indent}{key} = {text}{comment}\n"
        holder[name] = value
        model.text += draw(st.sampled_from(["", "", "\n"]))


@st.composite
def toml_models(draw: st.DrawFn, keys: list[str] | None = None) -> TomlModel:
    """A page of pairs, then tables and lists of tables, comments between all of them."""
    model = TomlModel()
    _fields(draw, model, model.data, (), keys or KEYS)
    free = [name for name in BARE if name not in model.data and (name,) not in model.hidden]
    for name in draw(st.lists(st.sampled_from(free), max_size=3, unique=True)) if free else ():
        many = draw(st.booleans())
        for i in range(draw(st.integers(1, 2)) if many else 1):
            model.text += draw(st.sampled_from(["", "\n", "\n# Above a table.\n"]))
            model.text += (f"[[{name}]]" if many else f"[{name}]") + draw(st.sampled_from(["", "  # head"])) + "\n"
            table: dict[str, Any] = {}
            if many:
                model.data.setdefault(name, []).append(table)
            else:
                model.data[name] = table
            _fields(draw, model, table, (name, i) if many else (name,), ["caption", "name", "url", "Über", "y", "a b"])
    return model


@st.composite
def toml_talks(draw: st.DrawFn) -> bytes:
    """A talk in TOML: common fields, talk fields live, hidden or both, one or two dates, any line end, maybe a BOM."""
    model = draw(toml_models([*KEYS, *TALK_KEYS, *TALK_KEYS]))
    top = ""
    if draw(st.booleans()):
        top += "date = 2021-03-12T18:00:00Z\n"
    if draw(st.booleans()):
        top += draw(st.sampled_from(["publishDate", "publishdate", "PublishDate"])) + ' = "2021-01-01"\n'
    if draw(st.integers(0, 3)) == 0:
        top += "\n#date = 2020-01-01\n\n"
    if draw(st.integers(0, 3)) == 0:
        top += '\n#location = "an older one"\n\n'
    if draw(st.integers(0, 4)) == 0:
        top += 'type = "talk"\n'
    data = f"+++\n{top}{model.text}+++\nBody\n".encode().replace(b"\n", draw(st.sampled_from([b"\n", b"\r\n"])))
    return draw(st.sampled_from([b"", b"\xef\xbb\xbf"])) + data


any_talks = st.one_of(talks(), toml_talks())

_JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.floats(allow_nan=False, allow_infinity=False), ANY_TEXT),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(KEYS), inner, max_size=3)),
    max_leaves=12,
)


@st.composite
def json_models(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    """A page in JSON in any layout, and its data."""
    data = draw(st.dictionaries(st.sampled_from(KEYS), _JSON, max_size=5))
    text = json.dumps(data, ensure_ascii=draw(st.booleans()), indent=draw(st.sampled_from([None, 0, 2, "\t"])))
    return f"{text}\nBody\n", data
