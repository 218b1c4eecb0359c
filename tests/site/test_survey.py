"""A run that moves pages looks at the pages of a site once, whoever asks for them."""

import os
import pathlib
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from hugoconv.site.eras import era_of
from tests.cli.invoking import run

TALK = "---\ntitle: Mud\nevent: E\ndate: 2021-03-12T10:00:00Z\n---\nSee [it](/talk/t1/).\n"


def _counted(real: Callable[..., Any], counts: Counter[str]) -> Callable[..., Any]:
    def call(path: Any = ".", *rest: Any) -> Any:
        counts[str(path)] += 1
        return real(path, *rest)

    return call


def test_a_run_that_moves_pages_lists_each_folder_as_often_as_it_must(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "hugo.toml").write_text("disableKinds = ['taxonomy', 'term']\n")
    for i in range(3):
        path = tmp_path / f"content/talk/t{i}/index.md"
        path.parent.mkdir(parents=True)
        path.write_text(TALK)
    monkeypatch.chdir(tmp_path)
    era_of(str(tmp_path))  # its sample is kept
    scanned = Counter[str]()
    monkeypatch.setattr(os, "scandir", _counted(os.scandir, scanned))
    done = run("convert", "content", "--to", "post", "--move", "--fix-links")
    assert done.exit_code == 0 and "3 pages would change (3 to another folder)" in done.stderr
    pages = {path: count for path, count in scanned.items() if "/content/talk/t" in path}
    # To find what to work on, a listing for it and the files of its bundle, and what a diff takes along.
    assert len(pages) == 3 and max(pages.values()) <= 4, pages
