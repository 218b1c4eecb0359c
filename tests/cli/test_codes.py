"""``check --select``, ``--ignore``, ``--report sarif`` and ``--color``."""

import json
import pathlib
import re
import subprocess
import sys

import pytest

from tests.cli.invoking import environment, run

PAGE = "---\ntitle: x\ntitle: z\ndate: 2020/1/1\ndraft: yes\n---\n"
ALL = {"duplicate-key", "bad-date"}


@pytest.fixture
def page(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> str:
    (tmp_path / "ä b.md").write_text(PAGE)
    monkeypatch.chdir(tmp_path)
    return "ä b.md"


def codes(*arguments: str) -> tuple[set[str], int]:
    result = run("check", *arguments, "--report", "json")
    return {problem["code"] for problem in json.loads(result.stdout)}, result.exit_code


def test_codes_are_selected_and_ignored_by_name_beginning_and_pattern(page: str) -> None:
    everything, _ = codes(page)
    assert everything >= ALL
    assert codes(page, "--select", "bad-date") == ({"bad-date"}, 1)
    assert codes(page, "--select", "*-date,dup") == (ALL, 1)
    assert codes(page, "--ignore", "bad", "--ignore", "dup*")[0] == everything - ALL
    assert codes(page, "--select", "bad-date", "--ignore", "*-date") == (set(), 0)


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_a_name_that_is_no_code_is_wrong_usage(page: str, option: str) -> None:
    result = run("check", page, option, "bad-dtae")
    assert result.exit_code == 2
    assert "Did you mean bad-date" in result.stderr
    assert run("check", page, option, "").exit_code == 2
    assert run("check", page, option, "bad-date", "--fix").exit_code == 2


def test_the_sarif_log_has_what_its_standard_asks_for(page: str) -> None:
    log = json.loads(run("check", page, "--report", "sarif").stdout)
    assert (log["version"], len(log["runs"])) == ("2.1.0", 1)
    (only,) = log["runs"]
    rules = only["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    assert len(only["results"]) == len(json.loads(run("check", page, "--report", "json").stdout))
    for result in only["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("error", "warning")
        assert result["message"]["text"]
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"] == "%C3%A4%20b.md"
        assert min(place["region"]["startLine"], place["region"]["startColumn"]) >= 1


def test_a_log_without_problems_is_one(page: str) -> None:
    pathlib.Path(page).write_text("---\ntitle: x\n---\n")
    assert json.loads(run("check", page, "--report", "sarif").stdout)["runs"][0]["results"] == []


@pytest.mark.parametrize(("color", "coloured"), [("always", True), ("never", False), ("auto", False)])
def test_colours_are_printed_when_they_are_asked_for(page: str, color: str, coloured: bool) -> None:
    assert ("\x1b[31m bad-date:" in run("check", page, "--color", color).stdout) is coloured
    shown = run("edit", page, "--set", "new=1", "--color", color, "--from-nowhere").exit_code
    assert shown == 2


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_completion_of_the_documentation_works(shell: str) -> None:
    from tests.cli.invoking import ROOT

    assert f"_HUGOCONV_COMPLETE={shell}_source hugoconv" in (ROOT / "docs/reference.md").read_text("utf-8")
    code = "from hugoconv.cli.main import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment(_HUGOCONV_COMPLETE=f"{shell}_source"), capture_output=True
    )
    if shell != "bash":  # click asks the bash of the machine for its version
        assert re.search(r"_hugoconv_completion|hugoconv", done.stdout.decode())
