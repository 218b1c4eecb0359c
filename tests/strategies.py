"""Pages together with their model, so that what a page says is known without a parser.

A page is made of chunks: a field with its comments, a commented-out field, prose comments, blank lines. The model
lists the fields with their values and the prose comments by their text.
"""

from __future__ import annotations

import pathlib
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

FIXTURES = pathlib.Path(__file__).parent.parent / "fixtures"

KEYS = [
    "title",
    "summary",
    "tags",
    "image",
    "authors",
    "weight",
    "math",
    "slides",
    "projects",
    "links",
    "x_1",
    "Über",
    "河",
]
TALK_KEYS = ["event", "event_url", "location", "address", "date_end", "all_day", "time_start"]
WORDS = (
    st.text(alphabet="abcdefgh ÄßÉ河流🌊-", min_size=1, max_size=12)
    .map(str.strip)
    .filter(lambda s: bool(s) and not s.startswith("-") and s.lower() not in ("y", "n", "yes", "no", "on", "off"))
)
ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=("Cs",), exclude_characters="\r\x00"), max_size=30)
COMMENTS = st.sampled_from(
    [
        "# A note",
        "#",
        "#   deeper",
        "# Talk start and end times.",
        "## twice",
        "# see: https://example.org",
        "# 河流",
        "#!",
    ]
)


@dataclass
class Model:
    """What a generated page says."""

    text: str = ""
    fields: dict[str, Any] = field(default_factory=dict)
    hidden: list[str] = field(default_factory=list)

    @property
    def page(self) -> str:
        return f"---\n{self.text}---\nBody\n---\nmore\n"


def quoted(value: str, kind: str) -> str:
    if kind == "single":
        return "'" + value.replace("'", "''") + "'"
    if kind == "double":
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return value


@st.composite
def scalars(draw: st.DrawFn) -> tuple[str, Any]:
    """The literal of a value on one line, and the value."""
    kind = draw(st.sampled_from(["plain", "single", "double", "number", "bool", "null", "date"]))
    if kind in ("plain", "single", "double"):
        word = draw(WORDS)
        return quoted(word, kind), word
    return draw(
        st.sampled_from(
            {
                "number": [("10", 10), ("-3", -3), ("010", 8), ("1.5", 1.5), ("1_000", 1000)],
                "bool": [("true", True), ("False", False)],
                "null": [("null", None), ("~", None)],
                "date": [("2021-01-23", "2021-01-23"), ('"2021-01-23T00:00:00Z"', "2021-01-23T00:00:00Z")],
            }[kind]
        )
    )


@st.composite
def values(draw: st.DrawFn, indent: int = 0) -> tuple[str, Any]:
    """What stands behind ``key:`` up to its last line, and the value."""
    canonical = draw(st.sampled_from(["scalar"] * 5 + ["flow", "block", "map", "literal", "folded", "maps", "empty"]))
    pad = " " * (indent + draw(st.integers(1, 4)))
    if canonical == "empty":
        return "", None
    if canonical == "flow":
        items = draw(st.lists(scalars(), max_size=3))
        return " [" + ", ".join(text for text, _ in items) + "]", [value for _, value in items]
    if canonical in ("block", "maps"):
        dash = " " * draw(st.sampled_from([indent, len(pad)]))
        items = draw(st.lists(scalars(), min_size=1, max_size=3))
        if canonical == "block":
            lines = [f"{dash}- {text}" for text, _ in items]
            return "\n" + "\n".join(lines), [value for _, value in items]
        lines = [f"{dash}- name: {text}\n{dash}  url: x" for text, _ in items]
        return "\n" + "\n".join(lines), [{"name": value, "url": "x"} for _, value in items]
    if canonical == "map":
        items = draw(st.lists(scalars(), min_size=1, max_size=3))
        lines = [f"{pad}k{i}: {text}" for i, (text, _) in enumerate(items)]
        return "\n" + "\n".join(lines), {f"k{i}": value for i, (_, value) in enumerate(items)}
    if canonical in ("literal", "folded"):
        lines = draw(st.lists(WORDS, min_size=1, max_size=3))
        if canonical == "literal":
            return " |\n" + "\n".join(pad + line for line in lines), "\n".join(lines) + "\n"
        return " >-\n" + "\n".join(pad + line for line in lines), " ".join(lines)
    text, value = draw(scalars())
    return f" {text}", value


@st.composite
def models(draw: st.DrawFn, keys: list[str] | None = None) -> Model:
    """A page in block style."""
    model = Model()
    names = draw(st.lists(st.sampled_from(keys or KEYS), min_size=1, max_size=7, unique=True))
    for name in names:
        for _ in range(draw(st.integers(0, 2))):
            model.text += draw(COMMENTS) + "\n"
        if draw(st.integers(0, 4)) == 0:
            model.text += "\n"
        text, value = draw(values())
        if draw(st.integers(0, 4)) == 0 and name[0].isascii():
            model.text += "\n" + "".join(f"#{line}\n" for line in f"{name}:{text}".split("\n")) + "\n"
            model.hidden.append(name)
            continue
        comment = "  # inline" if draw(st.integers(0, 3)) == 0 and "\n" not in text and text else ""
        model.text += f"{name}:{text}{comment}\n"
        model.fields[name] = value
        if draw(st.integers(0, 3)) == 0:
            model.text += "\n"
    return model


