"""Whether Hugo writes the pages that redirect from old addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from hugoconv.errors import one_line, problem_line
from hugoconv.site.base import Base
from hugoconv.site.configuration import Configuration
from hugoconv.site.configuration_files import sources_of
from hugoconv.site.planning import Planned
from hugoconv.text.lines import position

CODE = "redirects-off"
_SETTING = re.compile("disableAliases", re.IGNORECASE)
_REMEDY = "set it to false, or let the server redirect from the aliases, as `_redirects` of the theme does on Netlify"


def redirect_notes(base: Base, files: Iterable[Planned], configuration: Configuration | None) -> Iterator[str]:
    """What has to be said of a plan as a whole where it moves pages and Hugo writes no redirects."""
    if configuration is None or not configuration.disable_aliases:
        return
    count = sum(file.state == "changed" and bool(file.to) and "aliases" in file.touched for file in files)
    if count:
        path, line, column = _place(configuration)
        pages = "1 page that moves" if count == 1 else f"{count} pages that move"
        why = f"disableAliases is true, so Hugo writes no redirect from the old addresses of {pages} ({_REMEDY})"
        yield problem_line(one_line(base.name(path)), line, column, CODE, why)


def _place(configuration: Configuration) -> tuple[str, int, int]:
    """Where the setting stands that wins."""
    place = (configuration.files[-1], 1, 1)
    for source in sources_of(configuration.root):
        if found := _SETTING.search(source.text):
            place = (source.path, *position(source.text, found.start()))
    return place
