"""The captures of docs/terminal.md: what they show is run again in the small site of the fixtures.

``python -m tests.cli.captures`` writes what the commands say today into the page.
"""

import os
import pathlib
import re
import shlex
import shutil
import tempfile
from collections.abc import Iterator
from typing import NamedTuple

from tests.cli.invoking import ROOT, SITE, run

PAGE = ROOT / "docs/terminal.md"
_BLOCK = re.compile(r"^```\n(?:\$ cat (\S+)\n(.*?))?\$ hugoconv ([^\n]*)\n(.*?)^```", re.MULTILINE | re.DOTALL)


class Capture(NamedTuple):
    """A command and what it shows, in a site with one more file where the capture has one; ``span`` is where it stands."""

    file: str
    text: str
    command: str
    shown: str
    span: tuple[int, int]


def captures(page: str) -> Iterator[Capture]:
    """The captures of a page; ``$ cat NAME`` in front of a command makes that file."""
    for found in _BLOCK.finditer(page):
        yield Capture(found[1] or "", found[2] or "", found[3], found[4], found.span(4))


def output(capture: Capture, site: pathlib.Path) -> str:
    """What the command says in a site, which is the working folder."""
    if capture.file:
        (site / capture.file).write_text(capture.text, "utf-8")
    given, _, letters = capture.command.partition(" <<< ")
    return run(*shlex.split(given), stdin="".join(f"{letter}\n" for letter in letters).encode()).output


def renewed(page: str) -> str:
    """The page with what its commands say today, each in a site of its own."""
    for capture in reversed(list(captures(page))):
        with tempfile.TemporaryDirectory() as folder:
            site = pathlib.Path(folder) / "site"
            shutil.copytree(SITE, site)
            os.chdir(site)
            start, end = capture.span
            page = page[:start] + output(capture, site) + page[end:]
            os.chdir(ROOT)
    return page


if __name__ == "__main__":
    os.environ["COLUMNS"] = "80"
    PAGE.write_text(renewed(PAGE.read_text("utf-8")), "utf-8")
