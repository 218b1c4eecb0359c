"""Reading a page with the field names of the layouts in mind."""

from __future__ import annotations

from functools import cache
from os import PathLike, fspath

from hugoconv.hugo.page_path import ContentRules
from hugoconv.layouts.schema import default_era, era_named, field_order, known_fields
from hugoconv.page.front_matter import Vocabulary
from hugoconv.page.page import Page
from hugoconv.page.page import parse as parse_page
from hugoconv.syntax.registry import NEWEST


def parse(
    data: bytes | str,
    path: str | PathLike[str] | None = None,
    *,
    hugo: str = NEWEST,
    content_rules: ContentRules | None = None,
) -> Page:
    """The page of some bytes, or of a string taken as UTF-8; ``path`` says where it lies or would lie, ``hugo``
    which version reads it, ``content_rules`` in which folders and languages its site has its content.

    Raises MatterSyntaxError, with line and column in the file, where its front matter cannot be read.
    Until something is changed, ``to_bytes()`` gives the bytes back (I1).

    >>> page = parse("---\\ntitle: A talk  # tentative\\n#slides: example\\n---\\nHello\\n")
    >>> page["title"], [field.key for field in page.commented_out]
    ('A talk', ['slides'])
    >>> parse("---\\ndraft: yes\\n---\\n", hugo="0.151")["draft"]
    True
    """
    return parse_page(data, None if path is None else fspath(path), vocabulary(hugo, content_rules))


@cache
def vocabulary(hugo: str = NEWEST, content_rules: ContentRules | None = None) -> Vocabulary:
    """The field names of all layouts, and the order of the fields of a page's own layout."""
    return Vocabulary(known_fields(), _order, hugo, content_rules)


def _order(page: Page) -> tuple[str, ...]:
    from hugoconv.layouts.detection import detect

    found = detect(page)
    if found.layout is None:
        return ()
    era = era_named(found.era or "") or default_era()
    return field_order(found.layout, era.id)
