"""Decisions are numbered one by one, have the usual form, and are all listed."""

import pathlib
import re

import pytest

FOLDER = pathlib.Path(__file__).parent.parent / "docs/decisions"
DECISIONS = sorted(FOLDER.glob("[0-9]*.md"))


def test_numbers_follow_each_other() -> None:
    assert [int(path.name[:3]) for path in DECISIONS] == list(range(1, len(DECISIONS) + 1))


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_has_its_number_a_title_a_status_and_three_parts(path: pathlib.Path) -> None:
    title, empty, status, *_ = lines = path.read_text("utf-8").splitlines()
    assert re.fullmatch(rf"# {int(path.name[:3])}\. \S.*\S", title)
    assert not empty
    assert re.fullmatch(r"Status: (accepted|superseded by \d+)", status)
    assert [line for line in lines if line.startswith("## ")] == ["## Context", "## Decision", "## Consequences"]


def test_the_list_names_every_decision_by_its_title() -> None:
    listed = (FOLDER / "README.md").read_text("utf-8")
    for path in DECISIONS:
        number, _, title = path.read_text("utf-8").splitlines()[0].removeprefix("# ").partition(". ")
        assert f"\n{number}. [{title}]({path.name})\n" in listed, path.name
