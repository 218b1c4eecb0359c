"""Publications and projects on the command line, and layouts of a user's own: ``--layouts``, and the setting."""

import json
import pathlib
import re

import pytest

from tests.cli.invoking import ROOT, files, run

REVIEW = ROOT / "fixtures/layouts/review.toml"
PAGE = "title: Mud\nreleased: 2019-05-01   # in Leeds\nrating: 4\n"
PUBLICATION = "---\ntitle: Mud\npublication_types: ['2']\npublication: Journal\n---\nBody\n"


@pytest.fixture
def reviews(site: pathlib.Path) -> pathlib.Path:
    (site / "layouts").mkdir()
    (site / "layouts/review.toml").write_bytes(REVIEW.read_bytes())
    (site / "content/reviews").mkdir()
    (site / "content/reviews/mud.md").write_text(f"---\n{PAGE}---\nGood.\n")
    return site


def test_a_publication_moves_to_the_posts_and_back(site: pathlib.Path) -> None:
    (site / "content/publication/mud").mkdir(parents=True)
    (site / "content/publication/mud/index.md").write_text(PUBLICATION)
    (site / "content/publication/mud/cite.bib").write_text("@article{mud}")
    before = files(site)
    there = run("convert", "content/publication", "--to", "post", "--era", "5.9", "--move", "-w")
    assert there.exit_code == 0, there.stderr
    moved = site / "content/post/mud/index.md"
    assert moved.read_text().startswith("---\n# hugoconv: was publication, era 5.9; now post; moved from publication; ")
    assert (site / "content/post/mud/cite.bib").exists()
    back = run("convert", "content/post/mud", "--to", "publication", "--move", "-w")
    assert back.exit_code == 0, back.stderr
    after = {name: data for name, (data, _) in files(site).items() if not name.startswith(".hugoconv")}
    assert after == {name: data for name, (data, _) in before.items()}


@pytest.mark.parametrize(("to", "folder"), [("publication", "publications"), ("project", "projects")])
def test_a_page_goes_to_the_folder_that_its_theme_version_has(site: pathlib.Path, to: str, folder: str) -> None:
    (site / "content/post/x.md").write_text("---\ntitle: x\n---\n")
    done = run("convert", "content/post/x.md", "--to", to, "--era", "kit", "--move", "-w")
    assert done.exit_code == 0, done.stderr
    assert (site / f"content/{folder}/x.md").exists()


def test_only_takes_the_pages_of_one_layout(site: pathlib.Path) -> None:
    (site / "content/publication").mkdir()
    (site / "content/publication/mud.md").write_text(PUBLICATION)
    done = run("convert", "content", "--to", "post", "--only", "publication", "-w")
    assert done.exit_code == 0, done.stderr
    assert "was publication" in (site / "content/publication/mud.md").read_text()
    assert "was talk" not in (site / "content/talk/opening/index.md").read_text()


def test_there_is_no_way_from_a_talk_to_a_publication(site: pathlib.Path) -> None:
    done = run("convert", "content/talk/opening", "--to", "publication")
    assert done.exit_code == 3
    assert "no-lens: no lens leads from talk to publication (convert it to post first" in done.stderr


def test_the_page_of_the_documentation_becomes_what_it_says(reviews: pathlib.Path) -> None:
    page = (ROOT / "docs/layouts.md").read_text("utf-8")
    _, old, new = re.findall(r"^```yaml\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    assert old == PAGE
    command = re.findall(r"^hugoconv (convert content/reviews .*)$", page, re.MULTILINE)[0].split()
    command[-1] = "layouts/review.toml"
    there = run(*command, "-w")
    assert there.exit_code == 0, there.stderr
    moved = reviews / "content/post/mud.md"
    assert moved.read_text() == f"---\n{new}---\nGood.\n"
    back = run("convert", "content/post/mud.md", "--to", "review", "--move", "-w", "--layouts", "layouts/review.toml")
    assert back.exit_code == 0, back.stderr
    assert (reviews / "content/reviews/mud.md").read_text() == f"---\n{PAGE}---\nGood.\n"


def test_a_record_of_a_layout_that_is_not_read_is_told(reviews: pathlib.Path) -> None:
    assert run("convert", "content/reviews", "--to", "post", "-w", "--layouts", "layouts/review.toml").exit_code == 0
    done = run("convert", "content/reviews", "--to", "talk")
    assert done.exit_code == 3
    assert "record-of-unknown-layout" in done.stderr
    assert "--layouts" in done.stderr


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_the_settings_of_a_site_name_its_layouts(reviews: pathlib.Path, jobs: str) -> None:
    (reviews / ".hugoconv.toml").write_text('layouts = ["layouts/review.toml"]\n')
    for name in ("a", "b", "c"):
        (reviews / f"content/reviews/{name}.md").write_text(f"---\n{PAGE}---\n")
    done = run("convert", "content/reviews", "--to", "post", "--only", "reviews", "-w", "-j", jobs)
    assert done.exit_code == 0, done.stderr
    for name in ("a", "b", "c", "mud"):
        assert "now post; date was released" in (reviews / f"content/reviews/{name}.md").read_text()
    shown = json.loads(run("show", "content/reviews/a.md", "--json").stdout)
    assert (shown["layout"], shown["layout_reason"]) == ("post", "its record says it was a review")
    assert run("check", "content/reviews").exit_code == 0
    assert run("convert", "content/reviews", "--to", "review", "--no-settings").exit_code == 2


@pytest.mark.parametrize("path", ["../outside.toml", "/etc/passwd", ".git/config"])
def test_a_setting_names_no_layouts_outside_the_site(reviews: pathlib.Path, path: str) -> None:
    (reviews / ".hugoconv.toml").write_text(f'layouts = ["{path}"]\n')
    done = run("convert", "content/reviews", "--to", "post")
    assert done.exit_code == 3
    assert ".hugoconv.toml:1:" in done.stderr
    assert "not-a-setting" in done.stderr


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("name = 'talk'\n[field.a]\ntype = 'int'\n", "layouts/my.toml:1:1: layout-mistake: talk is a name"),
        ("\nname = \n", "layouts/my.toml:2:8: toml-syntax"),
        (None, "layouts/my.toml: cannot-read"),
    ],
)
def test_a_file_that_is_no_layout_is_wrong_usage(reviews: pathlib.Path, text: str | None, told: str) -> None:
    if text is not None:
        (reviews / "layouts/my.toml").write_text(text)
    before = files(reviews)
    done = run("convert", "content/reviews", "--to", "post", "-w", "--layouts", "layouts/my.toml")
    assert done.exit_code == 2
    assert told in done.stderr
    assert files(reviews) == before


def test_a_name_that_is_nearly_one_of_ones_own_is_suggested(reviews: pathlib.Path) -> None:
    done = run("convert", "content/reviews", "--to", "revew", "--layouts", "layouts/review.toml")
    assert done.exit_code == 2
    assert "Did you mean review" in done.stderr


def test_a_hostile_file_cannot_say_a_control_character(reviews: pathlib.Path) -> None:
    (reviews / ".hugoconv.toml").write_text('layouts = ["layouts/my.toml"]\n')
    for text in ("na\x1b[2Jme = \n", "name = 'a'\n\"\\u001b[2J\" = 1\n", "name = 'a'\n[field.\"\\u001b\"]\n"):
        (reviews / "layouts/my.toml").write_text(text)
        assert "\x1b" not in run("convert", "content/reviews", "--to", "post").stderr
