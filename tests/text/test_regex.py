"""Every regular expression of the package compiles, though most of them do when they are first used."""

import ast
import importlib
import pathlib
import re

import pytest

import hugoconv
from hugoconv.text import old_regex
from hugoconv.text.regex import regex
from tests.strategies import FIXTURES

PACKAGE = pathlib.Path(hugoconv.__file__).parent
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "regex(" in path.read_text("utf-8"))


def made_in(path: pathlib.Path) -> list[ast.Call]:
    calls = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
    return [call for call in calls if ast.unparse(call.func) == "regex"]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_it_compiles(path: pathlib.Path) -> None:
    name = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")
    names = vars(importlib.import_module(name))
    for call in made_in(path):
        pattern, *flags = (eval(ast.unparse(argument), dict(names)) for argument in call.args)
        re.compile(pattern, *flags)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_it_finds_the_same_with_atomic_groups(path: pathlib.Path) -> None:
    """As an early Python 3.11 has it; those themselves have nothing else to compare with."""
    name = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")
    names = vars(importlib.import_module(name))
    texts = [page.read_bytes() for page in sorted((FIXTURES / "pages").glob("*.md"))]
    for call in made_in(path):
        pattern, *flags = (eval(ast.unparse(argument), dict(names)) for argument in call.args)
        found = [
            [match.regs for match in one.finditer(text if isinstance(pattern, bytes) else text.decode("latin-1"))]
            for one in (old_regex.compiled(pattern, *flags), regex(pattern, *flags))
            for text in texts
        ]
        assert found[: len(texts)] == found[len(texts) :]


@pytest.mark.parametrize(
    ("pattern", "text"),
    [(r"(?:a|b+c)*+d", "abcbbcd"), (r"(?:(?:x|yz)++|z)?+!", "xyz!"), (r"(?P<all>(?:[^'x]++|x)*+)'", "axb'")],
)
def test_possessive_groups_match_in_every_python(pattern: str, text: str) -> None:
    assert regex(pattern).fullmatch(text) and old_regex.compiled(pattern).fullmatch(text)


def test_it_is_a_regular_expression() -> None:
    found = regex(r"(?P<word>[a-z]+)", re.IGNORECASE)
    match = found.match("Abc d")
    assert match is not None and match["word"] == "Abc" and found.pattern == "(?P<word>[a-z]+)"
    assert found.sub("x", "a b") == "x x" and found.flags & re.IGNORECASE and found.groups == 1
    assert regex(b"a+").findall(b"aab") == [b"aa"]
    assert [m.group() for m in found.finditer("a b")] == ["a", "b"]


def test_a_mistake_is_told_at_the_first_use() -> None:
    broken = regex("(")
    with pytest.raises(re.error):
        broken.match("x")
