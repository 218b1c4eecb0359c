"""The command line as a user meets it."""

import json
import os
import pathlib
import stat
import subprocess
import sys

import pytest

from hugoconv.cli.commands import NAMES
from tests.cli.invoking import SITE, run


def state(root: pathlib.Path) -> dict[str, tuple[bytes, int]]:
    return {
        str(p.relative_to(root)): (p.read_bytes(), p.stat().st_mtime_ns)
        for p in sorted(root.rglob("*"))
        if p.is_file() and ".hugoconv" not in p.parts
    }


TALK = "content/talk/opening/index.md"


def test_convert_shows_a_diff_and_writes_nothing(site: pathlib.Path) -> None:
    before = state(site)
    result = run("convert", TALK, "--to", "post")
    assert result.exit_code == 0
    assert "+# hugoconv: was talk, era 5.9; date was publishDate; already commented out: date_end\n" in result.stdout
    assert "1 page would change" in result.stderr
    assert state(site) == before


def test_convert_writes_every_page_below_a_folder_and_back(site: pathlib.Path) -> None:
    before = state(site)
    assert run("convert", "content", "--to", "post", "-w").exit_code == 0
    changed = [name for name, (data, _) in state(site).items() if data != before[name][0]]
    assert changed == ["content/talk/draft/index.md", TALK]
    assert run("convert", "content/talk", "--to", "talk", "-w").exit_code == 0
    assert {name: data for name, (data, _) in state(site).items()} == {n: data for n, (data, _) in before.items()}


def test_a_second_run_changes_nothing_and_touches_no_time(site: pathlib.Path) -> None:
    run("convert", "content", "--to", "post", "-w")
    before = state(site)
    result = run("convert", "content", "--to", "post", "-w")
    assert result.exit_code == 0
    assert "0 pages changed" in result.stderr
    assert state(site) == before


def test_walking_skips_and_counts_what_is_no_page_of_a_layout(site: pathlib.Path) -> None:
    result = run("convert", "content", "--to", "post")
    assert result.exit_code == 0
    assert "3 skipped (1 slide deck, 2 section pages)" in result.stderr


def test_the_same_page_named_is_refused(site: pathlib.Path) -> None:
    result = run("convert", "content/talk/_index.md", "--to", "post")
    assert result.exit_code == 3
    assert result.stderr.startswith("content/talk/_index.md:1:1: not-a-page-section: ")


def test_one_bad_page_is_reported_and_does_not_stop_the_others(site: pathlib.Path) -> None:
    (site / "content/talk/bad.md").write_text("---\ntitle: a: b\n---\n")
    result = run("convert", "content/talk", "--to", "post", "-w")
    assert result.exit_code == 3
    assert "content/talk/bad.md:2:9: yaml-syntax: " in result.stderr
    assert "hint: " in result.stderr
    assert "2 pages changed" in result.stderr
    assert b"was talk" in (site / TALK).read_bytes()


def test_check_tells_by_its_exit_status(site: pathlib.Path) -> None:
    assert run("convert", "content", "--to", "post", "--check").exit_code == 1
    run("convert", "content", "--to", "post", "-w")
    assert run("convert", "content", "--to", "post", "--check").exit_code == 0


def test_results_go_below_another_folder(site: pathlib.Path) -> None:
    before = state(site / "content")
    assert run("convert", "content/talk", "--to", "post", "-o", "out").exit_code == 0
    assert sorted(state(site / "out")) == ["talk/draft/index.md", "talk/opening/index.md"]
    assert state(site / "content") == before


def test_several_processes_do_the_same(site: pathlib.Path) -> None:
    one = run("convert", "content", "--to", "post")
    two = run("convert", "content", "--to", "post", "-j", "2")
    assert one.stdout == two.stdout
    assert one.stderr == two.stderr


def test_from_names_the_layout_of_pages_that_do_not_tell(site: pathlib.Path) -> None:
    (site / "content/news").mkdir()
    (site / "content/news/a.md").write_text("---\ntitle: x\nlocation: y\n---\n")
    assert "1 skipped (1 page of unknown layout)" in run("convert", "content/news", "--to", "post").stderr
    assert run("convert", "content/news/a.md", "--to", "post").exit_code == 3
    assert "+#location: y" in run("convert", "content/news", "--to", "post", "--from", "talk").stdout
    other = run("convert", "content", "--to", "talk", "--from", "post")
    assert "pages of another layout" not in other.stderr
    assert run("convert", "content/post", "--to", "post", "--from", "talk").exit_code == 0


