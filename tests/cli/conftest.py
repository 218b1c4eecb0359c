"""A small site to work on, with the working directory in it."""

import pathlib
import shutil

import pytest

from tests.cli.invoking import SITE


@pytest.fixture
def site(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> pathlib.Path:
    root = tmp_path / "site"
    shutil.copytree(SITE, root)
    monkeypatch.chdir(root)
    return root
