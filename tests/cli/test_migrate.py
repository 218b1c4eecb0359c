"""``hugoconv migrate`` and ``hugoconv recipes`` as a user meets them."""

import functools
import json
import pathlib

import pytest

import hugoconv
from tests.cli.invoking import run

TALK = "---\ntitle: a\ndate: 2019-01-01\ntime_start: 2019-02-02\nselected: true  # yes\n---\nHello\n"
PAPER = "---\ntitle: b\npublication_types: ['2']\nselected: true\n---\n"
BOTH = "---\ntitle: c\nselected: true\nfeatured: false\n---\n"
RECIPE = """title = "Ours"
from-era = "1"
to-era = "2"

[[step]]
id = "speakers"
about = "Authors of talks are speakers."
layouts = ["talk"]
rename = { title = "heading" }

[[step]]
id = "all"
about = "Every page has a kind."
default = "kind"
value = "page"
"""


@pytest.fixture
def site(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> pathlib.Path:
    texts = {
        "hugo.toml": "title = 'x'\n",
        "themes/academic/data/academic.toml": "version = '3.3.1'\n",
        "content/talk/a.md": TALK,
        "content/publication/b.md": PAPER,
        "content/about/d.md": "---\ntitle: d\n---\n",
        "my.toml": RECIPE,
    }
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_diff_is_shown_and_nothing_written(site: pathlib.Path) -> None:
    result = run("migrate", "content", "--to-era", "5.9")
    assert result.exit_code == 0
    assert (
        "+featured: true  # yes\n" in result.stdout and '+publication_types: ["article-journal"]' not in result.stdout
    )
    assert "+publication_types: ['article-journal']\n" in result.stdout
    assert "2 pages would change, 1 unchanged" in result.stderr
    assert "note: left alone: no type, folder or field tells (content/about/d.md)" in result.stderr
    assert (site / "content/talk/a.md").read_text() == TALK
    assert run("migrate", "content", "--to-era", "5.9", "--check").exit_code == 1


def test_it_is_written_undone_and_migrated_back(site: pathlib.Path) -> None:
    assert run("migrate", "content", "--to-era", "5.9", "-w").exit_code == 0
    assert hugoconv.read(site / "content/talk/a.md").matter.splitlines()[1:3] == [
        "publishDate: 2019-01-01",
        "date: 2019-02-02",
    ]
    assert run("migrate", "content", "--to-era", "5.9", "--check").exit_code == 0
    assert run("migrate", "content/talk", "--to-era", "3.3", "--from-era", "5.9", "-w").exit_code == 0
    assert (site / "content/talk/a.md").read_text() == TALK
    assert run("undo").exit_code == 0 and run("undo").exit_code == 0
    assert (site / "content/publication/b.md").read_text() == PAPER


def test_a_contradictory_page_is_refused_and_the_others_are_done(site: pathlib.Path) -> None:
    (site / "content/publication/c.md").write_text(BOTH)
    result = run("migrate", "content", "--to-era", "5.9", "-w", "--json")
    assert result.exit_code == 3
    found = {one["path"]: one for one in json.loads(result.stdout)}
    assert found["content/publication/c.md"]["code"] == "both-fields"
    assert found["content/talk/a.md"]["state"] == "changed"
    assert (site / "content/publication/c.md").read_text() == BOTH


def test_a_recipe_of_a_user_is_done_and_taken_back(site: pathlib.Path) -> None:
    assert run("migrate", "content", "--recipe", "my.toml", "-w").exit_code == 0
    assert (site / "content/talk/a.md").read_text().startswith("---\nheading: a\n")
    assert hugoconv.read(site / "content/about/d.md")["kind"] == "page"
    assert run("migrate", "content", "--recipe", "my.toml", "--back", "-w").exit_code == 0
    assert (site / "content/talk/a.md").read_text() == TALK
    assert (site / "content/about/d.md").read_text() == "---\ntitle: d\n---\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (RECIPE.replace("layouts", "layout"), "my.toml:8:1: recipe-mistake: layout is no key here"),
        ("title = \n", "toml-syntax"),
    ],
)
def test_a_mistake_in_a_recipe_is_wrong_usage_with_a_place(site: pathlib.Path, text: str, told: str) -> None:
    (site / "my.toml").write_text(text)
    result = run("migrate", "content", "--recipe", "my.toml")
    assert result.exit_code == 2 and told in result.stderr


@pytest.mark.parametrize(
    "options",
    [
        [],
        ["--to-era", "next"],
        ["--to-era", "5.9", "--recipe", "my.toml"],
        ["--to-era", "5.9", "--back"],
        ["--recipe", "my.toml", "--from-era", "4.1"],
        ["--recipe", "nothing.toml"],
    ],
)
def test_options_that_do_not_go_together_are_wrong_usage(site: pathlib.Path, options: list[str]) -> None:
    assert run("migrate", "content", *options).exit_code == 2


def test_a_plan_in_python_goes_by_the_era_of_the_site(site: pathlib.Path) -> None:
    plan = hugoconv.Site(site).plan(functools.partial(hugoconv.migrate, to_era="5.9"))
    assert sorted(file.path for file in plan.changed) == ["content/publication/b.md", "content/talk/a.md"]


def test_recipes_are_listed_and_shown_as_prose() -> None:
    listed = run("recipes").stdout.splitlines()
    files = list((pathlib.Path(hugoconv.__file__).parent / "layouts/recipes").glob("*.toml"))
    assert len(listed) == len(files) > 20 and listed[0].startswith("1-to-2.0 ")
    shown = run("recipes", "4.0-to-4.1", "0.4-to-0.5").stdout
    assert "P19  The `date` of a talk is its start" in shown and "can be taken back" in shown
    assert "P40  Every button is an item of `links`" in shown
    assert run("recipes", "4.0").exit_code == 2
