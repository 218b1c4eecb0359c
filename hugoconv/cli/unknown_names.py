"""What is said where a name is to change that no page has: most often it is misspelled, or has changed already."""

from __future__ import annotations

from collections.abc import Sequence

from hugoconv.cli.run import PageOutcome
from hugoconv.cli.suggestions import meant
from hugoconv.site.references import RenamedReference, names_of
from hugoconv.site.site import Site


def unknown_name(change: RenamedReference, site: str, done: Sequence[PageOutcome]) -> str:
    """That no page of a site names what was to be renamed, and what may have been meant; empty where anything is done,
    or stands in the way."""
    if any(one.file.state not in {"unchanged", "skipped"} for one in done):
        return ""
    known = names_of(Site(site), change.kind)
    return f"no page names {change.kind.name} {change.old!r}.{meant(change.old, known)}"
