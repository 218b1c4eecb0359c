"""``--stat``: the figures of git, and a list of renames."""

import pathlib
import subprocess

from hugoconv.cli.output.stat import Stat, lines_of
from tests.cli.invoking import TALK, files, run


def test_the_figures_are_those_of_git(site: pathlib.Path) -> None:
    shown = run("convert", "content/talk", "--to", "post", "--stat")
    diff = run("convert", "content/talk", "--to", "post").stdout
    counted = subprocess.run(["git", "apply", "--numstat", "-"], input=diff.encode(), capture_output=True, check=True)
    for line in counted.stdout.decode().splitlines():
        added, removed, name = line.split("\t")
        assert any(name in row and f"| {int(added) + int(removed):>2} " in row for row in shown.stdout.splitlines())
    assert "@@" not in shown.stdout


def test_renames_are_listed_with_what_goes_along(site: pathlib.Path) -> None:
    (site / "content/talk/opening/image.png").write_bytes(b"x")
    before = files(site)
    result = run("convert", "content/talk", "--to", "post", "--move", "--stat")
    assert " rename content/talk/opening/index.md => content/post/opening/index.md (with 1 more file)" in result.stdout
    assert files(site) == before


def test_with_write_the_figures_come_too(site: pathlib.Path) -> None:
    result = run("convert", TALK, "--to", "post", "--stat", "-w")
    assert "1 page changed" in result.stdout
    assert b"was talk" in (site / TALK).read_bytes()


def test_long_names_and_many_lines_fit_on_a_terminal() -> None:
    stats = [Stat("content/" + "x" * 100 + ".md", "content/y.md", 900, 100), Stat("a\nb", "a\nb", 0, 1)]
    lines = list(lines_of(stats))
    assert all(len(line) <= 80 for line in lines[:-1])
    assert "\\n" in lines[1]
    assert lines[1].endswith("-")
    assert not list(lines_of([]))


def test_wrong_usage() -> None:
    for more in ("--json", "-q"):
        assert run("edit", "x", "--remove", "a", "--stat", more).exit_code == 2
