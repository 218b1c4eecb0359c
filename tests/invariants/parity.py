"""Whether a page and an answer of the real Hugo agree, and if not, how they differ and whether that is known.

usage: python -m tests.invariants.parity
Asks every case of the suite of Hugo's answers and writes docs/hugo-parity.md: what differs, and why.
"""

from __future__ import annotations

import datetime
import json
import pathlib
import zoneinfo
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

import hugoconv
from hugoconv.hugo.page_dates import filename_date, rules_of
from hugoconv.hugo.page_path import page_path
from hugoconv.lint.check import check_bytes
from hugoconv.syntax.registry import NEWEST, syntaxes_of
from hugoconv.syntax.values import kind_of
from tests.invariants.suite import _plain, _typed
from tests.shared import shared

DOCS = pathlib.Path(__file__).parent.parent.parent / "docs/hugo-parity.md"
OLD = "0.151"
# What depends on the site in which a page is tried is no verdict on the page.
OF_THE_SITE = {"content-not-allowed"}
# Added to every page by this Hugo; the answers of the suite leave them out.
ADDED = ("draft", "iscjklanguage")

# The cases that differ, by Hugo, group and name: the reason.
KNOWN: dict[tuple[str, str, str], str] = {
    (
        NEWEST,
        "yaml_documents",
        "key very long",
    ): "PyYAML refuses a key of over 1024 characters; the page is refused here",
    (
        OLD,
        "delimiters",
        "BOM after newline then yaml",
    ): "Hugo up to 0.166 dropped byte order marks anywhere before the fence",
    (OLD, "delimiters", "two BOMs"): "Hugo up to 0.166 dropped byte order marks anywhere before the fence",
    (
        OLD,
        "delimiters",
        "leading formfeed/vtab",
    ): "Hugo up to 0.163 took these characters for text, and the page for one without a fence",
    (OLD, "yaml_documents", "billion laughs"): "no count is made of aliases for that Hugo",
    (
        OLD,
        "scalars_three_engines",
        "&x [a, *x]",
    ): "that Hugo refused an alias of what it stands in; here it is null, as it is for Hugo now",
    (OLD, "toml", 'v = "\\e"'): "that Hugo read `\\e`, which TOML 1.0 does not have",
    (OLD, "toml", "v = 1979-05-27T07:32:60Z"): "that Hugo read the second 60 as one of the next minute",
    (
        OLD,
        "dates_utc",
        "2020-01-02T03:04:05.123456789+01:00",
    ): "that Hugo dropped fractions of a second behind an offset",
    (
        OLD,
        "dates_utc",
        "!!timestamp 2020-01-02 03:04:05 +01:00",
    ): "that Hugo refused a timestamp with a blank before its offset",
}


class Answered(NamedTuple):
    """One case: which Hugo, which group, its name, its input, and how it differs; empty where it does not."""

    hugo: str
    group: str
    name: str
    source: str
    differs: str


def agreement(page: bytes, answer: Any, path: str | None = None, hugo: str = NEWEST) -> str:
    """How a page differs from what Hugo made of it: the message where it refused it, else its parameters; None where
    it printed nothing. Empty where they agree."""
    errors = [one for one in check_bytes(page, path, hugo=hugo) if one.severity == "error"]
    errors = [one for one in errors if one.code not in OF_THE_SITE]
    refused = isinstance(answer, str)
    if refused != bool(errors):
        return f"an error here, Hugo builds it: {errors[0]}" if errors else f"no error here, for Hugo {_short(answer)}"
    if refused or answer is None:
        return ""
    own, theirs = _plain(hugoconv.parse(page, path, hugo=hugo).params()), _from_year_one(_typed(answer))
    for name in ADDED:
        theirs.setdefault(name, own[name])
    names = sorted(name for name in {**own, **theirs} if own.get(name) != theirs.get(name))
    return "; ".join(f"{name}: {own.get(name)!r}, for Hugo {theirs.get(name)!r}" for name in names[:2])


def _from_year_one(value: Any) -> Any:
    """The year 0, in which Hugo puts times without a day, is no year of Python's: pages say the year 1 there."""
    if isinstance(value, dict):
        return {name: _from_year_one(item) for name, item in value.items()}
    return (
        (value[0], value[1].replace("0000-", "0001-", 1))
        if isinstance(value, tuple) and value[0] == "moment"
        else value
    )


def _short(message: str) -> str:
    lines = [line for line in message.splitlines() if "rror" in line]
    return (lines or [message])[-1][-160:]


# --- the suite ---------------------------------------------------------------------------------------------------


def answered() -> Iterator[Answered]:
    """Every case of the suite; none where it is absent."""
    found = shared("suites", "hugo-frontmatter-cases.json")
    suite = json.loads(found.read_text("utf-8")) if found else {}
    for group, cases in suite.get("oracle", {}).items():
        for case in cases:
            yield from _oracle(group, case)
    for case in suite.get("scalars_three_engines", ()):
        yield _scalar(case, NEWEST, case["hugo168"])
        yield _scalar(case, OLD, case["hugo151"])
    for case in suite.get("decode", ()):
        yield _decoded(case)
    for case in suite.get("filename_dates", ()):
        yield _filename(case)
    for case in suite.get("date_config", ()):
        own = {name: list(fields) for name, fields in rules_of(case["config"]).fields.items()}
        yield Answered(NEWEST, "date_config", str(case["config"]), "", "" if own == case["expect"] else repr(own))


