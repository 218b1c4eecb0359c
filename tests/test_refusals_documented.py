"""Every refusal and error has its words in hugoconv/refusals.toml, and docs/refusals.md says what its code means."""

import ast
import re
import tomllib
from collections.abc import Iterator
from typing import Any

from tests.refusal_calls import (
    ROOT,
    BuilderCall,
    builder_calls,
    codes_of_constructors,
    placeholders,
    wordy_constructors,
)
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


def codes_of_hazards() -> set[str]:
    """The codes of what Hugo reads otherwise than PyYAML, which a syntax names and verification refuses."""
    path = ROOT / "hugoconv/syntax/yaml/hazards.py"
    texts = (node.value for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Constant))
    return {text for text in texts if text in TABLE}


def test_every_hazard_has_a_message_without_placeholders() -> None:
    assert len(codes_of_hazards()) == 8
    for code in codes_of_hazards():
        assert not placeholders(row(code, "")["why"] + row(code, "")["remedy"])


def unused(code: str, used: set[tuple[str | None, str]]) -> Iterator[str]:
    """What stands below a code and is said by no call."""
    above = TABLE[code]
    cases = {case: below for case, below in above.items() if isinstance(below, dict)}
    yield from (f"{code}.{case}" for case in cases if (code, case) not in used)
    for part in ("why", "remedy"):
        is_taken = (code, "") in used or any(part not in below for below in cases.values())
        if part in above and not is_taken:
            yield f"{part} of {code}"


def test_every_row_is_used() -> None:
    used = {(call.code, call.case) for call in builder_calls()} | {(code, "") for code in codes_of_hazards()}
    assert not [name for code in TABLE for name in unused(code, used)]
    silent = {
        code for code, above in TABLE.items() if not {"why"} & set(above) and not any(map(is_case, above.values()))
    }
    assert silent == codes_of_detection()


def is_case(value: object) -> bool:
    return isinstance(value, dict)


def codes_of_detection() -> set[str]:
    """The codes of what is neither a talk nor a post; why it is none is found by the same rules."""
    rules = tomllib.loads((ROOT / "hugoconv/layouts/detection.toml").read_text("utf-8"))
    return {rule["code"] for rule in rules["not_a_page"]}


def test_no_exception_has_words_of_its_own() -> None:
    assert not list(wordy_constructors()), "put them into hugoconv/refusals.toml"


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
