"""The scripts of the cookbook, run where their reader would run them; ``python -m tests.cookbook`` writes what they print
into the pages."""

from __future__ import annotations

import contextlib
import io
import os
import pathlib
import re
import shutil
import tempfile
from typing import NamedTuple

import hugoconv
from tests.site.worksite import Tree, tree

ROOT = pathlib.Path(__file__).parents[1]
PAGES = sorted((ROOT / "docs/cookbook").glob("*.md"))
SITE = ROOT / "fixtures/sites/cookbook"
_SCRIPT = re.compile(r"```python\n(.*?)```\n", re.DOTALL)
_PRINTED = re.compile(r"````?(?:diff|text)\n(.*?)````?\n", re.DOTALL)


class Outcome(NamedTuple):
    """What a script printed, and the site before and after it, and after its runs were taken back."""

    printed: str
    before: Tree
    after: Tree
    undone: Tree


def script_of(page: pathlib.Path) -> str:
    """The only script of a page."""
    (script,) = _SCRIPT.findall(page.read_text("utf-8"))
    return str(script)


def printed_of(page: pathlib.Path) -> str:
    """What the script prints, as the page says."""
    (text,) = _PRINTED.findall(page.read_text("utf-8"))
    return str(text)


def run(script: str, folder: pathlib.Path) -> Outcome:
    """What a script does to a copy of the site of the cookbook in a folder that is empty."""
    shutil.copytree(SITE, folder, dirs_exist_ok=True)
    before, told = tree(folder), io.StringIO()
    with contextlib.chdir(folder), contextlib.redirect_stdout(told):
        exec(compile(script, "script", "exec"), {"__name__": "__main__"})
    after = tree(folder)
    site = hugoconv.Site(folder)
    while any(one.state != "undone" for one in site.runs()):
        assert site.undo().left == ()
    printed = "".join(f"{line.rstrip()}\n" for line in told.getvalue().splitlines())
    return Outcome(printed, before, after, tree(folder))


def main() -> None:
    """Writes what each script prints into its page."""
    for page in PAGES:
        with tempfile.TemporaryDirectory() as folder:
            printed = run(script_of(page), pathlib.Path(folder)).printed
        kind = "diff" if printed.startswith("diff ") or "\n@@ " in printed else "text"
        text = _PRINTED.sub("", page.read_text("utf-8")).rstrip()
        page.write_text(f"{text}\n\n```{kind}\n{printed}```\n", "utf-8")
        print(os.path.relpath(page, ROOT))


if __name__ == "__main__":
    main()
