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
CONSTRUCTORS = {"Refused", "MatterSyntaxError", "FileError", "HalfDone", "ConfigurationError", "ChangeError", "Message"}
WORDS = {"why", "msg", "remedy", "hint"}


class BuilderCall(NamedTuple):
    """One row of the table that a call asks for; ``code`` is None where it is known only when it runs."""

    place: str
    code: str | None
    case: str
    names: frozenset[str]


def builder_calls() -> Iterator[BuilderCall]:
    """Every call of a builder, once for each case between which it chooses."""
    for path, node in _calls():
        if node.func.id not in BUILDERS or path.name == "refusals.py":
            continue
        code_at, case_at, own = BUILDERS[node.func.id]
        code = "any-code" if code_at is None else _constant(node.args[code_at])
        names = frozenset(keyword.arg or "**" for keyword in node.keywords) - own
        for case in _choices(_argument(node, case_at)):
            yield BuilderCall(f"{path.relative_to(ROOT)}:{node.lineno}", code, case, names)


def wordy_constructors() -> Iterator[str]:
    """The places at which an exception is made of words that stand in the code."""
    for path, node in _calls():
        if node.func.id in CONSTRUCTORS and path.name != "refusals.py":
            words = [*node.args, *(keyword.value for keyword in node.keywords if keyword.arg in WORDS)]
            if any(_holds_words(word) for word in words):
                yield f"{path.relative_to(ROOT)}:{node.lineno}"


def codes_of_constructors() -> set[str]:
    """The codes with which an exception is made of words that somebody else has found."""
    args = (arg for _, node in _calls() if node.func.id in CONSTRUCTORS for arg in node.args)
    return {
        arg.value
        for arg in args
        if isinstance(arg, ast.Constant) and isinstance(arg.value, str) and re.fullmatch(r"[a-z0-9-]+", arg.value)
    }


def placeholders(template: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in Formatter().parse(template) if name is not None)


def _calls() -> Iterator[tuple[pathlib.Path, ast.Call]]:
    for path in sorted((ROOT / "hugoconv").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                yield path, node


def _argument(node: ast.Call, at: int | str) -> ast.expr | None:
    if isinstance(at, int):
        return node.args[at] if len(node.args) > at else None
    return next((keyword.value for keyword in node.keywords if keyword.arg == at), None)


def _choices(case: ast.expr | None) -> list[str]:
    if case is None:
        return [""]
    if isinstance(case, ast.IfExp):
        return [*_choices(case.body), *_choices(case.orelse)]
    assert isinstance(case, ast.Constant), f"the case in line {case.lineno} is no constant"
    return [str(case.value)]


def _constant(node: ast.expr) -> str | None:
    return str(node.value) if isinstance(node, ast.Constant) else None


def _holds_words(node: ast.expr) -> bool:
    """Whether an expression has text of its own, other than the name of a file that is none."""
    parts = (part.value for part in ast.walk(node) if isinstance(part, ast.Constant))
    return any(isinstance(part, str) and " " in part for part in parts)
