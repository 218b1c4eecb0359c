"""Tests of sites do not wait for the disks of the whole machine."""

import os

import pytest


@pytest.fixture(autouse=True, scope="session")
def _no_waiting_for_every_disk() -> None:
    os.sync = lambda: None
