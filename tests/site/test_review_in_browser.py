"""The review page in a headless Chromium: what it shows, what keys do, what is saved, and how fast it is.

Skipped where Playwright or Chromium is not there; what axe-core finds, where that is not.
"""

import functools
import json
import os
import pathlib
import shutil

import pytest

from hugoconv import Site, convert
from hugoconv.site.base import Base
from hugoconv.site.plan.file_plan import FilePlan
from hugoconv.site.plan.plan import Plan
from hugoconv.site.review.content import Content, PageRow
from hugoconv.site.review.page import page_of, rendered
from hugoconv.site.review.rows import hunks

playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
CHROMIUM = os.environ.get("HUGOCONV_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
AXE = os.environ.get("HUGOCONV_AXE", "node_modules/axe-core/axe.min.js")
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync"
)
TALK = "---\ntitle: {0}\nevent: Day\nlocation: Hall\ndate: 2021-03-12\npublishDate: 2021-01-23\n---\nx\n"
needs_axe = pytest.mark.skipif(not pathlib.Path(AXE).exists(), reason="axe-core is not there: npm install axe-core")
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
    pytest.mark.filterwarnings("ignore"),  # those of Playwright
]


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    profile = tmp_path_factory.mktemp("profile")
    with playwright.sync_playwright() as started:
        options = {"executable_path": CHROMIUM, "args": FLAGS.split(), "bypass_csp": True, "accept_downloads": True}
        found = started.chromium.launch_persistent_context(str(profile), **options)
        yield found
        found.close()


@pytest.fixture
def show(browser, tmp_path):
    """Opens a review page; whatever its scripts complain of, and whatever it asks of a network, is an error."""
    opened, wrong = [], []

    def shown(html, width=1400, height=900, scheme="light", *, asks=False):
        file = tmp_path / "report.html"
        file.write_text(html, "utf-8")
        page = browser.new_page()
        opened.append(page)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda said: wrong.append(said.text))
        if not asks:
            page.on("dialog", lambda dialog: wrong.append(dialog.message))
        page.on("request", lambda asked: wrong.append(asked.url) if asked.url.startswith("http") else None)
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=scheme)
        page.goto(file.as_uri())
        return page

    yield shown
    for page in opened:
        page.evaluate("localStorage.clear()")
        page.close()
    assert not wrong


@pytest.fixture
def site(tmp_path):
    for name, title in (
        ("a/index.md", "One"),
        ("a/index.zh.md", "一"),
        ("b.md", "</script><script>alert(1)</script>"),
        ("c.md", "a: b"),
    ):
        page = tmp_path / "site/content/talk" / name
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(TALK.format(title if name == "c.md" else json.dumps(title, ensure_ascii=False)), "utf-8")
    (tmp_path / "site/content/talk/_index.md").write_text("---\ntitle: Talks\n---\n")
    (tmp_path / "site/hugo.toml").write_text("[languages.en]\n[languages.zh]\n")
    return Site(tmp_path / "site")


@pytest.fixture
def plan(site):
    def change(page):
        done = convert(page, "post")
        return (
            done._replace(page=done.page.moved_to(page.path.replace("talk", "post")))
            if "talk/a/" in page.path
            else done
        )

    return site.plan(change, pages=sorted(one.path for one in site.pages()))


def many(count):
    """A page of many pages, as light to make as it can be."""
    old = "".join(f"field{n}: value {n}\n" for n in range(40)).encode()
    diff = hunks(old, old.replace(b"field7:", b"#field7:").replace(b"value 20", b"value twenty"))
    rows = [
        PageRow(f"content/talk/{n:05}/index.md", "changed", section="talk", fields=("field7",), added=2, removed=2)
        for n in range(count)
    ]
    return rendered(Content("many", rows, [diff] * count, {}, ()), title="Many", command="hugoconv edit content")


def names(page):
    return page.locator("#list .row .where").all_inner_texts()


def test_what_changes_is_listed_first_and_outcomes_filter(show, plan):
    page = show(plan.to_html())
    assert names(page) == ["talk/a/index.md", "talk/a/index.zh.md", "talk/b.md", "talk/c.md"]
    page.click("[data-state=skipped]")
    assert "talk/_index.md" in names(page)
    page.click("[data-state=changed]")
    assert names(page) == ["talk/_index.md", "talk/c.md"]
    page.click("[data-state=changed]")
    page.click("#moved")
    assert names(page) == ["talk/a/index.md", "talk/a/index.zh.md"]
    assert page.inner_text("#count") == "2 of 5 pages"


