"""How the tests of the command line call it: in this process, or as a program of its own."""

import os
import pathlib
import subprocess
import sys
from collections.abc import Iterator

from click.testing import CliRunner, Result

from hugoconv.cli.main import cli

ROOT = pathlib.Path(__file__).parent.parent.parent
SITE = ROOT / "fixtures/sites/small"
TALK = "content/talk/opening/index.md"
TOML = b'+++\ntitle = "x"\nlocation = "y"\n+++\nHello\n'


# From which folder a command is called in this process; None for the one of the test.
WORKING: str | None = None
_WITH_PATHS = ("-o", "--out", "--stdin-path")


def run(*arguments: str, stdin: bytes = b"") -> Result:
    """What a command says to arguments as they are in the working folder, called from the one that ``WORKING`` names:
    there the paths are others, and in what it says they are made what they are here."""
    if WORKING is None:
        return CliRunner().invoke(cli, arguments, input=stdin)
    here = os.getcwd()
    way = os.path.relpath(here, WORKING)
    given = tuple(_elsewhere(arguments, way))
    os.chdir(WORKING)
    try:
        result = CliRunner().invoke(cli, given, input=stdin)
    finally:
        os.chdir(here)
    for stream in ("stdout_bytes", "stderr_bytes", "output_bytes"):
        said = getattr(result, stream)
        setattr(result, stream, said.replace(f"{way}/".encode(), b"").replace(way.encode(), b"."))
    return result


def _elsewhere(arguments: tuple[str, ...], way: str) -> Iterator[str]:
    """The arguments with the way to the site in front of paths; ``undo`` gets the one that it takes by itself."""
    paths = 0
    for before, argument in zip(("", *arguments), arguments, strict=False):
        is_path = before in _WITH_PATHS or (before and not argument.startswith("-") and os.path.lexists(argument))
        paths += bool(is_path)
        yield os.path.normpath(os.path.join(way, argument)) if is_path else argument
    if arguments[:1] == ("undo",) and not paths:
        yield way


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
