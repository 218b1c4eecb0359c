"""Whether Hugo writes the pages that redirect from old addresses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from hugoconv.errors import problem_line
from hugoconv.site.base import Base
from hugoconv.site.configuration import Configuration
from hugoconv.site.configuration_files import place_in_effect, sources_of
from hugoconv.site.discovery import placed
from hugoconv.site.plan.file_plan import FilePlan

CODE = "redirects-off"
_SETTING = "disablealiases"
_REMEDY = "set it to false, or have the server redirect from the aliases"


def redirect_notes(base: Base, files: Iterable[FilePlan], configuration: Configuration | None) -> Iterator[str]:
    """What has to be said of a plan as a whole where it moves pages and Hugo writes no redirects: once for each setting
    that says so, since every language may have its own."""
    if configuration is None or not any(one.disable_aliases for one in configuration.each):
        return
    moved = [file for file in files if file.state == "changed" and file.to and "aliases" in file.touched]
    languages = Counter(_language(file, configuration) for file in moved)
    sources = tuple(sources_of(configuration.root)) if moved else ()
    counts = Counter[tuple[str, int, int]]()
    for language, count in languages.items():
        if configuration.of(language).disable_aliases:
            counts[place_in_effect(sources, language, _SETTING) or (configuration.files[-1], 1, 1)] += count
    for (path, line, column), count in sorted(counts.items()):
        pages = "1 page that moves" if count == 1 else f"{count} pages that move"
        why = f"disableAliases is true, so Hugo writes no redirect from the old addresses of {pages} ({_REMEDY})"
        yield problem_line(base.label(path), line, column, CODE, why)


def _language(file: FilePlan, configuration: Configuration) -> str:
    try:
        return placed(file.to, configuration).language
    except ValueError:
        return ""
