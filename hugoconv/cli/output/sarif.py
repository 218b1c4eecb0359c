"""Problems as a SARIF 2.1.0 log, which code hosts and editors read."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from hugoconv import __version__
from hugoconv.files.explanations import explanations
from hugoconv.lint.check import Diagnostic

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def sarif(found: Iterable[Diagnostic]) -> dict[str, Any]:
    """The log of one run; its rules are the codes that were found, explained as in the documentation."""
    problems = list(found)
    codes = list(dict.fromkeys(problem.code for problem in problems))
    known = explanations() if codes else {}
    driver = {
        "name": "hugoconv",
        "version": __version__,
        "rules": [_rule(code, known.get(code, code)) for code in codes],
    }
    results = [_result(problem, codes.index(problem.code)) for problem in problems]
    # The kind of columns is named, since many readers count UTF-16 units, of which a character may have two.
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(code: str, text: str) -> dict[str, Any]:
    return {"id": code, "shortDescription": {"text": code.replace("-", " ")}, "fullDescription": {"text": text}}


def _result(problem: Diagnostic, rule: int) -> dict[str, Any]:
    message = f"{problem.message} ({problem.remedy})" if problem.remedy else problem.message
    region = {"startLine": problem.lineno, "startColumn": problem.colno}
    place = {"artifactLocation": {"uri": _uri(problem.path)}, "region": region}
    return {
        "ruleId": problem.code,
        "ruleIndex": rule,
        "level": problem.severity,
        "message": {"text": message},
        "locations": [{"physicalLocation": place}],
    }


def _uri(path: str | None) -> str:
    """The path from where the command runs, as a URI: hosts take it as one from the root of the repository."""
    if path is None or path.startswith("<"):
        return "stdin"
    return quote(os.fsencode(os.path.relpath(path).replace(os.sep, "/")))
