"""Every name of code in the documentation for contributors is there, and the way of a page is the one that it takes."""

import importlib
import pathlib
import re
import shutil
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest
from click.testing import CliRunner

from tests.test_layers import LAYERS

ROOT = pathlib.Path(__file__).parent.parent
ARCHITECTURE = ROOT / "docs/architecture.md"
PAGES = [ROOT / "CONTRIBUTING.md", ARCHITECTURE, *sorted((ROOT / "docs/contributing").glob("*.md"))]
PACKAGES = [path.name for path in (ROOT / "hugoconv").iterdir() if path.is_dir() and path.name != "__pycache__"]
_NAME = re.compile(rf"(?<![\w./-])(?:hugoconv\.)?((?:errors|{'|'.join(PACKAGES)})(?:\.[A-Za-z_]\w*)+)(?![\w/]|\.\w)")
_MARKED = re.compile(r"`[^`\n]+`|^```mermaid$.*?^```$", re.MULTILINE | re.DOTALL)
_FILES = (".py", ".toml", ".md", ".json")


def names_in(text: str) -> Iterator[str]:
    """The dotted names of code in backticks and in pictures, without those of files."""
    for marked in _MARKED.findall(text):
        yield from (name for name in _NAME.findall(marked) if not name.endswith(_FILES))


def found(name: str) -> object:
    """The module, class, function or method of a dotted name. Raises ImportError or AttributeError."""
    value: object = importlib.import_module("hugoconv")
    path = "hugoconv"
    for part in name.split("."):
        path = f"{path}.{part}"
        try:
            value = importlib.import_module(path)
        except ImportError:
            value = getattr(value, part)
    return value


NAMES = sorted({(path.name, name) for path in PAGES if path.exists() for name in names_in(path.read_text("utf-8"))})


def test_there_are_names() -> None:
    assert len(NAMES) > 50


@pytest.mark.parametrize(("page", "name"), NAMES)
def test_a_name_is_there(page: str, name: str) -> None:
    assert found(name) is not None, f"{page} names {name}"


def test_the_picture_has_every_layer_in_its_order() -> None:
    text = ARCHITECTURE.read_text("utf-8")
    chain = re.findall(r"^    (text --> .*)$", text, re.MULTILINE)[0].split(" --> ")
    listed = re.findall(r"`(\w+)`", text.partition("no other: ")[2].partition(". Each")[0])
    assert chain == listed == [layer for layer in LAYERS if layer in PACKAGES]


def calls_of(arguments: list[str], names: set[str]) -> list[str]:
    """Those calls of a command that are of some functions of hugoconv, in their order."""
    from hugoconv.cli.main import cli

    seen: list[str] = []
    package = str(ROOT / "hugoconv")

    def profile(frame, event, _argument):
        if event == "call" and frame.f_code.co_filename.startswith(package):
            name = f"{frame.f_globals['__name__'].removeprefix('hugoconv.')}.{frame.f_code.co_qualname}"
            if name in names:
                seen.append(name)

    sys.setprofile(profile)
    try:
        result = CliRunner().invoke(cli, arguments)
    finally:
        sys.setprofile(None)
    assert result.exit_code == 0, result.output
    return seen


def test_a_page_takes_the_way_that_is_told(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "fixtures/sites/small", tmp_path / "site")
    monkeypatch.chdir(tmp_path / "site")
    text = ARCHITECTURE.read_text("utf-8").partition("a test runs the command and looks.")[2].partition("\n## ")[0]
    told = [name for name in names_in(text) if not isinstance(found(name), type) and name != "cli.main.main"]
    assert len(told) > 25
    with ProcessPoolExecutor(1, get_context("spawn")) as fresh:  # in this one earlier tests have filled the caches
        arguments = ["convert", "content/talk", "--to", "post", "-w", "-q"]
        calls = iter(fresh.submit(calls_of, arguments, set(told)).result())
    for name in told:
        assert name in calls, f"{name} is not called where docs/architecture.md says so"