def test_standard_input_gives_the_whole_page(site: pathlib.Path) -> None:
    data = (site / TALK).read_bytes()
    result = run("convert", "-", "--to", "post", "--stdin-path", TALK, stdin=data)
    assert result.exit_code == 0
    assert result.stdout_bytes.count(b"\n") == data.count(b"\n") + 1


def test_a_refused_page_goes_through_standard_output_unchanged(site: pathlib.Path) -> None:
    result = run("convert", "-", "--to", "post", stdin=b"---\ntitle: x\n---\n\xff\r\n")
    assert result.exit_code == 3
    assert result.stdout_bytes == b"---\ntitle: x\n---\n\xff\r\n"
    assert "<stdin>:1:1: layout-unknown" in result.stderr


def test_a_broken_page_on_standard_input_goes_through_with_its_place(site: pathlib.Path) -> None:
    result = run("edit", "-", "--set", "a=1", stdin=b"---\ntitle: a: b\n---\n")
    assert result.exit_code == 3
    assert result.stdout_bytes == b"---\ntitle: a: b\n---\n"
    assert result.stderr.startswith("<stdin>:2:9: yaml-syntax: ")


WRONG = [
    ["convert", TALK],
    ["convert", TALK, "--to", "poster"],
    ["convert", TALK, "--to", "post", "--era", "99"],
    ["convert", TALK, "--to", "post", "-w", "--check"],
    ["convert", TALK, "--to", "post", "-w", "-o", "out"],
    ["convert", "-", "--to", "post", "-w"],
    ["edit", TALK],
    ["edit", TALK, "--set", "title"],
    ["edit", TALK, "--set", "title=a: b"],
    ["edit", TALK, "--only", "poster", "--remove", "x"],
    ["nothing"],
]


@pytest.mark.parametrize("arguments", WRONG, ids=" ".join)
def test_wrong_usage_exits_with_2_and_changes_nothing(site: pathlib.Path, arguments: list[str]) -> None:
    before = state(site)
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stderr
    assert state(site) == before


def test_edit_changes_the_fields_that_it_names(site: pathlib.Path) -> None:
    old = (site / TALK).read_bytes()
    result = run(
        "edit", TALK, "--set", "publishDate=2021-02-01T00:00:00Z", "--uncomment", "slides", "--uncomment", "projects",
        "--rename", "featured=selected", "--append", "tags=mud", "--set-string", "summary=a: b", "-w",
    )  # fmt: skip
    assert result.exit_code == 0
    wanted = old
    for before, after in (
        (b'publishDate: "2021-01-23', b'publishDate: "2021-02-01'),
        (b"#slides: sediment", b"slides: sediment"),
        (b"#projects:\n#- riverbeds", b"projects:\n- riverbeds"),
        (b"featured: no", b"selected: no"),
        (b'"rivers"]', b'"rivers", "mud"]'),
        (b"summary: An hour on mud, for people who have never cared about mud.", b'summary: "a: b"'),
    ):
        assert wanted.count(before) == 1
        wanted = wanted.replace(before, after)
    assert (site / TALK).read_bytes() == wanted
    again = run("edit", TALK, "--uncomment", "slides", "--append", "tags=mud", "-w", "--strict")
    assert again.exit_code == 0
    assert "0 pages changed, 1 unchanged" in again.stderr


def test_a_field_that_a_page_lacks_is_counted_and_with_strict_an_error(site: pathlib.Path) -> None:
    result = run("edit", TALK, "--remove", "nope", "--rename", "nope=x")
    assert result.exit_code == 0
    assert "2 operations on absent fields" in result.stderr
    assert run("edit", TALK, "--remove", "nope", "--strict").exit_code == 3


def test_only_and_where_select_pages(site: pathlib.Path) -> None:
    result = run("edit", "content", "--set", "x=1", "--only", "talk", "--json")
    changed = [o["path"] for o in json.loads(result.stdout) if o["state"] == "changed"]
    assert sorted(changed) == ["content/talk/_index.md", "content/talk/draft/index.md", TALK]
    result = run("edit", "content", "--set", "x=1", "--where", "all_day=false", "--json")
    assert [o["path"] for o in json.loads(result.stdout) if o["state"] == "changed"] == [TALK]
    result = run("edit", "content", "--set", "x=1", "--where", "superuser", "--json")
    assert len([o for o in json.loads(result.stdout) if o["state"] == "changed"]) == 1


def test_a_default_is_set_only_where_there_is_none(site: pathlib.Path) -> None:
    run("edit", "content/talk", "--set-default", "summary=none", "-w")
    assert b"summary: none" in (site / "content/talk/draft/index.md").read_bytes()
    assert b"summary: An hour" in (site / TALK).read_bytes()


