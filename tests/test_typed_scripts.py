"""A script that uses the library passes ``mypy --strict``, without a word about how it is typed."""

import pathlib

import hugoconv

ROOT = pathlib.Path(__file__).parent.parent
SCRIPT = ROOT / "tests/typed_script.py"


def test_a_script_passes_mypy_strict() -> None:
    from mypy import api

    cache = ROOT / ".mypy_cache/scripts"
    said, failed, status = api.run(["--strict", "--config-file=", f"--cache-dir={cache}", str(SCRIPT)])
    assert (said.strip(), failed, status) == ("Success: no issues found in 1 source file", "", 0)


def test_the_script_uses_most_public_names() -> None:
    used = {name for name in dir(hugoconv) if name in SCRIPT.read_text("utf-8")}
    assert len(used) > len(dir(hugoconv)) / 2


def test_a_path_of_pathlib_is_as_good_as_text() -> None:
    here, site = pathlib.Path("content/talk"), hugoconv.Site("fixtures/sites/small")
    page = hugoconv.parse("---\ntitle: x\n---\n", here / "x.md")
    assert page.path == "content/talk/x.md" and page.moved_to(here / "y.md").path == "content/talk/y.md"
    assert list(site.pages(here)) == list(site.pages(str(here)))
