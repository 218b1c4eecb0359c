"""The sessions of docs/tutorial.md: their commands are run one after the other in a copy of the small site of the fixtures.

``python -m tests.sessions`` writes what the commands say today into the page.
"""

from __future__ import annotations

import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from typing import NamedTuple

from tests.refusal_calls import ROOT

PAGE = ROOT / "docs/tutorial.md"
SITE = ROOT / "fixtures/sites/small"
_BLOCK = re.compile(r"^(`{3,})console\n(.*?)^\1$", re.MULTILINE | re.DOTALL)
_RUN = re.compile(r"\b(run \d{6})-[0-9a-f]{4}\b")
_COMMAND = re.compile(r"^\$ (.*(?:\\\n.*)*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)


class Step(NamedTuple):
    """A command of a session and what it shows; ``span`` is where that stands in the page."""

    command: str
    shown: str
    span: tuple[int, int]


def steps(page: str) -> Iterator[Step]:
    """The commands of a page, in their order."""
    for block in _BLOCK.finditer(page):
        for found in _COMMAND.finditer(page, *block.span(2)):
            yield Step(found[1], found[2], found.span(2))


def outputs(page: str) -> list[str]:
    """What each command of a page says, in one site, from the first to the last."""
    with tempfile.TemporaryDirectory() as folder:
        site = pathlib.Path(folder) / "site"
        shutil.copytree(SITE, site)
        return [_said(step.command, site) for step in steps(page)]


def says_the_same(shown: str, said: str) -> bool:
    """Whether a page shows what a command says; the end of the name of a run is another one each time."""
    return _RUN.sub(r"\1", shown) == _RUN.sub(r"\1", said)


def _said(command: str, site: pathlib.Path) -> str:
    program = f'hugoconv() {{ {shlex.quote(sys.executable)} -m hugoconv "$@"; }}\n'
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "80", "LC_ALL": "C.UTF-8", "NO_COLOR": "1"}
    done = subprocess.run(
        ["bash", "-c", program + command], cwd=site, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    return done.stdout.decode()


def renewed(page: str) -> str:
    """The page with what its commands say today."""
    for step, said in reversed([*zip(steps(page), outputs(page), strict=True)]):
        if not says_the_same(step.shown, said):
            page = page[: step.span[0]] + said + page[step.span[1] :]
    return page


if __name__ == "__main__":
    PAGE.write_text(renewed(PAGE.read_text("utf-8")), "utf-8")
