"""From one syntax to another: the data as Hugo reads it stays, comments and commented-out fields go along."""

from __future__ import annotations

from typing import NamedTuple

from hugoconv.errors import MatterSyntaxError, Refused, VerificationError
from hugoconv.hugo.page_dates import DateRules
from hugoconv.page.page import Page
from hugoconv.page.page_argument import refuse_other_than_page
from hugoconv.page.paths import refuse_odd_keys, shown
from hugoconv.refusals import message, passed_on, refused
from hugoconv.syntax.base import Syntax
from hugoconv.syntax.registry import SYNTAXES
from hugoconv.syntax.style import Style
from hugoconv.syntax.tree import Entry, Node, Path, Scalar, children, parts_of
from hugoconv.text.lines import line_break
from hugoconv.text.regex import regex
from hugoconv.text.spans import Span
from hugoconv.translation.account import data_notes, other_data, refuse_unread
from hugoconv.translation.comment_lines import ATTEMPTS, dressed, surely_marked
from hugoconv.translation.document import CommentedOutField, DocumentField, Leaf, Map, MapPart, comments_in
from hugoconv.translation.equivalence import Side, other_notes, side_of
from hugoconv.translation.nulls import NullItems, null_items, without_null_items
from hugoconv.translation.printers import Printer, printer_of
from hugoconv.translation.transcript import document_of

_STRAY = regex("[\udc80-\udcff]")


class Translation(NamedTuple):
    """A page in another syntax, ``from_`` one ``to`` the other, with ``notes`` on what is worth knowing."""

    page: Page
    notes: tuple[str, ...]
    from_: str
    to: str


def translate(
    page: Page,
    to: str,
    *,
    drop_nulls: bool = False,
    drop_comments: bool = False,
    dates: DateRules | None = None,
) -> Translation:
    """The page with its front matter in another syntax: yaml, toml or json; the body is never touched.

    Every value stays what Hugo reads, in the author's spelling where that says the same, or with a note; every
    comment and commented-out field stays with its field. What is left out is in the notes (I14). Only text in a field
    at the top in which Hugo looks for dates becomes a TOML date; ``dates`` are the rules of a site for that. A page in
    the syntax already comes back unchanged (I7).
    Refused: ``null-in-list`` in TOML unless ``drop_nulls``, ``no-comments`` in JSON for a page with comments unless
    ``drop_comments``, ``duplicate-key``, ``key-is-no-text``, ``text-after-end``, ``not-utf-8``, and what the other
    syntax cannot say.

    >>> from hugoconv.page.page import parse
    >>> page = parse("---\\ntitle: A talk  # tentative\\ndate: 2021-02-01\\n#slides: x\\n---\\n")
    >>> print(translate(page, "toml").page.to_bytes().decode(), end="")
    +++
    title = "A talk"  # tentative
    date = 2021-02-01
    #slides = "x"
    +++
    """
    refuse_other_than_page(page, "translate")
    syntax = SYNTAXES.get(to)
    printer = printer_of(to)
    if syntax is None or printer is None:
        raise refused("syntax-unknown", case="translation", syntax=to, path=page.path)
    if page.syntax == to:
        return Translation(page, (), to, to)
    try:
        refuse_odd_keys(page.tree)
        asked = _Asked(syntax, printer, drop_nulls, drop_comments, (dates or DateRules()).names)
        new, notes = _translated(page, asked)
    except Refused as error:
        raise _placed(page, error) from None
    return Translation(new, notes, page.syntax, to)


class _Asked(NamedTuple):
    """The syntax that a page is to have, its printer, what may be left out, and which fields are dates for Hugo."""

    target: Syntax
    printer: Printer
    drop_nulls: bool
    drop_comments: bool
    dates: frozenset[str]


def _translated(page: Page, asked: _Asked) -> tuple[Page, tuple[str, ...]]:
    target = asked.target
    if not page.has_front_matter:
        raise refused("no-front-matter", case="translation")
    _refuse_untranslatable(page)
    old = side_of(page)
    lost = _comments(old) if not target.has_comments else []
    if lost and not asked.drop_comments:
        raise refused("no-comments", case="lost", syntax=target.name, count=len(lost), span=lost[0])
    _refuse_unfit(old, target)
    document, gone = _document(old, asked)
    _refuse_unfit_within(old, document, target)
    try:
        new = _written(old, document, asked, gone)
    except Refused as error:
        if error.code == "unwritable-value" and error.span is None:
            error.span = _unwritable(old, asked.printer)
        raise
    dropped = [f"comments and commented-out fields are left out: {len(lost)}"] if lost else []
    foreign = [f"the body is left as it is, in {markup}"] if (markup := old.syntax.body_markup) else []
    return new.page, (*page.notes, *dropped, *data_notes(old, new, gone, asked.dates), *foreign)


def _document(old: Side, asked: _Asked) -> tuple[Map, NullItems]:
    """The document in the way of the other syntax, and the items of lists that have no place in it."""
    document = document_of(old.page.tree, old.syntax, old.page.known)
    if old.syntax.text_needs_quotes and not asked.target.text_needs_quotes:
        document = surely_marked(document, old.page.known)
    if asked.target.dates_are_typed:
        document = _with_dates(document, asked.dates)
    gone = NullItems(() if asked.target.has_nulls else null_items(document))
    if gone and not asked.drop_nulls:
        raise _null_in_list(old.page, next(iter(gone)))
    return (without_null_items(document) if gone else document), gone


def _with_dates(document: Map, dates: frozenset[str]) -> Map:
    """The map with text that is a date as one, in the fields in which Hugo looks for dates."""
    return document._replace(parts=tuple(_with_date(part, dates) for part in document.parts))


