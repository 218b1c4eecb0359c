"""What an owner chooses on the command line of a conversion, and the notes that a plan as a whole gives."""

import functools
import json
import pathlib

import pytest

import hugoconv
from tests.cli.invoking import run

TALK = "---\ntitle: t\nevent: Conf\ndate: 2018-03-0{n}\npublishDate: 2017-01-01\nslides: lost\n---\nHi\n"


@pytest.fixture
def site(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> pathlib.Path:
    for folder in ("talk", "post", "slides"):
        (tmp_path / "content" / folder).mkdir(parents=True)
    (tmp_path / "hugo.toml").write_text('title = "x"\n')
    (tmp_path / "content/slides/deck.md").write_text("---\ntitle: d\n---\n")
    for n in (1, 2, 3):
        (tmp_path / f"content/talk/t{n}.md").write_text(TALK.format(n=n))
    (tmp_path / "content/post/p.md").write_text("---\ntitle: p\ndate: 2021-01-01\n#event: Conf\n---\nHi\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_one_date_for_many_posts_and_a_lost_deck_are_noted(site: pathlib.Path) -> None:
    del site
    told = run("convert", "content/talk", "--to", "post").stderr
    assert told.count("3 pages get one and the same date, 2017-01-01") == 1
    assert "content/talk/t1.md:6:9: no-such-slides" in told
    assert "same date" not in run("convert", "content/talk", "--to", "post", "--date", "start").stderr


def test_choices_go_there_and_back(site: pathlib.Path) -> None:
    before = {path: path.read_bytes() for path in site.rglob("*.md")}
    assert run("convert", "content/talk", "--to", "post", "--event-in", "body", "--move", "-w").exit_code == 0
    assert b"Conf, 01 March 2018\n\nHi\n" in (site / "content/post/t1.md").read_bytes()
    assert run("convert", "content/post/t1.md", "content/post/t2.md", "content/post/t3.md", "--to", "talk", "--move", "-w").exit_code == 0  # fmt: skip
    assert {path: path.read_bytes() for path in site.rglob("*.md")} == before


def test_a_template_and_hidden_fields(site: pathlib.Path) -> None:
    result = run("convert", "content/post/p.md", "--to", "talk", "--template", "--uncomment-fields", "-w")
    assert result.exit_code == 0
    text = (site / "content/post/p.md").read_text()
    assert "\nevent: Conf\n" in text
    assert "\n#location:\n" in text
    assert "publishDate: 2021-01-01" in text


@pytest.mark.parametrize(
    "options",
    [
        ["--to", "post", "--template"],
        ["--to", "talk", "--event-in", "body"],
        ["--to", "post", "--event-line", "{event}"],
        ["--to", "post", "--event-in", "body", "--event-line", "{venue}"],
        ["--syntax", "toml", "--date", "start"],
    ],
    ids=" ".join,
)
def test_strange_choices_are_wrong_usage(site: pathlib.Path, options: list[str]) -> None:
    del site
    assert run("convert", "content/talk", *options).exit_code == 2


def test_a_plan_of_ones_own_says_the_same(site: pathlib.Path) -> None:
    change = functools.partial(hugoconv.convert, to="post", event_in="subtitle")
    plan = hugoconv.Site(site).plan(change, pages=[f"content/talk/t{n}.md" for n in (1, 2, 3)])
    assert len(plan.notes) == 1
    plan.save(str(site / "plan.json"))
    assert hugoconv.load_plan(str(site / "plan.json"), str(site)).notes == plan.notes
    assert json.loads((site / "plan.json").read_text())["files"][0]["date"] == "2017-01-01"


def test_a_plan_of_ones_own_names_lost_decks(site: pathlib.Path) -> None:
    change = functools.partial(hugoconv.convert, to="post")
    page = "content/talk/t1.md"
    for one in (change, lambda found: change(found)):
        (planned,) = hugoconv.Site(site).plan(one, pages=[page]).files
        assert any(f"{page}:6:9: no-such-slides" in note for note in planned.notes)
