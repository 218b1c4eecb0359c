"""How the tests of the command line call it: in this process, or as a program of its own."""

import os
import pathlib
import subprocess
import sys

from click.testing import CliRunner, Result

from hugoconv.cli.main import cli

ROOT = pathlib.Path(__file__).parent.parent.parent
SITE = ROOT / "fixtures/sites/small"
TALK = "content/talk/opening/index.md"
TOML = b'+++\ntitle = "x"\nlocation = "y"\n+++\nHello\n'


def run(*arguments: str, stdin: bytes = b"") -> Result:
    return CliRunner().invoke(cli, arguments, input=stdin)


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), **more}


def program(*arguments: str, stdin: bytes = b"", **more: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "hugoconv", *arguments]
    return subprocess.run(command, input=stdin, capture_output=True, env=environment(**more), timeout=60)


def files(root: pathlib.Path) -> dict[str, tuple[bytes, int]]:
    return {
        str(path.relative_to(root)): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }
