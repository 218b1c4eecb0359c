"""How the temporary files and folders of a run are called."""

from __future__ import annotations

import hashlib

from hugoconv.files.write import TEMPORARY


def temporary(run: str, path: str) -> str:
    """The name of the temporary file beside what has that path: whoever knows the run finds it again."""
    name = hashlib.blake2b(path.encode("utf-8", "surrogateescape"), digest_size=6).hexdigest()
    return f"{TEMPORARY}{run}-{name}"
