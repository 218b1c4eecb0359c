"""From one syntax to another: the data as Hugo reads it stays, comments and commented-out fields go along."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from hugoconv.errors import MatterSyntaxError, Refused, VerificationError
from hugoconv.page.equivalence import other_data, other_notes, within_hidden
from hugoconv.page.nulls import null_items, without_null_items
from hugoconv.page.page import Page
from hugoconv.page.paths import refuse_odd_keys, shown
from hugoconv.page.verification import HAZARDS
from hugoconv.syntax.document import (
    Element,
    Field,
    Hidden,
    Leaf,
    List,
    Map,
    Remark,
    document_of,
    fields_of,
)
from hugoconv.syntax.nodes import Alias, Entry, Mapping, Node, Path, Scalar, children, parts_of
from hugoconv.syntax.style import Style
from hugoconv.syntax.syntax import Syntax
from hugoconv.syntax.table import SYNTAXES
from hugoconv.text.lines import line_break
from hugoconv.text.spans import Span

_WHOLE = re.compile(r"[:\[,][ \t\r\n]*-?[0-9]+[ \t\r\n]*[,\]}]")
_STRAY = re.compile("[\udc80-\udcff]")


class Translation(NamedTuple):
    """A page in another syntax, with what is worth knowing about it."""

    page: Page
    notes: tuple[str, ...]
    from_: str
    to: str


def translate(page: Page, to: str, *, drop_nulls: bool = False, drop_comments: bool = False) -> Translation:
    """The page with its front matter in another syntax: yaml, toml or json; the body is never touched.

    Every value stays what Hugo reads, in the author's spelling where that says the same, or with a note; every
    comment and commented-out field stays with its field. A page in the syntax already comes back unchanged (I7).
    Refused: ``null-in-list`` in TOML unless ``drop_nulls``, ``no-comments`` in JSON for a page with comments unless
    ``drop_comments``, ``duplicate-key``, ``not-utf-8``, and what the other syntax cannot say.

    >>> from hugoconv.page.page import parse
    >>> page = parse("---\\ntitle: A talk  # tentative\\ndate: 2021-02-01\\n#slides: x\\n---\\n")
    >>> print(translate(page, "toml").page.to_bytes().decode(), end="")
    +++
    title = "A talk"  # tentative
    date = 2021-02-01
    #slides = "x"
    +++
    """
    syntax = SYNTAXES.get(to)
    if syntax is None or syntax.write is None:
        raise Refused("syntax-unknown", f"nothing is translated to {to!r}", "use yaml, toml or json", path=page.path)
    if page.syntax == to:
        return Translation(page, (), to, to)
    try:
        refuse_odd_keys(page.tree)
        new, notes = _translated(page, syntax, drop_nulls=drop_nulls, drop_comments=drop_comments)
    except Refused as refused:
        raise _placed(page, refused) from None
    return Translation(new, notes, page.syntax, to)


def _translated(page: Page, target: Syntax, *, drop_nulls: bool, drop_comments: bool) -> tuple[Page, tuple[str, ...]]:
    source = SYNTAXES.get(page.syntax)
    if source is None:
        raise Refused("no-front-matter", "the page has no front matter", "add one, `---` above and below")
    _refuse_untranslatable(page)
    lost = _comments(page, source) if target.field is None else []
    if lost and not drop_comments:
        why = f"{target.name} has no comments, and the page has {len(lost)}"
        raise Refused("no-comments", why, "use --drop-comments if they may go", span=lost[0])
    document = document_of(page.tree, source, page.known)
    if source.strict and not target.strict:
        document = _surely_signed(document, page.known)
    gone = tuple(null_items(document)) if target.name == "toml" else ()
    if gone and not drop_nulls:
        raise _null_in_list(page, gone[0])
    if gone:
        document = without_null_items(document)
    try:
        new, notes = _written(page, document, source, target, gone)
    except Refused as refused:
        if refused.code == "unwritable-value":
            refused.span = _unwritable(page, source, target)
        raise
    left_out = (f"{shown(path)}: an item without a value is left out" for path in gone)
    dropped = [f"comments and commented-out fields are left out: {len(lost)}"] if lost else []
    return new, (*_notes(page, source), *dropped, *left_out, *notes)


def _placed(page: Page, refused: Refused) -> Refused:
    """The refusal with the place in the file that its span names."""
    refused.path = page.path
    if refused.span is not None:
        refused.lineno, refused.colno = page.position(refused.span[0])
    return refused


def _refuse_untranslatable(page: Page) -> None:
    if stray := _STRAY.search(page.matter):
        why = "the front matter holds bytes that are not UTF-8"
        raise Refused("not-utf-8", why, "mend its bytes first", span=stray.span())
    if page.syntax != "org" and page.tree.root is not None:
        _refuse_twins(page.tree.root, ())


def _refuse_twins(node: Node, path: Path) -> None:
    seen: set[str | int] = set()
    for step, part in children(node):
        if step in seen:
            why = f"{shown((*path, step))} is given twice"
            raise Refused("duplicate-key", why, "keep one of them", span=part[:2])
        seen.add(step)
        if not isinstance(part.value, Scalar):
            _refuse_twins(part.value, (*path, step))


def _comments(page: Page, source: Syntax) -> list[Span]:
    """Where comments, commented-out fields and lines that Hugo skips stand."""
    spans = [*(c.span for c in page.comments), *(f.span for f in page.commented_out), *source.unread(page.tree)]
    return sorted(spans)


def _surely_signed(content: Map, known: frozenset[str]) -> Map:
    """A map whose commented-out fields are none behind a blank where only a known key tells them from prose."""
    names = known | {part.name.casefold() for part in fields_of(content)}
    return content._replace(parts=tuple(_surely_signed_part(part, names, known) for part in content.parts))


def _surely_signed_part(
    part: Field | Hidden | Remark, names: frozenset[str], known: frozenset[str]
) -> Field | Hidden | Remark:
    if isinstance(part, Hidden):
        return part if part.field.name.casefold() in names else part._replace(sign="#")
    if isinstance(part, Field) and isinstance(part.value, Map):
        return part._replace(value=_surely_signed(part.value, known))
    if isinstance(part, Field) and isinstance(part.value, List):
        items = (
            item._replace(value=_surely_signed(item.value, known))
            if isinstance(item, Element) and isinstance(item.value, Map)
            else item
            for item in part.value.parts
        )
        return part._replace(value=part.value._replace(parts=tuple(items)))
    return part


def _null_in_list(page: Page, item: Path) -> Refused:
    why = f"{shown(item[:-1])} has an item without a value, which TOML cannot say"
    span = next((part[:2] for path, part in parts_of(page.tree) if path == item), None)
    return Refused("null-in-list", why, "give it a value, or use --drop-nulls", span=span)


def _unwritable(page: Page, source: Syntax, target: Syntax) -> tuple[int, int] | None:
    """Where the first value or key stands that the other syntax cannot say."""
    assert target.write is not None
    for _, part in parts_of(page.tree):
        if not isinstance(part.value, Scalar):
            continue
        leaf = Leaf(source.data(part.value), page.matter[part.value.start : part.value.end], part.value.style)
        try:
            target.write(Map((Field(part.name if isinstance(part, Entry) else "item", leaf),)), Style())
        except Refused:
            return part.start, part.end
    return None


def _notes(page: Page, source: Syntax) -> Iterator[str]:
    yield from page.notes
    if page.tree.root is not None and any(_has_alias(page.tree.root, source)):
        yield "anchors and merge keys are written out"
    if source.name == "json" and _WHOLE.search(page.matter):
        yield "whole numbers, which Hugo reads as floats in JSON, are integers now"
    if source.name == "org":
        yield "the body is left as it is, in Org"


def _has_alias(node: Node, source: Syntax) -> Iterator[bool]:
    if isinstance(node, Alias):
        yield True
    for _, part in children(node):
        yield from _has_alias(part.value, source)
    if isinstance(node, Mapping) and any(source.is_merge_key(entry.key) for entry in node.entries):
        yield True


# writing and proving


class _Attempt(NamedTuple):
    """How comments are written: those that would read as fields set apart, commented-out fields with an end mark."""

    apart: bool
    marks: int


_ATTEMPTS = (_Attempt(False, 0), _Attempt(True, 0), _Attempt(True, 1), _Attempt(True, 2))


def _written(
    page: Page, document: Map, source: Syntax, target: Syntax, gone: tuple[Path, ...]
) -> tuple[Page, tuple[str, ...]]:
    """The new page in the first way of writing in which everything is what it was."""
    assert target.write is not None
    why, data_is_same = "", True
    for attempt in _ATTEMPTS:
        text, notes = target.write(_dressed(document, target, attempt), _style(page, source, target))
        try:
            new = page._rewritten(text, target.name)
        except MatterSyntaxError as error:
            if error.code in ("too-large", "too-deep"):
                raise Refused(error.code, f"in {target.name} {error.msg}", error.hint) from None
            why, data_is_same = f"the text after the translation does not parse: {error}", False
            continue
        _refuse_hazards(new, target)
        why = other_data(page, new, source, target)
        if why:
            raise VerificationError(why)
        why = other_notes(page, new, source, target, within_hidden(document), gone)
        if not why:
            return new, notes
    if not data_is_same:
        raise VerificationError(why)
    raise Refused("comment-without-place", f"{target.name} has no place for what is there: {why}", "remove it first")


def _style(page: Page, source: Syntax, target: Syntax) -> Style:
    old = source.style(page.tree)
    eol = old.eol if "\n" in page.matter or "\r" in page.matter else line_break(page.original.decode("latin-1"), 0)
    lone_cr = eol == "\r" and (target.name == "toml" or source.name == "org")
    return Style(eol="\n" if lone_cr else eol, spaced=old.spaced)


def _dressed(document: Map, target: Syntax, attempt: _Attempt) -> Map:
    """The document with its comments in the way of an attempt."""
    if attempt == _ATTEMPTS[0]:
        return document
    parts = tuple(_dressed_part(part, target, attempt) for part in document.parts)
    return document._replace(parts=parts)


def _dressed_part(part: Field | Hidden | Remark, target: Syntax, attempt: _Attempt) -> Field | Hidden | Remark:
    if isinstance(part, Remark):
        return part._replace(text=_apart(part.text, target))
    field = part.field if isinstance(part, Hidden) else part
    above = tuple(_apart(text, target) for text in field.above)
    value = field.value
    if isinstance(part, Hidden):
        return part._replace(field=field._replace(above=above), marks=attempt.marks or part.marks)
    if isinstance(value, Map):
        value = _dressed(value, target, attempt)
    if isinstance(value, List):
        value = List(tuple(_dressed_element(e, target, attempt) for e in value.parts), value.flow)
    return field._replace(above=above, value=value)


def _dressed_element(part: Element | Remark, target: Syntax, attempt: _Attempt) -> Element | Remark:
    if isinstance(part, Remark):
        return part._replace(text=_apart(part.text, target))
    above = tuple(_apart(text, target) for text in part.above)
    value = _dressed(part.value, target, attempt) if isinstance(part.value, Map) else part.value
    return part._replace(above=above, value=value)


def _apart(text: str, target: Syntax) -> str:
    """A comment that cannot be taken for a commented-out field: two blanks behind its sign say that it is prose."""
    if target.field is None or not target.field.match(text) or text.startswith("# hugoconv:"):
        return text
    return f"#  {text[1:].lstrip(' ')}"


def _refuse_hazards(new: Page, target: Syntax) -> None:
    for code, _ in target.hazards(new.tree):
        raise Refused(code, HAZARDS[code], "leave the page in its syntax")