def _oracle(group: str, case: dict[str, Any]) -> Iterator[Answered]:
    data = case["input"].encode() if "input" in case else case["input_latin1"].encode("latin-1")
    for hugo, answer in ((NEWEST, case["hugo_0_168"]), (OLD, case.get("hugo_0_151", case["hugo_0_168"]))):
        given = answer["error"] if "error" in answer else answer.get("params")
        differs = agreement(data, given, f"content/c/x/index.{case['ext']}", hugo)
        yield Answered(hugo, group, case["name"], repr(data), differs)


def _scalar(case: dict[str, Any], hugo: str, answer: list[Any]) -> Answered:
    data = f"---\nv: {case['scalar']}\n---\n".encode()
    errors = [one for one in check_bytes(data, hugo=hugo) if one.severity == "error"]
    own = ("ERR",) if errors else _kinds(hugoconv.parse(data, hugo=hugo).decoded.get("v"))
    wanted = _said(answer)
    differs = "" if own == wanted else f"{own!r}, for Hugo {wanted!r}"
    return Answered(hugo, "scalars_three_engines", case["scalar"], repr(data), differs)


def _kinds(value: Any) -> Any:
    """A value with the kind of every part, in the form of ``_said``."""
    if isinstance(value, list):
        return ("seq", [_kinds(item) for item in value])
    if isinstance(value, dict):
        return ("map", {name: _kinds(item) for name, item in value.items()})
    if isinstance(value, datetime.datetime):
        return ("time", value.strftime("%Y-%m-%d %H:%M:%S +0000 UTC"))
    kind = kind_of(value)
    return ({"string": "str"}.get(kind, kind), str(value).lower() if kind in ("bool", "null") else str(value))


def _said(answer: list[Any]) -> Any:
    kind, value = answer[0], answer[1] if len(answer) > 1 else None
    if kind == "ERR":
        return ("ERR",)
    if kind == "seq":
        return ("seq", [_said(item) for item in value])
    if kind == "map":
        return ("map", {name: _said(item) for name, item in value.items()})
    text = str(value).lower() if kind in ("bool", "null") else str(value)
    return ({"uint8": "int"}.get(kind, kind), "none" if kind == "null" else text)


def _decoded(case: dict[str, Any]) -> Answered:
    syntax = syntaxes_of(NEWEST)[case["format"]]
    try:
        tree = syntax.read(case["input"] + "\n")
        own: Any = syntax.decoded(tree) or syntax.data(tree.root)
        if case["format"] == "org":
            own = {name.lower(): value for name, value in own.items()}
    except hugoconv.MatterSyntaxError:
        own = "error"
    wanted = "error" if case.get("expect_error") else case["expect"]
    return Answered(
        NEWEST, "decode", case["input"], case["format"], "" if own == wanted else f"{own!r}, for Hugo {wanted!r}"
    )


def _filename(case: dict[str, Any]) -> Answered:
    moment, slug = filename_date(page_path(case["name"]).name)
    zone = zoneinfo.ZoneInfo(case["timezone"])
    own = {"date": "0001-01-01T00:00:00Z" if moment is None else moment.at(zone).isoformat(), "slug": slug}
    wanted = {name: case[name].replace("+00:00", "Z") for name in own}
    own["date"] = own["date"].replace("+00:00", "Z")
    return Answered(
        NEWEST, "filename_dates", case["name"], "", "" if own == wanted else f"{own!r}, for Hugo {wanted!r}"
    )


# --- the page ----------------------------------------------------------------------------------------------------


def page_of(cases: list[Answered]) -> str:
    """The text of docs/hugo-parity.md."""
    totals = Counter((case.hugo, case.group) for case in cases)
    wrong = Counter((case.hugo, case.group) for case in cases if case.differs)
    lines = [
        "# Where hugoconv and Hugo differ",
        "",
        "Written by `python -m tests.invariants.parity`: every case of a suite of answers of the real Hugo, asked of",
        "`Page.params()` and `check`, so parameters with their kinds, and instants.",
        "A test fails where this page is out of date.",
        "",
        "| Hugo | cases of | asked | differ |",
        "|---|---|---|---|",
    ]
    lines += [f"| {hugo} | {group} | {count} | {wrong[hugo, group]} |" for (hugo, group), count in totals.items()]
    lines += ["", "## Every case that differs", "", "| Hugo | case | why |", "|---|---|---|"]
    for case in cases:
        if case.differs:
            why = KNOWN.get((case.hugo, case.group, case.name), f"UNEXPLAINED: {case.differs}")
            shown = case.name if len(case.name) <= 60 else f"{case.name[:59]}…"
            lines.append(f"| {case.hugo} | {case.group}: `{shown!r}` | {why} |".replace("\n", " "))
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    DOCS.write_text(page_of(list(answered())), "utf-8")
