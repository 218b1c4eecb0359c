"""A review page is one file in which texts of pages are texts."""

import functools
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hugoconv import Site, convert
from hugoconv.site.base import Base
from hugoconv.site.plan.file_plan import FilePlan
from hugoconv.site.plan.plan import Plan
from hugoconv.site.review.page import as_json

NASTY = [
    "</script><script>alert(1)</script>",
    "<!-- <script>",
    "\u2028\u2029",
    "]]>",
    "&lt;",
    "'\"`${x}",
    "\x00\x1b",
    "\u202e",
]


def data_of(html):
    """What the scripts with data hold: the index, then the chunks of diffs."""
    found = re.findall(r'<script type="application/json" id="[\w-]+">(.*?)</script>', html, re.DOTALL)
    return [json.loads(one) for one in found]


def titled(site, path, title):
    page = site / path
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(f"---\ntitle: {json.dumps(title)}\nevent: Day\nlocation: Hall\ndate: 2021-03-12\n---\nx\n", "utf-8")


def test_texts_of_pages_cannot_leave_their_place(tmp_path):
    for n, text in enumerate(NASTY):
        titled(tmp_path, f"content/talk/a{n}/index.md", text)
    plan = Site(tmp_path).plan(lambda page: page.set("title", page["title"] + "!"))
    html = plan.to_html(title=NASTY[0], command=NASTY[1])
    plain = Plan(plan.base, ()).to_html()
    assert html.count("<script") == plain.count("<script") + 1  # of a chunk more
    assert html.count("</script") == plain.count("</script") + 1
    assert "<!--" not in html and "\u2028" not in html and "alert(1)</" not in html
    index, diffs = data_of(html)
    assert len(index["rows"]) == len(diffs) == len(NASTY)
    assert "".join(part for part in diffs[0][0][2 + 1] if part != "!").find("</script>") > 0


@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=60))
def test_any_text_is_safe_in_a_script_and_comes_back(text):
    found = as_json([text])
    assert not set(found) & set("<>&\u2028\u2029")
    assert json.loads(found.encode()) == [text]


def test_a_name_that_is_no_utf8_can_be_written():
    plan = Plan(Base("/s"), (FilePlan("content/\udcff.md", "failed", "cannot-read", "\udcff: cannot-read: no"),))
    assert data_of(plan.to_html().encode().decode())[0]["rows"][0]["path"] == "content/\udcff.md"


def test_the_page_asks_no_network_for_anything():
    html = Plan(Base("/s"), ()).to_html(command="x")
    assert "default-src 'none'" in html
    assert not re.search(r"https?://", html)
    assert not re.search(r"@import|url\(|fetch\(|XMLHttpRequest|\bsrc=", html)


def test_it_counts_by_outcome_and_explains_codes(tmp_path):
    titled(tmp_path, "content/talk/a/index.md", "a")
    titled(tmp_path, "content/talk/b.md", "b")
    (tmp_path / "content/talk/b.md").write_text("---\ntitle: a: b\n---\n")
    (tmp_path / "content/talk/_index.md").write_text("---\ntitle: Talks\n---\n")
    html = Site(tmp_path).plan(functools.partial(convert, to="post")).to_html(docs="https://example.org/docs/")
    assert re.findall(r"<b>(\d+)</b> ([\w ]+)</button>", html) == [
        ("1", "to change"),
        ("1", "failed"),
        ("1", "skipped"),
    ]
    index, diffs = data_of(html)
    rows = {row["path"]: row for row in index["rows"]}
    assert rows["content/talk/b.md"]["codes"] == ["yaml-syntax"] and index["docs"] == "https://example.org/docs/*.md"
    page, text = index["meanings"]["yaml-syntax"]
    assert page == "refusals" and "Remedy" in text
    assert rows["content/talk/a/index.md"]["section"] == "talk"
    assert set(rows["content/talk/a/index.md"]["fields"]) >= {"event", "location", "(record)"}
    assert [bool(diff) for diff in diffs] == [row["state"] == "changed" for row in index["rows"]]


def test_a_page_that_stays_with_a_note_is_an_outcome_of_its_own():
    files = (
        FilePlan("a.md", "unchanged", notes=("by hand",)),
        FilePlan("b.md", "unchanged"),
        FilePlan("c.md", "unchanged"),
    )
    html = Plan(Base("/s"), files).to_html()
    told = re.findall(r'data-state="(\w+)" aria-pressed="(\w+)"><b>(\d+)', html)
    assert told == [("noted", "true", "1"), ("unchanged", "false", "2")]


def test_a_page_that_changed_meanwhile_has_no_diff_and_the_reason(tmp_path):
    titled(tmp_path, "content/talk/a/index.md", "a")
    plan = Site(tmp_path).plan(lambda page: page.set("title", "b"))
    titled(tmp_path, "content/talk/a/index.md", "c")
    index, diffs = data_of(plan.to_html())
    assert "changed-meanwhile" in index["rows"][0]["unreadable"] and diffs == [[]]


@pytest.mark.parametrize("count", [0, 1, 50, 51])
def test_chunks_are_all_of_the_diffs(count):
    files = tuple(FilePlan(f"content/{n}.md", "unchanged") for n in range(count))
    index, *chunks = data_of(Plan(Base("/s"), files).to_html())
    assert sum(map(len, chunks)) == len(index["rows"]) == count
    assert all(len(chunk) <= index["chunk"] for chunk in chunks)
