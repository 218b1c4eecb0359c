"""``hugoconv explain`` and guesses at what was meant."""

import pathlib
import re
import tomllib

import pytest

from tests.cli.invoking import ROOT, run

DOCS = [ROOT / "docs/refusals.md", ROOT / "docs/checks.md", ROOT / "docs/notes.md"]
CODES = [code for page in DOCS for code in re.findall(r"^### `([\w-]+)`", page.read_text("utf-8"), re.MULTILINE)]


def test_every_code_of_the_documentation_is_explained_and_listed() -> None:
    listed = [line.split()[0] for line in run("explain").stdout.splitlines()]
    assert sorted(listed) == sorted(set(CODES))
    for code in CODES:
        result = run("explain", code)
        assert result.exit_code == 0
        assert result.stdout.startswith(f"{code}\n\n")
        assert len(result.stdout) > len(code) + 20


def test_examples_are_shown_without_the_marks_of_markdown() -> None:
    shown = run("explain", "changed-at-0-152").stdout
    assert "```" not in shown
    assert "\nbad:\n\n    ---\n    draft: yes\n    ---\n\ngood:\n" in shown


def test_the_list_says_something_of_every_code_and_cuts_no_code_in_two() -> None:
    for line in run("explain").stdout.splitlines():
        code, _, about = line.partition(" ")
        assert len(about.split()) >= 3, code
        assert about.count("`") % 2 == 0, line
        assert about.count("(") == about.count(")"), line


def test_the_text_is_in_the_package_that_is_installed() -> None:
    whole = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    included = whole["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert sorted(included) == ["docs/checks.md", "docs/notes.md"]  # that of refusals is in a table of the package
    assert {pathlib.PurePath(target).parent.as_posix() for target in included.values()} == {"hugoconv/documentation"}


@pytest.mark.parametrize(
    ("arguments", "guess"),
    [
        (["explain", "no-coments"], "Did you mean no-comments"),
        (["convrt", "x"], "Did you mean convert?"),
        (["convert", "x", "--to", "pots"], "Did you mean post"),
        (["convert", "x", "--to", "post", "--only", "evnt"], "Did you mean event"),
        (["convert", "x", "--to", "post", "--era", "kti"], "Did you mean kit"),
        (["edit", "x", "--set-defalt", "a=1"], "--set-default"),
    ],
)
def test_a_name_that_is_none_is_answered_with_what_was_meant(arguments: list[str], guess: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert guess in result.stderr