def test_a_page_that_stays_with_a_note_is_listed(show):
    files = (FilePlan("a.md", "unchanged"), FilePlan("b.md", "unchanged", notes=("Move it `by hand`.",)))
    page = show(page_of(Plan(Base("/s"), files)))
    assert names(page) == ["b.md"]
    assert page.inner_text(".said") == "Move it by hand." and page.inner_text(".said code") == "by hand"


def test_it_is_filtered_by_code_field_and_text(show, plan):
    page = show(plan.to_html())
    page.select_option("#code", "=yaml-syntax")
    assert names(page) == ["talk/c.md"]
    assert page.locator("#detail .message.bad").inner_text().startswith("content/talk/c.md:2:")
    page.click(".meaning summary")
    assert "not valid YAML" in page.inner_text(".meaning")
    page.select_option("#code", "")
    page.select_option("#field", "=event")
    assert names(page) == ["talk/a/index.md", "talk/a/index.zh.md", "talk/b.md"]
    page.fill("#text", "zh.MD")
    page.wait_for_function("listed.length === 1")
    page.fill("#text", "nowhere")
    page.wait_for_function("listed.length === 0")
    assert page.inner_text("#detail") == "No page is listed."


@pytest.mark.parametrize(
    ("docs", "link"),
    [
        ("https://example.org/docs/", "https://example.org/docs/refusals.md#yaml-syntax"),
        ("https://example.org/*.html", "https://example.org/refusals.html#yaml-syntax"),
    ],
)
def test_codes_lead_to_the_documentation(show, plan, docs, link):
    page = show(plan.to_html(docs=docs))
    page.select_option("#code", "=yaml-syntax")
    assert page.get_attribute(".meaning a", "href") == link


def test_texts_of_pages_are_texts(show, plan):
    page = show(plan.to_html(title="<b>T</b>", command="</code><script>alert(2)</script>"))
    page.fill("#text", "b.md")
    page.wait_for_function("listed.length === 1")
    assert '</script><script>alert(1)</script>"' in page.inner_text(".diff")
    assert page.locator("#detail script, h1 b").count() == 0


def test_changed_words_are_marked_in_both_forms(show, site):
    page = show(site.plan(lambda page: page.set("event", "Night"), pages=["content/talk/b.md"]).to_html())
    marked = [page.locator(f".diff {kind}").all_inner_texts() for kind in ("del", "ins")]
    assert marked == [["Day"], ["Night"]] and page.locator(".diff.split").count() == 1
    page.keyboard.press("v")
    assert page.locator(".diff.split").count() == 0
    assert [page.locator(f".diff {kind}").all_inner_texts() for kind in ("del", "ins")] == marked


def test_lines_that_are_the_same_are_folded_and_open(show):
    page = show(many(1))
    assert page.locator(".fold button").first.inner_text() == "4 unchanged lines"
    before = page.locator(".diff tr").count()
    page.locator(".fold button").first.click()
    assert page.locator(".diff tr").count() == before + 3
    page.keyboard.press("e")
    assert page.locator(".fold").count() == 0


def test_a_long_diff_is_shown_in_parts(show):
    old = b"".join(b"a%d\n" % n for n in range(3000))
    row = PageRow("a.md", "changed", added=3000, removed=3000)
    page = show(
        rendered(Content("long", [row], [hunks(old, old.replace(b"a", b"b"))], {}, ()), title="Long", command="")
    )
    assert page.locator(".diff tr").count() == 401
    page.click("text=Show more")
    assert page.locator(".diff tr").count() == 801


def test_keys_go_through_pages_and_choose(show, plan):
    page = show(plan.to_html())
    page.keyboard.press("j")
    assert page.inner_text("#detail h2") == "content/talk/a/index.zh.md"
    page.keyboard.press("k")
    page.keyboard.press("a")  # with the page that moves along
    assert page.inner_text("#tally") == "2 approved, 0 skipped, 1 open"
    page.keyboard.press("j")
    page.keyboard.press("s")
    assert page.inner_text("#tally") == "2 approved, 1 skipped, 0 open"
    page.keyboard.press("/")
    page.keyboard.type("a")
    assert page.input_value("#text") == "a" and page.inner_text("#tally") == "2 approved, 1 skipped, 0 open"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "list" and page.input_value("#text") == "a"
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()


