"""``python -m tests.full``: see ``running``."""

from __future__ import annotations

from tests.full.running import main

if __name__ == "__main__":
    raise SystemExit(main())
