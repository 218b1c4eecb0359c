"""``-i``: page by page, hunk by hunk, as ``git add -p`` asks."""

import itertools
import pathlib

import pytest

import hugoconv
from tests.cli.invoking import files, run

DRAFT, OPENING = "content/talk/draft/index.md", "content/talk/opening/index.md"
CONVERT = ("convert", "content/talk", "--to", "post", "-w", "-i")


def content(root: pathlib.Path) -> dict[str, bytes]:
    return {name: data for name, (data, _) in files(root).items() if name.startswith("content")}


def changed(root: pathlib.Path, before: dict[str, bytes]) -> list[str]:
    return [name for name, data in content(root).items() if before[name] != data]


@pytest.mark.parametrize(
    ("answers", "names"),
    [
        ("y\ny\n", [DRAFT, OPENING]),
        ("y\nn\n", [DRAFT]),
        ("n\nY\n", [OPENING]),
        ("a\n", [DRAFT, OPENING]),
        ("q\n", []),
        ("y\nq\n", [DRAFT]),
        ("", []),
        ("?\n\nx\nyes\nn\nn\n", []),
        ("n\ns\na\n", [OPENING]),
        ("n\ns\nd\n", []),
        ("y\ns\nq\n", [DRAFT]),
    ],
)
def test_pages_are_chosen_one_by_one(site: pathlib.Path, answers: str, names: list[str]) -> None:
    before = content(site)
    result = run(*CONVERT, stdin=answers.encode())
    assert result.exit_code == 0, result.output
    assert changed(site, before) == names
    assert ("do not change this page nor any" in result.stderr) is ("?" in answers)
    if names:
        assert run("undo").exit_code == 0
        assert content(site) == before


PAGE = "---\ntitle: a\nx: 1\nb: 2\nc: 3\nd: 4\ne: 5\ny: 1\n---\n"


@pytest.mark.parametrize(
    ("answers", "fields"), [("y\nn\n", (2, 1)), ("n\ny\n", (1, 2)), ("y\ny\n", (2, 2)), ("n\nn\n", (1, 1))]
)
def test_hunks_are_chosen_one_by_one(site: pathlib.Path, answers: str, fields: tuple[int, int]) -> None:
    (site / "content/post/p.md").write_text(PAGE)
    arguments = ("edit", "content/post/p.md", "--set", "x=2", "--set", "y=2", "-w", "-i")
    result = run(*arguments, stdin=f"s\n{answers}".encode())
    assert result.exit_code == 0, result.output
    page = hugoconv.read("content/post/p.md")
    assert (page["x"], page["y"]) == fields


def test_no_choice_of_hunks_loses_the_way_back(site: pathlib.Path) -> None:
    before = (site / OPENING).read_bytes()
    for there in itertools.product("yn", repeat=4):
        (site / OPENING).write_bytes(before)
        run("convert", OPENING, "--to", "post", "-w", "-i", stdin="\n".join(["s", *there, "d", ""]).encode())
        page = hugoconv.read(OPENING)
        if page.to_bytes() != before:
            assert hugoconv.recorded(page)
            assert hugoconv.convert(page, "talk").page.to_bytes() == before


def test_half_of_a_way_back_is_refused_and_asked_for_again(site: pathlib.Path) -> None:
    run("convert", OPENING, "--to", "post", "-w")
    before = (site / OPENING).read_bytes()
    result = run("convert", OPENING, "--to", "talk", "-w", "-i", stdin=b"s\ny\nd\nd\n")
    assert "a record is used up by all of the change or by nothing of it; choose again" in result.stderr
    assert (site / OPENING).read_bytes() == before


def test_a_page_that_moves_goes_as_a_whole(site: pathlib.Path) -> None:
    result = run("convert", "content/talk", "--to", "post", "--move", "-w", "-i", stdin=b"s\nn\ny\n")
    assert "[y,n,q,a,?]" in result.stderr
    assert result.exit_code == 0
    assert (site / DRAFT).exists()
    assert (site / "content/post/opening/index.md").exists()


def test_wrong_usage() -> None:
    for more in ([], ["-w", "--json"], ["-w", "-q"]):
        assert run("edit", "x", "--remove", "a", "-i", *more).exit_code == 2


@pytest.mark.parametrize(
    ("answers", "count"), [("y\ny\ny\ny\n", 4), ("n\ny\ny\ny\n", 3), ("n\nn\ny\ny\n", 0), ("q\n", 0)]
)
def test_only_pages_that_are_written_share_a_date(tmp_path: pathlib.Path, answers: str, count: int) -> None:
    for name in "abcd":
        page = tmp_path / f"content/talk/{name}.md"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(f"---\ndate: 2021-02-03\npublishDate: 2017-01-01\nlocation: {name}\n---\n")
    result = run("convert", str(tmp_path / "content"), "--to", "post", "-w", "-i", stdin=answers.encode())
    assert ("shared-date" in result.stderr) == (count > 0)
    assert not count or f"{count} pages get one and the same date" in result.stderr
