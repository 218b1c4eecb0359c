"""Pages to ask the real Hugo about: odd scalars, odd documents and odd dates."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.strategies import models

WORDS = (
    "yes No on OFF y N true True TRUE tRUE false null Null ~ .inf -.inf +.inf .nan .NaN 010 0o17 0x1F 0b11 08 1_000 1e3 1.0e3 .5 5. "
    "-.5 +5 -0 12:30 1:2:3 2020-01-02 2020-01-02T03:04:05Z = << - -- --- a:b a#b http://x x: 0X1F 0O7 1.2.3 1__0 _1 1_ 0.0 -0.0 "
    "18446744073709551615 18446744073709551616 -9223372036854775808 -9223372036854775809 1e400 1.0e400 1.0e-400 0x 0o8 +-1 ... "
    "100000000000000000000.5 0.00001 123456789.5 é 河流 🌊 a\tb"
).split(" ")
QUOTED = ['"a"', "'a'", '"a\\tb"', "'it''s'", '""', "''", '"\\u00e9"', '"010"', "'yes'", '"a # b"', '"a: b"']
TAGGED = [
    "!!str 1", "!!str", "!!int '3'", "!!int 1.5", "!!float 1", "!!bool yes", "!!bool maybe", "!!null x", "!own x", "! 1",
    "!!timestamp 2020-01-02", "!!str null", "!!float x", "!!set {a, b}", "!!omap [a: 1]", "!!seq [a]", "!!str [a]",
]  # fmt: skip
FLOWS = [
    "[]", "{}", "[a, b]", "[a, , b]", "[a,]", "{a: 1}", "{a: 1, b: [c, {d: e}]}", "{a}", "{a, b}", "[a: 1]", "[[a], [b]]", "{a:1}",
    "{'a':1}", "[yes, 010, 1.0]", "{010: a}", "{null: a}", "{a: }", "[ a , b ]", "{{ x }}", "[{a: 1}, {b: 2}]", "{a: 'b'}", "[a #x]",
]  # fmt: skip
BLOCKS = [
    "|\n  a\n  b\n",
    ">\n  a\n  b\n\n  c\n",
    "|-\n  a \n",
    "|+\n  a\n\n",
    ">-\n  a\n",
    "|2\n   a\n",
    "|\n",
    "|+\n\n",
    ">\n\n  a\n",
    "|-\n  a\n   \n",
]
PLAIN = st.text("0123456789+-._eExXoObBnNtTyYaf:", min_size=1, max_size=7)
# Signs in odd places in which YAML has a meaning for them are left out: there Hugo and PyYAML refuse different things.
ANY = st.text("0123456789+-._ eExXaAtT:#'\"*|>@`=<~\t\\/", min_size=1, max_size=9)
LEADING = st.sampled_from([",a", "}", "} a", ",", "?", "?a", ":a", "-a", "-1-"])

SCALARS = st.one_of(
    st.sampled_from(WORDS),
    PLAIN,
    ANY,
    LEADING,
    st.sampled_from(QUOTED),
    st.sampled_from(TAGGED),
    st.sampled_from(FLOWS),
)


@st.composite
def scalar_pages(draw: st.DrawFn) -> bytes:
    """One field with one odd value, now and then a field of Hugo's own."""
    name = draw(
        st.sampled_from(["v"] * 8 + ["title", "weight", "draft", "keywords", "tags", "summary", "slug", "type"])
    )
    frame = draw(
        st.sampled_from(
            ["{n}: {v}\n"] * 5 + ["{n}:\n- {v}\n", "{n}: [{v}]\n", "m:\n  k: {v}\n", "{v}: 1\n", "m: {{{v}: 1}}\n"]
        )
    )
    value = draw(SCALARS)
    if frame.startswith(("{v}", "m: ")) and ("!" in value or "\t" in value or value == "..." or value[0] in ",}?:-"):
        frame = "{n}: {v}\n"  # a key with a tag or a tab is too odd a thing
    if "[" in frame and value in ("}", "} a", ",", ",a", "?", "?a"):
        frame = "{n}: {v}\n"
    text = frame.format(n=name, v=value)
    return f"---\n{text}---\n".encode()