@st.composite
def talks(draw: st.DrawFn) -> bytes:
    """A talk: common fields, talk fields live, hidden or both, one or two dates, any line end, maybe a BOM."""
    model = draw(models([*KEYS, *TALK_KEYS, *TALK_KEYS]))
    text = model.text
    if draw(st.booleans()):
        text += "date: 2021-03-12T18:00:00Z\n"
    if draw(st.booleans()):
        text += draw(st.sampled_from(["publishDate", "publishdate", "PublishDate"])) + ': "2021-01-01"\n'
    if draw(st.integers(0, 3)) == 0:
        text += "\n#date: 2020-01-01\n"
    if draw(st.integers(0, 3)) == 0:
        text += "\n#location: an older one\n"
    if draw(st.integers(0, 4)) == 0:
        text += "type: talk\n"
    if draw(st.integers(0, 4)) == 0:
        text += "abstract_short: short\n"
    page = f"---\n{text}---\nBody\n"
    data = page.encode().replace(b"\n", draw(st.sampled_from([b"\n", b"\r\n"])))
    return draw(st.sampled_from([b"", b"\xef\xbb\xbf"])) + data


@st.composite
def fixture_pages(draw: st.DrawFn) -> bytes:
    """A page of the fixtures, mutated: bytes cut out or put in."""
    data = draw(st.sampled_from(sorted(FIXTURES.rglob("*.md")))).read_bytes()
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(data)))
        end = min(len(data), at + draw(st.integers(0, 4)))
        data = (
            data[:at]
            + draw(st.sampled_from([b"", b"#", b"\n", b"- ", b": ", b"'", b" ", b"\r", b"---\n", b"[", b"x"]))
            + data[end:]
        )
    return data


@st.composite
def listed_models(draw: st.DrawFn) -> str:
    """A YAML matter of lists and maps with comments and empty lines in all places: above, between, within and beside
    items, some of which are commented out, some within others."""
    lines: list[str] = []
    for name in draw(st.lists(st.sampled_from(KEYS), min_size=1, max_size=4, unique=True)):
        lines += _above(draw, "")
        canonical = draw(st.sampled_from(["maps", "maps", "texts", "map", "text", "hidden", "hidden maps"]))
        beside = draw(st.sampled_from(["", "", "  # beside"]))
        if canonical == "text":
            lines += [f"{name}: {draw(scalars())[0]}{beside}"]
        elif canonical == "map":
            lines += [f"{name}:{beside}", *_map_lines(draw, "  ", draw(st.integers(1, 2)))]
        elif canonical in ("maps", "texts"):
            lines += [f"{name}:{beside}", *_item_lines(draw, canonical, draw(st.sampled_from(["", "  "])))]
        elif name[0].isascii():
            live = [""]
            inner = (
                _item_lines(draw, "maps", "", 1, live)
                if canonical == "hidden maps"
                else _map_lines(draw, "  ", 1, live)
            )
            lines += ["", *(f"#{line}" for line in [f"{name}:", *inner] if line), ""]
    return "".join(f"{line}\n" for line in lines)


def _above(draw: st.DrawFn, pad: str) -> list[str]:
    """Empty lines and comments above a field or an item."""
    blanks = [""] * draw(st.sampled_from([0, 0, 0, 1, 2]))
    free = [pad + draw(COMMENTS), ""] if draw(st.integers(0, 6)) == 0 else []
    return [*blanks, *free, *[pad + draw(COMMENTS) for _ in range(draw(st.sampled_from([0, 0, 1, 2])))]]


SIGNS = ["", "", "#", "# "]


def _map_lines(draw: st.DrawFn, pad: str, depth: int, signs: list[str] = SIGNS) -> list[str]:
    """The fields of a map, some commented out, one of them perhaps a map or a list of maps."""
    lines: list[str] = []
    for i, name in enumerate(draw(st.permutations(["name", "url", "icon"]))[: draw(st.integers(1, 3))]):
        lines += _above(draw, pad) if i else []
        sign = draw(st.sampled_from(signs)).strip() if i else ""
        if depth and not sign and draw(st.integers(0, 3)) == 0:
            nested = draw(st.sampled_from(["map", "maps", "texts"]))
            lines.append(f"{pad}{name}:")
            deeper = f"{pad}  "
            lines += _map_lines(draw, deeper, 0, signs) if nested == "map" else _item_lines(draw, nested, pad, 0, signs)
        else:
            lines.append(f"{pad}{sign}{name}: {draw(scalars())[0]}{draw(st.sampled_from(['', '', '  # beside']))}")
    return lines


def _item_lines(draw: st.DrawFn, canonical: str, pad: str, depth: int = 1, signs: list[str] = SIGNS) -> list[str]:
    """The items of a list, the first one live, some of the others commented out."""
    lines: list[str] = []
    for i in range(draw(st.integers(1, 4))):
        lines += _above(draw, pad) if i else []
        sign = draw(st.sampled_from(signs)) if i else ""
        if canonical == "texts":
            lines.append(f"{pad}{sign}- {quoted(draw(WORDS), draw(st.sampled_from(['single', 'double'])))}")
            continue
        inner = _map_lines(draw, "  ", 0 if sign else depth, [""] if sign else signs)
        item = [line for line in [f"- {inner[0][2:]}", *inner[1:]] if line or not sign]
        lines += [pad + sign + line if line else "" for line in item]
    return lines
