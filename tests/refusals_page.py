"""docs/refusals.md: its headings are its own, what stands below a code is the meaning in hugoconv/refusals.toml.

python -m tests.refusals_page     # writes the meanings into it
"""

from __future__ import annotations

import re

from hugoconv.refusals import meanings
from tests.refusal_calls import ROOT

PAGE = ROOT / "docs/refusals.md"
_SECTION = re.compile(r"^### `([\w-]+)`\n.*?(?=^##|\Z)", re.MULTILINE | re.DOTALL)


def codes_of(page: str) -> list[str]:
    return _SECTION.findall(page)


def rendered(page: str) -> str:
    """The page with the meaning of every code that it has; a code without one is left as it is."""
    known = meanings()
    filled = _SECTION.sub(lambda found: f"### `{found[1]}`\n\n{known.get(found[1], found[0])}\n", page)
    return filled.rstrip("\n") + "\n"


if __name__ == "__main__":
    PAGE.write_text(rendered(PAGE.read_text("utf-8")), "utf-8")
