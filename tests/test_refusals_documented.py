"""Every code of a refusal or an error is explained in docs/refusals.md, and no other; those of notes in docs/notes.md."""

import ast
import pathlib
import re

ROOT = pathlib.Path(__file__).parent.parent
CALLS = {"Refused": 0, "FileError": 1, "HalfDone": 1, "ChangeError": 0, "ConfigurationError": 1}


def codes_in_source() -> set[str]:
    found = set()
    for path in (ROOT / "hugoconv").rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            name = node.func.id
            if name in CALLS and len(node.args) > CALLS[name] and isinstance(node.args[CALLS[name]], ast.Constant):
                found.add(node.args[CALLS[name]].value)
            if name == "MatterSyntaxError":
                found |= {k.value.value for k in node.keywords if k.arg == "code" and isinstance(k.value, ast.Constant)}
            if name == "_error" and len(node.args) > 2 and isinstance(node.args[2], ast.Constant):
                found.add(node.args[2].value)
    for path in (ROOT / "hugoconv").rglob("*.toml"):
        found |= set(re.findall(r'^code = "([\w-]+)"', path.read_text("utf-8"), re.MULTILINE))
    from hugoconv.page.verification import HAZARDS
    from hugoconv.site.plan.conflicts import _REMEDIES

    return found | set(HAZARDS) | set(_REMEDIES)


def codes_in_messages() -> set[str]:
    """Codes that stand in a line of text: ``…:1:1: code: …``."""
    texts = (path.read_text("utf-8") for path in (ROOT / "hugoconv/site").rglob("*.py"))
    return {code for text in texts for code in re.findall(r":1:1: ([a-z-]+): ", text)}


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


def test_every_code_is_explained_and_every_explanation_is_of_a_code() -> None:
    text = (ROOT / "docs/refusals.md").read_text("utf-8")
    explained = set(re.findall(r"^### `([\w-]+)`", text, re.MULTILINE))
    assert codes_in_source() | codes_in_messages() == explained


def test_every_explanation_names_a_remedy() -> None:
    text = (ROOT / "docs/refusals.md").read_text("utf-8")
    for section in re.split(r"^### ", text, flags=re.MULTILINE)[1:]:
        assert "Remedy:" in section, section.splitlines()[0]


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
