"""Every script of the cookbook does what its page says, in ten lines or so, and can be taken back to the byte."""

import pathlib
import re

import pytest

from tests.cookbook import PAGES, ROOT, printed_of, run, script_of
from tests.site.worksite import differences

# A script that only looks.
LOOKS = ("14-count-fields",)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_script_prints_what_its_page_says_and_is_taken_back(page: pathlib.Path, tmp_path: pathlib.Path) -> None:
    outcome = run(script_of(page), tmp_path)
    assert outcome.printed == printed_of(page), "python -m tests.cookbook writes it anew"
    assert bool(differences(outcome.before, outcome.after)) == (page.stem not in LOOKS)
    assert not differences(outcome.before, outcome.undone)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_script_is_short_and_shows_its_plan_first(page: pathlib.Path) -> None:
    script = script_of(page)
    lines = [line for line in script.splitlines() if line and not line.startswith(("import ", "from "))]
    assert len(lines) <= 16
    if page.stem not in LOOKS:
        assert re.search(r"plan\.diff\(\)|summary\(\)", script) and "site.apply(plan)" in script


def test_the_scripts_pass_mypy_strict(tmp_path: pathlib.Path) -> None:
    from mypy import api

    for page in PAGES:
        (tmp_path / f"script_{page.stem.replace('-', '_')}.py").write_text(script_of(page), "utf-8")
    cache = ROOT / ".mypy_cache/scripts"
    said, failed, _ = api.run(["--strict", "--config-file=", f"--cache-dir={cache}", *map(str, tmp_path.glob("*.py"))])
    assert (said.splitlines()[-1][:7], failed) == ("Success", ""), said


def test_the_first_page_of_the_cookbook_names_all() -> None:
    text = (ROOT / "docs/cookbook.md").read_text("utf-8")
    assert [f"cookbook/{page.name}" for page in PAGES] == re.findall(r"cookbook/[\w-]+\.md", text)
