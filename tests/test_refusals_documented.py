"""Every refusal and error has its words in hugoconv/refusals.toml, and docs/refusals.md says what its code means."""

import ast
import re
import tomllib
from typing import Any

from tests.refusal_calls import ROOT, BuilderCall, builder_calls, codes_of_constructors, placeholders
from tests.refusals_page import PAGE, codes_of, rendered

TABLE = tomllib.loads((ROOT / "hugoconv/refusals.toml").read_text("utf-8"))
ANY_CODE = "any-code"


def row(code: str, case: str) -> dict[str, Any]:
    """A message with what it takes from its code."""
    above = {key: value for key, value in TABLE[code].items() if isinstance(value, str)}
    return {**above, **(TABLE[code][case] if case else {})}


def fault(call: BuilderCall) -> str:
    """Why a call has no message, empty where it has one."""
    if call.code is None:
        return "" if not call.case and not call.names else "a code that is no constant has one message"
    if call.code not in TABLE or (call.case and not isinstance(TABLE[call.code].get(call.case), dict)):
        return "there is no such row"
    if "why" not in (found := row(call.code, call.case)):
        return "the row says no why"
    wanted = placeholders(found["why"]) | placeholders(found.get("remedy", ""))
    return "" if wanted == call.names else f"the row has {sorted(wanted)}, the call {sorted(call.names)}"


def test_every_call_has_a_row_with_its_placeholders() -> None:
    calls = list(builder_calls())
    assert len(calls) > 50
    assert not [f"{call.place} {call.code} {call.case}: {why}" for call in calls if (why := fault(call))]


def codes_of_conflicts() -> set[str]:
    texts = (
        (ROOT / f"hugoconv/site/{name}.py").read_text("utf-8") for name in ("plan/conflicts", "move/address_clashes")
    )
    tree = ast.parse("\n".join(text.replace("from __future__ import annotations", "") for text in texts))
    return {
        one.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("Conflict", "_alike")
        for arg in node.args
        for one in ast.walk(arg)
        if isinstance(one, ast.Constant) and isinstance(one.value, str) and re.fullmatch(r"[a-z]+(-[a-z]+)*", one.value)
    }


def test_every_conflict_has_a_remedy() -> None:
    from hugoconv.site.plan.conflicts import _REMEDIES

    found = codes_of_conflicts()
    assert len(found) > 10
    assert found == set(_REMEDIES)


def test_every_code_of_an_exception_is_in_the_table() -> None:
    assert codes_of_constructors() <= set(TABLE)


def test_the_page_says_what_the_table_says() -> None:
    page = PAGE.read_text("utf-8")
    assert sorted(codes_of(page)) == sorted(set(TABLE) - {ANY_CODE})
    assert rendered(page) == page, "write it with `python -m tests.refusals_page`"


def test_every_explanation_names_a_remedy() -> None:
    for code in set(TABLE) - {ANY_CODE}:
        assert "Remedy:" in TABLE[code]["meaning"], code


def codes_of_notes() -> set[str]:
    """Codes of lines that stop nothing: ``problem_line`` with a code, a constant ``CODE``, a text ``code: …``."""
    found = set()
    for path in [*(ROOT / "hugoconv/site").rglob("*.py"), *(ROOT / "hugoconv/cli").rglob("*.py")]:
        text = path.read_text("utf-8")
        found |= set(re.findall(r'^CODE = "([a-z-]+)"', text, re.MULTILINE))
        found |= set(re.findall(r'^_[A-Z]+ = (?:\(\s*)?f?"([a-z]+-[a-z-]+): ', text, re.MULTILINE))
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "problem_line" and len(node.args) > 3:
                found |= {node.args[3].value} if isinstance(node.args[3], ast.Constant) else set()
    return found


def test_every_note_with_a_code_is_explained_and_every_explanation_is_of_one() -> None:
    explained = {
        name: set(re.findall(r"^### `([\w-]+)`", (ROOT / f"docs/{name}.md").read_text("utf-8"), re.MULTILINE))
        for name in ("notes", "refusals")
    }
    assert not explained["notes"] & explained["refusals"]
    assert {"rendered-page", "link-to-moved", "section-emptied", "redirects-off", "shared-date"} <= explained["notes"]
    assert codes_of_notes() - explained["refusals"] - {"absent"} == explained["notes"]
    for section in re.split(r"^### ", (ROOT / "docs/notes.md").read_text("utf-8"), flags=re.MULTILINE)[1:]:
        assert "Remedy:" in section, section.splitlines()[0]
