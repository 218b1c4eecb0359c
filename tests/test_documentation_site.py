"""The documentation as a site: it is built without a warning, asks no network for anything, and shows what GitHub shows."""

from __future__ import annotations

import functools
import importlib.util
import os
import pathlib
import re
import subprocess
import sys

import mistune
import pytest

import hugoconv
from tests.diagrams import PICTURES, diagrams, picture_name
from tests.refusal_calls import ROOT

_NEEDED = ("mkdocs", "material", "mkdocstrings", "mkdocstrings_handlers")
_ABSENT = [name for name in _NEEDED if importlib.util.find_spec(name) is None]
needs_mkdocs = pytest.mark.skipif(bool(_ABSENT), reason=f"{', '.join(_ABSENT)} absent: pip install -e '.[docs]'")
PAGES = sorted(path.relative_to(ROOT / "docs").as_posix() for path in (ROOT / "docs").rglob("*.md"))
_LOADED = re.compile(r"""<(?:script|img|iframe|link)\b[^>]*?(?:src|href)=["']?((?:https?:)?//[^"' >]+)""")
_ELEMENTS = ("<li", "<table", "<th", "<h[1-6]", "<ol", "<ul", "<em", "<strong", "<pre")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    """The site, built."""
    folder = tmp_path_factory.mktemp("documentation") / "site"
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir", str(folder)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    return folder


def test_every_diagram_has_its_picture() -> None:
    drawn = {path.name for path in PICTURES.glob("diagram-*.svg")}
    assert drawn == {picture_name(diagram) for diagram in diagrams()}, "run python -m tests.diagrams"


@needs_mkdocs
def test_every_page_is_built(site: pathlib.Path) -> None:
    assert [page for page in PAGES if not (site / _html(page)).is_file()] == []
    assert (site / "CONTRIBUTING.html").is_file() and (site / "SECURITY.html").is_file()


@needs_mkdocs
def test_no_page_loads_anything_from_a_network(site: pathlib.Path) -> None:
    pages = list(site.rglob("*.html"))
    assert len(pages) > len(PAGES)
    assert {found for page in pages for found in _LOADED.findall(page.read_text("utf-8"))} == set()


@needs_mkdocs
def test_no_diagram_is_left_to_a_script(site: pathlib.Path) -> None:
    text = (site / "architecture.html").read_text("utf-8")
    assert 'class="mermaid"' not in text and text.count("<img") == sum(1 for _ in diagrams())


@needs_mkdocs
def test_no_pipe_of_a_table_shows_its_backslash(site: pathlib.Path) -> None:
    text = (site / "cli.html").read_text("utf-8")
    assert "--syntax yaml|toml|json" in text and "\\|" not in text


@needs_mkdocs
def test_every_public_name_has_a_place(site: pathlib.Path) -> None:
    found = set(re.findall(r'<h\d id="hugoconv\.([\w.]+)"', (site / "api.html").read_text("utf-8")))
    assert set(hugoconv.__all__) - found == set()


@needs_mkdocs
@pytest.mark.parametrize("page", PAGES)
def test_a_page_has_the_same_parts_on_github(page: str) -> None:
    text = (ROOT / "docs" / page).read_text("utf-8")
    assert _counted(_as_mkdocs(text)) == _counted(str(_github()(text)))


def _html(page: str) -> str:
    return page.replace("README.md", "index.md").removesuffix(".md") + ".html"


def _counted(html: str) -> dict[str, int]:
    return {element: len(re.findall(rf"{element}\b", html)) for element in _ELEMENTS}


@functools.cache
def _github() -> mistune.Markdown:
    return mistune.create_markdown(plugins=["table"], escape=False)


def _as_mkdocs(text: str) -> str:
    import markdown

    plain = re.sub(r"^```(bad|good) .*$", r"```\1", text, flags=re.MULTILINE)  # as mkdocs_hooks.py has it
    names = ("admonition", "tables", "toc", "pymdownx.highlight", "pymdownx.superfences")
    return markdown.markdown(plain, extensions=names, extension_configs={"pymdownx.highlight": {"use_pygments": False}})
