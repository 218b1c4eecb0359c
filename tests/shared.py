"""Where the data stands that is too large, or not ours, to be a part of this project."""

from __future__ import annotations

import os
from pathlib import Path


def shared(*parts: str) -> Path | None:
    """The path of a file or folder next to the project, or None where it is absent.

    The environment variable ``HUGOCONV_SHARED`` names another place to look in.
    """
    root = os.environ.get("HUGOCONV_SHARED")
    base = Path(root) if root else Path(__file__).resolve().parents[2] / "shared"
    found = base.joinpath(*parts)
    return found if found.exists() else None
