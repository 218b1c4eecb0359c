"""The pages that are measured, each round another text, so that no cache helps."""

from __future__ import annotations

import pathlib

from tests.shared import shared

FIXTURES = pathlib.Path(__file__).parent.parent.parent / "fixtures"


def seed() -> str:
    """The page that the project began with, or a fixture like it."""
    path = shared("seeds", "seed-talk.md") or FIXTURES / "sites/small/content/talk/opening/index.md"
    return path.read_text("utf-8")


def archetype() -> str:
    """A talk with every field."""
    return (FIXTURES / "pages/full-talk.md").read_text("utf-8")


def archetype_toml() -> str:
    """A talk with every field and the comments of a theme's own page, in TOML."""
    return (FIXTURES / "pages/full-talk-toml.md").read_text("utf-8")


def long() -> str:
    """A page of 300 lines of front matter."""
    head, matter, body = archetype().split("---\n", 2)
    links = "".join(f"  - name: Link {i}  # the {i}th\n    url: https://example.org/{i}\n" for i in range(125))
    return f"{head}---\n{matter}more:\n{links}---\n{body}"


def varied(text: str, round_: int) -> str:
    """The text with another number in its dates and title, of the same length."""
    for separator in (":", " ="):
        weight = f"weight_{round_ % 100:02}{separator} {round_ % 89 + 10}\n"
        text = text.replace(f"publishDate{separator}", f"{weight}publishDate{separator}", 1)
    return text
