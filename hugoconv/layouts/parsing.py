"""Reading a page with the field names of the layouts in mind."""

from __future__ import annotations

from hugoconv.layouts.detection import detect_era, detect_layout
from hugoconv.layouts.schema import DEFAULT_ERA, field_order, known_fields
from hugoconv.page.page import Page, Vocabulary
from hugoconv.page.page import parse as parse_page


def parse(data: bytes | str, path: str | None = None) -> Page:
    """The page of some bytes, or of a string taken as UTF-8; ``path`` says where it lies or would lie.

    Raises MatterSyntaxError, with line and column in the file, where its front matter cannot be read.
    Until something is changed, ``to_bytes()`` gives the bytes back (I1).

    >>> page = parse("---\\ntitle: A talk  # tentative\\n#slides: example\\n---\\nHello\\n")
    >>> page["title"], [field.key for field in page.commented_out]
    ('A talk', ['slides'])
    """
    return parse_page(data, path, vocabulary())


def vocabulary() -> Vocabulary:
    """The field names of all layouts, and the order of the fields of a page's own layout."""
    return Vocabulary(known_fields(), _order)


def _order(page: Page) -> tuple[str, ...]:
    fields = {name: field.value for name, field in page.fields.items()}
    layout, _ = detect_layout(page.path, fields)
    if layout is None:
        return ()
    era, _, _ = detect_era(page.path, fields, layout)
    return field_order(layout, era or DEFAULT_ERA)
