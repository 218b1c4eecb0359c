"""What the package offers, and what loading it costs."""

import inspect
import pathlib
import re
import subprocess
import sys
from typing import Any

import pytest

import hugoconv

HEAVY = ["click", "rich", "mistune", "difflib", "tomlkit", "tomllib", "pathlib", "dataclasses", "tempfile"]


def test_loading_the_package_loads_no_heavy_library() -> None:
    code = f"import sys; before = set(sys.modules); import hugoconv; hugoconv.parse; hugoconv.read; hugoconv.convert; print(sorted(set({HEAVY}) & (set(sys.modules) - before)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_program_loads_no_page_before_a_command_needs_one() -> None:
    code = "import sys, hugoconv.cli.main; print([name for name in sys.modules if name.startswith(('hugoconv.page', 'hugoconv.site', 'yaml'))])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_command_that_reads_loads_nothing_that_writes(tmp_path: pathlib.Path) -> None:
    page = tmp_path / "a.md"
    page.write_text("---\ntitle: a\n---\n")
    heavy = [
        "hugoconv.site.run",
        "importlib.resources",
        "importlib.metadata",
        "zoneinfo",
        "difflib",
        "tomlkit",
        "mistune",
    ]
    code = (
        "import sys, atexit; from hugoconv.cli.main import cli; "
        f"atexit.register(lambda: print([name for name in {heavy} if name in sys.modules])); cli(['show', {str(page)!r}])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_the_names_for_type_checkers_are_those_that_load() -> None:
    stub = pathlib.Path(hugoconv.__file__).with_suffix(".pyi").read_text("utf-8")
    *lines, last = (line for line in stub.splitlines() if line and not line.startswith("#"))
    assert last == "__version__: str" and re.fullmatch(r"\d+\.\d+\.\d+", hugoconv.__version__)
    found = [re.fullmatch(r"from (hugoconv[\w.]+) import (\w+) as \2", line) for line in lines]
    assert all(found) and lines == sorted(lines) and len(set(lines)) == len(lines)
    assert dir(hugoconv) == sorted(hugoconv.__all__) == sorted(one[2] for one in found if one)
    for name in hugoconv.__all__:
        assert getattr(hugoconv, name) is not None
    with pytest.raises(AttributeError):
        hugoconv.nothing  # noqa: B018


def test_no_folder_of_modules_takes_the_place_of_a_name() -> None:
    code = (
        "import hugoconv, types, hugoconv.translation.translate, hugoconv.lint.check, hugoconv.site.site; "
        "print([n for n in hugoconv.__all__ if isinstance(getattr(hugoconv, n), types.ModuleType)])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("given", ["---\ntitle: x\n---\n", None, 3, pathlib.Path("x.md")], ids=repr)
def test_what_takes_a_page_or_a_site_says_so_of_anything_else(given: object) -> None:
    takers = {"page": "takes a page, not .*; parse makes one", "site": "takes a Site, not .*; Site.* makes one"}
    tried = 0
    for name in hugoconv.__all__:
        function = getattr(hugoconv, name)
        first = next(iter(inspect.signature(function).parameters), "") if inspect.isfunction(function) else ""
        if first in takers:
            needed = [p for p in inspect.signature(function).parameters.values() if p.default is p.empty]
            with pytest.raises(TypeError, match=f"^{name} {takers[first]}"):
                function(given, *("title" for p in needed[1:] if p.kind is p.POSITIONAL_OR_KEYWORD))
            tried += 1
    assert tried > 10


@pytest.mark.parametrize("given", [3, None, pathlib.Path("x.md"), ["a"]], ids=repr)
def test_parse_takes_nothing_but_bytes_and_text(given: Any) -> None:
    with pytest.raises(TypeError, match="^parse takes bytes or text, not"):
        hugoconv.parse(given)


def test_every_public_name_has_a_docstring() -> None:
    names = [
        name
        for name in dir(hugoconv)
        if not name.startswith("_")
        and name not in {"errors", "text", "syntax", "page", "layouts", "body", "files", "site", "cli"}
    ]
    assert len(names) > 25
    for name in names:
        value = getattr(hugoconv, name)
        if callable(value):
            assert (value.__doc__ or "").strip(), name


def test_the_methods_of_a_page_have_docstrings() -> None:
    for name in dir(hugoconv.Page):
        if not name.startswith("_") and name in vars(hugoconv.Page):
            assert vars(hugoconv.Page)[name].__doc__, name
