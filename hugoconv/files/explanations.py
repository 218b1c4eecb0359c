"""What every code means, in the words of the documentation that goes with the package."""

from __future__ import annotations

import os
import re

from hugoconv.files.read import read_bytes
from hugoconv.refusals import meanings
from hugoconv.text.regex import regex

_PAGES = ("checks.md", "notes.md")
_HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
# In an installed package the pages lie in it; in the source they are those of the documentation.
_FOLDERS = (os.path.join(_HERE, "documentation"), os.path.join(os.path.dirname(_HERE), "docs"))
_SECTION = regex(r"^### `([\w-]+)`\n(.*?)(?=^##|\Z)", re.MULTILINE | re.DOTALL)
_LINK = regex(r"\[([^\[\]]+)\]\([^()]*\)")


def explanations() -> dict[str, str]:
    """Every code with its text, in the order of the documentation; what a check and a refusal share has both texts."""
    folder = next(folder for folder in _FOLDERS if os.path.exists(os.path.join(folder, _PAGES[0])))
    checks, notes = (_SECTION.findall(read_bytes(os.path.join(folder, page)).decode()) for page in _PAGES)
    found: dict[str, str] = {}
    for code, text in (*checks, *meanings().items(), *notes):
        found[code] = f"{found[code]}\n\n{_plain(text)}" if code in found else _plain(text)
    return found


def _plain(text: str) -> str:
    return _LINK.sub(r"\1", text).strip()
