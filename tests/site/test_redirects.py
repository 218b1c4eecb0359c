"""Where Hugo writes no redirects, that is said once for a plan."""

import json
import pathlib

import pytest

from hugoconv.site.plan.plan import load_plan
from hugoconv.site.site import Site
from tests.cli.invoking import run

ON = [
    ("hugo.toml", "# mine\ndisableAliases = true\n", ":2:1:"),
    ("hugo.toml", "disablealiases = 'true'\n", ":1:1:"),
    ("config.yaml", "title: x\ndisableAliases: true\n", ":2:1:"),
    ("config/_default/hugo.yaml", "DISABLEALIASES: true\n", ":1:1:"),
    ("hugo.json", '{"disableAliases": true}\n', ":1:2:"),
    ("hugo.toml", "disableAliases = false\n[languages.en]\ndisableAliases = true\n", ":3:1:"),
    ("hugo.toml", "disableAliases = false\n[languages.zh]\n[languages.en]\ndisableAliases = true\n", ":4:1:"),
    ("hugo.toml", "disableAliases = true\n[languages.zh]\ndisableAliases = false\n[languages.en]\n", ":1:1:"),
    ("hugo.yaml", "languages:\n  zh: {}\n  en:\n    disableAliases: true\n", ":4:5:"),
    ("config/_default/languages.toml", "[zh]\n[en]\ndisableAliases = true\n", ":3:1:"),
    ("config/_default/hugo.toml", "# disableAliases = 1\ndisableAliases = true\n", ":2:1:"),
]
OFF = [("hugo.toml", "disableAliases = false\n"), ("hugo.toml", ""), ("hugo.yaml", "params: {disableAliases: true}\n")]
OFF += [
    ("hugo.toml", "disableAliases = true\n[languages.en]\ndisableAliases = false\n"),
    ("hugo.toml", "disableAliases = true\n[languages.zh]\n[languages.en]\ndisableAliases = false\n"),
    ("hugo.toml", "[languages.en]\n[languages.zh]\ndisableAliases = true\n"),
]


def make(root: pathlib.Path, name: str, text: str) -> None:
    for page in ("a", "b"):
        path = root / f"content/talk/{page}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("---\nevent: Open Day\n---\n")
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text(text)


@pytest.mark.parametrize(("name", "text", "place"), ON)
def test_it_is_said_once_with_its_place_and_a_remedy(
    name: str, text: str, place: str, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path, name, text)
    monkeypatch.chdir(tmp_path)
    said = run("convert", "content", "--to", "post", "--move").stderr
    assert said.count("redirects-off") == 1
    assert f"{name}{place} redirects-off: " in said
    assert "2 pages that move" in said and "set it to false" in said
    listed = json.loads(run("convert", "content", "--to", "post", "--move", "--json").stdout)
    notes = [one for one in listed if one["state"] == "note"]
    assert [one["code"] for one in notes] == ["redirects-off"]
    assert run("convert", "content", "--to", "post").stderr.count("redirects-off") == 0
    assert run("convert", "content", "--to", "post", "--move", "--no-aliases").stderr.count("redirects-off") == 0


@pytest.mark.parametrize(("name", "text"), OFF)
def test_it_is_not_said_where_hugo_writes_them(
    name: str, text: str, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path, name, text)
    monkeypatch.chdir(tmp_path)
    assert "redirects-off" not in run("convert", "content", "--to", "post", "--move").stderr


def test_a_plan_has_it_in_python_and_in_its_file(tmp_path: pathlib.Path) -> None:
    make(tmp_path, "hugo.toml", "disableAliases = true\n")
    site = Site(tmp_path)
    plan = site.plan(
        lambda page: (
            page.set("aliases", ["/talk/a/"]).moved_to(str(page.path).replace("/talk/", "/post/"))
            if str(page.path).endswith("a.md")
            else page
        )
    )
    assert len(plan.notes) == 1 and "1 page that moves" in plan.notes[0]
    plan.save(str(tmp_path / "plan.json"))
    assert load_plan(str(tmp_path / "plan.json"), str(tmp_path)).notes == plan.notes


@pytest.mark.parametrize(
    ("answers", "said"), [("y\nn\n", "1 page that moves"), ("a\n", "2 pages that move"), ("q\n", "")]
)
def test_only_pages_that_are_written_count(
    answers: str, said: str, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path, "hugo.toml", "disableAliases = true\n")
    monkeypatch.chdir(tmp_path)
    told = run("convert", "content", "--to", "post", "--move", "-w", "-i", stdin=answers.encode()).stderr
    assert told.count("redirects-off") == bool(said)
    assert said in told


def test_every_setting_is_told_with_its_pages(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    off = "disableAliases = true\n"
    make(
        tmp_path,
        "hugo.toml",
        f"{off}[languages.en]\n[languages.zh]\n{off}[languages.fr]\n[languages.de]\n{off[:-5]}false\n",
    )
    for language in ("zh", "fr", "de"):
        (tmp_path / f"content/talk/a.{language}.md").write_text("---\nevent: Open Day\n---\n")
    monkeypatch.chdir(tmp_path)
    said = run("convert", "content", "--to", "post", "--move").stderr
    told = [line for line in said.splitlines() if "redirects-off" in line]
    assert [line.partition(" redirects-off")[0] for line in told] == ["hugo.toml:1:1:", "hugo.toml:4:1:"]
    assert "of 3 pages that move" in told[0] and "of 1 page that moves" in told[1]
