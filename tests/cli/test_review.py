"""``--html`` and ``--choices``: look at it in a browser, and do what was approved there."""

import json
import pathlib
import re

import pytest

from hugoconv.cli.review import command_line
from hugoconv.site.review.choices import FORMAT
from tests.cli.invoking import program

TALK = "---\ntitle: {0}\nevent: Day\nlocation: Hall\ndate: 2021-03-12\npublishDate: 2021-01-23\n---\n{1}\n"
COMMANDS = [
    ["edit", "content", "--set", "draft=true"],
    ["convert", "content", "--to", "post", "--move", "--fix-links"],
    ["migrate", "content", "--to-era", "kit", "--from-era", "5.9"],
    ["check", "content", "--fix"],
]


@pytest.fixture
def site(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> pathlib.Path:
    for name, other in (("a", "b"), ("b", "c"), ("c", "a")):
        (tmp_path / f"content/talk/{name}").mkdir(parents=True)
        (tmp_path / f"content/talk/{name}/index.md").write_text(TALK.format(name, f"[x](/talk/{other}/)"))
    (tmp_path / "content/about.md").write_text(
        "---\ntitle: About\nreading_time: yes\ndraft: True\n---\n[a](/talk/a/)\n"
    )
    (tmp_path / "hugo.toml").write_text("")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def contents(site: pathlib.Path) -> dict[str, str]:
    return {str(path.relative_to(site)): path.read_text() for path in sorted(site.rglob("content/**/*.md"))}


def index_of(page: pathlib.Path) -> dict:
    found = re.search(r'id="index">(.*?)</script>', page.read_text("utf-8"))
    assert found
    return json.loads(found[1])


def changing(index: dict) -> list[str]:
    return [row["path"] for row in index["rows"] if row["state"] == "changed"]


def choose(index: dict, approved: list[str]) -> None:
    pathlib.Path("choices.json").write_text(
        json.dumps({"format": FORMAT, "plan": index["plan"], "approved": approved, "skipped": []})
    )


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_that_plans_shows_its_plan(site: pathlib.Path, command: list[str]) -> None:
    before = contents(site)
    if command[0] == "check":
        (site / "content/talk/a/index.md").write_text("---\ntitle: a: b\n---\n")
        before = contents(site)
    done = program(*command, "--html", "report.html")
    assert done.returncode in (0, 1, 3), done.stderr
    assert b"review page: report.html" in done.stderr and b"@@" not in done.stdout
    assert contents(site) == before
    index = index_of(site / "report.html")
    assert changing(index) and index["command"] == f"hugoconv {' '.join(command)}"
    choose(index, changing(index))
    done = program(*command, "--choices", "choices.json", "-w")
    approved = contents(site)
    program("undo", ".")
    assert contents(site) == before
    program(*command, "-w")
    assert contents(site) == approved != before


def test_only_what_is_approved_is_written(site: pathlib.Path) -> None:
    before = contents(site)
    program("edit", "content", "--set", "draft=false", "--html", "report.html")
    choose(index_of(site / "report.html"), ["content/talk/b/index.md"])
    shown = program("edit", "content", "--set", "draft=false", "--choices", "choices.json")
    assert shown.stdout.count(b"+draft: false") == 1 and contents(site) == before
    done = program("edit", "content", "--set", "draft=false", "--choices", "choices.json", "-w")
    assert b"1 page changed, 3 skipped (3 declined)" in done.stderr
    assert [path for path, text in contents(site).items() if text != before[path]] == ["content/talk/b/index.md"]


@pytest.mark.parametrize("folder", ["content", "content/talk"])
def test_links_to_what_is_not_approved_stay(site: pathlib.Path, folder: str) -> None:
    command = ["convert", folder, "--to", "post", "--move", "--fix-links"]
    program(*command, "--html", "report.html")
    index = index_of(site / "report.html")
    assert "content/about.md" in changing(index)
    choose(index, ["content/talk/a/index.md", "content/talk/b/index.md"])
    done = program(*command, "--choices", "choices.json", "-w")
    after = contents(site)
    assert "[x](/post/b/)" in after["content/post/a/index.md"]
    assert "[x](/talk/c/)" in after["content/post/b/index.md"]
    assert "[x](/talk/a/)" in after["content/talk/c/index.md"] and "[a](/talk/a/)" in after["content/about.md"]
    assert done.stderr.count(b": link-to-moved: ") == 2


def test_links_that_would_break_are_on_the_page(site: pathlib.Path) -> None:
    program("convert", "content/talk", "--to", "post", "--move", "-q", "--html", "report.html")
    rows = {row["path"]: row for row in index_of(site / "report.html")["rows"]}
    assert any("content/about.md:6:" in note for note in rows["content/talk/a/index.md"]["notes"])
    assert "link-to-moved" in rows["content/talk/a/index.md"]["codes"]


def test_the_json_of_a_run_and_its_page_go_together(site: pathlib.Path) -> None:
    options = ["--json", "--html", "report.html", "--html-docs", "https://example.org/docs/*.html"]
    done = program("edit", "content", "--set", "draft=false", *options)
    assert len(json.loads(done.stdout)) == 4 and not done.stderr
    assert index_of(site / "report.html")["docs"] == "https://example.org/docs/*.html"


def test_nothing_is_written_with_choices_that_cannot_be_followed(site: pathlib.Path) -> None:
    before = contents(site)
    program("edit", "content", "--set", "draft=false", "--html", "report.html")
    choose(index_of(site / "report.html"), ["content/talk/b/index.md"])
    done = program("edit", "content", "--set", "draft=true", "--choices", "choices.json", "-w")
    assert done.returncode == 3 and b"choices.json:1:1: choices-of-another-plan" in done.stderr
    done = program("edit", "content", "--set", "draft=true", "--choices", "none.json", "-w")
    assert done.returncode == 3 and b"none.json" in done.stderr
    done = program("edit", "content", "--set", "draft=true", "--html", "none/report.html", "-w")
    assert done.returncode == 3 and b"none/report.html" in done.stderr
    assert contents(site) == before


@pytest.mark.parametrize(
    "more",
    [
        ["edit", "-", "--set", "a=1", "--html", "r.html"],
        ["edit", "content", "--set", "a=1", "--html", "r.html", "--choices", "c.json"],
        ["edit", "content", "--set", "a=1", "-w", "-i", "--choices", "c.json"],
        ["check", "content", "--html", "r.html"],
        ["edit", "content", "--set", "a=1", "--html", "content/about.md"],
        ["edit", "content", "--set", "a=1", "--html", "r.html", "--html-docs", "javascript:x"],
        ["edit", "content", "--set", "a=1", "--html-docs", "https://example.org"],
    ],
    ids=" ".join,
)
def test_what_does_not_go_together_is_wrong_usage(site: pathlib.Path, more: list[str]) -> None:
    assert program(*more).returncode == 2
    assert not (site / "r.html").exists()


def test_a_page_is_about_one_site(site: pathlib.Path) -> None:
    other = site / "other/content"
    other.mkdir(parents=True)
    (other / "x.md").write_text("---\ntitle: x\n---\n")
    (site / "other/hugo.toml").write_text("")
    done = program("edit", "content", "other/content", "--set", "a=1", "--html", "r.html")
    assert done.returncode == 2 and b"one site" in done.stderr


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        (["edit", "a b.md", "-w", "--html=r.html"], "edit 'a b.md'"),
        (["edit", "a.md", "--choices", "c.json", "--write"], "edit a.md"),
        (["edit", "a.md", "--set", "x=--html"], "edit a.md --set x=--html"),
    ],
)
def test_the_command_is_shown_as_it_can_be_given_again(given: list[str], shown: str) -> None:
    assert command_line(["/bin/hugoconv", *given]) == f"hugoconv {shown}"
