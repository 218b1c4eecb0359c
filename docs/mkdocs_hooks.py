"""What MkDocs does besides: pages that stand at the top of the project become pages of the documentation."""

from __future__ import annotations

import pathlib
import re
from typing import Any

from mkdocs.structure.files import File, Files

TOP = ("CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md")
_ROOT = pathlib.Path(__file__).parent.parent


def on_files(files: Files, config: Any) -> Files:
    """Adds the pages at the top, their links counted from ``docs``."""
    for name in TOP:
        text = (_ROOT / name).read_text("utf-8")
        files.append(File.generated(config, name, content=re.sub(r"\]\(docs/", "](", text)))
    return files


def on_page_markdown(markdown: str, page: Any, config: Any, files: Files) -> str:
    """Leads links to pages at the top there."""
    del config, files
    above = "../" * page.file.src_uri.count("/")
    for name in TOP:
        markdown = markdown.replace(f"]({above}../{name}", f"]({above}{name}")
    return markdown