@st.composite
def lines(draw: st.DrawFn, pad: str, depth: int) -> str:
    """Some fields at an indent."""
    text = ""
    names = draw(
        st.lists(
            st.sampled_from(["a", "b", "B", "c", "Key", "x-1", "010", "é", '"q"']),
            min_size=1,
            max_size=4,
            unique=depth > 0,
        )
    )
    for name in names:
        kind = draw(
            st.sampled_from(
                ["one"] * 5 + ["block", "list", "items", "map", "maps", "empty", "anchor", "alias", "merge", "comment"]
            )
        )
        one = draw(st.sampled_from([*WORDS, *QUOTED, *FLOWS]))
        if kind == "one":
            text += f"{pad}{name}: {one}{draw(st.sampled_from(['', '', '', '  # c', ' ']))}\n"
        elif kind == "block":
            text += f"{pad}{name}: " + draw(st.sampled_from(BLOCKS)).replace("\n  ", f"\n{pad}  ")
        elif kind in ("list", "items"):
            inner = pad if kind == "list" else pad + "  "
            items = draw(
                st.lists(st.sampled_from(["a", "b", "'c'", "", "1", "[d]", "k: v", "# c"]), min_size=1, max_size=3)
            )
            text += f"{pad}{name}:\n" + "".join(f"{inner}- {item}\n" for item in items)
        elif kind == "map" and depth < 2:
            text += f"{pad}{name}:\n" + draw(lines(pad + "  ", depth + 1))
        elif kind == "maps" and depth < 2:
            text += f"{pad}{name}:\n{pad}- k: {one}\n{pad}  l: 2\n{pad}- k: x\n"
        elif kind == "anchor":
            text += f"{pad}{name}: &x {one}\n"
        elif kind == "alias":
            text += f"{pad}{name}: *x\n"
        elif kind == "merge":
            text += f"{pad}<<: {draw(st.sampled_from(['*x', '{m: 1}', '[{m: 1}, {n: 2}]', '[{m: 1}, {m: 2}]', 'x']))}\n"
        elif kind == "comment":
            text += f"{pad}# {name}\n\n"
        else:
            text += f"{pad}{name}:\n"
    return text


@st.composite
def document_pages(draw: st.DrawFn) -> bytes:
    """Several fields, nested and odd, with any line end."""
    if draw(st.integers(0, 3)) == 0:
        text = draw(models()).text
    else:
        text = draw(lines("", 0))
    page = f"---\n{text}---\n"
    return page.replace("\n", draw(st.sampled_from(["\n", "\n", "\n", "\r\n"]))).encode()


DAYS = [
    "2020-01-02",
    "2020-1-2",
    "2020-02-30",
    "2019-02-29",
    "0001-01-01",
    "9999-12-30",
    "2020/01/02",
    "2020-01",
    "20200102",
    "２０２０-01-02",
]
TIMES = [
    "",
    "T03:04:05",
    " 03:04:05",
    "T3:04:05",
    " 3:4:5",
    "T03:04",
    "t03:04:05",
    "T24:00:00",
    "T23:59:60",
    "  03:04:05",
    "T03:04:05.5",
    "T03:04:05,123456789",
]
ZONES = [
    "",
    "Z",
    "z",
    " Z",
    "+08:00",
    "+0800",
    " +0800",
    " +08:00",
    "+08",
    " UTC",
    " +0100 CET",
    "-03:30",
    "+25:00",
    " GMT+3",
]
OTHERS = [
    "02 Jan 2020", "2 Jan 2020", "Jan 2, 2020", "Thu, 02 Jan 2020 03:04:05 +0100", "Mon, 02 Jan 2020 03:04:05 CET", "02 Jan 20 03:04 MST",
    "02 Jan 20 03:04 +0100", "Thursday, 02-Jan-20 03:04:05 MST", "Thu Jan  2 03:04:05 2020", "Thu Jan 2 03:04:05 MST 2020", "3:04PM", "3:04pm",
    "Thu Jan 02 03:04:05 +0100 2020", "Jan  2 03:04:05", "Jan 2 03:04:05.123", "12:00AM", "13:00PM", "0", "86400", "-1", "1.5", "yes", "true", "[2020-01-02]",
]  # fmt: skip
NAMES = ["date", "publishDate", "lastmod", "expiryDate", "pubdate", "published", "modified", "unpublishdate", "Date"]


@st.composite
def date_pages(draw: st.DrawFn) -> bytes:
    """One to three date fields, in front matter of YAML or TOML."""
    made = st.builds(
        lambda day, time, zone: day + time + zone, st.sampled_from(DAYS), st.sampled_from(TIMES), st.sampled_from(ZONES)
    )
    # Whether a fraction is lost where `date` is filled in depends on the form of the offset too; that is not told here.
    made = made.filter(lambda text: "0800" not in text or not set(text) & {".", ","})
    good = st.builds(
        lambda day, zone: f"{day.isoformat()}T10:11:12{zone}", st.dates(), st.sampled_from(["Z", "", "+08:00"])
    )
    text = st.one_of(made, good, st.sampled_from(OTHERS), st.text("0123456789-:TZ +.", max_size=25))
    fields = draw(
        st.lists(
            st.tuples(st.sampled_from(NAMES), text), min_size=1, max_size=3, unique_by=lambda pair: pair[0].lower()
        )
    )
    if draw(st.integers(0, 4)) == 0:
        quoted = draw(st.booleans())
        matter = "".join(f"{name} = '{value}'\n" if quoted else f"{name} = {value}\n" for name, value in fields)
        return f"+++\n{matter}+++\n".encode()
    quote = draw(st.sampled_from(["", "", "'", '"']))
    return f"---\n{''.join(f'{name}: {quote}{value}{quote}{chr(10)}' for name, value in fields)}---\n".encode()