def test_a_new_field_goes_where_the_layout_wants_it(site: pathlib.Path) -> None:
    result = run("edit", TALK, "--set", "date_end=2021-03-12T19:00:00+01:00")
    lines = result.stdout.splitlines()
    new = lines.index("+date_end: 2021-03-12T19:00:00+01:00")
    assert lines[new - 1].startswith(" date:")


def test_the_record_can_be_forgotten(site: pathlib.Path) -> None:
    run("convert", "content/talk", "--to", "post", "-w")
    assert run("edit", "content", "--forget-record", "-w").exit_code == 0
    assert b"hugoconv" not in (site / TALK).read_bytes()


def test_show_tells_what_a_page_is(site: pathlib.Path) -> None:
    found = json.loads(run("show", TALK, "--json").stdout)
    assert (found["syntax"], found["layout"], found["path"]) == ("yaml", "talk", TALK)
    assert [f["name"] for f in found["commented_out"]] == ["date_end", "slides", "projects"]
    assert next(f for f in found["fields"] if f["name"] == "all_day") == {
        "name": "all_day", "kind": "bool", "value": False, "line": 12,
    }  # fmt: skip
    assert len(found["comments"]) == 5
    assert "opening/index.md: yaml, talk (it lies in talk/)" in run("show", TALK).stdout
    assert len(json.loads(run("show", "content", "--json").stdout)) == 6


def test_show_tells_where_hugo_reads_something_else(site: pathlib.Path) -> None:
    (site / "content/post/a.md").write_text("---\ntags:\n- \ntitle: x\n---\n")
    (note,) = json.loads(run("show", "content/post/a.md", "--json").stdout)["notes"]
    assert note.startswith("3:1: hugo-differs: ")


def test_show_tells_of_broken_pages_and_goes_on(site: pathlib.Path) -> None:
    (site / "content/bad.md").write_text("---\na: b: c\n---\n")
    result = run("show", "content", "--json")
    assert result.exit_code == 3
    assert "content/bad.md:2:5: yaml-syntax" in result.stderr
    assert len(json.loads(result.stdout)) == 6


def test_a_missing_path_is_an_error_with_its_name(site: pathlib.Path) -> None:
    for command in (["convert", "none", "--to", "post"], ["show", "none"], ["edit", "none", "--remove", "x"]):
        result = run(*command)
        assert result.exit_code == 3
        assert "none: cannot-read: no such file or folder" in result.stderr


def test_modes_and_links_stay(site: pathlib.Path) -> None:
    (site / TALK).chmod(0o640)
    link = site / "content/talk/link.md"
    link.symlink_to("draft/index.md")
    assert run("convert", TALK, str(link), "--to", "post", "-w").exit_code == 0
    assert stat.S_IMODE((site / TALK).stat().st_mode) == 0o640
    assert link.is_symlink()
    assert b"was talk" in (site / "content/talk/draft/index.md").read_bytes()


def test_control_characters_of_a_page_do_not_reach_a_terminal(site: pathlib.Path) -> None:
    (site / "content/talk/a.md").write_bytes(b'---\n"x\\e[31m": 1\nlocation: "\\e]0;title\\a"\n---\n')
    result = run("show", "content/talk/a.md")
    assert "\x1b" not in result.stdout


@pytest.mark.parametrize("command", [[], *([name] for name in NAMES)], ids=lambda c: " ".join(c) or "hugoconv")
def test_help_fits_on_a_screen_and_has_examples(command: list[str]) -> None:
    result = run(*command, "--help")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert len(lines) <= 60
    assert max(map(len, lines)) <= 88
    assert "Examples:" in result.stdout


def test_the_version_tells_of_the_c_extension() -> None:
    assert "PyYAML" in run("--version").stdout


def test_a_closed_pipe_ends_the_command_without_a_word(site: pathlib.Path) -> None:
    for i in range(200):
        (site / f"content/talk/t{i}.md").write_text(f"---\ntitle: {'x' * 500}\nlocation: y\n---\n")
    command = f"{sys.executable} -m hugoconv convert content --to post -q | head -n 1"
    done = subprocess.run(
        command,
        shell=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(SITE.parents[2])},
    )
    assert "Traceback" not in done.stderr
    assert "BrokenPipe" not in done.stderr


def test_a_page_that_fails_the_check_of_the_program_is_a_bug(
    site: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from hugoconv.errors import VerificationError
    from hugoconv.page import engine

    def fail(*arguments: object) -> None:
        raise VerificationError("nothing is as it should be")

    monkeypatch.setattr(engine, "verify", fail)
    before = state(site)
    result = run("convert", "content", "--to", "post", "-w")
    assert result.exit_code == 4
    assert "bug" in result.stderr
    assert state(site) == before
