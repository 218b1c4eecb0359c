"""python-frontmatter's own tests, run with the drop-in in the place of python-frontmatter.

python -m tests.peer_suite      # fetches its sdist, so that it needs a package index

Version 1.2.0 is the last whose sdist has tests. What is expected to fail, since theirs is a defect, is named in ``DIFFERENT``.
"""

from __future__ import annotations

import os
import pathlib
import subprocess
import sys
import tarfile
import tempfile

from tests.refusal_calls import ROOT

PEER = "python-frontmatter==1.2.0"
NEEDS = ("toml", "pyaml")  # what its tests ask for
DIFFERENT: tuple[str, ...] = ()
_PLUGIN = """
import sys
from hugoconv.interop import frontmatter
sys.modules["frontmatter"] = frontmatter
"""


def fetched(folder: pathlib.Path) -> pathlib.Path:
    """The unpacked sdist of the peer, beside what its tests need and the plugin that takes its place."""
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "install", "--target", str(folder / "needs"), *NEEDS], check=True)
    given = ["--no-deps", "--no-binary", ":all:", "--dest", str(folder), PEER]
    subprocess.run([*pip, "download", *given], check=True)
    (archive,) = folder.glob("*.tar.gz")
    with tarfile.open(archive) as found:
        found.extractall(folder / "sdist", filter="data")
    (folder / "drop_in_plugin.py").write_text(_PLUGIN)
    (source,) = (folder / "sdist").iterdir()
    return source


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        source = fetched(folder)
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (ROOT, folder, folder / "needs")))}
        left_out = [f"--deselect={test}" for test in DIFFERENT]
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "drop_in_plugin",
            "tests",
            "tests/unit_test.py",
            *left_out,
        ]
        return subprocess.run(command, cwd=source, env=environment).returncode


if __name__ == "__main__":
    sys.exit(main())
