"""A small site to work on, with the working directory in it; commands are called from there, from beside it, and from
the top of the disk."""

import os
import pathlib
import shutil
from collections.abc import Iterator

import pytest

from tests.cli import invoking
from tests.cli.invoking import SITE

PLACES = ("inside", "beside", "top")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Tests that call the command in this process call it from everywhere; a program of its own takes too long."""
    names = metafunc.function.__code__.co_names
    if "place" in metafunc.fixturenames and "run" in names and "program" not in names:
        metafunc.parametrize("place", PLACES, indirect=True)


@pytest.fixture
def place(request: pytest.FixtureRequest) -> str:
    return str(getattr(request, "param", "inside"))


@pytest.fixture
def site(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch, place: str) -> Iterator[pathlib.Path]:
    root = tmp_path / "site"
    shutil.copytree(SITE, root)
    monkeypatch.chdir(root)
    beside = tmp_path / "beside"
    beside.mkdir()
    monkeypatch.setattr(invoking, "WORKING", {"beside": str(beside), "top": os.sep}.get(place))
    yield root
    beside.rmdir()  # nothing was ever written there
