"""``hugoconv convert``: where results go, and what is never written."""

import json
import pathlib
import shutil

import pytest

from tests.cli.invoking import TALK, TOML, files, program, run


def test_results_never_fall_on_the_pages_that_they_were_made_of(site: pathlib.Path) -> None:
    before = files(site)
    result = run("convert", "content/talk", "--to", "post", "-o", "content")
    assert result.exit_code == 3
    assert f"{TALK}: cannot-write: its result would overwrite the page {TALK}" in result.stderr
    assert files(site) == before


def test_results_never_fall_on_another_page_of_the_run(site: pathlib.Path) -> None:
    shutil.copy(TALK, "index.md")
    before = files(site)
    result = run("convert", TALK, "index.md", "--to", "post", "--from", "talk", "-o", ".")
    assert result.exit_code == 3
    assert files(site) == before


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_two_results_never_share_a_place(site: pathlib.Path, jobs: str) -> None:
    for copy in ("a", "b"):
        shutil.copytree("content/talk", f"{copy}/talk")
    pathlib.Path("a/talk/draft/index.md").write_text("---\ntitle: the first\nlocation: x\n---\n")
    result = run("convert", "a/talk", "b/talk", "--to", "post", "-o", "out", "-j", jobs)
    assert result.exit_code == 3
    assert "b/talk/draft/index.md: cannot-write: " in result.stderr
    assert sorted(files(site / "out")) == ["talk/draft/index.md", "talk/opening/index.md"]
    assert b"the first" in (site / "out/talk/draft/index.md").read_bytes()


def test_results_below_the_folder_are_not_converted_again(site: pathlib.Path) -> None:
    for _ in range(2):
        assert run("convert", ".", "--to", "post", "-o", "out").exit_code == 0
    assert not [name for name in files(site / "out") if "/out/" in name]


def test_a_toml_page_is_converted_and_a_json_page_is_refused(site: pathlib.Path) -> None:
    (site / "content/talk/toml.md").write_bytes(TOML)
    (site / "content/talk/json.md").write_bytes(b'{"title": "x", "location": "y"}\nHello\n')
    walked = run("convert", "content/talk", "--to", "post", "-w")
    assert walked.exit_code == 3
    assert "content/talk/json.md:1:1: no-comments: " in walked.stderr
    assert (site / "content/talk/toml.md").read_bytes().endswith(b'\ntitle = "x"\n#location = "y"\n+++\nHello\n')


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_path_that_names_nothing_does_not_stop_the_others(site: pathlib.Path, jobs: str) -> None:
    result = run("convert", "none", TALK, "--to", "post", "-w", "-j", jobs)
    assert result.exit_code == 3
    assert "none: cannot-read: " in result.stderr
    assert b"was talk" in (site / TALK).read_bytes()


def test_a_diff_in_a_pipe_can_be_applied_by_others(site: pathlib.Path) -> None:
    result = program("convert", TALK, "--to", "post")
    assert result.stdout.startswith(f"--- a/{TALK}\n+++ b/{TALK}\n@@ ".encode())
    assert b"\x1b" not in result.stdout


def test_quiet_prints_problems_only(site: pathlib.Path) -> None:
    (site / "content/talk/bad.md").write_text("---\na: b: c\n---\n")
    result = run("convert", "content/talk", "--to", "post", "-q")
    assert result.stdout == ""
    assert result.stderr.startswith("content/talk/bad.md:2:5: yaml-syntax: ")
    assert "would change" not in result.stderr


def test_syntax_and_layout_change_in_one_step_and_one_diff(site: pathlib.Path) -> None:
    shown = run("convert", TALK, "--to", "post", "--syntax", "toml")
    assert shown.exit_code == 0
    assert shown.stdout.count("--- a/") == 1
    assert "++++" in shown.stdout
    assert "+# hugoconv: was talk" in shown.stdout
    assert run("convert", TALK, "--to", "post", "--syntax", "toml", "-w").exit_code == 0
    assert (site / TALK).read_bytes().startswith(b"+++\n# hugoconv: was talk")
    assert run("convert", TALK, "--to", "post", "--syntax", "toml", "--check").exit_code == 0


def test_a_whole_folder_is_translated_and_comes_back_to_the_same_data(site: pathlib.Path) -> None:
    before = json.loads(run("show", "content", "--json").stdout)
    assert run("convert", "content", "--syntax", "toml", "-w").exit_code == 0
    assert {page["syntax"] for page in json.loads(run("show", "content", "--json").stdout)} <= {"toml", "none"}
    assert run("convert", "content", "--syntax", "yaml", "-w").exit_code == 0
    after = json.loads(run("show", "content", "--json").stdout)
    for old, new in zip(before, after, strict=True):
        assert [f["name"] for f in new["fields"] if f["value"] not in (None, {})] == sorted(
            (f["name"] for f in old["fields"] if f["value"] not in (None, {})),
            key=[f["name"] for f in new["fields"]].index,
        )


def test_json_is_refused_with_the_number_of_comments_unless_they_may_go(site: pathlib.Path) -> None:
    refused = run("convert", TALK, "--syntax", "json")
    assert refused.exit_code == 3
    assert ":3:36: no-comments: json has no comments, and the page has " in refused.stderr
    dropped = run("convert", TALK, "--syntax", "json", "--drop-comments", "-o", "out")
    assert dropped.exit_code == 0


@pytest.mark.parametrize("options", [[], ["--from", "talk", "--syntax", "toml"], ["--syntax", "org"]])
def test_a_conversion_that_names_nothing_to_do_is_wrong_usage(site: pathlib.Path, options: list[str]) -> None:
    assert run("convert", TALK, *options).exit_code == 2
