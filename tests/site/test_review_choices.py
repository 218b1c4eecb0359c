"""Only what is approved is done, and only of the plan that was looked at."""

import functools
import json

import pytest

from hugoconv import FileError, Refused, Site, convert, load_plan
from hugoconv.site.review.choices import FORMAT, digest_of

TALK = "---\ntitle: {0}\nevent: Day\nlocation: Hall\ndate: 2021-03-12\npublishDate: 2021-01-23\n---\nx\n"


@pytest.fixture
def site(tmp_path):
    for name in ("a/index.md", "a/index.zh.md", "b.md", "c.md"):
        page = tmp_path / "content/talk" / name
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(TALK.format(name))
    (tmp_path / "hugo.toml").write_text("[languages.en]\n[languages.zh]\n")
    return Site(tmp_path)


def saved(folder, plan, approved, skipped=(), **more):
    file = folder / "choices.json"
    said = {"format": FORMAT, "plan": digest_of(plan), "approved": approved, "skipped": list(skipped), **more}
    file.write_text(json.dumps(said))
    return file


def draft(page):
    return page.set("draft", True)


def test_what_is_approved_is_done_and_nothing_else(site, tmp_path):
    plan = site.plan(draft)
    file = saved(tmp_path, plan, ["content/talk/b.md"], ["content/talk/c.md"])
    only = plan.only(file)
    assert [page.path for page in only.changed] == ["content/talk/b.md"]
    assert {page.code for page in only.files if page.state == "skipped"} == {"declined"}
    site.apply(only)
    assert "draft" in (tmp_path / "content/talk/b.md").read_text()
    assert "draft" not in (tmp_path / "content/talk/c.md").read_text()


def test_a_plan_that_was_saved_takes_the_choices(site, tmp_path):
    plan = site.plan(draft)
    plan.save(tmp_path / "plan.json")
    again = load_plan(tmp_path / "plan.json", tmp_path)
    assert len(list(again.only(saved(tmp_path, plan, ["content/talk/b.md"])).changed)) == 1


def test_choices_of_another_plan_are_refused(site, tmp_path):
    file = saved(tmp_path, site.plan(draft), ["content/talk/b.md"])
    with pytest.raises(Refused) as error:
        site.plan(lambda page: page.set("draft", False)).only(file)
    assert error.value.code == "choices-of-another-plan" and str(file) in str(error.value)
    (tmp_path / "content/talk/c.md").write_text(TALK.format("another"))
    with pytest.raises(Refused, match="another plan"):
        site.plan(draft).only(file)


def test_a_page_that_would_become_the_same_from_other_bytes_is_another_plan(site, tmp_path):
    file = saved(tmp_path, site.plan(lambda page: page.set("title", "x")), ["content/talk/b.md"])
    (tmp_path / "content/talk/b.md").write_text(TALK.format("another"))
    with pytest.raises(Refused, match="another plan"):
        site.plan(lambda page: page.set("title", "x")).only(file)


def test_choices_of_pages_that_do_not_change_are_refused(site, tmp_path):
    plan = site.plan(draft, pages=["content/talk/b.md"])
    with pytest.raises(Refused) as error:
        plan.only(saved(tmp_path, plan, ["content/talk/b.md", "content/talk/x\n.md"]))
    assert error.value.code == "choice-of-no-page" and "\n" not in str(error.value)


def test_a_group_goes_whole(site, tmp_path):
    plan = moving(site)
    assert sum(bool(page.to) for page in plan.changed) >= 2
    with pytest.raises(Refused) as error:
        plan.only(saved(tmp_path, plan, ["content/talk/a/index.md"]))
    assert error.value.code == "choices-split-group"
    both = ["content/talk/a/index.md", "content/talk/a/index.zh.md"]
    assert len(list(plan.only(saved(tmp_path, plan, both)).changed)) == 2
    index = json.loads(plan.to_html().partition('id="index">')[2].partition("</script>")[0])
    assert [row["path"] for row in index["rows"] if row.get("group") == 1] == both


def moving(site):
    def moved(page):
        done = convert(page, "post").page
        return done.moved_to(page.path.replace("talk", "post")) if "talk/a/" in page.path else page

    return site.plan(moved)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        "[" * 100_000,
        '{"format": "hugoconv plan 1"}',
        json.dumps({"format": FORMAT}),
        json.dumps({"format": FORMAT, "plan": "", "approved": "content/talk/b.md"}),
        json.dumps({"format": FORMAT, "plan": "", "approved": [1]}),
        json.dumps({"format": FORMAT, "plan": "", "approved": ["a"], "skipped": ["a"]}),
    ],
    ids=range(9),
)
def test_what_holds_no_choices_is_refused(site, tmp_path, text):
    (tmp_path / "choices.json").write_text(text)
    with pytest.raises(Refused) as error:
        site.plan(draft).only(tmp_path / "choices.json")
    assert error.value.code == "choices-unreadable"


def test_a_file_that_is_not_there_is_told(site, tmp_path):
    with pytest.raises(FileError):
        site.plan(functools.partial(convert, to="post")).only(tmp_path / "none.json")