def _with_date(part: MapPart, dates: frozenset[str]) -> MapPart:
    from hugoconv.translation.printers.toml_lines import dated

    if isinstance(part, CommentedOutField):
        field = _with_date(part.field, dates)
        assert isinstance(field, DocumentField)
        return part if field is part.field else part._replace(field=field)
    if isinstance(part, DocumentField) and part.name.lower() in dates and isinstance(part.value, Leaf):
        return part._replace(value=dated(part.value))
    return part


def _placed(page: Page, refused: Refused) -> Refused:
    """The refusal with the place in the file that its span names."""
    refused.path = page.path
    if refused.span is not None:
        refused.lineno, refused.colno = page.position(refused.span[0])
    return refused


def _refuse_untranslatable(page: Page) -> None:
    if stray := _STRAY.search(page.matter):
        raise refused("not-utf-8", case="page", span=stray.span())
    refuse_unread(side_of(page))
    if not SYNTAXES[page.syntax].repeats_keys and page.tree.root is not None:
        _refuse_odd_keys(page)
        _refuse_duplicates(page.tree.root, ())


def _refuse_odd_keys(page: Page) -> None:
    for entry in SYNTAXES[page.syntax].odd_keys(page.tree):
        is_scalar = isinstance(entry.key, Scalar)
        raise refused("key-is-no-text", case="scalar" if is_scalar else "collection", span=entry.span)


def _refuse_duplicates(node: Node, path: Path) -> None:
    seen: set[str | int] = set()
    for step, part in children(node):
        if step in seen:
            raise refused("duplicate-key", case="twice", field=shown((*path, step)), span=part.span)
        seen.add(step)
        if not isinstance(part.value, Scalar):
            _refuse_duplicates(part.value, (*path, step))


def _comments(side: Side) -> list[Span]:
    """Where comments, commented-out fields and lines that Hugo skips stand."""
    page = side.page
    spans = [*(c.span for c in page.comments), *(f.span for f in page.commented_out), *side.syntax.unread(page.tree)]
    return sorted(spans)


def _refuse_unfit(side: Side, target: Syntax) -> None:
    """Refuses a comment with a control character where the other syntax has none in comments."""
    spans = [*(comment.span for comment in side.notes.comments), *side.syntax.unread(side.page.tree)]
    for span in spans if target.unfit else ():
        if target.unfit and target.unfit.search(span.of(side.page.matter).rstrip(" \t\r\n")):
            raise refused("unwritable-value", case="toml-comment", syntax=target.name.upper(), span=span)


def _refuse_unfit_within(side: Side, document: Map, target: Syntax) -> None:
    """The same for the comments within commented-out parts, which are no comments of the page."""
    unfit = (text for text in comments_in(document) if target.unfit and target.unfit.search(text.strip(" \t\r\n")))
    if (text := next(unfit, None)) is not None:
        at = max(side.page.matter.find(text.strip()), 0)
        raise refused(
            "unwritable-value", case="toml-comment", syntax=target.name.upper(), span=Span(at, at + len(text))
        )


def _null_in_list(page: Page, item: Path) -> Refused:
    span = next((part.span for path, part in parts_of(page.tree) if path == item), None)
    return refused("null-in-list", field=shown(item[:-1]), span=span)


def _unwritable(side: Side, printer: Printer) -> tuple[int, int] | None:
    """Where the first value or key stands that the other syntax cannot say."""
    page = side.page
    for _, part in parts_of(page.tree):
        if not isinstance(part.value, Scalar):
            continue
        # A printer knows nothing of places in the old text, so each value is written alone until one is refused.
        leaf = Leaf(side.syntax.data(part.value), page.matter[part.value.start : part.value.end], part.value.style)
        try:
            printer(Map((DocumentField(part.name if isinstance(part, Entry) else "item", leaf),)), Style())
        except Refused:
            return part.start, part.end
    return None


# writing and proving


def _written(old: Side, document: Map, asked: _Asked, gone: NullItems) -> Side:
    """The new page in the first way of writing in which everything is what it was."""
    target, why = asked.target, ""
    for attempt in ATTEMPTS:
        text = asked.printer(dressed(document, target, attempt), _style(old, target))
        try:
            new = side_of(old.page._rewritten(text, target.name))
        except MatterSyntaxError as error:
            if error.code in ("too-large", "too-deep"):
                found = passed_on(error.code, "in-syntax", syntax=target.name, why=error.msg, remedy=error.hint)
                raise Refused(*found) from None
            why = f"the text after the translation does not parse: {error}"
            continue
        _refuse_hazards(new)
        if why := other_data(old, new, gone, asked.dates):
            raise VerificationError(why)
        if not (why := other_notes(old, new, gone)):
            return new
    # Text that cannot be read is a fault of the printer, a comment without a place one of what was asked for.
    if why.startswith("the text"):
        raise VerificationError(why)
    raise refused("comment-without-place", syntax=target.name, why=why)


def _style(side: Side, target: Syntax) -> Style:
    page, old = side.page, side.syntax.style(side.page.tree)
    # Latin-1 reads any bytes; nothing but the first line end is looked for.
    eol = old.eol if "\n" in page.matter or "\r" in page.matter else line_break(page.original.decode("latin-1"), 0)
    # TOML does not end a line at a lone CR: all lines of the matter would be one.
    is_read = eol != "\r" or (target.lone_cr_ends_line and side.syntax.lone_cr_ends_line)
    return Style(eol=eol if is_read else "\n", spaced=old.spaced)


def _refuse_hazards(new: Side) -> None:
    for code, _ in new.syntax.hazards(new.page.tree):
        raise Refused(*passed_on(code, "other-syntax", why=message(code).why))
