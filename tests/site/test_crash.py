"""A fixed sample of the crash lab; ``python -m tests.full --only crash`` runs all of it."""

import pathlib
import subprocess
import sys

import pytest

ROOT = pathlib.Path(__file__).parents[2]


@pytest.mark.parametrize(
    "options",
    [
        "--pages 500 --kills 6 --points 6 --pairs 1",
        "--pages 30 --kills 8 --points 1000 --pairs 25",
    ],
)
def test_undo_gives_the_start_and_resume_the_end_wherever_a_run_is_stopped(options: str) -> None:
    # a process of its own: it forks, which a process with threads should not
    done = subprocess.run(
        [sys.executable, "-m", "tests.site.crash", *options.split()], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    assert "undone to the start" in done.stdout and "resumed to the end" in done.stdout
