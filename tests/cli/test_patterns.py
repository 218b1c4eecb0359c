"""Which files are meant: patterns in the place of paths, ``--include``, ``--exclude``, ``.hugoconvignore``."""

import json
import pathlib

import pytest

from tests.cli.invoking import run

OPENING, DRAFT = "content/talk/opening/index.md", "content/talk/draft/index.md"


def taken(*arguments: str) -> list[str]:
    result = run("edit", *arguments, "--set", "new=1", "--json")
    return sorted(pathlib.Path(f["path"]).parent.name for f in json.loads(result.stdout) if f["state"] == "changed")


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        (["content/talk/*/index.md"], ["draft", "opening"]),
        (["content/**/opening/*.md"], ["opening"]),
        (["content/talk/[d]*"], ["draft"]),
        (["content/talk", "--exclude", "draft"], ["opening", "talk"]),
        (["content/talk", "--exclude", "content/talk/*/index.md"], ["talk"]),
        (["content/talk", "--include", "content/talk/*/"], ["draft", "opening"]),
        (["content/talk", "--include", "index.md", "--exclude", "draft/"], ["opening"]),
        ([DRAFT, OPENING, "--exclude", "draft"], ["opening"]),
        (["content/talk", "--include", "nothing"], []),
    ],
)
def test_files_are_taken_as_the_patterns_say(site: pathlib.Path, arguments: list[str], names: list[str]) -> None:
    assert taken(*arguments) == names


def test_show_takes_the_files_that_the_patterns_say(site: pathlib.Path, place: str) -> None:
    shown = json.loads(run("show", "content/talk", "--exclude", "draft/", "--include", "index.md", "--json").stdout)
    assert [page["path"] for page in shown] == [OPENING]


def test_patterns_mean_the_same_from_everywhere(site: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (site / ".hugoconvignore").write_text("# notes\n/content/talk/draft/\n")
    assert taken("content/talk") == ["opening", "talk"]
    monkeypatch.chdir(site / "content")
    assert taken("talk") == ["opening", "talk"]
    assert taken("talk", "--exclude", "/content/talk/opening") == ["talk"]
    assert taken("talk", "--exclude", "/talk/opening") == ["talk"]
    monkeypatch.chdir("/")
    assert taken(str(site / "content/talk")) == ["opening", "talk"]
    assert taken(str(site / DRAFT)) == ["draft"]
    assert taken(str(site / "content/talk/*/index.md")) == ["draft", "opening"]


def test_a_file_whose_name_looks_like_a_pattern_comes_first(site: pathlib.Path) -> None:
    (site / "content/talk/[d]raft").mkdir()
    (site / "content/talk/[d]raft/index.md").write_text("---\ntitle: x\n---\n")
    assert taken("content/talk/[d]raft") == ["[d]raft"]


def test_a_pattern_that_matches_nothing_is_no_such_file(site: pathlib.Path) -> None:
    result = run("edit", "content/nothing/*.md", "--set", "a=1")
    assert result.exit_code == 3
    assert "content/nothing/*.md: cannot-read: no such file or folder" in result.stderr


def test_check_takes_patterns_and_the_ignore_file_too(site: pathlib.Path) -> None:
    for folder in ("draft", "opening"):
        (site / f"content/talk/{folder}/index.md").write_text("---\na: 1\na: 2\n---\n")
    (site / ".hugoconvignore").write_text("draft\n")
    shown = run("check", "content", "--select", "duplicate-key").stdout
    assert ("draft" in shown, "opening" in shown) == (False, True)
    assert not run("check", "content", "--select", "duplicate-key", "--exclude", "opening").stdout


def test_an_ignore_file_that_is_none_is_told_and_nothing_is_done(site: pathlib.Path) -> None:
    (site / ".hugoconvignore").write_bytes(b"\xff\n")
    result = run("edit", "content", "--set", "a=1")
    assert result.exit_code == 3
    assert "patterns: the file is not UTF-8" in result.stderr
    assert "0 pages would change" in result.stderr