def test_choices_are_kept_and_saved_for_the_plan(show, plan, tmp_path, browser):
    page = show(plan.to_html(command="hugoconv x"))
    page.click("text=Approve all listed")
    page.click("#list .row >> nth=2")
    page.click("#detail >> text=Skip")
    page.reload()
    assert page.inner_text("#tally") == "2 approved, 1 skipped, 0 open"
    with page.expect_download() as download:
        page.click("#save")
    download.value.save_as(tmp_path / "choices.json")
    assert download.value.suggested_filename == "choices.json"
    assert page.inner_text("#saved-command") == "hugoconv x --choices choices.json -w"
    only = plan.only(tmp_path / "choices.json")
    assert [file.path for file in only.changed] == ["content/talk/a/index.md", "content/talk/a/index.zh.md"]


def test_choices_are_forgotten_only_when_that_is_meant(show, plan):
    page = show(plan.to_html(), asks=True)
    page.click("text=Approve all listed")
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.click("#forget")
    assert page.inner_text("#tally").startswith("3 approved")
    page.once("dialog", lambda dialog: dialog.accept())
    page.click("#forget")
    assert page.inner_text("#tally").startswith("0 approved")


def test_the_address_names_the_page(show, plan):
    page = show(plan.to_html())
    page.keyboard.press("j")
    page.wait_for_function("location.hash.endsWith('index.zh.md')")
    page.reload()
    assert page.inner_text("#detail h2") == "content/talk/a/index.zh.md"


def test_the_switch_and_the_system_say_dark(show, plan):
    page = show(plan.to_html(), scheme="dark")
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.click("#theme")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != dark
    assert page.evaluate("document.documentElement.dataset.theme") == "light"


def test_a_narrow_window_shows_the_list_or_the_page(show, plan):
    page = show(plan.to_html(), width=390, height=800)
    assert page.locator("#list").is_visible() and not page.locator("#detail").is_visible()
    page.click("#list .row >> nth=1")
    assert page.locator("#detail").is_visible() and not page.locator("#list").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.click("#back")
    assert page.locator("#list").is_visible()


@needs_axe
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1400, 390])
def test_axe_finds_nothing(show, plan, scheme, width):
    page = show(plan.to_html(command="hugoconv convert content --to post"), width=width, scheme=scheme)
    page.evaluate(pathlib.Path(AXE).read_text("utf-8") + ";0")
    for act in (
        "0",
        "step(1); step(1); document.body.classList.add('reading')",
        "decide('approved')",
        "step(1)",
        "toggleView()",
    ):
        page.evaluate(act)
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        assert not [(one["id"], [node["target"] for node in one["nodes"]]) for one in found["violations"]], act
    page.evaluate(
        "document.body.classList.remove('reading'); document.getElementById('text').value = 'nowhere'; filter()"
    )
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert not [(one["id"], [node["target"] for node in one["nodes"]]) for one in found["violations"]]


def test_five_thousand_pages_are_painted_at_once_and_scroll(show):
    page = show(many(5000))
    page.wait_for_function("performance.getEntriesByType('paint').length")  # told a little later than painted
    assert page.evaluate("performance.getEntriesByType('paint')[0].startTime") < 1000
    assert page.locator("#list .row").count() < 60
    spent = page.evaluate(
        """async () => { const spent = [];
        for (let i = 0; i < 200; i++) { list.scrollTop += i % 3 ? 160 : 4000; const start = performance.now();
          drawList(); holder.offsetHeight; spent.push(performance.now() - start);
          await new Promise((done) => requestAnimationFrame(done)); }
        return spent.sort((a, b) => a - b); }"""
    )
    # The work of a frame; its whole length is also that of whatever else the machine does.
    assert spent[100] < 25
    page.keyboard.press("End")
    page.locator("#list").focus()
    page.keyboard.press("End")
    assert page.inner_text("#detail h2") == "content/talk/04999/index.md"


def test_pages_of_nothing_are_shown_too(show):
    page = show(page_of(Plan(Base("/s"), ())))
    assert page.inner_text("#count") == "0 pages"
    page = show(page_of(Plan(Base("/s"), (FilePlan("a.md", "unchanged"),))))
    assert page.inner_text("#detail").endswith("Nothing changes.")


def test_a_plan_of_functions_needs_no_command(show, site):
    page = show(site.plan(functools.partial(convert, to="post")).to_html())
    with page.expect_download():
        page.click("#save")
    assert "plan.only" in page.inner_text("#saved-command")
