"""The calls that build a refusal or an error, as they stand in the code: code, case and the names of the values."""

from __future__ import annotations

import ast
import pathlib
import re
from collections.abc import Iterator
from string import Formatter
from typing import NamedTuple

ROOT = pathlib.Path(__file__).parent.parent
# Where the code and the case stand among the arguments, and the keywords that are no values.
BUILDERS = {
    "message": (0, 1, frozenset()),
    "passed_on": (None, 1, frozenset()),
    "refused": (0, "case", frozenset({"case", "span", "path", "lineno", "colno"})),
    "file_error": (1, "case", frozenset({"case"})),
}
CONSTRUCTORS = {
    "Refused",
    "MatterSyntaxError",
    "FileError",
    "HalfDone",
    "ConfigurationError",
    "ChangeError",
    "Message",
    "FileError.of_system",
}
WORDS = {"why", "msg", "remedy", "hint"}


class BuilderCall(NamedTuple):
    """One row of the table that a call asks for; ``code`` is None where it is known only when it runs."""

    place: str
    code: str | None
    case: str
    names: frozenset[str]


def builder_calls() -> Iterator[BuilderCall]:
    """Every call of a builder, once for each case between which it chooses."""
    for path, tree in _modules():
        for node in _calls(tree):
            if node.func.id in BUILDERS and node.func.id in _imported(tree):
                place = f"{path.relative_to(ROOT)}:{node.lineno}"
                yield from (BuilderCall(place, *asked) for asked in _asked(node, tree))


def _asked(node: ast.Call, tree: ast.Module) -> Iterator[tuple[str | None, str, frozenset[str]]]:
    code_at, case_at, own = BUILDERS[node.func.id]
    codes = ["any-code"] if code_at is None else _choices(node.args[code_at], tree)
    names = frozenset(keyword.arg or "**" for keyword in node.keywords) - own
    for case in _choices(_argument(node, case_at), tree):
        assert case is not None, f"the case in line {node.lineno} is no constant"
        yield from ((code, case, names) for code in codes)


def wordy_constructors() -> Iterator[str]:
    """The places at which an exception is made of words that stand in the code."""
    for path, tree in _modules():
        for node in _constructors(tree):
            words = [*node.args, *(keyword.value for keyword in node.keywords if keyword.arg in WORDS)]
            if any(_holds_words(word) for word in words):
                yield f"{path.relative_to(ROOT)}:{node.lineno}"


def codes_of_constructors() -> set[str]:
    """The codes with which an exception is made of words that somebody else has found."""
    args = (arg for _, tree in _modules() for node in _constructors(tree) for arg in node.args)
    return {code for arg in args if (code := _constant(arg)) and re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code)}


def placeholders(template: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in Formatter().parse(template) if name is not None)


def _modules() -> Iterator[tuple[pathlib.Path, ast.Module]]:
    for path in sorted((ROOT / "hugoconv").rglob("*.py")):
        if path.name != "refusals.py":
            yield path, ast.parse(path.read_text("utf-8"))


def _calls(tree: ast.Module) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name))


def _constructors(tree: ast.Module) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in CONSTRUCTORS:
            yield node


def _imported(tree: ast.Module) -> set[str]:
    """The names that a module has of hugoconv.refusals; another may have a function of its own with such a name."""
    found = (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module == "hugoconv.refusals")
    return {alias.name for node in found for alias in node.names}


def _argument(node: ast.Call, at: int | str) -> ast.expr | None:
    if isinstance(at, int):
        return node.args[at] if len(node.args) > at else None
    return next((keyword.value for keyword in node.keywords if keyword.arg == at), None)


def _choices(node: ast.expr | None, tree: ast.Module) -> list[str | None]:
    """The texts among which an argument is chosen: by a condition, or in a table of the module; None for any other."""
    if node is None:
        return [""]
    if isinstance(node, ast.IfExp):
        return [*_choices(node.body, tree), *_choices(node.orelse, tree)]
    if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name):
        return [_constant(value) for value in _table(node.value.id, tree)]
    return [_constant(node)]


def _table(name: str, tree: ast.Module) -> list[ast.expr]:
    tables = (node for node in tree.body if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict))
    return next(node.value.values for node in tables if ast.unparse(node.targets[0]) == name)


def _constant(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _holds_words(node: ast.expr) -> bool:
    """Whether an expression has text of its own; a name of a file or a code is one word."""
    texts = (part.value for part in ast.walk(node) if isinstance(part, ast.Constant) and isinstance(part.value, str))
    return any(" " in text and re.search(r"[a-z]", text) for text in texts)
