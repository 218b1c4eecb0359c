"""Reading a page with the field names of the layouts in mind."""

from __future__ import annotations

from functools import cache, partial
from os import PathLike, fspath

from hugoconv.hugo.page_path import ContentRules
from hugoconv.layouts.eras import default_era, era_named
from hugoconv.layouts.schema import Layouts, built_in
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
    layouts: Layouts | None = None,
) -> Page:
    """The page of some bytes, or of a string taken as UTF-8; ``path`` says where it lies or would lie, ``hugo``
    which version reads it, ``content_rules`` in which folders and languages its site has its content. ``layouts`` are
    those of ``read_layouts``: their fields count as fields behind ``# ``, too.

    Raises MatterSyntaxError, with line and column in the file, where its front matter cannot be read; TypeError for
    anything else, as a path, of which ``read`` takes the file. Until something is changed, ``to_bytes()`` gives the
    bytes back (I1).

    >>> page = parse("---\\ntitle: A talk  # tentative\\n#slides: example\\n---\\nHello\\n")
    >>> page["title"], [field.key for field in page.commented_out]
    ('A talk', ['slides'])
    >>> parse("---\\ndraft: yes\\n---\\n", hugo="0.151")["draft"]
    True
    """
    if not isinstance(data, bytes | bytearray | memoryview | str):
        raise TypeError(f"parse takes bytes or text, not {type(data).__name__}; read takes the path of a file")
    known = vocabulary(hugo, content_rules, layouts or built_in())
    return parse_page(data, None if path is None else fspath(path), known)


@cache
def vocabulary(
    hugo: str, content_rules: ContentRules | None, layouts: Layouts, words: frozenset[str] = frozenset()
) -> Vocabulary:
    """The field names of all layouts, those among some words of prose too, and the order of the fields of a page's own
    layout."""
    return Vocabulary(layouts.known | words, partial(_order, layouts), hugo, content_rules)


def _order(layouts: Layouts, page: Page) -> tuple[str, ...]:
    from hugoconv.layouts.detection import detect

    found = detect(page, layouts=layouts)
    if found.layout is None:
        return ()
    era = era_named(found.era or "") or default_era()
    return layouts.order(found.layout, era.id)
