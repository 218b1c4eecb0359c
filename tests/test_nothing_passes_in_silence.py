"""No test and no law ends before its last line without a word: what has nothing to test is not generated, or counted."""

from __future__ import annotations

import ast
import pathlib
from collections.abc import Iterator

import pytest

TESTS = pathlib.Path(__file__).parent
LAWS = ("invariants/", "site/crash")
MARKS = {"given", "initialize", "invariant", "law", "page_law", "rule"}


def test_no_test_and_no_law_returns_early() -> None:
    found = {
        f"{path.relative_to(TESTS)}:{line}"
        for path in sorted(TESTS.rglob("*.py"))
        for line in early_returns(ast.parse(path.read_text("utf-8")), is_law=_holds_laws(path))
    }
    assert not found, "filter what is tried, assume(…), or raise DoesNotApplyError"


@pytest.mark.parametrize(
    ("code", "is_law", "lines"),
    [
        ("def test_x():\n    if a:\n        return\n    assert b", False, [3]),
        ("def test_x():\n    for a in b:\n        return None\n    assert b", False, [3]),
        ("@given(x())\ndef holds(x):\n    if x:\n        return\n    assert x", False, [4]),
        ("class C:\n    @hypothesis.stateful.rule()\n    def f(self):\n        return", False, [4]),
        ("@law\ndef holds(x):\n    if x:\n        return\n    assert x", False, [4]),
        ("def helper(x) -> None:\n    if x:\n        return\n    print()", False, []),
        ("def helper(x) -> None:\n    if x:\n        return\n    print()", True, [3]),
        ("def helper(x) -> int | None:\n    if x:\n        return None\n    return 1", True, []),
        ("def test_x():\n    def inner():\n        return\n    assert inner", False, []),
    ],
)
def test_an_early_return_is_seen(code: str, lines: list[int], *, is_law: bool) -> None:
    assert list(early_returns(ast.parse(code), is_law=is_law)) == lines


def early_returns(tree: ast.Module, *, is_law: bool) -> Iterator[int]:
    """The lines of bare returns in tests and in what carries one of the marks; in modules of laws in all that gives nothing."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef) and (_is_test(function) or (is_law and _gives_nothing(function))):
            yield from sorted(node.lineno for node in _inside(function) if _is_bare(node))


def _holds_laws(path: pathlib.Path) -> bool:
    return path.relative_to(TESTS).as_posix().startswith(LAWS)


def _is_test(function: ast.FunctionDef) -> bool:
    names = {ast.unparse(one).partition("(")[0].rpartition(".")[2] for one in function.decorator_list}
    return function.name.startswith("test_") or bool(names & MARKS)


def _gives_nothing(function: ast.FunctionDef) -> bool:
    return function.returns is not None and ast.unparse(function.returns) == "None"


def _inside(function: ast.FunctionDef) -> Iterator[ast.AST]:
    """What stands in a function, and in no function of its own."""
    left: list[ast.AST] = list(function.body)
    while left:
        node = left.pop()
        yield node
        if not isinstance(node, ast.FunctionDef | ast.Lambda | ast.ClassDef):
            left += ast.iter_child_nodes(node)


def _is_bare(node: ast.AST) -> bool:
    return isinstance(node, ast.Return) and (node.value is None or ast.unparse(node.value) == "None")
