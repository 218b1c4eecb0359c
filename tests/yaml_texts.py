"""YAML texts at hand, and mutants of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from hypothesis import strategies as st

from tests import natural_pages
from tests.invariants import suite
from tests.strategies import FIXTURES, fixture_pages, listed_models, models

SIGNS = (
    *(" ", "  ", "\n", "\n\n", "\r\n", "\t", "#", " # ", "\n# ", ": ", ":", "- ", "\n- ", "-", "'", "''", '"', "\\", "?", "? "),
    *("[", "]", "[]", ", ", ",", "{", "}", "|\n", ">", "&a ", "*a", "!", "%", "@", "<<: ", "---", "...", "x", "\u00e9", "\u2028", "\ufeff"),
)  # fmt: skip


def matter(path: Path) -> str:
    """What stands between the first two fences, be they in the file or not."""
    return path.read_bytes().decode("utf-8", "surrogateescape").removeprefix("---\n").partition("\n---\n")[0] + "\n"


def written() -> Iterator[tuple[str, str]]:
    """Every YAML text of the fixtures, of the grid of small pages and of the YAML test suite, if that is there."""
    yield from ((str(path), matter(path)) for path in sorted(FIXTURES.rglob("*.md")))
    pages = (name_and_page for name_and_page in natural_pages.every_page() if name_and_page[0].startswith("yaml: "))
    yield from ((name, page.decode().removeprefix("---\n").removesuffix("---\nBody\n")) for name, page in pages)
    yield from ((case.name, case.source.decode()) for case in suite.cases())


WRITTEN = [text for _, text in written() if len(text) < 3000]


MATTERS = fixture_pages().map(
    lambda page: page.decode("utf-8", "surrogateescape").removeprefix("---\n").partition("---\n")[0]
)
TEXTS = st.sampled_from(WRITTEN) | models().map(lambda model: model.text) | listed_models() | MATTERS


@st.composite
def mutants(draw: st.DrawFn, texts: st.SearchStrategy[str] = TEXTS) -> str:
    """A text, at hand or in block style if no others are given, with signs put in and cut out."""
    text = draw(texts)
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(st.sampled_from(SIGNS)) + text[at + draw(st.integers(0, 3)) :]
    return text
