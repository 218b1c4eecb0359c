"""One rule broken, and whether the tests notice."""

from __future__ import annotations

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

ROOT = pathlib.Path(__file__).parent.parent.parent
_LONGEST = 300  # seconds: a rule whose breach makes a loop endless is noticed


class Mutation(NamedTuple):
    """One rule broken: ``old`` becomes ``new`` where it first stands in a module, and one of the tests must fail."""

    module: str
    old: str
    new: str
    tests: str

    @property
    def path(self) -> pathlib.Path:
        """Where the module is, from the folder of the project."""
        return pathlib.Path("hugoconv", self.module)

    def broken(self, text: str) -> str | None:
        """The text of the module with the rule broken; None where the rule is not there any more."""
        return text.replace(self.old, self.new, 1) if self.old in text else None

    def __str__(self) -> str:
        return f"{self.module}: {self.old.strip().splitlines()[0][:90]}"


@contextmanager
def copy_of_project() -> Iterator[pathlib.Path]:
    """A folder with a copy of the project, in which modules may be changed."""
    with tempfile.TemporaryDirectory() as name:
        copy = pathlib.Path(name) / "copy"
        ignored = shutil.ignore_patterns(".git", "__pycache__", ".*_cache", ".hypothesis", ".venv")
        shutil.copytree(ROOT, copy, ignore=ignored)
        yield copy


def result(mutation: Mutation, copy: pathlib.Path) -> str:
    """What becomes of a mutation: noticed, SURVIVED, or NOT FOUND where the text to break is not there any more."""
    path = copy / mutation.path
    text = path.read_text("utf-8") if path.exists() else ""
    broken = mutation.broken(text)
    if broken is None:
        return "NOT FOUND"
    path.write_text(broken, "utf-8")
    try:
        return "SURVIVED" if is_green(mutation.tests, copy) else "noticed"
    finally:
        path.write_text(text, "utf-8")


def is_green(tests: str, copy: pathlib.Path) -> bool:
    """Whether tests pass in a copy. Raises CalledProcessError where they could not be run at all."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests.split()]
    environment = {**os.environ, "PYTHONPATH": str(copy), "HYPOTHESIS_PROFILE": "mutation"}
    try:
        done = subprocess.run(
            command, cwd=copy, env=environment, capture_output=True, text=True, check=False, timeout=_LONGEST
        )
    except subprocess.TimeoutExpired:
        return False
    if done.returncode not in (0, 1):
        raise subprocess.CalledProcessError(done.returncode, command, done.stdout, done.stderr)
    return done.returncode == 0
