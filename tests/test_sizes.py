"""What keeps a module readable: its length, that of its functions, and names that mean one thing."""

import ast
import pathlib
from collections import Counter

import pytest

import hugoconv

MODULES = sorted(pathlib.Path(hugoconv.__file__).parent.rglob("*.py"))
MOST_LINES, MOST_OF_A_FUNCTION = 400, 40


def test_no_module_is_longer_than_a_person_reads_at_once() -> None:
    long = [path.name for path in MODULES if len(path.read_text("utf-8").splitlines()) > MOST_LINES]
    assert not long


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_every_function_fits_on_a_screen(path: pathlib.Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    assert not [function.name for function in functions if lines_of(function) > MOST_OF_A_FUNCTION]


def lines_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """The lines of a function without its docstring."""
    doc = function.body[0] if ast.get_docstring(function) is not None else None
    said = (doc.end_lineno or 0) - doc.lineno + 1 if doc is not None else 0
    return (function.end_lineno or 0) - function.lineno + 1 - said


def test_no_two_classes_have_one_name() -> None:
    trees = (ast.parse(path.read_text("utf-8")) for path in MODULES)
    names = Counter(node.name for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef))
    assert not [name for name, times in names.items() if times > 1]
