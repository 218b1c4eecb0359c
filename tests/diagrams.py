"""The pictures of the diagrams in the documentation: one for each fence of Mermaid, named by the digest of its text.

``python -m tests.diagrams`` draws those that are not there, with mermaid-cli (``npm install @mermaid-js/mermaid-cli``) and Chromium,
and removes those that no page asks for.
"""

from __future__ import annotations

import hashlib
import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator

ROOT = pathlib.Path(__file__).parents[1]
PICTURES = ROOT / "docs/pictures"
FENCE = re.compile(r"^```mermaid\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# Labels of HTML are not shown where a picture is an <img>.
_CONFIG = {"theme": "neutral", "htmlLabels": False, "flowchart": {"htmlLabels": False}, "fontFamily": "sans-serif"}
_CHROMIUM = {"args": ["--no-sandbox", "--disable-gpu"]}


def picture_name(diagram: str) -> str:
    """The name of the file with the picture of a diagram, which is another one wherever the diagram is."""
    return f"diagram-{hashlib.sha256(diagram.encode()).hexdigest()[:12]}.svg"


def diagrams() -> Iterator[str]:
    """The text of every diagram of the documentation."""
    for page in sorted((ROOT / "docs").rglob("*.md")):
        yield from FENCE.findall(page.read_text("utf-8"))


def draw(diagram: str, picture: pathlib.Path) -> None:
    """Writes the picture of a diagram."""
    program = os.environ.get("HUGOCONV_MMDC") or shutil.which("mmdc") or "node_modules/.bin/mmdc"
    chromium = os.environ.get("HUGOCONV_CHROMIUM") or shutil.which("chromium")
    with tempfile.TemporaryDirectory() as folder:
        given = {"diagram.mmd": diagram, "config.json": json.dumps(_CONFIG)}
        given["chromium.json"] = json.dumps(
            {**_CHROMIUM, "executablePath": chromium, "userDataDir": f"{folder}/profile"}
        )
        for name, text in given.items():
            pathlib.Path(folder, name).write_text(text, "utf-8")
        command = "-q -i diagram.mmd -o out.svg -c config.json -p chromium.json -b white".split()
        subprocess.run([str(pathlib.Path(program).resolve()), *command], cwd=folder, check=True)
        picture.write_text(_sized(pathlib.Path(folder, "out.svg").read_text("utf-8")) + "\n", "utf-8")


def _sized(svg: str) -> str:
    """A picture that is as wide as it was drawn, where mermaid-cli makes it as wide as the page."""
    width = re.search(r"max-width: ([\d.]+)px", svg)
    return svg.replace('width="100%"', f'width="{width[1]}"', 1) if width else svg


def main() -> None:
    wanted = {picture_name(diagram): diagram for diagram in diagrams()}
    for old in set(PICTURES.glob("diagram-*.svg")) - {PICTURES / name for name in wanted}:
        old.unlink()
    for name, diagram in wanted.items():
        if not (PICTURES / name).exists():
            draw(diagram, PICTURES / name)


if __name__ == "__main__":
    main()
