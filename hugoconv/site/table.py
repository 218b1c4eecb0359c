"""The fields of all pages of a site side by side."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from hugoconv.errors import FileError, MatterSyntaxError
from hugoconv.files.read import read_bytes
from hugoconv.layouts.parse import parse
from hugoconv.page.page import Page
from hugoconv.page.rows import names_in, row
from hugoconv.syntax.values import Value

if TYPE_CHECKING:
    from hugoconv.site.site import Site

PATH, ERROR = "path", "error"


def table(
    site: Site, fields: str | Sequence[str] | None = None, *, below: str | os.PathLike[str] | None = None
) -> list[dict[str, Value]]:
    """A dict for every page of a site, or those at and below a path: its ``path`` from the root and its fields, None
    for one that it does not have. A page that cannot be read has its ``error``.

    ``fields`` are names or paths as ``image.caption``, one or several; by default the top-level ones of all pages,
    in the order in which they are met.

    >>> from hugoconv import Site
    >>> table(Site("fixtures/sites/small"), ["title", "image.caption"], below="content/post")
    [{'path': 'content/post/first/index.md', 'title': 'We have moved', 'image.caption': None}]
    """
    # Not above: with it comes all that plans.
    from hugoconv.site.site_argument import refuse_other_than_site

    refuse_other_than_site(site, "table")
    rules = site.configuration.told_content_rules
    read: list[tuple[str, Page | str]] = []
    for found in site.pages(below):
        try:
            page = parse(read_bytes(site.base.file(found.path)), found.path, content_rules=rules)
            read.append((found.path, page))
        except (FileError, MatterSyntaxError) as error:
            read.append((found.path, str(error)))
    asked = [fields] if isinstance(fields, str) else fields
    names = list(asked) if asked is not None else names_in(page for _, page in read if isinstance(page, Page))
    return [{PATH: path, **(row(page, names) if isinstance(page, Page) else {ERROR: page})} for path, page in read]
