"""The workflow in docs/ci: it is one, and its commands do what the page says."""

from __future__ import annotations

import json
import os
import pathlib
import shutil
import subprocess
import sys

import yaml

from tests.cli.invoking import ROOT, SITE

FILE = ROOT / "docs/ci/hugoconv.yml"
STEPS = yaml.safe_load(FILE.read_text("utf-8"))["jobs"]["check"]["steps"]
COMMANDS = {step["name"]: step["run"] for step in STEPS if "run" in step}


def said(command: str, site: pathlib.Path) -> subprocess.CompletedProcess[str]:
    """What a command of the workflow says in a site, as the runner's shell has it."""
    program = f"hugoconv() {{ '{sys.executable}' -m hugoconv \"$@\"; }}\n"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        ["bash", "-e", "-c", program + command], cwd=site, env=environment, capture_output=True, text=True
    )


def test_the_check_annotates_and_fails_for_errors_only(tmp_path: pathlib.Path) -> None:
    site = pathlib.Path(shutil.copytree(SITE, tmp_path / "site"))
    found = said(COMMANDS["Check"], site)
    assert found.returncode == 0, found.stderr
    assert found.stdout in (ROOT / "docs/ci.md").read_text("utf-8") and found.stdout.startswith("::warning file=")
    (site / "content/post/bad.md").write_text("---\ntitle: a: b\n---\n")
    found = said(COMMANDS["Check"], site)
    assert found.returncode == 1 and "::error file=content/post/bad.md,line=2" in found.stdout


def test_the_report_is_sarif_and_fails_never(tmp_path: pathlib.Path) -> None:
    site = pathlib.Path(shutil.copytree(SITE, tmp_path / "site"))
    (site / "content/post/bad.md").write_text("---\ntitle: a: b\n---\n")
    assert said(COMMANDS["Report"], site).returncode == 0
    report = json.loads((site / "hugoconv.sarif").read_text("utf-8"))
    assert report["version"] == "2.1.0" and len(report["runs"][0]["results"]) == 2
    (upload,) = [step for step in STEPS if "upload-sarif" in step.get("uses", "")]
    assert upload["with"]["sarif_file"] == "hugoconv.sarif"


def test_what_is_installed_is_this() -> None:
    assert COMMANDS["Install"] == "pip install hugoconv"
