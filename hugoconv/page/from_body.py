"""Fields of a page that its body can fill: where they are absent or empty, and only there."""

from __future__ import annotations

from collections.abc import Callable

from hugoconv.body.extracts import first_heading, first_paragraph
from hugoconv.page.operations import Set
from hugoconv.page.page import Page
from hugoconv.page.page_argument import refuse_other_than_page

SOURCES: dict[str, Callable[[str], str]] = {"title": first_heading, "summary": first_paragraph}


def fill_from_body(page: Page, field: str) -> Page:
    """The page with its ``title`` from the first heading of its body, or its ``summary`` from the first paragraph.

    Left as it is where the field says something, or the body nothing. Refused (``not-utf-8``) where it is no text;
    raises ValueError for another field.

    >>> from hugoconv.page.page import parse
    >>> fill_from_body(parse("---\\nsummary: ''\\n---\\nA *pool* of mud.\\n"), "summary")["summary"]
    'A pool of mud.'
    """
    refuse_other_than_page(page, "fill_from_body")
    if field not in SOURCES:
        raise ValueError(f"a body gives {' or '.join(SOURCES)}, not {field!r}")
    if not lacks(page, field):
        return page
    said = SOURCES[field](page.body_text)
    return page.apply(Set(field, said)) if said else page


def lacks(page: Page, field: str) -> bool:
    """Whether a page has no such field, or one that says nothing.

    >>> from hugoconv.page.page import parse
    >>> [lacks(parse(f"---\\n{line}\\n---\\n"), "title") for line in ("title:", "title: ' '", "a: 1", "title: 0")]
    [True, True, True, False]
    """
    value = page[field] if field in page else None  # noqa: SIM401 - a path is no key
    return value is None or (isinstance(value, str) and not value.strip())
