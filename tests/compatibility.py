"""The tests with each Python of this machine, and with the newest and the lowest versions of what hugoconv needs.

python -m tests.compatibility [--only NAME] [--write] [PYTEST ARGUMENTS]

Needs ``uv``. A Python that is not there is left out by name, never passed over in silence. With ``--write`` the table goes into
docs/compatibility.md.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from typing import NamedTuple

from tests.refusal_calls import ROOT

PAGE = ROOT / "docs/compatibility.md"
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
KINDS = {
    "newest": "newest versions",
    "lowest": "lowest versions",
    "pure": "PyYAML without its C extension",
}
_RESULT = re.compile(r"(?:(\d+) failed, )?(\d+) passed(?:, (\d+) skipped)?")
_TABLE = re.compile(r"(?<=<!-- table -->\n\n).*?(?=\n\n<!-- end -->)", re.DOTALL)


class Combination(NamedTuple):
    """A Python and what it is tried with."""

    python: str
    kind: str

    @property
    def name(self) -> str:
        return f"{self.python}-{self.kind}"


def combinations() -> Iterator[Combination]:
    yield from (Combination(python, "newest") for python in PYTHONS)
    yield Combination(PYTHONS[0], "lowest")
    yield Combination(PYTHONS[0], "pure")


def interpreter(version: str) -> str | None:
    """A Python of a version that is on this machine."""
    done = subprocess.run(["uv", "python", "find", version], capture_output=True, text=True)
    return done.stdout.strip() or None if done.returncode == 0 else None


def prepared(one: Combination, python: str, folder: str) -> str:
    """The Python of an environment with the package and what the tests need."""
    subprocess.run(["uv", "venv", "--quiet", "--python", python, folder], check=True)
    own = f"{folder}/bin/python"
    # The lowest of what the package needs; the tests' own tools are new, since old ones know no new Python.
    resolution = ["--resolution", "lowest-direct"] if one.kind == "lowest" else []
    install = ["uv", "pip", "install", "--quiet", "--python", own]
    subprocess.run([*install, *resolution, "-e", f"{ROOT}[frontmatter]"], check=True)
    pins = subprocess.check_output(["uv", "pip", "freeze", "--quiet", "--exclude-editable", "--python", own], text=True)
    constraints = f"{folder}/constraints.txt"
    with open(constraints, "w") as file:
        file.write(pins)
    subprocess.run([*install, "-c", constraints, "-e", f"{ROOT}[test]"], check=True)
    if one.kind == "pure":
        _without_extension(own)
    return own


def _without_extension(python: str) -> None:
    """Takes the C extension of PyYAML away, as an installation on a machine without libyaml lacks it."""
    found = subprocess.check_output([python, "-c", "import yaml, os; print(os.path.dirname(yaml.__file__))"], text=True)
    for name in os.listdir(found.strip()):
        if name.startswith("_yaml."):
            os.remove(os.path.join(found.strip(), name))
    shutil.rmtree(os.path.join(os.path.dirname(found.strip()), "_yaml"), ignore_errors=True)


def said(python: str, arguments: list[str]) -> str:
    """What pytest says in its last line."""
    environment = {**os.environ, "HYPOTHESIS_PROFILE": "ci"}
    environment.pop("PYTHONPATH", None)
    command = [python, "-m", "pytest", "-q", "-n", "2", "--dist", "worksteal", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    print(done.stdout[done.stdout.find("short test summary") :][:4000] if done.returncode else "", end="", flush=True)
    lines = done.stdout.strip().splitlines() or [done.stderr.strip()[-300:]]
    return lines[-1]


def row(one: Combination, arguments: list[str]) -> str:
    """A row of the table: what was tried, and what came of it."""
    python = interpreter(one.python)
    if python is None:
        return f"| {one.python} | {KINDS[one.kind]} | not tried: not on the machine |"
    with tempfile.TemporaryDirectory() as folder:
        own = prepared(one, python, f"{folder}/environment")
        exact = subprocess.check_output([own, "-c", "import platform; print(platform.python_version())"], text=True)
        result = said(own, arguments)
    found = _RESULT.search(result)
    shown = f"{int(found[2]):,} passed, {found[1] or 0} failed, {found[3] or 0} skipped" if found else result
    return f"| {exact.strip()} | {KINDS[one.kind]} | {shown} |"


def write(rows: list[str]) -> None:
    """Puts the rows into the page; after each one, since an hour may pass before the last."""
    table = "\n".join(["| Python | with | tests |", "|---|---|---|", *rows])
    PAGE.write_text(_TABLE.sub(lambda _: table, PAGE.read_text("utf-8")), "utf-8")


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--only", action="append", default=[])
    parser.add_argument("--write", action="store_true")
    options, arguments = parser.parse_known_args()
    rows: list[str] = []
    for one in combinations():
        if not options.only or one.name in options.only:
            rows.append(row(one, arguments))
            print(rows[-1], flush=True)
            if options.write:
                write(rows)
    return int(any(", 0 failed" not in line and "not tried" not in line for line in rows))


if __name__ == "__main__":
    sys.exit(main())
