"""Changes that can be sent to another process."""

from __future__ import annotations

import hugoconv


def to_post(page: hugoconv.Page) -> hugoconv.Page:
    """A talk as a post."""
    return hugoconv.convert(page, "post").page
