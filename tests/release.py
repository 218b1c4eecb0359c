"""Whether what is released is whole: built twice the same, and its tests pass far from the checkout.

python -m tests.release [-- PYTEST ARGUMENTS]

The wheel is installed with its tests' requirements into an environment of its own; the tests come from the sdist, and
find no package but the installed one.
"""

from __future__ import annotations

import hashlib
import os
import pathlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
import venv

from tests.refusal_calls import ROOT

_EPOCH = "1700000000"  # any fixed second: archives hold times


def build(folder: pathlib.Path) -> dict[str, str]:
    """Builds wheel and sdist into a folder; the digest of each by its name."""
    command = [sys.executable, "-m", "build", "--outdir", str(folder), str(ROOT)]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": _EPOCH}
    environment.pop("PYTHONPATH", None)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def unpacked(folder: pathlib.Path, into: pathlib.Path) -> pathlib.Path:
    """The folder of an unpacked sdist, without the package: only the installed one can be imported."""
    (archive,) = folder.glob("*.tar.gz")
    with tarfile.open(archive) as found:
        found.extractall(into, filter="data")
    (source,) = into.iterdir()
    return source


def installed(folder: pathlib.Path, environment: pathlib.Path) -> pathlib.Path:
    """The Python of a new environment with the wheel and what its tests need."""
    venv.create(environment, with_pip=True)
    python = environment / "bin/python"
    (wheel,) = folder.glob("*.whl")
    subprocess.run([python, "-m", "pip", "install", "--quiet", f"{wheel}[test]"], check=True)
    return python


def tested(python: pathlib.Path, source: pathlib.Path, arguments: list[str]) -> int:
    """The exit status of the tests of a source, run with the package that is installed."""
    where = subprocess.check_output([python, "-c", "import hugoconv; print(hugoconv.__path__[0])"], cwd="/", text=True)
    package = pathlib.Path(where.strip())
    # Tests that read the package's files find them where they expect them, and they are those of the wheel.
    shutil.rmtree(source / "hugoconv")
    (source / "hugoconv").symlink_to(package)
    environment = {**os.environ, "HYPOTHESIS_PROFILE": "ci"}
    environment.pop("PYTHONPATH", None)
    command = [python, "-m", "pytest", "-q", "-n", "2", "--dist", "worksteal", *arguments]
    return subprocess.run(command, cwd=source, env=environment).returncode


def main(arguments: list[str]) -> int:
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        first, second = build(folder / "first"), build(folder / "second")
        for archive, digest in first.items():
            print(f"{archive}: {'the same twice' if second[archive] == digest else 'DIFFERS'}, sha256 {digest}")
        source = unpacked(folder / "first", folder / "source")
        python = installed(folder / "first", folder / "environment")
        status = tested(python, source, arguments)
    return status or int(first != second)


if __name__ == "__main__":
    sys.exit(main([argument for argument in sys.argv[1:] if argument != "--"]))
