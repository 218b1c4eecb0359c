"""Every public name, every method of a page, a site and a plan, and every option of a command is documented."""

from __future__ import annotations

import functools
import inspect
import re
from collections.abc import Iterator

import pytest

import hugoconv
from tests.command_texts import commands
from tests.refusal_calls import ROOT

DOCS = ROOT / "docs"
_MADE = ("api.md", "cli.md")
_CODE = re.compile(r"^(`{3,}).*?^\1$|`[^`\n]+`", re.MULTILINE | re.DOTALL)
CLASSES = [name for name in hugoconv.__all__ if inspect.isclass(getattr(hugoconv, name))]


def _words() -> set[str]:
    """The words that stand in code on a page that a person wrote."""
    pages = [page.read_text("utf-8") for page in DOCS.rglob("*.md") if page.name not in _MADE]
    return {word for page in pages for code in _CODE.finditer(page) for word in re.findall(r"\w+", code[0])}


def _members(kind: type) -> Iterator[str]:
    """The public attributes that a class and its bases of ours define."""
    for base in kind.__mro__:
        if base.__module__.startswith("hugoconv"):
            yield from (name for name in vars(base) if not name.startswith("_"))


def _says(member: object) -> bool:
    """Whether something has a docstring of its own, not that of a field of a tuple or of a plain value."""
    text = inspect.getdoc(member) or ""
    described = callable(member) or isinstance(member, property | functools.cached_property)
    return described and bool(text) and not text.startswith("Alias for field")


def test_every_public_name_stands_on_the_page_of_names() -> None:
    listed = re.findall(r"^::: hugoconv\.(\w+)$", (DOCS / "api.md").read_text("utf-8"), re.MULTILINE)
    assert sorted(listed) == sorted(hugoconv.__all__)


def test_every_public_name_is_told_of_by_a_person() -> None:
    assert [name for name in hugoconv.__all__ if name not in _words()] == []


@pytest.mark.parametrize("kind", [hugoconv.Page, hugoconv.Site, hugoconv.Plan])
def test_every_member_is_told_of_by_a_person(kind: type) -> None:
    assert sorted(set(_members(kind)) - _words()) == []


@pytest.mark.parametrize("name", CLASSES)
def test_every_member_of_a_class_has_a_docstring_or_stands_in_that_of_the_class(name: str) -> None:
    kind = getattr(hugoconv, name)
    told = set(re.findall(r"\w+", inspect.getdoc(kind) or ""))
    assert [one for one in _members(kind) if one not in told and not _says(getattr(kind, one, None))] == []


def test_every_option_is_told_of_beside_the_page_of_commands() -> None:
    prose = "\n".join(page.read_text("utf-8") for page in DOCS.rglob("*.md") if page.name not in _MADE)
    told = set(re.findall(r"(?<![\w-])--?[a-z][\w-]*", prose))
    options = [(one.name, text.names) for one in commands() for text in one.options]
    assert len(options) > 100
    assert [(name, option) for name, option in options if not told & set(re.findall(r"--?[a-z][\w-]*", option))] == []


def _parameters(value: object) -> list[str]:
    """The names of what a function takes, or of the fields of a tuple."""
    return list(getattr(value, "_fields", ())) or list(inspect.signature(value).parameters)


def _signatures() -> Iterator[tuple[str, list[str]]]:
    """The names of the table with their parameters as it writes them: functions in its first column, classes in any."""
    table = (DOCS / "reference.md").read_text("utf-8").partition("## Command line")[0]
    for first, others in re.findall(r"^\| (.*?) \| (.*)", table, re.MULTILINE):
        calls = re.findall(r"`(\w+)\(([^()\"]*)\)`", first) + re.findall(r"`([A-Z]\w+)\(([^()\"]*)\)`", others)
        for name, given in calls:
            words = [word.strip().lstrip("*").partition("=")[0] for word in given.split(",")]
            yield name, [word for word in words if word]


@pytest.mark.parametrize(("name", "given"), [*_signatures()])
def test_the_table_of_names_has_their_parameters(name: str, given: list[str]) -> None:
    asked = [word for word in given if word != "…"]
    there = _parameters(getattr(hugoconv, name))
    assert asked == (there[: len(asked)] if "…" in given else there)


def test_the_table_of_commands_has_them_all() -> None:
    table = (DOCS / "reference.md").read_text("utf-8").partition("## Command line")[2]
    rows = set(re.findall(r"^\| `([\w-]+) ", table, re.MULTILINE))
    assert [one.name for one in commands() if one.name not in rows] == []
