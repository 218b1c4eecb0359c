"""What a benchmark run found, as the Markdown of docs/benchmarks.md."""

from __future__ import annotations

import os
import pathlib
import platform
from importlib.metadata import version
from typing import NamedTuple

DOCUMENT = pathlib.Path(__file__).parents[2] / "docs/benchmarks.md"
PEERS = ("PyYAML", "python-frontmatter", "ruamel.yaml", "yaml-edit", "tomlkit", "hugo", "distributed")


class Table(NamedTuple):
    """One table with its title, and a sentence on how to read it."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    about: str = ""

    def markdown(self) -> str:
        """The table as Markdown."""
        lines = [" | ".join(row) for row in (("", *self.columns), ("---", *("---:" for _ in self.columns)), *self.rows)]
        text = "\n".join(f"| {line} |" for line in lines)
        return f"## {self.title}\n\n" + (f"{self.about}\n\n" if self.about else "") + text + "\n"


def machine() -> str:
    """The machine and the versions of what was measured."""
    found = []
    for name in PEERS:
        try:
            found.append(f"{name} {version(name)}")
        except ImportError:
            continue
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return f"{cores} cores, {platform.machine()}, {platform.system()}, Python {platform.python_version()}; {', '.join(found)}."


def document(tables: list[Table]) -> str:
    """The whole page."""
    head = (
        "# Benchmarks\n\n"
        "Written by `python -m tests.benchmarks --write`: every table in one run, our work and that of others taking turns, "
        "so that the ratios hold where the times do not. Every page is another text, so that no cache helps.\n\n"
        f"Measured on {machine()}\n"
    )
    return "\n".join([head, *(table.markdown() for table in tables)])
